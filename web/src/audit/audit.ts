/**
 * The whole verification of a published folder: the 14 checks, on the reader's own machine. Source: SPEC §11.
 * It goes on after a failure where it can; what depends on one is *not reached*, never passed.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { equal, hex, type Bytes } from '../crypto/base/bytes.ts';
import { Refusal, refuse } from '../crypto/base/result.ts';
import type { Contest } from '../crypto/ballot/definition.ts';
import { checkRun, keysOf, splitSlipList } from '../crypto/ballot/slip_list.ts';
import { G, precompute } from '../crypto/group/ristretto255.ts';
import { decodeBundle } from '../crypto/merkle/bundle.ts';
import { tileWidth } from '../crypto/merkle/tile.ts';
import type { Manifest } from '../crypto/session/manifest.ts';
import { isBallot, largeType } from '../crypto/session/page_state.ts';
import { decodeRecord, recordType, type Fields } from '../crypto/session/records.ts';
import type { State } from '../crypto/session/state.ts';
import { Report } from '../crypto/verify/report.ts';
import { tried, type Rest } from '../crypto/verify/verify_ballots.ts';
import { LogFold } from '../crypto/verify/verify_log.ts';
import type { Outcome } from '../rules/outcome.ts';
import { Bodies } from './bodies.ts';
import { checkOutcome, checkRules, readOutcome, readRules } from './election.ts';
import { checkFiles, checkKeys, checkSignatures, decodeFiles, type Listed } from './files.ts';
import { Folder, type Read } from './folder.ts';
import { checkCodes, Growth, type Given } from './given.ts';
import { checkHead, held, readHead } from './head.ts';
import { restful } from './rest.ts';
import { checkView } from './result_view.ts';
import { firstBundlePath, readOlder, Tree } from './tree.ts';

export interface Options extends Partial<Given> {
    /** Every path that is there, where that can be known: what no list names is then found. */
    readonly present?: readonly string[];
    /** How many entries of the log were read, of how many. */
    readonly progress?: (done: number, total: number) => void;
    readonly rest?: Rest;
}

/** Refuses: wrong_length, trailing_bytes. */
const firstOf = (bundle: Bytes, size: bigint): Bytes => decodeBundle(bundle, size < BigInt(tileWidth) ? Number(size) : tileWidth)[0];

/** One run over one folder. */
class Audit {
    readonly report = new Report();
    private readonly folder: Folder;
    private readonly options: Options;
    private readonly rest: Rest;
    private readonly fold: LogFold;
    private readonly bodies: Bodies;
    private readonly outcomes = new Map<string, Outcome>();
    private readonly voidReasons = new Map<string, string>();
    private listed: readonly Listed[] = [];
    /** Rules or an outcome that do not decode: what follows from them was not looked at. */
    private unread = false;

    constructor(read: Read, options: Options) {
        this.folder = new Folder(read);
        this.options = options;
        this.rest = options.rest ?? restful();
        this.fold = new LogFold(this.report, this.rest);
        this.bodies = new Bodies(this.folder, this.report);
    }

    async run(): Promise<Report> {
        const note = await this.folder.read('checkpoint');
        if (note === null) return this.unreadable();
        const head = await readHead(this.report, note);
        if (head === null) return this.report;
        const path = firstBundlePath(head.size);
        const bundle = await this.folder.read(path);
        if (bundle === null) return this.unreadable();
        await this.readList();
        await held(this.report, 'tiles', { is: 'file', path }, () => this.fold.begin(firstOf(bundle, head.size)));
        const { state } = this.fold;
        if (state === null) return this.report;
        const { setup } = state.page;
        await checkHead(this.folder, this.report, setup, note);
        const size = Number(head.size);
        const tree = new Tree(this.folder, this.report, size, this.listed.flatMap(({ path }) => readOlder(path) ?? []));
        const growth = await Growth.begin(this.report, this.options.earlier ?? null, setup, head.size);
        if (await this.readLog(tree, growth, size)) this.finishLog(tree, head.root);
        await this.finish(size, head.root);
        return this.report;
    }

    /** All entries, in order. False: some could not be read. */
    private async readLog(tree: Tree, growth: Growth, size: number): Promise<boolean> {
        await growth.at(0, () => tree.root());
        for (let N = 0; N < tree.bundles; N++) {
            const entries = await tree.bundle(N);
            if (entries === null) {
                this.fold.ended = true;
                return false;
            }
            for (const [i, entry] of entries.entries()) {
                const root = tree.push(entry);
                const index = N * tileWidth + i;
                await growth.at(index + 1, root);
                if (index > 0) await this.entry(entry, index, root);
                this.options.progress?.(index + 1, size);
                await this.rest();
            }
        }
        await tree.finish();
        return true;
    }

    private finishLog(tree: Tree, root: Bytes): void {
        if (!equal(tree.root(), root)) this.report.fail('root', { is: 'file', path: 'checkpoint' }, 'bad_inclusion');
        this.report.reached('root', 'tiles');
    }

    private async entry(entry: Bytes, index: number, root: () => Bytes): Promise<void> {
        if (this.fold.ended) return;
        if (entry.length > 1 && isBallot(entry)) return this.fold.ballot(entry, index, () => this.bodies.next());
        const large = await this.largeOf(entry);
        const lists = await this.listsFor(large ?? entry);
        if (lists === null) return;
        const fields = this.fold.record(entry, { index, root, large, lists });
        if (fields !== null && this.fold.state !== null) await this.look(fields, index, this.fold.state);
    }

    /** What the fold does not interpret: rules, outcome, papers. */
    private async look(fields: Fields, index: number, state: State): Promise<void> {
        const { manifest } = state.page;
        if (manifest === null) return;
        switch (fields.is) {
            case 'manifest':
                for (const element of [G, manifest.y]) {
                    await this.rest();
                    precompute(element);
                }
                return manifest.contests.forEach((contest) => this.lookAtRules(contest, manifest, index));
            case 'round':
                return this.lookAtRules(fields.contest, manifest, index);
            case 'outcome':
                return this.lookAtOutcome(fields.Q, fields.outcome, index, state);
            case 'void':
                return state.page.contests.filter(({ Q }) => fields.Q === null || equal(Q, fields.Q))
                    .forEach(({ Q }) => void this.voidReasons.set(hex(Q), this.voidReasons.get(hex(Q)) ?? fields.reason));
            case 'paper':
                return this.checkPaper(fields);
            default:
                return;
        }
    }

    private lookAtRules(contest: Contest, manifest: Manifest, index: number): void {
        const place = { is: 'record', index } as const;
        const rules = tried(this.report, place, () => readRules(contest));
        if (rules === null) this.unread = true;
        else tried(this.report, place, () => checkRules(contest, rules, manifest));
    }

    private lookAtOutcome(Q: Bytes, bytes: Bytes, index: number, state: State): void {
        const place = { is: 'record', index } as const;
        const outcome = tried(this.report, place, () => readOutcome(bytes));
        const count = state.counts.get(hex(Q));
        if (outcome === null || count === undefined) {
            this.unread = true;
            return;
        }
        this.outcomes.set(hex(Q), outcome);
        if (!this.unread) tried(this.report, place, () => checkOutcome(count, bytes));
    }

    private async checkPaper({ name, length, sha256: wanted }: Extract<Fields, { readonly is: 'paper' }>): Promise<void> {
        const path = `records/${hex(wanted)}`;
        const bytes = await this.folder.read(path);
        await held(this.report, 'papers', { is: 'file', path }, () => {
            if (bytes === null) refuse('not_found', name);
            if (bytes.length !== length || !equal(sha256(bytes), wanted)) refuse('wrong_digest', name);
        });
    }

    /** The bytes that a `large` stands for; null for another record, or if they are not there. */
    private async largeOf(entry: Bytes): Promise<Bytes | null> {
        if (entry.length < 2 || recordType(entry) !== largeType) return null;
        try {
            const { fields } = decodeRecord(entry);
            return fields.is === 'large' ? await this.folder.read(`records/${hex(fields.sha256)}`) : null;
        } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            return null;
        }
    }

    /** Before a manifest is admitted: every class's lists, each key looked at. Null if one does not hold. */
    private async listsFor(record: Bytes): Promise<Bytes[][] | null> {
        if (record.length < 2 || recordType(record) !== 3) return [];
        const classes = await this.classesOf(record);
        const lists: Bytes[][] = [];
        for (let class_ = 0; class_ < classes; class_++) {
            const path = `slips/${class_}`;
            const bytes = await this.folder.read(path);
            const sound = await held(this.report, 'slip_lists', { is: 'file', path }, async () => {
                lists.push(await this.checkLists(bytes ?? refuse('not_found')));
            });
            if (!sound) this.fold.ended = true;
        }
        return this.fold.ended ? null : lists;
    }

    private async classesOf(record: Bytes): Promise<number> {
        try {
            const { fields } = decodeRecord(record);
            return fields.is === 'manifest' ? fields.manifest.classes.length : 0;
        } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            return 0;
        }
    }

    private async checkLists(bytes: Bytes): Promise<Bytes[]> {
        const aTime = 128;
        const runs = splitSlipList(bytes);
        for (const run of runs) {
            for (let from = 0; from < keysOf(run); from += aTime) {
                checkRun(run, from, Math.min(from + aTime, keysOf(run)));
                await this.rest();
            }
        }
        return runs;
    }

    /** What is asked of the log as a whole, and of the files. */
    private async finish(size: number, root: Bytes): Promise<void> {
        const { state, ended } = this.fold;
        if (state === null) return;
        if (!ended) {
            await this.bodies.end();
            this.fold.end();
            this.report.reached('manifest_rules', 'outcome_form', 'papers');
            if (!this.unread) {
                this.report.reached('outcome_rules');
                await this.checkResult(state, size, root);
            }
        }
        await checkCodes(this.report, 'opening_code', this.options.openingCodes ?? [], state, !ended || state.page.manifest !== null);
        await checkCodes(this.report, 'closing_code', this.options.closingCodes ?? [], state, !ended);
        await checkKeys(this.folder, this.report, state.page.setup);
        for (const path of ['files', 'result.json'] as const) await checkSignatures(this.folder, this.report, state.page.setup, path);
        if (this.report.standing('files') !== 'failed') await checkFiles(this.folder, this.report, this.listed, this.options.present ?? [], this.rest);
    }

    private async checkResult(state: State, size: number, root: Bytes): Promise<void> {
        const path = 'result.json';
        const bytes = await this.folder.read(path);
        const { outcomes, voidReasons } = this;
        await held(this.report, 'result_view', { is: 'file', path }, () => checkView(bytes ?? refuse('not_found'), { state, size, root, outcomes, voidReasons }));
        this.report.reached('result_view');
    }

    private async readList(): Promise<void> {
        const bytes = await this.folder.read('files');
        await held(this.report, 'files', { is: 'file', path: 'files' }, () => {
            this.listed = decodeFiles(bytes ?? refuse('not_found'));
        });
    }

    private unreadable(): Report {
        this.report.unreadable = true;
        return this.report;
    }
}

/** Gives the report; what `read` throws, it throws. Needs: paths as in SPEC §10, relative to the session's folder. */
export const audit = (read: Read, options: Options = {}): Promise<Report> => new Audit(read, options).run();
