import { describe, expect, test } from 'vitest';
import { allMarks, blank, isFull, marked, stepped, tooMany, withMark, type Marks, type Paper } from './paper.ts';

const paper: Paper = { title: '选票', seats: 2, candidates: ['甲', '乙', '丙'].map((name) => ({ name, note: '' })) };

describe('paper', () => {
    test('a new paper is blank', () => {
        expect(blank(paper)).toEqual(['abstain', 'abstain', 'abstain']);
    });
    test('is full when as many are approved as there are seats', () => {
        expect(isFull(paper, ['approve', 'abstain', 'reject'])).toBe(false);
        expect(isFull(paper, ['approve', 'abstain', 'approve'])).toBe(true);
    });
    test('one more approval is too many, every other mark is not', () => {
        const marks: Marks = ['approve', 'abstain', 'approve'];
        expect(tooMany(paper, marks, 1, 'approve')).toBe(true);
        expect(tooMany(paper, marks, 0, 'approve')).toBe(false);
        expect(tooMany(paper, marks, 1, 'reject')).toBe(false);
    });
    test('arrows stop at the ends and pass over an approval that would be too many', () => {
        const marks: Marks = ['approve', 'reject', 'approve'];
        expect(stepped(paper, marks, 0, -1)).toBe('approve');
        expect(stepped(paper, marks, 0, 1)).toBe('reject');
        expect(stepped(paper, marks, 1, -1)).toBe('reject');
        expect(stepped(paper, marks, 1, 1)).toBe('abstain');
        expect(stepped(paper, withMark(marks, 1, 'abstain'), 1, 1)).toBe('abstain');
    });
    test('no sequence of marks, in any order, over-fills a paper', () => {
        const visited = new Set<string>();
        const walk = (marks: Marks): void => {
            const key = marks.join();
            if (visited.has(key)) return;
            visited.add(key);
            expect(marked(marks, 'approve').length).toBeLessThanOrEqual(paper.seats);
            for (let candidate = 0; candidate < 3; candidate++) {
                for (const mark of allMarks) if (!tooMany(paper, marks, candidate, mark)) walk(withMark(marks, candidate, mark));
            }
        };
        walk(blank(paper));
        expect(visited.size).toBe(27 - 1);
    });
});
