/** Budgets of ux.md §18: bytes are held, times are told. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { launch, phone } from './support/browser.ts';

let browser: Browser;
beforeAll(async () => void (browser = await launch()));
afterAll(() => browser.close());

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

test('the first load is one file within 120 KB gzip', () => {
    const bytes = gzipSync(readFileSync(here('../../web/dist/vote.html')), { level: 9 }).length;
    console.log(`first load of vote: ${bytes} bytes gzip`);
    expect(bytes).toBeLessThanOrEqual(120 * 1024);
});

test('encryption of ten choices at a quarter of the speed', async () => {
    const result = await build({
        configFile: false, logLevel: 'error',
        build: { write: false, target: 'chrome80', minify: true, lib: { entry: here('./support/encrypt.ts'), formats: ['iife'], name: 'encrypt' } },
    });
    const [output] = Array.isArray(result) ? result : [result];
    if (!('output' in output)) throw new Error('not built');
    const { page } = await phone(browser);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    const times = await page.evaluate(`${output.output[0].code}; encrypt.measure()`);
    console.log('encryption, 4× CPU throttle, ms:', times);
    expect(times).toMatchObject({ bodies: [105 + 10 * 64 + 10 * 224 + 480, 105 + 20 * 64 + 10 * 352 + 480] });
});
