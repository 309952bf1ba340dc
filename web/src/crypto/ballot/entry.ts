/** The signed leaf of the log that stands for one ballot, 170 bytes. Source: SPEC §6.5. */
import { concat, equal, type Bytes } from '../base/bytes.ts';
import type { Draws } from '../base/rng.ts';
import { refuse } from '../base/result.ts';
import { Reader } from '../encode/reader.ts';
import { u16, u32, u8 } from '../encode/writer.ts';
import { decodeElement, decodeKey, decodeScalar, type Scalar } from '../group/ristretto255.ts';
import { proveKnowledge, verifyKnowledge } from '../proof/schnorr.ts';
import { readHeader, trackerOf } from './body.ts';

export const entrySize = 170;
const signedSize = 106;

/** 0 cast, 1 checked: the choice between them is signed. */
export type Disposition = 0 | 1;

export interface Entry {
    readonly Q: Bytes;
    readonly box: number;
    readonly X: Bytes;
    readonly counter: number;
    readonly disposition: Disposition;
    readonly tracker: Bytes;
}

const typeOf = (disposition: Disposition): number => 7 + disposition;

function signedPart({ Q, box, X, counter, disposition, tracker }: Entry): Bytes {
    return concat(u16(typeOf(disposition)), Q, u16(box), u8(1), X, u32(counter), u8(disposition), tracker);
}

export function signEntry(entry: Entry, x: Scalar, draw: Draws): Bytes {
    const message = signedPart(entry);
    return concat(message, proveKnowledge('entry', x, message, draw));
}

/** Refuses: wrong_length, trailing_bytes, bad_type, out_of_range (makers), and what decodeKey refuses. */
export function decodeEntry(bytes: Bytes): Entry {
    const reader = new Reader(bytes);
    const type = reader.u16();
    if (type !== 7 && type !== 8) refuse('bad_type');
    const Q = reader.take(32);
    const box = reader.u16();
    if (reader.u8() !== 1) refuse('out_of_range', 'makers');
    const X = reader.take(32);
    decodeKey(X);
    const counter = reader.u32();
    const disposition = reader.u8();
    if (disposition !== type - 7) refuse('bad_type', 'type and disposition');
    const tracker = reader.take(32);
    decodeElement(reader.take(32));
    decodeScalar(reader.take(32));
    reader.end();
    return { Q, box, X, counter, disposition: type === 7 ? 0 : 1, tracker };
}

/** Entry and body agree in every common field, and the tracker is the body's. Refuses: body_mismatch. */
export function verifyEntryOf(bytes: Bytes, body: Bytes): void {
    const entry = decodeEntry(bytes);
    const header = readHeader(new Reader(body));
    const same = equal(entry.Q, header.Q) && entry.box === header.box && equal(entry.X, header.X) && entry.counter === header.counter;
    if (!same || !equal(entry.tracker, trackerOf(body))) refuse('body_mismatch');
}

/** Refuses: bad_signature. */
export function verifyEntry(bytes: Bytes): Entry {
    const entry = decodeEntry(bytes);
    try {
        verifyKnowledge('entry', decodeKey(entry.X), bytes.slice(0, signedSize), bytes.slice(signedSize));
    } catch {
        refuse('bad_signature');
    }
    return entry;
}
