/** What a definition makes of a body: sizes, and the statements with their ciphertexts. Source: SPEC §6.2–6.4. */
import type { Bytes } from '../base/bytes.ts';
import { ciphertextSize, combine, type Ciphertext } from '../elgamal/ciphertext.ts';
import { H } from '../encode/transcript.ts';
import { encode, reduce, type Element, type Scalar } from '../group/ristretto255.ts';
import { oneOfManySize, type Opening } from '../proof/one_of_many.ts';
import { digitOptions, rowOptions, sumOptions } from '../proof/options.ts';
import { digitWeights, widestSingle } from '../proof/sum.ts';
import type { Bound, Contest } from './definition.ts';

const width = ({ lo, hi }: Bound): number => hi - lo;
/** Of the digits of a sum; none for a narrow one. */
export const weightsOf = (bound: Bound): number[] => (width(bound) > widestSingle ? digitWeights(width(bound)) : []);

/** A statement of the body: which ciphertexts, which options; with the opening when we made them. */
export interface Part {
    readonly check: 'choice_proof' | 'sum_proof' | 'digit_proof';
    readonly options: number[][];
    readonly cells: readonly Ciphertext[];
    readonly opening: Opening;
}
export interface Filled {
    readonly cells: readonly Ciphertext[];
    readonly digits: readonly (readonly Ciphertext[])[];
    /** Empty when verifying. */
    readonly marks: Opening;
    readonly digitMarks: readonly Opening[];
}
const part = (check: Part['check'], options: number[][], cells: readonly Ciphertext[], plaintexts: number[], r: Scalar[]): Part =>
    ({ check, options, cells, opening: { plaintexts, r } });

/** The statements in the order of the body: one a choice, then for each sum one or its digits. */
export function statements(contest: Contest, { cells, digits, marks, digitMarks }: Filled): Part[] {
    const rows = contest.choices.map((choice) => {
        const slice = <T>(from: readonly T[]): T[] => from.slice(choice.first, choice.first + choice.cells);
        return part('choice_proof', rowOptions(choice.cells, choice.blank), slice(cells), slice(marks.plaintexts), slice(marks.r));
    });
    const sums = contest.sums.flatMap((bound, s) => {
        const pick = <T>(from: readonly T[]): T[] => (from.length ? bound.cells.map((cell) => from[cell]) : []);
        const ones = bound.cells.map(() => 1);
        const m = pick(marks.plaintexts).reduce((a, b) => a + b, 0);
        const r = pick(marks.r).reduce((a, b) => a + b, 0n);
        const weights = weightsOf(bound);
        if (weights.length === 0) return [part('sum_proof', sumOptions(bound.lo, bound.hi), [combine(pick(cells), ones, 0)], [m], [reduce(r)])];
        const higher = weights.slice(1);
        const opening = digitMarks[s] ?? { plaintexts: [], r: [] };
        const derived = combine([...pick(cells), ...digits[s]], [...ones, ...higher.map((w) => -w)], bound.lo);
        const m0 = higher.reduce((rest, w, i) => rest - w * (opening.plaintexts[i] ?? 0), m - bound.lo);
        const r0 = higher.reduce((rest, w, i) => rest - BigInt(w) * (opening.r[i] ?? 0n), r);
        return [
            part('digit_proof', digitOptions, [derived], [m0], [reduce(r0)]),
            ...digits[s].map((digit, i) => part('digit_proof', digitOptions, [digit], [opening.plaintexts[i] ?? 0], [opening.r[i] ?? 0n])),
        ];
    });
    return [...rows, ...sums];
}

export const digestOf = (y: Element, header: Bytes, ciphertexts: Bytes): Bytes =>
    H('ballot', ['y', encode(y)], ['header', header], ['ciphertexts', ciphertexts]);

export const headerSize = 105;

/** How many statements a body proves. */
export const proofsOf = ({ choices, sums }: Contest): number =>
    choices.length + sums.reduce((total, bound) => total + Math.max(1, weightsOf(bound).length), 0);

/** The definition fixes every offset. */
export function bodySize(contest: Contest): number {
    const digits = contest.sums.map(weightsOf);
    const sent = digits.reduce((sum, weights) => sum + Math.max(0, weights.length - 1), 0);
    const rows = contest.choices.map(({ cells, blank }) => oneOfManySize(cells + (blank ? 1 : 0)));
    const sums = contest.sums.map((bound, s) => (digits[s].length ? digits[s].length * oneOfManySize(2) : oneOfManySize(width(bound) + 1)));
    return headerSize + ciphertextSize * (contest.cells + sent) + [...rows, ...sums].reduce((a, b) => a + b, 0);
}
