/** C2SP signed notes. Source: SPEC §6.7. */
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, equal, fromBase64, utf8, type Bytes } from '../base/bytes.ts';
import { refuse } from '../base/result.ts';
import { verifySignature } from '../sign/ed25519.ts';

const mostSignatures = 100;

export interface NoteSignature {
    readonly name: string;
    readonly id: Bytes;
    readonly signature: Bytes;
}
export interface Note {
    /** With its last newline: what is signed. */
    readonly text: string;
    readonly signatures: readonly NoteSignature[];
}
export interface VerifyKey {
    readonly name: string;
    readonly key: Bytes;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Refuses: bad_text. */
function decodeUtf8(bytes: Bytes): string {
    if (bytes.some((byte) => byte < 0x20 && byte !== 0x0a)) refuse('bad_text');
    try {
        return decoder.decode(bytes);
    } catch {
        refuse('bad_text');
    }
}

function readSignature(line: string): NoteSignature {
    const match = /^— ([^ ]+) (.*)$/.exec(line) ?? refuse('bad_format', 'signature line');
    const [, name, encoded] = match;
    if (/[+\p{White_Space}]/u.test(name)) refuse('bad_format', 'key name');
    const bytes = fromBase64(encoded);
    if (bytes.length < 5) refuse('wrong_length');
    return { name, id: bytes.slice(0, 4), signature: bytes.slice(4) };
}

/** Refuses: bad_text, bad_format, bad_base64, wrong_length, wrong_count. */
export function decodeNote(bytes: Bytes): Note {
    const whole = decodeUtf8(bytes);
    const end = whole.lastIndexOf('\n\n');
    if (end < 0 || !whole.endsWith('\n')) refuse('bad_format');
    const lines = whole.slice(end + 2, -1).split('\n');
    if (whole.length === end + 2) refuse('bad_format', 'no signature');
    if (lines.length > mostSignatures) refuse('wrong_count');
    return { text: whole.slice(0, end + 1), signatures: lines.map(readSignature) };
}

/** SHA-256(name ‖ newline ‖ type ‖ key)[0..4). */
export const keyId = ({ name, key }: VerifyKey): Bytes => sha256(concat(utf8(name + '\n'), Uint8Array.of(1), key)).slice(0, 4);

/** At least one of the keys has signed, and none wrongly. Gives: which, ascending. Refuses: unknown_signer, bad_signature. */
export function verifyNote({ text, signatures }: Note, keys: readonly VerifyKey[]): number[] {
    const signers = new Set<number>();
    for (const { name, id, signature } of signatures) {
        const signer = keys.findIndex((one) => one.name === name && equal(keyId(one), id));
        if (signer < 0) continue;
        verifySignature(keys[signer].key, utf8(text), signature);
        signers.add(signer);
    }
    return signers.size > 0 ? [...signers].sort((a, b) => a - b) : refuse('unknown_signer');
}
