/** The body of a ballot (选票): header, cells, digits, proofs. A function of contest, key, header, marks and seed. Source: SPEC §6.4, §7. */
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, type Bytes } from '../base/bytes.ts';
import { crockford } from '../base/crockford.ts';
import { refuse } from '../base/result.ts';
import { ciphertextSize, combine, decodeCiphertext, encodeCiphertexts, encrypt, type Ciphertext } from '../elgamal/ciphertext.ts';
import { nonces } from '../elgamal/nonce.ts';
import { Reader } from '../encode/reader.ts';
import { H } from '../encode/transcript.ts';
import { u16, u32, u8 } from '../encode/writer.ts';
import { decodeKey, encode, reduce, type Element, type Scalar } from '../group/ristretto255.ts';
import { oneOfManySize, proveOneOfMany, verifyOneOfMany, type Opening } from '../proof/one_of_many.ts';
import { digitWeights, digitsOf, widestSingle } from '../proof/sum.ts';
import type { Bound, Choice, Contest } from '../session/manifest.ts';

export interface Header {
    readonly Q: Bytes;
    readonly box: number;
    readonly X: Bytes;
    readonly counter: number;
    readonly previous: Bytes;
}
export const headerSize = 105;
const noTracker: Bytes = new Uint8Array(32);
export const firstHeader = (Q: Bytes, box: number, X: Bytes): Header => ({ Q, box, X, counter: 0, previous: noTracker });

export const encodeHeader = ({ Q, box, X, counter, previous }: Header): Bytes =>
    concat(u16(1), Q, u16(box), u8(1), X, u32(counter), previous);

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
/** 24 characters; shown in six groups. */
export const showTracker = (tracker: Bytes): string => crockford(tracker.slice(0, 15));

/** Options of a row: nothing (if allowed), then each cell alone. */
function rowOptions({ cells, blank }: Choice): number[][] {
    const alone = Array.from({ length: cells }, (_, i) => Array.from({ length: cells }, (_, k) => (k === i ? 1 : 0)));
    return blank ? [alone[0].map(() => 0), ...alone] : alone;
}

const bits = [[0], [1]];
const width = ({ lo, hi }: Bound): number => hi - lo;
const range = ({ lo, hi }: Bound): number[][] => Array.from({ length: hi - lo + 1 }, (_, i) => [lo + i]);
const weightsOf = (bound: Bound): number[] => (width(bound) > widestSingle ? digitWeights(width(bound)) : []);

/** A statement of the body: which ciphertexts, which options; with the opening when we made them. */
interface Part {
    readonly options: number[][];
    readonly cells: readonly Ciphertext[];
    readonly opening: Opening;
}
interface Box {
    readonly cells: readonly Ciphertext[];
    readonly digits: readonly (readonly Ciphertext[])[];
    /** Empty when verifying. */
    readonly marks: Opening;
    readonly digitMarks: readonly Opening[];
}
const part = (options: number[][], cells: readonly Ciphertext[], plaintexts: number[], r: Scalar[]): Part =>
    ({ options, cells, opening: { plaintexts, r } });

/** The statements in the order of the body: one a choice, then for each sum one or its digits. */
function statements(contest: Contest, { cells, digits, marks, digitMarks }: Box): Part[] {
    const rows = contest.choices.map((choice) => {
        const slice = <T>(from: readonly T[]): T[] => from.slice(choice.first, choice.first + choice.cells);
        return part(rowOptions(choice), slice(cells), slice(marks.plaintexts), slice(marks.r));
    });
    const sums = contest.sums.flatMap((bound, s) => {
        const pick = <T>(from: readonly T[]): T[] => (from.length ? bound.cells.map((cell) => from[cell]) : []);
        const ones = bound.cells.map(() => 1);
        const m = pick(marks.plaintexts).reduce((a, b) => a + b, 0);
        const r = pick(marks.r).reduce((a, b) => a + b, 0n);
        const weights = weightsOf(bound);
        if (weights.length === 0) return [part(range(bound), [combine(pick(cells), ones, 0)], [m], [reduce(r)])];
        const higher = weights.slice(1);
        const opening = digitMarks[s] ?? { plaintexts: [], r: [] };
        const derived = combine([...pick(cells), ...digits[s]], [...ones, ...higher.map((w) => -w)], bound.lo);
        const m0 = higher.reduce((rest, w, i) => rest - w * (opening.plaintexts[i] ?? 0), m - bound.lo);
        const r0 = higher.reduce((rest, w, i) => rest - BigInt(w) * (opening.r[i] ?? 0n), r);
        return [
            part(bits, [derived], [m0], [reduce(r0)]),
            ...digits[s].map((digit, i) => part(bits, [digit], [opening.plaintexts[i] ?? 0], [opening.r[i] ?? 0n])),
        ];
    });
    return [...rows, ...sums];
}

const digestOf = (y: Element, header: Bytes, ciphertexts: Bytes): Bytes =>
    H('ballot', ['y', encode(y)], ['header', header], ['ciphertexts', ciphertexts]);

/** Needs: `marks`, one 0 or 1 a cell, within the contest's bounds (throws otherwise). */
export function makeBody(contest: Contest, y: Element, header: Header, marks: readonly number[], seed: Bytes): Bytes {
    const head = encodeHeader(header);
    const draw = nonces(seed, head);
    const opening = (plaintexts: readonly number[]): Opening => ({ plaintexts, r: plaintexts.map(draw) });
    const cellMarks = opening(marks);
    const digitMarks = contest.sums.map((bound) => {
        const total = bound.cells.reduce((sum, cell) => sum + marks[cell], 0);
        const weights = weightsOf(bound);
        return opening(weights.length ? digitsOf(total - bound.lo, weights).slice(1) : []);
    });
    const sealAll = ({ plaintexts, r }: Opening): Ciphertext[] => plaintexts.map((m, k) => encrypt(y, m, r[k]));
    const cells = sealAll(cellMarks);
    const digits = digitMarks.map(sealAll);
    const ciphertexts = encodeCiphertexts([...cells, ...digits.flat()]);
    const digest = digestOf(y, head, ciphertexts);
    const proofs = statements(contest, { cells, digits, marks: cellMarks, digitMarks }).map((one, p) =>
        proveOneOfMany({ y, digest, p, options: one.options }, one.opening, draw));
    return concat(head, ciphertexts, ...proofs);
}

/** The definition fixes every offset. */
export function bodySize(contest: Contest): number {
    const digits = contest.sums.map(weightsOf);
    const sent = digits.reduce((sum, weights) => sum + Math.max(0, weights.length - 1), 0);
    const rows = contest.choices.map(({ cells, blank }) => oneOfManySize(cells + (blank ? 1 : 0)));
    const sums = contest.sums.map((bound, s) => (digits[s].length ? digits[s].length * oneOfManySize(2) : oneOfManySize(width(bound) + 1)));
    return headerSize + ciphertextSize * (contest.cells + sent) + [...rows, ...sums].reduce((a, b) => a + b, 0);
}

/** Refuses: wrong_length, what the decoders refuse, bad_proof. Gives: the header. */
export function verifyBody(contest: Contest, y: Element, body: Bytes): Header {
    if (body.length !== bodySize(contest)) refuse('wrong_length');
    const reader = new Reader(body);
    const header = readHeader(reader);
    const cell = (): Ciphertext => decodeCiphertext(reader.take(ciphertextSize));
    const cells = reader.times(contest.cells, cell);
    const digits = contest.sums.map((bound) => reader.times(Math.max(0, weightsOf(bound).length - 1), cell));
    const digest = digestOf(y, body.slice(0, headerSize), body.slice(headerSize, reader.position));
    const none: Opening = { plaintexts: [], r: [] };
    statements(contest, { cells, digits, marks: none, digitMarks: [] }).forEach(({ options, cells }, p) => {
        verifyOneOfMany({ y, digest, p, options }, cells, reader.take(oneOfManySize(options.length)));
    });
    reader.end();
    return header;
}
