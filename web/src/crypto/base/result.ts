/** A refusal is the sender's fault: thrown by a decoder or a check, caught at once by whoever asked for it. */
import type { Code } from './code.ts';

export class Refusal extends Error {
    readonly code: Code;
    readonly detail: string;
    constructor(code: Code, detail = '') {
        super(detail ? `${code}: ${detail}` : code);
        this.name = 'Refusal';
        this.code = code;
        this.detail = detail;
    }
}

export function refuse(code: Code, detail = ''): never {
    throw new Refusal(code, detail);
}
