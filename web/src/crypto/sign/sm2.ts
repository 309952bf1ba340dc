/** SM2 signatures with SM3, on published files. Source: SPEC §10; GB/T 32918.1, .2 §5.5, §7, .5. */
import { weierstrass } from '@noble/curves/abstract/weierstrass.js';
import { ascii, concat, type Bytes } from '../base/bytes.ts';
import { refuse } from '../base/result.ts';
import { number } from '../encode/writer.ts';
import { Reader } from '../encode/reader.ts';
import { sm3 } from './sm3.ts';

const p = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn;
export const n = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;
const a = p - 3n;
const b = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n;
const Gx = 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n;
const Gy = 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n;

export const Point = weierstrass({ p, n, h: 1n, a, b, Gx, Gy });
type Point = InstanceType<typeof Point>;

export const sm2KeySize = 65;
const identity = ascii('1234567812345678');

const bigEndian = (bytes: Bytes): bigint => bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
export const word = (value: bigint): Bytes =>
    concat(...[192n, 128n, 64n, 0n].map((shift) => number((value >> shift) & 0xffffffffffffffffn, 8)));

/** 04 ‖ x ‖ y. Refuses: wrong_length, bad_key. */
export function decodeSm2Key(bytes: Bytes): Point {
    if (bytes.length !== sm2KeySize) refuse('wrong_length');
    const [x, y] = [bigEndian(bytes.slice(1, 33)), bigEndian(bytes.slice(33))];
    if (bytes[0] !== 4 || x >= p || y >= p || (y * y - (x * x * x + a * x + b)) % p !== 0n) refuse('bad_key');
    return Point.fromAffine({ x, y });
}

/** e = SM3(Z ‖ message), Z over ENTL ‖ id ‖ a ‖ b ‖ x_G ‖ y_G ‖ x_A ‖ y_A. */
export function sm2Digest(key: Bytes, message: Bytes): bigint {
    const Z = sm3(concat(number(8 * identity.length, 2), identity, ...[a, b, Gx, Gy].map(word), key.slice(1)));
    return bigEndian(sm3(concat(Z, message)));
}

/** A minimal DER INTEGER that is not negative. Refuses: bad_format. */
function readInteger(reader: Reader): bigint {
    const [tag, length] = [reader.u8(), reader.u8()];
    if (tag !== 2 || length < 1 || length > 127) refuse('bad_format', 'DER');
    const bytes = reader.take(length);
    const padded = length > 1 && bytes[0] === 0 && bytes[1] < 0x80;
    return bytes[0] >= 0x80 || padded ? refuse('bad_format', 'DER') : bigEndian(bytes);
}

/** SEQUENCE of r and s. Refuses: bad_format. */
function readSignature(bytes: Bytes): readonly [r: bigint, s: bigint] {
    try {
        const reader = new Reader(bytes);
        if (reader.u8() !== 0x30 || reader.u8() !== reader.left) refuse('bad_format', 'DER');
        const pair = [readInteger(reader), readInteger(reader)] as const;
        reader.end();
        return pair;
    } catch {
        refuse('bad_format', 'DER');
    }
}

const inRange = (value: bigint): boolean => value > 0n && value < n;

/** t = r + s;  (x_1, y_1) = s·G + t·P_A;  r = e + x_1. Refuses: wrong_length, bad_key, bad_format, bad_signature. */
export function verifySm2(key: Bytes, message: Bytes, signature: Bytes): void {
    const P = decodeSm2Key(key);
    const [r, s] = readSignature(signature);
    const t = (r + s) % n;
    if (!inRange(r) || !inRange(s) || t === 0n) refuse('bad_signature');
    const R = Point.BASE.multiplyUnsafe(s).add(P.multiplyUnsafe(t));
    if (R.is0() || (sm2Digest(key, message) + R.toAffine().x) % n !== r) refuse('bad_signature');
}
