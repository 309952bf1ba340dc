import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { fromHex } from '../crypto/base/bytes.ts';
import { ed25519Pem, sm2Pem } from './keys.ts';

interface Case {
    readonly function: string;
    readonly expect?: { readonly key: string; readonly pem: string };
}
const path = fileURLToPath(new URL('../../../tests/vectors/sign.json', import.meta.url));
const { cases }: { cases: Case[] } = JSON.parse(readFileSync(path, 'utf8'));

test.each([['ed25519_public_key', ed25519Pem], ['sm2_public_key', sm2Pem]] as const)('%s is written as openssl writes it', (name, pem) => {
    const found = cases.flatMap((one) => (one.function === name && one.expect ? [one.expect] : []));
    expect(found.length).toBeGreaterThan(1);
    for (const one of found) expect(new TextDecoder().decode(pem(fromHex(one.key)))).toBe(one.pem);
});
