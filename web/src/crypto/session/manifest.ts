/** What the trustees signed: keys, slip lists, contests. Source: SPEC §3.1, §3.2 (type 3), §3.4. */
import { compare, utf8, type Bytes } from '../base/bytes.ts';
import { refuse } from '../base/result.ts';
import { decodeDefinition, most, type Contest } from '../ballot/definition.ts';
import type { Reader } from '../encode/reader.ts';
import { H } from '../encode/transcript.ts';
import { decodeKey, elementSize, type Element } from '../group/ristretto255.ts';

/** One electorate; `lists` are the hashes of its slip lists, maker by maker, slot by slot. */
export interface SlipClass {
    readonly name: string;
    /** The class whose box it joins when its own is small. */
    readonly joins: number | null;
    readonly slips: number;
    readonly lists: readonly Bytes[];
}
export interface Manifest {
    readonly K: Bytes;
    readonly y: Element;
    readonly ceremonyDigest: Bytes;
    readonly classes: readonly SlipClass[];
    readonly contests: readonly Contest[];
    /** A group of fewer ballots is small. */
    readonly floor: number;
    /** A small box is not counted, instead of joining another. */
    readonly withhold: boolean;
    readonly smallRoom: string;
    /** Seconds between `closed` and `settled`, at least. */
    readonly pause: number;
}

/** The fields of a `manifest` record. What they must have in common with `setup` is for the fold. */
export function readManifest(reader: Reader): Manifest {
    const K = reader.take(32);
    const y = decodeKey(reader.take(elementSize));
    const ceremonyDigest = reader.take(64);
    const classes = reader.list(most.classes, () => {
        const name = reader.text(most.name);
        const joins = reader.option(() => reader.u32());
        if (reader.u8() !== 1) refuse('out_of_range', 'makers');
        const slips = reader.count(most.slips);
        if (slips === 0) refuse('out_of_range', 'slips');
        return { name, joins, slips, lists: reader.list(most.slots, () => reader.take(32)) };
    });
    const contests = reader.list(most.contests, () => decodeDefinition(reader.bytesField(most.definition)));
    const floor = reader.u32();
    if (floor === 0) refuse('bad_option', 'floor');
    const withhold = reader.choice(2) === 1;
    const smallRoom = reader.text(most.reason);
    const pause = reader.u32();
    reader.choice(1);
    const bundles = reader.list(most.bundles, () => [utf8(reader.text(most.name)), reader.take(32)]);
    bundles.forEach(([name], i) => i > 0 && compare(bundles[i - 1][0], name) >= 0 && refuse('out_of_order', 'bundles'));
    if (contests.length === 0 || classes.length === 0) refuse('wrong_count', 'no contest, no class');
    return { K, y, ceremonyDigest, classes, contests, floor, withhold, smallRoom, pause };
}

/** Q, the context of everything in one contest; `after` is the outcome's hash of a round. Source: SPEC §3.1. */
export const contestId = (M: Bytes, after: Bytes, definition: Bytes): Bytes =>
    H('contest', ['manifest', M], ['after', after], ['definition', definition]).slice(0, 32);
