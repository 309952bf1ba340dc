/** Real Chromium, in tests/e2e. What these files import by bare name stands in this folder's node_modules. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));
const here = fileURLToPath(new URL('./package.json', import.meta.url));

export default defineConfig({
    root,
    cacheDir: 'web/node_modules/.vite-e2e',
    plugins: [{
        name: 'bare-names',
        enforce: 'pre',
        resolveId(id, importer) {
            const bare = /^[@a-z]/.test(id) && !id.startsWith('node:');
            return bare && importer?.includes('/tests/e2e/') ? this.resolve(id, here, { skipSelf: true }) : null;
        },
    }],
    test: { include: ['tests/e2e/*_test.ts'], testTimeout: 120_000, hookTimeout: 120_000, fileParallelism: false, retry: 0 },
});
