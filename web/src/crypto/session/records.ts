/** Records: one public fact each, in one byte form. Source: SPEC §3.2, §13.1. */
import { sha256 } from '@noble/hashes/sha2.js';
import { equal, hex, type Bytes } from '../base/bytes.ts';
import { refuse } from '../base/result.ts';
import { Reader } from '../encode/reader.ts';
import { H } from '../encode/transcript.ts';
import { decodeVerifyKey, verifySignature } from '../sign/ed25519.ts';
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
    readonly logKey: Bytes;
    readonly trustees: readonly Trustee[];
    readonly threshold: number;
    readonly slots: number;
}

/** What the voter's page reads of each record; the rest of a record is decoded and let go. */
export type Fields =
    | { readonly is: 'setup'; readonly setup: Setup }
    | { readonly is: 'key_ceremony'; readonly message: CeremonyMessage }
    | { readonly is: 'manifest'; readonly manifest: Manifest }
    | { readonly is: 'attendance'; readonly due: number; readonly present: number }
    | { readonly is: 'slips_cancelled'; readonly class: number; readonly slot: number | null; readonly slips: readonly (readonly Bytes[])[] }
    | { readonly is: 'opened'; readonly Q: Bytes; readonly boxes: readonly Issued[]; readonly reason: string }
    | { readonly is: 'closed' | 'outcome'; readonly Q: Bytes }
    | { readonly is: 'round'; readonly after: Bytes; readonly contest: Contest }
    | { readonly is: 'void'; readonly Q: Bytes | null }
    | { readonly is: 'large'; readonly type: number; readonly length: number; readonly sha256: Bytes }
    | { readonly is: 'settled' | 'tally' | 'share' | 'result' | 'paper' | 'keys_destroyed' };

export interface Issued {
    readonly made: number;
    readonly cancelled: number;
    readonly issued: number;
}
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

function readSetup(reader: Reader): Setup {
    const session = reader.take(16);
    if (reader.u8() !== 1) refuse('bad_option', 'suite');
    const [title, organisation, host, shortName] = [most.title, most.title, most.host, most.shortName].map((limit) => reader.text(limit));
    if (!/^[0-9A-HJKMNP-TV-Z]{1,4}$/.test(shortName)) refuse('bad_format', 'short name');
    if (!isHost(host)) refuse('bad_format', 'host');
    const serverKey = reader.take(32);
    reader.take(65);
    const logKey = reader.take(32);
    reader.lines(most.policy);
    const trustees = reader.list(most.trustees, () => ({ name: reader.text(most.name), key: reader.take(32) }));
    const threshold = reader.u8();
    const slots = reader.count(most.slots);
    reader.u32();
    reader.u64();
    if (slots <= 8) refuse('out_of_range', 'slots');
    if (threshold < 1 || threshold > trustees.length || 2 * threshold <= trustees.length) refuse('out_of_range', 'threshold');
    const keys = trustees.map(({ key }) => hex(key));
    if (equal(serverKey, logKey) || new Set(keys).size !== keys.length) refuse('duplicate', 'keys');
    [serverKey, logKey, ...trustees.map((trustee) => trustee.key)].forEach(decodeVerifyKey);
    return { session, title, organisation, host, shortName, serverKey, logKey, trustees, threshold, slots };
}

function readCancelled(reader: Reader): Fields {
    const class_ = reader.u32();
    const slot = reader.option(() => reader.u32());
    const slips = reader.list(most.slips, () => reader.list(most.slots, () => reader.take(32)));
    reader.text(most.reason);
    return { is: 'slips_cancelled', class: class_, slot, slips };
}

function readOpened(reader: Reader): Fields {
    const Q = reader.take(32);
    const boxes = reader.list(most.classes, () => ({ made: reader.u32(), cancelled: reader.u32(), issued: reader.u32() }));
    const reason = reader.text(most.reason);
    reader.u64();
    return { is: 'opened', Q, boxes, reason };
}

function readTally(reader: Reader): Fields {
    reader.take(32);
    reader.list(most.classes, () => {
        reader.list(most.classes, () => reader.u32());
        reader.take(36);
        reader.list(most.cells, () => reader.take(64));
    });
    return { is: 'tally' };
}

/** One line a type. Types 12, 15, 16, 19, 20, 22 are reserved. */
const readers: Readonly<Record<number, (reader: Reader, slots: number) => Fields>> = {
    1: (r) => ({ is: 'setup', setup: readSetup(r) }),
    2: (r) => ({ is: 'key_ceremony', message: readCeremonyMessage(r) }),
    3: (r, slots) => ({ is: 'manifest', manifest: readManifest(r, slots) }),
    4: (r) => {
        const figures = { due: r.u32(), present: r.u32() };
        r.take(32 + 8);
        return { is: 'attendance', ...figures };
    },
    5: readCancelled,
    6: readOpened,
    9: (r) => {
        const Q = r.take(32);
        r.list(most.classes, () => r.take(8));
        r.u64();
        return { is: 'closed', Q };
    },
    10: (r) => {
        r.take(32);
        r.list(most.objections, () => [r.take(32), r.text(most.reason)]);
        r.u64();
        return { is: 'settled' };
    },
    11: readTally,
    13: (r) => {
        r.take(32 + 4);
        r.choice(1);
        r.take(2);
        r.list(most.cells, () => r.take(32));
        r.take(96);
        return { is: 'share' };
    },
    14: (r) => {
        r.take(32);
        r.list(most.classes, () => [r.list(most.trustees, () => r.u8()), r.list(most.cells, () => r.u32())]);
        return { is: 'result' };
    },
    17: (r) => {
        const Q = r.take(32);
        r.bytesField(most.rules);
        return { is: 'outcome', Q };
    },
    18: (r) => {
        r.text(most.name);
        r.take(36);
        return { is: 'paper' };
    },
    21: (r) => {
        const round = { after: r.take(32), contest: decodeDefinition(r.bytesField(most.definition)) };
        r.text(most.reason);
        return { is: 'round', ...round };
    },
    23: (r) => {
        const Q = r.option(() => r.take(32));
        r.text(most.reason);
        r.u64();
        return { is: 'void', Q };
    },
    24: (r) => {
        r.u8();
        r.text(most.statement);
        r.u64();
        return { is: 'keys_destroyed' };
    },
    25: (r) => ({ is: 'large', type: r.u16(), length: r.u32(), sha256: r.take(32) }),
};

export const recordType = (leaf: Bytes): number => new Reader(leaf).u16();

/** `slots` is that of `setup` (0 before it is known). Refuses: bad_type, bad_version, wrong_length, trailing_bytes, and what the fields' decoders refuse. */
export function decodeRecord(bytes: Bytes, slots: number): SessionRecord {
    const reader = new Reader(bytes);
    const read = readers[reader.u16()] ?? refuse('bad_type');
    if (reader.u16() !== 1) refuse('bad_version');
    const fields = read(reader, slots);
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
