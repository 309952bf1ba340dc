/** Which screen of ux.md a state is, and what its bar may say. */
import type { State, Stop } from './vote.ts';

export type Screen =
    | 'V0' | 'V1' | 'V1w' | 'V2' | 'V3' | 'V4' | 'V5' | 'V5w' | 'V6'
    | 'E1' | 'E2' | 'E3' | 'E5' | 'N2' | 'N3' | 'N4' | 'X1' | 'X3';

const stops: Readonly<Record<Stop, Screen>> = { used: 'E1', cancelled: 'E2', unknown: 'E3', closed: 'E5', differs: 'X1', refused: 'X3' };
const troubles = { none: 'V4', unanswered: 'N2', cannot_store: 'N3', busy: 'N4' } as const;

export function screenOf(state: State): Screen {
    switch (state.at) {
        case 'opening':
            return 'V0';
        case 'welcome':
            return 'V1';
        case 'waiting':
            return 'V1w';
        case 'ballot':
            return 'V2';
        case 'review':
            return 'V3';
        case 'casting':
            return troubles[state.sending.trouble];
        case 'receipt':
            return state.picture ? 'V5w' : 'V5';
        case 'cleared':
            return 'V6';
        case 'stopped':
            return stops[state.why];
    }
}

/** Amber until the green; `unknown` and `none` where neither would be true. */
export type Band = 'not_cast' | 'cast' | 'unknown' | 'none';

export function bandOf(state: State): Band {
    switch (state.at) {
        case 'receipt':
            return 'cast';
        case 'cleared':
            return 'none';
        case 'casting':
            return state.sending.trouble === 'unanswered' ? 'unknown' : state.sending.ballot > 0 ? 'none' : 'not_cast';
        case 'stopped':
            return state.receipts.length > 0 || state.code === 'promise' ? 'none' : 'not_cast';
        default:
            return 'not_cast';
    }
}
