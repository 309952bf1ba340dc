/** The signed head of a session's log. Source: SPEC §10. */
import { fromBase64, type Bytes } from '../base/bytes.ts';
import { refuse } from '../base/result.ts';
import { decodeNote, verifyNote } from './signed_note.ts';

export interface Checkpoint {
    readonly origin: string;
    readonly size: bigint;
    readonly root: Bytes;
}

/** The text of a checkpoint; whether it is signed is another question. Refuses: bad_format, bad_base64, wrong_length, out_of_range. */
export function decodeCheckpoint(text: string): Checkpoint {
    const lines = text.split('\n');
    if (lines.length !== 4 || !/^[^+\p{White_Space}]{1,288}$/u.test(lines[0]) || lines[3] !== '' || !/^(?:0|[1-9][0-9]*)$/.test(lines[1])) refuse('bad_format');
    const size = BigInt(lines[1]);
    if (size >= 2n ** 64n) refuse('out_of_range');
    const root = fromBase64(lines[2]);
    return root.length === 32 ? { origin: lines[0], size, root } : refuse('wrong_length');
}

/** Refuses: what a note refuses, as `decodeCheckpoint`, wrong_session, in this order. */
export function openCheckpoint(bytes: Bytes, origin: string, logKey: Bytes): Checkpoint {
    const note = decodeNote(bytes);
    verifyNote(note, [{ name: origin, key: logKey }]);
    const checkpoint = decodeCheckpoint(note.text);
    return checkpoint.origin === origin ? checkpoint : refuse('wrong_session');
}

/** What it says, before anybody has checked who said it: enough to find the record that holds the key. */
export const peekCheckpoint = (bytes: Bytes): Checkpoint => decodeCheckpoint(decodeNote(bytes).text);
