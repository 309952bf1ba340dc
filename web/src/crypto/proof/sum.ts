/** A sum of cells lies in [lo..hi]: one statement up to a width of 5, binary digits above. Source: SPEC §6.3. */
export const widestSingle = 5;

/** 1, 2, 4 … 2^(κ−2), W − (2^(κ−1) − 1), ascending: the subset sums are exactly 0 … W. */
export function digitWeights(width: number): number[] {
    const digits = width.toString(2).length;
    const weights = Array.from({ length: digits - 1 }, (_, i) => 2 ** i);
    return [...weights, width - (2 ** (digits - 1) - 1)].sort((a, b) => a - b);
}

/** Greedily, the largest weight first, of equal ones the lower index. */
export function digitsOf(value: number, weights: readonly number[]): number[] {
    const digits = weights.map(() => 0);
    const order = weights.map((_, i) => i).sort((a, b) => weights[b] - weights[a] || a - b);
    let rest = value;
    for (const i of order) {
        if (rest < weights[i]) continue;
        digits[i] = 1;
        rest -= weights[i];
    }
    if (rest !== 0) throw new RangeError('the sum is outside its bounds');
    return digits;
}
