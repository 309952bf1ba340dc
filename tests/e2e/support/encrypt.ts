/** Measures in a page what the worker does: tables, then ten single choices, then ten candidates ○/×/blank. */
import { firstHeader } from '../../../web/src/crypto/ballot/body.ts';
import type { Contest } from '../../../web/src/crypto/ballot/definition.ts';
import { makeBody } from '../../../web/src/crypto/ballot/make_body.ts';
import { G, encode, mul, precompute } from '../../../web/src/crypto/group/ristretto255.ts';

const contest = (width: 1 | 2): Contest => ({
    definition: new Uint8Array(0), slot: 0, title: '', seats: 3, recast: false, boxes: [0], rules: new Uint8Array(0),
    candidates: [], cells: 10 * width,
    choices: Array.from({ length: 10 }, (_, i) => ({ first: i * width, cells: width, blank: true })),
    sums: [{ cells: Array.from({ length: 10 }, (_, i) => i * width), lo: 0, hi: 3 }],
});

function timed<T>(act: () => T): readonly [T, number] {
    const start = performance.now();
    const value = act();
    return [value, Math.round(performance.now() - start)];
}

export function measure(): unknown {
    const y = mul(12345678901234567890n, G);
    const [, tables] = timed(() => [precompute(G), precompute(y)]);
    const header = firstHeader(new Uint8Array(32), 0, encode(mul(3n, G)));
    const runs = ([1, 2] as const).map((width) => {
        const marks = Array.from({ length: 10 * width }, (_, i) => (i % (2 * width) === 0 && i < 6 * width ? 1 : 0));
        const run = (): Uint8Array => makeBody(contest(width), y, header, marks, crypto.getRandomValues(new Uint8Array(32)));
        run();
        return [timed(run), timed(run), timed(run)].sort((a, b) => a[1] - b[1])[1];
    });
    return { tables, tenChoices: runs[0][1], tenCandidates: runs[1][1], bodies: runs.map(([body]) => body.length) };
}
