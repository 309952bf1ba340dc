/** The body of a ballot (选票): header, cells, digits, proofs. Source: SPEC §6.4. */
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, type Bytes } from '../base/bytes.ts';
import { refuse } from '../base/result.ts';
import { ciphertextSize, decodeCiphertext, type Ciphertext } from '../elgamal/ciphertext.ts';
import { Reader } from '../encode/reader.ts';
import { u16, u32, u8 } from '../encode/writer.ts';
import { decodeKey, elementSize, type Element } from '../group/ristretto255.ts';
import { decodeOneOfMany, oneOfManyHolds, oneOfManySize, type Opening } from '../proof/one_of_many.ts';
import type { Contest } from './definition.ts';
import { bodySize, digestOf, headerSize, statements, weightsOf, type Part } from './layout.ts';

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

/** One statement of a body, to be checked when there is time. */
export interface Claim {
    readonly check: Part['check'];
    /** Refuses: not_in_group, not_reduced. */
    readonly holds: () => boolean;
}
export interface OpenedBody {
    readonly header: Header;
    readonly cells: readonly Ciphertext[];
    /** Of cells and digits, as they stand. */
    readonly alphas: readonly Bytes[];
    readonly claims: readonly Claim[];
}

/** Header and ciphertexts are decoded, proofs when they are asked for. Refuses: wrong_length, what the decoders refuse. */
export function openBody(contest: Contest, y: Element, body: Bytes): OpenedBody {
    if (body.length !== bodySize(contest)) refuse('wrong_length');
    const reader = new Reader(body);
    const header = readHeader(reader);
    const alphas: Bytes[] = [];
    const cell = (): Ciphertext => {
        const bytes = reader.take(ciphertextSize);
        alphas.push(bytes.slice(0, elementSize));
        return decodeCiphertext(bytes);
    };
    const cells = reader.times(contest.cells, cell);
    const digits = contest.sums.map((bound) => reader.times(Math.max(0, weightsOf(bound).length - 1), cell));
    const digest = digestOf(y, body.slice(0, headerSize), body.slice(headerSize, reader.position));
    const none: Opening = { plaintexts: [], r: [] };
    const claims = statements(contest, { cells, digits, marks: none, digitMarks: [] }).map(({ check, options, cells }, p): Claim => {
        const proof = reader.take(oneOfManySize(options.length));
        return { check, holds: () => oneOfManyHolds({ y, digest, p, options }, cells, decodeOneOfMany(options.length, proof)) };
    });
    return { header, cells, alphas, claims };
}

/** Gives: the checks that fail, each with its statement. Refuses: as `openBody` and its claims. */
export function verifyBody(contest: Contest, y: Element, body: Bytes): { readonly header: Header; readonly failing: readonly string[] } {
    const { header, claims } = openBody(contest, y, body);
    const held = claims.map(({ holds }) => holds());
    return { header, failing: claims.map(({ check }, p) => `${check} ${p}`).filter((_, p) => !held[p]) };
}
