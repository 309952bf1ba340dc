/** Words of ux.md §19 (15): complete in both languages, all of them used, short, and free of jargon. */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import en from './en.json';
import zh from './zh-CN.json';

const root = fileURLToPath(new URL('../..', import.meta.url));

function sources(folder: string, ends: RegExp): string[] {
    return readdirSync(folder).filter((name) => name !== 'node_modules').flatMap((name) => {
        const path = join(folder, name);
        if (statSync(path).isDirectory()) return sources(path, ends);
        // The names of presets are rules, which come with the session: no words of ours.
        return ends.test(name) && !name.includes('_test.') && name !== 'presets.ts' ? [readFileSync(path, 'utf8')] : [];
    });
}
const client = sources(join(root, 'web/src'), /\.(ts|svelte|html)$/);
const server = sources(join(root, 'server'), /\.(cpp|hpp)$/);

const catalogues = [['zh-CN', zh], ['en', en]] as const;
const ids = Object.keys(zh);
/** What the voter reads; pages of staff may speak of keys. */
const ofVoters = (catalogue: Readonly<Record<string, string>>): [string, string][] =>
    Object.entries(catalogue).filter(([id]) => /^(page|bar|mark|full|code|v\dw?|e\d|n\d|x\d)\./.test(id));

describe('words', () => {
    test('zh and en have the same ids, in the same order', () => {
        expect(Object.keys(en)).toEqual(ids);
    });
    test('zh and en name the same values', () => {
        const values = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
        const english: Readonly<Record<string, string>> = en;
        for (const [id, text] of Object.entries(zh)) expect(values(english[id]), id).toEqual(values(text));
    });
    test('every id is used', () => {
        const all = [...client, ...server].join('\n');
        expect(ids.filter((id) => !all.includes(`'${id}'`) && !all.includes(`"${id}"`) && !all.includes(`{${id}}`))).toEqual([]);
    });
    test('no sentence stands in a component', () => {
        const texts = client.map((text) => text.replace(/\/\*[^]*?\*\/|<!--[^]*?-->|\/\/.*|font(-family)?:.*/g, ''));
        expect(texts.filter((text) => /[\u4e00-\u9fff]/.test(text)).map((text) => text.match(/.*[\u4e00-\u9fff].*/)?.[0])).toEqual([]);
    });
    test.each(catalogues)('%s: voters read no jargon', (_, catalogue) => {
        const forbidden = /加密|密钥|哈希|证明|区块链|提交|\bOK\b|encrypt|\bkeys?\b|\bhash|\bproof|blockchain|submit/i;
        expect(ofVoters(catalogue).filter(([, text]) => forbidden.test(text))).toEqual([]);
    });
    test('a sentence has at most 20 characters in Chinese', () => {
        const long = ofVoters(zh).flatMap(([id, text]) => text.split(/[。；：，·]/).map((sentence) => [id, sentence.replace(/\{\w+\}|[“”、（）\s*]/g, '')] as const))
            .filter(([, sentence]) => sentence.length > 20);
        expect(long).toEqual([]);
    });
    test('a sentence has at most 12 words in English', () => {
        const long = ofVoters(en).flatMap(([id, text]) => text.split(/[.;:](?:\s|$)/).map((sentence) => [id, sentence] as const))
            .filter(([, sentence]) => sentence.trim().split(/\s+/).length > 12);
        expect(long).toEqual([]);
    });
});
