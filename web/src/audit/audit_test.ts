/** A session that is right passes; for each check one that breaks exactly that. The sessions are played in memory. */
import { describe, expect, test } from 'vitest';
import { FinishedSession, type Files, type Forgery } from '../../../tests/e2e/support/folder.ts';
import { publicOf, type Plan } from '../../../tests/e2e/support/session.ts';
import { concat, utf8, type Bytes } from '../crypto/base/bytes.ts';
import { systemRng } from '../crypto/base/rng.ts';
import { list, option, textField, u16, u32, u8 } from '../crypto/encode/writer.ts';
import { G, encode, encodeScalar, mul, precompute } from '../crypto/group/ristretto255.ts';
import { encodeVerifierKey, witnessType } from '../crypto/note/verifier_key.ts';
import { checkIds, type CheckId } from '../crypto/session/check_id.ts';
import { recordType } from '../crypto/session/records.ts';
import { exitCodes, type Report } from '../crypto/verify/report.ts';
import { encodeOutcome } from '../rules/outcome.ts';
import { presets } from '../rules/presets.ts';
import { encodeProcedure } from '../rules/procedure.ts';
import { audit, type Options } from './audit.ts';

precompute(G);

const contest: Plan['contests'][number] = { title: '选票', seats: 1, candidates: [['甲', ''], ['乙', '']] };
const plan: Plan = { host: 'vote.example', short: 'A7', title: '会', organisation: '支部', slips: 3, contests: [contest] };
const marks = ['○×', '○-', '-×'];

function ready(forgery: Forgery = {}, change: Partial<Plan> = {}): FinishedSession {
    const one = new FinishedSession({ ...plan, ...change }, forgery);
    one.ceremony();
    one.attendance();
    return one;
}
function finished(forgery: Forgery = {}, change: Partial<Plan> = {}): FinishedSession {
    const one = ready(forgery, change);
    one.play(0, marks);
    return one;
}
let honest: FinishedSession | null = null;
/** One that only its folder is forged of. */
const right = (): FinishedSession => (honest ??= finished());
const check = (files: Files, options: Options = {}): Promise<Report> =>
    audit((path) => Promise.resolve(files.get(path) ?? null), { present: [...files.keys()], ...options });
const checkOf = (one: FinishedSession, options: Options = {}): Promise<Report> => check(one.publish(), options);

const failing = (report: Report): CheckId[] => [...new Set(report.failures.map(({ id }) => id))].sort();
const flip = (bytes: Bytes, at: number): Bytes => bytes.map((byte, i) => (i === (at + bytes.length) % bytes.length ? byte ^ 1 : byte));
const flipIn = (files: Files, path: string, at = -1): void => void files.set(path, flip(files.get(path) ?? new Uint8Array(1), at));

/** Forges the records of one type, or the messages of one kind. */
const records = (type: number, change: (signed: Bytes) => Bytes, kind: number | null = null): Forgery =>
    ({ record: (signed) => (recordType(signed) === type && (kind === null || signed[4] === kind) ? change(signed) : signed) });

const rules = presets[0];
const witness = { name: 'witness.example', type: witnessType, key: publicOf(systemRng(32)) };

interface Forger {
    readonly id: CheckId;
    /** Where one cannot be broken without another. */
    readonly also?: CheckId;
    readonly how: string;
    readonly make: () => Files | readonly [Files, Options];
}
const forgers: readonly Forger[] = [
    { id: 'setup', how: 'an SM2 key that is none', make: () => finished({}, { sm2Key: new Uint8Array(65).fill(4) }).publish() },
    { id: 'manifest', how: 'a contest in another slot', make: () => {
        const one = new FinishedSession(plan);
        one.definitions[0] = flip(one.definitions[0], 3);
        one.ceremony();
        return one.publish();
    } },
    { id: 'manifest_setup', how: 'another K', make: () => finished(records(3, (signed) => flip(signed, 4))).publish() },
    { id: 'manifest_key', how: 'a key that nobody shares', make: () => finished(records(3, (signed) => concat(signed.slice(0, 36), encode(mul(5n, G)), signed.slice(68)))).publish() },
    { id: 'manifest_rules', how: 'a majority of a third', make: () => finished({}, { rules: encodeProcedure({ ...rules, majority: { ...rules.majority, den: 3 } }) }).publish() },
    { id: 'ceremony_order', how: 'a commitment before the last key', make: () => {
        const one = finished();
        [one.leaves[3], one.leaves[4]] = [one.leaves[4], one.leaves[3]];
        return one.publish();
    } },
    { id: 'ceremony_keys', how: 'a key without proof', make: () => finished(records(2, (signed) => flip(signed, 8 + 64), 0)).publish() },
    { id: 'ceremony_commit', how: 'another commitment', make: () => finished(records(2, (signed) => flip(signed, 8), 1)).publish() },
    { id: 'ceremony_reveal', how: 'a polynomial without proof', make: () => finished(records(2, (signed) => flip(signed, 8 + 4 + 64 + 32), 2)).publish() },
    { id: 'ceremony_complaint', how: 'a box that was never sent', make: () => {
        const one = new FinishedSession(plan);
        one.ceremony();
        one.leaves.length = 10;
        const [R, S] = [encode(mul(3n, G)), encode(mul(7n, G))];
        one.append(concat(u16(2), u16(1), u8(3), u16(1), u8(2), u8(1), R, systemRng(32), S, R, S, encodeScalar(1n)), [2]);
        return one.publish();
    } },
    { id: 'ceremony_confirm', how: 'another digest', make: () => finished(records(2, (signed) => flip(signed, 8), 4)).publish() },
    { id: 'record_form', how: 'a reserved type', make: () => {
        const one = finished();
        one.append(concat(u16(22), u16(1)), [0]);
        return one.publish();
    } },
    { id: 'record_order', how: 'settled twice', make: () => {
        const one = finished();
        one.settle(0);
        return one.publish();
    } },
    { id: 'pause', how: 'settled a second early', make: () => finished({ settledAt: 1_700_000_419 }).publish() },
    { id: 'large', how: 'bytes that are not there', make: () => {
        const one = finished();
        one.append(concat(u16(25), u16(1), u16(18), u32(70_000), systemRng(32)), [0]);
        return one.publish();
    } },
    { id: 'slip_lists', how: 'another list', make: () => right().publish((files) => files.set('slips/0', concat((files.get('slips/0') ?? new Uint8Array(0)).slice(0, -32), encode(mul(9n, G))))) },
    { id: 'slips_cancelled', how: 'a slip of none of the lists', make: () => {
        const one = finished();
        one.append(concat(u16(5), u16(1), u32(0), option(u32(1)), list([list([encode(mul(9n, G))])]), textField('丢失')), [1, 2]);
        return one.publish();
    } },
    { id: 'entry_slip', how: 'a ballot of a slip that was never made', make: () => {
        const one = ready();
        one.codes.push('0'.repeat(26));
        one.open(0);
        one.cast(0, 3, '○×');
        return one.publish();
    } },
    { id: 'entry_signature', how: 'an entry that its slip did not sign', make: () => {
        const one = ready();
        one.open(0);
        one.cast(0, 0, '○×');
        one.leaves.push(flip(one.leaves.pop() ?? new Uint8Array(1), 138));
        return one.publish();
    } },
    { id: 'body_form', how: 'a body cut short', make: () => right().publish((files) => files.set('ballots/0', (files.get('ballots/0') ?? new Uint8Array(1)).slice(0, -1))) },
    { id: 'body_entry', how: 'two bodies exchanged', make: () => {
        const one = finished();
        one.bodies.reverse();
        return one.publish();
    } },
    { id: 'choice_proof', how: 'a row without proof', make: () => finished({ body: (body, slip) => (slip === 1 ? flip(body, 105 + 4 * 64 + 3 * 64) : body) }).publish() },
    { id: 'sum_proof', how: 'a sum without proof', make: () => finished({ body: (body, slip) => (slip === 1 ? flip(body, -32) : body) }).publish() },
    { id: 'digit_proof', how: 'a digit without proof', make: () => {
        const wide = { title: '选票', seats: 6, candidates: [...'甲乙丙丁戊己庚辛'].map((name) => [name, ''] as const) };
        const one = ready({ body: (body) => flip(body, -32) }, { contests: [wide] });
        one.play(0, ['○×○---××', '○-------', '--------']);
        return one.publish();
    } },
    { id: 'counter', how: 'a second ballot of a slip', make: () => {
        const one = ready();
        one.open(0);
        one.cast(0, 0, '○×');
        one.cast(0, 0, '×○');
        return one.publish();
    } },
    { id: 'counter', how: 'a predecessor that is none', make: () => finished({ previous: (slip) => (slip === 1 ? new Uint8Array(32).fill(1) : null) }).publish() },
    { id: 'duplicate', how: 'an entry for the body of another', make: () => {
        const one: FinishedSession = ready({ body: (body, slip) => (slip === 0 ? body : one.bodies[0]) });
        one.open(0);
        one.cast(0, 0, '○×');
        one.cast(0, 1, '○×');
        return one.publish();
    } },
    { id: 'attendance', how: 'more present than due', make: () => finished(records(4, (signed) => concat(signed.slice(0, 4), u32(2), signed.slice(8)))).publish() },
    { id: 'opened_figures', how: 'one slip issued more', make: () => finished(records(6, (signed) => flip(signed, 4 + 32 + 4 + 11))).publish() },
    { id: 'closed_figures', how: 'one ballot counted more', make: () => {
        const one = ready();
        one.open(0);
        one.cast(0, 0, '○×');
        one.close(0, 2);
        return one.publish();
    } },
    { id: 'tally_groups', how: 'another number of ballots', make: () => finished(records(11, (signed) => flip(signed, 4 + 32 + 4 + 4 + 4 + 32 + 3))).publish() },
    { id: 'tally_list', how: 'another list', make: () => finished(records(11, (signed) => flip(signed, 4 + 32 + 4 + 4 + 4))).publish() },
    { id: 'tally_cells', how: 'one approval more', make: () => finished({
        sums: (sums) => sums.map(({ alpha, beta }, i) => ({ alpha, beta: i === 2 ? beta.add(G) : beta })),
        totals: (totals) => totals.map((total, i) => (i === 2 ? total + 1 : total)),
    }).publish() },
    { id: 'share_form', how: 'a second share', make: () => {
        const one = ready();
        one.play(0, marks);
        one.leaves.length -= 2;
        one.share(0, 1);
        return one.publish();
    } },
    { id: 'result_shares', how: 'a trustee who gave no share', make: () => finished(records(14, (signed) => flip(signed, 4 + 32 + 4 + 4))).publish() },
    { id: 'result_totals', how: 'one approval more', make: () => finished({ totals: (totals) => totals.map((total, i) => (i === 2 ? total + 1 : total)) }).publish() },
    { id: 'total_bounds', also: 'tally_cells', how: 'more marks in a row than ballots', make: () => {
        const one = ready({
            sums: (sums) => sums.map(({ alpha, beta }, i) => ({ alpha, beta: i === 1 ? beta.add(mul(2n, G)) : beta })),
            totals: (totals) => totals.map((total, i) => (i === 1 ? total + 2 : total)),
        });
        one.count(0, marks);
        return one.publish();
    } },
    { id: 'outcome_form', how: 'no outcome', make: () => finished({ outcome: () => new Uint8Array(0) }).publish() },
    { id: 'outcome_rules', how: 'one who was not elected', make: () => finished({
        outcome: (outcome) => encodeOutcome({ ...outcome, candidates: outcome.candidates.map((one) => ({ ...one, verdict: 'not_elected' })) }),
    }).publish((files) => files.set('result.json', utf8(new TextDecoder().decode(files.get('result.json')).replace('"verdict": "elected"', '"verdict": "not_elected"').replace(/"elected": \[[^\]]*\]/, '"elected": []')))) },
    { id: 'papers', how: 'a paper that is not there', make: () => {
        const one = finished();
        one.paper(utf8('选举报告单'));
        return one.publish();
    } },
    { id: 'files', how: 'another page', make: () => {
        const files = right().publish();
        flipIn(files, 'index.html');
        return files;
    } },
    { id: 'files', how: 'a page that is missing', make: () => {
        const files = right().publish();
        files.delete('index.html');
        return files;
    } },
    { id: 'files', how: 'a file that is not listed', make: () => right().publish().set('more', new Uint8Array(1)) },
    { id: 'result_view', how: 'another number', make: () => right().publish((files) => files.set('result.json', utf8(new TextDecoder().decode(files.get('result.json')).replace('"approve": 2', '"approve": 3')))) },
    { id: 'record_signature', how: 'a signature that is not the trustee’s', make: () => {
        const one = ready();
        one.leaves.push(flip(one.leaves.pop() ?? new Uint8Array(1), -1));
        return one.publish();
    } },
    ...(['files', 'result.json'] as const).flatMap((path) => (['ed25519', 'sm2'] as const).map((kind): Forger => ({
        id: `${path === 'files' ? 'files' : 'result'}_${kind}`, how: 'another signature', make: () => {
            const files = right().publish();
            flipIn(files, `${path}.${kind}.sig`);
            return files;
        },
    }))),
    { id: 'published_keys', how: 'a key of somebody else', make: () => right().publish((files) => files.set('keys/log.pem', files.get('keys/server.pem') ?? new Uint8Array(0))) },
    { id: 'checkpoint', how: 'signed by somebody else', make: () => {
        const one = right();
        return one.publish((files) => {
            const note = new TextDecoder().decode(files.get('checkpoint'));
            files.set('checkpoint', utf8(note.replace(/.{8}=?\n$/, 'AAAAAAAA=\n')));
        });
    } },
    { id: 'root', how: 'another root', make: () => {
        const one = right();
        const root = systemRng(32);
        return one.publish((files) => {
            files.set('checkpoint', one.checkpointOf(root));
            files.set('result.json', utf8(new TextDecoder().decode(files.get('result.json')).replace(/"root": "\w+"/, `"root": "${Array.from(root, (byte) => byte.toString(16).padStart(2, '0')).join('')}"`)));
        });
    } },
    { id: 'tiles', how: 'a changed tile', make: () => {
        const one = right();
        return one.publish((files) => flipIn(files, `tile/0/000.p/${one.leaves.length}`));
    } },
    { id: 'tiles', how: 'an older tile of another log', make: () => right().publish((files) => files.set('tile/0/000.p/2', systemRng(64))) },
    { id: 'growth', how: 'an earlier checkpoint of another log', make: () => {
        const one = right();
        return [one.publish(), { earlier: one.checkpointOf(systemRng(32), 5) }];
    } },
    { id: 'opening_code', how: 'another code', make: () => [right().publish(), { openingCodes: ['0000-0000-0000-0000-0000-0000'] }] },
    { id: 'closing_code', how: 'another code', make: () => [right().publish(), { closingCodes: ['0000-0000-0000-0000-0000-0000'] }] },
    { id: 'policy', how: 'a witness who did not sign', make: () => {
        const key = publicOf(systemRng(32));
        const log = { name: 'log.example', type: 1, key };
        const policy = `log ${encodeVerifierKey(log)}\nwitness w ${encodeVerifierKey(witness)}\nquorum w\n`;
        return finished({}, { policy }).publish();
    } },
    { id: 'policy', how: 'another policy', make: () => right().publish((files) => files.set('policy', utf8('quorum none\n'))) },
];

describe('a folder', () => {
    test('that is right passes, and with its codes nothing is left open', async () => {
        const one = right();
        const files = one.publish();
        const earlier = one.checkpoint();
        const report = await check(files, { openingCodes: [one.openingCode()], closingCodes: [one.closingCode(0)], earlier });
        expect(report.failures).toEqual([]);
        expect(report.idsWith('passed')).toEqual(checkIds);
        expect(exitCodes[report.verdict]).toBe(0);
        expect(Array.from({ length: 14 }, (_, i) => report.check(i + 1))).toEqual(Array.from({ length: 14 }, () => 'passed'));
    });

    test('that was compared with nothing says so', async () => {
        const report = await checkOf(right());
        expect(report.failures).toEqual([]);
        expect([report.verdict, exitCodes[report.verdict]]).toEqual(['not_compared', 3]);
        expect(report.idsWith('not_given')).toEqual(['growth', 'opening_code', 'closing_code']);
    });

    test('without a checkpoint or without entries is unreadable', async () => {
        const files = right().publish();
        const only = (path: RegExp): Files => new Map([...files].filter(([name]) => !path.test(name)));
        expect(exitCodes[(await check(only(/^checkpoint$/))).verdict]).toBe(2);
        expect(exitCodes[(await check(only(/^tile/))).verdict]).toBe(2);
    });

    test('of a session that is still open passes: what has not happened cannot be wrong', async () => {
        const one = ready();
        one.open(0);
        one.cast(0, 0, '○×');
        const report = await checkOf(one, { openingCodes: [one.openingCode()] });
        expect([report.failures, report.verdict]).toEqual([[], 'confirmed']);
    });

    test('of a session with a round passes; the code of the round is one of its opening codes', async () => {
        const one = finished();
        const round = one.round(lastHash(one), contest);
        one.attendance();
        one.play(round, ['○×', '○×', '--'], [1, 3]);
        const report = await checkOf(one, { openingCodes: [one.openingCode(), one.openingCode(round)], closingCodes: [one.closingCode(round)] });
        expect([report.failures, report.verdict]).toEqual([[], 'confirmed']);
    });

    test('with a ballot checked and a slip cancelled passes; a ballot of that slip would not', async () => {
        const one = ready();
        one.cancel(2);
        one.open(0, 1);
        one.check(0, 0);
        one.check(0, 0);
        one.cast(0, 0, '○×');
        const cancelled = one.leaves.length;
        one.cast(0, 2, '○×');
        expect(failing(await checkOf(one))).toEqual(['entry_slip']);
        [one.leaves.length, one.bodies.length] = [cancelled, 1];
        one.close(0, 1, 2);
        expect((await checkOf(one)).failures).toEqual([]);
    });

    test('with a manifest too long for the log finds it in records/, and no other bytes in its place', async () => {
        const notes = Array.from({ length: 40 }, (_, i) => [`候选人${i}`, '注'.repeat(333)] as const);
        const one = new FinishedSession({ ...plan, contests: [0, 1].map(() => ({ ...contest, candidates: notes })) });
        one.ceremony();
        const path = one.enlarge();
        one.attendance();
        expect((await checkOf(one)).failures).toEqual([]);
        expect(failing(await check(one.publish((files) => flipIn(files, path))))).toEqual(['large']);
        one.enlarge();
        expect((await checkOf(one)).failures).toMatchObject([{ id: 'large', code: 'out_of_range' }]);
    });

    test('a share that does not hold is named, and fails nothing', async () => {
        const one = ready({ badShares: [1] });
        one.play(0, marks, [2, 3]);
        const report = await checkOf(one);
        expect(report.failures).toEqual([]);
        expect(report.shares).toMatchObject([{ trustee: 1, group: 0 }]);
    });

    test('what depends on a failure is not reached, never passed', async () => {
        const report = await checkOf(finished(records(2, (signed) => flip(signed, 8 + 64), 0)));
        expect(failing(report)).toEqual(['ceremony_keys']);
        expect(report.idsWith('not_reached')).toEqual(expect.arrayContaining(['manifest', 'counter', 'tally_cells', 'outcome_rules', 'result_view']));
        expect(report.idsWith('passed')).toEqual(expect.arrayContaining(['checkpoint', 'root', 'tiles', 'files', 'files_sm2', 'published_keys', 'policy']));
        expect(report.failures[0].place).toEqual({ is: 'record', index: 1 });
        expect(report.check(2)).toBe('failed');
    });

    test('tells how far it is, and lets others run', async () => {
        const seen: number[] = [];
        const one = right();
        let rests = 0;
        await check(one.publish(), { progress: (done, total) => seen.push(done / total), rest: () => Promise.resolve(void rests++) });
        expect(seen).toHaveLength(one.leaves.length);
        expect(seen[seen.length - 1]).toBe(1);
        expect(rests).toBeGreaterThan(one.leaves.length + 9);
    });
});

/** Of the last record, which is an outcome. */
function lastHash(one: FinishedSession): Bytes {
    const match = /"outcome": "(\w{64})"/.exec(new TextDecoder().decode(one.publish().get('result.json')));
    return Uint8Array.from(match?.[1].match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

describe('each check says no', () => {
    test('and every check has one who makes it', () => {
        expect([...new Set(forgers.map(({ id }) => id))].sort()).toEqual([...checkIds].sort());
    });
    test.each(forgers)('$id: $how', async ({ id, also, make }) => {
        const made = make();
        const [files, options] = made instanceof Map ? [made, {}] : made;
        const report = await check(files, options);
        expect(failing(report), JSON.stringify(report.failures)).toEqual(also ? [also, id].sort() : [id]);
        expect(exitCodes[report.verdict]).toBe(1);
    });
});
