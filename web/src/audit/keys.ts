/** The keys of `setup` as PEM, as `openssl` reads them. Source: SPEC §10; RFC 8410; GB/T 35276. */
import { base64, concat, fromHex, utf8, type Bytes } from '../crypto/base/bytes.ts';
import type { Setup } from '../crypto/session/records.ts';

/** SubjectPublicKeyInfo before the key. */
const ed25519 = fromHex('302a300506032b6570032100');
const sm2 = fromHex('3059301306072a8648ce3d020106082a811ccf5501822d034200');

const pem = (prefix: Bytes, key: Bytes): Bytes =>
    utf8(`-----BEGIN PUBLIC KEY-----\n${base64(concat(prefix, key)).replace(/.{1,64}/g, '$&\n')}-----END PUBLIC KEY-----\n`);

export const ed25519Pem = (key: Bytes): Bytes => pem(ed25519, key);
export const sm2Pem = (key: Bytes): Bytes => pem(sm2, key);

/** By path. */
export const publishedKeys = ({ serverKey, sm2Key, logKey }: Setup): readonly (readonly [path: string, bytes: Bytes])[] =>
    [['keys/server.pem', ed25519Pem(serverKey)], ['keys/sm2.pem', sm2Pem(sm2Key)], ['keys/log.pem', ed25519Pem(logKey)]];
