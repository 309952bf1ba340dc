#include "tests/support/regulation_oracle.hpp"

namespace gongdao::oracle {
namespace {

/// 差额不少于应选人数的20%: one more candidate than seats for each begun group of five seats.
bool enough_candidates(int seats, int candidates) {
    int spare = candidates;
    for (int seat = 0; seat < seats; ++seat) --spare;
    for (int first_of_group = 0; first_of_group < seats; first_of_group += 5) --spare;
    return spare >= 0;
}

/// 到会不少于应到会的五分之四: each absent member is set against four who came.
bool quorum(int due, int present) {
    int unmatched = present;
    for (int absent = present; absent < due; ++absent) {
        for (int companion = 0; companion < 4; ++companion) --unmatched;
    }
    return unmatched >= 0;
}

/// 超过半数: each who approves is set against one present who does not, and some are left over.
bool majority(int approving, int present) {
    int others = present;
    for (int i = 0; i < approving; ++i) --others;
    while (approving > 0 && others > 0) {
        --approving;
        --others;
    }
    return approving > 0;
}

int marks(const Meeting& meeting, int candidate, Mark mark) {
    int count = 0;
    for (const Sheet& sheet : meeting.sheets) {
        if (sheet.at(static_cast<std::size_t>(candidate)) == mark) ++count;
    }
    return count;
}

/// A candidate is safe if even with all who have as many votes nobody is one too many; out if those with more
/// votes take all seats; between the two the votes are equal where the seats end.
Fate fate_of(const std::vector<int>& passed, int own, int seats) {
    int as_many_or_more = 0;
    int more = 0;
    for (const int votes : passed) {
        if (votes >= own) ++as_many_or_more;
        if (votes > own) ++more;
    }
    if (as_many_or_more <= seats) return Fate::elected;
    return more >= seats ? Fate::not_elected : Fate::tied;
}

}  // namespace

Judgement judge(const Meeting& meeting) {
    const int received = static_cast<int>(meeting.sheets.size());
    Judgement judgement{.enough_candidates = enough_candidates(meeting.seats, meeting.candidates),
                        .quorum = quorum(meeting.due, meeting.present),
                        .issued_fits = meeting.issued <= meeting.present,
                        .received_fits = received <= meeting.issued,
                        .approve = {},
                        .reject = {},
                        .blank = {},
                        .fate = {}};
    std::vector<int> passed;
    for (int candidate = 0; candidate < meeting.candidates; ++candidate) {
        judgement.approve.push_back(marks(meeting, candidate, Mark::approve));
        judgement.reject.push_back(marks(meeting, candidate, Mark::reject));
        judgement.blank.push_back(marks(meeting, candidate, Mark::blank));
        if (majority(judgement.approve.back(), meeting.present)) passed.push_back(judgement.approve.back());
    }
    const bool valid =
        judgement.enough_candidates && judgement.quorum && judgement.issued_fits && judgement.received_fits;
    for (const int votes : judgement.approve) {
        const bool stands = valid && majority(votes, meeting.present);
        judgement.fate.push_back(stands ? fate_of(passed, votes, meeting.seats) : Fate::not_elected);
    }
    return judgement;
}

}  // namespace gongdao::oracle
