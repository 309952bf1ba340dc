/** The code inside a sealed slip (票证) and the keys that come from it. Source: SPEC §4.1, §6.8. */
import { sha256 } from '@noble/hashes/sha2.js';
import { ascii, concat, type Bytes } from '../base/bytes.ts';
import { crockford, readCrockford } from '../base/crockford.ts';
import type { Draws } from '../base/rng.ts';
import { refuse } from '../base/result.ts';
import { H, Hs } from '../encode/transcript.ts';
import { u16, u32 } from '../encode/writer.ts';
import { G, encode, mul, type Scalar } from '../group/ristretto255.ts';
import { proveKnowledge } from '../proof/schnorr.ts';

export const codeLength = 26;
const checkLength = 2;
const anchorLength = 32;

/** What the fragment of a slip's link, or a person's typing, says. */
export interface Slip {
    readonly code: string;
    readonly anchor: string | null;
}

const checkOf = (code: string): string => crockford(sha256(ascii(code)).slice(0, 2)).slice(0, checkLength);

/** Refuses: bad_format. */
export function readSlip(text: string): Slip {
    const letters = readCrockford(text);
    const code = letters.slice(0, codeLength);
    const rest = letters.slice(codeLength + checkLength);
    if (letters.slice(codeLength, codeLength + checkLength) !== checkOf(code)) refuse('bad_format', 'check characters');
    if (rest.length !== 0 && rest.length !== anchorLength) refuse('bad_format', 'anchor');
    return { code, anchor: rest || null };
}

/** x_k; the slip signs the ballots of slot k with it. */
export const slipKey = (session: Bytes, class_: number, slot: number, code: string): Scalar =>
    Hs('slip', ['session', session], ['class', u32(class_)], ['slot', u32(slot)], ['code', ascii(code)]);

/** X_k as it stands in the list. */
export const publicKey = (x: Scalar): Bytes => encode(mul(x, G));

export const slipTag = (session: Bytes, code: string): string =>
    crockford(H('tag', ['session', session], ['code', ascii(code)]).slice(0, 5));

/** The request that asks what stands under this slip in one box, 130 bytes. */
export function slipStateRequest(Q: Bytes, box: number, x: Scalar, draw: Draws): Bytes {
    const message = concat(Q, u16(box));
    return concat(message, publicKey(x), proveKnowledge('slip-state', x, message, draw));
}
