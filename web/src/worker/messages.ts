/** What page and worker say to each other. The slip's code goes one way, and never comes back. */
import type { Bytes } from '../crypto/base/bytes.ts';
import type { Marks } from '../flow/paper.ts';
import type { News, Situation } from '../flow/vote.ts';
import type { Reply } from '../wire/types.ts';
import type { Sent } from './voter.ts';

/** The page asks; each question has a number. `text` is the fragment of the slip's link, or what was typed. */
export type Question =
    | { readonly do: 'open'; readonly text: string; readonly session: string; readonly short: string }
    | { readonly do: 'look' | 'news' | 'evidence' }
    | { readonly do: 'seal'; readonly marks: readonly Marks[] }
    | { readonly do: 'send'; readonly ballot: number };

export type Reading =
    | { readonly do: 'open' | 'look'; readonly situation: Situation | { readonly is: 'unreadable' } }
    | { readonly do: 'seal'; readonly codes: readonly string[] }
    | { readonly do: 'send'; readonly sent: Sent }
    | { readonly do: 'news'; readonly news: News }
    | { readonly do: 'evidence'; readonly files: readonly Evidence[] }
    | { readonly do: 'no_answer' | 'failed' };

/** A file for the voter to keep. */
export interface Evidence {
    readonly name: string;
    readonly text: string;
}

/** The worker asks for the network. */
export type Errand =
    | { readonly get: string }
    | { readonly post: 'cast' | 'slip-state'; readonly body: Bytes };
export type Fetched = { readonly file: Bytes | null } | { readonly reply: Reply } | { readonly failed: true };

export type ToWorker =
    | { readonly question: number; readonly asks: Question }
    | { readonly errand: number; readonly brings: Fetched };
export type FromWorker =
    | { readonly question: number; readonly says: Reading }
    | { readonly errand: number; readonly wants: Errand };
