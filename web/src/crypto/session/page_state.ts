/**
 * The fold over a session's records, as far as a voter's page relies on it: who signed, the key, the contests, the slips
 * that were cancelled. Ballots and what is counted are passed over; `state.ts` is the whole fold, made of this one and
 * the rest. Source: SPEC §3.6.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { equal, hex, noBytes, type Bytes } from '../base/bytes.ts';
import { Refusal, refuse } from '../base/result.ts';
import { decodeVerifyKey } from '../sign/ed25519.ts';
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
    /** 应到, 实到, and the index of the `attendance` that says so. */
    readonly attendance: { readonly due: number; readonly present: number; readonly at: number } | null;
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
        case 'settled':
        case 'round':
        case 'void':
            return 'two';
        case 'share':
            return { trustee: fields.share.trustee };
        case 'keys_destroyed':
            return { trustee: fields.trustee };
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

/** The keys that the log and the trustees sign with. The server's was used already. Refuses: bad_signature, bad_key. */
function checkKeys({ logKey, trustees }: Setup): void {
    [logKey, ...trustees.map((trustee) => trustee.key)].forEach(decodeVerifyKey);
}

/** The signature is looked at before the keys: a server key that is none signs nothing. Refuses: bad_signature. */
function checkServer(record: SessionRecord, setup: Setup): void {
    try {
        checkSigners(record, setup, []);
    } catch (error) {
        if (error instanceof Refusal && error.code !== 'bad_key') throw error;
        refuse('bad_signature', 'setup');
    }
}

/** The first record. Refuses: missing_signature, bad_signature, bad_key, and decoders' codes. */
export function beginSession(leaf: Bytes): SessionState {
    if (recordType(leaf) !== 1) refuse('missing_signature', 'no setup');
    const record = decodeRecord(leaf);
    if (record.fields.is !== 'setup') refuse('missing_signature', 'no setup');
    const { setup } = record.fields;
    checkServer(record, setup);
    checkKeys(setup);
    const trustees = setup.trustees.map((_, i) => i + 1);
    return {
        setup, K: record.hash, attempt: beginAttempt(1, trustees), manifest: null, M: noBytes, attendance: null, contests: [], cancelled: new Set(), isVoid: false,
    };
}

/** What the manifest must have in common with `setup`. Refuses: wrong_count, out_of_range. */
function checkShape({ classes, contests }: Manifest, slots: number): void {
    const joins = classes.every(({ joins }, i) => joins === null || (joins !== i && joins < classes.length));
    if (slots !== contests.length + 8 || !joins || classes.some(({ lists }) => lists.length !== slots)) refuse('wrong_count', 'manifest');
    contests.forEach((contest, i) => {
        if (contest.slot !== i || contest.boxes.some((class_) => class_ >= classes.length)) refuse('out_of_range', `contest ${i}`);
    });
}

function admitManifest(state: SessionState, manifest: Manifest, M: Bytes): SessionState {
    const { attempt, K } = state;
    if (state.manifest || attempt.confirmed.length !== attempt.trustees.length) refuse('not_now', 'manifest');
    if (!equal(manifest.K, K)) refuse('wrong_context', 'K');
    if (!equal(manifest.ceremonyDigest, digestOfAttempt(K, attempt))) refuse('wrong_digest', 'ceremony');
    if (!deriveJointKey(attempt.trustees, attempt.reveals).y.equals(manifest.y)) refuse('wrong_digest', 'y');
    checkShape(manifest, state.setup.slots);
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
    if (!named || busy || state.contests.length >= state.setup.slots) refuse('not_now', 'round');
    if (contest.slot !== state.contests.length || contest.boxes.some((class_) => class_ >= classes)) refuse('out_of_range', 'round');
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

/** What a phone believes without looking: it happens after closing, and observers look. */
const passedOver: readonly Fields['is'][] = ['settled', 'tally', 'share', 'result', 'paper', 'keys_destroyed'];

/** The signatures, and that the session is not void for it. Refuses: missing_signature, bad_signature, void_contest. */
export function checkRecord(state: SessionState, record: SessionRecord, leaf: Bytes): void {
    checkSigners(record, state.setup, state.attempt.confirmed);
    checkVoid(state, recordType(leaf));
}

function checkVoid(state: SessionState, type: number): void {
    if (state.isVoid && !afterVoid.includes(type)) refuse('void_contest', `type ${type}`);
}

/** What the session is after the record at that index. Refuses: not_now, void_contest and what a check says. */
export function admit(state: SessionState, leaf: Bytes, index: number): SessionState {
    const record = decodeRecord(leaf);
    if (!passedOver.includes(record.fields.is)) checkSigners(record, state.setup, state.attempt.confirmed);
    checkVoid(state, recordType(leaf));
    return step(state, record, leaf, index);
}

/** As `admit`, for a record whose signatures were looked at. */
export function step(state: SessionState, record: SessionRecord, leaf: Bytes, index: number): SessionState {
    const { fields } = record;
    if (passedOver.includes(fields.is)) return state;
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
            return { ...state, attendance: { due: fields.due, present: fields.present, at: index } };
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
export const largeType = 25;

/** The record that a `large` leaf stands for, if the fold needs it. Refuses: missing_signature, bad_signature, void_contest. */
export function largeOf(state: SessionState, leaf: Bytes): Bytes | null {
    const large = openLarge(state, leaf);
    return large !== null && heeded.includes(large.type) ? large.sha256 : null;
}

export type Large = Extract<Fields, { readonly is: 'large' }>;

/** The signatures of a `large` leaf hold, and the session is not void for what it stands for. Null for another record. */
export function openLarge(state: SessionState, leaf: Bytes): Large | null {
    const record = decodeRecord(leaf);
    if (record.fields.is !== 'large') return null;
    checkSigners(record, state.setup, state.attempt.confirmed);
    checkVoid(state, record.fields.type);
    return record.fields;
}

/** As `admit`, for the bytes that a `large` leaf stands for. Refuses: also wrong_digest, bad_type, out_of_range. */
export function admitLarge(state: SessionState, leaf: Bytes, bytes: Bytes, index: number): SessionState {
    checkLarge(leaf, bytes);
    return admit(state, bytes, index);
}

/** The bytes are those that a `large` leaf stands for. Refuses: out_of_range, wrong_digest, bad_type. */
export function checkLarge(leaf: Bytes, bytes: Bytes): void {
    const { fields } = decodeRecord(leaf);
    if (fields.is !== 'large') refuse('bad_type', 'large');
    if (fields.length <= longestEntry || fields.type === largeType) refuse('out_of_range', 'large');
    if (bytes.length !== fields.length || !equal(sha256(bytes), fields.sha256)) refuse('wrong_digest', 'large');
    if (recordType(bytes) !== fields.type) refuse('bad_type', 'large');
}
