/**
 * A session made in memory by the client's own twin of the protocol: setup, key ceremony, manifest, lists, attendance, and
 * whatever a test appends. It stands in for a server where a test needs faults that a good server does not have.
 */
import { createHash, createPrivateKey, createPublicKey, sign as signWith, type KeyObject } from 'node:crypto';
import { base64, concat, equal, hex, utf8, type Bytes } from '../../../web/src/crypto/base/bytes.ts';
import { crockford } from '../../../web/src/crypto/base/crockford.ts';
import { draws, systemRng } from '../../../web/src/crypto/base/rng.ts';
import { publicKey, slipKey } from '../../../web/src/crypto/ballot/slip.ts';
import { bool, bytesField, list, option, textField, u16, u32, u64, u8 } from '../../../web/src/crypto/encode/writer.ts';
import { H } from '../../../web/src/crypto/encode/transcript.ts';
import { G, encode, mul, type Scalar } from '../../../web/src/crypto/group/ristretto255.ts';
import { leafHash, rootOf } from '../../../web/src/crypto/merkle/hash.ts';
import { keyId } from '../../../web/src/crypto/note/signed_note.ts';
import { proveKnowledge } from '../../../web/src/crypto/proof/schnorr.ts';
import { anchorOf } from '../../../web/src/crypto/ballot/codes.ts';
import { contestId } from '../../../web/src/crypto/session/manifest.ts';

const draw = draws(systemRng);

export interface Plan {
    readonly host: string;
    readonly short: string;
    readonly title: string;
    readonly organisation: string;
    readonly contests: readonly { readonly title: string; readonly seats: number; readonly candidates: readonly (readonly [name: string, note: string])[] }[];
    readonly slips: number;
    /** Of each definition, and in `setup`: what a voter's page does not look at, and an observer's does. */
    readonly rules?: Bytes;
    readonly sm2Key?: Bytes;
    readonly policy?: string;
}

export const sha256 = (bytes: Bytes): Bytes => new Uint8Array(createHash('sha256').update(bytes).digest());

/** PKCS #8 before the 32 bytes of an Ed25519 seed. */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const keyOf = (seed: Bytes): KeyObject => createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' });
export const sign = (seed: Bytes, message: Bytes): Bytes => new Uint8Array(signWith(null, message, keyOf(seed)));
export const publicOf = (seed: Bytes): Bytes => new Uint8Array(createPublicKey(keyOf(seed)).export({ format: 'der', type: 'spki' }).subarray(-32));

export class FixtureSession {
    readonly plan: Plan;
    readonly id = systemRng(16);
    readonly server = systemRng(32);
    readonly log = systemRng(32);
    readonly trustees = [systemRng(32), systemRng(32), systemRng(32)];
    readonly codes: string[] = [];
    readonly leaves: Bytes[] = [];
    readonly lists: Bytes[][];
    readonly definitions: Bytes[];
    readonly K: Bytes;
    M: Bytes = new Uint8Array(0);
    secret: Scalar = 0n;
    /** Of each trustee, constant first. */
    polynomials: readonly (readonly Scalar[])[] = [];
    /** Of each round, the outcome that it follows. */
    private readonly afters: Bytes[] = [];
    private readonly slots: number;

    constructor(plan: Plan) {
        this.plan = plan;
        this.slots = plan.contests.length + 8;
        for (let i = 0; i < plan.slips; i++) this.codes.push(crockford(systemRng(17)).slice(0, 26));
        this.lists = [Array.from({ length: this.slots }, (_, slot) => this.codes
            .map((code) => publicKey(slipKey(this.id, 0, slot, code)))
            .sort((a, b) => (hex(a) < hex(b) ? -1 : 1))).map((keys) => concat(...keys))];
        this.definitions = plan.contests.map((contest, slot) => this.definition(contest, slot));
        this.K = this.append(this.setup(), [0]);
    }

    get hexId(): string {
        return hex(this.id);
    }
    get origin(): string {
        return `${this.plan.host}/s/${this.hexId}`;
    }
    get y(): Bytes {
        return encode(mul(this.secret, G));
    }
    Q(contest: number): Bytes {
        return contestId(this.M, this.afters[contest - this.plan.contests.length] ?? new Uint8Array(0), this.definitions[contest]);
    }

    /** The fragment of a slip's link. */
    fragment(slip: number, anchored = true): string {
        const code = this.codes[slip];
        const check = crockford(sha256(utf8(code)).slice(0, 2)).slice(0, 2);
        return code + check + (anchored ? anchorOf(this.K, mul(this.secret, G)) : '');
    }

    /** For those who forge: what is signed instead. */
    protected forge(signed: Bytes): Bytes {
        return signed;
    }

    /** Appends a record signed by these (0 the server); gives its hash. */
    append(honest: Bytes, signers: readonly number[]): Bytes {
        const signed = this.forge(honest);
        const message = H('record', ['session', this.id], ['bytes', signed]);
        const signatures = signers.map((signer) => concat(u8(signer), sign(signer === 0 ? this.server : this.trustees[signer - 1], message)));
        this.leaves.push(concat(signed, list(signatures)));
        return sha256(signed);
    }

    private setup(): Bytes {
        const { title, organisation, host, short } = this.plan;
        const trustees = this.trustees.map((key, i) => concat(textField(`监票人${i + 1}`), publicOf(key)));
        return concat(u16(1), u16(1), this.id, u8(1), ...[title, organisation, host, short].map(textField), publicOf(this.server),
            this.plan.sm2Key ?? new Uint8Array(65).fill(4), publicOf(this.log), textField(this.plan.policy ?? ''), list(trustees), u8(2), u32(this.slots), u32(0), u64(1_700_000_000));
    }

    definition({ title, seats, candidates }: Plan['contests'][number], slot: number): Bytes {
        const rows = candidates.map((_, i) => concat(u32(2 * i), u32(2), bool(true)));
        const sum = concat(list(candidates.map((_, i) => u32(2 * i))), u32(0), u32(seats));
        return concat(u32(slot), u8(0), textField(title), u32(seats), list(candidates.map(([name, note]) => concat(textField(name), textField(note)))),
            u32(2 * candidates.length), list(rows), list([sum]), u32(0), bool(false), list([u32(0)]), bytesField(this.plan.rules ?? new Uint8Array(0)));
    }

    /** Three trustees, threshold two. */
    ceremony(): void {
        const context = concat(this.K, u16(1), u8(1), u8(2), u8(3));
        const first = this.leaves.length;
        const polynomials = this.trustees.map(() => [draw(), draw()]);
        this.polynomials = polynomials;
        const elements = polynomials.map((a) => concat(...a.map((one) => encode(mul(one, G)))));
        const send = (kind: number, i: number, ...fields: Bytes[]): void =>
            void this.append(concat(u16(2), u16(1), u8(kind), u16(1), u8(i + 1), ...fields), [i + 1]);
        const each = (act: (i: number) => void): void => this.trustees.forEach((_, i) => act(i));
        each((i) => {
            const e = draw();
            send(0, i, encode(mul(e, G)), proveKnowledge('dkg-key', e, concat(context, u32(i + 1)), draw));
        });
        each((i) => send(1, i, H('dkg-commit', ['context', context], ['i', u32(i + 1)], ['A', elements[i]]).slice(0, 32)));
        each((i) => {
            const proof = proveKnowledge('dkg-pok', polynomials[i][0], concat(context, u32(i + 1), elements[i]), draw);
            send(2, i, list(polynomials[i].map((one) => encode(mul(one, G)))), proof, list([0, 1, 2].map(() => systemRng(32))));
        });
        const records = concat(...this.leaves.slice(first).map(bytesField));
        const digest = H('dkg-transcript', ['context', context], ['records', records]);
        each((i) => send(4, i, digest, u8(0), u8(0)));
        this.secret = polynomials.reduce((sum, [a0]) => sum + a0, 0n);
        const lists = list(this.lists[0].map((run) => sha256(run)));
        this.M = this.append(concat(u16(3), u16(1), this.K, this.y, digest, list([concat(textField('党员'), option(null), u8(1), u32(this.plan.slips), lists)]),
            list(this.definitions.map(bytesField)), u32(1), u8(0), textField(''), u32(120), u8(0), list([concat(textField('vote'), new Uint8Array(32))])), [1, 2, 3]);
    }

    attendance(): void {
        this.append(concat(u16(4), u16(1), u32(this.plan.slips), u32(this.plan.slips), systemRng(32), u64(1_700_000_100)), [1, 2]);
    }

    /** Cancels slips for all slots. */
    cancel(...slips: number[]): void {
        const keys = slips.map((slip) => list(this.lists[0].map((_, slot) => publicKey(slipKey(this.id, 0, slot, this.codes[slip])))));
        this.append(concat(u16(5), u16(1), u32(0), option(null), list(keys), textField('剩余')), [1, 2]);
    }

    outcome(contest: number, outcome: Bytes = new Uint8Array(0)): Bytes {
        return this.append(concat(u16(17), u16(1), this.Q(contest), bytesField(outcome)), [0]);
    }

    /** A contest made from an earlier one; its number is the next. */
    round(after: Bytes, plan: Plan['contests'][number]): number {
        const number = this.definitions.length;
        this.definitions.push(this.definition(plan, number));
        this.afters.push(after);
        this.append(concat(u16(21), u16(1), after, bytesField(this.definitions[number]), textField('票数相等')), [1, 2]);
        return number;
    }

    open(contest: number, cancelled = 0): void {
        const issued = this.plan.slips - cancelled;
        const reason = cancelled ? '剩余作废' : '';
        this.append(concat(u16(6), u16(1), this.Q(contest), list([concat(u32(this.plan.slips), u32(cancelled), u32(issued))]), textField(reason), u64(1_700_000_200)), [1, 2]);
    }

    close(contest: number, counted: number, challenged = 0, time = 1_700_000_300): void {
        this.append(concat(u16(9), u16(1), this.Q(contest), list([concat(u32(counted), u32(challenged))]), u64(time)), [1, 3]);
    }

    /** Declares one contest void, or (null) the whole session. */
    void(contest: number | null): void {
        this.append(concat(u16(23), u16(1), option(contest === null ? null : this.Q(contest)), textField('停电'), u64(1_700_000_400)), [1, 2]);
    }

    /** A signed note by one key. */
    note(text: string, name: string, key: Bytes): Bytes {
        const id = keyId({ name, key: publicOf(key) });
        return utf8(`${text}\n— ${name} ${base64(concat(id, sign(key, utf8(text))))}\n`);
    }

    checkpoint(): Bytes {
        const root = rootOf(this.leaves.map(leafHash));
        return this.note(`${this.origin}\n${this.leaves.length}\n${base64(root)}\n`, this.origin, this.log);
    }

    private wordText(Q: Bytes, tracker: Bytes, refusal: string | null): string {
        const lines = [`gongdao ${refusal ? 'refusal' : 'promise'} v1`, this.origin, base64(Q), '0', base64(tracker), ...(refusal ? [refusal] : [])];
        return lines.join('\n') + '\n';
    }

    /** The server's word about an entry. */
    word(Q: Bytes, tracker: Bytes, refusal: string | null = null): Bytes {
        return this.note(this.wordText(Q, tracker, refusal), `${this.origin}/server`, this.server);
    }

    unsignedRefusal(Q: Bytes, tracker: Bytes, code: string): Bytes {
        return utf8(this.wordText(Q, tracker, code));
    }

    indexOf(contestQ: Bytes): number {
        return this.definitions.findIndex((_, i) => equal(this.Q(i), contestQ));
    }
}
