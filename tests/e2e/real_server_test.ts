/** The voter's page against the real server, from the slip's link to the closed log. Needs the programs of the release build. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { launch, phone, screen } from './support/browser.ts';
import { cast, receiptCode, tapFilled, toReview, words } from './support/meeting.ts';

const programs = process.env.GONGDAO_PROGRAMS ?? fileURLToPath(new URL('../../build/release/bin', import.meta.url));
const web = fileURLToPath(new URL('../../web/dist', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'gongdao-e2e-'));

let browser: Browser;
let demo: ChildProcess;
let links: string[] = [];
let session = '';
let openingCode = '';
/** As a voter's page computed it. */
let closingCode = '';

/** Starts an election that is open, and reads what it prints for a person. */
async function start(): Promise<void> {
    demo = spawn(join(programs, 'gongdao'), ['demo', '--data', folder, '--voters', '5', '--pause', '2', '--port', '0', '--web', web], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    await new Promise<void>((resolve, reject) => {
        demo.stdout?.on('data', (text: Buffer) => {
            said += text;
            if (/Ctrl-C\n/.test(said)) resolve();
        });
        demo.once('exit', (code) => reject(new Error(`the demo ended with ${code}: ${said}`)));
    });
    session = /session: ([0-9a-f]{32})/.exec(said)?.[1] ?? '';
    openingCode = /opening code: ([0-9A-Z-]+)/.exec(said)?.[1] ?? '';
    links = readFileSync(join(folder, 'slips/links.txt'), 'utf8').trim().split(/\s+/);
}

const run = (program: string, ...args: string[]): string => execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
/** By the commands that the demo leaves for officers and trustees. */
const admin = (officer: string, ...args: string[]): string => run(join(folder, officer), '--yes', ...args);

const twoTrustees = ['trustee1', 'trustee2'];
const asTrustee = (trustee: string, ...args: string[]): string => run(join(folder, trustee), ...args, '--yes');

async function propose(act: string): Promise<void> {
    const proposal = /\d+/.exec(admin('commissioner', 'propose', act))?.[0] ?? '';
    // Settling is refused until the pause for objections is over.
    await vi.waitFor(() => admin('chair', 'confirm', proposal), { timeout: 90_000, interval: 2_000 });
}

/** The commissioner proposes, the chair confirms, two trustees sign. */
async function act(act: string): Promise<void> {
    await propose(act);
    for (const trustee of twoTrustees) asTrustee(trustee, 'sign');
}

beforeAll(async () => {
    browser = await launch();
    await start();
});
afterAll(async () => {
    await browser.close();
    if (demo.exitCode === null) {
        const ended = new Promise((resolve) => demo.once('exit', resolve));
        demo.kill('SIGTERM');
        await ended;
    }
    rmSync(folder, { recursive: true });
});

const options = { ignoreHTTPSErrors: true };

test('a voter casts, and a second scan finds the same ballot', async () => {
    const { page, complaints, context } = await phone(browser, options);
    await cast(page, links[0], '○×');
    const code = await receiptCode(page);
    expect(complaints).toEqual([]);
    await context.close();
    const again = await phone(browser, options);
    await again.page.goto(links[0]);
    await screen(again.page, 'E1');
    expect(await words(again.page)).toContain(code);
    await again.context.close();
});

test('an unknown slip is not recognised', async () => {
    const { page, context } = await phone(browser, options);
    const { origin, pathname } = new URL(links[0]);
    await page.goto(`${origin}${pathname}#8GK8P2ET1ZBQCP8JDTZ9W60G3X57`);
    await screen(page, 'E3');
    await context.close();
});

test('blank and all × look the same on the wire; after closing the page finds its ballot in the log', async () => {
    const { context, ...blank } = await phone(browser, options);
    const last = await phone(browser, options);
    const seen = { blank: answersOf(blank.page), last: answersOf(last.page) };
    await cast(blank.page, links[1], '----');
    await context.close();
    await cast(last.page, links[2], '××××');
    expect(seen.last).toEqual(seen.blank);
    expect(seen.last.filter((one) => one.includes('/cast '))).toHaveLength(1);
    const lost = await phone(browser, options);
    await toReview(lost.page, links[4], '○×');
    await lost.page.route('**/cast', async (route) => {
        await route.fetch();
        await route.abort();
    });
    await tapFilled(lost.page);
    await screen(lost.page, 'N2');
    await act('close');
    await lost.page.unroute('**/cast');
    // Taken before the closing, promised after it.
    await screen(lost.page, 'V5');
    await lost.context.close();
    await last.page.getByText('这张票已在公布的记录里。').waitFor();
    closingCode = (/封箱码((?: [0-9A-Z]{4}){6})/.exec(await words(last.page))?.[1] ?? '').trim().replace(/ /g, '-');
    expect(closingCode).toHaveLength(29);
    await last.page.getByText('保存回执').tap();
    await screen(last.page, 'V5w');
    const [download] = await Promise.all([last.page.waitForEvent('download'), last.page.getByText('保存回执文件').tap()]);
    expect(readFileSync(await download.path(), 'utf8')).toMatch(/^c2sp\.org\/tlog-proof@v1\n/);
    await last.context.close();
});

test('after closing a slip that was not used reads that voting is over', async () => {
    const { page, context } = await phone(browser, options);
    await page.goto(links[3]);
    await screen(page, 'E5');
    await context.close();
});

test('with the closing code of a phone the trustees open the totals, and the published folder verifies', async () => {
    await act('settle');
    for (const trustee of twoTrustees) asTrustee(trustee, 'decrypt', '--wait', '--closing-code', closingCode);
    await propose('publish');
    const published = join(folder, 'data/public/s', session);
    expect(run(join(programs, 'gongdao-verify'), published, '--code', openingCode, '--closing-code', closingCode, '--lang', 'zh')).toContain('通过');
});

test('after all was declared void a used slip still finds its ballot, and an unused one reads that it is void', async () => {
    const proposal = /\d+/.exec(admin('commissioner', 'propose', 'void', '--reason', '名册有误'))?.[0] ?? '';
    admin('chair', 'confirm', proposal);
    for (const trustee of twoTrustees) asTrustee(trustee, 'sign');
    const [used, unused] = [await phone(browser, options), await phone(browser, options)];
    await used.page.goto(links[0]);
    await screen(used.page, 'E1');
    expect(await words(used.page)).toContain('本项已作废。');
    await unused.page.goto(links[3]);
    await screen(unused.page, 'E5');
    expect(await words(unused.page)).toContain('本项已作废。');
    await used.context.close();
    await unused.context.close();
});

/** What a bystander sees of each POST: place, lengths, status. */
function answersOf(page: Page): string[] {
    const answers: string[] = [];
    page.on('response', (response) => {
        const request = response.request();
        const headers = response.headers();
        if (request.method() !== 'POST') return;
        answers.push([new URL(request.url()).pathname, request.postDataBuffer()?.length, response.status(), headers['content-length'], headers['content-encoding']].join(' '));
    });
    return answers;
}
