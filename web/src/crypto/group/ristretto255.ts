/** ristretto255 with canonical checks of our own; scalars are numbers modulo q. Source: SPEC §1.1; RFC 9496. */
import { ristretto255 } from '@noble/curves/ed25519.js';
import { concat, type Bytes } from '../base/bytes.ts';
import { refuse } from '../base/result.ts';

export const elementSize = 32;
export const scalarSize = 32;
export const p = 2n ** 255n - 19n;
export const q = 2n ** 252n + 27742317777372353535851937790883648493n;

const { Point } = ristretto255;
export type Element = InstanceType<typeof Point>;
export type Scalar = bigint;

export const G: Element = Point.BASE;
export const identity: Element = Point.ZERO;

function littleEndian(bytes: Bytes): bigint {
    let value = 0n;
    for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]);
    return value;
}

/** Refuses: wrong_length, not_in_group (all 256 bits are counted). */
export function decodeElement(bytes: Bytes): Element {
    if (bytes.length !== elementSize) refuse('wrong_length');
    if (littleEndian(bytes) >= p || (bytes[0] & 1) === 1) refuse('not_in_group');
    try {
        return Point.fromBytes(bytes);
    } catch {
        refuse('not_in_group');
    }
}

/** An element that is a key or an alpha. Refuses: also identity. */
export function decodeKey(bytes: Bytes): Element {
    const element = decodeElement(bytes);
    if (element.is0()) refuse('identity');
    return element;
}

/** Refuses: wrong_length, not_reduced (all 256 bits are counted). */
export function decodeScalar(bytes: Bytes): Scalar {
    if (bytes.length !== scalarSize) refuse('wrong_length');
    const value = littleEndian(bytes);
    if (value >= q) refuse('not_reduced');
    return value;
}

export function encodeScalar(value: Scalar): Bytes {
    const out = new Uint8Array(scalarSize);
    for (let i = 0, rest = value; i < scalarSize; i++, rest >>= 8n) out[i] = Number(rest & 255n);
    return out;
}

export const encode = (...elements: readonly Element[]): Bytes => concat(...elements.map((element) => element.toBytes()));

/** 64 bytes, little-endian, modulo q. */
export const scalarOfWide = (bytes: Bytes): Scalar => littleEndian(bytes) % q;

/** value modulo q, never negative. */
export const reduce = (value: bigint): Scalar => ((value % q) + q) % q;

/** scalar·element; the library throws on 0, mathematics does not. */
export function mul(scalar: Scalar, element: Element): Element {
    const reduced = reduce(scalar);
    return reduced === 0n ? identity : element.multiply(reduced);
}

export type Term = readonly [scalar: Scalar, element: Element];

/** 1 / value modulo q. Needs: value ≠ 0. */
export function inverse(value: Scalar): Scalar {
    let [power, result] = [reduce(value), 1n];
    for (let rest = q - 2n; rest > 0n; rest >>= 1n, power = (power * power) % q) if (rest & 1n) result = (result * power) % q;
    return result;
}

/** Σ scalar·element over public values. A scalar that is small below zero costs as little as one above. */
export function sum(terms: readonly Term[]): Element {
    return terms.reduce((total, [scalar, element]) => {
        const reduced = reduce(scalar);
        if (reduced === 0n) return total;
        return reduced > q / 2n ? total.subtract(element.multiplyUnsafe(q - reduced)) : total.add(element.multiplyUnsafe(reduced));
    }, identity);
}

/** An equation of verification: the sum of its terms is the identity. */
export const holds = (terms: readonly Term[]): boolean => sum(terms).is0();

/** Makes multiplication by this element fast from now on. Cost: some ten milliseconds, once. */
export function precompute(element: Element): Element {
    return element.precompute(8, false);
}
