/** Bytes, and their two written forms: hexadecimal and base64. */
import { refuse } from './result.ts';

export type Bytes = Uint8Array;

export const noBytes: Bytes = new Uint8Array(0);

export function concat(...parts: readonly Bytes[]): Bytes {
    const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
        out.set(part, at);
        at += part.length;
    }
    return out;
}

/** Lexicographic, as `memcmp`: below, at or above 0. Not constant time. */
export function compare(a: Bytes, b: Bytes): number {
    const shared = Math.min(a.length, b.length);
    for (let i = 0; i < shared; i++) if (a[i] !== b[i]) return a[i] - b[i];
    return a.length - b.length;
}

export const equal = (a: Bytes, b: Bytes): boolean => compare(a, b) === 0;

export const ascii = (text: string): Bytes => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

const encoder = new TextEncoder();
export const utf8 = (text: string): Bytes => encoder.encode(text);

export const hex = (bytes: Bytes): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Refuses: bad_format (odd length, upper case, another character). */
export function fromHex(text: string): Bytes {
    if (!/^(?:[0-9a-f]{2})*$/.test(text)) refuse('bad_format', 'not lower-case hexadecimal');
    return Uint8Array.from({ length: text.length / 2 }, (_, i) => parseInt(text.slice(2 * i, 2 * i + 2), 16));
}

export const base64 = (bytes: Bytes): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));

/** Standard alphabet, padded, canonical (RFC 4648 §4). Refuses: bad_base64. */
export function fromBase64(text: string): Bytes {
    let letters = '';
    try {
        letters = atob(text);
    } catch {
        refuse('bad_base64');
    }
    const bytes = ascii(letters);
    if (base64(bytes) !== text) refuse('bad_base64', 'not canonical');
    return bytes;
}
