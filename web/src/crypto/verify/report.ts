/** What a verification found: each check with its ids, each failure with its place. Source: SPEC §11. */
import type { Bytes } from '../base/bytes.ts';
import type { Code } from '../base/code.ts';
import { checkIds, checks, type CheckId } from '../session/check_id.ts';

export type Place =
    | { readonly is: 'record'; readonly index: number }
    | { readonly is: 'ballot'; readonly index: number; readonly tracker: Bytes }
    | { readonly is: 'file'; readonly path: string }
    | { readonly is: 'given'; readonly what: string };

export interface Failure {
    readonly id: CheckId;
    readonly place: Place;
    readonly code: Code;
    readonly detail: string;
}
/** A share that does not hold is named, and fails nothing. */
export interface NamedShare {
    readonly index: number;
    readonly trustee: number;
    readonly group: number;
}

/** `not_given`: there was nothing to compare with. `not_checkable`: withheld, or out of this reader's sight. */
export type Standing = 'passed' | 'failed' | 'not_reached' | 'not_given' | 'not_checkable';

/** All hold and a code fits · a check failed · nothing to read · all hold, compared with nothing (来源未核对). */
export type Verdict = 'confirmed' | 'failed' | 'unreadable' | 'not_compared';

export const exitCodes: Readonly<Record<Verdict, number>> = { confirmed: 0, failed: 1, unreadable: 2, not_compared: 3 };

export class Report {
    readonly failures: Failure[] = [];
    readonly shares: NamedShare[] = [];
    /** There is no log to read. */
    unreadable = false;
    private readonly standings = new Map<CheckId, Standing>(checkIds.map((id) => [id, 'not_reached']));

    fail(id: CheckId, place: Place, code: Code, detail = ''): void {
        this.failures.push({ id, place, code, detail });
        this.standings.set(id, 'failed');
    }

    /** These were looked at to the end: what has not failed holds. */
    reached(...ids: readonly CheckId[]): void {
        this.stand('passed', ids);
    }
    notGiven(...ids: readonly CheckId[]): void {
        this.stand('not_given', ids);
    }
    notCheckable(...ids: readonly CheckId[]): void {
        this.stand('not_checkable', ids);
    }

    standing(id: CheckId): Standing {
        return this.standings.get(id) ?? 'not_reached';
    }
    idsWith(standing: Standing): CheckId[] {
        return checkIds.filter((id) => this.standing(id) === standing);
    }

    /** Of check 1 … 14: the worst of its ids. */
    check(number: number): Standing {
        const standings = checks[number - 1].map((id) => this.standing(id));
        return worst.find((one) => standings.some((standing) => standing === one)) ?? 'passed';
    }

    get verdict(): Verdict {
        if (this.unreadable) return 'unreadable';
        if (this.failures.length > 0 || this.idsWith('not_reached').length > 0) return 'failed';
        return this.standing('opening_code') === 'passed' ? 'confirmed' : 'not_compared';
    }

    private stand(standing: Standing, ids: readonly CheckId[]): void {
        for (const id of ids) if (this.standing(id) !== 'failed') this.standings.set(id, standing);
    }
}

const worst: readonly Standing[] = ['failed', 'not_reached', 'not_checkable', 'passed'];
