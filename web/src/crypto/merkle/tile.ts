/** The log as static files. Source: SPEC §10; C2SP tlog-tiles. */
import type { Bytes } from '../base/bytes.ts';
import { refuse } from '../base/result.ts';
import { Reader } from '../encode/reader.ts';
import { nodeHash, rootOf } from './hash.ts';

export const tileWidth = 256;

/** How many hashes stand in tile N of a level, in a tree of that size (0 … 256). */
export function widthOf(size: number, level: number, N: number): number {
    const hashes = Math.floor(size / tileWidth ** level);
    return Math.max(0, Math.min(tileWidth, hashes - N * tileWidth));
}

const groups = (N: number | bigint): string => {
    const digits = String(N).padStart(3, '0');
    const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
    const parts = padded.match(/.{3}/g) ?? [];
    return parts.map((part, i) => (i < parts.length - 1 ? 'x' + part : part)).join('/');
};

/** `level` is 0, 1, 2 … or `entries`. */
export const tilePath = (level: number | 'entries', N: number | bigint, width: number): string =>
    `tile/${level}/${groups(N)}${width === tileWidth ? '' : `.p/${width}`}`;

/** Refuses: wrong_length. */
export function readHashes(bytes: Bytes, width: number): Bytes[] {
    if (bytes.length !== 32 * width) refuse('wrong_length');
    const reader = new Reader(bytes);
    return reader.times(width, () => reader.take(32));
}

/** Gives the hashes of tile N of a level, `width` of them. */
export type Tiles = (level: number, N: number, width: number) => Promise<readonly Bytes[]>;

/** The perfect subtree of height h that begins at leaf `start`. */
async function subtree(tiles: Tiles, size: number, start: number, height: number): Promise<Bytes> {
    const level = Math.floor(height / 8);
    const first = start / tileWidth ** level;
    const N = Math.floor(first / tileWidth);
    const hashes = await tiles(level, N, widthOf(size, level, N));
    const at = first - N * tileWidth;
    return rootOf(hashes, at, at + 2 ** (height - 8 * level));
}

/** The root at `at` ≤ size leaves, from tiles of the tree of that size: no more tiles than its right edge. */
export async function rootFromTiles(tiles: Tiles, size: number, at: number): Promise<Bytes> {
    const peaks: Bytes[] = [];
    let start = 0;
    for (let height = Math.floor(Math.log2(at)); height >= 0; height--) {
        if (at - start < 2 ** height) continue;
        peaks.push(await subtree(tiles, size, start, height));
        start += 2 ** height;
    }
    return peaks.length === 0 ? rootOf([]) : peaks.reduceRight((right, left) => nodeHash(left, right));
}
