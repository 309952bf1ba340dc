/** A trustee's (监票人) share of one group's totals. Source: SPEC §9.3. */
import { concat, type Bytes } from '../base/bytes.ts';
import { refuse } from '../base/result.ts';
import { most } from '../ballot/definition.ts';
import type { Reader } from '../encode/reader.ts';
import { u32, u8 } from '../encode/writer.ts';
import { decodeElement, type Element } from '../group/ristretto255.ts';
import { equalLogsHold, readEqualLogsProof, type EqualLogsProof } from '../proof/equal_logs.ts';

/** What a share is over; `group` is the index in the `tally` record. */
export interface ShareContext {
    readonly Q: Bytes;
    readonly closingRoot: Bytes;
    readonly group: number;
    readonly listDigest: Bytes;
    readonly trustee: number;
}
export interface PartialDecryption {
    readonly D: readonly Element[];
    readonly proof: EqualLogsProof;
}

const cellsKind = 0;

/** Q ‖ closing root ‖ group ‖ kind ‖ list digest ‖ j. */
export const shareContext = ({ Q, closingRoot, group, listDigest, trustee }: ShareContext): Bytes =>
    concat(Q, closingRoot, u32(group), u8(cellsKind), listDigest, u32(trustee));

/** Refuses: out_of_range, wrong_length, not_in_group, not_reduced. */
export const readPartialDecryption = (reader: Reader): PartialDecryption =>
    ({ D: reader.list(most.cells, () => decodeElement(reader.take(32))), proof: readEqualLogsProof(reader) });

/** Needs: as many D as alphas. */
export const shareHolds = (context: ShareContext, Y: Element, alpha: readonly Element[], { D, proof }: PartialDecryption): boolean =>
    equalLogsHold({ context: shareContext(context), Y, alpha, D }, proof);

/** Refuses: wrong_count, bad_share. */
export function verifyPartialDecryption(context: ShareContext, Y: Element, alpha: readonly Element[], partial: PartialDecryption): void {
    if (partial.D.length !== alpha.length || alpha.length === 0) refuse('wrong_count', 'D');
    if (!shareHolds(context, Y, alpha, partial)) refuse('bad_share');
}
