/**
 * The whole fold over a session's log: what may follow what, and what is known after it. It is the page's fold
 * (`page_state.ts`) and what only those can say who have read every ballot and every list. Source: SPEC §3.6, §6.6.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { equal, hex, type Bytes } from '../base/bytes.ts';
import { refuse } from '../base/result.ts';
import type { Contest } from '../ballot/definition.ts';
import { decodeEntry, verifyEntry, type Entry } from '../ballot/entry.ts';
import { checkDifferent, contains, keysOf } from '../ballot/slip_list.ts';
import { decodeSm2Key } from '../sign/sm2.ts';
import { verifyComplaint } from '../threshold/complaint.ts';
import { contextOf, deriveJointKey } from '../threshold/key_ceremony.ts';
import { Chains } from './chains.ts';
import { idOfEntry, idOfRefusal, under } from './check_id.ts';
import { close, needs, openTotals, share, tally, type Count, type Stage, type Trust } from './contest.ts';
import type { Manifest } from './manifest.ts';
import { beginSession, cancelledKey, checkLarge, checkRecord, largeType, openLarge, step, type ContestState, type SessionState } from './page_state.ts';
import { checkElements } from './record_elements.ts';
import { decodeRecord, recordType, type Fields } from './records.ts';

export interface State {
    readonly page: SessionState;
    /** The slips' keys by class and slot; none before the manifest. */
    readonly lists: readonly (readonly Bytes[])[];
    /** Null before the manifest. */
    readonly trust: Trust | null;
    /** Grows in place. */
    readonly chains: Chains;
    /** By Q in hexadecimal; of every contest that was opened. */
    readonly counts: ReadonlyMap<string, Count>;
    /** Trustees who said that their share is destroyed. */
    readonly destroyed: readonly number[];
}

/** What the folder holds besides the leaf, and the log. */
export interface Beside {
    readonly index: number;
    /** The log's root with this leaf as the last. */
    readonly root: () => Bytes;
    /** The bytes that a `large` stands for. */
    readonly large: Bytes | null;
    /** For a manifest: the runs of each class, which `checkRun` holds. */
    readonly lists: readonly (readonly Bytes[])[];
}

/** The first record. Refuses (as Failed): what `beginSession` and its decoder refuse, bad_key. */
export function begin(leaf: Bytes): State {
    const setup = (code: string): 'setup' | 'record_signature' => (code === 'bad_signature' ? 'record_signature' : 'setup');
    const page = under(setup, () => {
        const state = beginSession(leaf);
        try {
            decodeSm2Key(state.setup.sm2Key);
        } catch {
            refuse('bad_key', 'SM2');
        }
        return state;
    });
    return { page, lists: [], trust: null, chains: new Chains(), counts: new Map(), destroyed: [] };
}

/** The bytes of the record that a leaf is or stands for. Refuses (as Failed): large, record_form, record_signature. */
function unwrap({ page }: State, leaf: Bytes, { large }: Beside): Bytes {
    if (recordType(leaf) !== largeType) return leaf;
    const record = under('record_form', () => decodeRecord(leaf));
    under((code) => idOfRefusal(record.fields, code), () => openLarge(page, leaf));
    const bytes = large ?? under('large', () => refuse('not_found', 'records/'));
    under('large', () => checkLarge(leaf, bytes));
    return bytes;
}

/** A type's own decoder says more than `record_form`. */
const formOf = (leaf: Bytes): 'setup' | 'manifest' | 'record_form' => (recordType(leaf) === 3 ? 'manifest' : 'record_form');

/** The session after one more record that is no ballot. Refuses (as Failed): whatever does not hold, each under its check. */
export function admit(state: State, leaf: Bytes, beside: Beside): State {
    under('record_form', () => recordType(leaf));
    const bytes = unwrap(state, leaf, beside);
    const record = under(formOf(bytes), () => {
        const one = decodeRecord(bytes);
        checkElements(one.fields);
        return one;
    });
    return under((code) => idOfRefusal(record.fields, code), () => {
        checkRecord(state.page, record, bytes);
        checkBefore(state, record.fields);
        const page = step(state.page, record, bytes, beside.index);
        return after({ ...state, page }, record.fields, beside);
    });
}

/** What is looked at before the page's fold takes the record. */
function checkBefore(state: State, fields: Fields): void {
    if (fields.is === 'slips_cancelled') checkCancelled(state, fields);
    if (fields.is === 'key_ceremony' && fields.message.kind === 'complaint') checkComplaint(state, fields.message);
    if (fields.is === 'outcome') needs(state.counts.get(hex(fields.Q)), 'opened_totals');
}

/** What an observer knows and a phone does not. */
function after(state: State, fields: Fields, beside: Beside): State {
    switch (fields.is) {
        case 'manifest':
            return withManifest(state, fields.manifest, beside);
        case 'opened':
            return put(state, fields.Q, opened(state, fields));
        case 'closed':
            return change(state, fields.Q, 'opened', (count) => close(count, fields.boxes, fields.time, beside.root(), state.chains));
        case 'settled':
            return change(state, fields.Q, 'closed', (count) => {
                const pause = BigInt(state.page.manifest?.pause ?? 0);
                under('pause', () => (fields.time >= count.closedAt + pause ? undefined : refuse('not_now', 'before the pause was over')));
                return { ...count, stage: 'settled' };
            });
        case 'tally':
            return change(state, fields.Q, 'settled', (count) => tally(count, fields.groups, trustOf(state), state.chains));
        case 'share':
            return change(state, fields.share.Q, 'tallied', (count) => share(count, fields.share, trustOf(state)));
        case 'result':
            return change(state, fields.Q, 'tallied', (count) => openTotals(count, fields.groups, trustOf(state)));
        case 'outcome':
            return change(state, fields.Q, 'opened_totals', (count) => ({ ...count, stage: 'outcome' }));
        case 'void':
            return voided(state, fields.Q);
        case 'paper':
            return state.page.manifest ? state : refuse('not_now', 'paper');
        case 'keys_destroyed':
            return destroyed(state, fields.trustee);
        default:
            return state;
    }
}

const trustOf = ({ trust }: State): Trust => trust ?? refuse('not_now', 'no manifest');

const put = (state: State, Q: Bytes, count: Count): State => ({ ...state, counts: new Map(state.counts).set(hex(Q), count) });

/** Refuses: not_now, unless the contest is at that stage. */
const change = (state: State, Q: Bytes, stage: Stage, act: (count: Count) => Count): State =>
    put(state, Q, act(needs(state.counts.get(hex(Q)), stage)));

/** Refuses (as Failed): slip_lists. */
function withManifest(state: State, { classes, floor, withhold, smallRoom }: Manifest, { lists }: Beside): State {
    const { attempt, setup } = state.page;
    under('slip_lists', () => {
        classes.forEach(({ slips, lists: hashes }, class_) => {
            const runs = lists[class_] ?? refuse('not_found', `slips/${class_}`);
            if (runs.length !== hashes.length || runs.some((run) => keysOf(run) !== slips)) refuse('wrong_count', `slips/${class_}`);
            if (!runs.every((run, slot) => equal(sha256(run), hashes[slot]))) refuse('wrong_digest', `slips/${class_}`);
        });
        checkDifferent(lists.flat());
    });
    const { Y } = deriveJointKey(attempt.trustees, attempt.reveals);
    const keys = new Map(attempt.trustees.map((trustee, i) => [trustee, Y[i]]));
    const small = { floor, withhold, smallRoom: smallRoom !== '' };
    return { ...state, lists, trust: { classes, small, threshold: setup.threshold, Y: keys } };
}

const contestOf = (state: State, Q: Bytes): ContestState | undefined => state.page.contests.find((one) => equal(one.Q, Q));

function opened(state: State, { Q, boxes, time }: Extract<Fields, { is: 'opened' }>): Count {
    const { contest } = contestOf(state, Q) ?? refuse('not_now');
    const { due, present } = state.page.attendance ?? refuse('not_now');
    return {
        stage: 'opened', contest, Q, due, present, issued: boxes.reduce((sum, { issued }) => sum + issued, 0), openedAt: time,
        closedAt: 0n, closingRoot: new Uint8Array(0), boxes: [], groups: [], shares: [], result: [],
    };
}

/** Slip by slip, key by key. Refuses: not_now, out_of_range, wrong_count, unknown_slip, cancelled_slip, duplicate, already_cast. */
function checkCancelled({ page, lists, chains }: State, fields: Extract<Fields, { is: 'slips_cancelled' }>): void {
    const contest = page.contests.find((one) => one.contest.slot === fields.slot);
    if (!page.manifest || (contest && (contest.phase === 'closed' || contest.phase === 'void'))) refuse('not_now', 'slips_cancelled');
    const runs = lists[fields.class] ?? refuse('out_of_range', 'class');
    const slots = fields.slot === null ? [...runs.keys()] : [fields.slot];
    const seen = new Set<string>();
    for (const keys of fields.slips) {
        if (keys.length !== slots.length) refuse('wrong_count', 'keys of a slip');
        keys.forEach((key, i) => {
            const name = cancelledKey(fields.class, slots[i], key);
            const run = runs[slots[i]];
            if (run === undefined || !contains(run, key)) refuse('unknown_slip');
            if (page.cancelled.has(name)) refuse('cancelled_slip');
            if (seen.has(name)) refuse('duplicate');
            if (chains.hasCast(key)) refuse('already_cast');
            seen.add(name);
        });
    }
}

function checkComplaint({ page }: State, message: Extract<Extract<Fields, { is: 'key_ceremony' }>['message'], { kind: 'complaint' }>): void {
    const { number, trustees, keys, reveals } = page.attempt;
    if (message.attempt !== number || reveals.length !== trustees.length) refuse('not_now', 'complaint');
    const E = keys.find((one) => one.trustee === message.trustee)?.E ?? refuse('wrong_trustee', 'complaint');
    const reveal = reveals.find((one) => one.trustee === message.dealer) ?? refuse('wrong_trustee', 'dealer');
    verifyComplaint(contextOf(page.K, number, trustees), trustees, message, E, reveal);
}

const isOver = (state: State, { Q, phase }: ContestState): boolean => {
    const stage = state.counts.get(hex(Q))?.stage;
    return phase === 'void' || stage === 'outcome' || stage === 'void';
};

/** Refuses: not_now. */
function destroyed(state: State, trustee: number): State {
    const { page } = state;
    const over = page.isVoid || page.contests.every((one) => isOver(state, one));
    const may = page.manifest && over && page.attempt.trustees.includes(trustee) && !state.destroyed.includes(trustee);
    return may ? { ...state, destroyed: [...state.destroyed, trustee] } : refuse('not_now', 'keys_destroyed');
}

/** Afterwards nothing comes for the contest, or (null) for any. */
function voided(state: State, Q: Bytes | null): State {
    const counts = [...state.counts].map(([key, count]): [string, Count] => [key, Q === null || equal(count.Q, Q) ? { ...count, stage: 'void' } : count]);
    return { ...state, counts: new Map(counts) };
}

/** An entry that may follow, and what its body has to say. */
export interface AdmittedEntry {
    readonly entry: Entry;
    readonly contest: Contest;
    /** The tracker of the ballot before it. */
    readonly previous: Bytes;
}

/** An entry, all but its body. Refuses (as Failed): record_form, and under its check what SPEC §6.6 says, in that order. */
export function admitEntry(state: State, leaf: Bytes, index: number): AdmittedEntry {
    const entry = under('record_form', () => decodeEntry(leaf));
    return under(idOfEntry, () => {
        const { page, lists, chains } = state;
        if (page.isVoid) refuse('void_contest');
        const { contest, phase } = contestOf(state, entry.Q) ?? refuse('unknown_contest');
        const class_ = contest.boxes[entry.box] ?? refuse('unknown_box');
        if (phase !== 'opened') refuse(phase === 'defined' ? 'not_open' : phase === 'closed' ? 'closed' : 'void_contest');
        if (!contains(lists[class_][contest.slot], entry.X)) refuse('unknown_slip');
        if (page.cancelled.has(cancelledKey(class_, contest.slot, entry.X))) refuse('cancelled_slip');
        verifyEntry(leaf);
        return { entry, contest, previous: chains.admit(entry, contest.recast, index) };
    });
}
