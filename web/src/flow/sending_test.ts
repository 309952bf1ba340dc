import { describe, expect, test } from 'vitest';
import { begin, restAfter, sendingAfter, type Sending, type SendingEvent } from './sending.ts';

type Other = Exclude<SendingEvent, { type: 'answer' }>;
const run = (...events: Other[]): Sending => events.reduce(sendingAfter, begin(0));
const unanswered = (attempt: number): Other => ({ type: 'unanswered', attempt });
const wake = (attempt: number): Other => ({ type: 'wake', attempt });

describe('sending', () => {
    test('rests 1, 2, 4, 8 s, then 10 s each', () => {
        expect([1, 2, 3, 4, 5, 6, 20].map(restAfter)).toEqual([1, 2, 4, 8, 10, 10, 10]);
    });
    test('an unanswered attempt is not known yet, and is tried again after its rest', () => {
        const first = run(unanswered(1));
        expect(first).toMatchObject({ phase: 'resting', trouble: 'unanswered', rest: 1 });
        expect(sendingAfter(first, wake(1))).toMatchObject({ phase: 'sending', attempt: 2, trouble: 'unanswered' });
        expect(run(unanswered(1), wake(1), unanswered(2))).toMatchObject({ rest: 2, unanswered: 2 });
    });
    test('a wake-up or an answer of an earlier attempt does nothing', () => {
        const second = run(unanswered(1), wake(1));
        expect(sendingAfter(second, wake(1))).toEqual(second);
        expect(sendingAfter(second, unanswered(1))).toEqual(second);
    });
    test('a person can send at once', () => {
        expect(run(unanswered(1), { type: 'again' })).toMatchObject({ phase: 'sending', attempt: 2 });
        expect(run({ type: 'again' })).toEqual(begin(0));
    });
    test('a box that cannot store waits for a person', () => {
        expect(run({ type: 'cannot_store', attempt: 1 })).toMatchObject({ trouble: 'cannot_store', rest: Infinity });
    });
    test('after an unanswered attempt it stays unknown, whatever a later one says', () => {
        const second = run(unanswered(1), wake(1));
        expect(sendingAfter(second, { type: 'cannot_store', attempt: 2 })).toMatchObject({ trouble: 'unanswered', rest: 2 });
        expect(sendingAfter(second, { type: 'busy', attempt: 2, seconds: 5, jitter: 0.5 })).toMatchObject({ trouble: 'unanswered', rest: 5 });
    });
    test('Retry-After is spread over ± 20 %', () => {
        const busy = (jitter: number): Sending => run({ type: 'busy', attempt: 1, seconds: 10, jitter });
        expect(busy(0).rest).toBe(8);
        expect(busy(0.5).rest).toBe(10);
        expect(busy(0.999).rest).toBeCloseTo(12, 1);
        expect(busy(0)).toMatchObject({ trouble: 'busy', phase: 'resting' });
    });
    test('patience grows for the ballot that is being sent', () => {
        expect(run({ type: 'waited', ballot: 0, patience: 'slow' }).patience).toBe('slow');
        expect(run({ type: 'waited', ballot: 1, patience: 'slow' }).patience).toBe('fresh');
    });
});
