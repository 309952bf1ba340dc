/** Which log, and which witnesses (公证点), a checkpoint must carry. Source: SPEC §10 (Policy); C2SP tlog-policy, tlog-cosignature. */
import { concat, equal, hex, utf8, type Bytes } from '../base/bytes.ts';
import { refuse } from '../base/result.ts';
import { Reader } from '../encode/reader.ts';
import { verifySignature } from '../sign/ed25519.ts';
import { decodeCheckpoint, type Checkpoint } from './checkpoint.ts';
import { decodeNote, type Note } from './signed_note.ts';
import { decodeVerifierKey, encodeVerifierKey, idOf, logType, witnessType, type VerifierKey } from './verifier_key.ts';

interface Group {
    readonly threshold: number;
    readonly members: readonly string[];
}
export interface Policy {
    readonly logs: readonly VerifierKey[];
    readonly witnesses: ReadonlyMap<string, VerifierKey>;
    readonly groups: ReadonlyMap<string, Group>;
    /** The name of a witness or group, or `none`. */
    readonly quorum: string;
}
const most = 32;
const nobody = 'none';
const timeSize = 8;

/** Of a session that names no witnesses. */
export const policyText = (log: VerifierKey): string => `log ${encodeVerifierKey(log)}\nquorum none\n`;

/** Collects the lines; a name counts as taken from the line that gives it. */
class PolicyReader {
    readonly logs: VerifierKey[] = [];
    readonly witnesses = new Map<string, VerifierKey>();
    readonly groups = new Map<string, Group>();
    quorum: string | null = null;
    private readonly keys = new Set<string>();
    private readonly members = new Set<string>();

    /** By its first word. */
    readonly lines: Readonly<Record<string, (words: readonly string[]) => void>> = {
        log: (words) => this.log(words),
        witness: (words) => this.witness(words),
        group: (words) => this.group(words),
        quorum: (words) => this.readQuorum(words),
    };

    private newKey(text: string, type: number): VerifierKey {
        const key = decodeVerifierKey(text);
        if (key.type !== type) refuse('bad_type');
        const bytes = hex(key.key);
        if (this.keys.has(bytes)) refuse('duplicate', 'key');
        this.keys.add(bytes);
        return key;
    }
    private isKnown(name: string): boolean {
        return this.witnesses.has(name) || this.groups.has(name);
    }
    private newName(name: string): string {
        return name === nobody || this.isKnown(name) ? refuse('duplicate', 'name') : name;
    }

    private log([, key]: readonly string[]): void {
        // The last word is the witnesses' address, which this version does not use.
        this.logs.push(this.newKey(key ?? refuse('bad_format'), logType));
        if (this.logs.length > most) refuse('wrong_count');
    }
    private witness([, name, key]: readonly string[]): void {
        if (key === undefined) refuse('bad_format');
        this.witnesses.set(this.newName(name), this.newKey(key, witnessType));
        if (this.witnesses.size > most) refuse('wrong_count');
    }
    private group([, name, how, ...members]: readonly string[]): void {
        if (members.length === 0) refuse('bad_format');
        this.newName(name);
        for (const member of members) {
            if (!this.isKnown(member)) refuse('not_found', member);
            if (this.members.has(member)) refuse('duplicate', 'membership');
            this.members.add(member);
        }
        this.groups.set(name, { threshold: thresholdOf(how, members.length), members });
        if (this.groups.size > most) refuse('wrong_count');
    }
    private readQuorum([, name, ...more]: readonly string[]): void {
        if (name === undefined || more.length > 0) refuse('bad_format');
        if (this.quorum !== null) refuse('duplicate', 'quorum');
        this.quorum = name === nobody || this.isKnown(name) ? name : refuse('not_found', name);
    }
}

function thresholdOf(how: string, members: number): number {
    if (how === 'any') return 1;
    if (how === 'all') return members;
    if (!/^(?:0|[1-9][0-9]*)$/.test(how)) refuse('bad_format', 'threshold');
    const threshold = Number(how);
    return threshold >= 1 && threshold <= members ? threshold : refuse('out_of_range', 'threshold');
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** How many words a line may have, its first one counted. */
const longest: Readonly<Record<string, number>> = { log: 3, witness: 4, quorum: 2 };

/** Refuses: bad_format, bad_text, bad_type, missing_field, not_found, duplicate, out_of_range, wrong_count, and what keys refuse. */
export function decodePolicy(bytes: Bytes): Policy {
    const text = decoder.decode(bytes);
    if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(text)) refuse('bad_text');
    if (!text.endsWith('\n')) refuse('bad_format', 'no newline');
    const reader = new PolicyReader();
    for (const line of text.slice(0, -1).split('\n')) {
        const words = line.split(/[ \t]+/).filter((word) => word !== '');
        if (words.length === 0 || words[0].startsWith('#')) continue;
        const known = Object.prototype.hasOwnProperty.call(reader.lines, words[0]);
        if (!known || words.length > (longest[words[0]] ?? Infinity)) refuse('bad_format', words[0]);
        reader.lines[words[0]](words);
    }
    const { logs, witnesses, groups, quorum } = reader;
    return { logs, witnesses, groups, quorum: quorum ?? refuse('missing_field', 'quorum') };
}

/** A witness signs `cosignature/v1`, a time and the text. Refuses: bad_signature. */
function verifyCosignature(key: Bytes, text: string, signature: Bytes): void {
    if (signature.length !== timeSize + 64) refuse('bad_signature');
    const time = new Reader(signature).u64();
    if (time >= 2n ** 63n) refuse('bad_signature');
    verifySignature(key, concat(utf8(`cosignature/v1\ntime ${time}\n${text}`)), signature.slice(timeSize));
}

/** As `verifyNote`, where witnesses' keys may be among the known ones. Refuses: unknown_signer, bad_signature. */
export function verifyNoteBy({ text, signatures }: Note, keys: readonly VerifierKey[]): number[] {
    const signers = new Set<number>();
    for (const { name, id, signature } of signatures) {
        const signer = keys.findIndex((one) => one.name === name && equal(idOf(one), id));
        if (signer < 0) continue;
        const { key, type } = keys[signer];
        if (type === witnessType) verifyCosignature(key, text, signature);
        else verifySignature(key, utf8(text), signature);
        signers.add(signer);
    }
    return signers.size > 0 ? [...signers].sort((one, other) => one - other) : refuse('unknown_signer');
}

function reaches({ witnesses, groups }: Policy, name: string, signed: ReadonlySet<string>): boolean {
    if (name === nobody) return true;
    const group = groups.get(name);
    if (group === undefined) return witnesses.has(name) && signed.has(name);
    return group.members.filter((member) => reaches({ logs: [], witnesses, groups, quorum: name }, member, signed)).length >= group.threshold;
}

/** Refuses: what a note refuses, bad_signature, its text, unknown_signer, wrong_session, no_quorum, in this order. */
export function openCheckpointBy(policy: Policy, bytes: Bytes): Checkpoint {
    const note = decodeNote(bytes);
    const named = [...policy.witnesses];
    const keys = [...policy.logs, ...named.map(([, key]) => key)];
    // A note that only strangers signed is still read before that is told.
    let signers: readonly number[] = [];
    if (note.signatures.some(({ name, id }) => keys.some((one) => one.name === name && equal(idOf(one), id)))) signers = verifyNoteBy(note, keys);
    const checkpoint = decodeCheckpoint(note.text);
    const logs = signers.filter((signer) => signer < policy.logs.length).map((signer) => policy.logs[signer].name);
    if (logs.length === 0) refuse('unknown_signer');
    if (!logs.includes(checkpoint.origin)) refuse('wrong_session');
    const signed = new Set(signers.filter((signer) => signer >= policy.logs.length).map((signer) => named[signer - policy.logs.length][0]));
    return reaches(policy, policy.quorum, signed) ? checkpoint : refuse('no_quorum');
}
