/** `GET /s/<session>/<path>`: a static file of the session's folder; null if it is not there (yet). */
import type { Bytes } from '../crypto/base/bytes.ts';
import { NoAnswer } from '../wire/types.ts';
import { request } from './fetch.ts';

export async function getFile(session: string, path: string): Promise<Bytes | null> {
    const fresh = path === 'checkpoint';
    const { status, bytes } = await request(`/s/${session}/${path}`, { cache: fresh ? 'no-store' : 'default' });
    if (status === 404) return null;
    if (status !== 200) throw new NoAnswer();
    return bytes;
}
