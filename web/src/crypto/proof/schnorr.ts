/** Proof of knowledge of a logarithm; with the message of §6.5 it is the slip's signature. Source: SPEC §5; Schnorr 1991. */
import { concat, type Bytes } from '../base/bytes.ts';
import type { Draws } from '../base/rng.ts';
import { refuse } from '../base/result.ts';
import { Reader } from '../encode/reader.ts';
import { Hs } from '../encode/transcript.ts';
import { G, decodeElement, decodeScalar, encode, encodeScalar, holds, mul, reduce } from '../group/ristretto255.ts';
import type { Element, Scalar } from '../group/ristretto255.ts';

const challenge = (name: string, X: Element, T: Element, message: Bytes): Scalar =>
    Hs(name, ['X', encode(X)], ['R', encode(T)], ['message', message]);

/** T = w·G, z = w + c·x; gives T ‖ z. */
export function proveKnowledge(name: string, x: Scalar, message: Bytes, draw: Draws): Bytes {
    const w = draw();
    const T = mul(w, G);
    const c = challenge(name, mul(x, G), T, message);
    return concat(encode(T), encodeScalar(reduce(w + c * x)));
}

/** z·G − T − c·X = 0. Refuses: bad_proof, and what the decoders refuse. */
export function verifyKnowledge(name: string, X: Element, message: Bytes, proof: Bytes): void {
    const reader = new Reader(proof);
    const T = decodeElement(reader.take(32));
    const z = decodeScalar(reader.take(32));
    reader.end();
    const c = challenge(name, X, T, message);
    if (!holds([[z, G], [-1n, T], [-c, X]])) refuse('bad_proof', name);
}
