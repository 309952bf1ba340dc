/** Dark modules of a QR code, level M. */
import { create } from 'qrcode/lib/core/qrcode.js';

export interface Matrix {
    readonly size: number;
    /** Column, row. */
    readonly dark: readonly (readonly [x: number, y: number])[];
}

export function matrixOf(text: string): Matrix {
    const { modules } = create(text, { errorCorrectionLevel: 'M' });
    const dark: [number, number][] = [];
    for (let y = 0; y < modules.size; y++) for (let x = 0; x < modules.size; x++) if (modules.get(y, x)) dark.push([x, y]);
    return { size: modules.size, dark };
}
