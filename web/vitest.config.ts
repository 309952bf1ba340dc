/** Unit tests stand beside their files. */
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
    plugins: [svelte({ configFile: false })],
    test: { include: ['src/**/*_test.ts', 'words/*_test.ts'], testTimeout: 60_000 },
});
