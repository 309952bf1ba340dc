/** The signed head of a session's log. Source: SPEC §10. */
import { fromBase64, type Bytes } from '../base/bytes.ts';
import { refuse } from '../base/result.ts';
import { decodeNote, verifyNote } from './signed_note.ts';

export interface Checkpoint {
    readonly size: number;
    readonly root: Bytes;
}

/** Refuses: what a note refuses, bad_format, wrong_session, bad_base64, wrong_length, out_of_range. */
export function openCheckpoint(bytes: Bytes, origin: string, logKey: Bytes): Checkpoint {
    const note = decodeNote(bytes);
    const { named, size, root } = readCheckpoint(note.text);
    if (named !== origin) refuse('wrong_session');
    verifyNote(note, [{ name: origin, key: logKey }]);
    return { size, root };
}

/** What it says, before anybody has checked who said it: enough to find the record that holds the key. */
export function peekCheckpoint(bytes: Bytes): Checkpoint {
    return readCheckpoint(decodeNote(bytes).text);
}

function readCheckpoint(text: string): Checkpoint & { named: string } {
    const lines = text.split('\n');
    if (lines.length !== 4 || !/^(?:0|[1-9][0-9]*)$/.test(lines[1])) refuse('bad_format');
    const size = Number(lines[1]);
    if (!Number.isSafeInteger(size)) refuse('out_of_range');
    const root = fromBase64(lines[2]);
    if (root.length !== 32) refuse('wrong_length');
    return { named: lines[0], size, root };
}
