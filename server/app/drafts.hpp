#pragma once

#include "server/app/proposals.hpp"

namespace gongdao::app {

struct NumberedDraft {
    Number number = 0;
    UnsignedRecord record;
    std::size_t needs = 0;  // signatures in all
};
std::vector<NumberedDraft> drafts_of(const Context& app, Room& room);

/// Puts a record up for signing. A draft that says the same kind of thing about the same contest is replaced:
/// only one of them can be true.
/// What `also` writes stands in the same transaction.
Number put_draft(Context& app, Room& room, std::string_view act, const session::Fields& fields,
                 const log::SessionLog::Also& also = {});
/// Takes down, in the transaction, every draft of this act: what it says is no longer so.
void drop_drafts(store::Transaction& tx, const Room& room, std::string_view act);

/// Adds a trustee's signature; the last one needed logs the record.
/// Gives:   whether it was logged. Refuses: not_found, bad_signature, wrong_trustee, and what the log
/// refuses.
base::Result<bool> sign_draft(Context& app, Room& room, Number draft, const session::Signature& signature);

}  // namespace gongdao::app
