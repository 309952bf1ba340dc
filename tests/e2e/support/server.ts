/** A server of one fixture session, with faults to order. */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { concat, equal, hex, utf8, type Bytes } from '../../../web/src/crypto/base/bytes.ts';
import { verifyBody } from '../../../web/src/crypto/ballot/body.ts';
import { decodeDefinition } from '../../../web/src/crypto/ballot/definition.ts';
import { entrySize, verifyEntry } from '../../../web/src/crypto/ballot/entry.ts';
import { u16, u32 } from '../../../web/src/crypto/encode/writer.ts';
import { decodeKey } from '../../../web/src/crypto/group/ristretto255.ts';
import { verifyKnowledge } from '../../../web/src/crypto/proof/schnorr.ts';
import { FixtureSession, type Plan } from './session.ts';

const dist = (file: string): string => readFileSync(fileURLToPath(new URL(`../../../web/dist/${file}`, import.meta.url)), 'utf8');

/** Answers that say nothing of the ballot, as a fault, a full queue or a gateway between gives them. */
const strangers = {
    fault: 500, fault_of_1024: 500, gateway_404: 404, gateway_502: 502, gateway_503: 503, gateway_504: 504, gateway_507: 507, full_queue: 503,
} as const;
type Stranger = keyof typeof strangers;
const isStranger = (fault: Fault): fault is Stranger => typeof fault === 'string' && fault in strangers;

/** What happens to the next cast. */
export type Fault =
    | 'none' | 'drop_before' | 'drop_after' | 'busy' | 'cannot_store' | 'other_storage' | 'wrong_tracker' | Stranger | { readonly refuse: string };

export interface Seen {
    readonly method: string;
    readonly path: string;
    readonly sent: number;
    readonly got: number;
}

export class FixtureServer {
    readonly session: FixtureSession;
    readonly seen: Seen[] = [];
    /** Taken one by one; the last stays. */
    faults: Fault[] = ['none'];
    /** Changes a file on its way out. */
    forge: (path: string, bytes: Bytes) => Bytes = (_, bytes) => bytes;
    /** By contest and key. */
    readonly cast = new Map<string, { leaf: Bytes; tracker: Bytes }>();
    closed = false;
    /** What the slip-state answer refuses with, unsigned. */
    slipRefusal: string | null = null;
    /** Promises of the slip-state answer are made for another ballot. */
    forgePromise = false;
    private readonly http: Server;
    readonly base: string;

    private constructor(http: Server, port: number, plan: Omit<Plan, 'host'>) {
        this.http = http;
        this.base = `http://localhost:${port}`;
        this.session = new FixtureSession({ ...plan, host: `localhost:${port}` });
    }

    static async start(plan: Omit<Plan, 'host'>): Promise<FixtureServer> {
        const http = createServer();
        await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
        const address = http.address();
        const port = typeof address === 'object' && address ? address.port : 0;
        const server = new FixtureServer(http, port, plan);
        http.on('request', (request, response) => void server.handle(request, response));
        return server;
    }

    stop(): Promise<void> {
        this.http.closeAllConnections();
        return new Promise((resolve) => this.http.close(() => resolve()));
    }

    link(slip: number, anchored = true): string {
        return `${this.base}/${this.session.plan.short}#${this.session.fragment(slip, anchored)}`;
    }

    private file(path: string): Bytes | null {
        const { session } = this;
        if (path === 'checkpoint') return session.checkpoint();
        if (path === 'slips/0') {
            const [runs] = session.lists;
            return concat(u32(runs.length), u32(session.plan.slips), ...runs);
        }
        const bundle = /^tile\/entries\/(\d{3})(?:\.p\/(\d+))?$/.exec(path);
        if (!bundle) return null;
        const first = Number(bundle[1]) * 256;
        const entries = session.leaves.slice(first, first + Number(bundle[2] ?? 256));
        return concat(...entries.map((entry) => concat(u16(entry.length), entry)));
    }

    private answer(content: Bytes): Bytes {
        return concat(u16(content.length), content, new Uint8Array(1022 - content.length));
    }

    private slipState(body: Bytes): Bytes {
        const [Q, box, X, proof] = [body.slice(0, 32), body.slice(32, 34), body.slice(34, 66), body.slice(66)];
        verifyKnowledge('slip-state', decodeKey(X), concat(Q, box), proof);
        if (this.slipRefusal !== null) return this.answer(this.session.unsignedRefusal(Q, new Uint8Array(32), this.slipRefusal));
        const found = this.cast.get(hex(Q) + hex(X));
        return this.answer(found ? concat(Uint8Array.of(1), found.leaf, this.session.word(Q, this.forgePromise ? new Uint8Array(32) : found.tracker)) : Uint8Array.of(0));
    }

    private async castBallot(request: Bytes, response: ServerResponse): Promise<[number, Bytes] | null> {
        const fault = this.faults.length > 1 ? (this.faults.shift() ?? 'none') : this.faults[0];
        if (fault === 'drop_before') {
            response.destroy();
            return null;
        }
        if (fault === 'busy' || fault === 'full_queue') response.setHeader('Retry-After', '1');
        if (isStranger(fault)) return [strangers[fault], fault === 'fault_of_1024' ? this.answer(utf8('x')) : utf8('{"error":"busy"}')];
        const { session } = this;
        const entry = verifyEntry(request.slice(0, entrySize));
        const unsigned = (code: string, tracker = entry.tracker): Bytes => this.answer(session.unsignedRefusal(entry.Q, tracker, code));
        if (fault === 'busy') return [503, unsigned('busy')];
        if (fault === 'cannot_store') return [507, unsigned('storage')];
        if (fault === 'other_storage') return [507, unsigned('storage', new Uint8Array(32).fill(1))];
        const body = request.slice(entrySize);
        const contest = decodeDefinition(session.definitions[session.indexOf(entry.Q)]);
        if (verifyBody(contest, decodeKey(session.y), body).failing.length > 0) throw new Error('a proof does not hold');
        const refuse = (code: string): [number, Bytes] => [422, this.answer(session.word(entry.Q, entry.tracker, code))];
        if (typeof fault === 'object') return refuse(fault.refuse);
        const key = hex(entry.Q) + hex(entry.X);
        const before = this.cast.get(key);
        const leaf = request.slice(0, entrySize);
        if (this.closed && !(before && equal(before.leaf, leaf))) return refuse('closed');
        if (before && !equal(before.leaf, leaf)) return refuse('already_cast');
        this.cast.set(key, { leaf, tracker: entry.tracker });
        if (fault === 'drop_after') {
            response.destroy();
            return null;
        }
        const tracker = fault === 'wrong_tracker' ? new Uint8Array(32) : entry.tracker;
        return [200, this.answer(session.word(entry.Q, tracker))];
    }

    /** Publishes every ballot that was cast, as at closing. */
    publishBallots(): void {
        this.session.leaves.push(...[...this.cast.values()].map(({ leaf }) => leaf));
    }

    private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(Buffer.from(chunk));
        const body = new Uint8Array(Buffer.concat(chunks));
        const path = request.url ?? '';
        const done = (status: number, bytes: Bytes | string, type = 'application/octet-stream'): void => {
            response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(bytes), 'Referrer-Policy': 'no-referrer', 'X-Content-Type-Options': 'nosniff' });
            response.end(bytes);
            this.seen.push({ method: request.method ?? '', path, sent: body.length, got: Buffer.byteLength(bytes) });
        };
        const { session } = this;
        const folder = `/s/${session.hexId}/`;
        if (path === `/${session.plan.short}`) {
            response.setHeader('Content-Security-Policy', dist('vote.csp').trim());
            done(200, dist('vote.html'), 'text/html; charset=utf-8');
        } else if (path === `/api/v1/short/${session.plan.short}`) {
            done(200, JSON.stringify({ session: session.hexId }), 'application/json');
        } else if (path.startsWith(folder)) {
            const bytes = this.file(path.slice(folder.length));
            if (bytes) done(200, this.forge(path.slice(folder.length), bytes));
            else done(404, '');
        } else if (path === `/api/v1/s/${session.hexId}/slip-state`) {
            done(200, this.slipState(body));
        } else if (path === `/api/v1/s/${session.hexId}/cast`) {
            const answer = await this.castBallot(body, response);
            if (answer) done(...answer);
            else this.seen.push({ method: 'POST', path, sent: body.length, got: -1 });
        } else {
            done(404, '');
        }
    }
}
