/** A leaf stands at an index of the tree. Source: SPEC §10; RFC 9162 §2.1.3. */
import { equal, type Bytes } from '../base/bytes.ts';
import { refuse } from '../base/result.ts';
import { nodeHash, rootOf, split } from './hash.ts';

/** From the leaf upwards. */
export function proveInclusion(leaves: readonly Bytes[], index: number, from = 0, to = leaves.length): Bytes[] {
    if (to - from === 1) return [];
    const middle = from + split(to - from);
    return index < middle
        ? [...proveInclusion(leaves, index, from, middle), rootOf(leaves, middle, to)]
        : [...proveInclusion(leaves, index, middle, to), rootOf(leaves, from, middle)];
}

/** Refuses: out_of_range, wrong_length, bad_inclusion. */
export function verifyInclusion(leaf: Bytes, index: bigint, size: bigint, path: readonly Bytes[], root: Bytes): void {
    if (index >= size) refuse('out_of_range');
    let hash = leaf;
    let place = index;
    let last = size - 1n;
    for (const beside of path) {
        if (last === 0n) refuse('wrong_length');
        if (place % 2n === 1n || place === last) {
            hash = nodeHash(beside, hash);
            while (place % 2n === 0n && place !== 0n) {
                place /= 2n;
                last /= 2n;
            }
        } else {
            hash = nodeHash(hash, beside);
        }
        place /= 2n;
        last /= 2n;
    }
    if (last !== 0n) refuse('wrong_length');
    if (!equal(hash, root)) refuse('bad_inclusion');
}
