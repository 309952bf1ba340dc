/** For tests only: each function of tests/vectors, in this client's words. */
import { sha256 } from '@noble/hashes/sha2.js';
import { equal, fromHex, hex, utf8, type Bytes } from './base/bytes.ts';
import { refuse } from './base/result.ts';
import { inGroups } from './base/crockford.ts';
import type { Draws } from './base/rng.ts';
import { encodeHeader, trackerOf, verifyBody } from './ballot/body.ts';
import { anchorOf, codeOf, textOfTracker } from './ballot/codes.ts';
import { decodeDefinition } from './ballot/definition.ts';
import { decodeEntry, signEntry, verifyEntry, verifyEntryOf } from './ballot/entry.ts';
import { bodySize, digestOf, statements, weightsOf } from './ballot/layout.ts';
import { groupBoxes } from './ballot/groups.ts';
import { addBallot, emptySums, listDigest, verifyTotals } from './ballot/tally.ts';
import { makeBody } from './ballot/make_body.ts';
import { readSlipState } from './ballot/slip_state.ts';
import { decodeSlip, publicKey, readLink, slipKey, slipStateRequest, slipTag } from './ballot/slip.ts';
import { decodeSlipList } from './ballot/slip_list.ts';
import { combine, decodeCiphertext, encodeCiphertexts, encrypt, type Ciphertext } from './elgamal/ciphertext.ts';
import { Reader } from './encode/reader.ts';
import { H, Hs, type Field } from './encode/transcript.ts';
import { G, decodeElement, decodeKey, decodeScalar, encode, encodeScalar, inverse, mul, reduce, sum } from './group/ristretto255.ts';
import { CompactTree } from './merkle/compact_tree.ts';
import { proveConsistency, verifyConsistency } from './merkle/consistency.ts';
import { leafHash, rootOf } from './merkle/hash.ts';
import { proveInclusion, verifyInclusion } from './merkle/inclusion.ts';
import { decodeBundle } from './merkle/bundle.ts';
import { readHashes, tilePath } from './merkle/tile.ts';
import { openAnswer } from './note/answer.ts';
import { decodeCheckpoint, openCheckpoint } from './note/checkpoint.ts';
import { openReceipt } from './note/open_receipt.ts';
import { decodePolicy, openCheckpointBy, policyText, verifyNoteBy } from './note/policy.ts';
import { openWord } from './note/promise.ts';
import { encodeReceipt } from './note/receipt.ts';
import { decodeNote, verifyNote } from './note/signed_note.ts';
import { decodeVerifierKey, encodeVerifierKey, idOf, logType } from './note/verifier_key.ts';
import { equalLogsHold, proveEqualLogs, readEqualLogsProof } from './proof/equal_logs.ts';
import { foldWeights, proveOneOfMany, verifyOneOfMany, type Statement } from './proof/one_of_many.ts';
import { rowOptions, sumOptions } from './proof/options.ts';
import { proveKnowledge, verifyKnowledge } from './proof/schnorr.ts';
import { digitWeights, digitsOf } from './proof/sum.ts';
import { checkElements } from './session/record_elements.ts';
import { decodeRecord } from './session/records.ts';
import { decodeVerifyKey, verifySignature } from './sign/ed25519.ts';
import { decodeSm2Key, verifySm2 } from './sign/sm2.ts';
import { combineTotals, lagrangeAtZero } from './threshold/combine.ts';
import { verifyComplaint } from './threshold/complaint.ts';
import { readPartialDecryption, verifyPartialDecryption, type PartialDecryption, type ShareContext } from './threshold/partial_decryption.ts';
import { readCeremonyMessage, type CeremonyMessage } from './threshold/ceremony_messages.ts';
import { ceremonyDigest, contextOf, deriveJointKey, verifyCommit, verifyKeys, verifyReveal } from './threshold/key_ceremony.ts';

import { decide } from '../rules/counting.ts';
import { decodeOutcome, encodeOutcome } from '../rules/outcome.ts';
import { isPreset } from '../rules/presets.ts';
import { decodeProcedure, encodeProcedure } from '../rules/procedure.ts';

type Value = string | readonly string[];
export type Inputs = Readonly<Record<string, Value>>;

const text = (value: Value | undefined): string => (typeof value === 'string' ? value : '');
const texts = (value: Value | undefined): readonly string[] => (typeof value === 'object' ? value : []);
const bytes = (value: Value | undefined): Bytes => fromHex(text(value));
const all = (value: Value | undefined): Bytes[] => texts(value).map(fromHex);
const count = (value: Value | undefined): number => Number(text(value));
const big = (value: Value | undefined): bigint => BigInt(text(value));
const scalar = (value: Value | undefined): bigint => decodeScalar(bytes(value));

/** The scalars that the generator gives, in order. */
function drawing(value: Value | undefined): Draws {
    const left = all(value).map(decodeScalar);
    return () => left.shift() ?? (() => { throw new Error('more draws than given'); })();
}

const fields = ({ labels, data }: Inputs): Field[] => texts(labels).map((label, i) => [label, fromHex(texts(data)[i])]);

function optionsOf(value: Value | undefined): number[][] {
    const [kind, a, b] = text(value).split(' ');
    return kind === 'row' ? rowOptions(Number(a), b === 'blank') : sumOptions(Number(a), Number(b));
}
const statementOf = (i: Inputs): Statement =>
    ({ y: decodeKey(bytes(i.y)), digest: bytes(i.digest), p: count(i.proof_number), options: optionsOf(i.options) });

interface Attempt {
    readonly text: string;
    readonly value: () => readonly string[];
}
/** What a function gives or refuses, to be compared with another. */
function attempt(act: () => readonly string[]): Attempt {
    try {
        const value = act();
        return { text: value.join(' '), value: () => value };
    } catch (error) {
        return { text: String(error), value: () => { throw error; } };
    }
}

function partialOf(value: Bytes): PartialDecryption {
    const reader = new Reader(value);
    const partial = readPartialDecryption(reader);
    reader.end();
    return partial;
}
const shareContextOf = (i: Inputs): ShareContext =>
    ({ Q: bytes(i.contest), closingRoot: bytes(i.closing_root), group: count(i.group), listDigest: bytes(i.list_digest), trustee: count(i.trustee) });
const ciphertextsOf = (ballot: Bytes): Bytes[] => Array.from({ length: ballot.length / 64 }, (_, k) => ballot.slice(64 * k, 64 * k + 64));

/** A ciphertext whose alpha may be the identity, which no ballot may have. */
const pair = (one: Bytes): Ciphertext => ({ alpha: decodeElement(one.slice(0, 32)), beta: decodeElement(one.slice(32)) });

const contextFrom = (i: Inputs): Bytes => contextOf(bytes(i.K), count(i.attempt), texts(i.trustees).map(Number));
function messageOf(value: Bytes): CeremonyMessage {
    const reader = new Reader(value);
    const message = readCeremonyMessage(reader);
    reader.end();
    return message;
}
function as<K extends CeremonyMessage['kind']>(kind: K, value: Bytes): Extract<CeremonyMessage, { kind: K }> {
    const message = messageOf(value);
    const is = (one: CeremonyMessage): one is Extract<CeremonyMessage, { kind: K }> => one.kind === kind;
    if (!is(message)) throw new Error(`not ${kind}`);
    return message;
}
function messageFields(value: Bytes): unknown {
    const message = messageOf(value);
    const from = (kind: number): Record<string, string> => ({ kind: String(kind), attempt: String(message.attempt), trustee: String(message.trustee) });
    switch (message.kind) {
        case 'keys':
            return { ...from(0), key: hex(message.E), proof: hex(message.proof) };
        case 'commit':
            return { ...from(1), commitment: hex(message.commitment) };
        case 'reveal':
            return { ...from(2), elements: message.A.map(hex), proof: hex(message.proof), boxes: message.boxes.map(hex) };
        case 'complaint':
            return { ...from(3), dealer: String(message.dealer), box: hex(message.box), S: hex(message.S), proof: hex(message.proof) };
        case 'confirm':
            return { ...from(4), digest: hex(message.digest), tool: String(message.tool), kept: String(message.kept) };
        case 'restart':
            return { ...from(5), reason: message.reason, trustees: message.trustees.map(String) };
    }
}

const entryFields = (entry: Bytes): Record<string, string> => {
    const { Q, box, X, counter, disposition, tracker } = decodeEntry(entry);
    return { contest: hex(Q), box: String(box), counter: String(counter), disposition: String(disposition), tracker: hex(tracker), key: hex(X), signature: hex(entry.slice(106)) };
};

function definitionFields(definition: Bytes): unknown {
    const contest = decodeDefinition(definition);
    const none = { plaintexts: [], r: [] };
    const zero = decodeCiphertext(new Uint8Array([...encode(G), ...encode(G)]));
    const digits = contest.sums.map(({ lo, hi }) => (hi - lo > 5 ? digitWeights(hi - lo).slice(1).map(() => zero) : []));
    const parts = statements(contest, { cells: Array.from({ length: contest.cells }, () => zero), digits, marks: none, digitMarks: [] });
    return {
        slot: String(contest.slot), kind: '0', title: contest.title, seats: String(contest.seats),
        candidates: contest.candidates.map(({ name }) => name), notes: contest.candidates.map(({ note }) => note),
        cells: String(contest.cells), choices: contest.choices.map(({ first, cells, blank }) => `${first} ${cells} ${blank ? 1 : 0}`),
        sums: contest.sums.map(({ cells, lo, hi }) => `${cells.join(' ')}: ${lo} ${hi}`), recast: contest.recast ? '1' : '0',
        boxes: contest.boxes.map(String), rules: hex(contest.rules), body_bytes: String(bodySize(contest)),
        proofs: parts.map(({ check, options }) => `${check} ${options.length}`),
    };
}

export const adapters: Readonly<Record<string, (inputs: Inputs) => unknown>> = {
    hash: (i) => ({ hash: hex(H(text(i.name), ...fields(i))) }),
    hash_to_scalar: (i) => ({ scalar: hex(encodeScalar(Hs(text(i.name), ...fields(i)))) }),

    decode_element: (i) => ({ element: hex(encode(decodeElement(bytes(i.bytes)))) }),
    decode_key: (i) => ({ element: hex(encode(decodeKey(bytes(i.bytes)))) }),
    decode_scalar: (i) => ({ scalar: hex(encodeScalar(scalar(i.bytes))) }),
    mul_base: (i) => ({ element: hex(encode(mul(scalar(i.scalar), G))) }),
    mul: (i) => ({ element: hex(encode(mul(scalar(i.scalar), decodeElement(bytes(i.element))))) }),
    multi_exp: (i) => ({ element: hex(encode(sum(all(i.elements).map((one, k) => [decodeScalar(all(i.scalars)[k]), decodeElement(one)])))) }),

    prove_knowledge: (i) => ({ key: hex(publicKey(scalar(i.secret_key))), proof: hex(proveKnowledge(text(i.name), scalar(i.secret_key), bytes(i.message), drawing(i.draws))) }),
    verify_knowledge: (i) => (verifyKnowledge(text(i.name), decodeKey(bytes(i.key)), bytes(i.message), bytes(i.proof)), {}),
    fold_weights: (i) => ({ weights: foldWeights({ digest: bytes(i.digest), p: count(i.proof_number) }, count(i.count)).map((one) => hex(encodeScalar(one))) }),
    prove_one_of_many: (i) => {
        const statement = statementOf(i);
        const plaintexts = texts(i.plaintexts).map(Number);
        const r = all(i.nonces).map(decodeScalar);
        const ciphertexts = plaintexts.map((m, k) => hex(encodeCiphertexts([encrypt(statement.y, m, r[k])])));
        return { ciphertexts, proof: hex(proveOneOfMany(statement, { plaintexts, r }, drawing(i.draws))) };
    },
    verify_one_of_many: (i) => (verifyOneOfMany(statementOf(i), all(i.ciphertexts).map(decodeCiphertext), bytes(i.proof)), {}),
    digit_weights: (i) => ({ weights: digitWeights(count(i.hi) - count(i.lo)).map(String) }),
    digits_of: (i) => ({ digits: digitsOf(count(i.value) - count(i.lo), digitWeights(count(i.hi) - count(i.lo))).map(String) }),
    first_digit: (i) => {
        const higher = digitWeights(count(i.hi) - count(i.lo)).slice(1).map((weight) => -weight);
        return { ciphertext: hex(encodeCiphertexts([combine([bytes(i.sum), ...all(i.digits)].map(pair), [1, ...higher], count(i.lo))])) };
    },

    decode_definition: (i) => definitionFields(bytes(i.definition)),
    decode_record: (i) => {
        const { fields, hash } = decodeRecord(bytes(i.record));
        checkElements(fields);
        return { hash: hex(hash) };
    },
    sign_entry: (i) => {
        const x = scalar(i.secret_key);
        const entry = { Q: bytes(i.contest), box: count(i.box), X: publicKey(x), counter: count(i.counter), disposition: count(i.disposition) === 1 ? 1 : 0, tracker: bytes(i.tracker) } as const;
        return { entry: hex(signEntry(entry, x, drawing(i.draws))) };
    },
    decode_entry: (i) => entryFields(bytes(i.entry)),
    verify_entry: (i) => (verifyEntry(bytes(i.entry)), {}),
    verify_entry_of: (i) => (verifyEntryOf(bytes(i.entry), bytes(i.body)), {}),
    make_body: (i) => {
        const header = { Q: bytes(i.contest), box: count(i.box), X: bytes(i.key), counter: count(i.counter), previous: bytes(i.previous) };
        const contest = decodeDefinition(bytes(i.definition));
        const y = decodeKey(bytes(i.y));
        const body = makeBody(contest, y, header, [...text(i.marks)].map(Number), bytes(i.seed));
        const head = encodeHeader(header);
        const digits = contest.sums.reduce((sent, bound) => sent + Math.max(0, weightsOf(bound).length - 1), 0);
        const ciphertexts = body.slice(head.length, head.length + 64 * (contest.cells + digits));
        return { header: hex(head), digest: hex(digestOf(y, head, ciphertexts)), body: hex(body), tracker: hex(trackerOf(body)) };
    },
    verify_body: (i) => ({ failing: verifyBody(decodeDefinition(bytes(i.definition)), decodeKey(bytes(i.y)), bytes(i.body)).failing }),

    decode_slip: (i) => ({ code: decodeSlip(text(i.typed)) }),
    decode_link: (i) => {
        const { host, shortName, slip } = readLink(text(i.link));
        return { host, short_name: shortName, code: slip.code, anchor: slip.anchor ?? '' };
    },
    tag_of: (i) => ({ tag: slipTag(bytes(i.session), text(i.code)) }),
    slip_key: (i) => {
        const x = slipKey(bytes(i.session), count(i.class), count(i.slot), text(i.code));
        return { secret_key: hex(encodeScalar(x)), key: hex(publicKey(x)) };
    },
    code_of: (i) => ({ code: inGroups(codeOf(bytes(i.of))) }),
    text_of_tracker: (i) => ({ text: inGroups(textOfTracker(bytes(i.tracker))) }),
    anchor_of: (i) => ({ anchor: anchorOf(bytes(i.K), decodeKey(bytes(i.y))) }),
    decode_slip_list: (i) => {
        const runs = decodeSlipList(bytes(i.list));
        return { slots: String(runs.length), slips: String((runs[0]?.length ?? 0) / 32), hashes: runs.map((run) => hex(sha256(run))) };
    },
    open_slip_state: (i) => {
        const asked = { Q: bytes(i.contest), box: count(i.box), X: bytes(i.slip_key) };
        const state = readSlipState(bytes(i.answer), { origin: text(i.origin), key: bytes(i.key) }, asked);
        if (state.is === 'refused') return refuse(state.code);
        return state.is === 'used' ? { entry: hex(state.leaf) } : {};
    },
    ask_slip_state: (i) => ({ request: hex(slipStateRequest(bytes(i.contest), count(i.box), scalar(i.secret_key), drawing(i.draws))) }),

    decode_ceremony_message: (i) => messageFields(bytes(i.message)),
    verify_keys: (i) => (verifyKeys(contextFrom(i), as('keys', bytes(i.message))), {}),
    verify_commit: (i) => (verifyCommit(contextFrom(i), as('commit', bytes(i.commit)), as('reveal', bytes(i.reveal))), {}),
    verify_reveal: (i) => (verifyReveal(contextFrom(i), as('reveal', bytes(i.message))), {}),
    ceremony_digest: (i) => {
        const digest = ceremonyDigest(contextFrom(i), all(i.records));
        return { digest: hex(digest), code: inGroups(codeOf(digest.slice(0, 32))) };
    },
    derive_joint_key: (i) => {
        const { y, Y } = deriveJointKey(texts(i.trustees).map(Number), all(i.reveals).map((one) => as('reveal', one)));
        return { y: hex(encode(y)), Y: Y.map((one) => hex(encode(one))) };
    },

    verify_complaint: (i) => {
        const complaint = as('complaint', bytes(i.complaint));
        const trustees = texts(i.trustees).map(Number);
        return { verdict: verifyComplaint(contextFrom(i), trustees, complaint, bytes(i.key), as('reveal', bytes(i.reveal))) };
    },

    prove_equal_logs: (i) => {
        const [alpha, s] = [all(i.alpha).map(decodeElement), scalar(i.secret)];
        const [Y, D] = [mul(s, G), alpha.map((one) => mul(s, one))];
        const proof = proveEqualLogs({ context: bytes(i.context), Y, alpha, D }, s, drawing(i.draws));
        return { key: hex(encode(Y)), D: D.map((one) => hex(encode(one))), proof: hex(proof) };
    },
    verify_equal_logs: (i) => {
        const statement = { context: bytes(i.context), Y: decodeKey(bytes(i.key)), alpha: all(i.alpha).map(decodeElement), D: all(i.D).map(decodeElement) };
        const reader = new Reader(bytes(i.proof));
        const proof = readEqualLogsProof(reader);
        reader.end();
        return equalLogsHold(statement, proof) ? {} : refuse('bad_proof');
    },
    verify_partial_decryption: (i) =>
        (verifyPartialDecryption(shareContextOf(i), decodeKey(bytes(i.key)), all(i.alpha).map(decodeElement), partialOf(bytes(i.partial))), {}),
    lagrange_at_zero: (i) => ({ coefficients: lagrangeAtZero(texts(i.trustees).map(Number)).map((one) => hex(encodeScalar(one))) }),
    combine_totals: (i) => {
        const shares = texts(i.trustees).map((trustee, k) => ({ trustee: Number(trustee), D: partialOf(all(i.partials)[k]).D }));
        return { totals: combineTotals(all(i.cells).map(pair), shares, count(i.bound)).map(String) };
    },
    group_boxes: (i) => {
        const boxes = texts(i.classes).map((class_, k) =>
            ({ class: Number(class_), joins: texts(i.joins)[k] === '' ? null : Number(texts(i.joins)[k]), ballots: Number(texts(i.ballots)[k]) }));
        const { groups, isVoid } = groupBoxes(boxes, { floor: count(i.floor), withhold: count(i.small) === 1, smallRoom: count(i.small_room) === 1 });
        return { groups: groups.map(({ number, boxes, ballots, fate }) => `${number}: ${boxes.join(' ')} | ${ballots} | ${fate}`), void: isVoid ? '1' : '0' };
    },
    sum_cells: (i) => {
        const ballots = all(i.ballots).map((ballot) => ciphertextsOf(ballot).map(decodeCiphertext));
        return { sums: ballots.reduce((sums: readonly Ciphertext[], one) => addBallot(sums, one), emptySums(count(i.cells))).map((one) => hex(encodeCiphertexts([one]))) };
    },
    list_digest: (i) => ({ digest: hex(listDigest(all(i.trackers))) }),
    verify_totals: (i) => (verifyTotals(decodeDefinition(bytes(i.definition)), texts(i.totals).map(Number), count(i.counted)), {}),

    decode_rules: (i) => {
        const rules = decodeProcedure(bytes(i.rules));
        if (hex(encodeProcedure(rules)) !== i.rules || isPreset(bytes(i.rules), rules) !== (i.preset === '1')) throw new Error('another preset');
        return {};
    },
    decode_outcome: (i) => {
        if (hex(encodeOutcome(decodeOutcome(bytes(i.outcome)))) !== i.outcome) throw new Error('another outcome');
        return {};
    },
    decide: (i) => {
        const candidates = texts(i.approve).map((approve, k) => ({ approve: Number(approve), reject: Number(texts(i.reject)[k]) }));
        const [seats, due, present, issued, received, valid] = [i.seats, i.due, i.present, i.issued, i.received, i.valid].map(count);
        return { outcome: hex(encodeOutcome(decide(decodeProcedure(bytes(i.rules)), { seats, due, present, issued, received, valid, candidates }))) };
    },

    add_elements: (i) => {
        const [a, b] = [bytes(i.a), bytes(i.b)].map(decodeElement);
        return { sum: hex(encode(a.add(b))), difference: hex(encode(a.subtract(b))), negative: hex(encode(a.negate())) };
    },
    scalar_arithmetic: (i) => {
        const [a, b] = [scalar(i.a), scalar(i.b)];
        const show = (value: bigint): string => hex(encodeScalar(reduce(value)));
        return { sum: show(a + b), difference: show(a - b), product: show(a * b), negative: show(-a), inverse: a === 0n ? '' : show(inverse(a)) };
    },

    prove_consistency: (i) => ({ proof: proveConsistency(all(i.entries).slice(0, count(i.to)).map(leafHash), count(i.from)).map(hex) }),
    verify_consistency: (i) =>
        (verifyConsistency({ size: big(i.from), root: bytes(i.from_root) }, { size: big(i.to), root: bytes(i.to_root) }, all(i.proof)), {}),
    hash_leaf: (i) => ({ hash: hex(leafHash(bytes(i.entry))) }),
    root_of: (i) => {
        const hashes = all(i.entries).map(leafHash);
        const tree = new CompactTree();
        hashes.forEach((hash) => tree.push(hash));
        if (!equal(tree.root(), rootOf(hashes))) throw new Error('two roots');
        return { root: hex(rootOf(hashes)) };
    },
    prove_inclusion: (i) => ({ proof: proveInclusion(all(i.entries).slice(0, count(i.size)).map(leafHash), count(i.index)).map(hex) }),
    verify_inclusion: (i) => (verifyInclusion(bytes(i.leaf), big(i.index), big(i.size), all(i.proof), bytes(i.root)), {}),
    path_of: (i) => ({ path: tilePath(count(i.level), big(i.index), count(i.width)) }),
    entries_path_of: (i) => ({ path: tilePath('entries', big(i.index), count(i.width)) }),
    decode_tile: (i) => ({ hashes: readHashes(bytes(i.tile), count(i.width)).map(hex) }),
    decode_bundle: (i) => ({ entries: decodeBundle(bytes(i.bundle), count(i.width)).map(hex) }),

    ed25519_decode_key: (i) => (decodeVerifyKey(bytes(i.key)), { key: text(i.key) }),
    ed25519_verify: (i) => (verifySignature(bytes(i.key), bytes(i.message), bytes(i.signature)), {}),
    sm2_decode_key: (i) => (decodeSm2Key(bytes(i.key)), { key: text(i.key) }),
    sm2_verify: (i) => (verifySm2(bytes(i.key), bytes(i.message), bytes(i.signature)), {}),
    decode_verifier_key: (i) => {
        const key = decodeVerifierKey(text(i.text));
        if (encodeVerifierKey(key) !== i.text) throw new Error('another text');
        return { name: key.name, id: hex(idOf(key)), type: String(key.type), key: hex(key.key) };
    },
    policy_text: (i) => ({ text: policyText(decodeVerifierKey(text(i.log))) }),
    decode_policy: (i) => (decodePolicy(bytes(i.text)), {}),
    open_checkpoint_by_policy: (i) => {
        const { origin, size, root } = openCheckpointBy(decodePolicy(bytes(i.policy)), bytes(i.note));
        return { origin, size: String(size), root: hex(root) };
    },
    open_receipt: (i) => {
        const { entry, index, checkpoint } = openReceipt(bytes(i.receipt), decodePolicy(utf8(text(i.policy))));
        const { origin, size, root } = checkpoint;
        return { entry: hex(entry), index: String(index), origin, size: String(size), root: hex(root) };
    },
    decode_note: (i) => {
        const note = decodeNote(bytes(i.note));
        return { text: note.text, signatures: note.signatures.map(({ name, id, signature }) => ({ name, id: hex(id), signature: hex(signature) })) };
    },
    verify_note: (i) => {
        const [note, keys] = [decodeNote(bytes(i.note)), texts(i.keys).map(decodeVerifierKey)];
        const signers = attempt(() => verifyNoteBy(note, keys).map(String));
        // A phone knows no witnesses: its own function sees the same where there are none.
        const plain = keys.every(({ type }) => type === logType);
        if (plain && attempt(() => verifyNote(note, keys).map(String)).text !== signers.text) throw new Error('the two disagree');
        return { signers: signers.value() };
    },
    decode_checkpoint: (i) => {
        const { origin, size, root } = decodeCheckpoint(text(i.text));
        return { origin, size: String(size), root: hex(root) };
    },
    open_checkpoint: (i) => {
        const { name, key } = decodeVerifierKey(text(i.log));
        const { size, root } = openCheckpoint(bytes(i.note), name, key);
        return { origin: name, size: String(size), root: hex(root) };
    },
    open_answer: (i) => {
        const { origin, Q, disposition, tracker, refusal, signed } = openWord(openAnswer(bytes(i.answer)), bytes(i.key));
        const kind = refusal === null ? 'promise' : signed ? 'signed_rejection' : 'unsigned_rejection';
        return { kind, origin, contest: hex(Q), disposition: String(disposition), tracker: hex(tracker), ...(refusal === null ? {} : { code: refusal }) };
    },
    encode_receipt: (i) => ({ receipt: hex(utf8(encodeReceipt(bytes(i.entry), count(i.index), all(i.proof), new TextDecoder().decode(bytes(i.checkpoint))))) }),
};
