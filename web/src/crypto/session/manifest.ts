/** What the trustees signed: keys, slip lists, contests. Source: SPEC §3.2 (type 3), §3.4, §3.5. */
import type { Bytes } from '../base/bytes.ts';
import { refuse } from '../base/result.ts';
import { Reader } from '../encode/reader.ts';
import { H } from '../encode/transcript.ts';
import { decodeKey, elementSize, encode, type Element } from '../group/ristretto255.ts';

export interface Candidate {
    readonly name: string;
    readonly note: string;
}
/** Consecutive cells of which at most one (without `blank`: exactly one) is 1. */
export interface Choice {
    readonly first: number;
    readonly cells: number;
    readonly blank: boolean;
}
export interface Bound {
    readonly cells: readonly number[];
    readonly lo: number;
    readonly hi: number;
}
/** One decision on one ballot paper (选项事项). */
export interface Contest {
    readonly definition: Bytes;
    readonly slot: number;
    readonly title: string;
    readonly seats: number;
    readonly candidates: readonly Candidate[];
    readonly cells: number;
    readonly choices: readonly Choice[];
    readonly sums: readonly Bound[];
    readonly recast: boolean;
    /** The class of each box, ascending. */
    readonly boxes: readonly number[];
}
/** One electorate; `lists` are the hashes of its slip lists, maker by maker, slot by slot. */
export interface SlipClass {
    readonly name: string;
    readonly slips: number;
    readonly lists: readonly Bytes[];
}
export interface Manifest {
    readonly K: Bytes;
    readonly y: Element;
    readonly ceremonyDigest: Bytes;
    readonly classes: readonly SlipClass[];
    readonly contests: readonly Contest[];
    readonly smallRoom: string;
}

export const most = {
    name: 120, title: 1_000, reason: 1_000, host: 253, shortName: 4, policy: 16_384, statement: 1_000, rules: 65_535,
    contests: 24, slots: 32, classes: 16, cells: 1_024, proofs: 256, candidates: 120, width: 60, trustees: 15,
    definition: 262_144, slips: 2 ** 20, bundles: 64, objections: 1_024, body: 256 * 1_024,
} as const;

function readChoices(reader: Reader, cells: number): Choice[] {
    let next = 0;
    const choices = reader.list(most.cells, () => {
        const choice = { first: reader.u32(), cells: reader.u32(), blank: reader.bool() };
        if (choice.cells === 0 || choice.first !== next) refuse('out_of_range', 'choices part the cells');
        next += choice.cells;
        return choice;
    });
    if (next !== cells) refuse('out_of_range', 'choices part the cells');
    return choices;
}

function readSum(reader: Reader, cells: number): Bound {
    const sum = { cells: reader.list(most.cells, () => reader.u32()), lo: reader.u32(), hi: reader.u32() };
    sum.cells.forEach((cell, i) => {
        if (cell >= cells || (i > 0 && cell <= sum.cells[i - 1])) refuse('out_of_range', 'cells of a sum');
    });
    const fits = sum.lo < sum.hi && sum.hi <= sum.cells.length && sum.hi - sum.lo <= most.width;
    return fits ? sum : refuse('out_of_range', 'bounds of a sum');
}

/** Refuses: also bad_option for a kind that this version does not know. */
export function decodeContest(definition: Bytes): Contest {
    const reader = new Reader(definition);
    const slot = reader.u32();
    reader.choice(1);
    const title = reader.text(most.title);
    const seats = reader.u32();
    const candidates = reader.list(most.candidates, () => ({ name: reader.text(most.name), note: reader.text(most.name) }));
    const cells = reader.count(most.cells);
    const choices = readChoices(reader, cells);
    const sums = reader.list(most.proofs, () => readSum(reader, cells));
    reader.count(0);
    const recast = reader.bool();
    const boxes = reader.list(most.classes, () => reader.u32());
    boxes.forEach((box, i) => i > 0 && box <= boxes[i - 1] && refuse('out_of_range', 'boxes ascend'));
    reader.bytesField(most.rules);
    reader.end();
    return { definition, slot, title, seats, candidates, cells, choices, sums, recast, boxes };
}

/** The fields of a `manifest` record. `slots` is that of `setup`. */
export function readManifest(reader: Reader, slots: number): Manifest {
    const K = reader.take(32);
    const y = decodeKey(reader.take(elementSize));
    const ceremonyDigest = reader.take(64);
    const classes = reader.list(most.classes, () => {
        const name = reader.text(most.name);
        reader.option(() => reader.u32());
        if (reader.u8() !== 1) refuse('out_of_range', 'makers');
        const slips = reader.count(most.slips);
        return { name, slips, lists: reader.times(slots, () => reader.take(32)) };
    });
    const contests = reader.list(most.contests, () => decodeContest(reader.bytesField(most.definition)));
    reader.u32();
    reader.choice(2);
    const smallRoom = reader.text(most.reason);
    reader.u32();
    reader.choice(1);
    reader.list(most.bundles, () => [reader.text(most.name), reader.take(32)]);
    contests.forEach((contest, i) => {
        const known = contest.boxes.every((box) => box < classes.length);
        if (contest.slot !== i || !known) refuse('out_of_range', `contest ${i}`);
    });
    if (contests.length === 0 || slots !== contests.length + 8) refuse('out_of_range', 'slots');
    return { K, y, ceremonyDigest, classes, contests, smallRoom };
}

/** Q, the context of everything in one contest; `after` is the outcome's hash of a round. Source: SPEC §3.1. */
export const contestId = (M: Bytes, after: Bytes, definition: Bytes): Bytes =>
    H('contest', ['manifest', M], ['after', after], ['definition', definition]).slice(0, 32);

/** What a slip's `anchor` fixes. Source: SPEC §3.3. */
export const anchorOf = (K: Bytes, y: Element): Bytes => H('anchor', ['K', K], ['y', encode(y)]).slice(0, 20);
