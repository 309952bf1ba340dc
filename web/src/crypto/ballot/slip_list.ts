/** The keys of all slips of a class, slot by slot, each run ascending. Source: SPEC §4.2. */
import { compare, type Bytes } from '../base/bytes.ts';
import { refuse } from '../base/result.ts';
import { Reader } from '../encode/reader.ts';
import { decodeKey } from '../group/ristretto255.ts';
import { most } from './definition.ts';

const keySize = 32;

/** The run of each slot, its keys not looked at. Refuses: out_of_range, wrong_length, trailing_bytes. */
export function splitSlipList(bytes: Bytes): Bytes[] {
    const reader = new Reader(bytes);
    const slots = reader.count(most.slots);
    const slips = reader.count(most.slips);
    const runs = reader.times(slots, () => reader.take(slips * keySize));
    reader.end();
    return runs;
}

const keyAt = (run: Bytes, i: number): Bytes => run.subarray(i * keySize, (i + 1) * keySize);

export const keysOf = (run: Bytes): number => run.length / keySize;

/** The keys [from, to) of a run are keys, each above the one before. Refuses: out_of_order, not_in_group, identity. Cost: a decoding a key. */
export function checkRun(run: Bytes, from: number, to: number): void {
    for (let i = from; i < to; i++) {
        decodeKey(keyAt(run, i));
        if (i > 0 && compare(keyAt(run, i - 1), keyAt(run, i)) >= 0) refuse('out_of_order');
    }
}

/** As `splitSlipList`, and every run holds. Refuses: also what `checkRun` refuses. */
export function decodeSlipList(bytes: Bytes): Bytes[] {
    const runs = splitSlipList(bytes);
    runs.forEach((run) => checkRun(run, 0, keysOf(run)));
    return runs;
}

/** No key stands twice, in whichever runs. Refuses: duplicate. */
export function checkDifferent(runs: readonly Bytes[]): void {
    const seen = new Set<string>();
    for (const run of runs) for (let i = 0; i < keysOf(run); i++) seen.add(String.fromCharCode(...keyAt(run, i)));
    if (seen.size !== runs.reduce((sum, run) => sum + keysOf(run), 0)) refuse('duplicate', 'slip lists');
}

/** Needs: an ascending run. */
export function contains(run: Bytes, key: Bytes): boolean {
    let from = 0;
    let to = run.length / keySize;
    while (from < to) {
        const middle = (from + to) >> 1;
        const order = compare(keyAt(run, middle), key);
        if (order === 0) return true;
        if (order < 0) from = middle + 1;
        else to = middle;
    }
    return false;
}
