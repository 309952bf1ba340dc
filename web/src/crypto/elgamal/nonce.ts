/** All secret scalars of one ballot come from one seed. Source: SPEC §7. */
import type { Bytes } from '../base/bytes.ts';
import type { Draws } from '../base/rng.ts';
import { Hs } from '../encode/transcript.ts';
import { u32 } from '../encode/writer.ts';

export const seedSize = 32;

/** Hs("nonce"; seed, header, index) for index 0, 1, 2, … */
export function nonces(seed: Bytes, header: Bytes): Draws {
    let index = 0;
    return () => Hs('nonce', ['seed', seed], ['header', header], ['index', u32(index++)]);
}
