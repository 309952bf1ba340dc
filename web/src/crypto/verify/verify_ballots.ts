/** Bodies against their entries: form, predecessor, copies, proofs; and the sums of those that count. Source: SPEC §11, checks 5, 6, 8. */
import { equal, hex, type Bytes } from '../base/bytes.ts';
import { refuse } from '../base/result.ts';
import { openBody, type OpenedBody } from '../ballot/body.ts';
import { verifyEntryOf } from '../ballot/entry.ts';
import { addBallot, emptySums, removeBallot } from '../ballot/tally.ts';
import type { Ciphertext } from '../elgamal/ciphertext.ts';
import type { Element } from '../group/ristretto255.ts';
import { Failed, under } from '../session/check_id.ts';
import type { Count, CountedGroup } from '../session/contest.ts';
import type { AdmittedEntry, State } from '../session/state.ts';
import type { Place, Report } from './report.ts';

/** Rests from time to time, so that whoever runs this stays responsive. */
export type Rest = () => Promise<void>;

/** One box's sum so far; where recasting is on, what each key's last ballot added. */
interface BoxSum {
    sums: readonly Ciphertext[];
    readonly last: Map<string, readonly Ciphertext[]>;
}

export class Ballots {
    private readonly boxes = new Map<string, BoxSum>();
    /** Boxes of which a ballot could not be read: their sums say nothing. */
    private readonly unread = new Set<string>();

    /** Everything about one cast ballot. Failures go to the report; the sums grow in any case where there are cells. */
    async verify(state: State, admitted: AdmittedEntry, leaf: Bytes, body: Bytes | null, index: number, report: Report, rest: Rest): Promise<void> {
        const { entry } = admitted;
        const place: Place = { is: 'ballot', index, tracker: entry.tracker };
        const holdsUp = <T>(act: () => T): T | null => tried(report, place, act);
        const key = boxKey(entry.Q, entry.box);
        const y = state.page.manifest?.y ?? refuse('not_now');
        const opened = holdsUp(() => openFor(admitted, leaf, y, body));
        if (opened === null) return void this.unread.add(key);
        const { header, alphas, cells, claims } = opened;
        holdsUp(() => under('counter', () => (equal(header.previous, admitted.previous) ? undefined : refuse('wrong_predecessor'))));
        holdsUp(() => under('duplicate', () => state.chains.takeAlphas(alphas)));
        this.add(admitted, key, cells);
        for (const { check, holds } of claims) {
            holdsUp(() => {
                if (!under('body_form', holds)) throw new Failed(check, 'bad_proof', '');
            });
            await rest();
        }
    }

    /** The cells of each decrypted group are the sums of its ballots; null: some ballot could not be read. */
    sumsAgree({ Q, contest, groups }: Count): boolean | null {
        if (contest.boxes.some((_, box) => this.unread.has(boxKey(Q, box)))) return null;
        return groups.filter(({ fate }) => fate === 'decrypted').every((group) => this.sumAgrees(Q, contest.cells, group));
    }

    private sumAgrees(Q: Bytes, cells: number, group: CountedGroup): boolean {
        const total = group.boxes.reduce((sum: readonly Ciphertext[], box) => addBallot(sum, this.boxes.get(boxKey(Q, box))?.sums ?? emptySums(cells)), emptySums(cells));
        return total.every(({ alpha, beta }, k) => alpha.equals(group.cells[k].alpha) && beta.equals(group.cells[k].beta));
    }

    private add({ entry, contest }: AdmittedEntry, key: string, cells: readonly Ciphertext[]): void {
        const box = this.boxes.get(key) ?? { sums: emptySums(contest.cells), last: new Map() };
        this.boxes.set(key, box);
        const before = box.last.get(hex(entry.X));
        if (before) box.sums = removeBallot(box.sums, before);
        box.sums = addBallot(box.sums, cells);
        if (contest.recast) box.last.set(hex(entry.X), cells);
    }
}

const boxKey = (Q: Bytes, box: number): string => `${hex(Q)}/${box}`;

/** The body is the entry's, and decodes. Refuses (as Failed): body_entry, body_form. */
function openFor({ contest }: AdmittedEntry, leaf: Bytes, y: Element, body: Bytes | null): OpenedBody {
    if (body === null) throw new Failed('body_form', 'not_found', 'no body');
    const opened = under('body_form', () => openBody(contest, y, body));
    under('body_entry', () => verifyEntryOf(leaf, body));
    return opened;
}

/** What `act` gives; null if it failed, which the report then says. */
export function tried<T>(report: Report, place: Place, act: () => T): T | null {
    try {
        return act();
    } catch (error) {
        if (!(error instanceof Failed)) throw error;
        report.fail(error.id, place, error.code, error.detail);
        return null;
    }
}
