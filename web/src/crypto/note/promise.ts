/** The server's signed word about one entry: in the log before `closed`, or refused. Source: SPEC §6.7. */
import { fromBase64, type Bytes } from '../base/bytes.ts';
import { codes, type Code } from '../base/code.ts';
import { Reader } from '../encode/reader.ts';
import { refuse } from '../base/result.ts';
import { decodeNote, decodeUtf8, verifyNote, type VerifyKey } from './signed_note.ts';

export const answerSize = 1_024;

export interface Word {
    readonly origin: string;
    readonly Q: Bytes;
    readonly disposition: 0 | 1;
    readonly tracker: Bytes;
    /** Only of a refusal. */
    readonly refusal: Code | null;
}

function readHash(line: string): Bytes {
    const bytes = fromBase64(line);
    return bytes.length === 32 ? bytes : refuse('wrong_length');
}

function readWord(text: string): Word {
    const lines = text.split('\n');
    const first = lines[0];
    if (first !== 'gongdao promise v1' && first !== 'gongdao refusal v1') refuse('bad_type');
    const refused = first === 'gongdao refusal v1';
    if (lines.length !== (refused ? 7 : 6) || lines[lines.length - 1] !== '') refuse('wrong_count');
    const [, origin, Q, disposition, tracker, code] = lines;
    if (disposition !== '0' && disposition !== '1') refuse('bad_option', 'disposition');
    const refusal = refused ? (codes.find((one) => one === code) ?? refuse('bad_option', 'refusal code')) : null;
    return { origin, Q: readHash(Q), disposition: disposition === '1' ? 1 : 0, tracker: readHash(tracker), refusal };
}

/** A promise or signed refusal. Refuses: as readWord and notes do; wrong_count, unknown_signer, bad_signature. */
export function openWord(bytes: Bytes, server: VerifyKey): Word {
    const note = decodeNote(bytes);
    const word = readWord(note.text);
    if (note.signatures.length !== 1) refuse('wrong_count');
    verifyNote(note, [server]);
    return word;
}

/** The six lines alone: evidence of nothing. */
export function readUnsigned(bytes: Bytes): Word {
    const word = readWord(decodeUtf8(bytes));
    return word.refusal === null ? refuse('bad_type') : word;
}

/** u16 length ‖ content ‖ zeros. Refuses: wrong_length, not_zero. */
export function openAnswer(bytes: Bytes): Bytes {
    if (bytes.length !== answerSize) refuse('wrong_length');
    const reader = new Reader(bytes);
    const length = reader.u16();
    if (length < 1 || length > answerSize - 2) refuse('wrong_length');
    const content = reader.take(length);
    if (reader.take(reader.left).some((byte) => byte !== 0)) refuse('not_zero');
    return content;
}
