/** The bodies of all cast ballots in log order, 256 a file, one file at a time in memory. Source: SPEC §10. */
import type { Bytes } from '../crypto/base/bytes.ts';
import { Refusal } from '../crypto/base/result.ts';
import { most } from '../crypto/ballot/definition.ts';
import { Reader } from '../crypto/encode/reader.ts';
import type { Report } from '../crypto/verify/report.ts';
import type { Folder } from './folder.ts';

const aFile = 256;

/** Refuses: wrong_length, trailing_bytes, out_of_range. */
function decodeBodies(bytes: Bytes): Bytes[] {
    const reader = new Reader(bytes);
    const bodies: Bytes[] = [];
    while (reader.left > 0 && bodies.length < aFile) bodies.push(reader.bytesField(most.body));
    reader.end();
    return bodies;
}

export class Bodies {
    private readonly folder: Folder;
    private readonly report: Report;
    private file: readonly Bytes[] = [];
    private count = 0;

    constructor(folder: Folder, report: Report) {
        this.folder = folder;
        this.report = report;
    }

    /** The next one; null if it is not there. */
    async next(): Promise<Bytes | null> {
        if (this.count % aFile === 0) this.file = await this.load(this.count / aFile);
        return this.file[this.count++ % aFile] ?? null;
    }

    /** Nothing stands behind the last. */
    async end(): Promise<void> {
        const last = this.count % aFile;
        if (last !== 0 && this.file.length > last) this.fail(this.path(Math.floor(this.count / aFile)), 'trailing_bytes');
        const beyond = this.path(Math.ceil(this.count / aFile));
        if ((await this.folder.read(beyond)) !== null) this.fail(beyond, 'trailing_bytes');
    }

    private async load(n: number): Promise<readonly Bytes[]> {
        const bytes = await this.folder.read(this.path(n));
        if (bytes === null) return [];
        try {
            return decodeBodies(bytes);
        } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            this.fail(this.path(n), error.code);
            return [];
        }
    }

    private readonly path = (n: number): string => `ballots/${n}`;

    private fail(path: string, code: Refusal['code']): void {
        this.report.fail('body_form', { is: 'file', path }, code);
    }
}
