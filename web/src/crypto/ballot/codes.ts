/** Short codes that people compare: opening and closing code, anchor, tracker. Source: SPEC §3.3, §6.4. */
import type { Bytes } from '../base/bytes.ts';
import { crockford } from '../base/crockford.ts';
import { H } from '../encode/transcript.ts';
import { encode, type Element } from '../group/ristretto255.ts';

const shown = 15;

/** 24 characters that stand for 32 bytes: M or a round's Q (开箱码), the root after closing (封箱码). */
export const codeOf = (of: Bytes): string => crockford(H('code', ['of', of]).slice(0, shown));

/** 32 characters that a slip may carry: they fix the election's key. */
export const anchorOf = (K: Bytes, y: Element): string => crockford(H('anchor', ['K', K], ['y', encode(y)]).slice(0, 20));

/** A tracker (回执码) as 24 characters: its first bytes, not hashed again. */
export const textOfTracker = (tracker: Bytes): string => crockford(tracker.slice(0, shown));
