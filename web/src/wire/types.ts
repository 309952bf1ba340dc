/** What comes over the wire, once parsed. */
import type { Bytes } from '../crypto/base/bytes.ts';

/** An answer to a POST. Its meaning is the worker's business. */
export interface Reply {
    readonly status: number;
    readonly retryAfter: number | null;
    readonly body: Bytes;
}

/** No answer came: nobody knows what the server did. */
export class NoAnswer extends Error {
    constructor() {
        super('no answer');
        this.name = 'NoAnswer';
    }
}
