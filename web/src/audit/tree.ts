/** The log read bundle by bundle and hashed again; every tile is compared. Source: SPEC §10; C2SP tlog-tiles. */
import { concat, equal, type Bytes } from '../crypto/base/bytes.ts';
import type { Code } from '../crypto/base/code.ts';
import { Refusal, refuse } from '../crypto/base/result.ts';
import { decodeBundle } from '../crypto/merkle/bundle.ts';
import { CompactTree } from '../crypto/merkle/compact_tree.ts';
import { u16 } from '../crypto/encode/writer.ts';
import { leafHash, rootOf } from '../crypto/merkle/hash.ts';
import { tilePath, tileWidth, widthOf } from '../crypto/merkle/tile.ts';
import type { Report } from '../crypto/verify/report.ts';
import type { Folder } from './folder.ts';

/** A tile or bundle of an earlier, smaller tree that is still there. */
export interface OlderTile {
    readonly path: string;
    readonly level: number | 'entries';
    readonly N: number;
    readonly width: number;
}

const olderPath = /^tile\/(entries|[0-9]|[1-5][0-9]|6[0-3])\/((?:x[0-9]{3}\/)*[0-9]{3})\.p\/([1-9][0-9]{0,2})$/;

/** What the path of a partial tile says; null for another path. */
export function readOlder(path: string): OlderTile | null {
    const match = olderPath.exec(path);
    if (!match) return null;
    const [, level, digits, width] = match;
    return { path, level: level === 'entries' ? level : Number(level), N: Number(digits.replace(/[x/]/g, '')), width: Number(width) };
}

export class Tree {
    private readonly folder: Folder;
    private readonly report: Report;
    private readonly size: number;
    private readonly older: readonly OlderTile[];
    private readonly grown = new CompactTree();
    /** From level 1 on: the roots of full tiles below. */
    private readonly levels: Bytes[][] = [[], []];

    constructor(folder: Folder, report: Report, size: number, older: readonly OlderTile[]) {
        this.folder = folder;
        this.report = report;
        this.size = size;
        this.older = older;
    }

    get bundles(): number {
        return Math.ceil(this.size / tileWidth);
    }

    /** The entries of bundle N; null if it cannot be read, which the report then says. */
    async bundle(N: number): Promise<Bytes[] | null> {
        const width = widthOf(this.size, 0, N);
        const path = tilePath('entries', N, width);
        const bytes = await this.folder.read(path);
        if (bytes === null) return this.fail(path, 'not_found');
        try {
            const entries = decodeBundle(bytes, width);
            const hashes = entries.map(leafHash);
            await this.compare(0, N, hashes);
            await this.compareOlder('entries', N, (of) => concat(...entries.slice(0, of).map((entry) => concat(u16(entry.length), entry))));
            if (width === tileWidth) this.fill(rootOf(hashes));
            return entries;
        } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            return this.fail(path, error.code);
        }
    }

    /** The root with this entry as the last. */
    push(entry: Bytes): () => Bytes {
        this.grown.push(leafHash(entry));
        return () => this.grown.root();
    }
    get pushed(): number {
        return this.grown.size;
    }
    root(): Bytes {
        return this.grown.root();
    }

    /** The tiles above level 0, once everything was read. */
    async finish(): Promise<void> {
        for (let level = 1; level < this.levels.length; level++) {
            const hashes = this.levels[level];
            for (let N = 0; N * tileWidth < hashes.length; N++) await this.compare(level, N, hashes.slice(N * tileWidth, (N + 1) * tileWidth));
        }
    }

    private fill(root: Bytes): void {
        for (let level = 1, hash = root; ; level++) {
            this.levels[level] ??= [];
            this.levels[level].push(hash);
            if (this.levels[level].length % tileWidth !== 0) return;
            hash = rootOf(this.levels[level], this.levels[level].length - tileWidth);
        }
    }

    private async compare(level: number, N: number, hashes: readonly Bytes[]): Promise<void> {
        const path = tilePath(level, N, hashes.length);
        const whole = concat(...hashes);
        const found = await this.folder.read(path);
        if (found === null) this.fail(path, 'not_found');
        else if (!equal(found, whole)) this.fail(path, found.length === whole.length ? 'bad_inclusion' : 'wrong_length');
        await this.compareOlder(level, N, (of) => whole.slice(0, 32 * of));
    }

    /** A smaller tree's tile is the beginning of the present one. */
    private async compareOlder(level: OlderTile['level'], N: number, begun: (width: number) => Bytes): Promise<void> {
        const full = widthOf(this.size, level === 'entries' ? 0 : level, N);
        for (const { path, width } of this.older.filter((one) => one.level === level && one.N === N && one.width !== full)) {
            const part = await this.folder.read(path);
            // That it is there the list of files says.
            if (part !== null && !(width < full && equal(part, begun(width)))) this.fail(path, 'bad_consistency');
        }
    }

    private fail(path: string, code: Code): null {
        this.report.fail('tiles', { is: 'file', path }, code);
        return null;
    }
}

/** Needs: a size that fits a number. */
export const firstBundlePath = (size: bigint): string => {
    if (size > BigInt(Number.MAX_SAFE_INTEGER)) refuse('out_of_range', 'size');
    return tilePath('entries', 0, widthOf(Number(size), 0, 0));
};
