/** A voter's way from the slip's link to the receipt, and what the page says afterwards. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { launch, phone, screen } from './support/browser.ts';
import { cast, checked, fill, meeting, receiptCode, tapFilled, toReview, words } from './support/meeting.ts';
import type { FixtureServer } from './support/server.ts';

let browser: Browser;
let server: FixtureServer;
beforeAll(async () => void (browser = await launch()));
afterAll(() => browser.close());
afterEach(() => server.stop());

test('a voter waits, marks four candidates and casts with seven taps', async () => {
    server = await meeting({ open: false });
    const { page, complaints, shot } = await phone(browser);
    await page.goto(server.link(0));
    await screen(page, 'V1w');
    expect(page.url()).toBe(`${server.base}/A7`);
    expect(await words(page)).toMatch(/票证有效.*还没有开始.*请对照大屏幕： ([0-9A-Z]{4} ?){6}/);
    await shot('V1w');
    server.session.open(0);
    await screen(page, 'V1');
    expect(await words(page)).toContain('本次未提供另选他人，不得用于正式选举');
    await shot('V1');
    await tapFilled(page);
    await screen(page, 'V2');
    await shot('V2-empty');
    const taps = await fill(page, '○×○○');
    await shot('V2-marked');
    await tapFilled(page);
    await screen(page, 'V3');
    await page.locator('.codes svg').first().waitFor();
    await shot('V3-mixed');
    const code = await receiptCode(page);
    await tapFilled(page);
    await screen(page, 'V5');
    await shot('V5');
    expect(1 + taps + 1 + 1).toBe(7);
    expect(await receiptCode(page)).toBe(code);
    expect(await page.title()).toBe('投票');
    expect(server.cast.size).toBe(1);
    expect(complaints).toEqual([]);
});

test('two contests are filled one after another, reviewed on one page and cast by one tap', async () => {
    server = await meeting({ contests: 2 });
    const { page, shot } = await phone(browser);
    await page.goto(server.link(1));
    await screen(page, 'V1');
    expect(await words(page)).toContain('本次投 2 张票：');
    await shot('V1-two');
    await tapFilled(page);
    await fill(page, '○-×○');
    expect(await words(page)).toContain('第 1 张，共 2 张');
    await shot('V2-first-of-two');
    await tapFilled(page);
    await page.getByText('第 2 张，共 2 张').waitFor();
    await fill(page, '-○');
    await shot('V2-second-of-two');
    await tapFilled(page);
    await screen(page, 'V3');
    await page.locator('.codes svg').first().waitFor();
    expect(await page.locator('section').count()).toBe(2);
    await shot('V3-two');
    await tapFilled(page);
    await screen(page, 'V5');
    expect(await page.locator('.receipt').count()).toBe(2);
    await shot('V5-two');
    expect(server.cast.size).toBe(2);
});

test('Back goes a step with the marks kept, and never from the receipt to the ballot', async () => {
    server = await meeting();
    const { page } = await phone(browser);
    await toReview(page, server.link(0), '○×--');
    await page.goBack();
    await screen(page, 'V2');
    expect(await checked(page)).toEqual(['approve', 'reject', 'abstain', 'abstain']);
    await page.goForward();
    await screen(page, 'V3');
    await page.getByText('回去修改').tap();
    await screen(page, 'V2');
    await page.goBack();
    await screen(page, 'V1');
    await page.goForward();
    await tapFilled(page);
    await tapFilled(page);
    await screen(page, 'V5');
    await page.goBack();
    await page.goBack();
    await screen(page, 'V5');
});

test('a blank ballot is valid, and says so', async () => {
    server = await meeting();
    const { page, shot } = await phone(browser);
    await toReview(page, server.link(0), '----');
    expect(await words(page)).toContain('全部弃权，是有效票。');
    await shot('V3-blank');
    await tapFilled(page);
    await screen(page, 'V5');
});

test('the receipt follows the log: in the record, and the closing code', async () => {
    server = await meeting();
    const { page, shot } = await phone(browser);
    await cast(page, server.link(2), '○○○×');
    server.publishBallots();
    server.session.close(0, 1);
    await page.getByText('这张票已在公布的记录里。').waitFor();
    expect(await words(page)).toMatch(/封箱码( [0-9A-Z]{4}){6}/);
    await shot('V5-closed');
    await page.getByText('保存回执').tap();
    await screen(page, 'V5w');
    await shot('V5w');
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByText('保存回执文件').tap()]);
    expect(download.suggestedFilename()).toMatch(/^[0-9A-Z-]{29}\.tlog-proof$/);
    await tapFilled(page);
    await screen(page, 'V6');
    await shot('V6');
});

test('a ballot that was promised and is not in the closed log is called out', async () => {
    server = await meeting();
    const { page, shot } = await phone(browser);
    await cast(page, server.link(2), '○○○×');
    server.session.close(0, 0);
    await page.getByText('记录里没有这张票，请马上举手。').waitFor();
    await shot('V5-not-in-log');
});

test('WeChat keeps pictures and is offered no file', async () => {
    server = await meeting();
    const { page, shot } = await phone(browser, { userAgent: 'Mozilla/5.0 (Linux; Android 12) Chrome/107.0 Mobile Safari/537.36 MicroMessenger/8.0.30' });
    await cast(page, server.link(3), '-○--');
    await page.getByText('保存回执').tap();
    await screen(page, 'V5w');
    expect(await page.locator('img').getAttribute('src')).toMatch(/^data:image\/png;base64,/);
    expect(await words(page)).toContain('长按图片，选“保存图片”');
    expect(await page.getByText('保存回执文件').count()).toBe(0);
    await shot('V5-WeChat');
});
