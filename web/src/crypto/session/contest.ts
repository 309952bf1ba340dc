/** A contest (选项事项) from its opening to its outcome: what is counted, and what of it was opened. Source: SPEC §3.6, §9. */
import { equal, type Bytes } from '../base/bytes.ts';
import { refuse } from '../base/result.ts';
import type { Contest } from '../ballot/definition.ts';
import { groupBoxes, type Group, type Small } from '../ballot/groups.ts';
import { listDigest, verifyTotals } from '../ballot/tally.ts';
import type { Ciphertext } from '../elgamal/ciphertext.ts';
import type { Element } from '../group/ristretto255.ts';
import { combineTotals } from '../threshold/combine.ts';
import { shareHolds, type PartialDecryption } from '../threshold/partial_decryption.ts';
import type { Chains } from './chains.ts';
import { under } from './check_id.ts';
import type { SlipClass } from './manifest.ts';
import { decodeShare, decodeTallyCells } from './record_elements.ts';
import type { Counted, ResultGroup, ShareFields, TallyGroup } from './records.ts';

/** A group as `tally` has it, and as we make it. */
export interface CountedGroup extends Group {
    readonly digest: Bytes;
    readonly cells: readonly Ciphertext[];
}
export interface AdmittedShare extends PartialDecryption {
    readonly group: number;
    readonly trustee: number;
    readonly holds: boolean;
}
export type Stage = 'opened' | 'closed' | 'settled' | 'tallied' | 'opened_totals' | 'outcome' | 'void';

/** What is known of a contest from its `opened` on. */
export interface Count {
    readonly stage: Stage;
    readonly contest: Contest;
    readonly Q: Bytes;
    /** 应到, 实到 and 发出, as they stood at opening. */
    readonly due: number;
    readonly present: number;
    readonly issued: number;
    readonly openedAt: bigint;
    readonly closedAt: bigint;
    /** The log's root just after `closed`; empty before. */
    readonly closingRoot: Bytes;
    readonly boxes: readonly Counted[];
    readonly groups: readonly CountedGroup[];
    readonly shares: readonly AdmittedShare[];
    readonly result: readonly ResultGroup[];
}

/** 应到 and so on: who may open what, from the manifest and the ceremony. */
export interface Trust {
    readonly classes: readonly SlipClass[];
    readonly small: Small;
    readonly threshold: number;
    /** Y_j by trustee. */
    readonly Y: ReadonlyMap<number, Element>;
}

export function needs(count: Count | undefined, stage: Stage): Count {
    return count?.stage === stage ? count : refuse('not_now', `needs ${stage}`);
}

const countBoxes = ({ contest, Q }: Count, chains: Chains): Counted[] =>
    contest.boxes.map((_, box) => ({ counted: chains.counted(Q, box).length, challenged: chains.challenged(Q, box) }));

/** Refuses: wrong_figures, not_now (closed before it was opened). */
export function close(count: Count, stated: readonly Counted[], time: bigint, root: Bytes, chains: Chains): Count {
    const boxes = countBoxes(count, chains);
    const same = boxes.length === stated.length && boxes.every(({ counted, challenged }, i) => counted === stated[i].counted && challenged === stated[i].challenged);
    if (!same) refuse('wrong_figures', 'closed');
    return time >= count.openedAt ? { ...count, stage: 'closed', boxes, closedAt: time, closingRoot: root } : refuse('not_now', 'closed before it was opened');
}

/** The groups, their boxes, numbers and lists as we make them. Refuses: wrong_count, wrong_figures, wrong_digest. */
export function tally(count: Count, stated: readonly TallyGroup[], { classes, small }: Trust, chains: Chains): Count {
    const { contest, Q } = count;
    const boxes = count.boxes.map(({ counted }, i) => ({ class: contest.boxes[i], joins: classes[contest.boxes[i]].joins, ballots: counted }));
    const { groups, isVoid } = groupBoxes(boxes, small);
    if (stated.length !== groups.length) refuse('wrong_count', 'groups');
    const all = groups.map((group, i): CountedGroup => {
        const said = stated[i];
        const sameBoxes = said.boxes.length === group.boxes.length && said.boxes.every((box, k) => box === group.boxes[k]);
        const cells = group.fate === 'decrypted' ? contest.cells : 0;
        if (!sameBoxes || said.ballots !== group.ballots || said.cells.length !== cells) refuse('wrong_figures', `group ${i}`);
        const ballots = group.boxes.flatMap((box) => chains.counted(Q, box)).sort((a, b) => a.index - b.index);
        const digest = listDigest(ballots.map(({ tracker }) => tracker));
        if (!equal(digest, said.digest)) refuse('wrong_digest', `group ${i}`);
        return { ...group, digest, cells: decodeTallyCells(said) };
    });
    return { ...count, stage: isVoid ? 'void' : 'tallied', groups: all };
}

/** A share that does not hold takes its place all the same. Refuses: out_of_range, wrong_count, already_shared. */
export function share(count: Count, fields: ShareFields, { Y }: Trust): Count {
    const group = count.groups[fields.group] ?? refuse('out_of_range', 'group');
    const key = Y.get(fields.trustee) ?? refuse('out_of_range', 'trustee');
    const partial = decodeShare(fields);
    if (partial.D.length !== group.cells.length || group.cells.length === 0) refuse('wrong_count', 'D');
    if (count.shares.some((one) => one.group === fields.group && one.trustee === fields.trustee)) refuse('already_shared');
    const context = { Q: count.Q, closingRoot: count.closingRoot, group: fields.group, listDigest: group.digest, trustee: fields.trustee };
    const holds = shareHolds(context, key, group.cells.map(({ alpha }) => alpha), partial);
    return { ...count, shares: [...count.shares, { ...partial, group: fields.group, trustee: fields.trustee, holds }] };
}

const same = (a: readonly number[], b: readonly number[]): boolean => a.length === b.length && a.every((one, i) => one === b[i]);

/** The shares that a result names. Refuses: wrong_count, bad_share. */
function sharesOf(count: Count, index: number, { trustees }: ResultGroup, threshold: number): AdmittedShare[] {
    if (trustees.length !== threshold) refuse('wrong_count', 'trustees');
    return trustees.map((trustee) => {
        const found = count.shares.find((one) => one.group === index && one.trustee === trustee);
        return found?.holds ? found : refuse('bad_share', `trustee ${trustee}`);
    });
}

/** Totals of a group. Refuses: wrong_count, bad_share, wrong_total. */
function checkGroup(count: Count, index: number, said: ResultGroup, threshold: number): void {
    const { fate, cells, ballots } = count.groups[index];
    if (fate !== 'decrypted') {
        const totals = fate === 'empty' ? Array.from({ length: count.contest.cells }, () => 0) : [];
        if (said.trustees.length > 0) refuse('wrong_count', 'trustees');
        return under('result_totals', () => (same(said.totals, totals) ? undefined : refuse('wrong_total', `group ${index}`)));
    }
    const shares = sharesOf(count, index, said, threshold);
    under('result_totals', () => {
        if (!same(combineTotals(cells, shares, ballots), said.totals)) refuse('wrong_total', `group ${index}`);
    });
    under('total_bounds', () => verifyTotals(count.contest, said.totals, ballots));
}

/** Refuses: wrong_count, bad_share, wrong_total. */
export function openTotals(count: Count, stated: readonly ResultGroup[], { threshold }: Trust): Count {
    if (stated.length !== count.groups.length) refuse('wrong_count', 'groups');
    stated.forEach((group, i) => checkGroup(count, i, group, threshold));
    return { ...count, stage: 'opened_totals', result: stated };
}
