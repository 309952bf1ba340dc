/** A published folder, wherever it lies; remembers what it gave, so that no file is read twice to be hashed. Source: SPEC §10. */
import { sha256 } from '@noble/hashes/sha2.js';
import type { Bytes } from '../crypto/base/bytes.ts';

/** A file's bytes, null if it is not there. */
export type Read = (path: string) => Promise<Bytes | null>;

export interface Digest {
    readonly length: number;
    readonly sha256: Bytes;
}

export class Folder {
    private readonly give: Read;
    /** Every file that was there when it was asked for. */
    readonly seen = new Map<string, Digest>();

    constructor(give: Read) {
        this.give = give;
    }

    async read(path: string): Promise<Bytes | null> {
        const bytes = await this.give(path);
        if (bytes !== null && !this.seen.has(path)) this.seen.set(path, { length: bytes.length, sha256: sha256(bytes) });
        return bytes;
    }

    /** Null: it is not there. */
    async digest(path: string): Promise<Digest | null> {
        if (!this.seen.has(path)) await this.read(path);
        return this.seen.get(path) ?? null;
    }
}
