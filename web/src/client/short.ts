/** `GET /api/v1/short/<short>`: which session a short name leads to; null if none. */
import { parseSession } from '../wire/parse.ts';
import { NoAnswer } from '../wire/types.ts';
import { request } from './fetch.ts';

export async function findSession(short: string): Promise<string | null> {
    const { status, bytes } = await request(`/api/v1/short/${short}`, { cache: 'no-store' });
    if (status >= 400 && status < 500) return null;
    if (status !== 200) throw new NoAnswer();
    return parseSession(new TextDecoder().decode(bytes));
}
