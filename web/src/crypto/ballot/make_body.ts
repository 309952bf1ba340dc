/** Fills in a ballot: a function of contest, key, header, marks and seed. Source: SPEC §6.4, §7. */
import { concat, type Bytes } from '../base/bytes.ts';
import { encodeCiphertexts, encrypt, type Ciphertext } from '../elgamal/ciphertext.ts';
import { nonces } from '../elgamal/nonce.ts';
import type { Element } from '../group/ristretto255.ts';
import { proveOneOfMany, type Opening } from '../proof/one_of_many.ts';
import { digitsOf } from '../proof/sum.ts';
import { encodeHeader, type Header } from './body.ts';
import type { Contest } from './definition.ts';
import { digestOf, statements, weightsOf } from './layout.ts';

/** Needs: `marks`, one 0 or 1 a cell, within the contest's bounds (throws otherwise). */
export function makeBody(contest: Contest, y: Element, header: Header, marks: readonly number[], seed: Bytes): Bytes {
    const head = encodeHeader(header);
    const draw = nonces(seed, head);
    const opening = (plaintexts: readonly number[]): Opening => ({ plaintexts, r: plaintexts.map(draw) });
    const cellMarks = opening(marks);
    const digitMarks = contest.sums.map((bound) => {
        const total = bound.cells.reduce((sum, cell) => sum + marks[cell], 0);
        const weights = weightsOf(bound);
        return opening(weights.length ? digitsOf(total - bound.lo, weights).slice(1) : []);
    });
    const sealAll = ({ plaintexts, r }: Opening): Ciphertext[] => plaintexts.map((m, k) => encrypt(y, m, r[k]));
    const cells = sealAll(cellMarks);
    const digits = digitMarks.map(sealAll);
    const ciphertexts = encodeCiphertexts([...cells, ...digits.flat()]);
    const digest = digestOf(y, head, ciphertexts);
    const proofs = statements(contest, { cells, digits, marks: cellMarks, digitMarks }).map((one, p) =>
        proveOneOfMany({ y, digest, p, options: one.options }, one.opening, draw));
    return concat(head, ciphertexts, ...proofs);
}
