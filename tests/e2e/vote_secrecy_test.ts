/** Every choice looks the same from outside; what is done is forgotten; the page keeps to its own policy. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { launch, phone, screen } from './support/browser.ts';
import { cast, meeting, receiptCode, tapFilled, toReview } from './support/meeting.ts';
import type { FixtureServer } from './support/server.ts';
import { at, ways } from './support/states.ts';

let browser: Browser;
let server: FixtureServer;
beforeAll(async () => void (browser = await launch()));
afterAll(() => browser.close());
afterEach(() => server?.stop());

/** Counts what a bystander hears and feels. */
const listen = `window.felt = [];
    navigator.vibrate = (ms) => felt.push('vibrates ' + ms);
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function () { felt.push('sounds ' + this.frequency.value); return start.apply(this, arguments); };`;

/** The screen without what is random in it: the receipt code and its picture. */
const shape = (page: Page): Promise<string> => page.evaluate(() => {
    const copy = document.querySelector('[data-screen]')?.cloneNode(true);
    if (!(copy instanceof Element)) return '';
    for (const group of Array.from(copy.querySelectorAll('.group'))) group.textContent = '····';
    for (const path of Array.from(copy.querySelectorAll('.receipt svg path'))) path.setAttribute('d', '');
    return copy.outerHTML;
});

async function observed(slip: number, marks: string): Promise<unknown> {
    const { page, context } = await phone(browser);
    await page.addInitScript(listen);
    await toReview(page, server.link(slip), marks);
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/cast', async (route) => {
        await held;
        await route.continue();
    });
    const before = server.seen.length;
    await tapFilled(page);
    await screen(page, 'V4');
    const casting = await shape(page);
    release();
    await screen(page, 'V5');
    await page.waitForFunction('felt.length > 1');
    const seen = server.seen.splice(0).map(({ method, path, sent, got }) => `${method} ${path} ${sent} ${got}`);
    const result = { seen, afterReview: seen.length - before, casting, receipt: await shape(page), felt: await page.evaluate('felt'), history: await page.evaluate('history.length') };
    await context.close();
    return result;
}

test('○○○×, blank and all × are the same from outside: requests, lengths, order, screens, sound', async () => {
    server = await meeting();
    const [mixed, blank, rejected] = [await observed(0, '○○○×'), await observed(1, '----'), await observed(2, '××××')];
    expect(blank).toEqual(mixed);
    expect(rejected).toEqual(mixed);
    expect(mixed).toMatchObject({ felt: ['vibrates 200', 'sounds 880'], afterReview: 1 });
});

/** All texts in the page's memory. */
async function heapOf(page: Page): Promise<string[]> {
    const devtools: CDPSession = await page.context().newCDPSession(page);
    await devtools.send('HeapProfiler.collectGarbage');
    let heap = '';
    devtools.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => (heap += chunk));
    await devtools.send('HeapProfiler.takeHeapSnapshot', {});
    await devtools.detach();
    const { strings }: { strings: string[] } = JSON.parse(heap);
    return strings;
}

test('after the page is cleared nothing of the vote is left: storage, history, title, address, memory', async () => {
    server = await meeting();
    const { page } = await phone(browser);
    await toReview(page, server.link(4), '○×○-');
    expect((await heapOf(page)).some((text) => text.includes('王小宁'))).toBe(true);
    await tapFilled(page);
    await screen(page, 'V5');
    const receipt = await receiptCode(page);
    const secrets = [server.session.codes[4], '王小宁', '李一鸣', receipt, receipt.replace(/-/g, '')];
    const groups = receipt.split('-');
    await tapFilled(page);
    await screen(page, 'V6');
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie, document.title, location.pathname, location.hash]))
        .toEqual([0, 0, '', '投票', '/A7', '']);
    expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
    expect(JSON.stringify(await page.evaluate('history.state'))).toMatch(/^(null|\{"depth":\d\})$/);
    expect(page.workers()).toEqual([]);
    const heap = await heapOf(page);
    expect(heap.filter((text) => groups.includes(text) || secrets.some((secret) => text.includes(secret)))).toEqual([]);
});

test('the slip\'s code is in no request, and leaves the address at once', async () => {
    server = await meeting();
    const { page } = await phone(browser);
    const asked: string[] = [];
    page.on('request', (request) => request.url().startsWith('http') && asked.push(request.url() + JSON.stringify(request.headers()) + (request.postDataBuffer()?.toString('latin1') ?? '')));
    await cast(page, server.link(0), '○---');
    const own = asked.slice(1);
    expect(own.filter((one) => one.includes(server.session.codes[0]))).toEqual([]);
    expect(page.url()).not.toContain('#');
    expect(asked.length).toBeLessThanOrEqual(6 + 1);
});

test.each(Object.keys(ways))('%s keeps to the page\'s own policy', async (name) => {
    await at(browser, name, {}, async ({ complaints }) => {
        expect(complaints.filter((one) => !/Failed to load resource/.test(one))).toEqual([]);
    });
});

test('a page from which the policy is missing a hash would not run', async () => {
    server = await meeting();
    const { page, complaints } = await phone(browser);
    await page.route('**/A7', async (route) => {
        const answer = await route.fetch();
        await route.fulfill({ response: answer, body: (await answer.text()).replace('</script>', ' </script>') });
    });
    await page.goto(server.link(0));
    await page.waitForFunction('document.readyState === "complete"');
    expect(complaints.some((one) => one.includes('Content Security Policy'))).toBe(true);
});
