/** Chance is an argument: the system's generator outside of tests. Source: SPEC §2 (6). */
import { scalarOfWide, type Scalar } from '../group/ristretto255.ts';
import type { Bytes } from './bytes.ts';

/** Gives that many random bytes. */
export type Rng = (length: number) => Bytes;
/** Gives the next secret scalar. */
export type Draws = () => Scalar;

export const systemRng: Rng = (length) => crypto.getRandomValues(new Uint8Array(length));
export const draws = (rng: Rng): Draws => () => scalarOfWide(rng(64));
