/** The hash SM3. Source: GB/T 32905-2016 §4, §5; draft-sca-cfrg-sm3. */
import type { Bytes } from '../base/bytes.ts';

const initial = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e];
const blockSize = 64;

const rotate = (x: number, by: number): number => (x << (by % 32)) | (x >>> ((32 - by) % 32));
const P0 = (x: number): number => x ^ rotate(x, 9) ^ rotate(x, 17);
const P1 = (x: number): number => x ^ rotate(x, 15) ^ rotate(x, 23);

/** The message, bit 1, zeros, and its length in bits as 64: whole blocks. */
function padded(message: Bytes): Bytes {
    const out = new Uint8Array((Math.floor((message.length + 8) / blockSize) + 1) * blockSize);
    out.set(message);
    out[message.length] = 0x80;
    const view = new DataView(out.buffer);
    view.setUint32(out.length - 8, Math.floor(message.length / 2 ** 29));
    view.setUint32(out.length - 4, (message.length * 8) >>> 0);
    return out;
}

/** W_0 … W_67. */
function expand(block: DataView, at: number): number[] {
    const W = Array.from({ length: 16 }, (_, j) => block.getUint32(at + 4 * j));
    for (let j = 16; j < 68; j++) W[j] = P1(W[j - 16] ^ W[j - 9] ^ rotate(W[j - 3], 15)) ^ rotate(W[j - 13], 7) ^ W[j - 6];
    return W;
}

function compress(V: readonly number[], W: readonly number[]): number[] {
    let [A, B, C, D, E, F, G, H] = V;
    for (let j = 0; j < 64; j++) {
        const early = j < 16;
        const SS1 = rotate((rotate(A, 12) + E + rotate(early ? 0x79cc4519 : 0x7a879d8a, j)) | 0, 7);
        const SS2 = SS1 ^ rotate(A, 12);
        const FF = early ? A ^ B ^ C : (A & B) | (A & C) | (B & C);
        const GG = early ? E ^ F ^ G : (E & F) | (~E & G);
        const TT1 = (FF + D + SS2 + (W[j] ^ W[j + 4])) | 0;
        const TT2 = (GG + H + SS1 + W[j]) | 0;
        [A, B, C, D, E, F, G, H] = [TT1, A, rotate(B, 9), C, P0(TT2), E, rotate(F, 19), G];
    }
    return [A, B, C, D, E, F, G, H].map((word, i) => word ^ V[i]);
}

/** 32 bytes. */
export function sm3(message: Bytes): Bytes {
    const blocks = padded(message);
    const view = new DataView(blocks.buffer);
    let V = initial;
    for (let at = 0; at < blocks.length; at += blockSize) V = compress(V, expand(view, at));
    const out = new Uint8Array(32);
    V.forEach((word, i) => new DataView(out.buffer).setUint32(4 * i, word >>> 0));
    return out;
}
