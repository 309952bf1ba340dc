/** The signed head of the log, and the witnesses (公证点) behind it. Source: SPEC §10, §11 (checks 13, 14). */
import { equal, hex, utf8, type Bytes } from '../crypto/base/bytes.ts';
import { Refusal, refuse } from '../crypto/base/result.ts';
import { openCheckpoint, peekCheckpoint, type Checkpoint } from '../crypto/note/checkpoint.ts';
import { decodePolicy, openCheckpointBy, policyText } from '../crypto/note/policy.ts';
import { logType } from '../crypto/note/verifier_key.ts';
import type { Setup } from '../crypto/session/records.ts';
import type { CheckId } from '../crypto/session/check_id.ts';
import type { Place, Report } from '../crypto/verify/report.ts';
import type { Folder } from './folder.ts';

export const originOf = ({ host, session }: Setup): string => `${host}/s/${hex(session)}`;

/** Whether `act` held; its refusal goes to the report. */
export async function held(report: Report, id: CheckId, place: Place, act: () => void | Promise<void>): Promise<boolean> {
    try {
        await act();
        return true;
    } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        report.fail(id, place, error.code, error.detail);
        return false;
    }
}

/** What the checkpoint says, before its key is known; null if it says nothing. */
export async function readHead(report: Report, note: Bytes): Promise<Checkpoint | null> {
    let head: Checkpoint | null = null;
    await held(report, 'checkpoint', { is: 'file', path: 'checkpoint' }, () => {
        head = peekCheckpoint(note);
        if (head.size === 0n || head.size > BigInt(Number.MAX_SAFE_INTEGER)) refuse('out_of_range', 'size');
    });
    return report.standing('checkpoint') === 'failed' ? null : head;
}

/** The log key signed it, of this session; then the policy is asked. */
export async function checkHead(folder: Folder, report: Report, setup: Setup, note: Bytes): Promise<void> {
    const origin = originOf(setup);
    const signed = await held(report, 'checkpoint', { is: 'file', path: 'checkpoint' }, () => void openCheckpoint(note, origin, setup.logKey));
    report.reached('checkpoint');
    const text = await folder.read('policy');
    if (!signed) return;
    await held(report, 'policy', { is: 'file', path: 'policy' }, () => {
        const wanted = utf8(setup.policy === '' ? policyText({ name: origin, type: logType, key: setup.logKey }) : setup.policy);
        if (!equal(text ?? refuse('not_found'), wanted)) refuse('wrong_digest', 'not the policy of setup');
        openCheckpointBy(decodePolicy(wanted), note);
    });
    report.reached('policy');
}

/** An earlier head that somebody kept. `rootAt` gives our root at its size, once we are there. */
export function openEarlier(note: Bytes, setup: Setup): Checkpoint {
    return openCheckpoint(note, originOf(setup), setup.logKey);
}
