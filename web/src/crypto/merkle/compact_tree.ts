/** A growing tree of which only the peaks are kept. Source: SPEC §10; RFC 9162 §2.1. */
import type { Bytes } from '../base/bytes.ts';
import { nodeHash, rootOf } from './hash.ts';

export class CompactTree {
    /** Perfect subtrees from left to right; their sizes are the bits of `size`. */
    private readonly peaks: Bytes[] = [];
    size = 0;

    push(leaf: Bytes): void {
        let hash = leaf;
        for (let rest = this.size; rest % 2 === 1; rest = Math.floor(rest / 2)) hash = nodeHash(this.peaks.pop() ?? leaf, hash);
        this.peaks.push(hash);
        this.size++;
    }

    root(): Bytes {
        return this.peaks.length === 0 ? rootOf([]) : this.peaks.reduceRight((right, left) => nodeHash(left, right));
    }
}
