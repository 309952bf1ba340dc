import { describe, expect, test } from 'vitest';
import type { Bytes } from '../base/bytes.ts';
import type { Entry } from '../ballot/entry.ts';
import { Chains, mostChecks } from './chains.ts';

const filled = (value: number): Bytes => new Uint8Array(32).fill(value);
let trackers = 0;
const entry = (change: Partial<Entry> = {}): Entry =>
    ({ Q: filled(1), box: 0, X: filled(2), counter: 0, disposition: 0, tracker: new Uint8Array(32).fill(7).map((byte, i) => (i < 2 ? ++trackers % 251 : byte)), ...change });

describe('the ballots of a key', () => {
    test('follow one another by number and name the one before', () => {
        const chains = new Chains();
        const first = entry();
        expect(chains.admit(first, true, 10)).toEqual(new Uint8Array(32));
        expect(() => chains.admit(entry(), true, 11)).toThrow('wrong_counter');
        expect(chains.admit(entry({ counter: 1 }), true, 12)).toEqual(first.tracker);
        expect(chains.counted(filled(1), 0).map(({ index }) => index)).toEqual([12]);
    });

    test('are one where recasting is off, and none may be checked after it', () => {
        const chains = new Chains();
        chains.admit(entry(), false, 1);
        expect(() => chains.admit(entry({ counter: 1 }), false, 2)).toThrow('already_cast');
        expect(() => chains.admit(entry({ counter: 1, disposition: 1 }), false, 2)).toThrow('already_cast');
    });

    test('are checked at most twenty times; that casts nothing', () => {
        const chains = new Chains();
        for (let i = 0; i < mostChecks; i++) chains.admit(entry({ disposition: 1 }), false, i);
        expect(() => chains.admit(entry({ disposition: 1 }), false, 30)).toThrow('too_many_checks');
        expect(chains.challenged(filled(1), 0)).toBe(20);
        expect([chains.counted(filled(1), 0), chains.hasCast(filled(2))]).toEqual([[], false]);
        chains.admit(entry(), false, 31);
        expect(chains.hasCast(filled(2))).toBe(true);
    });

    test('have trackers and alphas that nobody had before, in whatever contest', () => {
        const chains = new Chains();
        const first = entry();
        chains.admit(first, false, 1);
        expect(() => chains.admit(entry({ Q: filled(9), X: filled(3), tracker: first.tracker }), false, 2)).toThrow('duplicate');
        chains.takeAlphas([filled(4), filled(5)]);
        expect(() => chains.takeAlphas([filled(6), filled(5)])).toThrow('duplicate');
        expect(() => chains.takeAlphas([filled(8), filled(8)])).toThrow('duplicate');
    });

    test('are counted in the order of the log, box by box', () => {
        const chains = new Chains();
        chains.admit(entry({ X: filled(3) }), false, 5);
        chains.admit(entry({ X: filled(4) }), false, 4);
        chains.admit(entry({ X: filled(5), box: 1 }), false, 6);
        expect(chains.counted(filled(1), 0).map(({ index }) => index)).toEqual([4, 5]);
        expect(chains.counted(filled(1), 1)).toHaveLength(1);
    });
});
