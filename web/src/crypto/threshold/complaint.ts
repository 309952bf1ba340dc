/** A trustee (监票人) shows the share that a dealer sent: who lied? Source: SPEC §5.1. */
import { sha256 } from '@noble/hashes/sha2.js';
import { ascii, concat, equal, type Bytes } from '../base/bytes.ts';
import { refuse } from '../base/result.ts';
import { Reader } from '../encode/reader.ts';
import { H } from '../encode/transcript.ts';
import { u32 } from '../encode/writer.ts';
import { G, decodeElement, decodeKey, decodeScalar, holds, reduce, type Term } from '../group/ristretto255.ts';
import { equalLogsHold, readEqualLogsProof } from '../proof/equal_logs.ts';
import type { Complaint, Reveal } from './ceremony_messages.ts';

export type Verdict = 'founded' | 'unfounded';

/** What the box hides, if it is a scalar below q; otherwise null. */
function openBox(context: Bytes, { dealer, trustee, box, S }: Complaint, E: Bytes): bigint | null {
    const mask = H('dkg-share', ['context', context], ['i', u32(dealer)], ['j', u32(trustee)], ['R', box.slice(0, 32)], ['E', E], ['K', S]);
    try {
        return decodeScalar(box.slice(32).map((byte, i) => byte ^ mask[i]));
    } catch {
        return null;
    }
}

/**
 * The box is the one that was revealed, and S opens it; then anyone sees whether the share fits:
 * s·G − Σ_k j^k·A_i,k = 0. Needs: `context`'s trustees, ascending. Refuses: wrong_trustee, wrong_digest, bad_proof.
 */
export function verifyComplaint(context: Bytes, trustees: readonly number[], complaint: Complaint, E: Bytes, reveal: Reveal): Verdict {
    const { trustee: j, dealer: i, box, S, proof } = complaint;
    const place = trustees.indexOf(j);
    if (place < 0 || reveal.trustee !== i) refuse('wrong_trustee', 'complaint');
    if (!equal(sha256(box), reveal.boxes[place] ?? refuse('wrong_digest', 'box'))) refuse('wrong_digest', 'box');
    const statement = {
        context: concat(context, ascii('complaint'), u32(i), u32(j)),
        Y: decodeKey(E), alpha: [decodeKey(box.slice(0, 32))], D: [decodeKey(S)],
    };
    if (!equalLogsHold(statement, readEqualLogsProof(new Reader(proof)))) refuse('bad_proof', 'complaint');
    const s = openBox(context, complaint, E);
    if (s === null) return 'founded';
    const terms = reveal.A.map((A, k): Term => [-reduce(BigInt(j) ** BigInt(k)), decodeElement(A)]);
    return holds([[s, G], ...terms]) ? 'unfounded' : 'founded';
}
