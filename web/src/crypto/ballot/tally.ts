/** Sums of ballots, what they were summed over, and what totals there can be. Source: SPEC §9.1, §9.3, §9.4. */
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, type Bytes } from '../base/bytes.ts';
import { refuse } from '../base/result.ts';
import type { Ciphertext } from '../elgamal/ciphertext.ts';
import { identity } from '../group/ristretto255.ts';
import type { Contest } from './definition.ts';

/** The sum of nothing. */
export const emptySums = (cells: number): Ciphertext[] => Array.from({ length: cells }, () => ({ alpha: identity, beta: identity }));

/** A ballot more. Its digits, behind the cells, are not summed. */
export const addBallot = (sums: readonly Ciphertext[], ballot: readonly Ciphertext[]): Ciphertext[] =>
    sums.map(({ alpha, beta }, k) => ({ alpha: alpha.add(ballot[k].alpha), beta: beta.add(ballot[k].beta) }));

/** A ballot less: another of the same slip took its place. */
export const removeBallot = (sums: readonly Ciphertext[], ballot: readonly Ciphertext[]): Ciphertext[] =>
    sums.map(({ alpha, beta }, k) => ({ alpha: alpha.subtract(ballot[k].alpha), beta: beta.subtract(ballot[k].beta) }));

/** SHA-256 of the counted trackers, joined in log order. */
export const listDigest = (trackers: readonly Bytes[]): Bytes => sha256(concat(...trackers));

/** Refuses: wrong_count, wrong_total. */
export function verifyTotals({ cells, choices, sums }: Contest, totals: readonly number[], N: number): void {
    if (totals.length !== cells) refuse('wrong_count', 'totals');
    const add = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
    for (const { first, cells, blank } of choices) {
        const marked = add(totals.slice(first, first + cells));
        if (marked > N || (!blank && marked !== N)) refuse('wrong_total', `choice at ${first}`);
    }
    for (const { cells, lo, hi } of sums) {
        const marked = add(cells.map((cell) => totals[cell]));
        if (marked < lo * N || marked > hi * N) refuse('wrong_total', 'sum');
    }
}
