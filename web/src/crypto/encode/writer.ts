/** The one canonical binary form. Source: SPEC §13.1. */
import { concat, utf8, type Bytes } from '../base/bytes.ts';

export function number(value: number | bigint, width: 1 | 2 | 4 | 8): Bytes {
    const out = new Uint8Array(width);
    let rest = BigInt(value);
    for (let i = width - 1; i >= 0; i--, rest >>= 8n) out[i] = Number(rest & 255n);
    if (rest !== 0n) throw new RangeError('number too large for its field');
    return out;
}

export const u8 = (value: number): Bytes => number(value, 1);
export const u16 = (value: number): Bytes => number(value, 2);
export const u32 = (value: number): Bytes => number(value, 4);
export const u64 = (value: number | bigint): Bytes => number(value, 8);
export const bytesField = (value: Bytes): Bytes => concat(u32(value.length), value);
export const textField = (value: string): Bytes => bytesField(utf8(value));
export const list = (members: readonly Bytes[]): Bytes => concat(u32(members.length), ...members);
export const option = (value: Bytes | null): Bytes => (value === null ? u8(0) : concat(u8(1), value));
export const bool = (value: boolean): Bytes => u8(value ? 1 : 0);
