/** Every answer to a cast has one length. Source: SPEC §6.7. */
import type { Bytes } from '../base/bytes.ts';
import { refuse } from '../base/result.ts';
import { Reader } from '../encode/reader.ts';

export const answerSize = 1_024;

/** u16 length ‖ content ‖ zeros. Refuses: wrong_length, not_zero. */
export function openAnswer(bytes: Bytes): Bytes {
    if (bytes.length !== answerSize) refuse('wrong_length');
    const reader = new Reader(bytes);
    const length = reader.u16();
    if (length < 1 || length > answerSize - 2) refuse('wrong_length');
    const content = reader.take(length);
    if (reader.take(reader.left).some((byte) => byte !== 0)) refuse('not_zero');
    return content;
}
