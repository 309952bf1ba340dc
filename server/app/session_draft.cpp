#include "server/app/session_draft.hpp"

#include <algorithm>

#include "crypto/ballot/slip.hpp"
#include "crypto/encode/reader.hpp"
#include "crypto/encode/writer.hpp"
#include "crypto/session/limits.hpp"
#include "server/rules/outcome.hpp"
#include "server/rules/presets.hpp"

namespace gongdao::app {

using base::Code;
using encode::Reader;
using encode::Writer;

namespace {

base::Refusal bad(std::string field, std::string_view why) {
    return base::refuse(Code::bad_field, std::move(field) + ": " + std::string(why));
}

bool is_text(const std::string& text, std::size_t most) {
    return !text.empty() && text.size() <= most && encode::is_plain_text(base::view_of(text));
}

base::Check check_contest(const DraftContest& contest, const std::string& at, const SessionDraft& draft,
                          const rules::Procedure& procedure) {
    if (!is_text(contest.title, session::max_text_bytes))
        return bad(at + ".title", "1 to 1000 bytes of text");
    if (contest.seats == 0 || contest.seats > rules::max_candidates) return bad(at + ".seats", "1 to 120");
    if (contest.candidates.size() > rules::max_candidates) return bad(at + ".candidates", "at most 120");
    for (std::size_t i = 0; i < contest.candidates.size(); ++i) {
        const DraftCandidate& one = contest.candidates[i];
        const std::string field = at + ".candidates[" + std::to_string(i) + "]";
        if (!is_text(one.name, session::max_name_bytes))
            return bad(field + ".name", "1 to 120 bytes of text");
        if (!one.note.empty() && !is_text(one.note, session::max_name_bytes))
            return bad(field + ".note", "at most 120 bytes");
        if (std::count(contest.candidates.begin(), contest.candidates.end(), one) > 1) {
            return bad(field, "the same name twice needs different notes");
        }
    }
    const rules::Figures nothing{.due = 1, .present = 1, .issued = 0, .received = 0, .valid = 0};
    for (const rules::VoidReason reason :
         rules::void_reasons(procedure, contest.seats, contest.candidates.size(), nothing)) {
        if (reason == rules::VoidReason::too_few_candidates) {
            return bad(at + ".candidates", "fewer than the differential ratio (差额) asks for " +
                                               std::to_string(contest.seats) + " seats");
        }
    }
    const bool ascending =
        std::ranges::adjacent_find(contest.classes, std::greater_equal<>()) == contest.classes.end();
    const bool known =
        std::ranges::all_of(contest.classes, [&](std::uint32_t c) { return c < draft.classes.size(); });
    if (contest.classes.empty() || !ascending || !known)
        return bad(at + ".classes", "numbers of classes, ascending");
    return base::Done{};
}

}  // namespace

base::Check check(const SessionDraft& draft) {
    const auto procedure = rules::preset_named(draft.preset);
    if (!procedure) return bad("preset", "no such preset");
    if (!is_text(draft.title, session::max_text_bytes)) return bad("title", "1 to 1000 bytes of text");
    if (!is_text(draft.organisation, session::max_text_bytes))
        return bad("organisation", "1 to 1000 bytes of text");
    if (!ballot::is_host(draft.host)) return bad("host", "a name or address, with a port if need be");
    if (!ballot::is_short_name(draft.short_name))
        return bad("short_name", "1 to 4 characters of 0-9 A-Z without I L O U");
    const std::size_t n = draft.trustees.size();
    if (n == 0 || n > session::max_trustees) return bad("trustees", "1 to 15");
    for (const std::string& trustee : draft.trustees) {
        if (!is_text(trustee, session::max_name_bytes))
            return bad("trustees", "a name of 1 to 120 bytes each");
    }
    const std::size_t t = draft.threshold;
    if (t == 0 || t > n || 2 * t <= n)
        return bad("threshold", "more than half of the trustees, and at most all");
    if (n < 2) return bad("trustees", "at least two: records are signed by two 监票人");
    if (draft.classes.empty() || draft.classes.size() > session::max_classes)
        return bad("classes", "1 to 16");
    for (std::size_t i = 0; i < draft.classes.size(); ++i) {
        const std::string at = "classes[" + std::to_string(i) + "]";
        if (!is_text(draft.classes[i].name, session::max_name_bytes))
            return bad(at + ".name", "1 to 120 bytes of text");
        if (draft.classes[i].slips == 0 || draft.classes[i].slips > session::max_slips)
            return bad(at + ".slips", "1 to 1048576");
    }
    if (draft.contests.empty() || draft.contests.size() > session::max_contests)
        return bad("contests", "1 to 24");
    for (std::size_t i = 0; i < draft.contests.size(); ++i) {
        const std::string at = "contests[" + std::to_string(i) + "]";
        if (auto fine = check_contest(draft.contests[i], at, draft, *procedure); !fine) return fine;
    }
    return base::Done{};
}

base::Bytes encode(const SessionDraft& draft) {
    Writer out;
    out.text(draft.title).text(draft.organisation).text(draft.host).text(draft.short_name).text(draft.preset);
    out.boolean(draft.pause.has_value())
        .u32(draft.pause.value_or(0))
        .u32(draft.batch_floor)
        .u8(draft.threshold);
    out.count(draft.trustees.size());
    for (const std::string& trustee : draft.trustees) out.text(trustee);
    out.count(draft.classes.size());
    for (const DraftClass& one : draft.classes) out.text(one.name).u32(one.slips);
    out.count(draft.contests.size());
    for (const DraftContest& contest : draft.contests) {
        out.text(contest.title).u32(contest.seats).count(contest.candidates.size());
        for (const DraftCandidate& candidate : contest.candidates)
            out.text(candidate.name).text(candidate.note);
        out.count(contest.classes.size());
        for (const std::uint32_t one : contest.classes) out.u32(one);
    }
    return out.take();
}

base::Result<SessionDraft> decode_session_draft(base::BytesView bytes) {
    constexpr std::size_t most = session::max_text_bytes;
    Reader in(bytes);
    SessionDraft draft;
    draft.title = in.text(most);
    draft.organisation = in.text(most);
    draft.host = in.text(most);
    draft.short_name = in.text(most);
    draft.preset = in.text(most);
    const bool has_pause = in.boolean();
    const std::uint32_t pause = in.u32();
    if (has_pause) draft.pause = pause;
    draft.batch_floor = in.u32();
    draft.threshold = in.u8();
    for (std::uint32_t n = in.count(session::max_trustees); n > 0; --n)
        draft.trustees.push_back(in.text(most));
    for (std::uint32_t n = in.count(session::max_classes); n > 0; --n) {
        DraftClass one;
        one.name = in.text(most);
        one.slips = in.u32();
        draft.classes.push_back(one);
    }
    for (std::uint32_t n = in.count(session::max_contests); n > 0; --n) {
        DraftContest contest;
        contest.title = in.text(most);
        contest.seats = in.u32();
        for (std::uint32_t k = in.count(rules::max_candidates); k > 0; --k) {
            DraftCandidate candidate;
            candidate.name = in.text(most);
            candidate.note = in.text(most);
            contest.candidates.push_back(candidate);
        }
        for (std::uint32_t k = in.count(session::max_classes); k > 0; --k)
            contest.classes.push_back(in.u32());
        draft.contests.push_back(contest);
    }
    if (auto whole = in.finish(); !whole) return whole.refusal();
    return draft;
}

}  // namespace gongdao::app
