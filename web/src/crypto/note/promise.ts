/** The server's word about one entry: in the log before `closed`, or refused. Source: SPEC §6.7. */
import { fromBase64, type Bytes } from '../base/bytes.ts';
import { codes, type Code } from '../base/code.ts';
import { refuse } from '../base/result.ts';
import { decodeNote, verifyNote } from './signed_note.ts';

export interface Word {
    /** Whose word it is said to be: compare it with the session's. */
    readonly origin: string;
    readonly Q: Bytes;
    readonly disposition: 0 | 1;
    readonly tracker: Bytes;
    /** Null in a promise. */
    readonly refusal: Code | null;
    /** Without a signature it is evidence of nothing. A promise always has one. */
    readonly signed: boolean;
}

function readHash(line: string): Bytes {
    const bytes = fromBase64(line);
    return bytes.length === 32 ? bytes : refuse('wrong_length');
}

function readWord(text: string, signed: boolean): Word {
    const lines = text.split('\n');
    const refused = lines[0] === 'gongdao refusal v1';
    if (!refused && !(signed && lines[0] === 'gongdao promise v1')) refuse('bad_type');
    if (lines.length !== (refused ? 7 : 6)) refuse('wrong_count');
    const [, origin, Q, disposition, tracker, code] = lines;
    if (!/^[!-~]{1,253}\/s\/[0-9a-f]{32}$/.test(origin)) refuse('bad_format', 'origin');
    if (disposition !== '0' && disposition !== '1') refuse('bad_option', 'disposition');
    const refusal = refused ? (codes.find((one) => one === code) ?? refuse('bad_option', 'refusal code')) : null;
    return { origin, Q: readHash(Q), disposition: disposition === '1' ? 1 : 0, tracker: readHash(tracker), refusal, signed };
}

const newline = 0x0a;
const hasEmptyLine = (bytes: Bytes): boolean => bytes.some((byte, i) => byte === newline && bytes[i + 1] === newline);

/** The six lines of an unsigned refusal. Refuses: bad_format, and as `openWord`. */
export function readUnsigned(bytes: Bytes): Word {
    if (bytes[bytes.length - 1] !== newline) refuse('bad_format');
    return readWord(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''), false);
}

/**
 * A promise, a signed refusal, or an unsigned one. Refuses: what notes refuse, bad_type, wrong_count, bad_format, bad_option,
 * bad_base64, wrong_length, unknown_signer, bad_signature.
 */
export function openWord(bytes: Bytes, serverKey: Bytes): Word {
    if (!hasEmptyLine(bytes)) return readUnsigned(bytes);
    const note = decodeNote(bytes);
    const word = readWord(note.text, true);
    if (note.signatures.length !== 1) refuse('wrong_count');
    verifyNote(note, [{ name: `${word.origin}/server`, key: serverKey }]);
    return word;
}
