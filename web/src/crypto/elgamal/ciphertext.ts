/** Exponential ElGamal. Source: SPEC §6.1. */
import { concat, type Bytes } from '../base/bytes.ts';
import { G, decodeElement, decodeKey, elementSize, encode, identity, mul } from '../group/ristretto255.ts';
import type { Element, Scalar } from '../group/ristretto255.ts';

export interface Ciphertext {
    readonly alpha: Element;
    readonly beta: Element;
}

export const ciphertextSize = 2 * elementSize;

/** (r·G, r·y + m·G). Timing: not constant; SPEC §12 says why that is accepted here. */
export function encrypt(y: Element, m: number, r: Scalar): Ciphertext {
    return { alpha: mul(r, G), beta: mul(r, y).add(mul(BigInt(m), G)) };
}

export const encodeCiphertexts = (cells: readonly Ciphertext[]): Bytes =>
    concat(...cells.map(({ alpha, beta }) => encode(alpha, beta)));

/** Refuses: as an alpha also identity. */
export function decodeCiphertext(bytes: Bytes): Ciphertext {
    return { alpha: decodeKey(bytes.slice(0, elementSize)), beta: decodeElement(bytes.slice(elementSize)) };
}

const times = (weight: number, element: Element): Element =>
    weight < 0 ? times(-weight, element).negate() : element.multiplyUnsafe(BigInt(weight));

/** Σ weight·ciphertext, minus shift·G in beta. All of it is public. */
export function combine(cells: readonly Ciphertext[], weights: readonly number[], shift: number): Ciphertext {
    const start: Ciphertext = { alpha: identity, beta: times(-shift, G) };
    return cells.reduce(({ alpha, beta }, cell, i) => ({
        alpha: alpha.add(times(weights[i], cell.alpha)),
        beta: beta.add(times(weights[i], cell.beta)),
    }), start);
}
