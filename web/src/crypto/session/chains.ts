/**
 * What stands under each slip's key: how many ballots were cast and checked, and which is the last. It grows with every
 * entry, so it is changed in place. Source: SPEC §6.5, §6.6.
 */
import { hex, type Bytes } from '../base/bytes.ts';
import { refuse } from '../base/result.ts';
import type { Entry } from '../ballot/entry.ts';

export const mostChecks = 20;
const noTracker: Bytes = new Uint8Array(32);

interface Chain {
    cast: number;
    checks: number;
    /** Of the last ballot cast. */
    last: Bytes;
    lastAt: number;
}
export interface CountedBallot {
    readonly X: string;
    readonly tracker: Bytes;
    readonly index: number;
}

const latin = (bytes: Bytes): string => String.fromCharCode(...bytes);

export class Chains {
    /** By `boxKey`, then by the key. */
    private readonly boxes = new Map<string, Map<string, Chain>>();
    private readonly castKeys = new Set<string>();
    private readonly trackers = new Set<string>();
    private readonly alphas = new Set<string>();

    /** Gives: the tracker that the body has to name as the one before. Refuses: already_cast, wrong_counter, too_many_checks, duplicate. */
    admit(entry: Entry, recast: boolean, index: number): Bytes {
        const X = hex(entry.X);
        const chains = this.chainsOf(entry.Q, entry.box);
        const chain = chains.get(X) ?? { cast: 0, checks: 0, last: noTracker, lastAt: -1 };
        if (!recast && chain.cast > 0) refuse('already_cast');
        if (entry.counter !== chain.cast) refuse('wrong_counter');
        if (entry.disposition === 1 && chain.checks >= mostChecks) refuse('too_many_checks');
        this.take(this.trackers, entry.tracker);
        const before = chain.last;
        const next = entry.disposition === 1
            ? { ...chain, checks: chain.checks + 1 }
            : { ...chain, cast: chain.cast + 1, last: entry.tracker, lastAt: index };
        chains.set(X, next);
        if (entry.disposition === 0) this.castKeys.add(X);
        return before;
    }

    /** Every alpha of a body is new in the session. Refuses: duplicate. */
    takeAlphas(alphas: readonly Bytes[]): void {
        alphas.forEach((alpha) => this.take(this.alphas, alpha));
    }

    /** Was a ballot cast under the key, in whatever contest? */
    hasCast(X: Bytes): boolean {
        return this.castKeys.has(hex(X));
    }

    /** The last ballot cast under each key of a box, in log order. */
    counted(Q: Bytes, box: number): CountedBallot[] {
        const all = [...this.chainsOf(Q, box)].filter(([, { cast }]) => cast > 0);
        return all.map(([X, { last, lastAt }]) => ({ X, tracker: last, index: lastAt })).sort((a, b) => a.index - b.index);
    }

    /** How many entries of a box say that a ballot was checked. */
    challenged(Q: Bytes, box: number): number {
        return [...this.chainsOf(Q, box).values()].reduce((sum, { checks }) => sum + checks, 0);
    }

    private chainsOf(Q: Bytes, box: number): Map<string, Chain> {
        const key = `${hex(Q)}/${box}`;
        const found = this.boxes.get(key) ?? new Map<string, Chain>();
        this.boxes.set(key, found);
        return found;
    }

    private take(seen: Set<string>, bytes: Bytes): void {
        const key = latin(bytes);
        if (seen.has(key)) refuse('duplicate');
        seen.add(key);
    }
}
