/** The worker: slip, keys, encryption and checks, off the page's thread. */
import './older_browsers.ts';
import { Refusal } from '../crypto/base/result.ts';
import { systemRng } from '../crypto/base/rng.ts';
import { readSlip } from '../crypto/ballot/slip.ts';
import { NoAnswer } from '../wire/types.ts';
import type { Errand, Fetched, FromWorker, Question, Reading, ToWorker } from './messages.ts';
import { evidenceOf, newsOf } from './receipt.ts';
import { Voter, type World } from './voter.ts';

const waiting = new Map<number, (fetched: Fetched) => void>();
let errands = 0;
let voter: Voter | null = null;

const say = (message: FromWorker): void => postMessage(message);

function run(wants: Errand): Promise<Fetched> {
    const errand = ++errands;
    say({ errand, wants });
    return new Promise((resolve) => waiting.set(errand, resolve));
}

const world: World = {
    get: async (path) => {
        const fetched = await run({ get: path });
        if ('file' in fetched) return fetched.file;
        throw new NoAnswer();
    },
    post: async (endpoint, body) => {
        const fetched = await run({ post: endpoint, body });
        if ('reply' in fetched) return fetched.reply;
        throw new NoAnswer();
    },
    rng: systemRng,
};

async function open(text: string, session: string, short: string): Promise<Reading> {
    try {
        voter = new Voter(world, session, short, readSlip(text));
    } catch (error) {
        if (error instanceof Refusal) return { do: 'open', situation: { is: 'unreadable' } };
        throw error;
    }
    return { do: 'open', situation: await voter.look() };
}

async function answer(asks: Question): Promise<Reading> {
    if (asks.do === 'open') return open(asks.text, asks.session, asks.short);
    if (voter === null) return { do: 'no_answer' };
    switch (asks.do) {
        case 'look':
            return { do: 'look', situation: await voter.look() };
        case 'seal':
            return { do: 'seal', codes: voter.seal(asks.marks) };
        case 'send':
            return { do: 'send', sent: await voter.send(asks.ballot) };
        case 'news':
            return { do: 'news', news: await newsOf(voter) };
        case 'evidence':
            return { do: 'evidence', files: evidenceOf(voter) };
    }
}

async function attend(question: number, asks: Question): Promise<void> {
    let says: Reading;
    try {
        says = await answer(asks);
    } catch (error) {
        says = { do: error instanceof NoAnswer ? 'no_answer' : 'failed' };
    }
    say({ question, says });
    const opened = (says.do === 'open' || says.do === 'look') && says.situation.is === 'open';
    if (opened) voter?.prepare();
}

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
    if ('question' in data) {
        void attend(data.question, data.asks);
        return;
    }
    waiting.get(data.errand)?.(data.brings);
    waiting.delete(data.errand);
});
