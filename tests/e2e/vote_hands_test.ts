/** Hands: keys only, trembling fingers, one approval too many. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { launch, phone, screen } from './support/browser.ts';
import { checked, fill, meeting, radio, toBallot, words } from './support/meeting.ts';
import type { FixtureServer } from './support/server.ts';

let browser: Browser;
let server: FixtureServer;
beforeAll(async () => void (browser = await launch()));
afterAll(() => browser.close());
afterEach(() => server.stop());

/** What has the focus, whether a ring shows it, and whether a bar lies over it. */
const focus = (page: Page) => page.evaluate(() => {
    const one = document.activeElement;
    const ringed = one instanceof HTMLInputElement && one.type === 'radio' ? one.closest('label') : one;
    if (!one || !ringed) return { text: '', ring: false, covered: true };
    const style = getComputedStyle(ringed);
    const box = ringed.getBoundingClientRect();
    const bars = Array.from(document.querySelectorAll('header, .actions')).filter((bar) => !bar.contains(ringed) && getComputedStyle(bar).position === 'sticky');
    const covered = box.top < 0 || box.bottom > innerHeight || bars.some((bar) => {
        const rect = bar.getBoundingClientRect();
        return box.top < rect.bottom - 1 && box.bottom > rect.top + 1;
    });
    return { text: ringed.textContent?.trim() ?? '', ring: parseFloat(style.outlineWidth) >= 3 && style.outlineStyle === 'solid' && style.boxShadow !== 'none', covered };
});

async function tab(page: Page): Promise<string> {
    await page.keyboard.press('Tab');
    const { text, ring, covered } = await focus(page);
    expect(ring, `a ring around ${text}`).toBe(true);
    expect(covered, `${text} is covered`).toBe(false);
    return text;
}

async function tabTo(page: Page, text: string): Promise<void> {
    for (let i = 0; i < 20; i++) if ((await tab(page)).includes(text)) return;
    throw new Error(`no way by Tab to ${text}`);
}

test('keys alone lead from the slip to the receipt, with the focus seen and never covered', async () => {
    server = await meeting();
    const { page } = await phone(browser);
    await page.goto(server.link(0));
    await screen(page, 'V1');
    await tabTo(page, '开始填写');
    await page.keyboard.press('Enter');
    await screen(page, 'V2');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    expect(await tab(page)).toBe('怎么填');
    expect(await tab(page)).toBe('弃权');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await tab(page);
    await page.keyboard.press('2');
    await tab(page);
    await page.keyboard.press('1');
    await tab(page);
    await page.keyboard.press('1');
    await page.keyboard.press('0');
    expect(await checked(page)).toEqual(['approve', 'reject', 'approve', 'abstain']);
    expect((await focus(page)).text).toBe('弃权');
    await tabTo(page, '下一步');
    await page.keyboard.press('Enter');
    await screen(page, 'V3');
    await tabTo(page, '投出选票');
    await page.keyboard.press('Enter');
    await screen(page, 'V5');
    await tabTo(page, '完成并清空');
    await page.keyboard.press('Enter');
    await screen(page, 'V6');
});

test.each([['double', [0, 60]], ['triple', [0, 60, 60]], ['jittering', [0, 30, 30, 30]]] as const)('a %s tap on each mark is one tap', async (_, pauses) => {
    server = await meeting();
    const { page } = await phone(browser);
    await toBallot(page, server.link(0));
    for (const [i, mark] of [...'○×-○'].entries()) {
        const box = await radio(page, i, mark).boundingBox();
        if (!box) throw new Error('no mark');
        for (const [k, pause] of pauses.entries()) {
            await page.evaluate((ms) => new Promise((resolve) => setTimeout(resolve, ms)), pause);
            await page.touchscreen.tap(box.x + box.width / 2 + k, box.y + box.height / 2 - k);
        }
    }
    expect(await checked(page)).toEqual(['approve', 'reject', 'abstain', 'approve']);
});

test('sliding off a mark before letting go changes nothing', async () => {
    server = await meeting();
    const { page } = await phone(browser, { hasTouch: false, isMobile: false });
    await toBallotByMouse(page);
    const from = await radio(page, 0, '○').boundingBox();
    if (!from) throw new Error('no mark');
    await page.mouse.move(from.x + 10, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(from.x + 10, from.y + 200);
    await page.mouse.up();
    expect(await checked(page)).toEqual(['abstain', 'abstain', 'abstain', 'abstain']);
});

async function toBallotByMouse(page: Page): Promise<void> {
    await page.goto(server.link(0));
    await screen(page, 'V1');
    await page.click('button.filled');
    await screen(page, 'V2');
}

test('one too many: nothing is checked, the dialog says why, one tap swaps, Escape changes nothing', async () => {
    server = await meeting();
    const { page, shot } = await phone(browser);
    await toBallot(page, server.link(0));
    await fill(page, '○○○');
    await radio(page, 3, '○').tap();
    expect(await page.locator('dialog').locator('h2, p, button').allInnerTexts()).toEqual([
        '已经选满 3 名', '要赞成张大海，请先放下一位：', '把王小宁改为弃权', '把文天改为弃权', '把李一鸣改为弃权', '不改了', '多选会使整张票作废，所以系统不让多选。',
    ]);
    await shot('V2-full-dialog');
    expect(await checked(page)).toEqual(['approve', 'approve', 'approve', 'abstain']);
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    expect(await checked(page)).toEqual(['approve', 'approve', 'approve', 'abstain']);
    await radio(page, 3, '○').tap();
    await page.getByText('把文天改为弃权').tap();
    expect(await checked(page)).toEqual(['approve', 'abstain', 'approve', 'approve']);
    expect(await radio(page, 1, '○').getAttribute('aria-describedby')).toBe('full');
});

test('arrows pass over an approval that would be too many, and the status says so', async () => {
    server = await meeting();
    const { page } = await phone(browser);
    await toBallot(page, server.link(0));
    await fill(page, '○○○');
    await radio(page, 3, '-').focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    expect(await checked(page)).toEqual(['approve', 'approve', 'approve', 'reject']);
    await page.getByRole('status').filter({ hasText: '已选满 3 名' }).waitFor();
    await page.keyboard.press('1');
    await page.locator('dialog').waitFor();
    expect(await words(page)).toContain('应选 3 名，已选 3 名');
});
