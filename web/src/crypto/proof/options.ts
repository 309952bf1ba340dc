/** The options of a statement. Source: SPEC §6.2. */

/** Of a row of cells: nothing (if allowed), then each cell alone. */
export function rowOptions(cells: number, blank: boolean): number[][] {
    const alone = Array.from({ length: cells }, (_, i) => Array.from({ length: cells }, (_, k) => (k === i ? 1 : 0)));
    return blank ? [alone[0].map(() => 0), ...alone] : alone;
}

/** Of a sum: lo … hi. */
export const sumOptions = (lo: number, hi: number): number[][] => Array.from({ length: hi - lo + 1 }, (_, i) => [lo + i]);

/** Of a digit. */
export const digitOptions: number[][] = [[0], [1]];
