/** The slip lists, as the trustees signed them: is this slip there, and in which class? Source: SPEC §4.2. */
import { sha256 } from '@noble/hashes/sha2.js';
import { equal, type Bytes } from '../crypto/base/bytes.ts';
import { refuse } from '../crypto/base/result.ts';
import { publicKey, slipKey } from '../crypto/ballot/slip.ts';
import { contains, splitSlipList } from '../crypto/ballot/slip_list.ts';
import type { Manifest, SlipClass } from '../crypto/session/manifest.ts';
import { NoAnswer } from '../wire/types.ts';
import type { Get } from './log.ts';

/** The runs of one class, as the manifest has hashed them. Refuses: wrong_count, wrong_digest, form. */
function readLists(bytes: Bytes, { slips, lists }: SlipClass): Bytes[] {
    const runs = splitSlipList(bytes);
    if (runs.length !== lists.length || runs.some((run) => run.length !== slips * 32)) refuse('wrong_count', 'slip list');
    return runs.every((run, slot) => equal(sha256(run), lists[slot])) ? runs : refuse('wrong_digest', 'slip list');
}

/** The class whose lists hold the slip's key of every slot; null if none does. Nothing is sent but what all phones ask for. */
export async function classOf(get: Get, session: Bytes, { classes }: Manifest, code: string): Promise<number | null> {
    for (let class_ = 0; class_ < classes.length; class_++) {
        const bytes = await get(`slips/${class_}`);
        if (bytes === null) throw new NoAnswer();
        const runs = readLists(bytes, classes[class_]);
        const found = runs.map((run, slot) => contains(run, publicKey(slipKey(session, class_, slot, code))));
        if (found.every((one) => one)) return class_;
        if (found.some((one) => one)) refuse('out_of_order', 'a slip is in some lists only');
    }
    return null;
}
