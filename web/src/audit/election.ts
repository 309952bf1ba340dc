/** Do the definition and the outcome follow from the rules? Source: SPEC §3.5, §11 (manifest_rules, check 10), §14. */
import { equal, type Bytes } from '../crypto/base/bytes.ts';
import { refuse } from '../crypto/base/result.ts';
import type { Contest } from '../crypto/ballot/definition.ts';
import { under } from '../crypto/session/check_id.ts';
import type { Count } from '../crypto/session/contest.ts';
import type { Manifest } from '../crypto/session/manifest.ts';
import { decide, type Vote } from '../rules/counting.ts';
import { decodeOutcome, encodeOutcome, type Outcome } from '../rules/outcome.ts';
import { isPreset } from '../rules/presets.ts';
import { decodeProcedure, type Procedure } from '../rules/procedure.ts';

/** Cells (2i, 2i+1) = (○, ×) of candidate i, none allowed; one sum over the ○ in 0 … seats; one ballot a slip. */
function isElection({ seats, candidates, cells, choices, sums, recast }: Contest): boolean {
    const rows = choices.length === candidates.length && choices.every(({ cells, blank }) => cells === 2 && blank);
    const [sum, ...more] = sums;
    const bound = sum !== undefined && more.length === 0 && sum.lo === 0 && sum.hi === seats;
    return cells === 2 * candidates.length && rows && bound && sum.cells.length === candidates.length
        && sum.cells.every((cell, i) => cell === 2 * i) && !recast;
}

/** Refuses (as Failed): manifest_rules. */
export const readRules = (contest: Contest): Procedure => under('manifest_rules', () => decodeProcedure(contest.rules));

/** Refuses (as Failed): manifest_rules. */
export function checkRules(contest: Contest, rules: Procedure, manifest: Manifest): void {
    under('manifest_rules', () => {
        if (!isPreset(contest.rules, rules)) refuse('bad_option', `not the preset ${rules.preset}`);
        if (!isElection(contest)) refuse('out_of_range', 'cells, bounds or recast');
        if (manifest.floor !== rules.floor || manifest.pause !== rules.pause) refuse('out_of_range', 'floor or pause');
    });
}

/** What was counted, from the record. Needs: a contest whose totals were opened. */
export function voteOf({ contest, due, present, issued, boxes, groups, result }: Count): Vote {
    const opened = groups.flatMap(({ fate, ballots }, i) => (fate === 'decrypted' ? [{ ballots, totals: result[i].totals }] : []));
    const total = (cell: number): number => opened.reduce((sum, { totals }) => sum + totals[cell], 0);
    return {
        seats: contest.seats, due, present, issued,
        received: boxes.reduce((sum, { counted }) => sum + counted, 0),
        valid: opened.reduce((sum, { ballots }) => sum + ballots, 0),
        candidates: contest.candidates.map((_, i) => ({ approve: total(2 * i), reject: total(2 * i + 1) })),
    };
}

/** Refuses (as Failed): outcome_form. */
export const readOutcome = (bytes: Bytes): Outcome => under('outcome_form', () => decodeOutcome(bytes));

/** Refuses (as Failed): outcome_rules. */
export function checkOutcome(count: Count, bytes: Bytes): void {
    under('outcome_rules', () => {
        const computed = decide(decodeProcedure(count.contest.rules), voteOf(count));
        if (!equal(encodeOutcome(computed), bytes)) refuse('wrong_figures', 'outcome');
    });
}
