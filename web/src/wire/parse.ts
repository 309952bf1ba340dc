/** Every response is parsed here, or in `crypto/`, before anything looks at it. */
import { refuse } from '../crypto/base/result.ts';

/** `GET /api/v1/short/<short>`. Refuses: bad_format. */
export function parseSession(text: string): string {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && 'session' in value && typeof value.session === 'string') {
        if (/^[0-9a-f]{32}$/.test(value.session)) return value.session;
    }
    return refuse('bad_format', 'session');
}

/** Seconds of `Retry-After`; null unless it is a sensible number. */
export function parseRetryAfter(header: string | null): number | null {
    return header !== null && /^[0-9]{1,4}$/.test(header) ? Number(header) : null;
}

/** The short name in the page's own path. Null if there is none. */
export function parsePath(path: string): string | null {
    const short = /^\/([0-9A-HJKMNP-TV-Z]{1,4})$/i.exec(path)?.[1];
    return short?.toUpperCase() ?? null;
}
