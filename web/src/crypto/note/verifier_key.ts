/** A key of signed notes as text: name, id, type and key. Source: SPEC §10 (Policy); C2SP signed-note, tlog-cosignature. */
import { sha256 } from '@noble/hashes/sha2.js';
import { base64, concat, fromBase64, hex, utf8, type Bytes } from '../base/bytes.ts';
import { refuse } from '../base/result.ts';
import { decodeVerifyKey } from '../sign/ed25519.ts';

/** 0x01 signs the text; 0x04 (a witness, 公证点) a time and the text. */
export const logType = 0x01;
export const witnessType = 0x04;

export interface VerifierKey {
    readonly name: string;
    readonly type: number;
    readonly key: Bytes;
}

/** SHA-256(name ‖ newline ‖ type ‖ key)[0..4). */
export const idOf = ({ name, type, key }: VerifierKey): Bytes => sha256(concat(utf8(name + '\n'), Uint8Array.of(type), key)).slice(0, 4);

/** `<name>+<id>+<base64(type ‖ key)>`. Refuses: bad_format, bad_base64, wrong_length, bad_type, bad_key. */
export function decodeVerifierKey(text: string): VerifierKey {
    const [, name, id, encoded] = /^([^+]*)\+([^+]*)\+([^]*)$/.exec(text) ?? refuse('bad_format', 'verifier key');
    if (!/^[^+\p{White_Space}]+$/u.test(name)) refuse('bad_format', 'key name');
    const bytes = fromBase64(encoded);
    if (bytes.length === 0) refuse('wrong_length');
    const [type, key] = [bytes[0], bytes.slice(1)];
    if (type !== logType && type !== witnessType) refuse('bad_type');
    decodeVerifyKey(key);
    const found = { name, type, key };
    return hex(idOf(found)) === id ? found : refuse('bad_key', 'id');
}

export const encodeVerifierKey = (key: VerifierKey): string => `${key.name}+${hex(idOf(key))}+${base64(concat(Uint8Array.of(key.type), key.key))}`;
