/** What the whole fold refuses besides the page's, with its code. The sessions are those of tests/e2e/support. */
import { describe, expect, test } from 'vitest';
import { FinishedSession } from '../../../../tests/e2e/support/folder.ts';
import type { Plan } from '../../../../tests/e2e/support/session.ts';
import { concat, hex, type Bytes } from '../base/bytes.ts';
import { publicKey, slipKey } from '../ballot/slip.ts';
import { list, option, textField, u16, u32, u64, u8 } from '../encode/writer.ts';
import { G, encode, encodeScalar, mul, precompute } from '../group/ristretto255.ts';
import { CompactTree } from '../merkle/compact_tree.ts';
import { leafHash } from '../merkle/hash.ts';
import { isBallot } from './page_state.ts';
import { admit, admitEntry, begin, type State } from './state.ts';

precompute(G);
const contest: Plan['contests'][number] = { title: '选票', seats: 1, candidates: [['甲', ''], ['乙', '']] };
const plan: Plan = { host: 'vote.example', short: 'A7', title: '会', organisation: '支部', slips: 3, contests: [contest] };

function fold({ leaves, lists }: FinishedSession): State {
    const tree = new CompactTree();
    let state = begin(leaves[0]);
    for (const [index, leaf] of leaves.entries()) {
        tree.push(leafHash(leaf));
        if (index === 0) continue;
        if (isBallot(leaf)) admitEntry(state, leaf, index);
        else state = admit(state, leaf, { index, root: () => tree.root(), large: null, lists });
    }
    return state;
}

type Act = (one: FinishedSession) => void;
const steps: readonly (readonly [name: string, act: Act])[] = [
    ['manifest', (one) => one.ceremony()], ['attendance', (one) => one.attendance()], ['opened', (one) => one.open(0)],
    ['cast', (one) => one.cast(0, 0, '○×')], ['closed', (one) => one.close(0, 1)], ['settled', (one) => one.settle(0)],
    ['tally', (one) => one.tally(0)], ['shared', (one) => [1, 2].forEach((trustee) => one.share(0, trustee))],
    ['result', (one) => one.result(0, [1, 2])], ['outcome', (one) => one.decide(0)],
];
function session(upTo: string): FinishedSession {
    const one = new FinishedSession(plan);
    const last = steps.findIndex(([name]) => name === upTo);
    steps.slice(0, last + 1).forEach(([, act]) => act(one));
    return one;
}

const keyOf = (one: FinishedSession, slip: number, slot: number): Bytes => publicKey(slipKey(one.id, 0, slot, one.codes[slip]));
const cancelled = (one: FinishedSession, slips: readonly (readonly Bytes[])[], slot: number | null = 1, class_ = 0): void =>
    void one.append(concat(u16(5), u16(1), u32(class_), option(slot === null ? null : u32(slot)), list(slips.map((keys) => list(keys))), textField('丢失')), [1, 2]);
const share = (one: FinishedSession, trustee: number, group: number, cells: number): void => {
    const element = encode(mul(3n, G));
    void one.append(concat(u16(13), u16(1), one.Q(0), u32(group), u8(0), u8(trustee), u8(0), list(Array.from({ length: cells }, () => element)), element, element, encodeScalar(1n)), [trustee]);
};
const result = (one: FinishedSession, trustees: readonly number[], totals: readonly number[], groups = 1): void =>
    void one.append(concat(u16(14), u16(1), one.Q(0), list(Array.from({ length: groups }, () => concat(list(trustees.map(u8)), list(totals.map(u32)))))), [0]);
const destroyed = (one: FinishedSession, trustee: number): void =>
    void one.append(concat(u16(24), u16(1), u8(trustee), textField('已销毁'), u64(0)), [trustee]);
const paper = (one: FinishedSession): void => void one.append(concat(u16(18), u16(1), textField('纪要'), u32(1), new Uint8Array(32)), [0]);

const refusals: readonly (readonly [how: string, upTo: string, act: Act, code: string])[] = [
    ['a slip cancelled of no class', 'attendance', (one) => cancelled(one, [[keyOf(one, 0, 1)]], 1, 1), 'out_of_range'],
    ['a slip cancelled with a key too few', 'attendance', (one) => cancelled(one, [[keyOf(one, 0, 0)]], null), 'wrong_count'],
    ['a slip cancelled that is in another slot', 'attendance', (one) => cancelled(one, [[keyOf(one, 0, 2)]]), 'unknown_slip'],
    ['a slip cancelled for a slot that is not there', 'attendance', (one) => cancelled(one, [[keyOf(one, 0, 2)]], 20), 'unknown_slip'],
    ['a slip cancelled again', 'attendance', (one) => [0, 1].forEach(() => cancelled(one, [[keyOf(one, 0, 1)]])), 'cancelled_slip'],
    ['a slip cancelled twice at once', 'attendance', (one) => cancelled(one, [[keyOf(one, 0, 1)], [keyOf(one, 0, 1)]]), 'duplicate'],
    ['a slip cancelled that voted', 'cast', (one) => one.cancel(0), 'already_cast'],
    ['a slip cancelled for a contest that is closed', 'closed', (one) => cancelled(one, [[keyOf(one, 1, 0)]], 0), 'not_now'],
    ['an identity among cancelled keys', 'attendance', (one) => cancelled(one, [[new Uint8Array(32)]]), 'identity'],
    ['a ballot before the opening', 'attendance', (one) => one.cast(0, 0, '○×'), 'not_open'],
    ['a ballot after the closing', 'closed', (one) => one.cast(0, 1, '○×'), 'closed'],
    ['a ballot after the contest was declared void', 'cast', (one) => (one.void(0), one.cast(0, 1, '○×')), 'void_contest'],
    ['a ballot after all was declared void', 'cast', (one) => (one.void(null), one.cast(0, 1, '○×')), 'void_contest'],
    ['a ballot of a cancelled slip', 'cast', (one) => (one.cancel(1), one.cast(0, 1, '○×')), 'cancelled_slip'],
    ['a closing before the opening', 'cast', (one) => one.close(0, 1, 0, 1_700_000_199), 'not_now'],
    ['a closing with a ballot checked that was not', 'cast', (one) => one.close(0, 1, 1), 'wrong_figures'],
    ['a settling of an open contest', 'cast', (one) => one.settle(0), 'not_now'],
    ['a tally before the pause is over', 'closed', (one) => one.tally(0), 'not_now'],
    ['a second tally', 'tally', (one) => one.tally(0), 'not_now'],
    ['a share before the tally', 'settled', (one) => one.share(0, 1), 'not_now'],
    ['a share of no group', 'tally', (one) => share(one, 1, 1, 4), 'out_of_range'],
    ['a share of fewer cells', 'tally', (one) => share(one, 1, 0, 3), 'wrong_count'],
    ['a second share after one that does not hold', 'tally', (one) => (share(one, 1, 0, 4), one.share(0, 1)), 'already_shared'],
    ['a share after the result', 'result', (one) => one.share(0, 3), 'not_now'],
    ['a result of three groups', 'shared', (one) => result(one, [1, 2], [1, 0, 0, 1], 3), 'wrong_count'],
    ['a result of one trustee', 'shared', (one) => result(one, [1], [1, 0, 0, 1]), 'wrong_count'],
    ['a result with a trustee who gave nothing', 'shared', (one) => result(one, [1, 3], [1, 0, 0, 1]), 'bad_share'],
    ['a result with a share that does not hold', 'tally', (one) => (one.share(0, 1), share(one, 2, 0, 4), result(one, [1, 2], [1, 0, 0, 1])), 'bad_share'],
    ['a result of other totals', 'shared', (one) => result(one, [1, 2], [0, 1, 0, 1]), 'wrong_total'],
    ['an outcome before the result', 'shared', (one) => one.decide(0), 'not_now'],
    ['a second outcome', 'outcome', (one) => one.decide(0), 'not_now'],
    ['keys destroyed before the outcome', 'result', (one) => destroyed(one, 1), 'not_now'],
    ['keys destroyed twice', 'outcome', (one) => [1, 1].forEach((trustee) => destroyed(one, trustee)), 'not_now'],
    ['a tally of a contest declared void', 'settled', (one) => (one.void(0), one.tally(0)), 'not_now'],
    ['a paper before the manifest', 'setup', paper, 'not_now'],
];

describe('the whole fold', () => {
    test('goes from setup to destroyed keys', () => {
        const one = session('outcome');
        [1, 2, 3].forEach((trustee) => destroyed(one, trustee));
        paper(one);
        const state = fold(one);
        expect(state.destroyed).toEqual([1, 2, 3]);
        expect(state.counts.get(hex(one.Q(0)))).toMatchObject({ stage: 'outcome', due: 3, issued: 3, boxes: [{ counted: 1, challenged: 0 }], result: [{ totals: [1, 0, 0, 1] }] });
    });

    test('after all was declared void, keys are destroyed whatever there was', () => {
        const one = session('cast');
        one.void(null);
        destroyed(one, 2);
        paper(one);
        expect(fold(one)).toMatchObject({ destroyed: [2], page: { isVoid: true } });
    });

    test.each(refusals)('%s is refused', (_, upTo, act, code) => {
        const one = session(upTo);
        act(one);
        expect(() => fold(one)).toThrow(code);
    });

    test('no byte of any leaf can be changed', () => {
        const one = session('outcome');
        for (const [index, leaf] of one.leaves.entries()) {
            const at = Math.floor((leaf.length * (index + 1)) / (one.leaves.length + 1));
            const changed = leaf.map((byte, i) => (i === at ? byte ^ 1 : byte));
            const leaves = one.leaves.map((other, i) => (i === index ? changed : other));
            expect(() => fold(Object.assign(Object.create(one), { leaves })), `leaf ${index}, byte ${at}`).toThrow();
        }
    });
});
