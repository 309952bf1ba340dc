#pragma once

#include <string>
#include <vector>

#include "crypto/ballot/ids.hpp"
#include "crypto/encode/reader.hpp"
#include "crypto/encode/writer.hpp"
#include "crypto/proof/options.hpp"

namespace gongdao::ballot {

// Limits of SPEC §3.4. Beyond: out_of_range.
constexpr std::size_t max_classes = 16;
constexpr std::size_t max_candidates = 120;
constexpr std::uint32_t max_cells = 1'024;
constexpr std::size_t max_proofs = 256;
constexpr std::size_t max_body_bytes = std::size_t{256} * 1'024;
constexpr std::size_t max_name_bytes = 120;
constexpr std::size_t max_title_bytes = 1'000;
constexpr std::size_t max_rules_bytes = 65'535;

constexpr std::uint32_t lines_admitted = 0;

enum class ContestKind : std::uint8_t { election = 0 };

struct Candidate {
    std::string name;
    std::string note;
    bool operator==(const Candidate&) const = default;
};

/// A row of cells of which at most one is marked, or exactly one unless `blank`.
struct Choice {
    std::uint32_t first = 0;
    std::uint32_t cells = 0;
    bool blank = false;
    bool operator==(const Choice&) const = default;
};

/// How many of these cells may be marked together.
struct Sum {
    std::vector<std::uint32_t> cells;  ///< strictly ascending
    proof::Range range;
    bool operator==(const Sum&) const = default;
};

/// What a contest asks, and so what a ballot of it looks like (SPEC §3.5). What exists by `decode_definition`
/// is within the limits and fits together.
struct ContestDefinition {
    SlotNumber slot;
    ContestKind kind = ContestKind::election;
    std::string title;
    std::uint32_t seats = 0;
    std::vector<Candidate> candidates;
    std::uint32_t cells = 0;
    std::vector<Choice> choices;
    std::vector<Sum> sums;
    bool recast = false;
    std::vector<ClassNumber> boxes;  ///< strictly ascending
    base::Bytes rules;               ///< canonical bytes that crypto/ does not interpret

    bool operator==(const ContestDefinition&) const = default;
};

base::Bytes encode_definition(const ContestDefinition& definition);
/// Refuses: out_of_range (a limit, a cell or row that is not there, a sum's bounds), out_of_order (rows that
/// do not follow one another; cells of a sum or boxes not strictly ascending), wrong_count (rows that end
/// before the last cell), bad_option (kind), bad_text.
base::Result<ContestDefinition> decode_definition(base::BytesView bytes);
/// The same without bytes: what a maker of sessions asks before it offers a definition.
base::Check verify_definition(const ContestDefinition& definition);

}  // namespace gongdao::ballot
