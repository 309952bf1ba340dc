/** Builds dist/vote.html. */
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { singleFile, wordsOfPage, workerText } from './build/single_file.ts';

/** Chromium and XWeb 80, iOS 14.5. */
export const target = ['chrome80', 'safari14.1'];

export default defineConfig({
    plugins: [
        svelte({ configFile: false, compilerOptions: { fragments: 'tree', runes: true } }),
        workerText('../src/worker/worker.ts', target),
        wordsOfPage(/^(page|bar|mark|full|code|v\dw?|e\d|n\d|x\d)\./),
        singleFile('vote', '../src/pages/vote/vote.html'),
    ],
    build: {
        target,
        cssTarget: target,
        outDir: 'dist',
        emptyOutDir: true,
        modulePreload: false,
        cssCodeSplit: false,
        rollupOptions: { input: 'src/pages/vote/main.ts' },
    },
});
