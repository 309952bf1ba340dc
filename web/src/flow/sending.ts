/**
 * Sending one ballot: the same bytes again until there is an answer. Says only what is known: in the box, not in the box,
 * not known yet. Source: ux.md §7.
 */
export type Answer =
    | { readonly is: 'promised' }
    | { readonly is: 'used'; readonly code: string }
    | { readonly is: 'differs' }
    | { readonly is: 'refused'; readonly code: string };

export interface Sending {
    /** Which of the ballots; those before it are in the box. */
    readonly ballot: number;
    readonly phase: 'sealing' | 'sending' | 'resting';
    /** Sent so often, this time included. */
    readonly attempt: number;
    /** Attempts that got no answer: then nobody knows whether it is in the box. */
    readonly unanswered: number;
    /** The last answer that was no answer to the question. */
    readonly trouble: 'none' | 'unanswered' | 'cannot_store' | 'busy';
    /** Seconds until the next attempt, when it is resting. */
    readonly rest: number;
    /** 3 s without an answer; 60 s without one. */
    readonly patience: 'fresh' | 'slow' | 'long';
}

export type SendingEvent =
    | { readonly type: 'answer'; readonly ballot: number; readonly answer: Answer }
    | { readonly type: 'unanswered'; readonly attempt: number }
    | { readonly type: 'cannot_store'; readonly attempt: number }
    /** `jitter` in [0, 1) spreads a room of phones over ± 20 %. */
    | { readonly type: 'busy'; readonly attempt: number; readonly seconds: number; readonly jitter: number }
    | { readonly type: 'wake'; readonly attempt: number }
    | { readonly type: 'waited'; readonly ballot: number; readonly patience: 'slow' | 'long' }
    | { readonly type: 'again' };

const kinds: readonly string[] = ['answer', 'unanswered', 'cannot_store', 'busy', 'wake', 'waited', 'again'];
export const isSending = (event: { readonly type: string }): event is SendingEvent => kinds.includes(event.type);

export const begin = (ballot: number): Sending =>
    ({ ballot, phase: 'sending', attempt: 1, unanswered: 0, trouble: 'none', rest: 0, patience: 'fresh' });

/** 1, 2, 4, 8 s, then each 10 s. */
export const restAfter = (failures: number): number => (failures <= 4 ? 2 ** (failures - 1) : 10);

export const slowAfter = 3;
export const longAfter = 60;

/** A promise for one ballot says nothing about a fault in another: an unanswered attempt stays the worst that is known. */
export function sendingAfter(state: Sending, event: Exclude<SendingEvent, { type: 'answer' }>): Sending {
    if (event.type === 'waited') return event.ballot === state.ballot ? { ...state, patience: event.patience } : state;
    const resend: Sending = { ...state, phase: 'sending', attempt: state.attempt + 1, rest: 0 };
    if (event.type === 'again') return state.phase === 'resting' ? resend : state;
    if (event.attempt !== state.attempt) return state;
    switch (event.type) {
        case 'wake':
            return state.phase === 'resting' ? resend : state;
        case 'unanswered': {
            const unanswered = state.unanswered + 1;
            return { ...state, phase: 'resting', unanswered, trouble: 'unanswered', rest: restAfter(unanswered) };
        }
        case 'cannot_store': {
            // A fault after an unanswered attempt does not tell where that one went.
            if (state.unanswered > 0) return sendingAfter(state, { ...event, type: 'unanswered' });
            return { ...state, phase: 'resting', trouble: 'cannot_store', rest: Infinity };
        }
        case 'busy': {
            const rest = Math.max(1, event.seconds * (0.8 + 0.4 * event.jitter));
            return { ...state, phase: 'resting', trouble: state.unanswered > 0 ? 'unanswered' : 'busy', rest };
        }
    }
}
