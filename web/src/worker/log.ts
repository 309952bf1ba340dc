/** The session's log as this phone has read and verified it: checkpoint, entries, root. Source: SPEC §10. */
import { equal, type Bytes } from '../crypto/base/bytes.ts';
import { refuse } from '../crypto/base/result.ts';
import { leafHash, rootOf } from '../crypto/merkle/hash.ts';
import { decodeBundle } from '../crypto/merkle/bundle.ts';
import { readHashes, rootFromTiles, tilePath, tileWidth, widthOf, type Tiles } from '../crypto/merkle/tile.ts';
import { NoAnswer } from '../wire/types.ts';

/** A file of the session's folder; null if it is not there. */
export type Get = (path: string) => Promise<Bytes | null>;

/** Of a log with more bundles than twice this, only so many at each end are read. */
const endBundles = 16;

interface Bundle {
    readonly entries: readonly Bytes[];
    readonly hashes: readonly Bytes[];
}
/** A checkpoint that was verified. Its size fits a number: a phone reads no longer log. */
export interface Head {
    readonly size: number;
    readonly root: Bytes;
}
export interface Leaf {
    readonly index: number;
    readonly entry: Bytes;
}

export class Log {
    readonly get: Get;
    head: Head = { size: 0, root: rootOf([]) };
    private readonly bundles = new Map<number, Bundle>();
    /** The first bundle, read for its first entry, so that it is not asked for twice. */
    private unverified: { readonly width: number; readonly bundle: Bundle } | null = null;
    private readonly fetched = new Map<string, readonly Bytes[]>();

    constructor(get: Get) {
        this.get = get;
    }

    /** The first entry of a log of that size, not yet verified: it holds the key that signs the checkpoint. */
    async first(size: number): Promise<Bytes> {
        const width = widthOf(size, 0, 0);
        const bundle = await this.readBundle(0, width);
        this.unverified = { width, bundle };
        return bundle.entries[0];
    }

    /** Reads what is new and checks all of it against the root. Refuses: bad_consistency, bad_inclusion, form. */
    async follow(head: Head): Promise<void> {
        const before = this.head;
        if (head.size === before.size && head.size > 0) return equal(head.root, before.root) ? undefined : refuse('bad_consistency');
        if (head.size < before.size) {
            // An old copy of the checkpoint says nothing new, but it may not contradict.
            if (!equal(await rootFromTiles(this.tiles(before.size), before.size, head.size), head.root)) refuse('bad_consistency');
            return;
        }
        const last = Math.ceil(head.size / tileWidth);
        const known = Math.floor(before.size / tileWidth);
        for (let N = 0; N < last; N++) {
            const inner = N >= endBundles && N < last - endBundles;
            if (!inner && (N >= known || !this.bundles.has(N))) await this.read(N, widthOf(head.size, 0, N));
        }
        const tiles = this.tiles(head.size);
        if (!equal(await rootFromTiles(tiles, head.size, head.size), head.root)) refuse('bad_inclusion', 'root');
        for (const N of this.bundles.keys()) await this.authenticate(tiles, head.size, 0, N);
        if (before.size > 0 && !equal(await rootFromTiles(tiles, head.size, before.size), before.root)) refuse('bad_consistency');
        this.head = head;
    }

    rootAt(size: number): Promise<Bytes> {
        return rootFromTiles(this.tiles(this.head.size), this.head.size, size);
    }

    /** All leaves that were read, from an index on. */
    leavesFrom(start: number): Leaf[] {
        const numbers = [...this.bundles.keys()].sort((a, b) => a - b);
        const leaves = numbers.flatMap((N) => (this.bundles.get(N)?.entries ?? []).map((entry, i) => ({ index: N * tileWidth + i, entry })));
        return leaves.filter(({ index }) => index >= start);
    }

    /** Was every entry read? */
    get whole(): boolean {
        return this.leavesFrom(0).length === this.head.size;
    }

    /** The leaf hashes of a log that was read whole. */
    hashes(): Bytes[] {
        return [...this.bundles.keys()].sort((a, b) => a - b).flatMap((N) => this.bundles.get(N)?.hashes ?? []);
    }

    /** A partial tile may vanish when the log grows: then the next checkpoint helps. */
    private async file(path: string): Promise<Bytes> {
        const bytes = await this.get(path);
        if (bytes === null) throw new NoAnswer();
        return bytes;
    }

    private async readBundle(N: number, width: number): Promise<Bundle> {
        const bytes = await this.file(tilePath('entries', N, width));
        const entries = decodeBundle(bytes, width);
        return { entries, hashes: entries.map(leafHash) };
    }

    private async read(N: number, width: number): Promise<void> {
        const bundle = N === 0 && this.unverified?.width === width ? this.unverified.bundle : await this.readBundle(N, width);
        this.unverified = null;
        const before = this.bundles.get(N)?.hashes ?? [];
        if (!before.every((hash, i) => equal(hash, bundle.hashes[i]))) refuse('bad_consistency');
        this.bundles.set(N, bundle);
    }

    private tiles(size: number): Tiles {
        return async (level, N, width) => {
            const known = level === 0 ? this.bundles.get(N)?.hashes : level === 1 ? this.levelOne(N, width) : undefined;
            if (known && known.length >= width) return known.slice(0, width);
            const path = tilePath(level, N, widthOf(size, level, N));
            const hashes = this.fetched.get(path) ?? readHashes(await this.file(path), widthOf(size, level, N));
            this.fetched.set(path, hashes);
            return hashes;
        };
    }

    /** A tile of level 1, if all bundles below it were read. */
    private levelOne(N: number, width: number): Bytes[] | undefined {
        const below = Array.from({ length: width }, (_, i) => this.bundles.get(N * tileWidth + i)?.hashes);
        const full = below.flatMap((hashes) => (hashes?.length === tileWidth ? [rootOf(hashes)] : []));
        return full.length === width ? full : undefined;
    }

    /** A full tile's hash stands in the tile above it; the tiles of the right edge make the root. */
    private async authenticate(tiles: Tiles, size: number, level: number, N: number): Promise<readonly Bytes[]> {
        const width = widthOf(size, level, N);
        const hashes = await tiles(level, N, width);
        if (width < tileWidth) return hashes;
        const above = await this.authenticate(tiles, size, level + 1, Math.floor(N / tileWidth));
        if (!equal(above[N % tileWidth], rootOf(hashes))) refuse('bad_inclusion', 'tile');
        return hashes;
    }
}
