/** The rules of an election (选举办法) and their bytes in a definition. Source: SPEC §14. */
import { bool, textField, u16, u32, u8 } from '../crypto/encode/writer.ts';
import { concat, type Bytes } from '../crypto/base/bytes.ts';
import { refuse } from '../crypto/base/result.ts';
import { Reader } from '../crypto/encode/reader.ts';

export type Base = 'due' | 'present';
/** A part of 应到 or 实到; strict: more than that. */
export interface Share {
    readonly num: number;
    readonly den: number;
    readonly strict: boolean;
    readonly base: Base;
}
export interface Text {
    readonly zh: string;
    readonly en: string;
}
/** The clause of the regulation behind each rule. */
export interface Articles {
    readonly candidates: number;
    readonly quorum: number;
    readonly order: number;
    readonly marks: number;
    readonly ballots: number;
    readonly majority: number;
    readonly tie: number;
    readonly shortfall: number;
}
export interface Procedure {
    readonly preset: string;
    readonly version: number;
    readonly title: Text;
    readonly regulation: Text;
    readonly quorum: Share;
    readonly majority: Share;
    /** 差额: so many candidates more than seats, as a part of the seats. */
    readonly ratio: { readonly num: number; readonly den: number };
    /** Seconds between closing and settling. */
    readonly pause: number;
    readonly floor: number;
    readonly remote: boolean;
    readonly articles: Articles;
}

const format = 1;
const longestText = 120;
const mostParts = 1_000;
const lastArticle = 999;
const bases: readonly Base[] = ['due', 'present'];
const clauses: readonly (keyof Articles)[] = ['candidates', 'quorum', 'order', 'marks', 'ballots', 'majority', 'tie', 'shortfall'];

function readText(reader: Reader): string {
    const text = reader.text(longestText);
    return text === '' ? refuse('out_of_range', 'an empty text') : text;
}

const readBoth = (reader: Reader): Text => ({ zh: readText(reader), en: readText(reader) });

function readParts(reader: Reader): { readonly num: number; readonly den: number } {
    const parts = { num: reader.u32(), den: reader.u32() };
    return parts.num > 0 && parts.num <= parts.den && parts.den <= mostParts ? parts : refuse('out_of_range', 'a share');
}

function readShare(reader: Reader): Share {
    const share = { ...readParts(reader), strict: reader.bool(), base: bases[reader.choice(2)] };
    return share.strict && share.num === share.den ? refuse('out_of_range', 'more than all') : share;
}

function readArticles(reader: Reader): Articles {
    const [candidates, quorum, order, marks, ballots, majority, tie, shortfall] = reader.times(clauses.length, () => {
        const article = reader.u16();
        return article >= 1 && article <= lastArticle ? article : refuse('out_of_range', 'an article');
    });
    return { candidates, quorum, order, marks, ballots, majority, tie, shortfall };
}

function positive(value: number, what: string): number {
    return value > 0 ? value : refuse('out_of_range', what);
}

/** Refuses: bad_version, bad_option, out_of_range, and what decoders refuse. */
export function decodeProcedure(bytes: Bytes): Procedure {
    const reader = new Reader(bytes);
    if (reader.u16() !== format) refuse('bad_version');
    const names = { preset: readText(reader), version: positive(reader.u32(), 'version'), title: readBoth(reader), regulation: readBoth(reader) };
    const shares = { quorum: readShare(reader), majority: readShare(reader), ratio: readParts(reader) };
    // Order by strokes, a new vote after a tie, another round or fewer seats, no write-in: the only ones of this version.
    for (let i = 0; i < 4; i++) reader.choice(1);
    const pause = reader.u32();
    const floor = positive(reader.u32(), 'floor');
    const procedure = { ...names, ...shares, pause, floor, remote: reader.bool(), articles: readArticles(reader) };
    reader.end();
    return procedure;
}

const text = ({ zh, en }: Text): Bytes => concat(textField(zh), textField(en));
const share = ({ num, den, strict, base }: Share): Bytes => concat(u32(num), u32(den), bool(strict), u8(bases.indexOf(base)));

export function encodeProcedure(rules: Procedure): Bytes {
    return concat(
        u16(format), textField(rules.preset), u32(rules.version), text(rules.title), text(rules.regulation),
        share(rules.quorum), share(rules.majority), u32(rules.ratio.num), u32(rules.ratio.den), ...[0, 0, 0, 0].map(u8),
        u32(rules.pause), u32(rules.floor), bool(rules.remote), ...clauses.map((clause) => u16(rules.articles[clause])),
    );
}
