#pragma once

#include "server/app/drafts.hpp"
#include "server/app/records.hpp"
#include "server/app/trustees.hpp"
#include "server/audit/folder.hpp"
#include "server/cmd/session_server.hpp"
#include "tests/support/meeting_room.hpp"

namespace gongdao::support {

/// The server's use cases as one trustee's tool calls them, without a network between. A test may come
/// between.
class RoomServer final : public cmd::SessionServer, cmd::PublicFiles {
public:
    explicit RoomServer(MeetingRoom& room) : room_(room) {}

    cmd::PublicFiles& files() override { return *this; }

    base::Result<base::Bytes> fetch(std::string_view path) override {
        const auto folder = audit::DirectoryFolder::open(room_.room().log.folder());
        if (!folder) return base::refuse(base::Code::not_found, std::string(path));
        auto bytes = (*folder)->read(std::string(path));
        if (!bytes) return base::refuse(base::Code::not_found, std::string(path));
        return std::move(*bytes);
    }

    base::Result<cmd::JoinedSeat> join(std::string_view code, base::BytesView key) override {
        auto joined = app::join_trustee(room_.context, room_.room(), code, key);
        if (!joined) return joined.refusal();
        number_ = {joined->number};
        return cmd::JoinedSeat{.number = number_, .token = joined->token};
    }

    base::Check submit(base::BytesView record) override {
        if (cut_off_before) return base::refuse(base::Code::unreachable);
        const auto index = app::submit_record(room_.context, room_.room(), record);
        if (!index) return index.refusal();
        submitted.push_back(base::copy_of(record));
        if (cut_off_after) return base::refuse(base::Code::no_answer);
        return base::Done{};
    }

    base::Check put_boxes(std::uint16_t attempt, const std::vector<cmd::PostedBox>& boxes) override {
        std::vector<app::AddressedBox> posted;
        for (const cmd::PostedBox& one : boxes) posted.push_back({.other = one.other, .box = one.box});
        return app::put_boxes(room_.context, room_.room(), number_, attempt, posted);
    }

    base::Result<std::vector<cmd::PostedBox>> boxes(std::uint16_t attempt) override {
        std::vector<cmd::PostedBox> boxes;
        for (const app::AddressedBox& one : app::boxes_for(room_.context, room_.room(), number_, attempt)) {
            boxes.push_back({.other = one.other, .box = one.box});
        }
        if (between) between(boxes);
        return boxes;
    }

    base::Result<std::vector<cmd::Draft>> drafts() override {
        std::vector<cmd::Draft> drafts;
        for (const app::NumberedDraft& one : app::drafts_of(room_.context, room_.room())) {
            cmd::Draft draft{.number = one.number,
                             .act = one.record.act,
                             .record = one.record.bytes,
                             .signers = {},
                             .needs = static_cast<std::uint32_t>(one.needs)};
            for (const auto& signature : one.record.signatures) draft.signers.push_back({signature.signer});
            drafts.push_back(std::move(draft));
        }
        return drafts;
    }

    base::Result<bool> sign(std::uint32_t draft, const session::Signature& signature) override {
        return app::sign_draft(room_.context, room_.room(), draft, signature);
    }

    bool cut_off_before = false, cut_off_after = false;
    std::function<void(std::vector<cmd::PostedBox>&)> between;  ///< changes the boxes that are handed out
    std::vector<base::Bytes> submitted;

private:
    MeetingRoom& room_;
    session::TrusteeIndex number_;
};

}  // namespace gongdao::support
