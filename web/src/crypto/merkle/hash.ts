/** The tree of the log. Source: SPEC §10; RFC 6962, RFC 9162 §2.1. */
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, noBytes, type Bytes } from '../base/bytes.ts';

export const leafHash = (entry: Bytes): Bytes => sha256(concat(Uint8Array.of(0), entry));
export const nodeHash = (left: Bytes, right: Bytes): Bytes => sha256(concat(Uint8Array.of(1), left, right));

/** The largest power of two below n. Needs: n ≥ 2. */
export function split(n: number): number {
    let k = 1;
    while (k * 2 < n) k *= 2;
    return k;
}

/** The root over leaf hashes [from, to). */
export function rootOf(leaves: readonly Bytes[], from = 0, to = leaves.length): Bytes {
    if (to === from) return sha256(noBytes);
    if (to - from === 1) return leaves[from];
    const middle = from + split(to - from);
    return nodeHash(rootOf(leaves, from, middle), rootOf(leaves, middle, to));
}
