/** The vector of plaintexts is one of the options, without saying which. Source: SPEC §6.2. */
import { concat, type Bytes } from '../base/bytes.ts';
import type { Draws } from '../base/rng.ts';
import { refuse } from '../base/result.ts';
import type { Ciphertext } from '../elgamal/ciphertext.ts';
import { Reader } from '../encode/reader.ts';
import { Hs } from '../encode/transcript.ts';
import { u32 } from '../encode/writer.ts';
import { G, decodeElement, decodeScalar, encode, encodeScalar, holds, mul, reduce, sum } from '../group/ristretto255.ts';
import type { Element, Scalar, Term } from '../group/ristretto255.ts';

/** What both sides know: the key, the ballot's digest, the statement's number and its options. */
export interface Statement {
    readonly y: Element;
    readonly digest: Bytes;
    readonly p: number;
    readonly options: readonly (readonly number[])[];
}

/** What only the prover knows. */
export interface Opening {
    readonly plaintexts: readonly number[];
    readonly r: readonly Scalar[];
}

interface Branch {
    readonly A: Element;
    readonly B: Element;
}

export const oneOfManySize = (options: number): number => 128 * options - 32;

/** λ_0 = 1, λ_k = Hs("fold"; digest, proof: p, k). */
export const foldWeights = ({ digest, p }: Pick<Statement, 'digest' | 'p'>, n: number): Scalar[] =>
    Array.from({ length: n }, (_, k) => (k === 0 ? 1n : Hs('fold', ['digest', digest], ['proof', u32(p)], ['k', u32(k)])));

const folded = (weights: readonly Scalar[], vector: readonly number[]): Scalar =>
    reduce(vector.reduce((total, m, k) => total + weights[k] * BigInt(m), 0n));

const challenge = ({ digest, p }: Statement, branches: readonly Branch[]): Scalar =>
    Hs('one-of-many', ['digest', digest], ['proof', u32(p)], ['commitments', concat(...branches.map(({ A, B }) => encode(A, B)))]);

/**
 *   true branch:   A = w·G   B = w·y                    z = w + c_j·r*
 *   other branch:  A = u·G   B = u·y − c_j·d_j·G        z = u + c_j·r*
 *
 * Needs: `draw` gives c_j, u_j for each branch; the true one takes w = u_j and leaves its c_j.
 */
export function proveOneOfMany(statement: Statement, { plaintexts, r }: Opening, draw: Draws): Bytes {
    const { y, options } = statement;
    const lambda = foldWeights(statement, plaintexts.length);
    const rStar = reduce(r.reduce((total, rk, k) => total + lambda[k] * rk, 0n));
    const mStar = folded(lambda, plaintexts);
    const truth = options.findIndex((option) => option.every((m, k) => m === plaintexts[k]));
    if (truth < 0) throw new RangeError('the plaintexts are none of the options');

    const c: Scalar[] = [];
    const u: Scalar[] = [];
    const branches = options.map((option, j) => {
        c[j] = draw();
        u[j] = draw();
        const shift = c[j] * reduce(mStar - folded(lambda, option));
        const B = mul(u[j], y);
        return { A: mul(u[j], G), B: j === truth ? B : B.subtract(mul(shift, G)) };
    });
    const others = c.reduce((total, cj, j) => (j === truth ? total : total + cj), 0n);
    c[truth] = reduce(challenge(statement, branches) - others);
    const z = u.map((uj, j) => reduce(uj + c[j] * rStar));
    return concat(...branches.map(({ A, B }) => encode(A, B)), ...c.slice(1).map(encodeScalar), ...z.map(encodeScalar));
}

/** As it is sent: c_1 … c_{m−1}; that of branch 0 follows from the challenge. */
export interface OneOfMany {
    readonly branches: readonly Branch[];
    readonly c: readonly Scalar[];
    readonly z: readonly Scalar[];
}

/** Refuses: wrong_length, trailing_bytes, not_in_group, not_reduced. */
export function decodeOneOfMany(options: number, proof: Bytes): OneOfMany {
    const reader = new Reader(proof);
    const branches = reader.times(options, () => ({ A: decodeElement(reader.take(32)), B: decodeElement(reader.take(32)) }));
    const c = reader.times(options - 1, () => decodeScalar(reader.take(32)));
    const z = reader.times(options, () => decodeScalar(reader.take(32)));
    reader.end();
    return { branches, c, z };
}

/** z_j·G − A_j − c_j·alpha* = 0 and z_j·y − B_j − c_j·beta* + c_j·M*_j·G = 0 for each j. */
export function oneOfManyHolds(statement: Statement, cells: readonly Ciphertext[], { branches, c, z }: OneOfMany): boolean {
    const { y, options } = statement;
    const lambda = foldWeights(statement, cells.length);
    const star = (pick: (cell: Ciphertext) => Element): Element => sum(cells.map((cell, k): Term => [lambda[k], pick(cell)]));
    const [alpha, beta] = [star((cell) => cell.alpha), star((cell) => cell.beta)];
    const first = reduce(c.reduce((rest, cj) => rest - cj, challenge(statement, branches)));
    return [first, ...c].every((cj, j) => {
        const { A, B } = branches[j];
        return holds([[z[j], G], [-1n, A], [-cj, alpha]])
            && holds([[z[j], y], [-1n, B], [-cj, beta], [cj * folded(lambda, options[j]), G]]);
    });
}

/** Refuses: as `decodeOneOfMany`, bad_proof. */
export function verifyOneOfMany(statement: Statement, cells: readonly Ciphertext[], proof: Bytes): void {
    if (!oneOfManyHolds(statement, cells, decodeOneOfMany(statement.options.length, proof))) refuse('bad_proof', `statement ${statement.p}`);
}
