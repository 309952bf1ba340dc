/** The fold over a whole log with its ballots, entry by entry, into a report. Source: SPEC §11, checks 1 to 9. */
import type { Bytes } from '../base/bytes.ts';
import { hex } from '../base/bytes.ts';
import { checks, type CheckId } from '../session/check_id.ts';
import { decodeRecord, recordType, type Fields } from '../session/records.ts';
import { largeType } from '../session/page_state.ts';
import { admit, admitEntry, begin, type Beside, type State } from '../session/state.ts';
import type { Report } from './report.ts';
import { Ballots, tried, type Rest } from './verify_ballots.ts';

/** What the fold looks at in passing. The rules, check 1's last and check 10, are not the fold's. */
const folded: readonly CheckId[] = checks.slice(0, 9).flat().filter((id) => id !== 'manifest_rules').concat('record_signature');
/** What the admission of the manifest says the last word about. */
const settledByManifest: readonly CheckId[] = [...checks[0].filter((id) => id !== 'manifest_rules'), ...checks[1], 'slip_lists'];

export class LogFold {
    private readonly report: Report;
    private readonly ballots = new Ballots();
    private readonly rest: Rest;
    /** What could not be looked at, though the fold went on. */
    private readonly unsummed = new Set<CheckId>();
    state: State | null = null;
    /** Something was not admitted: nothing after it means anything. */
    ended = false;

    constructor(report: Report, rest: Rest) {
        this.report = report;
        this.rest = rest;
    }

    /** The first entry. */
    begin(leaf: Bytes): void {
        this.state = tried(this.report, { is: 'record', index: 0 }, () => begin(leaf));
        this.ended = this.state === null;
    }

    /** A record; gives what it says, of a `large` what it stands for. */
    record(leaf: Bytes, beside: Beside): Fields | null {
        const before = this.state;
        if (this.ended || before === null) return null;
        const next = tried(this.report, { is: 'record', index: beside.index }, () => admit(before, leaf, beside));
        this.ended = next === null;
        if (next === null) return null;
        this.state = next;
        const { fields } = decodeRecord(recordType(leaf) === largeType && beside.large ? beside.large : leaf);
        if (fields.is === 'manifest') this.report.reached(...settledByManifest);
        if (fields.is === 'share') this.nameShare(fields.share, beside.index);
        if (fields.is === 'tally') this.compareSums(fields.Q, beside.index);
        return fields;
    }

    /** A ballot; `body` gives its bytes, and is asked only for one that was cast. */
    async ballot(leaf: Bytes, index: number, body: () => Promise<Bytes | null>): Promise<void> {
        const { state } = this;
        if (this.ended || state === null) return;
        const admitted = tried(this.report, { is: 'record', index }, () => admitEntry(state, leaf, index));
        this.ended = admitted === null;
        await this.rest();
        if (admitted?.entry.disposition === 0) await this.ballots.verify(state, admitted, leaf, await body(), index, this.report, this.rest);
    }

    /** The log is over. */
    end(): void {
        if (!this.ended && this.state !== null) this.report.reached(...folded.filter((id) => !this.unsummed.has(id)));
    }

    private compareSums(Q: Bytes, index: number): void {
        const count = this.state?.counts.get(hex(Q));
        const agree = count ? this.ballots.sumsAgree(count) : null;
        if (agree === null) this.unsummed.add('tally_cells');
        if (agree === false) this.report.fail('tally_cells', { is: 'record', index }, 'wrong_figures', 'sums');
    }

    private nameShare({ Q, group, trustee }: { readonly Q: Bytes; readonly group: number; readonly trustee: number }, index: number): void {
        const shares = this.state?.counts.get(hex(Q))?.shares ?? [];
        if (shares[shares.length - 1]?.holds === false) this.report.shares.push({ index, trustee, group });
    }
}
