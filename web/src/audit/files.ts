/** The list of all files, its signatures, the published keys. Source: SPEC §10, §11 (checks 11, 12). */
import { compare, equal, hex, utf8, type Bytes } from '../crypto/base/bytes.ts';
import type { Code } from '../crypto/base/code.ts';
import { Refusal, refuse } from '../crypto/base/result.ts';
import { readText } from '../crypto/encode/reader.ts';
import type { CheckId } from '../crypto/session/check_id.ts';
import type { Setup } from '../crypto/session/records.ts';
import { verifySignature } from '../crypto/sign/ed25519.ts';
import { verifySm2 } from '../crypto/sign/sm2.ts';
import type { Report } from '../crypto/verify/report.ts';
import type { Rest } from '../crypto/verify/verify_ballots.ts';
import type { Folder } from './folder.ts';
import { publishedKeys } from './keys.ts';

export interface Listed {
    readonly path: string;
    readonly length: number;
    readonly sha256: string;
}

const controlsOfLines = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;

/** A line a file, ascending by the bytes of the path. Refuses: bad_text, bad_format, out_of_order. */
export function decodeFiles(bytes: Bytes): Listed[] {
    const text = readText(bytes, controlsOfLines);
    if (text !== '' && !text.endsWith('\n')) refuse('bad_format', 'no newline');
    const listed = text.split('\n').slice(0, -1).map((line) => {
        const [, sha256, length, path] = /^([0-9a-f]{64}) (0|[1-9][0-9]{0,14}) (.+)$/.exec(line) ?? refuse('bad_format', 'line');
        if (path.split('/').some((part) => part === '' || part === '.' || part === '..')) refuse('bad_format', 'path');
        return { path, length: Number(length), sha256 };
    });
    listed.forEach(({ path }, i) => i > 0 && compare(utf8(listed[i - 1].path), utf8(path)) >= 0 && refuse('out_of_order', path));
    return listed;
}

/** The list itself and what signs it, or the result, stand beside it. */
export const isBesideList = (path: string): boolean => path === 'files' || path.startsWith('files.') || path.startsWith('result.json.');

/** Every file is as the list says; none is missing; none that is there, as far as we can see, is not listed. */
export async function checkFiles(folder: Folder, report: Report, listed: readonly Listed[], present: readonly string[], rest: Rest): Promise<void> {
    const fail = (path: string, code: Code): void => report.fail('files', { is: 'file', path }, code);
    for (const { path, length, sha256 } of listed) {
        const digest = await folder.digest(path);
        if (digest === null) fail(path, 'not_found');
        else if (digest.length !== length || hex(digest.sha256) !== sha256) fail(path, 'wrong_digest');
        else if (isBesideList(path)) fail(path, 'conflict');
        await rest();
    }
    const named = new Set(listed.map(({ path }) => path));
    for (const path of new Set([...folder.seen.keys(), ...present])) if (!named.has(path) && !isBesideList(path)) fail(path, 'missing_field');
    report.reached('files');
}

type Verify = (key: Bytes, message: Bytes, signature: Bytes) => void;

/** `path` is signed by both keys. */
export async function checkSignatures(folder: Folder, report: Report, setup: Setup, path: 'files' | 'result.json'): Promise<void> {
    const name = path === 'files' ? 'files' : 'result';
    const both: readonly (readonly [id: CheckId, file: string, verify: Verify, key: Bytes])[] = [
        [`${name}_ed25519`, `${path}.ed25519.sig`, verifySignature, setup.serverKey],
        [`${name}_sm2`, `${path}.sm2.sig`, verifySm2, setup.sm2Key],
    ];
    const message = await folder.read(path);
    if (message === null) return;
    for (const [id, file, verify, key] of both) {
        try {
            verify(key, message, (await folder.read(file)) ?? refuse('not_found'));
        } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            report.fail(id, { is: 'file', path: file }, error.code, error.detail);
        }
        report.reached(id);
    }
}

/** keys/*.pem are those of `setup`. */
export async function checkKeys(folder: Folder, report: Report, setup: Setup): Promise<void> {
    for (const [path, expected] of publishedKeys(setup)) {
        const found = await folder.read(path);
        if (found === null || !equal(found, expected)) report.fail('published_keys', { is: 'file', path }, found === null ? 'not_found' : 'bad_key');
    }
    report.reached('published_keys');
}
