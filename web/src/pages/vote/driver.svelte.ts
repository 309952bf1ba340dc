/** Runs the voter's page: events in, orders out to worker, network, clock and history. Decides nothing itself. */
import { findSession } from '../../client/short.ts';
import { effectsOf, type Effect } from '../../flow/effects.ts';
import { restAfter } from '../../flow/sending.ts';
import { opening, vote, type Event, type Situation, type State } from '../../flow/vote.ts';
import { NoAnswer } from '../../wire/types.ts';
import type { Sent } from '../../worker/voter.ts';
import { openBooth, type Booth } from '../../worker/host.ts';
import { celebrate } from './celebrate.ts';

export type Dispatch = (event: Event) => void;

const follow_s = 4;
/** How much later than `follow_s` a phone may ask, so that a room does not ask at once. */
const spread_s = 2;

const seconds = (n: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, n * 1000));

const unknown: Event = { type: 'situation', situation: { is: 'unknown' } };

/** A number in [0, 1) from the system's generator. */
const chance = (): number => crypto.getRandomValues(new Uint32Array(1))[0] / 2 ** 32;

export interface Surroundings {
    readonly startWorker: () => Worker;
    readonly short: string | null;
    readonly userAgent: string;
}

export class Driver {
    state: State = $state.raw(opening);
    /** WeChat passes over downloads. */
    readonly canSaveFiles: boolean;
    private booth: Booth | null = null;
    private readonly around: Surroundings;

    constructor(around: Surroundings) {
        this.around = around;
        this.canSaveFiles = !/MicroMessenger/i.test(around.userAgent);
        addEventListener('online', () => this.dispatch({ type: 'network', online: true }));
        addEventListener('offline', () => this.dispatch({ type: 'network', online: false }));
        addEventListener('popstate', ({ state }: PopStateEvent) => this.dispatch({ type: 'go', depth: depthIn(state) }));
    }

    readonly dispatch: Dispatch = (event) => {
        const before = this.state;
        this.state = vote(before, event);
        for (const effect of effectsOf(before, this.state)) {
            // Back and Forward have moved the history themselves.
            if (effect.do !== 'push' || event.type !== 'go') void this.run(effect);
        }
    };

    /** What the slip's link carried behind its `#`. */
    start(text: string): void {
        void this.run({ do: 'wake', after: 4, event: { type: 'slow' } });
        void this.open(text, unknown);
    }

    /** What a person typed instead. */
    type(text: string): void {
        this.dispatch({ type: 'typed' });
        void this.open(text, { type: 'mistyped' });
    }

    private async open(text: string, whenUnreadable: Event): Promise<void> {
        const { short } = this.around;
        const session = short === null ? null : await this.ask(() => findSession(short));
        if (short === null || session === null) {
            this.dispatch(unknown);
            return;
        }
        const situation = await this.ask(() => this.freshBooth().open(text, session, short));
        if (situation) this.dispatch(situation.is === 'unreadable' ? whenUnreadable : { type: 'situation', situation });
    }

    private freshBooth(): Booth {
        this.booth?.forget();
        this.booth = openBooth(this.around.startWorker());
        return this.booth;
    }

    /** Asks until the network answers; a fault of the page itself ends in `failed`. */
    private async ask<T>(question: () => Promise<T>): Promise<T | null> {
        try {
            return await patiently(question);
        } catch {
            this.dispatch({ type: 'failed' });
            return null;
        }
    }

    private async run(effect: Effect): Promise<void> {
        switch (effect.do) {
            case 'wake':
                await seconds(effect.after);
                this.dispatch(effect.event);
                return;
            case 'push':
                history.pushState({ depth: effect.depth }, '', location.pathname);
                return;
            case 'seal': {
                const codes = await this.ask(async () => this.booth?.seal(effect.marks));
                if (codes) this.dispatch({ type: 'sealed', serial: effect.serial, codes });
                return;
            }
            case 'send': {
                const sent = (await this.booth?.send(effect.ballot)) ?? ({ is: 'unanswered' } as const);
                this.dispatch(eventOf(sent, effect.ballot, effect.attempt));
                return;
            }
            case 'follow':
                return this.follow();
            case 'celebrate':
                celebrate();
                return;
            case 'forget':
                this.booth?.forget();
                this.booth = null;
                // The engine keeps the text of its last match: let it be this one.
                /^/.test('');
        }
    }

    /** Watches the log while the page waits for it: for the opening, or for the own ballot and the closing. */
    private async follow(): Promise<void> {
        const { at } = this.state;
        while (this.state.at === at) {
            await seconds(follow_s + spread_s * chance());
            if (this.state.at !== at || !this.booth) return;
            try {
                if (at === 'waiting') this.look(await this.booth.look());
                else if (await this.readNews(this.booth)) return;
            } catch (error) {
                if (error instanceof NoAnswer) continue;
                this.dispatch({ type: 'failed' });
                return;
            }
        }
    }

    private look(situation: Situation | { readonly is: 'unreadable' }): void {
        if (situation.is !== 'unreadable') this.dispatch({ type: 'situation', situation });
    }

    /** True once there is no more to be said. */
    private async readNews(booth: Booth): Promise<boolean> {
        const news = await booth.news();
        this.dispatch({ type: 'news', news });
        const { state } = this;
        const isVoid = state.at === 'receipt' && state.receipts.every((one) => one.isVoid);
        return (isVoid && news.inLog !== null) || (news.inLog !== null && news.closingCode !== null);
    }

    /** Hands the evidence to the browser's downloads. */
    async saveFiles(): Promise<void> {
        for (const { name, text } of (await this.booth?.evidence()) ?? []) {
            const link = document.createElement('a');
            link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
            link.download = name;
            link.click();
            URL.revokeObjectURL(link.href);
        }
    }
}

async function patiently<T>(question: () => Promise<T>): Promise<T> {
    for (let failures = 1; ; failures++) {
        try {
            return await question();
        } catch (error) {
            if (!(error instanceof NoAnswer)) throw error;
        }
        await seconds(restAfter(failures));
    }
}

function eventOf(sent: Sent, ballot: number, attempt: number): Event {
    switch (sent.is) {
        case 'unanswered':
        case 'cannot_store':
            return { type: sent.is, attempt };
        case 'busy':
            return { type: 'busy', attempt, seconds: sent.seconds, jitter: chance() };
        default:
            return { type: 'answer', ballot, answer: sent };
    }
}

/** Of a history entry: how many steps forward it stands. */
function depthIn(state: unknown): number {
    const depth = typeof state === 'object' && state !== null && 'depth' in state ? state.depth : 0;
    return typeof depth === 'number' ? depth : 0;
}
