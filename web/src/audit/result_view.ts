/**
 * result.json, the derived view: what it says about the record is computed again. Sentences (`findings`) are for people and
 * are not compared: what they may say stands in no specification. Source: SPEC §10, §11 (result_view).
 */
import { hex, type Bytes } from '../crypto/base/bytes.ts';
import { inGroups } from '../crypto/base/crockford.ts';
import { refuse } from '../crypto/base/result.ts';
import { codeOf } from '../crypto/ballot/codes.ts';
import type { State } from '../crypto/session/state.ts';
import type { ContestState } from '../crypto/session/page_state.ts';
import { withVerdict, type Outcome } from '../rules/outcome.ts';
import { decodeProcedure } from '../rules/procedure.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** What the record says that the view is made of. */
export interface Known {
    readonly state: State;
    readonly size: number;
    readonly root: Bytes;
    /** By Q in hexadecimal. */
    readonly outcomes: ReadonlyMap<string, Outcome>;
    readonly voidReasons: ReadonlyMap<string, string>;
}

const code = (of: Bytes): string => (of.length === 0 ? '' : inGroups(codeOf(of)));

function outcomeView({ contest }: ContestState, outcome: Outcome): Json {
    const { due, present, issued, received, valid, candidates } = outcome;
    const names = (verdict: 'elected' | 'tied'): Json => withVerdict(outcome, verdict).map((i) => contest.candidates[i].name);
    return {
        figures: { due, present, issued, received, valid, spoiled: received - valid },
        candidates: candidates.map(({ approve, reject, abstain, verdict }, i) =>
            ({ name: contest.candidates[i].name, note: contest.candidates[i].note, approve, reject, abstain, verdict })),
        elected: names('elected'),
        tied: names('tied'),
    };
}

function contestView(one: ContestState, { state, outcomes, voidReasons }: Known): Json {
    const { contest, Q, outcome } = one;
    const id = hex(Q);
    const rules = decodeProcedure(contest.rules);
    const known = outcomes.get(id);
    return {
        id, title: contest.title, preset: rules.preset, preset_version: rules.version, regulation: rules.regulation.zh, seats: contest.seats,
        closing_code: code(state.counts.get(id)?.closingRoot ?? new Uint8Array(0)),
        void_reason: voidReasons.get(id) ?? '',
        outcome: known ? outcomeView(one, known) : null,
        records: outcome ? { outcome: hex(outcome) } : {},
    };
}

/** As much of result.json as follows from the record. */
export function viewOf(known: Known): Json {
    const { page } = known.state;
    return {
        format: 'gongdao/v1/result', session: hex(page.setup.session), title: page.setup.title, organisation: page.setup.organisation,
        opening_code: code(page.M),
        contests: page.contests.map((one) => contestView(one, known)),
        records: { setup: hex(page.K), manifest: hex(page.M) },
        log: { size: known.size, root: hex(known.root) },
    };
}

const isObject = (value: Json | undefined): value is { readonly [name: string]: Json } =>
    typeof value === 'object' && value !== null && !Array.isArray(value);

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** The first place where `found` says something else than `wanted`; more members than wanted are no matter. Null if none. */
export function firstDifference(wanted: Json, found: Json | undefined, at = ''): string | null {
    if (isList(wanted)) {
        if (!isList(found) || found.length !== wanted.length) return at;
        return wanted.map((one, i) => firstDifference(one, found[i], `${at}/${i}`)).find((place) => place !== null) ?? null;
    }
    if (isObject(wanted)) {
        if (!isObject(found)) return at;
        return Object.entries(wanted).map(([name, one]) => firstDifference(one, found[name], `${at}/${name}`)).find((place) => place !== null) ?? null;
    }
    return wanted === found ? null : at;
}

/** Refuses: bad_json, body_mismatch. */
export function checkView(bytes: Bytes, known: Known): void {
    let found: Json = null;
    try {
        found = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
    } catch {
        refuse('bad_json');
    }
    const place = firstDifference(viewOf(known), found);
    if (place !== null) refuse('body_mismatch', place);
}
