import { describe, expect, test } from 'vitest';
import { utf8 } from '../crypto/base/bytes.ts';
import { decodeFiles } from './files.ts';

const hash = 'a'.repeat(64);

describe('the list of files', () => {
    test('is a line a file', () => {
        expect(decodeFiles(utf8(`${hash} 0 a\n${hash} 12 b/c d\n`))).toEqual([{ path: 'a', length: 0, sha256: hash }, { path: 'b/c d', length: 12, sha256: hash }]);
        expect(decodeFiles(utf8(''))).toEqual([]);
    });
    test.each([
        ['a last line that does not end', `${hash} 0 a`, 'bad_format'],
        ['an empty line', `${hash} 0 a\n\n`, 'bad_format'],
        ['capitals', `${'A'.repeat(64)} 0 a\n`, 'bad_format'],
        ['a leading zero', `${hash} 01 a\n`, 'bad_format'],
        ['a path that leads out', `${hash} 0 ../a\n`, 'bad_format'],
        ['a path from the root', `${hash} 0 /a\n`, 'bad_format'],
        ['another order', `${hash} 0 b\n${hash} 0 a\n`, 'out_of_order'],
        ['a path twice', `${hash} 0 a\n${hash} 0 a\n`, 'out_of_order'],
        ['the order of another alphabet', `${hash} 0 𠀀\n${hash} 0 ！\n`, 'out_of_order'],
        ['a carriage return', `${hash} 0 a\r\n`, 'bad_text'],
    ])('with %s is refused', (_, text, code) => {
        expect(() => decodeFiles(utf8(text))).toThrow(code);
    });
});
