/** The voter's page, from the slip's link to the receipt. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { launch, phone, screen } from './support/browser.ts';
import { FixtureServer } from './support/server.ts';

const plan = {
    short: 'A7', title: '中共青石镇柳河村支部党员大会', organisation: '中共青石镇柳河村支部委员会', slips: 8,
    contests: [{ title: '中共青石镇柳河村支部委员会委员选票', seats: 3, candidates: [['王小宁', ''], ['文天', ''], ['李一鸣', ''], ['张大海', '']] }],
} as const;

let browser: Browser;
let server: FixtureServer;
beforeAll(async () => {
    browser = await launch();
    server = await FixtureServer.start(plan);
    server.session.ceremony();
    server.session.attendance();
});
afterAll(async () => {
    await browser.close();
    await server.stop();
});

test('a voter scans, waits, marks four candidates, reviews, casts', async () => {
    const { page, complaints, shot } = await phone(browser);
    await page.goto(server.link(0));
    await screen(page, 'V1w');
    await shot('V1w');
    server.session.open(0);
    await screen(page, 'V1');
    await shot('V1');
    await page.click('button.filled');
    await screen(page, 'V2');
    await shot('V2-empty');
    for (const [i, word] of ['赞成', '不赞成', '赞成', '弃权'].entries()) await page.locator('fieldset').nth(i).getByText(word, { exact: true }).tap();
    await shot('V2-marked');
    await page.click('button.filled');
    await screen(page, 'V3');
    await page.waitForSelector('.codes svg');
    await shot('V3-mixed');
    await page.click('button.filled');
    await screen(page, 'V5');
    await shot('V5');
    expect(complaints).toEqual([]);
});
