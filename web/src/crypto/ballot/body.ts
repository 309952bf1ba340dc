/** The body of a ballot (选票): header, cells, digits, proofs. Source: SPEC §6.4. */
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, type Bytes } from '../base/bytes.ts';
import { refuse } from '../base/result.ts';
import { ciphertextSize, decodeCiphertext, type Ciphertext } from '../elgamal/ciphertext.ts';
import { Reader } from '../encode/reader.ts';
import { u16, u32, u8 } from '../encode/writer.ts';
import { decodeKey, type Element } from '../group/ristretto255.ts';
import { decodeOneOfMany, oneOfManyHolds, oneOfManySize, type Opening } from '../proof/one_of_many.ts';
import type { Contest } from './definition.ts';
import { bodySize, digestOf, headerSize, statements, weightsOf } from './layout.ts';

export interface Header {
    readonly Q: Bytes;
    readonly box: number;
    readonly X: Bytes;
    readonly counter: number;
    readonly previous: Bytes;
}
const noTracker: Bytes = new Uint8Array(32);
export const firstHeader = (Q: Bytes, box: number, X: Bytes): Header => ({ Q, box, X, counter: 0, previous: noTracker });

export const encodeHeader = ({ Q, box, X, counter, previous }: Header): Bytes =>
    concat(u16(1), Q, u16(box), u8(1), X, u32(counter), previous);

/** Refuses: bad_version, out_of_range (makers), and what decodeKey refuses. */
export function readHeader(reader: Reader): Header {
    if (reader.u16() !== 1) refuse('bad_version');
    const Q = reader.take(32);
    const box = reader.u16();
    if (reader.u8() !== 1) refuse('out_of_range', 'makers');
    const X = reader.take(32);
    decodeKey(X);
    return { Q, box, X, counter: reader.u32(), previous: reader.take(32) };
}

export const trackerOf = (body: Bytes): Bytes => sha256(body);

/** Gives: the header, and the checks that fail, each with its statement. Refuses: wrong_length, what the decoders refuse. */
export function verifyBody(contest: Contest, y: Element, body: Bytes): { readonly header: Header; readonly failing: readonly string[] } {
    if (body.length !== bodySize(contest)) refuse('wrong_length');
    const reader = new Reader(body);
    const header = readHeader(reader);
    const cell = (): Ciphertext => decodeCiphertext(reader.take(ciphertextSize));
    const cells = reader.times(contest.cells, cell);
    const digits = contest.sums.map((bound) => reader.times(Math.max(0, weightsOf(bound).length - 1), cell));
    const digest = digestOf(y, body.slice(0, headerSize), body.slice(headerSize, reader.position));
    const none: Opening = { plaintexts: [], r: [] };
    const parts = statements(contest, { cells, digits, marks: none, digitMarks: [] }).map(({ check, options, cells }, p) =>
        ({ name: `${check} ${p}`, statement: { y, digest, p, options }, cells, proof: decodeOneOfMany(options.length, reader.take(oneOfManySize(options.length))) }));
    reader.end();
    const failing = parts.filter(({ statement, cells, proof }) => !oneOfManyHolds(statement, cells, proof));
    return { header, failing: failing.map(({ name }) => name) };
}
