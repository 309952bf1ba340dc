/** What the trustees (监票人) say in the key ceremony. Source: SPEC §5.1. */
import type { Bytes } from '../base/bytes.ts';
import { refuse } from '../base/result.ts';
import { most } from '../ballot/definition.ts';
import type { Reader } from '../encode/reader.ts';
import { decodeElement, decodeKey, decodeScalar } from '../group/ristretto255.ts';

interface From {
    readonly attempt: number;
    readonly trustee: number;
}
export type Keys = From & { readonly kind: 'keys'; readonly E: Bytes; readonly proof: Bytes };
export type Commit = From & { readonly kind: 'commit'; readonly commitment: Bytes };
export type Reveal = From & { readonly kind: 'reveal'; readonly A: readonly Bytes[]; readonly proof: Bytes; readonly boxes: readonly Bytes[] };
export type Complaint = From & { readonly kind: 'complaint'; readonly dealer: number; readonly box: Bytes; readonly S: Bytes; readonly proof: Bytes };
export type Confirm = From & { readonly kind: 'confirm'; readonly digest: Bytes; readonly tool: number; readonly kept: number };
export type Restart = From & { readonly kind: 'restart'; readonly reason: string; readonly trustees: readonly number[] };
export type CeremonyMessage = Keys | Commit | Reveal | Complaint | Confirm | Restart;

function element(reader: Reader): Bytes {
    const bytes = reader.take(32);
    decodeElement(bytes);
    return bytes;
}
function key(reader: Reader): Bytes {
    const bytes = reader.take(32);
    decodeKey(bytes);
    return bytes;
}
/** Elements first, then one scalar. */
function proof(reader: Reader, elements: number): Bytes {
    const bytes = reader.take(32 * (elements + 1));
    for (let i = 0; i < elements; i++) decodeElement(bytes.slice(32 * i, 32 * i + 32));
    decodeScalar(bytes.slice(32 * elements));
    return bytes;
}
function trusteeNumber(reader: Reader): number {
    const number = reader.u8();
    return number >= 1 && number <= most.trustees ? number : refuse('out_of_range', 'trustee');
}

function readReveal(reader: Reader, from: From): Reveal {
    const A = reader.list(most.trustees, (k) => (k === 0 ? key(reader) : element(reader)));
    const knowledge = proof(reader, 1);
    const boxes = reader.list(most.trustees, () => reader.take(32));
    return A.length > 0 && boxes.length > 0 ? { kind: 'reveal', ...from, A, proof: knowledge, boxes } : refuse('out_of_range', 'reveal');
}

function readComplaint(reader: Reader, from: From): Complaint {
    const dealer = trusteeNumber(reader);
    const box = reader.take(64);
    decodeKey(box.slice(0, 32));
    return { kind: 'complaint', ...from, dealer, box, S: key(reader), proof: proof(reader, 2) };
}

function readRestart(reader: Reader, from: From): Restart {
    const reason = reader.text(most.reason);
    const trustees = reader.list(most.trustees, () => trusteeNumber(reader));
    trustees.forEach((one, i) => i > 0 && one <= trustees[i - 1] && refuse('out_of_order', 'trustees'));
    return { kind: 'restart', ...from, reason, trustees };
}

/** The fields of a `key_ceremony` record. Refuses: bad_option, out_of_range, out_of_order, and what decoders refuse. */
export function readCeremonyMessage(reader: Reader): CeremonyMessage {
    const kind = reader.choice(6);
    const attempt = reader.u16();
    if (kind === 5) return reader.u8() === 0 ? readRestart(reader, { attempt, trustee: 0 }) : refuse('out_of_range', 'restart');
    const from = { attempt, trustee: trusteeNumber(reader) };
    switch (kind) {
        case 0:
            return { kind: 'keys', ...from, E: key(reader), proof: proof(reader, 1) };
        case 1:
            return { kind: 'commit', ...from, commitment: reader.take(32) };
        case 2:
            return readReveal(reader, from);
        case 3:
            return readComplaint(reader, from);
        default:
            return { kind: 'confirm', ...from, digest: reader.take(64), tool: reader.choice(3), kept: reader.choice(2) };
    }
}
