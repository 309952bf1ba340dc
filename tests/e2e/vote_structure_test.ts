/** Every screen: without a violation of axe, without a cut word, at every size, in both languages. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { launch, phone } from './support/browser.ts';
import { expectNoSidewaysScroll, meeting } from './support/meeting.ts';
import { at, ways } from './support/states.ts';

const web = createRequire(fileURLToPath(new URL('../../web/package.json', import.meta.url)));
const axe = readFileSync(web.resolve('axe-core/axe.min.js'), 'utf8');

const marks = ['approve', 'reject', 'abstain'] as const;

let browser: Browser;
beforeAll(async () => void (browser = await launch()));
afterAll(() => browser.close());

/** In an own world, so that the page's policy stays as it is. */
async function violations(page: Page): Promise<string[]> {
    const devtools = await page.context().newCDPSession(page);
    const { frameTree } = await devtools.send('Page.getFrameTree');
    const { executionContextId } = await devtools.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id, worldName: 'axe' });
    const run = `${axe}; axe.run(document, { runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice'] })
        .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.html).join(' | ')))`;
    const { result, exceptionDetails } = await devtools.send('Runtime.evaluate', { expression: run, contextId: executionContextId, awaitPromise: true, returnByValue: true });
    await devtools.detach();
    if (exceptionDetails) throw new Error(exceptionDetails.text);
    return result.value;
}

/** Text that does not fit its box, and controls that are too small for a finger. */
const faults = (page: Page): Promise<string[]> => page.evaluate(() => {
    const found: string[] = [];
    const visible = (box: DOMRect): boolean => box.width > 1 && box.height > 1;
    for (const one of Array.from(document.querySelectorAll('h1, h2, p, legend, label, button, summary'))) {
        const box = one.getBoundingClientRect();
        if (!visible(box) || one.classList.contains('hidden')) continue;
        if (one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline') found.push(`cut: ${one.textContent}`);
        if (box.left < -1 || box.right > innerWidth + 1) found.push(`outside: ${one.textContent}`);
        const least = one.matches('label:has(input[type=radio])') ? 64 : one.matches('.link, summary') ? 44 : one.matches('button') ? 60 : 0;
        if (box.height < least) found.push(`${box.height} px high: ${one.textContent}`);
    }
    return found;
});

const click = (page: Page, selector: string, nth: number): Promise<unknown> =>
    page.locator(selector).nth(nth).evaluate((one) => one instanceof HTMLElement && one.click());

async function expectSound(page: Page, sizes: readonly (readonly [width: number, height: number])[]): Promise<void> {
    expect(await violations(page)).toEqual([]);
    for (const [width, height] of sizes) {
        await page.setViewportSize({ width, height });
        await expectNoSidewaysScroll(page);
        expect(await faults(page), `${width} × ${height}`).toEqual([]);
    }
    await page.setViewportSize({ width: 360, height: 740 });
}

test.each(Object.keys(ways))('%s: axe, reflow and targets, in both languages, standard and largest', async (name) => {
    const usual = [[360, 740], [430, 900], [320, 640], [320, 256]] as const;
    const narrow = [[360, 740], [320, 740]] as const;
    await at(browser, name, {}, async ({ page, shot }) => {
        await expectSound(page, usual);
        await shot(`zh-${name}`);
        await click(page, 'footer button.link', 1);
        await expectSound(page, usual);
        await shot(`en-${name}`);
        await click(page, 'footer button.link', 0);
        await click(page, 'footer .sizes button', 2);
        await expectSound(page, narrow);
        await click(page, 'footer button.link', 1);
        await expectSound(page, narrow);
        await shot(`largest-${name}`);
    });
});

test('X2, which has both languages and no script of its own: axe and reflow', async () => {
    const server = await meeting();
    const { page, context, shot } = await phone(browser);
    await page.addInitScript('delete window.BigInt');
    await page.goto(server.link(0));
    await page.getByText('这部手机打不开选票').first().waitFor();
    await expectSound(page, [[360, 740], [430, 900], [320, 640], [320, 256]]);
    await shot('both-X2');
    await context.close();
    await server.stop();
});

test.each(['V1', 'V2', 'V2 full', 'V3', 'V5', 'X1'])('%s in high contrast', async (name) => {
    await at(browser, name, { contrast: 'more' }, async ({ page, shot }) => {
        expect(await violations(page)).toEqual([]);
        await shot(`contrast-${name}`);
    });
});

test.each([['zh-CN', '应选 3 名'], ['en', 'Choose up to 3']] as const)('four candidates with title, counter and button fit one screen, whatever is chosen: %s', async (language, counter) => {
    await at(browser, 'V2', {}, async ({ page, shot }) => {
        if (language === 'en') await click(page, 'footer button.link', 1);
        await page.getByText(counter).first().waitFor();
        for (const mark of marks) {
            for (const i of (mark === 'approve' ? [0, 1, 2] : [0, 1, 2, 3])) await page.locator(`input[name="candidate-${i}"][value="${mark}"]`).evaluate((one) => one instanceof HTMLElement && one.click());
            const bottom = await page.locator('button.filled').evaluate((one) => one.getBoundingClientRect().bottom);
            const last = await page.locator('fieldset').last().evaluate((one) => one.getBoundingClientRect().bottom);
            const bar = await page.locator('.actions').evaluate((one) => one.getBoundingClientRect().top);
            await shot(`fit-${language}-${mark}`);
            expect(bottom).toBeLessThanOrEqual(740);
            expect(last, mark).toBeLessThanOrEqual(bar + 8);
        }
    });
});

test('at four hundred per cent no bar sticks', async () => {
    await at(browser, 'V2', { viewport: { width: 320, height: 256 } }, async ({ page }) => {
        expect(await page.locator('header, .actions').evaluateAll((all) => all.map((one) => getComputedStyle(one).position))).toEqual(['static', 'static']);
    });
});

test('a ballot reads like this to a screen reader', async () => {
    await at(browser, 'V2', {}, async ({ page }) => {
        await page.locator('input[name="candidate-1"][value="approve"]').tap();
        expect(await page.locator('[data-screen]').ariaSnapshot()).toMatchInlineSnapshot(`
          "- banner:
            - paragraph: 还没有投出
            - paragraph: 第 1 步，共 2 步
          - main:
            - heading "中共青石镇柳河村支部委员会委员选票" [level=1]
            - alert
            - paragraph: 应选 3 名，已选 1 名
            - group: 怎么填
            - group "王小宁":
              - text: 王小宁
              - radio "赞成"
              - text: 赞成
              - radio "不赞成"
              - text: 不赞成
              - radio "弃权" [checked]
              - text: 弃权
            - group "文天":
              - text: 文天
              - radio "赞成" [checked]
              - text: 赞成
              - radio "不赞成"
              - text: 不赞成
              - radio "弃权"
              - text: 弃权
            - group "李一鸣":
              - text: 李一鸣
              - radio "赞成"
              - text: 赞成
              - radio "不赞成"
              - text: 不赞成
              - radio "弃权" [checked]
              - text: 弃权
            - group "张大海":
              - text: 张大海
              - radio "赞成"
              - text: 赞成
              - radio "不赞成"
              - text: 不赞成
              - radio "弃权" [checked]
              - text: 弃权
            - status
            - button "下一步：核对"
            - paragraph: 需要帮助请举手
            - button "大字"
            - button "English""
        `);
    });
});

test('the three marks differ in shape alone: without colour, for every eye, in forced colours', async () => {
    await at(browser, 'V2', {}, async ({ page }) => {
        const devtools = await page.context().newCDPSession(page);
        const pictures = async (): Promise<string[]> => Promise.all(marks.map(async (mark) =>
            (await page.locator(`input[name="candidate-0"][value="${mark}"] + svg`).screenshot()).toString('base64')));
        for (const type of ['achromatopsia', 'protanopia', 'deuteranopia', 'tritanopia', 'none'] as const) {
            await devtools.send('Emulation.setEmulatedVisionDeficiency', { type });
            expect(new Set(await pictures()).size).toBe(3);
        }
        await page.emulateMedia({ forcedColors: 'active' });
        expect(new Set(await pictures()).size).toBe(3);
    });
});

test('with reduced motion nothing moves', async () => {
    await at(browser, 'V2 full', { reducedMotion: 'reduce' }, async ({ page }) => {
        expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
    });
});
