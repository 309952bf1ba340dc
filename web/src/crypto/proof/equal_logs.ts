/** One secret multiplies G to Y and each alpha_k to D_k. Source: SPEC §9.3; Chaum, Pedersen 1992; RFC 9497 §2.2.1. */
import { concat, type Bytes } from '../base/bytes.ts';
import type { Draws } from '../base/rng.ts';
import { Reader } from '../encode/reader.ts';
import { H, Hs } from '../encode/transcript.ts';
import { u32 } from '../encode/writer.ts';
import { G, decodeElement, decodeScalar, encode, encodeScalar, holds, mul, reduce, sum } from '../group/ristretto255.ts';
import type { Element, Scalar, Term } from '../group/ristretto255.ts';

export interface EqualLogs {
    readonly context: Bytes;
    readonly Y: Element;
    readonly alpha: readonly Element[];
    readonly D: readonly Element[];
}
export interface EqualLogsProof {
    readonly A: Element;
    readonly B: Element;
    readonly z: Scalar;
}

/** seed, and the two folded lists; ρ_k = Hs("share-fold-k"; seed, k). */
function fold({ context, Y, alpha, D }: EqualLogs): { readonly seed: Bytes; readonly alphaStar: Element; readonly DStar: Element } {
    const seed = H('share-fold', ['context', context], ['Y', encode(Y)], ['alpha', encode(...alpha)], ['D', encode(...D)]);
    const rho = alpha.map((_, k) => Hs('share-fold-k', ['seed', seed], ['k', u32(k)]));
    const star = (list: readonly Element[]): Element => sum(list.map((element, k): Term => [rho[k], element]));
    return { seed, alphaStar: star(alpha), DStar: star(D) };
}

const challenge = (seed: Bytes, A: Element, B: Element): Scalar => Hs('share', ['seed', seed], ['A', encode(A)], ['B', encode(B)]);

/** A = w·G, B = w·alpha*, z = w + c·s; gives A ‖ B ‖ z. */
export function proveEqualLogs(statement: EqualLogs, s: Scalar, draw: Draws): Bytes {
    const { seed, alphaStar } = fold(statement);
    const w = draw();
    const [A, B] = [mul(w, G), mul(w, alphaStar)];
    return concat(encode(A, B), encodeScalar(reduce(w + challenge(seed, A, B) * s)));
}

/** Refuses: wrong_length, not_in_group, not_reduced. */
export const readEqualLogsProof = (reader: Reader): EqualLogsProof =>
    ({ A: decodeElement(reader.take(32)), B: decodeElement(reader.take(32)), z: decodeScalar(reader.take(32)) });

/** z·G − A − c·Y = 0 and z·alpha* − B − c·D* = 0. Needs: as many D as alphas. */
export function equalLogsHold(statement: EqualLogs, { A, B, z }: EqualLogsProof): boolean {
    const { seed, alphaStar, DStar } = fold(statement);
    const c = challenge(seed, A, B);
    return holds([[z, G], [-1n, A], [-c, statement.Y]]) && holds([[z, alphaStar], [-1n, B], [-c, DStar]]);
}
