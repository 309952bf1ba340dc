/** Opening and closing codes: 24 characters that a room can compare. Source: SPEC §3.3. */
import type { Bytes } from '../base/bytes.ts';
import { crockford } from '../base/crockford.ts';
import { H } from '../encode/transcript.ts';

export const codeOf = (of: Bytes): string => crockford(H('code', ['of', of]).slice(0, 15));
