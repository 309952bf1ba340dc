/** Every case of tests/vectors that concerns a page, accepting and refusing; a function nobody knows is a failure. */
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { Refusal } from './base/result.ts';
import { adapters, type Inputs } from './vectors_table.ts';

interface Case {
    readonly function: string;
    readonly name: string;
    readonly inputs: Inputs;
    readonly expect?: unknown;
    readonly refusal?: string;
}

/** What no page does, and who does. */
const elsewhere: Readonly<Record<string, string>> = {
    ed25519_public_key: 'no key is made here', ed25519_sign: 'no key is made here', sm2_public_key: 'no key is made here',
    sign_note: 'the server signs', sign_checkpoint: 'the server signs', sign_promise: 'the server signs', sign_rejection: 'the server signs',
    encode_rejection: 'the server refuses', pad_answer: 'the server answers',
    decode_slip_state: 'the server reads', verify_slip_state: 'the server reads',
    encode_tile: 'the server publishes', encode_bundle: 'the server publishes', tiles_between: 'the server publishes',
    seal: 'trustees', open_sealed: 'trustees', print_slip: 'the registrar', print_link: 'the registrar',
    reveal_marks: 'the checker', make_keys: 'trustees', make_commit: 'trustees', make_reveal: 'trustees', seal_share: 'trustees', open_share: 'trustees',
    add_shares: 'trustees', make_complaint: 'trustees', make_partial_decryption: 'trustees',
    hash_to_element: 'shuffles, which are reserved',
};

const folder = fileURLToPath(new URL('../../../tests/vectors/', import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

function outcome({ function: name, inputs }: Case): unknown {
    try {
        return { expect: adapters[name](inputs) };
    } catch (error) {
        if (error instanceof Refusal) return { refusal: error.code };
        throw error;
    }
}

describe.each(files)('%s', (file) => {
    const { cases }: { cases: Case[] } = JSON.parse(readFileSync(folder + file, 'utf8'));
    const functions = [...new Set(cases.map((one) => one.function))];
    test('every function is known', () => {
        expect(functions.filter((name) => !(name in adapters) && !(name in elsewhere))).toEqual([]);
    });
    const ours = functions.filter((name) => name in adapters);
    if (ours.length > 0) test.each(ours)('%s', (name) => {
        for (const one of cases.filter((candidate) => candidate.function === name)) {
            const wanted = one.refusal === undefined ? { expect: one.expect } : { refusal: one.refusal };
            expect(outcome(one), `${name}: ${one.name}`).toEqual(wanted);
        }
    });
});

test('there are vectors', () => {
    expect(files.length).toBeGreaterThan(10);
});
