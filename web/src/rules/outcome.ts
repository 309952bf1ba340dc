/** What the rules make of a vote: valid or void, elected, tied; its bytes in an `outcome` record. Source: SPEC §14. */
import { concat, type Bytes } from '../crypto/base/bytes.ts';
import { refuse } from '../crypto/base/result.ts';
import { Reader } from '../crypto/encode/reader.ts';
import { list, u16, u32, u8 } from '../crypto/encode/writer.ts';

/** In the order of their numbers. */
export const voidReasons = ['too_few_candidates', 'no_quorum', 'more_issued_than_present', 'more_received_than_issued'] as const;
export type VoidReason = (typeof voidReasons)[number];
export const verdicts = ['not_elected', 'elected', 'tied'] as const;
export type Verdict = (typeof verdicts)[number];

export interface CandidateOutcome {
    readonly approve: number;
    readonly reject: number;
    readonly abstain: number;
    readonly verdict: Verdict;
}
/** 应选 应到 实到 发出 收回 有效: the numbers of every report. */
export interface Figures {
    readonly seats: number;
    readonly due: number;
    readonly present: number;
    readonly issued: number;
    readonly received: number;
    /** Ballots of the groups that were opened. */
    readonly valid: number;
}
export interface Outcome extends Figures {
    readonly voidReasons: readonly VoidReason[];
    readonly candidates: readonly CandidateOutcome[];
}

const format = 1;
export const mostSeats = 120;
const mostCandidates = 120;

export const withVerdict = ({ candidates }: Outcome, verdict: Verdict): number[] =>
    candidates.flatMap((one, i) => (one.verdict === verdict ? [i] : []));

function readReasons(reader: Reader): VoidReason[] {
    const numbers = reader.list(voidReasons.length, () => reader.choice(voidReasons.length));
    numbers.forEach((one, i) => i > 0 && one <= numbers[i - 1] && refuse('out_of_order', 'void reasons'));
    return numbers.map((one) => voidReasons[one]);
}

/** Refuses: wrong_figures, wrong_total. */
function check(outcome: Outcome): Outcome {
    const { seats, due, present, received, valid, candidates } = outcome;
    if (present === 0 || present > due || valid > received) refuse('wrong_figures');
    if (candidates.some(({ approve, reject, abstain }) => approve + reject + abstain !== valid)) refuse('wrong_figures', 'votes');
    if (candidates.reduce((sum, { approve }) => sum + approve, 0) > seats * valid) refuse('wrong_figures', 'approvals');
    const [elected, tied] = [withVerdict(outcome, 'elected').length, withVerdict(outcome, 'tied').length];
    if (outcome.voidReasons.length > 0 && elected + tied > 0) refuse('wrong_total', 'void');
    if (elected > seats || (tied > 0 && (elected >= seats || elected + tied <= seats))) refuse('wrong_total', 'seats');
    return outcome;
}

/** Refuses: bad_version, bad_option, out_of_order, out_of_range, wrong_count, wrong_figures, wrong_total, and what decoders refuse. */
export function decodeOutcome(bytes: Bytes): Outcome {
    const reader = new Reader(bytes);
    if (reader.u16() !== format) refuse('bad_version');
    const seats = reader.u32();
    const figures = { due: reader.u32(), present: reader.u32(), issued: reader.u32(), received: reader.u32(), valid: reader.u32() };
    const reasons = readReasons(reader);
    const candidates = reader.list(mostCandidates, () =>
        ({ approve: reader.u32(), reject: reader.u32(), abstain: reader.u32(), verdict: verdicts[reader.choice(verdicts.length)] }));
    reader.end();
    if (seats < 1 || seats > mostSeats || candidates.length === 0) refuse('wrong_count');
    return check({ seats, ...figures, voidReasons: reasons, candidates });
}

export function encodeOutcome({ seats, due, present, issued, received, valid, voidReasons: reasons, candidates }: Outcome): Bytes {
    const rows = candidates.map(({ approve, reject, abstain, verdict }) => concat(...[approve, reject, abstain].map(u32), u8(verdicts.indexOf(verdict))));
    return concat(u16(format), ...[seats, due, present, issued, received, valid].map(u32), list(reasons.map((one) => u8(voidReasons.indexOf(one)))), list(rows));
}
