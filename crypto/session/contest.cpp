#include "crypto/session/contest.hpp"

#include <algorithm>
#include <array>

#include "crypto/encode/transcript.hpp"

namespace gongdao::session {

std::string_view name_of(Phase phase) {
    constexpr auto names = std::to_array<std::string_view>(
        {"defined", "open", "closed", "settled", "tallied", "resulted", "decided", "void"});
    return names.at(static_cast<std::size_t>(phase));
}

std::uint32_t Contest::counted(BoxNumber box) const {
    return static_cast<std::uint32_t>(std::ranges::count_if(
        cast, [box](const CastBallot& one) { return one.box == box && !one.superseded; }));
}

std::vector<ballot::Tracker> Contest::counted_in(std::span<const BoxNumber> boxes) const {
    std::vector<ballot::Tracker> trackers;
    for (const CastBallot& one : cast) {
        if (!one.superseded && std::ranges::find(boxes, one.box) != boxes.end())
            trackers.push_back(one.tracker);
    }
    return trackers;
}

const LoggedShare* Contest::share_of(std::uint32_t group, TrusteeIndex trustee) const {
    const auto found = std::ranges::find_if(shares, [&](const LoggedShare& logged) {
        return logged.share.group == group && logged.share.trustee == trustee;
    });
    return found == shares.end() ? nullptr : &*found;
}

ballot::Grouping grouping_of(const Contest& contest, const Manifest& manifest) {
    std::vector<ballot::CountedBox> boxes;
    for (std::size_t i = 0; i < contest.definition.boxes.size(); ++i) {
        const ClassNumber of_class = contest.definition.boxes[i];
        boxes.push_back({.of_class = of_class,
                         .joins = manifest.classes.at(of_class.value).joins,
                         .ballots = contest.counted({static_cast<std::uint16_t>(i)})});
    }
    return ballot::group_boxes(
        boxes,
        {.floor = manifest.floor, .small = manifest.small, .small_room = !manifest.small_room.empty()});
}

threshold::ShareContext share_context(const Contest& contest, std::uint32_t group, TrusteeIndex trustee) {
    return {.Q = contest.id.bytes,
            .closing_root = contest.closing_root,
            .group = group,
            .list_digest = contest.tally.groups.at(group).list_digest,
            .trustee = trustee};
}

std::vector<group::Element> alphas_of(const TallyGroup& group) {
    std::vector<group::Element> alphas;
    for (const elgamal::Ciphertext& cell : group.cells) alphas.push_back(cell.alpha);
    return alphas;
}

ContestId contest_id(const base::Sha256& M, std::optional<base::Sha256> after,
                     const ballot::ContestDefinition& definition) {
    const base::Sha512 digest = encode::Transcript("contest")
                                    .absorb("manifest", M)
                                    .absorb("after", after ? base::BytesView(*after) : base::BytesView())
                                    .absorb("definition", ballot::encode_definition(definition))
                                    .digest();
    return {base::as_array<32>(base::BytesView(digest).first(32)).value()};
}

}  // namespace gongdao::session
