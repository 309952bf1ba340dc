/** The one shape of ballot that this page fills in: ○, × or nothing for each candidate. Source: SPEC §3.5. */
import { refuse } from '../crypto/base/result.ts';
import type { Contest } from '../crypto/ballot/definition.ts';
import type { Marks, Paper } from '../flow/paper.ts';

/** Refuses: out_of_range, if the cells are not those of an election. */
export function paperOf({ title, seats, candidates, cells, choices, sums }: Contest): Paper {
    const rows = choices.length === candidates.length && choices.every(({ cells, blank }) => cells === 2 && blank);
    const [sum, ...more] = sums;
    const bound = more.length === 0 && sum !== undefined && sum.lo === 0 && sum.hi === seats;
    const approvals = bound && sum.cells.length === candidates.length && sum.cells.every((cell, i) => cell === 2 * i);
    if (cells !== 2 * candidates.length || !rows || !approvals) refuse('out_of_range', 'not an election');
    return { title, seats, candidates };
}

/** One 0 or 1 a cell: (○, ×) of each candidate. */
export const cellsOf = (marks: Marks): number[] =>
    marks.flatMap((mark) => [mark === 'approve' ? 1 : 0, mark === 'reject' ? 1 : 0]);
