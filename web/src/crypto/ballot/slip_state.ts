/** What the server says stands under a slip in one box. Source: SPEC §6.8. */
import { equal, type Bytes } from '../base/bytes.ts';
import { refuse } from '../base/result.ts';
import type { Code } from '../base/code.ts';
import { openAnswer } from '../note/answer.ts';
import { openWord, readUnsigned } from '../note/promise.ts';
import { entrySize, verifyEntry, type Entry } from './entry.ts';

export type SlipState =
    | { readonly is: 'unused' }
    | { readonly is: 'used'; readonly entry: Entry; readonly leaf: Bytes; readonly promise: Bytes }
    | { readonly is: 'refused'; readonly code: Code };

/** `asked`: what the request said. Refuses: bad_option, body_mismatch, and what entry and promise refuse. */
export function readSlipState(answer: Bytes, server: { readonly origin: string; readonly key: Bytes }, asked: Pick<Entry, 'Q' | 'box' | 'X'>): SlipState {
    const content = openAnswer(answer);
    switch (content[0]) {
        case 0:
            return content.length === 1 ? { is: 'unused' } : refuse('trailing_bytes');
        case 1:
            break;
        case 'g'.charCodeAt(0):
            return { is: 'refused', code: readUnsigned(content).refusal ?? refuse('bad_type') };
        default:
            refuse('bad_option');
    }
    const leaf = content.slice(1, 1 + entrySize);
    const promise = content.slice(1 + entrySize);
    const entry = verifyEntry(leaf);
    const asks = equal(entry.Q, asked.Q) && entry.box === asked.box && equal(entry.X, asked.X) && entry.disposition === 0;
    const word = openWord(promise, server.key);
    if (word.refusal !== null) refuse('bad_type', 'no promise');
    const fits = word.origin === server.origin && equal(word.Q, entry.Q) && word.disposition === 0 && equal(word.tracker, entry.tracker);
    return asks && fits ? { is: 'used', entry, leaf, promise } : refuse('body_mismatch');
}
