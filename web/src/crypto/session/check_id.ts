/** The checks of a report and their ids. Source: SPEC §11. */
import type { Code } from '../base/code.ts';
import { Refusal } from '../base/result.ts';
import type { CeremonyMessage } from '../threshold/ceremony_messages.ts';
import type { Fields } from './records.ts';

/** By check, 1 to 14, in the order in which a report lists them. */
export const checks = [
    ['setup', 'manifest', 'manifest_setup', 'manifest_key', 'manifest_rules'],
    ['ceremony_order', 'ceremony_keys', 'ceremony_commit', 'ceremony_reveal', 'ceremony_complaint', 'ceremony_confirm'],
    ['record_form', 'record_order', 'pause', 'large'],
    ['slip_lists', 'slips_cancelled', 'entry_slip', 'entry_signature'],
    ['body_form', 'body_entry', 'choice_proof', 'sum_proof', 'digit_proof'],
    ['counter', 'duplicate'],
    ['attendance', 'opened_figures', 'closed_figures'],
    ['tally_groups', 'tally_list', 'tally_cells'],
    ['share_form', 'result_shares', 'result_totals', 'total_bounds'],
    ['outcome_form', 'outcome_rules'],
    ['papers', 'files', 'result_view'],
    ['record_signature', 'files_ed25519', 'files_sm2', 'result_ed25519', 'result_sm2', 'published_keys'],
    ['checkpoint', 'root', 'tiles', 'growth', 'opening_code', 'closing_code'],
    ['policy'],
] as const;

export type CheckId = (typeof checks)[number][number];
export const checkIds: readonly CheckId[] = checks.flat();
/** 1 … 14. */
export const checkOf = (id: CheckId): number => checks.findIndex((ids) => ids.some((one) => one === id)) + 1;

/** A refusal that says which check it fails. */
export class Failed extends Refusal {
    readonly id: CheckId;
    constructor(id: CheckId, code: Code, detail: string) {
        super(code, detail);
        this.id = id;
    }
}

/** Whatever is refused inside fails this check, unless it says another. */
export function under<T>(id: CheckId | ((code: Code) => CheckId), act: () => T): T {
    try {
        return act();
    } catch (error) {
        if (!(error instanceof Refusal) || error instanceof Failed) throw error;
        throw new Failed(typeof id === 'string' ? id : id(error.code), error.code, error.detail);
    }
}

/** Whichever record it is about. */
const anyRecord: Readonly<Partial<Record<Code, CheckId>>> = {
    not_now: 'record_order', void_contest: 'record_order', missing_signature: 'record_signature', bad_signature: 'record_signature',
};

const byMessage: Readonly<Record<CeremonyMessage['kind'], CheckId>> = {
    keys: 'ceremony_keys', commit: 'ceremony_commit', reveal: 'ceremony_reveal', complaint: 'ceremony_complaint',
    confirm: 'ceremony_confirm', restart: 'ceremony_order',
};

const byRecord: Readonly<Record<Exclude<Fields['is'], 'key_ceremony'>, CheckId>> = {
    setup: 'setup', manifest: 'manifest', attendance: 'attendance', slips_cancelled: 'slips_cancelled', opened: 'opened_figures',
    closed: 'closed_figures', settled: 'record_order', tally: 'tally_groups', share: 'share_form', result: 'result_shares',
    outcome: 'record_order', paper: 'record_order', round: 'record_order', void: 'record_order', keys_destroyed: 'record_order', large: 'large',
};

/** Where a code says more than its record. */
const byCode: Readonly<Partial<Record<string, CheckId>>> = {
    'manifest wrong_context': 'manifest_setup', 'manifest wrong_digest': 'manifest_key', 'tally wrong_digest': 'tally_list',
    'key_ceremony not_now': 'ceremony_order', 'key_ceremony wrong_trustee': 'ceremony_order', 'reveal wrong_digest': 'ceremony_commit',
    'setup missing_signature': 'setup',
};

/** Which check a record fails that is refused with that code. */
export function idOfRefusal(fields: Fields, code: Code): CheckId {
    if (fields.is !== 'key_ceremony') return byCode[`${fields.is} ${code}`] ?? anyRecord[code] ?? byRecord[fields.is];
    const { kind } = fields.message;
    return byCode[`key_ceremony ${code}`] ?? byCode[`${kind} ${code}`] ?? anyRecord[code] ?? byMessage[kind];
}

/** Which check an entry fails that is refused with that code. Source: SPEC §6.6. */
export const idOfEntry = (code: Code): CheckId => byEntry[code] ?? 'record_form';

const byEntry: Readonly<Partial<Record<Code, CheckId>>> = {
    unknown_contest: 'record_order', unknown_box: 'record_order', not_open: 'record_order', closed: 'record_order', void_contest: 'record_order',
    unknown_slip: 'entry_slip', cancelled_slip: 'entry_slip', bad_signature: 'entry_signature', already_cast: 'counter', wrong_counter: 'counter',
    wrong_predecessor: 'counter', too_many_checks: 'counter', body_mismatch: 'body_entry', duplicate: 'duplicate',
};
