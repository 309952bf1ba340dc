/** `POST /api/v1/s/<session>/cast` and `…/slip-state`: bytes there, bytes back. */
import type { Bytes } from '../crypto/base/bytes.ts';
import { parseRetryAfter } from '../wire/parse.ts';
import type { Reply } from '../wire/types.ts';
import { request } from './fetch.ts';

export type Endpoint = 'cast' | 'slip-state';

export async function post(session: string, endpoint: Endpoint, body: Bytes): Promise<Reply> {
    const response = await request(`/api/v1/s/${session}/${endpoint}`, {
        method: 'POST', body: new Uint8Array(body), headers: { 'Content-Type': 'application/octet-stream' }, cache: 'no-store',
    });
    return { status: response.status, retryAfter: parseRetryAfter(response.headers.get('Retry-After')), body: response.bytes };
}
