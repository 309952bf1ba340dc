/** The entries of the log as static files. Source: SPEC §10; C2SP tlog-tiles. */
import type { Bytes } from '../base/bytes.ts';
import { Reader } from '../encode/reader.ts';

/** Refuses: wrong_length, trailing_bytes. */
export function decodeBundle(bytes: Bytes, width: number): Bytes[] {
    const reader = new Reader(bytes);
    const entries = reader.times(width, () => reader.take(reader.u16()));
    reader.end();
    return entries;
}
