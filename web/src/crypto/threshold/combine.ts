/** Any t shares open a group's totals, and nothing else. Source: SPEC §9.3. */
import { refuse } from '../base/result.ts';
import type { Ciphertext } from '../elgamal/ciphertext.ts';
import { Logarithms } from '../elgamal/dlog.ts';
import { inverse, reduce, sum, type Element, type Scalar, type Term } from '../group/ristretto255.ts';

/** Lagrange's coefficients at 0: L_j = Π_{i≠j} i / (i − j). Needs: different numbers. */
export const lagrangeAtZero = (trustees: readonly number[]): Scalar[] =>
    trustees.map((j) => trustees.filter((i) => i !== j)
        .reduce((product, i) => reduce(product * BigInt(i) * inverse(reduce(BigInt(i - j)))), 1n));

export interface Share {
    readonly trustee: number;
    readonly D: readonly Element[];
}

/** m_k·G = beta_k − Σ_j L_j·D_jk, and m_k in 0 … bound. Needs: as many D a share as cells. Refuses: wrong_total. */
export function combineTotals(cells: readonly Ciphertext[], shares: readonly Share[], bound: number): number[] {
    const L = lagrangeAtZero(shares.map(({ trustee }) => trustee));
    const logarithms = new Logarithms(bound);
    return cells.map(({ beta }, k) => {
        const terms = shares.map(({ D }, j): Term => [-L[j], D[k]]);
        return logarithms.of(sum([[1n, beta], ...terms])) ?? refuse('wrong_total', `cell ${k}`);
    });
}
