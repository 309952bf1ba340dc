import { describe, expect, test } from 'vitest';
import { concat, type Bytes } from '../crypto/base/bytes.ts';
import { bytesField, u32 } from '../crypto/encode/writer.ts';
import { Report } from '../crypto/verify/report.ts';
import { Bodies } from './bodies.ts';
import { Folder } from './folder.ts';

const body = (i: number): Bytes => concat(u32(i), new Uint8Array(i % 5));
const range = (from: number, to: number): Bytes[] => Array.from({ length: to - from }, (_, i) => body(from + i));
const file = (bodies: readonly Bytes[]): Bytes => concat(...bodies.map(bytesField));

async function read(files: Readonly<Record<string, Bytes>>, count: number): Promise<{ bodies: (Bytes | null)[]; places: unknown[]; asked: string[] }> {
    const report = new Report();
    const asked: string[] = [];
    const reader = new Bodies(new Folder((path) => (asked.push(path), Promise.resolve(files[path] ?? null))), report);
    const bodies: (Bytes | null)[] = [];
    for (let i = 0; i < count; i++) bodies.push(await reader.next());
    await reader.end();
    return { bodies, places: report.failures.map(({ id, place, code }) => [id, place.is === 'file' ? place.path : place, code]), asked };
}
const files = (size: number): Record<string, Bytes> =>
    Object.fromEntries(Array.from({ length: Math.ceil(size / 256) }, (_, n) => [`ballots/${n}`, file(range(256 * n, Math.min(size, 256 * n + 256)))]));

describe('the bodies of a session', () => {
    test.each([0, 1, 255, 256, 257, 513])('%i of them are read in order, a file at a time', async (size) => {
        const { bodies, places, asked } = await read(files(size), size);
        expect(bodies).toEqual(range(0, size));
        expect(places).toEqual([]);
        expect(asked).toEqual(Array.from({ length: Math.ceil(size / 256) + 1 }, (_, n) => `ballots/${n}`));
    });

    test('one too many is told, in the last file or in one more', async () => {
        expect((await read(files(258), 257)).places).toEqual([['body_form', 'ballots/1', 'trailing_bytes']]);
        expect((await read(files(257), 256)).places).toEqual([['body_form', 'ballots/1', 'trailing_bytes']]);
        expect((await read(files(1), 0)).places).toEqual([['body_form', 'ballots/0', 'trailing_bytes']]);
    });

    test('one too few is missing, and the next file does not move up', async () => {
        const { bodies } = await read({ ...files(300), 'ballots/0': file(range(0, 255)) }, 300);
        expect([bodies[254], bodies[255], bodies[256]]).toEqual([body(254), null, body(256)]);
    });

    test('a file of 257, or cut, gives none', async () => {
        expect((await read({ 'ballots/0': file(range(0, 257)) }, 1)).places[0]).toEqual(['body_form', 'ballots/0', 'trailing_bytes']);
        expect((await read({ 'ballots/0': file(range(0, 5)).slice(1) }, 1)).places[0]).toEqual(['body_form', 'ballots/0', 'wrong_length']);
    });
});
