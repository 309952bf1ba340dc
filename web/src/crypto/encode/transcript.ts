/** Labelled, length-prefixed hashing. Source: SPEC §1.3. */
import { sha512 } from '@noble/hashes/sha2.js';
import { concat, utf8, type Bytes } from '../base/bytes.ts';
import { scalarOfWide, type Scalar } from '../group/ristretto255.ts';
import { u32, u8 } from './writer.ts';

/** Fields in the order of the specification: label, data. */
export type Field = readonly [label: string, data: Bytes];

/** H(name; label: data, …), 64 bytes. */
export function H(name: string, ...fields: readonly Field[]): Bytes {
    const full = utf8('gongdao/v1/' + name);
    const hash = sha512.create().update(u8(full.length)).update(full);
    for (const [label, data] of fields) {
        const name = utf8(label);
        hash.update(concat(u8(name.length), name, u32(data.length))).update(data);
    }
    return hash.digest();
}

/** The same as a scalar. */
export const Hs = (name: string, ...fields: readonly Field[]): Scalar => scalarOfWide(H(name, ...fields));
