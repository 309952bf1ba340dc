/** Every refusal code of the house, as it stands on the wire. Source: SPEC §13.4. */
export const codes = [
    'wrong_length', 'trailing_bytes', 'not_in_group', 'not_reduced', 'identity', 'wrong_count', 'out_of_order',
    'out_of_range', 'bad_text', 'bad_version', 'bad_type', 'bad_option', 'bad_format', 'bad_base64', 'not_zero',
    'bad_proof', 'bad_signature', 'bad_key', 'bad_share', 'wrong_passphrase', 'bad_inclusion', 'bad_consistency',
    'unknown_signer', 'not_now', 'wrong_session', 'wrong_context', 'wrong_trustee', 'wrong_figures', 'wrong_digest',
    'missing_signature', 'unknown_contest', 'unknown_box', 'unknown_slip', 'cancelled_slip', 'not_open', 'closed',
    'wrong_counter', 'wrong_predecessor', 'already_cast', 'duplicate', 'too_many_checks', 'body_mismatch',
    'wrong_total', 'group_too_small', 'already_shared', 'wrong_code', 'void_contest', 'bad_field', 'missing_field',
    'no_quorum', 'same_officer', 'wrong_role', 'unauthorised', 'not_found', 'conflict', 'declined', 'bad_json', 'too_large',
    'bad_method', 'busy', 'storage', 'unreachable', 'untrusted', 'timed_out', 'no_answer', 'bad_answer',
] as const;

export type Code = (typeof codes)[number];
