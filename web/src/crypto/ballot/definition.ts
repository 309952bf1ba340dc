/** The definition of a contest (选项事项): candidates, cells, and what sums of cells are allowed. Source: SPEC §3.4, §3.5. */
import type { Bytes } from '../base/bytes.ts';
import { refuse } from '../base/result.ts';
import { Reader } from '../encode/reader.ts';
import { bodySize, proofsOf } from './layout.ts';

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
    /** For the rules to interpret. */
    readonly rules: Bytes;
}
export const most = {
    name: 120, title: 1_000, reason: 1_000, host: 253, shortName: 4, policy: 16_384, statement: 1_000, rules: 65_535,
    contests: 24, slots: 32, classes: 16, cells: 1_024, proofs: 256, candidates: 120, width: 60, trustees: 15,
    definition: 65_535, slips: 2 ** 20, bundles: 64, objections: 1_024, body: 256 * 1_024,
} as const;

function readChoices(reader: Reader, cells: number): Choice[] {
    let next = 0;
    const choices = reader.list(most.proofs, () => {
        const choice = { first: reader.u32(), cells: reader.u32(), blank: reader.bool() };
        if (choice.first !== next) refuse('out_of_order', 'choices part the cells');
        next += choice.cells;
        if (choice.cells === 0 || next > cells) refuse('out_of_range', 'choices part the cells');
        return choice;
    });
    return next === cells ? choices : refuse('wrong_count', 'choices part the cells');
}

function readSum(reader: Reader, cells: number): Bound {
    const sum = { cells: reader.list(most.cells, () => reader.u32()), lo: reader.u32(), hi: reader.u32() };
    sum.cells.forEach((cell, i) => {
        if (i > 0 && cell <= sum.cells[i - 1]) refuse('out_of_order', 'cells of a sum');
        if (cell >= cells) refuse('out_of_range', 'cells of a sum');
    });
    const fits = sum.lo < sum.hi && sum.hi <= sum.cells.length && sum.hi - sum.lo <= most.width;
    return fits ? sum : refuse('out_of_range', 'bounds of a sum');
}

/** Refuses: also bad_option for a kind that this version does not know. */
export function decodeDefinition(definition: Bytes): Contest {
    const reader = new Reader(definition);
    const slot = reader.count(most.slots - 1);
    reader.choice(1);
    const title = reader.text(most.title);
    const seats = reader.u32();
    const candidates = reader.list(most.candidates, () => ({ name: reader.text(most.name), note: reader.text(most.title) }));
    const cells = reader.count(most.cells);
    if (cells === 0) refuse('out_of_range', 'no cells');
    const choices = readChoices(reader, cells);
    const sums = reader.list(most.proofs, () => readSum(reader, cells));
    reader.count(0);
    const recast = reader.bool();
    const boxes = reader.list(most.classes, () => reader.count(most.classes - 1));
    boxes.forEach((box, i) => i > 0 && box <= boxes[i - 1] && refuse('out_of_order', 'boxes'));
    const rules = reader.bytesField(most.rules);
    reader.end();
    const contest: Contest = { definition, slot, title, seats, candidates, cells, choices, sums, recast, boxes, rules };
    return proofsOf(contest) <= most.proofs && bodySize(contest) <= most.body ? contest : refuse('out_of_range', 'a body');
}
