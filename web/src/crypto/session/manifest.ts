/** What the trustees signed: keys, slip lists, contests. Source: SPEC §3.1, §3.2 (type 3), §3.4. */
import type { Bytes } from '../base/bytes.ts';
import { refuse } from '../base/result.ts';
import { decodeDefinition, most, type Contest } from '../ballot/definition.ts';
import type { Reader } from '../encode/reader.ts';
import { H } from '../encode/transcript.ts';
import { decodeKey, elementSize, type Element } from '../group/ristretto255.ts';

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
        if (slips === 0) refuse('out_of_range', 'slips');
        const lists = reader.list(most.slots, () => reader.take(32));
        return lists.length === slots ? { name, slips, lists } : refuse('wrong_count', 'slip lists');
    });
    const contests = reader.list(most.contests, () => decodeDefinition(reader.bytesField(most.definition)));
    if (reader.u32() === 0) refuse('bad_option', 'floor');
    reader.choice(2);
    const smallRoom = reader.text(most.reason);
    reader.u32();
    reader.choice(1);
    reader.list(most.bundles, () => [reader.text(most.name), reader.take(32)]);
    contests.forEach((contest, i) => {
        const known = contest.boxes.every((box) => box < classes.length);
        if (contest.slot !== i || !known) refuse('out_of_range', `contest ${i}`);
    });
    if (contests.length === 0 || classes.length === 0 || slots !== contests.length + 8) refuse('wrong_count', 'slots');
    return { K, y, ceremonyDigest, classes, contests, smallRoom };
}

/** Q, the context of everything in one contest; `after` is the outcome's hash of a round. Source: SPEC §3.1. */
export const contestId = (M: Bytes, after: Bytes, definition: Bytes): Bytes =>
    H('contest', ['manifest', M], ['after', after], ['definition', definition]).slice(0, 32);
