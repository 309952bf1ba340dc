/** A session played to its end in memory, and the folder that would be published of it; for tests that forge. */
import { base64, concat, hex, utf8, type Bytes } from '../../../web/src/crypto/base/bytes.ts';
import { inGroups } from '../../../web/src/crypto/base/crockford.ts';
import { draws, systemRng } from '../../../web/src/crypto/base/rng.ts';
import { firstHeader, openBody, trackerOf } from '../../../web/src/crypto/ballot/body.ts';
import { codeOf } from '../../../web/src/crypto/ballot/codes.ts';
import { decodeDefinition, type Contest } from '../../../web/src/crypto/ballot/definition.ts';
import { signEntry } from '../../../web/src/crypto/ballot/entry.ts';
import { makeBody } from '../../../web/src/crypto/ballot/make_body.ts';
import { publicKey, slipKey } from '../../../web/src/crypto/ballot/slip.ts';
import { addBallot, emptySums, listDigest } from '../../../web/src/crypto/ballot/tally.ts';
import { encodeCiphertexts, type Ciphertext } from '../../../web/src/crypto/elgamal/ciphertext.ts';
import { bytesField, list, textField, u16, u32, u64, u8 } from '../../../web/src/crypto/encode/writer.ts';
import { G, decodeKey, encode, mul, reduce, type Scalar } from '../../../web/src/crypto/group/ristretto255.ts';
import { leafHash, rootOf } from '../../../web/src/crypto/merkle/hash.ts';
import { tilePath, tileWidth } from '../../../web/src/crypto/merkle/tile.ts';
import { policyText } from '../../../web/src/crypto/note/policy.ts';
import { logType } from '../../../web/src/crypto/note/verifier_key.ts';
import { proveEqualLogs } from '../../../web/src/crypto/proof/equal_logs.ts';
import { n, Point, sm2Digest, word } from '../../../web/src/crypto/sign/sm2.ts';
import { shareContext } from '../../../web/src/crypto/threshold/partial_decryption.ts';
import { ed25519Pem, sm2Pem } from '../../../web/src/audit/keys.ts';
import { decide, type Vote } from '../../../web/src/rules/counting.ts';
import { encodeOutcome, type Outcome } from '../../../web/src/rules/outcome.ts';
import { presets } from '../../../web/src/rules/presets.ts';
import { decodeProcedure, encodeProcedure } from '../../../web/src/rules/procedure.ts';
import { FixtureSession, publicOf, sha256, sign, type Plan } from './session.ts';

const draw = draws(systemRng);
export type Files = Map<string, Bytes>;
export const presetRules = encodeProcedure(presets[0]);

/** x modulo n; 1/x by Fermat. */
const modulo = (x: bigint): bigint => ((x % n) + n) % n;
const power = (x: bigint, e: bigint): bigint => (e === 0n ? 1n : modulo(power(modulo(x * x), e / 2n) * (e % 2n === 1n ? x : 1n)));
const integer = (value: bigint): Bytes => {
    const bytes = word(value);
    const short = bytes.slice(bytes.findIndex((byte) => byte !== 0));
    const body = short[0] >= 0x80 ? concat(u8(0), short) : short;
    return concat(u8(2), u8(body.length), body);
};

/** Signs as GB/T 32918.2 §6 says. */
export class Sm2Key {
    private readonly d: bigint = modulo(BigInt('0x' + hex(systemRng(32))));
    readonly publicKey: Bytes = Point.BASE.multiply(this.d).toBytes(false);

    sign(message: Bytes): Bytes {
        const k = modulo(BigInt('0x' + hex(systemRng(32))));
        const r = modulo(sm2Digest(this.publicKey, message) + Point.BASE.multiply(k).toAffine().x);
        const s = modulo(power(1n + this.d, n - 2n) * (k - r * this.d));
        const pair = concat(integer(r), integer(s));
        return concat(u8(0x30), u8(pair.length), pair);
    }
}

/** What the steps may do otherwise than right. */
export interface Forgery {
    /** Of each record before it is signed. */
    readonly record?: (signed: Bytes) => Bytes;
    /** Of each body before it is signed for. */
    readonly body?: (body: Bytes, slip: number) => Bytes;
    /** What a body names as the ballot before it. */
    readonly previous?: (slip: number) => Bytes | null;
    /** Of the sums before they are decrypted. */
    readonly sums?: (sums: readonly Ciphertext[]) => readonly Ciphertext[];
    readonly totals?: (totals: readonly number[]) => readonly number[];
    readonly outcome?: (outcome: Outcome) => Bytes;
    readonly settledAt?: number;
    /** These trustees' shares do not hold. */
    readonly badShares?: readonly number[];
}

interface CastVote {
    readonly contest: number;
    readonly cells: readonly number[];
    readonly tracker: Bytes;
    readonly sealed: readonly Ciphertext[];
}

export class FinishedSession extends FixtureSession {
    readonly sm2: Sm2Key;
    readonly bodies: Bytes[] = [];
    readonly extra: Files = new Map();
    readonly forgery: Forgery;
    private readonly votes: CastVote[] = [];
    private readonly closingRoots = new Map<number, Bytes>();
    private readonly decided = new Map<number, { readonly outcome: Outcome; readonly hash: Bytes }>();

    constructor(plan: Plan, forgery: Forgery = {}, sm2 = new Sm2Key()) {
        super({ rules: presetRules, sm2Key: sm2.publicKey, ...plan });
        this.sm2 = sm2;
        this.forgery = forgery;
    }

    protected override forge(signed: Bytes): Bytes {
        // `setup` is signed while the base class is made.
        return this.forgery?.record?.(signed) ?? signed;
    }

    contest(number: number): Contest {
        return decodeDefinition(this.definitions[number]);
    }

    /** `marks`: ○, × or - for each candidate. */
    cast(contest: number, slip: number, marks: string): void {
        const x = slipKey(this.id, 0, contest, this.codes[slip]);
        const [Q, X] = [this.Q(contest), publicKey(x)];
        const cells = [...marks].flatMap((mark) => [mark === '○' ? 1 : 0, mark === '×' ? 1 : 0]);
        const y = decodeKey(this.y);
        const first = firstHeader(Q, 0, X);
        const honest = makeBody(this.contest(contest), y, { ...first, previous: this.forgery.previous?.(slip) ?? first.previous }, cells, systemRng(32));
        const body = this.forgery.body?.(honest, slip) ?? honest;
        const tracker = trackerOf(body);
        this.leaves.push(signEntry({ Q, box: 0, X, counter: 0, disposition: 0, tracker }, x, draw));
        this.bodies.push(body);
        this.votes.push({ contest, cells, tracker, sealed: openBody(this.contest(contest), y, honest).cells });
    }

    override close(contest: number, counted: number, challenged = 0, time?: number): void {
        super.close(contest, counted, challenged, time);
        this.closingRoots.set(contest, rootOf(this.leaves.map(leafHash)));
    }

    /** A ballot that is checked instead of cast: its body is not published. */
    check(contest: number, slip: number): void {
        const x = slipKey(this.id, 0, contest, this.codes[slip]);
        this.leaves.push(signEntry({ Q: this.Q(contest), box: 0, X: publicKey(x), counter: 0, disposition: 1, tracker: systemRng(32) }, x, draw));
    }

    /** The last record is logged as what stands for it. Gives the path of its bytes. */
    enlarge(): string {
        const record = this.leaves.pop() ?? new Uint8Array(0);
        const path = `records/${hex(sha256(record))}`;
        this.extra.set(path, record);
        this.append(concat(u16(25), u16(1), record.slice(0, 2), u32(record.length), sha256(record)), [0]);
        return path;
    }

    settle(contest: number): void {
        this.append(concat(u16(10), u16(1), this.Q(contest), list([]), u64(this.forgery.settledAt ?? 1_700_000_420)), [1, 2]);
    }

    private votesFor(contest: number): CastVote[] {
        return this.votes.filter((vote) => vote.contest === contest);
    }
    private sums(contest: number): readonly Ciphertext[] {
        const empty: readonly Ciphertext[] = emptySums(this.contest(contest).cells);
        const sums = this.votesFor(contest).reduce((sum, { sealed }) => addBallot(sum, sealed), empty);
        return this.forgery.sums?.(sums) ?? sums;
    }
    private totals(contest: number): readonly number[] {
        const zero: readonly number[] = this.contest(contest).candidates.flatMap(() => [0, 0]);
        const totals = this.votesFor(contest).reduce((sum, { cells }) => sum.map((one, i) => one + cells[i]), zero);
        return this.forgery.totals?.(totals) ?? totals;
    }
    private digest(contest: number): Bytes {
        return listDigest(this.votesFor(contest).map(({ tracker }) => tracker));
    }

    tally(contest: number): void {
        const cells = this.sums(contest).map((one) => encodeCiphertexts([one]));
        const group = concat(list([u32(0)]), this.digest(contest), u32(this.votesFor(contest).length), list(cells));
        this.append(concat(u16(11), u16(1), this.Q(contest), list([group])), [0]);
    }

    share(contest: number, trustee: number): void {
        const [Q, closingRoot] = [this.Q(contest), this.closingRoots.get(contest) ?? new Uint8Array(32)];
        const context = shareContext({ Q, closingRoot, group: 0, listDigest: this.digest(contest), trustee });
        const right = reduce(this.polynomials.reduce((sum, f) => sum + f.reduce((at, a, k) => at + a * BigInt(trustee) ** BigInt(k), 0n), 0n));
        const s: Scalar = this.forgery.badShares?.includes(trustee) ? reduce(right + 1n) : right;
        const alpha = this.sums(contest).map((one) => one.alpha);
        const D = alpha.map((one) => mul(s, one));
        const proof = proveEqualLogs({ context, Y: mul(right, G), alpha, D }, s, draw);
        this.append(concat(u16(13), u16(1), Q, u32(0), u8(0), u8(trustee), u8(0), list(D.map((one) => encode(one))), proof), [trustee]);
    }

    result(contest: number, trustees: readonly number[]): void {
        const group = concat(list(trustees.map(u8)), list(this.totals(contest).map(u32)));
        this.append(concat(u16(14), u16(1), this.Q(contest), list([group])), [0]);
    }

    decide(contest: number): void {
        const totals = this.totals(contest);
        const valid = this.votesFor(contest).length;
        const { slips } = this.plan;
        const candidates = this.contest(contest).candidates.map((_, i) => ({ approve: totals[2 * i], reject: totals[2 * i + 1] }));
        const vote: Vote = { seats: this.contest(contest).seats, due: slips, present: slips, issued: slips, received: valid, valid, candidates };
        const outcome = decide(decodeProcedure(this.contest(contest).rules), vote);
        const hash = this.outcome(contest, this.forgery.outcome?.(outcome) ?? encodeOutcome(outcome));
        this.decided.set(contest, { outcome, hash });
    }

    /** One contest from its opening to its totals; slip i votes as `marks[i]` says. */
    count(contest: number, marks: readonly string[], trustees: readonly number[] = [1, 2]): void {
        this.open(contest);
        marks.forEach((one, slip) => this.cast(contest, slip, one));
        this.close(contest, marks.length);
        this.settle(contest);
        this.tally(contest);
        [...new Set([...trustees, ...(this.forgery.badShares ?? [])])].forEach((trustee) => this.share(contest, trustee));
        this.result(contest, trustees);
    }

    /** To its outcome. */
    play(contest: number, marks: readonly string[], trustees: readonly number[] = [1, 2]): void {
        this.count(contest, marks, trustees);
        this.decide(contest);
    }

    openingCode(contest: number | null = null): string {
        return inGroups(codeOf(contest === null ? this.M : this.Q(contest)));
    }
    closingCode(contest: number): string {
        return inGroups(codeOf(this.closingRoots.get(contest) ?? new Uint8Array(32)));
    }

    private view(): unknown {
        const rules = decodeProcedure(this.contest(0).rules);
        const contests = this.definitions.map((_, contest) => {
            const { title, seats, candidates } = this.contest(contest);
            const done = this.decided.get(contest);
            const names = (verdict: string): string[] => candidates.filter((_, i) => done?.outcome.candidates[i].verdict === verdict).map(({ name }) => name);
            const { due, present, issued, received, valid } = done?.outcome ?? { due: 0, present: 0, issued: 0, received: 0, valid: 0 };
            const outcome = done && {
                figures: { due, present, issued, received, valid, spoiled: received - valid },
                candidates: candidates.map((one, i) => ({ ...one, ...done.outcome.candidates[i] })),
                elected: names('elected'), tied: names('tied'), findings: ['得票过半'],
            };
            return {
                id: hex(this.Q(contest)), title, preset: rules.preset, preset_version: rules.version, regulation: rules.regulation.zh, seats,
                closing_code: this.closingRoots.has(contest) ? this.closingCode(contest) : '', void_reason: '', outcome: outcome ?? null,
                records: done ? { outcome: hex(done.hash) } : {},
            };
        });
        return {
            format: 'gongdao/v1/result', session: this.hexId, title: this.plan.title, organisation: this.plan.organisation,
            opening_code: this.openingCode(), contests, records: { setup: hex(this.K), manifest: hex(this.M) },
            log: { size: this.leaves.length, root: hex(rootOf(this.leaves.map(leafHash))) },
        };
    }

    /** `change` forges files before they are listed and signed. */
    publish(change: (files: Files) => void = () => undefined): Files {
        const files: Files = new Map(this.extra);
        const log = { name: this.origin, type: logType, key: publicOf(this.log) };
        files.set('checkpoint', this.checkpoint());
        files.set('policy', utf8(this.plan.policy ?? policyText(log)));
        files.set('slips/0', concat(u32(this.lists[0].length), u32(this.plan.slips), ...this.lists[0]));
        files.set('keys/server.pem', ed25519Pem(publicOf(this.server)));
        files.set('keys/log.pem', ed25519Pem(log.key));
        files.set('keys/sm2.pem', sm2Pem(this.plan.sm2Key ?? this.sm2.publicKey));
        files.set('index.html', utf8('<!doctype html><title>结果</title>'));
        files.set('result.json', utf8(JSON.stringify(this.view(), null, 2)));
        tilesOf(this.leaves).forEach((bytes, path) => files.set(path, bytes));
        for (let i = 0; i < this.bodies.length; i += tileWidth) files.set(`ballots/${i / tileWidth}`, concat(...this.bodies.slice(i, i + tileWidth).map(bytesField)));
        change(files);
        const lines = [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, bytes]) => `${hex(sha256(bytes))} ${bytes.length} ${path}\n`);
        files.set('files', utf8(lines.join('')));
        for (const path of ['files', 'result.json']) {
            const message = files.get(path) ?? new Uint8Array(0);
            files.set(`${path}.ed25519.sig`, sign(this.server, message));
            files.set(`${path}.sm2.sig`, this.sm2.sign(message));
        }
        return files;
    }

    /** A checkpoint over another root, or by another key. */
    checkpointOf(root: Bytes, size = this.leaves.length, key: Bytes = this.log): Bytes {
        return this.note(`${this.origin}\n${size}\n${base64(root)}\n`, this.origin, key);
    }

    paper(bytes: Bytes): void {
        this.append(concat(u16(18), u16(1), textField('选举报告单'), u32(bytes.length), sha256(bytes)), [0]);
    }
}

/** Bundles and hash tiles of a log, by path. */
export function tilesOf(leaves: readonly Bytes[]): Files {
    const files: Files = new Map();
    const part = (level: number | 'entries', all: readonly Bytes[]): void => {
        for (let i = 0; i < all.length; i += tileWidth) {
            const some = all.slice(i, i + tileWidth);
            files.set(tilePath(level, i / tileWidth, some.length), concat(...some));
        }
    };
    part('entries', leaves.map((leaf) => concat(u16(leaf.length), leaf)));
    let hashes = leaves.map(leafHash);
    for (let level = 0; hashes.length > 0; level++) {
        part(level, hashes);
        const below = hashes;
        hashes = Array.from({ length: Math.floor(below.length / tileWidth) }, (_, i) => rootOf(below, i * tileWidth, (i + 1) * tileWidth));
    }
    return files;
}
