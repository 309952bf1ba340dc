/** A later tree continues an earlier one. Source: SPEC §10; RFC 9162 §2.1.4. */
import { equal, type Bytes } from '../base/bytes.ts';
import { refuse } from '../base/result.ts';
import { nodeHash, rootOf, split } from './hash.ts';

/** Needs: 0 < from ≤ leaves.length. */
export function proveConsistency(leaves: readonly Bytes[], from: number): Bytes[] {
    const prove = (m: number, start: number, end: number, whole: boolean): Bytes[] => {
        if (m === end - start) return whole ? [] : [rootOf(leaves, start, end)];
        const k = split(end - start);
        return m <= k
            ? [...prove(m, start, start + k, whole), rootOf(leaves, start + k, end)]
            : [...prove(m - k, start + k, end, false), rootOf(leaves, start, start + k)];
    };
    return prove(from, 0, leaves.length, true);
}

interface Head {
    readonly size: bigint;
    readonly root: Bytes;
}

const isPower = (value: bigint): boolean => (value & (value - 1n)) === 0n;

/** Refuses: out_of_range, wrong_length, bad_consistency. */
export function verifyConsistency(from: Head, to: Head, proof: readonly Bytes[]): void {
    if (from.size === 0n || from.size > to.size) refuse('out_of_range');
    if (from.size === to.size) {
        if (proof.length > 0) refuse('wrong_length');
        return equal(from.root, to.root) ? undefined : refuse('bad_consistency');
    }
    const path = isPower(from.size) ? [from.root, ...proof] : [...proof];
    let [place, last] = [from.size - 1n, to.size - 1n];
    while (place % 2n === 1n) [place, last] = [place / 2n, last / 2n];
    const first = path.shift() ?? refuse('wrong_length');
    let [old, grown] = [first, first];
    for (const hash of path) {
        if (last === 0n) refuse('wrong_length');
        if (place % 2n === 1n || place === last) {
            old = nodeHash(hash, old);
            grown = nodeHash(hash, grown);
            while (place % 2n === 0n && place !== 0n) [place, last] = [place / 2n, last / 2n];
        } else {
            grown = nodeHash(grown, hash);
        }
        [place, last] = [place / 2n, last / 2n];
    }
    if (last !== 0n) refuse('wrong_length');
    if (!equal(old, from.root) || !equal(grown, to.root)) refuse('bad_consistency');
}
