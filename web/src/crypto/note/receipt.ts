/** A voter's receipt (回执): the proof that the ballot is in the log. Source: SPEC §10; C2SP tlog-proof. */
import { base64, type Bytes } from '../base/bytes.ts';

/** `checkpoint`: the signed note that the proof leads to. */
export const encodeReceipt = (entry: Bytes, index: number, path: readonly Bytes[], checkpoint: string): string =>
    ['c2sp.org/tlog-proof@v1', `extra ${base64(entry)}`, `index ${index}`, ...path.map(base64), '', checkpoint].join('\n');
