/** The joint key, threshold t of n: what anyone checks and derives from the trustees' messages. Source: SPEC §5; Pedersen 1991. */
import { concat, equal, type Bytes } from '../base/bytes.ts';
import { refuse } from '../base/result.ts';
import { H } from '../encode/transcript.ts';
import { bytesField, u16, u32, u8 } from '../encode/writer.ts';
import { decodeElement, decodeKey, identity, reduce, sum, type Element, type Term } from '../group/ristretto255.ts';
import { verifyKnowledge } from '../proof/schnorr.ts';
import type { Commit, Keys, Reveal } from './ceremony_messages.ts';

/** C = K ‖ attempt u16 ‖ the attempt's trustees. */
export const contextOf = (K: Bytes, attempt: number, trustees: readonly number[]): Bytes => concat(K, u16(attempt), ...trustees.map(u8));

/** Refuses: bad_proof. */
export const verifyKeys = (context: Bytes, { trustee, E, proof }: Keys): void =>
    verifyKnowledge('dkg-key', decodeKey(E), concat(context, u32(trustee)), proof);

/** Refuses: wrong_digest. */
export function verifyCommit(context: Bytes, { commitment }: Commit, { trustee, A }: Reveal): void {
    const expected = H('dkg-commit', ['context', context], ['i', u32(trustee)], ['A', concat(...A)]).slice(0, 32);
    if (!equal(expected, commitment)) refuse('wrong_digest', 'commitment');
}

/** Refuses: bad_proof. */
export const verifyReveal = (context: Bytes, { trustee, A, proof }: Reveal): void =>
    verifyKnowledge('dkg-pok', decodeKey(A[0]), concat(context, u32(trustee), ...A), proof);

/** What trustees compare before they confirm: over their records of kinds keys, commit, reveal, whole, in log order. */
export const ceremonyDigest = (context: Bytes, records: readonly Bytes[]): Bytes =>
    H('dkg-transcript', ['context', context], ['records', concat(...records.map(bytesField))]);

const key = (element: Element): Element => (element.is0() ? refuse('identity') : element);

export interface JointKey {
    readonly y: Element;
    /** Y_j of each trustee of the attempt. */
    readonly Y: readonly Element[];
}

/** y = Σ A_i,0 and Y_j = Σ_i Σ_k j^k·A_i,k. Refuses: identity. */
export function deriveJointKey(trustees: readonly number[], reveals: readonly Reveal[]): JointKey {
    const elements = reveals.map(({ A }) => A.map(decodeElement));
    const y = key(elements.reduce((total, [first]) => total.add(first), identity));
    const terms = (j: number): Term[] => elements.flatMap((A) => A.map((one, k): Term => [reduce(BigInt(j) ** BigInt(k)), one]));
    return { y, Y: trustees.map((j) => key(sum(terms(j)))) };
}
