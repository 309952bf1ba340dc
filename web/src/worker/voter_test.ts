/** The worker's voter against the fixture server of tests/e2e, without a browser. */
import { afterEach, describe, expect, test } from 'vitest';
import { FixtureServer } from '../../../tests/e2e/support/server.ts';
import { systemRng } from '../crypto/base/rng.ts';
import { readSlip } from '../crypto/ballot/slip.ts';
import type { Marks } from '../flow/paper.ts';
import { parseRetryAfter } from '../wire/parse.ts';
import { NoAnswer, type Reply } from '../wire/types.ts';
import { evidenceOf, newsOf } from './receipt.ts';
import { Voter, type World } from './voter.ts';

const contest = { title: '选票', seats: 1, candidates: [['甲', ''], ['乙', '']] } as const;
const marks: readonly Marks[] = [['approve', 'reject']];

let server: FixtureServer;
afterEach(() => server.stop());

async function meeting(open = true): Promise<void> {
    server = await FixtureServer.start({ short: 'A7', title: '会', organisation: '支部', slips: 3, contests: [contest] });
    server.session.ceremony();
    server.session.attendance();
    if (open) server.session.open(0);
}

async function bytesOf(path: string, init: RequestInit = {}): Promise<Reply> {
    try {
        const response = await fetch(server.base + path, init);
        return { status: response.status, retryAfter: parseRetryAfter(response.headers.get('Retry-After')), body: new Uint8Array(await response.arrayBuffer()) };
    } catch {
        throw new NoAnswer();
    }
}
const world: World = {
    get: async (path) => {
        const { status, body } = await bytesOf(`/s/${server.session.hexId}/${path}`);
        return status === 404 ? null : body;
    },
    post: (endpoint, body) => bytesOf(`/api/v1/s/${server.session.hexId}/${endpoint}`, { method: 'POST', body: new Uint8Array(body) }),
    rng: systemRng,
};
const voterOf = (slip: number): Voter => new Voter(world, server.session.hexId, 'A7', readSlip(server.session.fragment(slip)));

describe('a voter', () => {
    test('casts, and the same bytes again get the same promise', async () => {
        await meeting();
        const voter = voterOf(0);
        expect(await voter.look()).toMatchObject({ is: 'open', occasion: { papers: [{ title: '选票' }] } });
        const [code] = voter.seal(marks);
        expect(code).toMatch(/^[0-9A-Z]{24}$/);
        expect(await voter.send(0)).toEqual({ is: 'promised' });
        expect(await voter.send(0)).toEqual({ is: 'promised' });
        expect(server.cast.size).toBe(1);
    });

    test('finds its own ballot after the answer was lost, and another one as used', async () => {
        await meeting();
        const [voter, other] = [voterOf(0), voterOf(0)];
        await voter.look();
        await other.look();
        const [code] = voter.seal(marks);
        other.seal(marks);
        server.faults = ['drop_after', 'none'];
        expect(await voter.send(0)).toEqual({ is: 'unanswered' });
        expect(await other.send(0)).toEqual({ is: 'used', code });
        expect(await voter.send(0)).toEqual({ is: 'promised' });
        expect(await voterOf(0).look()).toEqual({ is: 'used', receipts: [{ title: '选票', code, isVoid: false }] });
    });

    test('votes again in a round with the same slip, under another key', async () => {
        await meeting();
        const voter = voterOf(1);
        await voter.look();
        voter.seal(marks);
        await voter.send(0);
        server.publishBallots();
        server.session.close(0, 1);
        expect(await voterOf(1).look()).toMatchObject({ is: 'used' });
        expect(await voterOf(2).look()).toEqual({ is: 'closed', isVoid: false });
        const round = server.session.round(server.session.outcome(0), { ...contest, title: '第二轮' });
        expect(await voterOf(1).look()).toMatchObject({ is: 'waiting', valid: true });
        server.session.attendance();
        server.session.open(round);
        const again = voterOf(1);
        expect(await again.look()).toMatchObject({ is: 'open', occasion: { papers: [{ title: '第二轮' }] } });
        again.seal(marks);
        expect(await again.send(0)).toEqual({ is: 'promised' });
        expect(server.cast.size).toBe(2);
    });

    test.each([
        ['while it is open', () => server.session.void(0)],
        ['after its closing', () => (server.publishBallots(), server.session.close(0, 1), server.session.void(0))],
        ['with the whole session', () => server.session.void(null)],
    ] as const)('a contest declared void %s keeps its receipts, and tells an unused slip that it is void', async (_, declare) => {
        await meeting();
        const voter = voterOf(0);
        await voter.look();
        const [code] = voter.seal(marks);
        await voter.send(0);
        declare();
        expect(await voterOf(0).look()).toEqual({ is: 'used', receipts: [{ title: '选票', code, isVoid: true }] });
        expect(await voterOf(1).look()).toEqual({ is: 'closed', isVoid: true });
        expect(await newsOf(voter)).toMatchObject({ voided: [code] });
    });

    test('finds the ballot of the first contest after a second one closed without it', async () => {
        await meeting();
        const voter = voterOf(0);
        await voter.look();
        const [code] = voter.seal(marks);
        await voter.send(0);
        server.publishBallots();
        server.session.close(0, 1);
        const round = server.session.round(server.session.outcome(0), { ...contest, title: '第二轮' });
        server.session.attendance();
        server.session.open(round);
        server.session.close(round, 0);
        expect(await voterOf(0).look()).toEqual({ is: 'used', receipts: [{ title: '选票', code, isVoid: false }] });
        expect(await voterOf(1).look()).toEqual({ is: 'closed', isVoid: false });
        server.session.void(round);
        expect(await voterOf(1).look()).toEqual({ is: 'closed', isVoid: false });
    });

    test('believes no refusal as to what stands under a slip of a closed contest', async () => {
        await meeting();
        server.session.close(0, 0);
        server.slipRefusal = 'unknown_contest';
        expect(await voterOf(0).look()).toEqual({ is: 'differs' });
    });

    test.each([
        ['cannot_store', { is: 'cannot_store' }],
        ['fault', { is: 'unanswered' }],
        ['fault_of_1024', { is: 'unanswered' }],
        ['other_storage', { is: 'unanswered' }],
        ['gateway_502', { is: 'unanswered' }],
        ['gateway_503', { is: 'unanswered' }],
        ['gateway_504', { is: 'unanswered' }],
        ['gateway_507', { is: 'unanswered' }],
        ['busy', { is: 'busy', seconds: 1 }],
        ['full_queue', { is: 'busy', seconds: 1 }],
        ['gateway_404', { is: 'unanswered' }],
    ] as const)('hears %s as no more than it says', async (fault, sent) => {
        await meeting();
        const voter = voterOf(0);
        await voter.look();
        voter.seal(marks);
        server.faults = [fault, 'none'];
        expect(await voter.send(0)).toEqual(sent);
        expect(await voter.send(0)).toEqual({ is: 'promised' });
    });

    test.each(['closed', 'void_contest'] as const)('refused as %s it asks whether the ballot was taken before', async (code) => {
        await meeting();
        const [voter, late] = [voterOf(0), voterOf(1)];
        for (const one of [voter, late]) {
            await one.look();
            one.seal(marks);
        }
        server.faults = ['drop_after', { refuse: code }];
        expect(await voter.send(0)).toEqual({ is: 'unanswered' });
        expect(await voter.send(0)).toEqual({ is: 'promised' });
        expect(await late.send(0)).toEqual({ is: 'refused', code });
    });

    test('waits for a contest, and for a session without a log', async () => {
        await meeting(false);
        expect(await voterOf(0).look()).toMatchObject({ is: 'waiting', valid: true, session: '会' });
        server.session.leaves.length = 1;
        expect(await voterOf(0).look()).toMatchObject({ is: 'waiting', valid: false, code: null });
    });

    test('has evidence: first the promise, then the proof of the log', async () => {
        await meeting();
        const voter = voterOf(0);
        await voter.look();
        voter.seal(marks);
        await voter.send(0);
        expect(evidenceOf(voter)[0].text).toMatch(/^gongdao promise v1\n/);
        expect(await newsOf(voter)).toEqual({ closingCode: null, inLog: null, voided: [] });
        server.publishBallots();
        server.session.close(0, 1);
        expect(await newsOf(voter)).toMatchObject({ inLog: true });
        expect(evidenceOf(voter)[0].text).toMatch(/^c2sp\.org\/tlog-proof@v1\nextra /);
    });

    test('a forged answer to the slip-state question is no situation to vote in', async () => {
        await meeting();
        const voter = voterOf(0);
        await voter.look();
        voter.seal(marks);
        await voter.send(0);
        server.forgePromise = true;
        expect(await voterOf(0).look()).toEqual({ is: 'differs' });
    });
});
