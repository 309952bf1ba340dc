/** A meeting of eight slips with one contest or two, and how a voter's fingers move. */
import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { screen } from './browser.ts';
import { FixtureServer } from './server.ts';

const committee = {
    title: '中共青石镇柳河村支部委员会委员选票', seats: 3,
    candidates: [['王小宁', ''], ['文天', ''], ['李一鸣', ''], ['张大海', '']],
} as const;
const secretary = { title: '支部书记选票', seats: 1, candidates: [['王小宁', '委员候选人'], ['阿卜杜拉·买买提', '']] } as const;

export async function meeting({ contests = 1, open = true, cancelled = [] }: { contests?: 1 | 2; open?: boolean; cancelled?: number[] } = {}): Promise<FixtureServer> {
    const server = await FixtureServer.start({
        short: 'A7', title: '中共青石镇柳河村支部党员大会', organisation: '中共青石镇柳河村支部委员会', slips: 8,
        contests: contests === 2 ? [committee, secretary] : [committee],
    });
    server.session.ceremony();
    server.session.attendance();
    if (cancelled.length > 0) server.session.cancel(...cancelled);
    if (open) for (let contest = 0; contest < contests; contest++) server.session.open(contest, cancelled.length);
    return server;
}

const values: Readonly<Record<string, string>> = { '○': 'approve', '×': 'reject', '-': 'abstain' };
export const radio = (page: Page, candidate: number, mark: string) => page.locator(`input[name="candidate-${candidate}"][value="${values[mark] ?? mark}"]`);

/** Marks a ballot like `○×-○`, one tap a candidate that is not blank. Gives the number of taps. */
export async function fill(page: Page, marks: string): Promise<number> {
    let taps = 0;
    for (const [i, mark] of [...marks].entries()) {
        if (mark === '-') continue;
        await radio(page, i, mark).tap();
        taps++;
    }
    return taps;
}

export const tapFilled = (page: Page): Promise<void> => page.locator('button.filled').tap();

export async function toBallot(page: Page, link: string): Promise<void> {
    await page.goto(link);
    await screen(page, 'V1');
    await tapFilled(page);
    await screen(page, 'V2');
}

export async function toReview(page: Page, link: string, marks: string): Promise<void> {
    await toBallot(page, link);
    await fill(page, marks);
    await tapFilled(page);
    await screen(page, 'V3');
    await page.locator('.codes svg').first().waitFor();
}

/** From the slip's link to the green. */
export async function cast(page: Page, link: string, marks: string): Promise<void> {
    await toReview(page, link, marks);
    await tapFilled(page);
    await screen(page, 'V5');
}

export async function checked(page: Page): Promise<string[]> {
    return page.locator('input:checked').evaluateAll((all) => all.map((one) => (one instanceof HTMLInputElement ? one.value : '')));
}

export const words = async (page: Page): Promise<string> => (await page.locator('[data-screen]').innerText()).replace(/\s+/g, ' ');

/** The (first) receipt code on the page, with hyphens. */
export const receiptCode = async (page: Page): Promise<string> =>
    (await page.locator('.receipt').first().locator('.group').allInnerTexts()).join('-');

/** No element reaches beyond the window's width. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide).toBeLessThanOrEqual(0);
}
