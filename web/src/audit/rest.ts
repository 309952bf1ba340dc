/** Pauses, so that a page that checks still answers its reader. */
import type { Rest } from '../crypto/verify/verify_ballots.ts';

const mostMilliseconds = 40;

/** Lets others run whenever so much time has passed since the last pause. */
export function restful(now: () => number = () => performance.now()): Rest {
    let since = now();
    return async () => {
        if (now() - since < mostMilliseconds) return;
        await new Promise((resolve) => setTimeout(resolve, 0));
        since = now();
    };
}
