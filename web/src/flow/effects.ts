/** What a change of the voter's page asks of the world. Pure: a list of orders. */
import { longAfter, slowAfter } from './sending.ts';
import { depthOf, type Event, type State } from './vote.ts';
import type { Marks } from './paper.ts';

export type Effect =
    | { readonly do: 'seal'; readonly serial: number; readonly marks: readonly Marks[] }
    | { readonly do: 'send'; readonly ballot: number; readonly attempt: number }
    | { readonly do: 'wake'; readonly after: number; readonly event: Event }
    | { readonly do: 'push'; readonly depth: number }
    | { readonly do: 'follow' | 'celebrate' | 'forget' };

const openingSlow = 4;

const isSending = (state: State): boolean => state.at === 'casting' && state.sending.phase === 'sending';

function sendingEffects(before: State, after: State): Effect[] {
    if (after.at !== 'casting') return [];
    const { ballot, attempt, phase, rest } = after.sending;
    const was = before.at === 'casting' && before.sending.ballot === ballot ? before.sending : null;
    const effects: Effect[] = [];
    if (isSending(after) && (was?.attempt !== attempt || was.phase !== 'sending')) effects.push({ do: 'send', ballot, attempt });
    if (was === null) {
        effects.push({ do: 'wake', after: slowAfter, event: { type: 'waited', ballot, patience: 'slow' } });
        effects.push({ do: 'wake', after: longAfter, event: { type: 'waited', ballot, patience: 'long' } });
    }
    if (phase === 'resting' && was?.phase !== 'resting' && rest !== Infinity) {
        effects.push({ do: 'wake', after: rest, event: { type: 'wake', attempt } });
    }
    return effects;
}

export function effectsOf(before: State, after: State): Effect[] {
    const effects: Effect[] = [];
    if (after.at === 'opening' && before.at !== 'opening') effects.push({ do: 'wake', after: openingSlow, event: { type: 'slow' } });
    if (after.at === 'review' && (before.at !== 'review' || before.serial !== after.serial)) {
        const begun = 'serial' in before && before.serial === after.serial;
        if (!begun) effects.push({ do: 'seal', serial: after.serial, marks: after.marks });
    }
    if (depthOf(after) > depthOf(before)) effects.push({ do: 'push', depth: depthOf(after) });
    effects.push(...sendingEffects(before, after));
    if (after.at === 'waiting' && before.at !== 'waiting') effects.push({ do: 'follow' });
    if (after.at === 'receipt' && before.at !== 'receipt') effects.push(...(after.own ? [{ do: 'celebrate' } as const] : []), { do: 'follow' });
    if (after.at === 'cleared' && before.at !== 'cleared') effects.push({ do: 'forget' });
    return effects;
}
