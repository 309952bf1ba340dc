/** Chromium, and the page's violations of its own policy. */
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';

export const pictures = process.env.GONGDAO_PICTURES ?? join(tmpdir(), 'gongdao-pictures');
mkdirSync(pictures, { recursive: true });

export const launch = (): Promise<Browser> => chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });

export interface Phone {
    readonly context: BrowserContext;
    readonly page: Page;
    /** Errors of the console, broken policies, uncaught faults. */
    readonly complaints: string[];
    readonly shot: (name: string) => Promise<void>;
}

export async function phone(browser: Browser, options: BrowserContextOptions = {}): Promise<Phone> {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'zh-CN', hasTouch: true, isMobile: true, deviceScaleFactor: 2, ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    return { context, page, complaints, shot: async (name) => void (await page.screenshot({ path: join(pictures, `${name}.png`) })) };
}

/** Waits without keeping a handle: that would keep the page's memory. */
export const screen = (page: Page, id: string): Promise<void> => page.locator(`[data-screen="${id}"]`).waitFor();
