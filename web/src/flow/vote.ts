/**
 * The voter's page as a pure machine: (state, event) → state. `effectsOf` says what a change asks of the world.
 * Nothing here knows a slip's code, a key or a byte of a ballot. Source: ux.md §4, §6, §7.
 */
import { blank, stepped, tooMany, withMark, type Mark, type Marks, type Paper } from './paper.ts';
import { begin, isSending, sendingAfter, type Answer, type Sending, type SendingEvent } from './sending.ts';

/** What the page may say of the session before anything is filled in. */
export interface Occasion {
    readonly session: string;
    readonly organisation: string;
    /** The approval number of a small room, or nothing. */
    readonly smallRoom: string;
    readonly papers: readonly Paper[];
}
/** What stands under a slip, once its session has been checked. */
export type Situation =
    | { readonly is: 'open'; readonly occasion: Occasion }
    | { readonly is: 'waiting'; readonly session: string; readonly organisation: string; readonly valid: boolean; readonly code: string | null }
    | { readonly is: 'used'; readonly receipts: readonly Receipt[] }
    | { readonly is: 'cancelled' }
    | { readonly is: 'unknown' }
    | { readonly is: 'closed'; readonly isVoid: boolean }
    | { readonly is: 'differs' };

export interface Receipt {
    readonly title: string;
    /** 24 characters, computed on this phone. */
    readonly code: string;
    /** Its contest was declared void. */
    readonly isVoid: boolean;
}
/** What the published log says of the receipts, once it says something. */
export interface News {
    readonly closingCode: string | null;
    readonly inLog: boolean | null;
    /** Codes of the receipts whose contest was declared void. */
    readonly voided: readonly string[];
}

/** The encryption of the marks as they are now; `serial` tells a stale one. */
export interface Sealing {
    readonly serial: number;
    readonly codes: readonly string[] | null;
}
interface Filling {
    readonly occasion: Occasion;
    /** Of each paper. */
    readonly marks: readonly Marks[];
    readonly sealing: Sealing | null;
    readonly serial: number;
    readonly online: boolean;
}
export type Stop = 'used' | 'cancelled' | 'unknown' | 'closed' | 'differs' | 'refused';

export type State =
    | { readonly at: 'opening'; readonly slow: boolean }
    | (Extract<Situation, { is: 'waiting' }> & { readonly at: 'waiting' })
    | (Filling & { readonly at: 'welcome' })
    | (Filling & { readonly at: 'ballot'; readonly paper: number; readonly full: number | null })
    | (Filling & { readonly at: 'review' })
    | (Filling & { readonly at: 'casting'; readonly sending: Sending })
    | { readonly at: 'receipt'; readonly receipts: readonly Receipt[]; readonly own: boolean; readonly news: News; readonly picture: boolean }
    | { readonly at: 'cleared' }
    | { readonly at: 'stopped'; readonly why: Stop; readonly code: string; readonly receipts: readonly Receipt[]; readonly typing: 'no' | 'hint' | 'field' | 'wrong' };

export type Event =
    | { readonly type: 'slow' }
    | { readonly type: 'situation'; readonly situation: Situation }
    | { readonly type: 'start' | 'next' | 'keep' | 'done' | 'save' | 'see' | 'scan' | 'type' | 'mistyped' | 'typed' | 'failed' }
    | { readonly type: 'mark'; readonly candidate: number; readonly mark: Mark }
    | { readonly type: 'arrow'; readonly candidate: number; readonly by: 1 | -1 }
    | { readonly type: 'swap'; readonly give: number }
    | { readonly type: 'go'; readonly depth: number }
    | { readonly type: 'sealed'; readonly serial: number; readonly codes: readonly string[] }
    | { readonly type: 'cast' }
    | { readonly type: 'network'; readonly online: boolean }
    | { readonly type: 'news'; readonly news: News }
    | SendingEvent;

export const opening: State = { at: 'opening', slow: false };
const noNews: News = { closingCode: null, inLog: null, voided: [] };

const stopped = (why: Stop, receipts: readonly Receipt[] = [], code = ''): Extract<State, { at: 'stopped' }> =>
    ({ at: 'stopped', why, code, receipts, typing: 'no' });

function situated(situation: Situation): State {
    switch (situation.is) {
        case 'open': {
            const { occasion } = situation;
            return { at: 'welcome', occasion, marks: occasion.papers.map(blank), sealing: null, serial: 0, online: true };
        }
        case 'waiting':
            return { at: 'waiting', ...situation };
        case 'used':
            return stopped('used', situation.receipts);
        case 'closed':
            return stopped('closed', [], situation.isVoid ? 'void_contest' : '');
        default:
            return stopped(situation.is);
    }
}

const lastDepth = ({ occasion }: Filling): number => occasion.papers.length + 1;

/** Steps forward since the welcome: what the browser's Back counts. */
export function depthOf(state: State): number {
    switch (state.at) {
        case 'ballot':
            return state.paper + 1;
        case 'review':
            return lastDepth(state);
        case 'casting':
            return lastDepth(state) + 1;
        default:
            return 0;
    }
}

function filling({ occasion, marks, sealing, serial, online }: Filling): Filling {
    return { occasion, marks, sealing, serial, online };
}

/** To the welcome (0), a ballot (1 … n) or the review (n + 1), with all marks kept. The review begins the encryption. */
function going(state: Filling, depth: number): State {
    const kept = filling(state);
    if (depth <= 0) return { at: 'welcome', ...kept };
    if (depth < lastDepth(state)) return { at: 'ballot', ...kept, paper: depth - 1, full: null };
    const { sealing, serial } = kept;
    const fresh = sealing ?? { serial: serial + 1, codes: null };
    return { at: 'review', ...kept, sealing: fresh, serial: fresh.serial };
}

type Ballot = Extract<State, { at: 'ballot' }>;

/** A changed mark discards the encryption. */
const remarked = (state: Ballot, marks: Marks): Ballot =>
    ({ ...state, full: null, sealing: null, marks: state.marks.map((one, i) => (i === state.paper ? marks : one)) });

function marking(state: Ballot, event: Event): State {
    const paper = state.occasion.papers[state.paper];
    const marks = state.marks[state.paper];
    switch (event.type) {
        case 'mark':
            if (marks[event.candidate] === event.mark) return state;
            if (tooMany(paper, marks, event.candidate, event.mark)) return { ...state, full: event.candidate };
            return remarked(state, withMark(marks, event.candidate, event.mark));
        case 'arrow': {
            const mark = stepped(paper, marks, event.candidate, event.by);
            return mark === marks[event.candidate] ? state : remarked(state, withMark(marks, event.candidate, mark));
        }
        case 'swap': {
            if (state.full === null || marks[event.give] !== 'approve') return state;
            return remarked(state, withMark(withMark(marks, event.give, 'abstain'), state.full, 'approve'));
        }
        case 'keep':
            return { ...state, full: null };
        case 'next':
            return state.full === null ? going(state, depthOf(state) + 1) : state;
        default:
            return state;
    }
}

export const receiptsOf = ({ occasion, sealing }: Filling): Receipt[] =>
    occasion.papers.map(({ title }, i) => ({ title, code: sealing?.codes?.[i] ?? '', isVoid: false }));

type Casting = Extract<State, { at: 'casting' }>;

const refusals: Readonly<Record<string, Stop>> = {
    cancelled_slip: 'cancelled', unknown_slip: 'unknown', closed: 'closed', void_contest: 'closed', not_open: 'closed',
};

/** What comes of the answer to one ballot; the others wait for it. */
function answered(state: Casting, answer: Answer): State {
    const inBox = receiptsOf(state).slice(0, state.sending.ballot);
    switch (answer.is) {
        case 'promised': {
            const ballot = state.sending.ballot + 1;
            if (ballot < state.occasion.papers.length) return { ...state, sending: begin(ballot) };
            return { at: 'receipt', receipts: receiptsOf(state), own: true, news: noNews, picture: false };
        }
        case 'used':
            return stopped('used', [...inBox, { title: state.occasion.papers[state.sending.ballot].title, code: answer.code, isVoid: false }]);
        case 'differs':
            return stopped('differs', inBox, 'promise');
        case 'refused':
            return stopped(refusals[answer.code] ?? 'refused', inBox, answer.code);
    }
}

const heeding = (receipt: Receipt, { voided }: News): Receipt => ({ ...receipt, isVoid: receipt.isVoid || voided.includes(receipt.code) });

function casting(state: Casting, event: Event): State {
    if (event.type === 'sealed') {
        const { sealing } = state;
        if (event.serial !== sealing?.serial) return state;
        return { ...state, sealing: { ...sealing, codes: event.codes }, sending: begin(0) };
    }
    if (!isSending(event)) return state;
    if (event.type === 'answer') return event.ballot === state.sending.ballot ? answered(state, event.answer) : state;
    return { ...state, sending: sendingAfter(state.sending, event) };
}

function stoppedAfter(state: Extract<State, { at: 'stopped' }>, event: Event): State {
    if (state.why === 'used' && event.type === 'see') {
        return { at: 'receipt', receipts: state.receipts, own: false, news: noNews, picture: false };
    }
    if (state.why !== 'unknown') return state;
    switch (event.type) {
        case 'scan':
            return { ...state, typing: 'hint' };
        case 'type':
            return { ...state, typing: 'field' };
        case 'typed':
            return opening;
        default:
            return state;
    }
}

export function vote(state: State, event: Event): State {
    // A fault of the page itself, while nothing has been sent.
    const untouched = state.at === 'opening' || state.at === 'waiting' || state.at === 'review' || (state.at === 'casting' && state.sending.phase === 'sealing');
    if (event.type === 'failed' && untouched) return stopped('refused', [], 'page');
    switch (state.at) {
        case 'opening':
            if (event.type === 'slow') return { ...state, slow: true };
            if (event.type === 'mistyped') return { ...stopped('unknown'), typing: 'wrong' };
            return event.type === 'situation' ? situated(event.situation) : state;
        case 'waiting':
            return event.type === 'situation' ? situated(event.situation) : state;
        case 'welcome':
            if (event.type === 'start') return going(state, 1);
            return wandering(state, event);
        case 'ballot':
            return wandering(marking(state, event), event);
        case 'review': {
            if (event.type === 'cast') {
                return { at: 'casting', ...filling(state), sending: state.sealing?.codes ? begin(0) : { ...begin(0), phase: 'sealing' } };
            }
            return wandering(state, event);
        }
        case 'casting':
            return casting(state, event);
        case 'receipt':
            if (event.type === 'save') return { ...state, picture: true };
            if (event.type === 'news') return { ...state, news: event.news, receipts: state.receipts.map((one) => heeding(one, event.news)) };
            return event.type === 'done' ? { at: 'cleared' } : state;
        case 'cleared':
            return state;
        case 'stopped':
            return stoppedAfter(state, event);
    }
}

/** Back, forward, the network and the encryption of unchanged marks, the same on every step of filling in. */
function wandering(state: State, event: Event): State {
    if (state.at !== 'welcome' && state.at !== 'ballot' && state.at !== 'review') return state;
    const { sealing } = state;
    switch (event.type) {
        case 'go':
            return going(state, Math.min(event.depth, lastDepth(state)));
        case 'network':
            return { ...state, online: event.online };
        case 'sealed':
            return event.serial === sealing?.serial ? { ...state, sealing: { ...sealing, codes: event.codes } } : state;
        default:
            return state;
    }
}
