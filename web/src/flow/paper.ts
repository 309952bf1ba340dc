/** The ballot paper (选票) as a voter sees and marks it. An over-full paper cannot be made. */
export type Mark = 'approve' | 'reject' | 'abstain';
/** In the order of the radios. */
export const allMarks: readonly Mark[] = ['approve', 'reject', 'abstain'];

export interface Candidate {
    readonly name: string;
    readonly note: string;
}
export interface Paper {
    readonly title: string;
    /** 应选: the most candidates that may be approved. */
    readonly seats: number;
    readonly candidates: readonly Candidate[];
}
/** One mark a candidate. */
export type Marks = readonly Mark[];

/** On paper, blank means abstain. */
export const blank = (paper: Paper): Marks => paper.candidates.map(() => 'abstain');

/** The candidates (by number) that bear this mark. */
export const marked = (marks: Marks, mark: Mark): number[] => marks.flatMap((one, i) => (one === mark ? [i] : []));

export const isFull = (paper: Paper, marks: Marks): boolean => marked(marks, 'approve').length >= paper.seats;

/** Would this mark be one approval too many? */
export const tooMany = (paper: Paper, marks: Marks, candidate: number, mark: Mark): boolean =>
    mark === 'approve' && marks[candidate] !== 'approve' && isFull(paper, marks);

export const withMark = (marks: Marks, candidate: number, mark: Mark): Marks =>
    marks.map((one, i) => (i === candidate ? mark : one));

/** Where an arrow leads within a candidate: stops at the ends, passes over an approval that would be too many. */
export function stepped(paper: Paper, marks: Marks, candidate: number, by: 1 | -1): Mark {
    const from = marks[candidate];
    const to = allMarks[allMarks.indexOf(from) + by];
    return to === undefined || tooMany(paper, marks, candidate, to) ? from : to;
}
