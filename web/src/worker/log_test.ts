import { describe, expect, test } from 'vitest';
import { concat, type Bytes } from '../crypto/base/bytes.ts';
import { u16, u32 } from '../crypto/encode/writer.ts';
import { leafHash, rootOf } from '../crypto/merkle/hash.ts';
import { tileWidth } from '../crypto/merkle/tile.ts';
import { Log, type Get } from './log.ts';

const entry = (i: number): Bytes => concat(u32(i), new Uint8Array(i % 3));

/** A folder of static files over so many entries; each path that was asked for is kept. */
function folder(size: number, change: (path: string, bytes: Bytes) => Bytes = (_, bytes) => bytes): { get: Get; asked: string[]; root: Bytes; hashes: Bytes[] } {
    const hashes = Array.from({ length: size }, (_, i) => leafHash(entry(i)));
    const level = (l: number): Bytes[] => {
        if (l === 0) return hashes;
        const below = level(l - 1);
        return Array.from({ length: Math.floor(below.length / tileWidth) }, (_, i) => rootOf(below, i * tileWidth, (i + 1) * tileWidth));
    };
    const asked: string[] = [];
    const get: Get = (path) => {
        asked.push(path);
        const match = /^tile\/(entries|\d+)\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d+))?$/.exec(path);
        if (!match) return Promise.resolve(null);
        const first = Number(match[2].replace(/[x/]/g, '')) * tileWidth;
        const width = Number(match[3] ?? tileWidth);
        const parts = match[1] === 'entries'
            ? Array.from({ length: width }, (_, i) => concat(u16(entry(first + i).length), entry(first + i)))
            : level(Number(match[1])).slice(first, first + width);
        return Promise.resolve(change(path, concat(...parts)));
    };
    return { get, asked, root: rootOf(hashes), hashes };
}
const flip = (bytes: Bytes): Bytes => bytes.map((byte, i) => (i === bytes.length - 1 ? byte ^ 1 : byte));

describe('log', () => {
    test.each([1, 2, 255, 256, 257, 600])('of %i entries is read whole', async (size) => {
        const { get, root, asked } = folder(size);
        const log = new Log(get);
        await log.follow({ size, root });
        expect(log.whole).toBe(true);
        expect(log.leavesFrom(0).map(({ index }) => index)).toEqual(Array.from({ length: size }, (_, i) => i));
        expect(asked.every((path) => path.startsWith('tile/entries/'))).toBe(true);
    });

    test('grows by reading only what is new', async () => {
        const [small, large] = [folder(300), folder(700)];
        const log = new Log(small.get);
        await log.follow({ size: 300, root: small.root });
        const grown = Object.assign(log, { get: large.get });
        await grown.follow({ size: 700, root: large.root });
        expect(large.asked).toEqual(['tile/entries/001', 'tile/entries/002.p/188']);
        expect(grown.whole).toBe(true);
    });

    test.each([1, 255, 256, 300, 599, 600])('knows the root at %i of 600', async (at) => {
        const { get, root, hashes } = folder(600);
        const log = new Log(get);
        await log.follow({ size: 600, root });
        expect(await log.rootAt(at)).toEqual(rootOf(hashes.slice(0, at)));
    });

    test('an old checkpoint that agrees changes nothing; one that does not is refused', async () => {
        const { get, root, hashes } = folder(600);
        const log = new Log(get);
        await log.follow({ size: 600, root });
        await log.follow({ size: 10, root: rootOf(hashes.slice(0, 10)) });
        expect(log.head.size).toBe(600);
        await expect(log.follow({ size: 10, root })).rejects.toThrow('bad_consistency');
        await expect(log.follow({ size: 600, root: flip(root) })).rejects.toThrow('bad_consistency');
    });

    test('another past is refused', async () => {
        const small = folder(300);
        const log = new Log(small.get);
        await log.follow({ size: 300, root: small.root });
        const other = folder(700, (path, bytes) => (path === 'tile/entries/001' ? bytes.map((byte, i) => (i === 5 ? byte ^ 1 : byte)) : bytes));
        await expect(Object.assign(log, { get: other.get }).follow({ size: 700, root: other.root })).rejects.toThrow('bad_consistency');
    });

    test('a changed entry is refused', async () => {
        const { get, root } = folder(600, (path, bytes) => (path === 'tile/entries/001' ? flip(bytes) : bytes));
        await expect(new Log(get).follow({ size: 600, root })).rejects.toThrow('bad_inclusion');
    });

    describe('a long one', () => {
        const size = 70_000;
        const long = folder(size);
        test('is read at its ends, with the tiles that prove them', async () => {
            const { get, asked, root } = folder(size);
            const log = new Log(get);
            await log.follow({ size, root });
            expect(log.whole).toBe(false);
            expect(asked.filter((path) => path.startsWith('tile/entries/')).length).toBe(32);
            expect(asked.filter((path) => !path.startsWith('tile/entries/')).sort()).toEqual(['tile/1/000', 'tile/1/001.p/17', 'tile/2/000.p/1']);
            expect(await log.rootAt(69_990)).toEqual(rootOf(long.hashes.slice(0, 69_990)));
        });
        test.each(['tile/entries/003', 'tile/entries/258', 'tile/1/000', 'tile/1/001.p/17', 'tile/2/000.p/1'])('is refused with %s changed', async (changed) => {
            const { get, root } = folder(size, (path, bytes) => (path === changed ? flip(bytes) : bytes));
            await expect(new Log(get).follow({ size, root })).rejects.toThrow('bad_inclusion');
        });
    });
});
