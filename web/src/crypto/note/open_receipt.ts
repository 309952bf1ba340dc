/** Reads a receipt (回执) that somebody brings. Source: SPEC §10; C2SP tlog-proof. */
import { ascii, equal, fromBase64, type Bytes } from '../base/bytes.ts';
import { refuse } from '../base/result.ts';
import { leafHash } from '../merkle/hash.ts';
import { verifyInclusion } from '../merkle/inclusion.ts';
import type { Checkpoint } from './checkpoint.ts';
import { openCheckpointBy, type Policy } from './policy.ts';

export interface Receipt {
    readonly entry: Bytes;
    readonly index: bigint;
    readonly checkpoint: Checkpoint;
}
const mostHashes = 64;
const newline = 0x0a;

/** The lines before the checkpoint, and the checkpoint's note. Refuses: bad_format. */
function split(bytes: Bytes): { readonly lines: readonly string[]; readonly note: Bytes } {
    const end = bytes.findIndex((byte, i) => byte === newline && bytes[i + 1] === newline);
    if (end < 0) refuse('bad_format', 'no checkpoint');
    const text = Array.from(bytes.slice(0, end), (byte) => String.fromCharCode(byte)).join('');
    return { lines: text.split('\n'), note: bytes.slice(end + 2) };
}

function readHash(line: string): Bytes {
    const hash = fromBase64(line);
    return hash.length === 32 ? hash : refuse('wrong_length');
}

const firstLine = ascii('c2sp.org/tlog-proof@v1');

/** Refuses: bad_type, bad_format, bad_base64, wrong_length, wrong_count, out_of_range; the checkpoint; the inclusion; in this order. */
export function openReceipt(bytes: Bytes, policy: Policy): Receipt {
    const end = bytes.indexOf(newline);
    if (!equal(end < 0 ? bytes : bytes.slice(0, end), firstLine)) refuse('bad_type');
    const { lines: [, extra = '', place = '', ...hashes], note } = split(bytes);
    const [, encoded] = /^extra (.*)$/.exec(extra) ?? refuse('bad_format', 'extra');
    const entry = fromBase64(encoded);
    if (entry.length === 0) refuse('wrong_length', 'entry');
    const [, digits] = /^index (0|[1-9][0-9]*)$/.exec(place) ?? refuse('bad_format', 'index');
    const index = BigInt(digits);
    if (index >= 2n ** 64n) refuse('out_of_range', 'index');
    if (hashes.length > mostHashes) refuse('wrong_count', 'hashes');
    const path = hashes.map(readHash);
    const checkpoint = openCheckpointBy(policy, note);
    verifyInclusion(leafHash(entry), index, checkpoint.size, path, checkpoint.root);
    return { entry, index, checkpoint };
}
