/**
 * One voter: the slip's keys, the ballots as they are sealed, signed, sent and found again. The only place that holds a
 * slip's code; runs in the worker. Source: SPEC §4, §6, §7.
 */
import { concat, equal, type Bytes } from '../crypto/base/bytes.ts';
import type { Code } from '../crypto/base/code.ts';
import { Refusal, refuse } from '../crypto/base/result.ts';
import { draws, type Rng } from '../crypto/base/rng.ts';
import { firstHeader, trackerOf } from '../crypto/ballot/body.ts';
import { anchorOf, codeOf, textOfTracker } from '../crypto/ballot/codes.ts';
import { makeBody } from '../crypto/ballot/make_body.ts';
import { signEntry } from '../crypto/ballot/entry.ts';
import { publicKey, slipKey, slipStateRequest, type Slip } from '../crypto/ballot/slip.ts';
import { readSlipState, type SlipState } from '../crypto/ballot/slip_state.ts';
import { seedSize } from '../crypto/elgamal/nonce.ts';
import { G, precompute, type Scalar } from '../crypto/group/ristretto255.ts';
import { openAnswer } from '../crypto/note/answer.ts';
import { openWord, readUnsigned } from '../crypto/note/promise.ts';
import type { Manifest } from '../crypto/session/manifest.ts';
import { cancelledKey, type ContestState } from '../crypto/session/page_state.ts';
import type { Marks } from '../flow/paper.ts';
import type { Answer } from '../flow/sending.ts';
import type { Situation } from '../flow/vote.ts';
import { NoAnswer, type Reply } from '../wire/types.ts';
import { cellsOf, paperOf } from './election.ts';
import type { Get } from './log.ts';
import { Session } from './session.ts';
import { classOf } from './slip_lists.ts';

/** The outside: files of the session's folder, and the two requests that carry bytes. */
export interface World {
    readonly get: Get;
    readonly post: (endpoint: 'cast' | 'slip-state', body: Bytes) => Promise<Reply>;
    readonly rng: Rng;
}
/** An answer, or the way in which there was none. */
export type Sent =
    | Answer
    | { readonly is: 'unanswered' | 'cannot_store' }
    | { readonly is: 'busy'; readonly seconds: number };

/** What one ballot needs besides the marks. */
interface Place {
    readonly contest: ContestState;
    readonly box: number;
    readonly x: Scalar;
    readonly X: Bytes;
}
/** A ballot that was, or is about to be, cast. */
export interface Cast {
    readonly Q: Bytes;
    readonly tracker: Bytes;
    readonly title: string;
    /** Its contest, as far as the log has been read. */
    readonly contest: () => ContestState | undefined;
    promise: Bytes | null;
}

export class Voter {
    readonly session: Session;
    readonly short: string;
    /** The ballots of this page, in the order of its papers; or those found under a used slip. */
    casts: Cast[] = [];
    private readonly slip: Slip;
    private readonly world: World;
    private class_: number | null = null;
    private places: readonly Place[] = [];
    private bodies: readonly Bytes[] = [];
    private readonly signed = new Map<number, Bytes>();

    constructor(world: World, id: string, short: string, slip: Slip) {
        this.world = world;
        this.session = new Session(id, world.get);
        this.short = short;
        this.slip = slip;
    }

    /** Reads on and says what stands under the slip. Refuses nothing: what does not hold is `differs`. Faults: NoAnswer. */
    async look(): Promise<Situation> {
        try {
            await this.session.follow(this.short);
            return await this.situation();
        } catch (error) {
            if (error instanceof Refusal) return { is: 'differs' };
            throw error;
        }
    }

    /** Makes multiplication by G and y fast, while the voter reads. */
    prepare(): void {
        precompute(G);
        const y = this.session.state?.manifest?.y;
        if (y) precompute(y);
    }

    private async situation(): Promise<Situation> {
        const { state } = this.session;
        const name = { session: state?.setup.title ?? '', organisation: state?.setup.organisation ?? '' };
        if (!state?.manifest) return { is: 'waiting', ...name, valid: false, code: null };
        const { setup, manifest, M } = state;
        if (this.slip.anchor !== null && this.slip.anchor !== anchorOf(state.K, manifest.y)) return { is: 'differs' };
        this.class_ ??= await classOf(this.world.get, setup.session, manifest, this.slip.code);
        if (this.class_ === null) return { is: 'unknown' };

        const mine = state.contests.flatMap((contest) => this.place(contest) ?? []);
        const valid = mine.filter(({ contest, X }) => !this.isCancelled(contest, X));
        const open = valid.filter(({ contest }) => contest.phase === 'opened');
        const states = await Promise.all(open.map((place) => this.ask(place)));
        const unused = open.filter((_, i) => states[i].is === 'unused');
        if (unused.length > 0) return this.open(unused, manifest, name);
        if (states.some((one) => one.is === 'refused')) return this.refused(states);
        if (open.length > 0) return this.used(open, states);
        const next = valid.find(({ contest }) => contest.phase === 'defined');
        if (next) return { is: 'waiting', ...name, valid: true, code: codeOf(next.contest.roundAt === null ? M : next.contest.Q) };
        const over = valid.filter(({ contest }) => contest.phase === 'closed' || contest.phase === 'void');
        const ended = await Promise.all(over.map((place) => this.ask(place)));
        if (ended.some((one) => one.is === 'used')) return this.used(over, ended);
        if (ended.some((one) => one.is === 'refused')) return this.refused(ended);
        if (mine.length > 0 && valid.length === 0) return { is: 'cancelled' };
        return { is: 'closed', isVoid: over.length > 0 && over.every(({ contest }) => contest.phase === 'void') };
    }

    private place(contest: ContestState): Place | null {
        const box = this.class_ === null ? -1 : contest.contest.boxes.indexOf(this.class_);
        if (box < 0 || !this.session.state || this.class_ === null) return null;
        const x = slipKey(this.session.state.setup.session, this.class_, contest.contest.slot, this.slip.code);
        return { contest, box, x, X: publicKey(x) };
    }

    private isCancelled({ contest }: ContestState, X: Bytes): boolean {
        return this.session.state?.cancelled.has(cancelledKey(this.class_ ?? -1, contest.slot, X)) ?? false;
    }

    private async ask({ contest, box, x, X }: Place): Promise<SlipState> {
        const { status, body } = await this.world.post('slip-state', slipStateRequest(contest.Q, box, x, draws(this.world.rng)));
        if (status >= 500 || status === 429) throw new NoAnswer();
        return readSlipState(body, this.session.server, { Q: contest.Q, box, X });
    }

    private refused(states: readonly SlipState[]): Situation {
        const codes = states.flatMap((one) => (one.is === 'refused' ? [one.code] : []));
        if (codes.includes('cancelled_slip')) return { is: 'cancelled' };
        return { is: codes.includes('unknown_slip') ? 'unknown' : 'differs' };
    }

    private open(places: readonly Place[], { smallRoom }: Manifest, name: { session: string; organisation: string }): Situation {
        this.places = places;
        const papers = places.map(({ contest }) => paperOf(contest.contest));
        return { is: 'open', occasion: { ...name, smallRoom, papers } };
    }

    private used(places: readonly Place[], states: readonly SlipState[]): Situation {
        this.casts = states.flatMap((one, i) => (one.is === 'used' ? [this.cast(places[i], one.entry.tracker, one.promise)] : []));
        const receipts = this.casts.map((one) => ({ title: one.title, code: textOfTracker(one.tracker), isVoid: one.contest()?.phase === 'void' }));
        return { is: 'used', receipts };
    }

    private cast({ contest: { Q, contest } }: Place, tracker: Bytes, promise: Bytes | null): Cast {
        const now = (): ContestState | undefined => this.session.state?.contests.find((one) => equal(one.Q, Q));
        return { Q, tracker, title: contest.title, contest: now, promise };
    }

    /** Encrypts the marks of every paper; gives the receipt codes. The seeds are forgotten at once. */
    seal(marks: readonly Marks[]): string[] {
        const y = this.session.state?.manifest?.y ?? refuse('not_now');
        this.signed.clear();
        this.bodies = this.places.map(({ contest, box, X }, i) => {
            const seed = this.world.rng(seedSize);
            const body = makeBody(contest.contest, y, firstHeader(contest.Q, box, X), cellsOf(marks[i]), seed);
            seed.fill(0);
            return body;
        });
        this.casts = this.places.map((place, i) => this.cast(place, trackerOf(this.bodies[i]), null));
        return this.casts.map(({ tracker }) => textOfTracker(tracker));
    }

    /** entry ‖ body; signed once, so that each attempt sends the same bytes. */
    private bytesOf(ballot: number): Bytes {
        const { contest, box, x, X } = this.places[ballot];
        const entry = { Q: contest.Q, box, X, counter: 0, disposition: 0, tracker: this.casts[ballot].tracker } as const;
        const leaf = this.signed.get(ballot) ?? signEntry(entry, x, draws(this.world.rng));
        this.signed.set(ballot, leaf);
        return concat(leaf, this.bodies[ballot]);
    }

    /** Sends one ballot once. Never throws: what is not known is `unanswered`. */
    async send(ballot: number): Promise<Sent> {
        try {
            return await this.heed(ballot, await this.world.post('cast', this.bytesOf(ballot)));
        } catch (error) {
            if (error instanceof Refusal) return { is: 'differs' };
            if (error instanceof NoAnswer) return { is: 'unanswered' };
            throw error;
        }
    }

    private async heed(ballot: number, { status, retryAfter, body }: Reply): Promise<Sent> {
        if (status >= 500) return this.trouble(ballot, { status, retryAfter, body });
        const content = contentOf(body);
        if (content === null) return { is: 'unanswered' }; // a gateway's word, not the session's
        const { origin, key } = this.session.server;
        const word = openWord(content, key);
        if (word.origin !== origin) refuse('wrong_session');
        if (word.refusal !== null) return asksForMore.includes(word.refusal) ? this.found(ballot, word.refusal) : { is: 'refused', code: word.refusal };
        const mine = this.casts[ballot];
        if (!equal(word.Q, mine.Q) || word.disposition !== 0 || !equal(word.tracker, mine.tracker)) refuse('body_mismatch');
        mine.promise = content;
        return { is: 'promised' };
    }

    /** Of these only the session's own word about this ballot says that it is not in the box; after all others nobody knows. */
    private trouble(ballot: number, { status, retryAfter, body }: Reply): Sent {
        const refusal = this.unsignedRefusal(ballot, body);
        if (status === 507 && refusal === 'storage') return { is: 'cannot_store' };
        if (status === 503 && (refusal === 'busy' || retryAfter !== null)) return { is: 'busy', seconds: retryAfter ?? busy_s };
        return { is: 'unanswered' };
    }

    /** Null: the body is no unsigned refusal of this ballot. */
    private unsignedRefusal(ballot: number, body: Bytes): Code | null {
        try {
            const word = readUnsigned(openAnswer(body));
            const mine = this.casts[ballot];
            const fits = word.origin === this.session.origin && equal(word.Q, mine.Q) && equal(word.tracker, mine.tracker);
            return fits ? word.refusal : null;
        } catch {
            return null;
        }
    }

    /** What stands under this slip: another ballot; or our own, whose promise was lost; or none, and the refusal holds. */
    private async found(ballot: number, code: Code): Promise<Sent> {
        const state = await this.ask(this.places[ballot]);
        if (state.is !== 'used') return { is: 'refused', code };
        const mine = this.casts[ballot];
        if (!equal(state.entry.tracker, mine.tracker)) {
            this.casts[ballot] = this.cast(this.places[ballot], state.entry.tracker, state.promise);
            return { is: 'used', code: textOfTracker(state.entry.tracker) };
        }
        mine.promise = state.promise;
        return { is: 'promised' };
    }
}

/** Refusals that leave open whether a ballot, maybe this one, was taken before. */
const asksForMore: readonly Code[] = ['already_cast', 'closed', 'void_contest'];
/** The wait of a busy box that names none. */
const busy_s = 4;

/** What an answer of our server carries; null for anything else, say of a gateway between. */
function contentOf(body: Bytes): Bytes | null {
    try {
        return openAnswer(body);
    } catch {
        return null;
    }
}
