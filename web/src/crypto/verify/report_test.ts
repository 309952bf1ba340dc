import { describe, expect, test } from 'vitest';
import { checkIds, checkOf, checks } from '../session/check_id.ts';
import { exitCodes, Report } from './report.ts';

const all = (): Report => {
    const report = new Report();
    report.reached(...checkIds);
    return report;
};

describe('a report', () => {
    test('has fourteen checks, and each id in one of them', () => {
        expect(checks).toHaveLength(14);
        expect(new Set(checkIds).size).toBe(checkIds.length);
        expect([checkOf('setup'), checkOf('digit_proof'), checkOf('policy')]).toEqual([1, 5, 14]);
    });

    test('says that nothing was reached until somebody says that it was', () => {
        expect(new Report().idsWith('not_reached')).toEqual(checkIds);
        expect(new Report().verdict).toBe('failed');
    });

    test('does not forget a failure', () => {
        const report = all();
        report.fail('counter', { is: 'record', index: 3 }, 'wrong_counter');
        report.reached('counter');
        report.notGiven('counter');
        expect([report.standing('counter'), report.check(6), report.verdict]).toEqual(['failed', 'failed', 'failed']);
    });

    test('confirms only if an opening code was given', () => {
        const report = all();
        expect(exitCodes[report.verdict]).toBe(0);
        report.notGiven('opening_code');
        expect(exitCodes[report.verdict]).toBe(3);
    });

    test('of nothing is unreadable', () => {
        const report = new Report();
        report.unreadable = true;
        expect(exitCodes[report.verdict]).toBe(2);
    });

    test('shows of each check the worst, and passes over what was not given', () => {
        const report = all();
        report.notGiven('growth', 'closing_code');
        expect(report.check(13)).toBe('passed');
        report.notCheckable('tiles');
        expect(report.check(13)).toBe('not_checkable');
    });
});
