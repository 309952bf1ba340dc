/** Crockford's base32, the only one used anywhere. Source: SPEC §3.3, §4.1. */
import type { Bytes } from './bytes.ts';
import { refuse } from './result.ts';

export const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The first ⌊bits/5⌋ characters of `bytes`, most significant bit first. */
export function crockford(bytes: Bytes): string {
    let text = '';
    for (let bit = 0; bit + 5 <= bytes.length * 8; bit += 5) {
        const pair = (bytes[bit >> 3] << 8) | (bytes[(bit >> 3) + 1] ?? 0);
        text += alphabet[(pair >> (11 - (bit & 7))) & 31];
    }
    return text;
}

/** As a person writes it: hyphens and spaces passed over, upper case, O→0, I and L→1. Refuses: bad_format. */
export function readCrockford(text: string): string {
    const tidy = text.replace(/[ -]/g, '').toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1');
    for (const letter of tidy) if (!alphabet.includes(letter)) refuse('bad_format', 'not a character of the slip');
    return tidy;
}

export const inGroups = (text: string): string => (text.match(/.{1,4}/g) ?? []).join('-');
