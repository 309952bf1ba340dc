/** The receipt as a PNG in a `data:` URL: WeChat passes over downloads, Android cannot keep a `blob:`. */
import { inGroups } from '../../crypto/base/crockford.ts';
import type { Receipt } from '../../flow/vote.ts';
import { matrixOf } from '../../ui/qr.ts';

const width = 720;
const perReceipt = 640;
const head = 120;
const square = 400;

export function pictureOf(receipts: readonly Receipt[], words: { readonly cast: string; readonly code: string }, language: string): string {
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = head + perReceipt * receipts.length;
    const paint = canvas.getContext('2d');
    if (!paint) return '';
    canvas.lang = language;
    paint.fillStyle = '#fff';
    paint.fillRect(0, 0, width, canvas.height);
    paint.fillStyle = '#0b6b3a';
    paint.fillRect(0, 0, width, head - 20);
    paint.textAlign = 'center';
    const write = (text: string, y: number, size: number, colour: string, family = 'sans-serif'): void => {
        paint.fillStyle = colour;
        paint.font = `${size}px ${family}`;
        paint.fillText(text, width / 2, y, width - 40);
    };
    write(`✓ ${words.cast}`, 66, 48, '#fff');
    receipts.forEach(({ title, code }, i) => {
        const top = head + i * perReceipt;
        write(title, top + 40, 32, '#16181d');
        write(words.code, top + 90, 28, '#4a5058');
        write(inGroups(code).replace(/-/g, ' '), top + 136, 36, '#16181d', 'monospace');
        const { size, dark } = matrixOf(code);
        const module = Math.floor(square / size);
        const left = Math.floor((width - module * size) / 2);
        for (const [x, y] of dark) paint.fillRect(left + x * module, top + 170 + y * module, module, module);
    });
    return canvas.toDataURL('image/png');
}
