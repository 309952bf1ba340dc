/** Rules of the house for this folder. */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const here = fileURLToPath(new URL('.', import.meta.url));

function files(folder: string): string[] {
    return readdirSync(folder).flatMap((name) => {
        const path = join(folder, name);
        return statSync(path).isDirectory() ? files(path) : [path];
    });
}
const code = files(here).filter((path) => /\.(ts|svelte)$/.test(path) && !/_test\.ts$|vectors_table/.test(path));
/** Without comments and without `{#each … as …}`. */
const read = (path: string): string => readFileSync(path, 'utf8').replace(/\/\*[^]*?\*\/|\/\/.*|\{#each[^}]*\}/g, '');
const offenders = (pattern: RegExp, except = /$^/): string[] =>
    code.filter((path) => !except.test(path) && pattern.test(read(path))).map((path) => path.slice(here.length));

test('no type is asserted but in parsers', () => {
    expect(offenders(/\bas (?!const\b)[A-Z{(]|<any>|: any\b|!\./, /wire\/parse\.ts$/)).toEqual([]);
});
test('no markup is made from text, no code from text', () => {
    expect(offenders(/innerHTML|outerHTML|insertAdjacentHTML|\{@html|document\.write|\beval\(|new Function/)).toEqual([]);
});
test('nothing is stored, and chance comes from the system', () => {
    expect(offenders(/localStorage|sessionStorage|indexedDB|document\.cookie|Math\.random/)).toEqual([]);
});
test('the flow knows no page, no network and no clock', () => {
    const flow = code.filter((path) => path.includes('/flow/'));
    const impure = /\b(document|window|fetch|setTimeout|Date|navigator|crypto|location)\b\s*[.(]/;
    expect(flow.filter((path) => impure.test(readFileSync(path, 'utf8')))).toEqual([]);
});
test('the cryptography knows neither page nor network', () => {
    const imports = code.filter((path) => path.includes('/crypto/'))
        .filter((path) => /from '\.\.\/(\.\.\/)?(client|ui|pages|worker|flow|wire)\//.test(readFileSync(path, 'utf8')));
    expect(imports).toEqual([]);
});
test('rules rest on crypto, and the audit on both, and on nothing else', () => {
    const beyond = (folder: string, allowed: RegExp): string[] => code.filter((path) => path.includes(`/src/${folder}/`))
        .filter((path) => [...read(path).matchAll(/from '([^']+)'/g)].some(([, from]) => !allowed.test(from)));
    expect(beyond('rules', /^(\.\/|\.\.\/crypto\/)/)).toEqual([]);
    expect(beyond('audit', /^(\.\/|\.\.\/(crypto|rules)\/|@noble\/hashes\/)/)).toEqual([]);
});
test('the voter’s page loads nothing that only observers need', () => {
    const loaded = new Set<string>();
    const load = (path: string): void => {
        if (loaded.has(path) || !existsSync(path)) return;
        loaded.add(path);
        for (const [, from] of readFileSync(path, 'utf8').matchAll(/(?:^|\n)(?:import|export)(?! type)[^;]*? from '(\.[^']+)'/g)) load(join(path, '..', from));
    };
    ['worker/worker.ts', 'pages/vote/main.ts'].forEach((entry) => load(join(here, entry)));
    expect(loaded.size).toBeGreaterThan(30);
    const observers = /\/(audit|rules|verify)\/|\/(state|contest|chains|check_id|record_elements|complaint|equal_logs|open_receipt|policy|sm2|sm3|groups|dlog)\.ts$/;
    expect([...loaded].filter((path) => observers.test(path)).map((path) => path.slice(here.length))).toEqual([]);
});

const page = join(here, '../dist/vote.html');
test.runIf(existsSync(page))('the built page draws no number from Math.random and needs no newer browser than Chromium 80', () => {
    const built = readFileSync(page, 'utf8');
    expect(built).not.toMatch(/Math\.random/);
    expect(built).not.toMatch(/\.at\(-?\d|\.replaceAll\(|structuredClone\(|new WeakRef|\.findLast|AggregateError|Promise\.any|randomUUID|\?\?=|\|\|=|&&=|\(\?<[=!]/);
});
