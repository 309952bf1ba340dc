import { describe, expect, test } from 'vitest';
import { effectsOf, type Effect } from './effects.ts';
import { bandOf, screenOf } from './screen.ts';
import { depthOf, opening, vote, type Event, type Occasion, type State } from './vote.ts';

const paper = (title: string, seats = 1) => ({ title, seats, candidates: ['甲', '乙', '丙'].map((name) => ({ name, note: '' })) });
const occasion = (...titles: string[]): Occasion => ({ session: '会', organisation: '支部', smallRoom: '', papers: titles.map((title) => paper(title)) });
const situation = (one: Occasion): Event => ({ type: 'situation', situation: { is: 'open', occasion: one } });

/** The state after all events, and what the last of them ordered. */
function run(state: State, ...events: Event[]): { state: State; orders: Effect[] } {
    return events.reduce<{ state: State; orders: Effect[] }>(({ state: before }, event) => {
        const after = vote(before, event);
        return { state: after, orders: effectsOf(before, after) };
    }, { state, orders: [] });
}
const after = (...events: Event[]): State => run(opening, ...events).state;
const mark = (candidate: number, one: 'approve' | 'reject' | 'abstain'): Event => ({ type: 'mark', candidate, mark: one });
const start: Event = { type: 'start' };
const next: Event = { type: 'next' };
const cast: Event = { type: 'cast' };
const sealed = (serial: number, ...codes: string[]): Event => ({ type: 'sealed', serial, codes });
const promised = (ballot: number): Event => ({ type: 'answer', ballot, answer: { is: 'promised' } });
const atReview = (...titles: string[]): State => after(situation(occasion(...titles)), start, ...titles.map(() => next));
const atCasting = (): State => run(atReview('A'), sealed(1, 'CODE'), cast).state;

describe('opening', () => {
    test('says that the network is slow only when told so', () => {
        expect(after()).toEqual({ at: 'opening', slow: false });
        expect(after({ type: 'slow' })).toEqual({ at: 'opening', slow: true });
    });
    test.each([
        [{ is: 'cancelled' }, 'E2'], [{ is: 'unknown' }, 'E3'], [{ is: 'closed', isVoid: false }, 'E5'], [{ is: 'closed', isVoid: true }, 'E5'], [{ is: 'differs' }, 'X1'],
        [{ is: 'used', receipts: [{ title: 'A', code: 'C', isVoid: false }] }, 'E1'],
        [{ is: 'waiting', session: '会', organisation: '', valid: true, code: 'C' }, 'V1w'],
    ] as const)('%o is its own screen', (one, screen) => {
        expect(screenOf(after({ type: 'situation', situation: one }))).toBe(screen);
    });
    test('a waiting page follows the log, and opens by itself', () => {
        const waiting = run(opening, { type: 'situation', situation: { is: 'waiting', session: '会', organisation: '', valid: true, code: null } });
        expect(waiting.orders).toEqual([{ do: 'follow' }]);
        expect(screenOf(vote(waiting.state, situation(occasion('A'))))).toBe('V1');
    });
    test('a fault of the page stops it with a code', () => {
        expect(after({ type: 'failed' })).toMatchObject({ at: 'stopped', why: 'refused', code: 'page' });
    });
});

describe('filling in', () => {
    test('seven taps for four candidates: start, four marks, review, cast', () => {
        const four = { ...occasion(), papers: [{ ...paper('A', 3), candidates: ['甲', '乙', '丙', '丁'].map((name) => ({ name, note: '' })) }] };
        const taps: Event[] = [start, mark(0, 'approve'), mark(1, 'approve'), mark(2, 'approve'), mark(3, 'reject'), next, cast];
        expect(screenOf(after(situation(four), ...taps))).toBe('V4');
        expect(taps).toHaveLength(7);
    });
    test('one approval too many opens the dialog and checks nothing', () => {
        const full = after(situation(occasion('A')), start, mark(0, 'approve'), mark(1, 'approve'));
        expect(full).toMatchObject({ at: 'ballot', full: 1, marks: [['approve', 'abstain', 'abstain']] });
        expect(vote(full, next)).toEqual(full);
        expect(vote(full, { type: 'keep' })).toMatchObject({ full: null, marks: [['approve', 'abstain', 'abstain']] });
    });
    test('the swap makes both changes', () => {
        const full = after(situation(occasion('A')), start, mark(0, 'approve'), mark(1, 'approve'));
        expect(vote(full, { type: 'swap', give: 0 })).toMatchObject({ full: null, marks: [['abstain', 'approve', 'abstain']] });
        expect(vote(full, { type: 'swap', give: 2 })).toEqual(full);
    });
    test('a second tap on the same mark changes nothing, not even the object', () => {
        const once = after(situation(occasion('A')), start, mark(0, 'reject'));
        expect(vote(once, mark(0, 'reject'))).toBe(once);
    });
    test('Back goes one step, with the marks kept; Forward too', () => {
        const review = after(situation(occasion('A', 'B')), start, mark(2, 'reject'), next, mark(0, 'approve'), next);
        expect(depthOf(review)).toBe(3);
        const back = vote(review, { type: 'go', depth: 2 });
        expect(back).toMatchObject({ at: 'ballot', paper: 1, marks: [['abstain', 'abstain', 'reject'], ['approve', 'abstain', 'abstain']] });
        expect(vote(back, { type: 'go', depth: 0 })).toMatchObject({ at: 'welcome' });
        expect(vote(back, { type: 'go', depth: 9 })).toMatchObject({ at: 'review' });
    });
    test('several contests are filled one after another and reviewed on one page', () => {
        const first = after(situation(occasion('A', 'B')), start);
        expect(first).toMatchObject({ at: 'ballot', paper: 0 });
        expect(run(first, next, next).state).toMatchObject({ at: 'review' });
    });
    test('each step forward is one entry of the history', () => {
        expect(run(opening, situation(occasion('A')), start).orders).toEqual([{ do: 'push', depth: 1 }]);
    });
    test('a lost network shows, and the marks stay', () => {
        const offline = after(situation(occasion('A')), start, mark(0, 'approve'), { type: 'network', online: false });
        expect(offline).toMatchObject({ online: false, marks: [['approve', 'abstain', 'abstain']] });
    });
});

describe('encryption', () => {
    test('begins when the review opens', () => {
        const { orders } = run(opening, situation(occasion('A')), start, next);
        expect(orders[0]).toEqual({ do: 'seal', serial: 1, marks: [['abstain', 'abstain', 'abstain']] });
    });
    test('is kept while no mark changes', () => {
        const back = run(atReview('A'), { type: 'go', depth: 1 }, sealed(1, 'CODE'));
        const again = run(back.state, next);
        expect(again.state).toMatchObject({ at: 'review', sealing: { serial: 1, codes: ['CODE'] } });
        expect(again.orders.some((order) => order.do === 'seal')).toBe(false);
    });
    test('is discarded by a changed mark, and its late result with it', () => {
        const again = run(atReview('A'), sealed(1, 'OLD'), { type: 'go', depth: 1 }, mark(0, 'approve'), next);
        expect(again.orders[0]).toMatchObject({ do: 'seal', serial: 2 });
        expect(vote(again.state, sealed(1, 'OLD'))).toMatchObject({ sealing: { serial: 2, codes: null } });
    });
    test('is waited for if the voter is faster', () => {
        const early = run(atReview('A'), cast);
        expect(early.state).toMatchObject({ at: 'casting', sending: { phase: 'sealing' } });
        expect(early.orders.some((order) => order.do === 'send')).toBe(false);
        expect(run(early.state, sealed(1, 'CODE')).orders).toContainEqual({ do: 'send', ballot: 0, attempt: 1 });
    });
});

describe('casting', () => {
    test('one tap sends every ballot, one after the other, and is green only after the last promise', () => {
        const first = run(atReview('A', 'B'), sealed(1, 'ONE', 'TWO'), cast);
        expect(first.orders).toContainEqual({ do: 'send', ballot: 0, attempt: 1 });
        const second = run(first.state, promised(0));
        expect(screenOf(second.state)).toBe('V4');
        expect(bandOf(second.state)).toBe('none');
        expect(second.orders).toContainEqual({ do: 'send', ballot: 1, attempt: 1 });
        expect(vote(second.state, promised(0))).toEqual(second.state);
        const done = run(second.state, promised(1));
        expect(done.state).toMatchObject({ at: 'receipt', receipts: [{ title: 'A', code: 'ONE' }, { title: 'B', code: 'TWO' }] });
        expect(done.orders).toEqual([{ do: 'celebrate' }, { do: 'follow' }]);
    });
    test('Back does nothing while casting, and after casting shows the receipt', () => {
        const casting = atCasting();
        expect(vote(casting, { type: 'go', depth: 1 })).toEqual(casting);
        const receipt = vote(casting, promised(0));
        expect(vote(receipt, { type: 'go', depth: 0 })).toEqual(receipt);
    });
    test.each([
        ['cancelled_slip', 'E2'], ['unknown_slip', 'E3'], ['closed', 'E5'], ['void_contest', 'E5'], ['bad_proof', 'X3'], ['wrong_counter', 'X3'],
    ])('a refusal as %s is screen %s, and nothing is sent again', (code, screen) => {
        const refused = run(atCasting(), { type: 'answer', ballot: 0, answer: { is: 'refused', code } });
        expect(screenOf(refused.state)).toBe(screen);
        expect(refused.orders).toEqual([]);
    });
    test('a slip used meanwhile shows the receipt of the ballot that is there', () => {
        const used = vote(atCasting(), { type: 'answer', ballot: 0, answer: { is: 'used', code: 'OTHER' } });
        expect(used).toMatchObject({ at: 'stopped', why: 'used', receipts: [{ code: 'OTHER' }] });
        expect(vote(used, { type: 'see' })).toMatchObject({ at: 'receipt', own: false });
    });
    test('a false promise stops the page, and does not claim that nothing was cast', () => {
        const differs = vote(atCasting(), { type: 'answer', ballot: 0, answer: { is: 'differs' } });
        expect(screenOf(differs)).toBe('X1');
        expect(bandOf(differs)).toBe('none');
    });
    test('a receipt left open learns that its contest was declared void, and of no other', () => {
        const both = run(atReview('A', 'B'), sealed(1, 'ONE', 'TWO'), cast, promised(0), promised(1)).state;
        const news = { closingCode: null, inLog: null, voided: ['TWO'] };
        expect(vote(both, { type: 'news', news })).toMatchObject({ at: 'receipt', receipts: [{ isVoid: false }, { isVoid: true }] });
    });
    test('a slip found used in a void contest says so on its receipt, before and after any news', () => {
        const used = after({ type: 'situation', situation: { is: 'used', receipts: [{ title: 'A', code: 'C', isVoid: true }] } });
        const receipt = vote(used, { type: 'see' });
        expect(receipt).toMatchObject({ at: 'receipt', receipts: [{ isVoid: true }] });
        expect(vote(receipt, { type: 'news', news: { closingCode: null, inLog: null, voided: [] } })).toMatchObject({ receipts: [{ isVoid: true }] });
    });
    test('done forgets everything', () => {
        const cleared = run(atCasting(), promised(0), { type: 'done' });
        expect(cleared.state).toEqual({ at: 'cleared' });
        expect(cleared.orders).toEqual([{ do: 'forget' }]);
    });
});

describe('the slip that was not recognised', () => {
    const unknown = after({ type: 'situation', situation: { is: 'unknown' } });
    test('can be typed, and says when the characters are wrong', () => {
        const field = vote(unknown, { type: 'type' });
        expect(field).toMatchObject({ typing: 'field' });
        expect(run(field, { type: 'typed' }).state).toEqual(opening);
        expect(run(field, { type: 'typed' }, { type: 'mistyped' }).state).toMatchObject({ why: 'unknown', typing: 'wrong' });
    });
    test('a cancelled slip offers no typing', () => {
        const cancelled = after({ type: 'situation', situation: { is: 'cancelled' } });
        expect(vote(cancelled, { type: 'type' })).toEqual(cancelled);
    });
});
