/** The trustees (监票人) make the election's key together; anyone can derive it from their records. Source: SPEC §5. */
import { concat, equal, type Bytes } from '../base/bytes.ts';
import { refuse } from '../base/result.ts';
import type { Reader } from '../encode/reader.ts';
import { H } from '../encode/transcript.ts';
import { bytesField, u16, u32, u8 } from '../encode/writer.ts';
import { decodeElement, decodeKey, identity, type Element } from '../group/ristretto255.ts';
import { verifyKnowledge } from '../proof/schnorr.ts';

interface From {
    readonly attempt: number;
    readonly trustee: number;
}
export type CeremonyMessage = From & (
    | { readonly kind: 'keys'; readonly E: Bytes; readonly proof: Bytes }
    | { readonly kind: 'commit'; readonly commitment: Bytes }
    | { readonly kind: 'reveal'; readonly A: readonly Bytes[]; readonly proof: Bytes }
    | { readonly kind: 'complaint'; readonly dealer: number }
    | { readonly kind: 'confirm'; readonly digest: Bytes }
    | { readonly kind: 'restart'; readonly trustees: readonly number[] }
);

/** How long a `reveal` is: elements by the threshold, boxes by the trustees of its attempt. */
export interface CeremonyShape {
    readonly threshold: number;
    readonly dealers: number;
}

export function decodeCeremony(reader: Reader, shape: CeremonyShape): CeremonyMessage {
    const kind = reader.choice(6);
    const from = { attempt: reader.u16(), trustee: reader.u8() };
    switch (kind) {
        case 0:
            return { kind: 'keys', ...from, E: reader.take(32), proof: reader.take(64) };
        case 1:
            return { kind: 'commit', ...from, commitment: reader.take(32) };
        case 2: {
            const A = reader.times(shape.threshold, () => reader.take(32));
            const proof = reader.take(64);
            reader.times(shape.dealers, () => reader.take(32));
            return { kind: 'reveal', ...from, A, proof };
        }
        case 3: {
            const dealer = reader.u8();
            reader.take(64 + 32 + 96);
            return { kind: 'complaint', ...from, dealer };
        }
        case 4: {
            const digest = reader.take(64);
            reader.choice(3);
            reader.choice(2);
            return { kind: 'confirm', ...from, digest };
        }
        default: {
            reader.text(1_000);
            return { kind: 'restart', ...from, trustees: reader.list(15, () => reader.u8()) };
        }
    }
}

/** One attempt, as far as the log has told it. */
export interface Attempt {
    readonly number: number;
    readonly trustees: readonly number[];
    readonly commitments: ReadonlyMap<number, Bytes>;
    readonly keys: ReadonlySet<number>;
    readonly constants: ReadonlyMap<number, Element>;
    readonly complained: boolean;
    readonly confirmed: ReadonlySet<number>;
    /** The records of kinds keys, commit, reveal, whole, in log order. */
    readonly transcript: readonly Bytes[];
}

export const beginAttempt = (number: number, trustees: readonly number[]): Attempt => ({
    number, trustees, keys: new Set(), commitments: new Map(), constants: new Map(), complained: false, confirmed: new Set(), transcript: [],
});

const contextOf = (K: Bytes, { number, trustees }: Attempt): Bytes => concat(K, u16(number), ...trustees.map(u8));

export const ceremonyDigest = (K: Bytes, attempt: Attempt): Bytes =>
    H('dkg-transcript', ['context', contextOf(K, attempt)], ['records', concat(...attempt.transcript.map(bytesField))]);

/** y = Σ A_i,0. Refuses: identity. */
export function jointKey(attempt: Attempt): Element {
    const y = [...attempt.constants.values()].reduce((sum, A) => sum.add(A), identity);
    return y.is0() ? refuse('identity') : y;
}

const including = <V>(map: ReadonlyMap<number, V>, key: number, value: V): Map<number, V> => new Map([...map, [key, value]]);

function readReveal(context: Bytes, trustee: number, A: readonly Bytes[], proof: Bytes, commitment: Bytes): Element {
    const all = concat(...A);
    const constant = decodeKey(A[0]);
    A.slice(1).forEach(decodeElement);
    const expected = H('dkg-commit', ['context', context], ['i', u32(trustee)], ['A', all]).slice(0, 32);
    if (!equal(expected, commitment)) refuse('bad_proof', 'commitment');
    verifyKnowledge('dkg-pok', constant, concat(context, u32(trustee), all), proof);
    return constant;
}

/** What the attempt is after a message of its own. Refuses: not_now, bad_proof, identity and decoders' codes. */
export function admitCeremony(K: Bytes, attempt: Attempt, message: CeremonyMessage, record: Bytes, threshold: number): Attempt {
    const { trustees, keys, commitments, constants, complained, confirmed } = attempt;
    const { trustee } = message;
    const needs = (condition: boolean): void => (condition ? undefined : refuse('not_now', message.kind));
    if (message.kind === 'restart') {
        const ascending = message.trustees.every((one, i) => trustees.includes(one) && (i === 0 || one > message.trustees[i - 1]));
        needs(message.attempt === attempt.number + 1 && trustee === 0 && ascending && message.trustees.length >= threshold);
        return beginAttempt(message.attempt, message.trustees);
    }
    needs(message.attempt === attempt.number && trustees.includes(trustee));
    const context = contextOf(K, attempt);
    const transcript = [...attempt.transcript, record];
    switch (message.kind) {
        case 'keys':
            needs(commitments.size === 0 && !keys.has(trustee));
            verifyKnowledge('dkg-key', decodeKey(message.E), concat(context, u32(trustee)), message.proof);
            return { ...attempt, keys: new Set([...keys, trustee]), transcript };
        case 'commit':
            needs(keys.size === trustees.length && constants.size === 0 && !commitments.has(trustee));
            return { ...attempt, commitments: including(commitments, trustee, message.commitment), transcript };
        case 'reveal': {
            needs(commitments.size === trustees.length && !constants.has(trustee));
            const commitment = commitments.get(trustee) ?? refuse('not_now');
            const constant = readReveal(context, trustee, message.A, message.proof, commitment);
            return { ...attempt, constants: including(constants, trustee, constant), transcript };
        }
        case 'complaint':
            needs(constants.size === trustees.length && !confirmed.has(trustee));
            return { ...attempt, complained: true };
        case 'confirm':
            needs(constants.size === trustees.length && !complained && !confirmed.has(trustee));
            if (!equal(message.digest, ceremonyDigest(K, attempt))) refuse('bad_proof', 'ceremony digest');
            return { ...attempt, confirmed: new Set([...confirmed, trustee]) };
    }
}
