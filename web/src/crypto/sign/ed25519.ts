/** Ed25519, strict: canonical keys of prime order, cofactorless check. Source: SPEC §10; RFC 8032. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { concat, equal, hex, type Bytes } from '../base/bytes.ts';
import { refuse } from '../base/result.ts';

const { Point } = ed25519;
type Point = InstanceType<typeof Point>;

const order = Point.Fn.ORDER;
const littleEndian = (bytes: Bytes): bigint => bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);

const checked = new Map<string, Point>();

/** Remembers the keys that it has checked: a session has few. Refuses: wrong_length, bad_key. */
export function decodeVerifyKey(bytes: Bytes): Point {
    const known = checked.get(hex(bytes));
    if (known) return known;
    if (bytes.length !== 32) refuse('wrong_length');
    let point = Point.ZERO;
    try {
        point = Point.fromBytes(bytes, false);
    } catch {
        refuse('bad_key');
    }
    if (point.is0() || !point.isTorsionFree() || !equal(point.toBytes(), bytes)) refuse('bad_key');
    checked.set(hex(bytes), point);
    return point;
}

/** enc(S·B − h·A) = R as bytes. Refuses: bad_key, bad_signature. */
export function verifySignature(key: Bytes, message: Bytes, signature: Bytes): void {
    const A = decodeVerifyKey(key);
    if (signature.length !== 64) refuse('bad_signature');
    const R = signature.slice(0, 32);
    const S = littleEndian(signature.slice(32));
    if (S >= order) refuse('bad_signature');
    const h = littleEndian(sha512(concat(R, key, message))) % order;
    const expected = Point.BASE.multiplyUnsafe(S).subtract(A.multiplyUnsafe(h));
    if (!equal(expected.toBytes(), R)) refuse('bad_signature');
}
