/** What the published log says of a voter's own ballots, and the evidence to keep. Source: SPEC §3.3, §6.7, §10. */
import { equal } from '../crypto/base/bytes.ts';
import { Refusal } from '../crypto/base/result.ts';
import { inGroups } from '../crypto/base/crockford.ts';
import { codeOf, textOfTracker } from '../crypto/ballot/codes.ts';
import { decodeEntry, entrySize } from '../crypto/ballot/entry.ts';
import { proveInclusion } from '../crypto/merkle/inclusion.ts';
import { encodeReceipt } from '../crypto/note/receipt.ts';
import { isBallot } from '../crypto/session/page_state.ts';
import type { News } from '../flow/vote.ts';
import type { Leaf, Log } from './log.ts';
import type { Evidence } from './messages.ts';
import type { Cast, Voter } from './voter.ts';

function leafOf(log: Log, { tracker }: Cast): Leaf | undefined {
    return log.leavesFrom(0).find(({ entry }) =>
        entry.length === entrySize && isBallot(entry) && equal(decodeEntry(entry).tracker, tracker));
}

/**
 * Reads on. `inLog` is false only if the log contradicts itself, or the whole of it was read, the contest is closed, and a
 * ballot is not there.
 */
export async function newsOf(voter: Voter): Promise<News> {
    const { session, short } = voter;
    const casts = voter.casts.filter(({ promise }) => promise !== null);
    try {
        await session.follow(short);
    } catch (error) {
        if (error instanceof Refusal) return { closingCode: null, inLog: false, voided: [] };
        throw error;
    }
    const { log } = session;
    const closed = casts.map((cast) => cast.contest()?.closedAt ?? null);
    const all = casts.every((cast) => leafOf(log, cast));
    const over = casts.every((cast, i) => closed[i] !== null || cast.contest()?.phase === 'void');
    const last = Math.max(...closed.map((at) => at ?? -1));
    const voided = casts.filter((cast) => cast.contest()?.phase === 'void').map(({ tracker }) => textOfTracker(tracker));
    return {
        closingCode: last < 0 ? null : codeOf(await log.rootAt(last + 1)),
        inLog: all ? true : over && log.whole ? false : null,
        voided,
    };
}

/** The best there is for each ballot: the proof that it is in the log, before that the server's promise. */
export function evidenceOf({ session, casts }: Voter): Evidence[] {
    const { log } = session;
    const note = session.note === null ? null : new TextDecoder().decode(session.note);
    return casts.flatMap((cast) => {
        const name = inGroups(textOfTracker(cast.tracker));
        const leaf = log.whole ? leafOf(log, cast) : undefined;
        if (leaf && note !== null) return [{ name: `${name}.tlog-proof`, text: encodeReceipt(leaf.entry, leaf.index, proveInclusion(log.hashes(), leaf.index), note) }];
        return cast.promise ? [{ name: `${name}.promise`, text: new TextDecoder().decode(cast.promise) }] : [];
    });
}
