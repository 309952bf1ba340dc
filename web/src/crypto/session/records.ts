/** Records: one public fact each, in one byte form. Source: SPEC §3.2, §13.1. */
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, equal, hex, type Bytes } from '../base/bytes.ts';
import { refuse } from '../base/result.ts';
import { Reader } from '../encode/reader.ts';
import { H } from '../encode/transcript.ts';
import { u32 } from '../encode/writer.ts';
import { verifySignature } from '../sign/ed25519.ts';
import { readCeremonyMessage, type CeremonyMessage } from '../threshold/ceremony_messages.ts';
import { isHost } from '../ballot/slip.ts';
import { decodeDefinition, most, type Contest } from '../ballot/definition.ts';
import { readManifest, type Manifest } from './manifest.ts';

export interface Trustee {
    readonly name: string;
    readonly key: Bytes;
}
export interface Setup {
    readonly session: Bytes;
    readonly title: string;
    readonly organisation: string;
    readonly host: string;
    readonly shortName: string;
    readonly serverKey: Bytes;
    readonly sm2Key: Bytes;
    readonly logKey: Bytes;
    /** Empty: no witnesses. */
    readonly policy: string;
    readonly trustees: readonly Trustee[];
    readonly threshold: number;
    readonly slots: number;
}
export interface Issued {
    readonly made: number;
    readonly cancelled: number;
    readonly issued: number;
}
/** Of one box at closing. */
export interface Counted {
    readonly counted: number;
    readonly challenged: number;
}
/** A group as `tally` states it. */
export interface TallyGroup {
    readonly boxes: readonly number[];
    readonly digest: Bytes;
    readonly ballots: number;
    readonly cells: readonly Bytes[];
}
export interface ShareFields {
    readonly Q: Bytes;
    readonly group: number;
    readonly trustee: number;
    /** D list ‖ A ‖ B ‖ z. */
    readonly partial: Bytes;
}
export interface ResultGroup {
    readonly trustees: readonly number[];
    readonly totals: readonly number[];
}

/** What a record says, as far as anybody reads it. */
export type Fields =
    | { readonly is: 'setup'; readonly setup: Setup }
    | { readonly is: 'key_ceremony'; readonly message: CeremonyMessage }
    | { readonly is: 'manifest'; readonly manifest: Manifest }
    | { readonly is: 'attendance'; readonly due: number; readonly present: number }
    | { readonly is: 'slips_cancelled'; readonly class: number; readonly slot: number | null; readonly slips: readonly (readonly Bytes[])[] }
    | { readonly is: 'opened'; readonly Q: Bytes; readonly boxes: readonly Issued[]; readonly reason: string; readonly time: bigint }
    | { readonly is: 'closed'; readonly Q: Bytes; readonly boxes: readonly Counted[]; readonly time: bigint }
    | { readonly is: 'settled'; readonly Q: Bytes; readonly time: bigint }
    | { readonly is: 'tally'; readonly Q: Bytes; readonly groups: readonly TallyGroup[] }
    | { readonly is: 'share'; readonly share: ShareFields }
    | { readonly is: 'result'; readonly Q: Bytes; readonly groups: readonly ResultGroup[] }
    | { readonly is: 'outcome'; readonly Q: Bytes; readonly outcome: Bytes }
    | { readonly is: 'paper'; readonly name: string; readonly length: number; readonly sha256: Bytes }
    | { readonly is: 'round'; readonly after: Bytes; readonly contest: Contest }
    | { readonly is: 'void'; readonly Q: Bytes | null; readonly reason: string }
    | { readonly is: 'keys_destroyed'; readonly trustee: number }
    | { readonly is: 'large'; readonly type: number; readonly length: number; readonly sha256: Bytes };

export interface Signature {
    readonly signer: number;
    readonly bytes: Bytes;
}
export interface SessionRecord {
    readonly fields: Fields;
    /** All bytes before the count of signatures. */
    readonly signed: Bytes;
    /** SHA-256 of `signed`. */
    readonly hash: Bytes;
    readonly signatures: readonly Signature[];
}

function readSetup(reader: Reader): Fields {
    const session = reader.take(16);
    if (reader.u8() !== 1) refuse('bad_option', 'suite');
    const [title, organisation, host, shortName] = [most.title, most.title, most.host, most.shortName].map((limit) => reader.text(limit));
    if (!/^[0-9A-HJKMNP-TV-Z]{1,4}$/.test(shortName)) refuse('bad_format', 'short name');
    if (!isHost(host)) refuse('bad_format', 'host');
    const serverKey = reader.take(32);
    const sm2Key = reader.take(65);
    const logKey = reader.take(32);
    const policy = reader.lines(most.policy);
    const trustees = reader.list(most.trustees, () => ({ name: reader.text(most.name), key: reader.take(32) }));
    const threshold = reader.u8();
    const slots = reader.count(most.slots);
    reader.u32();
    reader.u64();
    if (slots <= 8) refuse('out_of_range', 'slots');
    if (threshold < 1 || threshold > trustees.length || 2 * threshold <= trustees.length) refuse('out_of_range', 'threshold');
    const keys = trustees.map(({ key }) => hex(key));
    if (equal(serverKey, logKey) || new Set(keys).size !== keys.length) refuse('duplicate', 'keys');
    return { is: 'setup', setup: { session, title, organisation, host, shortName, serverKey, sm2Key, logKey, policy, trustees, threshold, slots } };
}

function ascending(numbers: readonly number[], what: string): readonly number[] {
    numbers.forEach((one, i) => i > 0 && one <= numbers[i - 1] && refuse('out_of_order', what));
    return numbers;
}

/** Whether the keys are keys `checkKeys` says: a phone has better things to do. */
function readCancelled(reader: Reader): Fields {
    const fields = { class: reader.u32(), slot: reader.option(() => reader.u32()) };
    const slips = reader.list(most.slips, () => reader.list(most.slots, () => reader.take(32)));
    if (slips.length === 0) refuse('wrong_count', 'no slip');
    reader.text(most.reason);
    return { is: 'slips_cancelled', ...fields, slips };
}

function readOpened(reader: Reader): Fields {
    const Q = reader.take(32);
    const boxes = reader.list(most.classes, () => ({ made: reader.u32(), cancelled: reader.u32(), issued: reader.u32() }));
    return { is: 'opened', Q, boxes, reason: reader.text(most.reason), time: reader.u64() };
}

function readSettled(reader: Reader): Fields {
    const Q = reader.take(32);
    reader.list(most.objections, () => [reader.take(32), reader.text(most.reason)]);
    return { is: 'settled', Q, time: reader.u64() };
}

/** The elements are read with the sums: see `decodeTallyCells`. */
function readTallyGroup(reader: Reader): TallyGroup {
    const boxes = ascending(reader.list(most.classes, () => reader.count(most.classes - 1)), 'boxes');
    return { boxes, digest: reader.take(32), ballots: reader.u32(), cells: reader.list(most.cells, () => reader.take(64)) };
}

function readShare(reader: Reader): Fields {
    const fields = { Q: reader.take(32), group: reader.u32() };
    reader.choice(1);
    const trustee = reader.u8();
    reader.choice(3);
    const count = reader.count(most.cells);
    const rest = reader.take(32 * count + 96);
    return { is: 'share', share: { ...fields, trustee, partial: concat(u32(count), rest) } };
}

const readResultGroup = (reader: Reader): ResultGroup =>
    ({ trustees: ascending(reader.list(most.trustees, () => reader.u8()), 'trustees'), totals: reader.list(most.cells, () => reader.u32()) });

/** One line a type. Types 12, 15, 16, 19, 20, 22 are reserved; 7 and 8 are entries. */
const readers: Readonly<Record<number, (reader: Reader) => Fields>> = {
    1: readSetup,
    2: (r) => ({ is: 'key_ceremony', message: readCeremonyMessage(r) }),
    3: (r) => ({ is: 'manifest', manifest: readManifest(r) }),
    4: (r) => {
        const figures = { due: r.u32(), present: r.u32() };
        r.take(32 + 8);
        return { is: 'attendance', ...figures };
    },
    5: readCancelled,
    6: readOpened,
    9: (r) => ({ is: 'closed', Q: r.take(32), boxes: r.list(most.classes, () => ({ counted: r.u32(), challenged: r.u32() })), time: r.u64() }),
    10: readSettled,
    11: (r) => ({ is: 'tally', Q: r.take(32), groups: r.list(most.classes, () => readTallyGroup(r)) }),
    13: readShare,
    14: (r) => ({ is: 'result', Q: r.take(32), groups: r.list(most.classes, () => readResultGroup(r)) }),
    17: (r) => ({ is: 'outcome', Q: r.take(32), outcome: r.bytesField(most.rules) }),
    18: (r) => ({ is: 'paper', name: r.text(most.name), length: r.u32(), sha256: r.take(32) }),
    21: (r) => {
        const round = { after: r.take(32), contest: decodeDefinition(r.bytesField(most.definition)) };
        r.text(most.reason);
        return { is: 'round', ...round };
    },
    23: (r) => {
        const fields = { Q: r.option(() => r.take(32)), reason: r.text(most.reason) };
        r.u64();
        return { is: 'void', ...fields };
    },
    24: (r) => {
        const trustee = r.u8();
        r.text(most.statement);
        r.u64();
        return { is: 'keys_destroyed', trustee };
    },
    25: (r) => ({ is: 'large', type: r.u16(), length: r.u32(), sha256: r.take(32) }),
};

export const recordType = (leaf: Bytes): number => new Reader(leaf).u16();

/** Refuses: bad_type, bad_version, wrong_length, trailing_bytes, and what the fields' decoders refuse. */
export function decodeRecord(bytes: Bytes): SessionRecord {
    const reader = new Reader(bytes);
    const read = readers[reader.u16()] ?? refuse('bad_type');
    if (reader.u16() !== 1) refuse('bad_version');
    const fields = read(reader);
    const signed = bytes.slice(0, reader.position);
    const signatures = reader.list(most.trustees + 1, () => ({ signer: reader.u8(), bytes: reader.take(64) }));
    reader.end();
    signatures.forEach(({ signer }, i) => i > 0 && signer <= signatures[i - 1].signer && refuse('out_of_order', 'signers'));
    return { fields, signed, hash: sha256(signed), signatures };
}

/** Each signature holds over H("record"; session, bytes). Refuses: missing_signature, bad_signature. */
export function verifyRecord(record: SessionRecord, setup: Setup): void {
    const message = H('record', ['session', setup.session], ['bytes', record.signed]);
    for (const { signer, bytes } of record.signatures) {
        const key = signer === 0 ? setup.serverKey : setup.trustees[signer - 1]?.key;
        verifySignature(key ?? refuse('missing_signature'), message, bytes);
    }
}
