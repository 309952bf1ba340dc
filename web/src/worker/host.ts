/** The page's side of the worker: asks it, and runs its errands to the network. */
import { getFile } from '../client/file.ts';
import { post } from '../client/post.ts';
import type { Marks } from '../flow/paper.ts';
import type { News, Situation } from '../flow/vote.ts';
import { NoAnswer } from '../wire/types.ts';
import type { Errand, Evidence, Fetched, FromWorker, Question, Reading, ToWorker } from './messages.ts';
import type { Sent } from './voter.ts';

/** Every question may end as NoAnswer, but `send`, which says so itself; any other error is a fault of the page. */
export interface Booth {
    open(text: string, session: string, short: string): Promise<Situation | { readonly is: 'unreadable' }>;
    look(): Promise<Situation | { readonly is: 'unreadable' }>;
    seal(marks: readonly Marks[]): Promise<readonly string[]>;
    send(ballot: number): Promise<Sent>;
    news(): Promise<News>;
    evidence(): Promise<readonly Evidence[]>;
    /** Ends the worker and everything that it knew. */
    forget(): void;
}

export function openBooth(worker: Worker): Booth {
    const waiting = new Map<number, (reading: Reading) => void>();
    let questions = 0;
    let session = '';

    const tell = (message: ToWorker): void => worker.postMessage(message);

    async function fetchFor(wants: Errand): Promise<Fetched> {
        try {
            if ('get' in wants) return { file: await getFile(session, wants.get) };
            return { reply: await post(session, wants.post, wants.body) };
        } catch {
            return { failed: true };
        }
    }

    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
        if ('errand' in data) {
            void fetchFor(data.wants).then((brings) => tell({ errand: data.errand, brings }));
            return;
        }
        waiting.get(data.question)?.(data.says);
        waiting.delete(data.question);
    });

    // A worker whose script does not run answers nothing more.
    worker.addEventListener('error', () => {
        for (const answer of waiting.values()) answer({ do: 'failed' });
        waiting.clear();
    });

    function ask(asks: Question): Promise<Reading> {
        const question = ++questions;
        tell({ question, asks });
        return new Promise((resolve) => waiting.set(question, resolve));
    }

    const nothing = (reading: Reading): never => {
        throw reading.do === 'failed' ? new Error('the worker failed') : new NoAnswer();
    };

    const situationOf = (reading: Reading): Situation | { readonly is: 'unreadable' } => {
        return reading.do === 'open' || reading.do === 'look' ? reading.situation : nothing(reading);
    };

    return {
        async open(text, id, short) {
            session = id;
            return situationOf(await ask({ do: 'open', text, session: id, short }));
        },
        look: async () => situationOf(await ask({ do: 'look' })),
        async seal(marks) {
            const reading = await ask({ do: 'seal', marks });
            return reading.do === 'seal' ? reading.codes : nothing(reading);
        },
        async send(ballot) {
            const reading = await ask({ do: 'send', ballot });
            return reading.do === 'send' ? reading.sent : { is: 'unanswered' };
        },
        async news() {
            const reading = await ask({ do: 'news' });
            return reading.do === 'news' ? reading.news : nothing(reading);
        },
        async evidence() {
            const reading = await ask({ do: 'evidence' });
            return reading.do === 'evidence' ? reading.files : [];
        },
        forget: () => worker.terminate(),
    };
}
