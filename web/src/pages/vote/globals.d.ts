/** The worker's script, built beforehand. */
declare module 'virtual:worker' {
    const source: string;
    export default source;
}

interface Window {
    slip?: string;
    readonly trustedTypes?: {
        createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): { createScriptURL(url: string): string };
    };
}

declare module '*.css';
