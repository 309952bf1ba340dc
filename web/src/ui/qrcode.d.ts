/** The core of npm `qrcode`, without its renderers. */
declare module 'qrcode/lib/core/qrcode.js' {
    export function create(text: string, options: { errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H' }): {
        readonly modules: { readonly size: number; get(row: number, column: number): number };
    };
}
