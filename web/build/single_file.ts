/** One page, one file: script, style and worker inlined, with the exact policy that lets only these run. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Plugin } from 'vite';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const words = (language: string): Record<string, string> => JSON.parse(readFileSync(path(`../words/${language}.json`), 'utf8'));
const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** `virtual:worker` is the worker's script as text. */
export function workerText(entry: string, target: string[]): Plugin {
    const id = '\0worker';
    return {
        name: 'worker-text',
        resolveId: (name) => (name === 'virtual:worker' ? id : null),
        async load(name) {
            if (name !== id) return null;
            const result = await build({
                configFile: false,
                logLevel: 'warn',
                build: { write: false, target, minify: true, lib: { entry: path(entry), formats: ['iife'], name: 'worker' } },
            });
            const [output] = Array.isArray(result) ? result : [result];
            if (!('output' in output)) throw new Error('the worker was not built');
            return `export default ${JSON.stringify(output.output[0].code)};`;
        },
    };
}

/** Only the words that this page may say. */
export function wordsOfPage(ids: RegExp): Plugin {
    return {
        name: 'words-of-page',
        enforce: 'pre',
        transform(code, name) {
            if (!/\/words\/[\w-]+\.json$/.test(name)) return null;
            const all: Record<string, string> = JSON.parse(code);
            return JSON.stringify(Object.fromEntries(Object.entries(all).filter(([id]) => ids.test(id))));
        },
    };
}

/** Puts the script `name`.js and the style `name`.css into the template; writes `name`.html, the same as `name`.html.gz, `name`.csp, `name`.sha256. */
export function singleFile(name: string, template: string): Plugin {
    return {
        name: 'single-file',
        enforce: 'post',
        generateBundle(_, bundle) {
            let script = '';
            let style = '';
            for (const [file, part] of Object.entries(bundle)) {
                if (part.type === 'chunk') script += part.code;
                else if (file.endsWith('.css')) style += String(part.source);
                delete bundle[file];
            }
            const zh = words('zh-CN');
            const en = words('en');
            const safe = script.trim().replace(/<\/script/gi, '<\\/script').replace(/<!--/g, '<\\!--');
            const html = readFileSync(path(template), 'utf8')
                .replace(/\{(en:)?([a-z]\w*\.\w+)\}/g, (_, english: string | undefined, id: string) => (english ? en : zh)[id])
                .replace('<style></style>', () => `<style>${style.trim()}</style>`)
                .replace('<script type="module"></script>', () => `<script type="module">${safe}</script>`);
            const inside = (tag: string): string => [...html.matchAll(new RegExp(`<${tag}[^>]*>([^]*?)</${tag}>`, 'g'))].map((one) => hashOf(one[1])).join(' ');
            const policy = [
                "default-src 'none'", `script-src ${inside('script')}`, `style-src ${inside('style')}`, 'worker-src blob:', "connect-src 'self'",
                "img-src 'self' data:", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
                "require-trusted-types-for 'script'", 'trusted-types gongdao',
            ].join('; ');
            const sha256 = createHash('sha256').update(html).digest('hex');
            const packed = gzipSync(html, { level: 9 });
            const emit = (end: string, source: string | Uint8Array): void => void this.emitFile({ type: 'asset', fileName: `${name}.${end}`, source });
            emit('html', html);
            emit('html.gz', packed);
            emit('csp', policy + '\n');
            emit('sha256', `${sha256}  ${name}.html\n`);
            this.info(`${name}.html: ${html.length} characters, ${packed.length} bytes gzip, sha256 ${sha256}`);
        },
    };
}
