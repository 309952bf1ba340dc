import { describe, expect, test } from 'vitest';
import { tilesOf, type Files } from '../../../tests/e2e/support/folder.ts';
import { concat, equal, type Bytes } from '../crypto/base/bytes.ts';
import { u32 } from '../crypto/encode/writer.ts';
import { leafHash, rootOf } from '../crypto/merkle/hash.ts';
import { Report } from '../crypto/verify/report.ts';
import { Folder } from './folder.ts';
import { readOlder, Tree } from './tree.ts';

const leaves = (size: number): Bytes[] => Array.from({ length: size }, (_, i) => concat(u32(i), new Uint8Array(i % 3)));
const long = leaves(66_000);
const longFiles = tilesOf(long);

async function read(files: Files, size: number): Promise<{ tree: Tree; report: Report; entries: Bytes[]; whole: boolean }> {
    const report = new Report();
    const older = [...files.keys()].flatMap((path) => readOlder(path) ?? []);
    const tree = new Tree(new Folder((path) => Promise.resolve(files.get(path) ?? null)), report, size, older);
    const entries: Bytes[] = [];
    let whole = true;
    for (let N = 0; N < tree.bundles; N++) {
        const bundle = await tree.bundle(N);
        whole &&= bundle !== null;
        for (const entry of bundle ?? []) {
            tree.push(entry);
            entries.push(entry);
        }
    }
    if (whole) await tree.finish();
    return { tree, report, entries, whole };
}
const places = ({ failures }: Report): unknown[] => failures.map(({ place, code }) => (place.is === 'file' ? `${place.path} ${code}` : place));
const changed = (files: Files, path: string, change: (bytes: Bytes) => Bytes | null): Files => {
    const copy = new Map(files);
    const next = change(files.get(path) ?? new Uint8Array(0));
    return next === null ? (copy.delete(path), copy) : copy.set(path, next);
};
const flip = (bytes: Bytes): Bytes => bytes.map((byte, i) => (i === bytes.length - 1 ? byte ^ 1 : byte));

describe('a log', () => {
    test.each([1, 2, 255, 256, 257, 600])('of %i entries is read and hashed', async (size) => {
        const all = leaves(size);
        const { tree, report, entries } = await read(tilesOf(all), size);
        expect(report.failures).toEqual([]);
        expect(entries).toEqual(all);
        expect(equal(tree.root(), rootOf(all.map(leafHash)))).toBe(true);
    });

    test('of more than 256 bundles too', async () => {
        const { tree, report } = await read(longFiles, long.length);
        expect(report.failures).toEqual([]);
        expect(equal(tree.root(), rootOf(long.map(leafHash)))).toBe(true);
    });

    test.each(['tile/0/003', 'tile/1/000', 'tile/1/001.p/1', 'tile/2/000.p/1'])('with %s changed or missing is refused', async (path) => {
        expect(places((await read(changed(longFiles, path, flip), long.length)).report)).toEqual([`${path} bad_inclusion`]);
        expect(places((await read(changed(longFiles, path, () => null), long.length)).report)).toEqual([`${path} not_found`]);
    });

    test('with a bundle missing or cut ends there', async () => {
        const files = tilesOf(leaves(600));
        const missing = await read(changed(files, 'tile/entries/001', () => null), 600);
        expect([missing.whole, places(missing.report)]).toEqual([false, ['tile/entries/001 not_found']]);
        const cut = await read(changed(files, 'tile/entries/001', (bytes) => bytes.slice(1)), 600);
        expect(places(cut.report)[0]).toMatch(/^tile\/entries\/001 (wrong_length|trailing_bytes)$/);
    });

    test('keeps older tiles that fit, and none that do not', async () => {
        const files = tilesOf(leaves(300));
        const first = files.get('tile/0/000') ?? new Uint8Array(0);
        const bundle = files.get('tile/entries/000') ?? new Uint8Array(0);
        files.set('tile/0/000.p/7', first.slice(0, 7 * 32)).set('tile/entries/000.p/1', bundle.slice(0, 6));
        expect((await read(files, 300)).report.failures).toEqual([]);
        files.set('tile/0/000.p/8', first.slice(0, 7 * 32)).set('tile/entries/000.p/2', flip(bundle.slice(0, 13)));
        expect(places((await read(files, 300)).report)).toEqual(['tile/0/000.p/8 bad_consistency', 'tile/entries/000.p/2 bad_consistency']);
    });
});
