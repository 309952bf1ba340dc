/** One request with a limit of time. Whatever hinders it is `NoAnswer`. */
import type { Bytes } from '../crypto/base/bytes.ts';
import { NoAnswer } from '../wire/types.ts';

export const patience_ms = 10_000;

export async function request(path: string, init: RequestInit): Promise<Response & { readonly bytes: Bytes }> {
    const control = new AbortController();
    const timer = setTimeout(() => control.abort(), patience_ms);
    try {
        const response = await fetch(path, { ...init, signal: control.signal, credentials: 'omit', redirect: 'error', referrerPolicy: 'no-referrer' });
        return Object.assign(response, { bytes: new Uint8Array(await response.arrayBuffer()) });
    } catch {
        throw new NoAnswer();
    } finally {
        clearTimeout(timer);
    }
}
