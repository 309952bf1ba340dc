/** Every screen of the voter's page, each by the way that leads there. */
import type { Browser, Page } from 'playwright-core';
import { phone, screen, type Phone } from './browser.ts';
import { cast, fill, meeting, radio, tapFilled, toBallot, toReview } from './meeting.ts';
import type { Fault, FixtureServer } from './server.ts';

interface Way {
    readonly screen: string;
    readonly meeting?: Parameters<typeof meeting>[0];
    readonly fault?: Fault;
    readonly go: (phone: Phone, server: FixtureServer) => Promise<unknown>;
}

const castWith = async ({ page }: Phone, server: FixtureServer): Promise<void> => {
    await toReview(page, server.link(0), '○×○-');
    await tapFilled(page);
};

/** Moves the page's clock to where it reads the log again. */
const followLog = (page: Page): Promise<void> => page.clock.fastForward(6_500);

/** Casts, lets something happen in the log, and waits until the receipt tells it. */
const castThen = async ({ page }: Phone, server: FixtureServer, happens: () => void, told: string): Promise<void> => {
    await page.clock.install();
    await cast(page, server.link(0), '○---');
    happens();
    await followLog(page);
    await page.getByText(told).first().waitFor();
};

const castAndScanAgain = async ({ page }: Phone, server: FixtureServer): Promise<void> => {
    await cast(page, server.link(0), '○---');
    await page.goto('about:blank');
    await page.goto(server.link(0));
    await screen(page, 'E1');
};

/** By name: `V2 full` is the dialog. */
export const ways: Readonly<Record<string, Way>> = {
    'V0': { screen: 'V0', go: async ({ page }, server) => {
        await page.route('**/api/v1/short/*', () => undefined);
        await page.goto(server.link(0));
    } },
    'V0 slow': { screen: 'V0', go: async ({ page }, server) => {
        await page.clock.install();
        await page.route('**/api/v1/short/*', () => undefined);
        await page.goto(server.link(0));
        await screen(page, 'V0');
        await page.clock.fastForward(4_500);
        await page.getByText('网络慢，请稍等').first().waitFor();
    } },
    'V1': { screen: 'V1', go: ({ page }, server) => page.goto(server.link(0)) },
    'V1w': { screen: 'V1w', meeting: { open: false }, go: ({ page }, server) => page.goto(server.link(0)) },
    'V2': { screen: 'V2', go: ({ page }, server) => toBallot(page, server.link(0)) },
    'V2 how': { screen: 'V2', go: async ({ page }, server) => {
        await toBallot(page, server.link(0));
        await page.locator('summary').tap();
    } },
    'V2 full': { screen: 'V2', go: async ({ page }, server) => {
        await toBallot(page, server.link(0));
        await fill(page, '○○○');
        await radio(page, 3, '○').tap();
        await page.locator('dialog[open]').first().waitFor();
    } },
    'V2 offline': { screen: 'V2', go: async ({ page, context }, server) => {
        await toBallot(page, server.link(0));
        await context.setOffline(true);
        await page.locator('[role=alert] p').first().waitFor();
    } },
    'V2 two': { screen: 'V2', meeting: { contests: 2 }, go: ({ page }, server) => toBallot(page, server.link(0)) },
    'V3': { screen: 'V3', go: ({ page }, server) => toReview(page, server.link(0), '○×○-') },
    'V3 blank': { screen: 'V3', go: ({ page }, server) => toReview(page, server.link(0), '----') },
    'V4': { screen: 'V4', go: async ({ page }, server) => {
        await toReview(page, server.link(0), '○---');
        await page.route('**/cast', () => undefined);
        await tapFilled(page);
    } },
    'V4 slow': { screen: 'V4', go: async ({ page }, server) => {
        await toReview(page, server.link(0), '○---');
        await page.route('**/cast', () => undefined);
        await page.clock.install();
        await tapFilled(page);
        await screen(page, 'V4');
        await page.clock.fastForward(3_500);
        await page.getByText('网络慢，正在重试。').first().waitFor();
    } },
    'V5': { screen: 'V5', go: ({ page }, server) => cast(page, server.link(0), '○---') },
    'V5 picture': { screen: 'V5w', go: async ({ page }, server) => {
        await cast(page, server.link(0), '○---');
        await page.locator('button:not(.filled):not(.link)').tap();
    } },
    'V5 closing code': { screen: 'V5', go: (phone, server) => castThen(phone, server, () => {
        server.publishBallots();
        server.session.close(0, 1);
    }, '封箱码') },
    'V5 not in log': { screen: 'V5', go: (phone, server) => castThen(phone, server, () => server.session.close(0, 1), '记录里没有这张票') },
    'V5 void': { screen: 'V5', go: (phone, server) => castThen(phone, server, () => server.session.void(0), '本项已作废。') },
    'V6': { screen: 'V6', go: async ({ page }, server) => {
        await cast(page, server.link(0), '○---');
        await tapFilled(page);
    } },
    'E1': { screen: 'E1', go: castAndScanAgain },
    'E1 void': { screen: 'E1', go: async ({ page }, server) => {
        await cast(page, server.link(0), '○---');
        server.session.void(0);
        await page.goto('about:blank');
        await page.goto(server.link(0));
    } },
    'E1 receipt': { screen: 'V5', go: async (phone, server) => {
        await castAndScanAgain(phone, server);
        await tapFilled(phone.page);
    } },
    'E2': { screen: 'E2', meeting: { cancelled: [0] }, go: ({ page }, server) => page.goto(server.link(0)) },
    'E3': { screen: 'E3', go: ({ page }, server) => page.goto(`${server.base}/A7`) },
    'E3 typing': { screen: 'E3', go: async ({ page }, server) => {
        await page.goto(`${server.base}/A7`);
        await page.locator('main > button').nth(1).tap();
        await page.fill('input', 'abc');
        await tapFilled(page);
        await page.locator('#wrong').first().waitFor();
    } },
    'E5': { screen: 'E5', go: async ({ page }, server) => {
        server.session.close(0, 0);
        await page.goto(server.link(0));
    } },
    'E5 void': { screen: 'E5', go: async ({ page }, server) => {
        server.session.void(0);
        await page.goto(server.link(0));
    } },
    'N2': { screen: 'N2', fault: 'drop_before', go: castWith },
    'N2 long': { screen: 'N2', fault: 'fault', go: async ({ page }, server) => {
        await toReview(page, server.link(0), '○---');
        await page.clock.install();
        await tapFilled(page);
        await screen(page, 'N2');
        await page.clock.fastForward(60_000);
        await page.getByText('请走近路由器').first().waitFor();
    } },
    'N3': { screen: 'N3', fault: 'cannot_store', go: castWith },
    'N4': { screen: 'N4', fault: 'busy', go: castWith },
    'X1': { screen: 'X1', fault: 'wrong_tracker', go: castWith },
    'X3': { screen: 'X3', fault: { refuse: 'bad_proof' }, go: castWith },
};

/** Goes there, lets the test look, and closes everything. */
export async function at(browser: Browser, name: string, options: Parameters<typeof phone>[1], look: (phone: Phone) => Promise<void>): Promise<void> {
    const way = ways[name];
    const server = await meeting(way.meeting);
    const one = await phone(browser, options);
    try {
        if (way.fault) server.faults = [way.fault];
        await way.go(one, server);
        await screen(one.page, way.screen);
        await look(one);
    } finally {
        await one.context.close();
        await server.stop();
    }
}
