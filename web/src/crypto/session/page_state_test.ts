/** What a voter's page refuses to believe. The session comes from the fixture of tests/e2e. */
import { describe, expect, test } from 'vitest';
import { FixtureSession, type Plan } from '../../../../tests/e2e/support/session.ts';
import { concat, equal, type Bytes } from '../base/bytes.ts';
import { list, option, textField, u16, u32, u64, u8 } from '../encode/writer.ts';
import { admit, beginSession, largeOf, type SessionState } from './page_state.ts';

const contest: Plan['contests'][number] = { title: '选票', seats: 1, candidates: [['甲', ''], ['乙', '']] };
const plan: Plan = { host: 'vote.example', short: 'A7', title: '会', organisation: '支部', slips: 3, contests: [contest] };

function session(upTo: 'setup' | 'manifest' | 'attendance' | 'opened' | 'closed'): FixtureSession {
    const one = new FixtureSession(plan);
    const steps = [() => one.ceremony(), () => one.attendance(), () => one.open(0), () => one.close(0, 0)];
    const names = ['manifest', 'attendance', 'opened', 'closed'];
    steps.slice(0, names.indexOf(upTo) + 1).forEach((step) => step());
    return one;
}
const fold = (leaves: readonly Bytes[]): SessionState =>
    leaves.slice(1).reduce((state, leaf, i) => admit(state, leaf, i + 1), beginSession(leaves[0]));

const attendance = (due: number, present: number): Bytes => concat(u16(4), u16(1), u32(due), u32(present), new Uint8Array(32), u64(0));
const opened = (Q: Bytes, made: number, cancelled: number, issued: number, reason = ''): Bytes =>
    concat(u16(6), u16(1), Q, list([concat(u32(made), u32(cancelled), u32(issued))]), textField(reason), u64(0));

describe('a session', () => {
    test('is folded from setup to closing', () => {
        const one = session('closed');
        const state = fold(one.leaves);
        expect(equal(state.K, one.K)).toBe(true);
        expect(equal(state.M, one.M)).toBe(true);
        expect(state.contests).toMatchObject([{ phase: 'closed', closedAt: one.leaves.length - 1 }]);
        expect(equal(state.contests[0].Q, one.Q(0))).toBe(true);
    });

    test('goes on in a round, with its own Q, after its own attendance', () => {
        const one = session('closed');
        const after = one.outcome(0);
        const round = one.round(after, contest);
        expect(() => fold([...one.leaves, (one.open(round), one.leaves[one.leaves.length - 1])])).toThrow('not_now');
        one.leaves.pop();
        one.attendance();
        one.open(round);
        expect(fold(one.leaves).contests[1]).toMatchObject({ phase: 'opened', contest: { slot: 1 } });
        expect(equal(fold(one.leaves).contests[1].Q, one.Q(round))).toBe(true);
    });

    test('a round of no outcome, and one while another contest is open, are refused', () => {
        const closed = session('closed');
        closed.round(new Uint8Array(32), contest);
        expect(() => fold(closed.leaves)).toThrow('not_now');
    });

    test.each([
        ['a manifest of two trustees of three', 'setup', (one: FixtureSession) => {
            one.ceremony();
            const leaf = one.leaves.pop() ?? new Uint8Array(0);
            one.append(leaf.slice(0, leaf.length - 4 - 3 * 65), [1, 2]);
        }, 'missing_signature'],
        ['an attendance of one trustee', 'manifest', (one: FixtureSession) => one.append(attendance(3, 3), [1]), 'missing_signature'],
        ['an attendance of one trustee and the server', 'manifest', (one: FixtureSession) => one.append(attendance(3, 3), [0, 1]), 'missing_signature'],
        ['more present than due', 'manifest', (one: FixtureSession) => one.append(attendance(3, 4), [1, 2]), 'wrong_figures'],
        ['an opening without attendance', 'manifest', (one: FixtureSession) => one.open(0), 'not_now'],
        ['an opening with more issued than present', 'manifest', (one: FixtureSession) => {
            one.append(attendance(3, 2), [1, 2]);
            one.append(opened(one.Q(0), 3, 0, 3, '多一张'), [1, 2]);
        }, 'wrong_figures'],
        ['an opening that hides a cancelled slip', 'attendance', (one: FixtureSession) => {
            one.cancel(0);
            one.append(opened(one.Q(0), 3, 0, 3), [1, 2]);
        }, 'wrong_figures'],
        ['fewer issued than present without a reason', 'attendance', (one: FixtureSession) => {
            one.cancel(0);
            one.append(opened(one.Q(0), 3, 1, 2), [1, 2]);
        }, 'wrong_figures'],
        ['an opening of an unknown contest', 'attendance', (one: FixtureSession) => one.append(opened(new Uint8Array(32), 3, 0, 3), [1, 2]), 'not_now'],
        ['a second opening', 'opened', (one: FixtureSession) => one.open(0), 'not_now'],
        ['a second closing', 'closed', (one: FixtureSession) => one.close(0, 0), 'not_now'],
        ['an attendance while a contest is open', 'opened', (one: FixtureSession) => one.attendance(), 'not_now'],
        ['a second manifest', 'manifest', (one: FixtureSession) => one.leaves.push(one.leaves[one.leaves.length - 1]), 'not_now'],
        ['a ceremony after the manifest', 'manifest', (one: FixtureSession) => one.leaves.push(one.leaves[1]), 'not_now'],
        ['a reserved type', 'manifest', (one: FixtureSession) => one.append(concat(u16(12), u16(1)), [0]), 'bad_type'],
        ['a void of an unknown contest', 'opened', (one: FixtureSession) =>
            one.append(concat(u16(23), u16(1), option(new Uint8Array(32)), textField('x'), u64(0)), [1, 2]), 'not_now'],
    ] as const)('%s is refused', (_, upTo, change, code) => {
        const one = session(upTo);
        change(one);
        expect(() => fold(one.leaves)).toThrow(code);
    });

    test('a contest declared void is void, before its opening, while it is open and after its closing', () => {
        for (const upTo of ['attendance', 'opened', 'closed'] as const) {
            const one = session(upTo);
            one.void(0);
            expect(fold(one.leaves)).toMatchObject({ isVoid: false, contests: [{ phase: 'void', closedAt: upTo === 'closed' ? one.leaves.length - 2 : null }] });
        }
    });

    test('declared void as a whole voids every contest, also one with its outcome', () => {
        const one = session('closed');
        one.round(one.outcome(0), contest);
        one.void(null);
        expect(fold(one.leaves)).toMatchObject({ isVoid: true, contests: [{ phase: 'void' }, { phase: 'void' }] });
    });

    test.each([
        ['a void before the manifest', 'manifest', (one: FixtureSession) => (one.leaves.pop(), one.void(null))],
        ['a slip cancelled before the manifest', 'manifest', (one: FixtureSession) => (one.leaves.pop(), one.cancel(0))],
        ['a void contest declared void again', 'opened', (one: FixtureSession) => (one.void(0), one.void(0))],
        ['a contest with its outcome declared void', 'closed', (one: FixtureSession) => (one.outcome(0), one.void(0))],
        ['an outcome for the second time', 'closed', (one: FixtureSession) => (one.outcome(0), one.outcome(0))],
        ['the outcome of a void contest', 'closed', (one: FixtureSession) => (one.void(0), one.outcome(0))],
        ['a void contest opened', 'attendance', (one: FixtureSession) => (one.void(0), one.open(0))],
        ['a void contest closed', 'opened', (one: FixtureSession) => (one.void(0), one.close(0, 0))],
    ] as const)('%s is refused as not_now', (_, upTo, change) => {
        const one = session(upTo);
        change(one);
        expect(() => fold(one.leaves)).toThrow('not_now');
    });

    const hash = new Uint8Array(32);
    test.each([
        ['attendance', (one: FixtureSession) => one.attendance()],
        ['slips_cancelled', (one: FixtureSession) => one.cancel(0)],
        ['opened', (one: FixtureSession) => one.open(1)],
        ['closed', (one: FixtureSession) => one.close(0, 0)],
        ['settled', (one: FixtureSession) => one.append(concat(u16(10), u16(1), one.Q(0), list([]), u64(0)), [0])],
        ['tally', (one: FixtureSession) => one.append(concat(u16(11), u16(1), one.Q(0), list([])), [0])],
        ['result', (one: FixtureSession) => one.append(concat(u16(14), u16(1), one.Q(0), list([])), [0])],
        ['outcome', (one: FixtureSession) => one.outcome(0)],
        ['round', (one: FixtureSession) => one.round(hash, contest)],
        ['void', (one: FixtureSession) => one.void(null)],
        ['void of a contest', (one: FixtureSession) => one.void(0)],
    ] as const)('after the whole was declared void %s is refused', (_, change) => {
        const one = session('closed');
        one.round(one.outcome(0), contest);
        one.void(null);
        change(one);
        expect(() => fold(one.leaves)).toThrow('void_contest');
    });

    test('after the whole was declared void a paper and destroyed keys still come', () => {
        const one = session('closed');
        one.void(null);
        one.append(concat(u16(18), u16(1), textField('纪要'), u32(1), hash), [0]);
        one.append(concat(u16(24), u16(1), u8(1), textField('已销毁'), u64(0)), [1]);
        expect(fold(one.leaves)).toMatchObject({ isVoid: true });
        const large = (type: number): Bytes => concat(u16(25), u16(1), u16(type), u32(70_000), hash);
        one.append(large(18), [0]);
        expect(largeOf(fold(one.leaves.slice(0, -1)), one.leaves[one.leaves.length - 1])).toBeNull();
        one.leaves.pop();
        one.append(large(14), [0]);
        expect(() => largeOf(fold(one.leaves.slice(0, -1)), one.leaves[one.leaves.length - 1])).toThrow('void_contest');
    });

    test('any bit of any record changed is refused', () => {
        const { leaves } = session('opened');
        for (const [index, leaf] of leaves.entries()) {
            const at = Math.floor((leaf.length * (index + 1)) / (leaves.length + 1));
            const changed = leaves.map((one, i) => (i === index ? leaf.map((byte, k) => (k === at ? byte ^ 1 : byte)) : one));
            expect(() => fold(changed), `record ${index}, byte ${at}`).toThrow();
        }
    });

    test('any record left out is refused', () => {
        const { leaves } = session('closed');
        for (const index of leaves.slice(0, -1).keys()) expect(() => fold(leaves.filter((_, i) => i !== index)), `record ${index}`).toThrow();
    });

    test('a key of the joint ceremony that one trustee chose alone is refused', () => {
        const one = session('setup');
        one.ceremony();
        const manifest = one.leaves.pop() ?? new Uint8Array(0);
        const signed = manifest.slice(0, manifest.length - 4 - 3 * 65);
        signed.set(one.leaves[1].slice(8, 40), 36);
        one.append(signed, [1, 2, 3]);
        expect(() => fold(one.leaves)).toThrow('wrong_digest');
    });
});
