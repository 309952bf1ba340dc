/** The slip lists, as the trustees signed them: is this slip there, and in which class? Source: SPEC §4.2. */
import { sha256 } from '@noble/hashes/sha2.js';
import { compare, equal, type Bytes } from '../crypto/base/bytes.ts';
import { refuse } from '../crypto/base/result.ts';
import { publicKey, slipKey } from '../crypto/ballot/slip.ts';
import { Reader } from '../crypto/encode/reader.ts';
import type { Manifest, SlipClass } from '../crypto/session/manifest.ts';
import { NoAnswer } from '../wire/types.ts';
import type { Get } from './log.ts';

/** One class's keys, slot by slot: runs of 32 bytes, ascending. Refuses: bad_inclusion (another hash), form. */
function readLists(bytes: Bytes, { slips, lists }: SlipClass): Bytes[] {
    const reader = new Reader(bytes);
    if (reader.u32() !== lists.length || reader.u32() !== slips) refuse('wrong_count', 'slip list');
    const runs = lists.map((hash) => {
        const run = reader.take(slips * 32);
        return equal(sha256(run), hash) ? run : refuse('bad_inclusion', 'slip list');
    });
    reader.end();
    return runs;
}

function contains(run: Bytes, key: Bytes): boolean {
    let from = 0;
    let to = run.length / 32;
    while (from < to) {
        const middle = (from + to) >> 1;
        const order = compare(run.subarray(middle * 32, middle * 32 + 32), key);
        if (order === 0) return true;
        if (order < 0) from = middle + 1;
        else to = middle;
    }
    return false;
}

/** The class whose lists hold the slip's key of every slot; null if none does. Nothing is sent but what all phones ask for. */
export async function classOf(get: Get, session: Bytes, { classes }: Manifest, code: string): Promise<number | null> {
    for (let class_ = 0; class_ < classes.length; class_++) {
        const bytes = await get(`slips/${class_}`);
        if (bytes === null) throw new NoAnswer();
        const runs = readLists(bytes, classes[class_]);
        const found = runs.map((run, slot) => contains(run, publicKey(slipKey(session, class_, slot, code))));
        if (found.every((one) => one)) return class_;
        if (found.some((one) => one)) refuse('wrong_order', 'a slip is in some lists only');
    }
    return null;
}
