/** The elements that a phone passes over in a record, and an observer does not. Source: SPEC §3.2, §1.1. */
import type { Bytes } from '../base/bytes.ts';
import { decodeElement, decodeKey, elementSize } from '../group/ristretto255.ts';
import type { Ciphertext } from '../elgamal/ciphertext.ts';
import { Reader } from '../encode/reader.ts';
import { readPartialDecryption, type PartialDecryption } from '../threshold/partial_decryption.ts';
import type { Fields, ShareFields, TallyGroup } from './records.ts';

/** A sum may be the identity, whatever it is a sum of. */
const readSum = (bytes: Bytes): Ciphertext =>
    ({ alpha: decodeElement(bytes.slice(0, elementSize)), beta: decodeElement(bytes.slice(elementSize)) });

/** Refuses: not_in_group. */
export const decodeTallyCells = ({ cells }: TallyGroup): Ciphertext[] => cells.map(readSum);

/** Refuses: not_in_group, not_reduced, trailing_bytes. */
export function decodeShare({ partial }: ShareFields): PartialDecryption {
    const reader = new Reader(partial);
    const share = readPartialDecryption(reader);
    reader.end();
    return share;
}

/** Refuses: not_in_group, not_reduced, identity. */
export function checkElements(fields: Fields): void {
    if (fields.is === 'slips_cancelled') fields.slips.forEach((slip) => slip.forEach(decodeKey));
    if (fields.is === 'tally') fields.groups.forEach(decodeTallyCells);
    if (fields.is === 'share') decodeShare(fields.share);
}
