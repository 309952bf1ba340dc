/** What a person brings along: codes from a screen or a signed paper, a checkpoint kept from before. Source: SPEC §3.3, §11 (check 13). */
import { equal, type Bytes } from '../crypto/base/bytes.ts';
import { readCrockford } from '../crypto/base/crockford.ts';
import { refuse } from '../crypto/base/result.ts';
import { codeOf } from '../crypto/ballot/codes.ts';
import type { Checkpoint } from '../crypto/note/checkpoint.ts';
import type { Setup } from '../crypto/session/records.ts';
import type { State } from '../crypto/session/state.ts';
import type { Report } from '../crypto/verify/report.ts';
import { held, openEarlier } from './head.ts';

export interface Given {
    /** 开箱码: of the session, and of a round. */
    readonly openingCodes: readonly string[];
    /** 封箱码 */
    readonly closingCodes: readonly string[];
    readonly earlier: Bytes | null;
}

const openings = ({ page }: State): Bytes[] =>
    [...(page.manifest ? [page.M] : []), ...page.contests.filter(({ roundAt }) => roundAt !== null).map(({ Q }) => Q)];
const closings = ({ counts }: State): Bytes[] => [...counts.values()].map(({ closingRoot }) => closingRoot).filter((root) => root.length > 0);

/** Each code that was given is one of the session's. `readable`: the log was read as far as there are such codes. */
export async function checkCodes(report: Report, id: 'opening_code' | 'closing_code', given: readonly string[], state: State, readable: boolean): Promise<void> {
    if (given.length === 0) return report.notGiven(id);
    if (!readable) return;
    const known = (id === 'opening_code' ? openings(state) : closings(state)).map(codeOf);
    for (const typed of given) {
        await held(report, id, { is: 'given', what: typed }, () => (known.includes(readCrockford(typed)) ? undefined : refuse('wrong_code')));
    }
    report.reached(id);
}

/** Waits for the log to be as long as an earlier checkpoint says, and compares. */
export class Growth {
    private readonly report: Report;
    private readonly head: Checkpoint | null = null;

    private constructor(report: Report, head: Checkpoint | null) {
        this.report = report;
        this.head = head;
    }

    static async begin(report: Report, earlier: Bytes | null, setup: Setup, size: bigint): Promise<Growth> {
        if (earlier === null) {
            report.notGiven('growth');
            return new Growth(report, null);
        }
        let head: Checkpoint | null = null;
        await held(report, 'growth', { is: 'given', what: 'checkpoint' }, () => {
            head = openEarlier(earlier, setup);
            if (head.size > size) refuse('bad_consistency', 'it was longer');
        });
        return new Growth(report, head);
    }

    async at(size: number, root: () => Bytes): Promise<void> {
        const { head } = this;
        if (head?.size !== BigInt(size)) return;
        await held(this.report, 'growth', { is: 'given', what: 'checkpoint' }, () => (equal(root(), head.root) ? undefined : refuse('bad_consistency')));
        this.report.reached('growth');
    }
}
