/** Quorum, majority, order and tie, in whole numbers. Source: SPEC §14. */
import { refuse } from '../crypto/base/result.ts';
import type { CandidateOutcome, Figures, Outcome, Verdict, VoidReason } from './outcome.ts';
import type { Procedure, Share } from './procedure.ts';

/** What was counted. */
export interface Vote extends Figures {
    readonly candidates: readonly { readonly approve: number; readonly reject: number }[];
}

/** v·den ≥ B·num, strict: v·den > B·num. */
export function reaches(value: number, { num, den, strict, base }: Share, vote: Pick<Vote, 'due' | 'present'>): boolean {
    const [left, right] = [value * den, vote[base] * num];
    return strict ? left > right : left >= right;
}

/** seats + ⌈seats·num/den⌉. */
export const wantedCandidates = (seats: number, { num, den }: Procedure['ratio']): number => seats + Math.floor((seats * num + den - 1) / den);

/** In the order of their numbers. */
function reasonsOf({ quorum, ratio }: Procedure, vote: Vote): VoidReason[] {
    const holds: readonly (readonly [VoidReason, boolean])[] = [
        ['too_few_candidates', vote.candidates.length < wantedCandidates(vote.seats, ratio)],
        ['no_quorum', !reaches(vote.present, quorum, vote)],
        ['more_issued_than_present', vote.issued > vote.present],
        ['more_received_than_issued', vote.received > vote.issued],
    ];
    return holds.flatMap(([reason, is]) => (is ? [reason] : []));
}

/** Who of those with a majority has a seat: all of them, or those above the cut; at the cut they are tied. */
function verdictsOf({ majority }: Procedure, vote: Vote): Verdict[] {
    const reached = vote.candidates.map(({ approve }) => reaches(approve, majority, vote));
    const ranks = vote.candidates.map(({ approve }) => approve).filter((_, i) => reached[i]).sort((a, b) => b - a);
    const last = ranks[vote.seats - 1];
    const next = ranks[vote.seats];
    return vote.candidates.map(({ approve }, i) => {
        if (!reached[i]) return 'not_elected';
        if (next === undefined || approve > next) return 'elected';
        return last === next && approve === next ? 'tied' : 'not_elected';
    });
}

/** Refuses: wrong_total (more marks than ballots). */
export function decide(rules: Procedure, vote: Vote): Outcome {
    const { candidates, ...figures } = vote;
    const voidReasons = reasonsOf(rules, vote);
    const verdicts = verdictsOf(rules, vote);
    const rows = candidates.map(({ approve, reject }, i): CandidateOutcome => {
        const abstain = vote.valid - approve - reject;
        if (abstain < 0) refuse('wrong_total', `candidate ${i}`);
        return { approve, reject, abstain, verdict: voidReasons.length > 0 ? 'not_elected' : verdicts[i] };
    });
    return { ...figures, voidReasons, candidates: rows };
}
