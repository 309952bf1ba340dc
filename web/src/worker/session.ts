/** The session behind a short name, read from its log and folded; grows while the page is open. */
import { hex, type Bytes } from '../crypto/base/bytes.ts';
import { refuse } from '../crypto/base/result.ts';
import { openCheckpoint, peekCheckpoint, type Checkpoint } from '../crypto/note/checkpoint.ts';
import { admit, admitLarge, beginSession, isBallot, largeOf, type SessionState } from '../crypto/session/page_state.ts';
import { recordType } from '../crypto/session/records.ts';
import { NoAnswer } from '../wire/types.ts';
import { Log, type Get, type Head } from './log.ts';

const largeType = 25;

function headOf({ size, root }: Checkpoint): Head {
    if (size > BigInt(Number.MAX_SAFE_INTEGER)) refuse('out_of_range');
    return { size: Number(size), root };
}

export class Session {
    readonly id: string;
    readonly log: Log;
    state: SessionState | null = null;
    /** The newest checkpoint that was verified, as it came. */
    note: Bytes | null = null;
    private folded = 0;

    constructor(id: string, get: Get) {
        this.id = id;
        this.log = new Log(get);
    }

    get origin(): string {
        return `${this.state?.setup.host ?? ''}/s/${this.id}`;
    }

    /** Who signs promises. */
    get server(): { readonly origin: string; readonly key: Bytes } {
        return { origin: this.origin, key: this.state?.setup.serverKey ?? refuse('not_now') };
    }

    /** Reads the log up to its newest checkpoint. Refuses: whatever does not hold. */
    async follow(short: string): Promise<void> {
        const note = await this.log.get('checkpoint');
        if (note === null) return;
        this.state ??= await this.begin(note, short);
        if (!this.state) return;
        const head = headOf(openCheckpoint(note, this.origin, this.state.setup.logKey));
        await this.log.follow(head);
        if (head.size === this.log.head.size) this.note = note;
        for (const { index, entry } of this.log.leavesFrom(this.folded)) {
            if (index > 0 && !isBallot(entry)) this.state = await this.admit(this.state, entry, index);
        }
        this.folded = this.log.head.size;
    }

    /** The first record names the key that signs the checkpoint; both are checked before anything else is believed. */
    private async begin(note: Bytes, short: string): Promise<SessionState | null> {
        const { size } = headOf(peekCheckpoint(note));
        if (size === 0) return null;
        const state = beginSession(await this.log.first(size));
        if (hex(state.setup.session) !== this.id || state.setup.shortName !== short) refuse('wrong_session');
        return state;
    }

    private async admit(state: SessionState, entry: Bytes, index: number): Promise<SessionState> {
        if (recordType(entry) !== largeType) return admit(state, entry, index);
        const sha256 = largeOf(state, entry);
        if (sha256 === null) return state;
        const bytes = await this.log.get(`records/${hex(sha256)}`);
        if (bytes === null) throw new NoAnswer();
        return admitLarge(state, entry, bytes, index);
    }
}
