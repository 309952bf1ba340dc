/**
 * The fold over a session's records, as far as a voter's page relies on it: who signed, the key, the contests, the slips
 * that were cancelled. Ballots are passed over; an observer's fold looks at them. Source: SPEC §3.6.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { equal, hex, noBytes, type Bytes } from '../base/bytes.ts';
import { refuse } from '../base/result.ts';
import { deriveJointKey } from '../threshold/key_ceremony.ts';
import { admitMessage, beginAttempt, digestOfAttempt, type Attempt } from './ceremony.ts';
import type { Contest } from '../ballot/definition.ts';
import { contestId, type Manifest } from './manifest.ts';
import { decodeRecord, recordType, verifyRecord, type Fields, type Issued, type SessionRecord, type Setup } from './records.ts';

export type Phase = 'defined' | 'opened' | 'closed' | 'void';

export interface ContestState {
    readonly contest: Contest;
    readonly Q: Bytes;
    /** The index of its `round`; null for a contest of the manifest. */
    readonly roundAt: number | null;
    readonly phase: Phase;
    /** Of its `closed`, once there. */
    readonly closedAt: number | null;
    /** Of its `outcome`, once there. */
    readonly outcome: Bytes | null;
}
export interface SessionState {
    readonly setup: Setup;
    readonly K: Bytes;
    readonly attempt: Attempt;
    readonly manifest: Manifest | null;
    readonly M: Bytes;
    /** 实到, and the index of the `attendance` that says so. */
    readonly attendance: { readonly present: number; readonly at: number } | null;
    readonly contests: readonly ContestState[];
    /** `cancelledKey` of each key that was cancelled. */
    readonly cancelled: ReadonlySet<string>;
    /** Declared void as a whole. */
    readonly isVoid: boolean;
}

type Signers = 'server' | 'two' | 'confirmed' | { readonly trustee: number };

function signersOf(fields: Fields): Signers {
    switch (fields.is) {
        case 'key_ceremony':
            return fields.message.kind === 'restart' ? 'server' : { trustee: fields.message.trustee };
        case 'manifest':
            return 'confirmed';
        case 'attendance':
        case 'slips_cancelled':
        case 'opened':
        case 'closed':
        case 'round':
        case 'void':
            return 'two';
        default:
            return 'server';
    }
}

/** The signatures hold and are exactly those that the type asks for. Refuses: missing_signature, bad_signature. */
function checkSigners(record: SessionRecord, setup: Setup, confirmed: readonly number[]): void {
    const signers = record.signatures.map(({ signer }) => signer);
    const wanted = signersOf(record.fields);
    const all = signers.every((signer) => confirmed.includes(signer));
    const fits =
        wanted === 'server' ? signers.length === 1 && signers[0] === 0
        : wanted === 'two' ? all && signers.length >= 2
        : wanted === 'confirmed' ? all && signers.length === confirmed.length
        : signers.length === 1 && signers[0] === wanted.trustee;
    if (!fits) refuse('missing_signature', record.fields.is);
    verifyRecord(record, setup);
}

/** The first record. Refuses: not_now, and decoders' codes. */
export function beginSession(leaf: Bytes): SessionState {
    if (recordType(leaf) !== 1) refuse('not_now');
    const record = decodeRecord(leaf, 0);
    if (record.fields.is !== 'setup') refuse('not_now');
    const { setup } = record.fields;
    checkSigners(record, setup, []);
    const trustees = setup.trustees.map((_, i) => i + 1);
    return {
        setup, K: record.hash, attempt: beginAttempt(1, trustees), manifest: null, M: noBytes, attendance: null, contests: [], cancelled: new Set(), isVoid: false,
    };
}

function admitManifest(state: SessionState, manifest: Manifest, M: Bytes): SessionState {
    const { attempt, K } = state;
    if (state.manifest || attempt.confirmed.length !== attempt.trustees.length) refuse('not_now', 'manifest');
    if (!equal(manifest.K, K)) refuse('wrong_context', 'K');
    if (!equal(manifest.ceremonyDigest, digestOfAttempt(K, attempt))) refuse('wrong_digest', 'ceremony');
    if (!deriveJointKey(attempt.trustees, attempt.reveals).y.equals(manifest.y)) refuse('wrong_digest', 'y');
    const contests = manifest.contests.map((contest) => begin(contest, contestId(M, noBytes, contest.definition), null));
    return { ...state, manifest, M, contests };
}

const begin = (contest: Contest, Q: Bytes, roundAt: number | null): ContestState =>
    ({ contest, Q, roundAt, phase: 'defined', closedAt: null, outcome: null });

/** Refuses: not_now. */
function change(state: SessionState, Q: Bytes, from: readonly Phase[], next: Partial<ContestState>): SessionState {
    const found = state.contests.find((one) => equal(one.Q, Q)) ?? refuse('not_now');
    if (!from.includes(found.phase)) refuse('not_now');
    return { ...state, contests: state.contests.map((one) => (one === found ? { ...one, ...next } : one)) };
}

/** How a cancelled key stands in the state. */
export const cancelledKey = (class_: number, slot: number, key: Bytes): string => `${class_}/${slot}/${hex(key)}`;

/** How many slips of a class are cancelled for a slot; a slip cancelled for all slots counts once. */
const cancelledFor = (state: SessionState, class_: number, slot: number): number =>
    [...state.cancelled].filter((one) => one.startsWith(`${class_}/${slot}/`)).length;

function admitOpened(state: SessionState, Q: Bytes, boxes: readonly Issued[], reason: string): SessionState {
    const { contest, roundAt } = state.contests.find((one) => equal(one.Q, Q)) ?? refuse('not_now');
    const classes = state.manifest?.classes ?? refuse('not_now');
    const { present, at } = state.attendance ?? refuse('not_now', 'attendance');
    if (roundAt !== null && at < roundAt) refuse('not_now', 'attendance of the round');
    const right = boxes.length === contest.boxes.length && boxes.every(({ made, cancelled, issued }, i) => {
        const class_ = contest.boxes[i];
        return made === classes[class_].slips && cancelled === cancelledFor(state, class_, contest.slot) && issued === made - cancelled;
    });
    const issued = boxes.reduce((sum, box) => sum + box.issued, 0);
    if (!right || issued > present || (issued !== present && reason === '')) refuse('wrong_figures', 'opened');
    return change(state, Q, ['defined'], { phase: 'opened' });
}

function admitRound(state: SessionState, after: Bytes, contest: Contest, index: number): SessionState {
    const named = state.contests.some(({ outcome }) => outcome !== null && equal(outcome, after));
    const busy = state.contests.some(({ phase }) => phase === 'opened');
    const classes = state.manifest?.classes.length ?? 0;
    if (!named || busy || contest.slot !== state.contests.length || contest.slot >= state.setup.slots) refuse('not_now', 'round');
    if (contest.boxes.some((class_) => class_ >= classes)) refuse('out_of_range', 'boxes');
    const Q = contestId(state.M, after, contest.definition);
    return { ...state, contests: [...state.contests, begin(contest, Q, index)] };
}

const hasOutcome = (state: SessionState, Q: Bytes): boolean => state.contests.some((one) => equal(one.Q, Q) && one.outcome !== null);

/** Refuses: not_now. */
function admitVoid(state: SessionState, Q: Bytes | null): SessionState {
    if (!state.manifest) refuse('not_now', 'void');
    if (Q === null) return { ...state, isVoid: true, contests: state.contests.map((one) => ({ ...one, phase: 'void' })) };
    return hasOutcome(state, Q) ? refuse('not_now', 'void') : change(state, Q, ['defined', 'opened', 'closed'], { phase: 'void' });
}

/** Papers and destroyed keys: what still comes after the whole session was declared void. */
const afterVoid: readonly number[] = [18, 24];

/** Ballots are `skip`. */
export const isBallot = (leaf: Bytes): boolean => recordType(leaf) === 7 || recordType(leaf) === 8;

/** What the session is after the record at that index. Refuses: not_now, void_contest and what a check says. */
export function admit(state: SessionState, leaf: Bytes, index: number): SessionState {
    const record = decodeRecord(leaf, state.setup.slots);
    const { fields } = record;
    const past = ['settled', 'tally', 'share', 'result', 'paper', 'keys_destroyed'].includes(fields.is);
    if (!past) checkSigners(record, state.setup, state.attempt.confirmed);
    if (state.isVoid && !afterVoid.includes(recordType(leaf))) refuse('void_contest', fields.is);
    if (past) return state;
    switch (fields.is) {
        case 'key_ceremony':
            if (state.manifest) refuse('not_now', 'key_ceremony');
            return { ...state, attempt: admitMessage(state.K, state.attempt, fields.message, leaf, state.setup.threshold) };
        case 'manifest':
            return admitManifest(state, fields.manifest, record.hash);
        case 'attendance': {
            const busy = state.contests.some(({ phase }) => phase === 'opened');
            if (!state.manifest || busy) refuse('not_now', 'attendance');
            if (fields.present > fields.due) refuse('wrong_figures', 'attendance');
            return { ...state, attendance: { present: fields.present, at: index } };
        }
        case 'slips_cancelled': {
            if (!state.manifest) refuse('not_now', 'slips_cancelled');
            const all = Array.from({ length: state.setup.slots }, (_, slot) => slot);
            const slots = fields.slot === null ? all : [fields.slot];
            if (!fields.slips.every((slip) => slip.length === slots.length)) refuse('wrong_count', 'slips_cancelled');
            const keys = fields.slips.flatMap((slip) => slip.map((key, i) => cancelledKey(fields.class, slots[i], key)));
            return { ...state, cancelled: new Set([...state.cancelled, ...keys]) };
        }
        case 'opened':
            return admitOpened(state, fields.Q, fields.boxes, fields.reason);
        case 'closed':
            return change(state, fields.Q, ['opened'], { phase: 'closed', closedAt: index });
        case 'outcome':
            if (hasOutcome(state, fields.Q)) refuse('not_now', 'outcome');
            return change(state, fields.Q, ['closed'], { outcome: record.hash });
        case 'round':
            return admitRound(state, fields.after, fields.contest, index);
        case 'void':
            return admitVoid(state, fields.Q);
        default:
            return refuse('not_now', fields.is);
    }
}

/** Records that may be too long for the log and that the fold needs: manifest, slips_cancelled, outcome, round. */
const heeded = [3, 5, 17, 21];
const longestEntry = 65_535;

/** The record that a `large` leaf stands for, if the fold needs it. Refuses: missing_signature, bad_signature, void_contest. */
export function largeOf(state: SessionState, leaf: Bytes): Bytes | null {
    const record = decodeRecord(leaf, state.setup.slots);
    if (record.fields.is !== 'large') return null;
    checkSigners(record, state.setup, state.attempt.confirmed);
    if (state.isVoid && !afterVoid.includes(record.fields.type)) refuse('void_contest', 'large');
    return heeded.includes(record.fields.type) ? record.fields.sha256 : null;
}

/** As `admit`, for the bytes that a `large` leaf stands for. Refuses: also wrong_digest, out_of_range. */
export function admitLarge(state: SessionState, leaf: Bytes, bytes: Bytes, index: number): SessionState {
    const { fields } = decodeRecord(leaf, state.setup.slots);
    if (fields.is !== 'large' || bytes.length <= longestEntry) refuse('out_of_range', 'large');
    const same = bytes.length === fields.length && recordType(bytes) === fields.type && equal(sha256(bytes), fields.sha256);
    return same ? admit(state, bytes, index) : refuse('wrong_digest', 'large');
}
