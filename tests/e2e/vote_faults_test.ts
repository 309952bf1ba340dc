/** When it does not go well: each screen of ux.md §7, and never more claimed than is known. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { concat } from '../../web/src/crypto/base/bytes.ts';
import { launch, phone, screen } from './support/browser.ts';
import { cast, checked, meeting, radio, receiptCode, tapFilled, toBallot, toReview, words } from './support/meeting.ts';
import type { FixtureServer } from './support/server.ts';

let browser: Browser;
let server: FixtureServer;
beforeAll(async () => void (browser = await launch()));
afterAll(() => browser.close());
afterEach(() => server.stop());

const casts = (): number => server.seen.filter(({ path }) => path.endsWith('/cast')).length;

test('an answer lost after the commit: not known yet, then in the box, and one ballot', async () => {
    server = await meeting();
    server.faults = ['drop_before', 'drop_after', 'drop_before', 'none'];
    const { page, shot } = await phone(browser);
    await page.clock.install();
    await toReview(page, server.link(0), '○○○×');
    await tapFilled(page);
    await screen(page, 'N2');
    expect(await page.locator('.not_cast, .cast').count()).toBe(0);
    await page.clock.fastForward(60_000);
    await page.getByText('请走近路由器').waitFor();
    await shot('N2');
    for (let i = 0; i < 4 && (await page.locator('[data-screen=V5]').count()) === 0; i++) await page.clock.fastForward(10_000);
    await screen(page, 'V5');
    expect(casts()).toBeGreaterThanOrEqual(4);
    expect(server.cast.size).toBe(1);
});

test('a slow network says so after three seconds', async () => {
    server = await meeting();
    const { page, shot } = await phone(browser);
    await toReview(page, server.link(0), '○---');
    await page.route('**/cast', () => undefined);
    await page.clock.install();
    await tapFilled(page);
    await screen(page, 'V4');
    await page.clock.fastForward(3_500);
    await page.getByText('网络慢，正在重试。').waitFor();
    await shot('V4-slow');
});

test('a box that cannot store says that nothing was cast, and waits for a person', async () => {
    server = await meeting();
    server.faults = ['cannot_store', 'none'];
    const { page, shot } = await phone(browser);
    await toReview(page, server.link(0), '○---');
    await tapFilled(page);
    await screen(page, 'N3');
    expect(await words(page)).toContain('还没有投出');
    await shot('N3');
    expect(casts()).toBe(1);
    await tapFilled(page);
    await screen(page, 'V5');
});

test('a fault of the server says nothing of the ballot: not known yet, and the same bytes again', async () => {
    server = await meeting();
    server.faults = ['fault', 'none'];
    const { page } = await phone(browser);
    await toReview(page, server.link(0), '○---');
    await page.clock.install();
    await tapFilled(page);
    await screen(page, 'N2');
    expect(await page.locator('.not_cast, .cast').count()).toBe(0);
    await page.clock.fastForward(1_500);
    await screen(page, 'V5');
    expect(server.cast.size).toBe(1);
});

test('a busy box is asked again after Retry-After', async () => {
    server = await meeting();
    server.faults = ['busy', 'none'];
    const { page, shot } = await phone(browser);
    await toReview(page, server.link(0), '○---');
    await page.clock.install();
    await tapFilled(page);
    await screen(page, 'N4');
    await shot('N4');
    await page.clock.fastForward(1_500);
    await screen(page, 'V5');
});

test('offline while filling: a band, and everything stays', async () => {
    server = await meeting();
    const { page, context, shot } = await phone(browser);
    await toBallot(page, server.link(0));
    await radio(page, 1, '○').tap();
    await context.setOffline(true);
    await page.getByText('网络断了，填的都在。').waitFor();
    await shot('N1');
    expect((await checked(page))[1]).toBe('approve');
    await context.setOffline(false);
    await page.getByText('网络断了，填的都在。').waitFor({ state: 'detached' });
});

test('a used slip shows its receipt, on a reload and on another phone', async () => {
    server = await meeting();
    const first = await phone(browser);
    await cast(first.page, server.link(0), '○○-×');
    const code = await receiptCode(first.page);
    const second = await phone(browser);
    await second.page.goto(server.link(0));
    await screen(second.page, 'E1');
    expect(await words(second.page)).toContain(`票已在票箱里，回执码 ${code}。 如果不是您投的，请马上举手。`);
    await second.shot('E1');
    await tapFilled(second.page);
    await screen(second.page, 'V5');
    await second.shot('E1-receipt');
});

test('a second phone that casts first: the other learns of it, with the receipt that is in the box', async () => {
    server = await meeting();
    const [first, second] = [await phone(browser), await phone(browser)];
    await toReview(first.page, server.link(0), '○---');
    await cast(second.page, server.link(0), '×---');
    await tapFilled(first.page);
    await screen(first.page, 'E1');
    expect(server.cast.size).toBe(1);
});

test.each(['V1', 'V2', 'V3', 'V5'] as const)('a reload at %s asks for the slip again', async (at) => {
    server = await meeting();
    const { page } = await phone(browser);
    if (at === 'V1') await page.goto(server.link(0));
    if (at === 'V2') await toBallot(page, server.link(0));
    if (at === 'V3') await toReview(page, server.link(0), '○---');
    if (at === 'V5') await cast(page, server.link(0), '○---');
    await screen(page, at);
    await page.reload();
    await screen(page, 'E3');
    await page.goto('about:blank');
    await page.goto(server.link(0));
    await screen(page, at === 'V5' ? 'E1' : 'V1');
});

test('a cancelled slip goes to the desk', async () => {
    server = await meeting({ cancelled: [5] });
    const { page, shot } = await phone(browser);
    await page.goto(server.link(5));
    await screen(page, 'E2');
    await shot('E2');
});

test('an unknown and an unreadable slip say the same, and can be typed', async () => {
    server = await meeting();
    const { page, shot } = await phone(browser);
    await page.goto(`${server.base}/A7#8GK8P2ET1ZBQCP8JDTZ9W60G3X57`);
    await screen(page, 'E3');
    const unknown = await words(page);
    await page.goto('about:blank');
    await page.goto(`${server.base}/A7#nonsense`);
    await screen(page, 'E3');
    expect(await words(page)).toBe(unknown);
    await shot('E3');
    await tapFilled(page);
    await page.getByText('请打开手机相机').waitFor();
    await page.getByText('输入字符').tap();
    await page.fill('input', 'abc');
    await tapFilled(page);
    await page.getByText('字符不对').waitFor();
    await shot('E3-typing');
    const code = server.session.fragment(0, false);
    await page.fill('input', (code.match(/.{4}/g) ?? []).join('-').toLowerCase());
    await tapFilled(page);
    await screen(page, 'V1');
});

test('a closed contest says that the slip was not cast', async () => {
    server = await meeting();
    server.session.close(0, 0);
    const { page, shot } = await phone(browser);
    await page.goto(server.link(0));
    await screen(page, 'E5');
    await shot('E5');
});

test('a contest declared void: the receipt of who has cast, and no ballot of who has not', async () => {
    server = await meeting();
    const open = await phone(browser);
    await open.page.clock.install();
    await cast(open.page, server.link(0), '○---');
    const code = await receiptCode(open.page);
    server.session.void(0);
    await open.page.clock.fastForward(6_500);
    await open.page.getByText('本项已作废。').waitFor();
    expect(await words(open.page)).toContain('您的选票在票箱里。');
    await open.shot('V5-void');

    const again = await phone(browser);
    await again.page.goto(server.link(0));
    await screen(again.page, 'E1');
    expect(await words(again.page)).toContain(`票已在票箱里，回执码 ${code}。 本项已作废。`);
    await again.shot('E1-void');
    await tapFilled(again.page);
    await screen(again.page, 'V5');
    expect(await words(again.page)).toContain('本项已作废。');

    const unused = await phone(browser);
    await unused.page.goto(server.link(1));
    await screen(unused.page, 'E5');
    expect(await words(unused.page)).toContain('本项已作废。 这张票证没有投出。');
    await unused.shot('E5-void');
});

test('closing while the answer is lost: in the box, as the server says of the slip', async () => {
    server = await meeting();
    server.faults = ['drop_after', { refuse: 'closed' }];
    const { page } = await phone(browser);
    await toReview(page, server.link(0), '○---');
    await tapFilled(page);
    await screen(page, 'V5');
    expect(server.cast.size).toBe(1);
});

test('closing between review and cast is E5, and not tried again', async () => {
    server = await meeting();
    const { page } = await phone(browser);
    await toReview(page, server.link(0), '○---');
    server.closed = true;
    await tapFilled(page);
    await screen(page, 'E5');
    expect(casts()).toBe(1);
});

test('a refused ballot shows its code, and is not tried again', async () => {
    server = await meeting();
    server.faults = [{ refuse: 'bad_proof' }];
    const { page, shot } = await phone(browser);
    await toReview(page, server.link(0), '○---');
    await tapFilled(page);
    await screen(page, 'X3');
    expect(await words(page)).toContain('请截下本页并举手。（bad_proof）');
    await shot('X3');
    expect(casts()).toBe(1);
});

test('a promise for another ballot never turns green', async () => {
    server = await meeting();
    server.faults = ['wrong_tracker'];
    const { page } = await phone(browser);
    await toReview(page, server.link(0), '○---');
    await tapFilled(page);
    await screen(page, 'X1');
    expect(await page.locator('.cast, .not_cast').count()).toBe(0);
});

const flip = (bytes: Uint8Array, at: number): Uint8Array => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
test.each([
    ['a candidate renamed in the manifest', (path: string, bytes: Uint8Array) => (path.startsWith('tile/entries') ? renamed(bytes) : bytes)],
    ['a slip list changed', (path: string, bytes: Uint8Array) => (path === 'slips/0' ? flip(bytes, bytes.length - 1) : bytes)],
    ['a checkpoint changed', (path: string, bytes: Uint8Array) => (path === 'checkpoint' ? flip(bytes, bytes.length - 4) : bytes)],
    ['a trustee\'s message changed', (path: string, bytes: Uint8Array) => (path.startsWith('tile/entries') ? flip(bytes, 900) : bytes)],
    ['an entry more than the checkpoint says', (path: string, bytes: Uint8Array) => (path.startsWith('tile/entries') ? concat(bytes, Uint8Array.of(0, 1, 7)) : bytes)],
] as const)('%s: stopped', async (_, forge) => {
    server = await meeting();
    server.forge = forge;
    const { page, shot } = await phone(browser);
    await page.goto(server.link(0));
    await screen(page, 'X1');
    await shot('X1');
});

function renamed(bytes: Uint8Array): Uint8Array {
    const name = new TextEncoder().encode('文天');
    const at = bytes.findIndex((_, i) => name.every((byte, k) => bytes[i + k] === byte));
    return flip(bytes, at);
}

test('another session\'s key than the slip\'s anchor: stopped', async () => {
    server = await meeting();
    const { page } = await phone(browser);
    const fragment = server.session.fragment(0);
    const last = fragment.endsWith('A') ? 'B' : 'A';
    await page.goto(`${server.base}/A7#${fragment.slice(0, -1)}${last}`);
    await screen(page, 'X1');
});

test('a page whose worker cannot start says so instead of waiting for ever', async () => {
    server = await meeting();
    const { page } = await phone(browser);
    await page.addInitScript('window.Worker = class { constructor() { throw new Error(); } }');
    await page.goto(server.link(0));
    await screen(page, 'X3');
    expect(await words(page)).toContain('（page）');
});

test('a phone that is too old is told so, in both languages, without the rest', async () => {
    server = await meeting();
    const { page, shot } = await phone(browser);
    await page.addInitScript('delete window.BigInt');
    await page.goto(server.link(0));
    await page.getByText('这部手机打不开选票').waitFor();
    await page.getByText('This phone cannot open the ballot').waitFor();
    expect(page.url()).toBe(`${server.base}/A7`);
    await shot('X2');
});
