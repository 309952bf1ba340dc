/** In which order the ceremony's messages may come. Source: SPEC §5.2. */
import { equal, hex, type Bytes } from '../base/bytes.ts';
import { refuse } from '../base/result.ts';
import type { CeremonyMessage, Commit, Keys, Restart, Reveal } from '../threshold/ceremony_messages.ts';
import { ceremonyDigest, contextOf, deriveJointKey, verifyCommit, verifyKeys, verifyReveal } from '../threshold/key_ceremony.ts';

/** One attempt, as far as the log has told it. */
export interface Attempt {
    readonly number: number;
    readonly trustees: readonly number[];
    readonly keys: readonly Keys[];
    readonly commits: readonly Commit[];
    readonly reveals: readonly Reveal[];
    /** `complainer/dealer`. */
    readonly complaints: readonly string[];
    readonly confirmed: readonly number[];
    /** The records of keys, commits and reveals, whole, in log order. */
    readonly transcript: readonly Bytes[];
    /** Every E_i so far, of earlier attempts too: each is to be fresh. */
    readonly seen: readonly string[];
}

export const beginAttempt = (number: number, trustees: readonly number[], seen: readonly string[] = []): Attempt =>
    ({ number, trustees, keys: [], commits: [], reveals: [], complaints: [], confirmed: [], transcript: [], seen });

export const digestOfAttempt = (K: Bytes, { number, trustees, transcript }: Attempt): Bytes =>
    ceremonyDigest(contextOf(K, number, trustees), transcript);

function restarted(attempt: Attempt, { attempt: number, trustees }: Restart, threshold: number): Attempt {
    const some = trustees.every((one) => attempt.trustees.includes(one));
    if (number !== attempt.number + 1) refuse('not_now', 'restart');
    return some && trustees.length >= threshold ? beginAttempt(number, trustees, attempt.seen) : refuse('wrong_trustee', 'restart');
}

/** The attempt after one more message. Refuses: not_now, wrong_trustee, duplicate, wrong_count, wrong_digest, bad_proof, identity. */
export function admitMessage(K: Bytes, attempt: Attempt, message: CeremonyMessage, record: Bytes, threshold: number): Attempt {
    if (message.kind === 'restart') return restarted(attempt, message, threshold);
    const { trustees, keys, commits, reveals, complaints, confirmed, seen } = attempt;
    const { trustee } = message;
    const needs = (condition: boolean): void => (condition ? undefined : refuse('not_now', message.kind));
    const from = (others: readonly { readonly trustee: number }[]): boolean => others.some((one) => one.trustee === trustee);
    needs(message.attempt === attempt.number);
    if (!trustees.includes(trustee)) refuse('wrong_trustee', message.kind);
    const context = contextOf(K, attempt.number, trustees);
    const transcript = [...attempt.transcript, record];
    switch (message.kind) {
        case 'keys': {
            needs(commits.length === 0 && !from(keys));
            const E = hex(message.E);
            if (seen.includes(E)) refuse('duplicate', 'E');
            verifyKeys(context, message);
            return { ...attempt, keys: [...keys, message], seen: [...seen, E], transcript };
        }
        case 'commit':
            needs(keys.length === trustees.length && reveals.length === 0 && !from(commits));
            return { ...attempt, commits: [...commits, message], transcript };
        case 'reveal': {
            needs(commits.length === trustees.length && !from(reveals));
            if (message.A.length !== threshold || message.boxes.length !== trustees.length) refuse('wrong_count', 'reveal');
            verifyCommit(context, commits.find((one) => one.trustee === trustee) ?? refuse('not_now'), message);
            verifyReveal(context, message);
            if (reveals.length + 1 === trustees.length) deriveJointKey(trustees, [...reveals, message]);
            return { ...attempt, reveals: [...reveals, message], transcript };
        }
        case 'complaint': {
            const about = `${trustee}/${message.dealer}`;
            needs(reveals.length === trustees.length && !confirmed.includes(trustee) && !complaints.includes(about));
            return { ...attempt, complaints: [...complaints, about] };
        }
        case 'confirm':
            needs(reveals.length === trustees.length && complaints.length === 0 && !confirmed.includes(trustee));
            if (!equal(message.digest, digestOfAttempt(K, attempt))) refuse('wrong_digest', 'ceremony');
            return { ...attempt, confirmed: [...confirmed, trustee] };
    }
}
