/** The code inside a sealed slip (票证) and the keys that come from it. Source: SPEC §4.1, §6.8. */
import { sha256 } from '@noble/hashes/sha2.js';
import { ascii, concat, type Bytes } from '../base/bytes.ts';
import { alphabet, crockford, readCrockford } from '../base/crockford.ts';
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

/** 26 characters and their check. Refuses: bad_format. */
function checkSlip(letters: string): string {
    const code = letters.slice(0, codeLength);
    if (letters.length !== codeLength + checkLength || letters.slice(codeLength) !== checkOf(code)) refuse('bad_format', 'check characters');
    return code;
}

const checkOf = (code: string): string => crockford(sha256(ascii(code)).slice(0, 2)).slice(0, checkLength);

/** As a person types it. Refuses: bad_format. */
export const decodeSlip = (typed: string): string => checkSlip(readCrockford(typed));

/** What stands behind the `#` of a slip's link; or what was typed. Refuses: bad_format. */
export function readSlip(text: string): Slip {
    const linked = new RegExp(`^[${alphabet}]{${codeLength + checkLength}}(?:[${alphabet}]{${anchorLength}})?$`).test(text);
    if (!linked) return { code: decodeSlip(text), anchor: null };
    return { code: checkSlip(text.slice(0, codeLength + checkLength)), anchor: text.slice(codeLength + checkLength) || null };
}

/** A name or address, with a port if need be, that nobody reads as more than that (SPEC §3.4). */
export function isHost(text: string): boolean {
    return /^[A-Za-z0-9.:_[\]-]{1,253}$/.test(text);
}

export interface Link {
    readonly host: string;
    readonly shortName: string;
    readonly slip: Slip;
}

/** What the code inside a slip says. Refuses: bad_format. */
export function readLink(link: string): Link {
    const match = /^https:\/\/([^/#]+)\/([0-9A-HJKMNP-TV-Z]{1,4})#([0-9A-HJKMNP-TV-Z]+)$/.exec(link) ?? refuse('bad_format', 'link');
    const [, host, shortName, fragment] = match;
    if (!isHost(host)) refuse('bad_format', 'host');
    const lengths = [codeLength + checkLength, codeLength + checkLength + anchorLength];
    if (!lengths.includes(fragment.length)) refuse('bad_format', 'fragment');
    return { host, shortName, slip: readSlip(fragment) };
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
