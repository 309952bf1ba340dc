/** Reads the canonical form; what it gives is valid. Source: SPEC §13.1. */
import type { Bytes } from '../base/bytes.ts';
import { refuse } from '../base/result.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const controls = /[\u0000-\u001f\u007f-\u009f]/;
const controlsOfLines = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;

/** UTF-8 without control characters. Refuses: bad_text. */
export function readText(bytes: Bytes, unwanted = controls): string {
    let text = '';
    try {
        text = decoder.decode(bytes);
    } catch {
        refuse('bad_text', 'not UTF-8');
    }
    if (unwanted.test(text)) refuse('bad_text', 'a control character');
    return text;
}

export class Reader {
    private readonly bytes: Bytes;
    private at = 0;

    constructor(bytes: Bytes) {
        this.bytes = bytes;
    }

    /** Refuses: wrong_length. */
    take(length: number): Bytes {
        if (length > this.bytes.length - this.at) refuse('wrong_length');
        this.at += length;
        return this.bytes.slice(this.at - length, this.at);
    }

    u8(): number {
        return this.take(1)[0];
    }
    u16(): number {
        return this.take(2).reduce((sum, byte) => sum * 256 + byte, 0);
    }
    u32(): number {
        return this.take(4).reduce((sum, byte) => sum * 256 + byte, 0);
    }
    u64(): bigint {
        return this.take(8).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
    }

    /** A u32 that may not be above `most`. Refuses: out_of_range. */
    count(most: number): number {
        const value = this.u32();
        if (value > most) refuse('out_of_range');
        return value;
    }

    /** A u8 below `options`. Refuses: bad_option. */
    choice(options: number): number {
        const value = this.u8();
        if (value >= options) refuse('bad_option');
        return value;
    }

    bool(): boolean {
        return this.choice(2) === 1;
    }
    bytesField(most: number): Bytes {
        return this.take(this.count(most));
    }
    text(most: number): string {
        return readText(this.bytesField(most));
    }
    /** As text, but for newlines and tabs, which it may hold. */
    lines(most: number): string {
        return readText(this.bytesField(most), controlsOfLines);
    }
    option<T>(member: () => T): T | null {
        return this.bool() ? member() : null;
    }
    list<T>(most: number, member: (index: number) => T): T[] {
        const count = this.count(most);
        return this.times(count, member);
    }
    times<T>(count: number, member: (index: number) => T): T[] {
        const out: T[] = [];
        for (let i = 0; i < count; i++) out.push(member(i));
        return out;
    }

    get position(): number {
        return this.at;
    }
    get left(): number {
        return this.bytes.length - this.at;
    }
    /** Refuses: trailing_bytes. */
    end(): void {
        if (this.left !== 0) refuse('trailing_bytes');
    }
}
