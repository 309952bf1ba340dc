/** Every refusal code of the house, as it stands on the wire. Source: SPEC §13.4. */
export const codes = [
    'already_cast', 'bad_base64', 'bad_consistency', 'bad_format', 'bad_inclusion', 'bad_key', 'bad_option', 'bad_proof',
    'bad_signature', 'bad_text', 'bad_type', 'bad_version', 'body_mismatch', 'cancelled_slip', 'closed', 'duplicate',
    'identity', 'missing_field', 'no_quorum', 'not_found', 'not_in_group', 'not_now', 'not_open', 'not_reduced', 'not_zero', 'out_of_order', 'out_of_range', 'too_many_checks',
    'trailing_bytes', 'unknown_box', 'unknown_contest', 'unknown_signer', 'unknown_slip', 'void_contest', 'wrong_count',
    'wrong_counter', 'wrong_digest', 'wrong_length', 'wrong_passphrase', 'wrong_predecessor', 'wrong_session', 'wrong_total',
] as const;

export type Code = (typeof codes)[number];
