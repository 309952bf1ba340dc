#include "crypto/ballot/definition.hpp"

#include "crypto/ballot/layout.hpp"
#include "crypto/proof/sum.hpp"

namespace gongdao::ballot {

using base::Code;
using encode::Reader;
using encode::Writer;

namespace {

Candidate read_candidate(Reader& in) {
    Candidate candidate;
    candidate.name = in.text(max_name_bytes);
    candidate.note = in.text(max_title_bytes);
    return candidate;
}

Choice read_choice(Reader& in) {
    Choice choice;
    choice.first = in.u32();
    choice.cells = in.u32();
    choice.blank = in.boolean();
    return choice;
}

Sum read_sum(Reader& in) {
    Sum sum;
    for (std::uint32_t left = in.count(max_cells); left > 0; --left) sum.cells.push_back(in.u32());
    sum.range.lo = in.u32();
    sum.range.hi = in.u32();
    return sum;
}

template <class Member, class Read>
std::vector<Member> read_list(Reader& in, std::size_t most, Read read) {
    std::vector<Member> out;
    for (std::uint32_t left = in.count(most); left > 0 && !in.failed(); --left) out.push_back(read(in));
    return out;
}

template <class Member>
bool strictly_ascending(const std::vector<Member>& members) {
    for (std::size_t i = 1; i < members.size(); ++i) {
        if (members[i] <= members[i - 1]) return false;
    }
    return true;
}

base::Refusal refuse_at(Code code, std::string_view what, std::size_t index) {
    return base::refuse(code, std::string(what) + " " + std::to_string(index));
}

/// The rows part the cells: each begins where the one before ended, the last ends at the last cell.
base::Check verify_choices(const ContestDefinition& definition) {
    std::uint32_t end = 0;
    for (std::size_t i = 0; i < definition.choices.size(); ++i) {
        const Choice& choice = definition.choices[i];
        if (choice.first != end) return refuse_at(Code::out_of_order, "choice", i);
        if (choice.cells == 0 || choice.cells > definition.cells - end) {
            return refuse_at(Code::out_of_range, "choice", i);
        }
        end += choice.cells;
    }
    if (end != definition.cells) return base::refuse(Code::wrong_count, "choices end before the last cell");
    return base::Done{};
}

base::Check verify_sum(const ContestDefinition& definition, std::size_t i) {
    const auto& [cells, range] = definition.sums[i];
    if (!strictly_ascending(cells)) return refuse_at(Code::out_of_order, "sum", i);
    const bool there = cells.empty() || cells.back() < definition.cells;
    const bool bounds =
        range.lo < range.hi && range.hi <= cells.size() && range.width() <= proof::max_sum_width;
    if (!there || !bounds) return refuse_at(Code::out_of_range, "sum", i);
    return base::Done{};
}

base::Check verify_boxes(const ContestDefinition& definition) {
    if (!strictly_ascending(definition.boxes)) return base::refuse(Code::out_of_order, "boxes");
    const bool there = definition.boxes.empty() || definition.boxes.back().value < max_classes;
    if (!there) return base::refuse(Code::out_of_range, "boxes");
    return base::Done{};
}

}  // namespace

base::Check verify_definition(const ContestDefinition& definition) {
    if (definition.slot.value >= max_slots) return base::refuse(Code::out_of_range, "slot");
    if (definition.cells == 0 || definition.cells > max_cells)
        return base::refuse(Code::out_of_range, "cells");
    if (auto rows = verify_choices(definition); !rows) return rows;
    for (std::size_t i = 0; i < definition.sums.size(); ++i) {
        if (auto sum = verify_sum(definition, i); !sum) return sum;
    }
    if (auto boxes = verify_boxes(definition); !boxes) return boxes;
    const Layout layout = layout_of(definition);
    if (layout.proofs.size() > max_proofs) return base::refuse(Code::out_of_range, "proofs");
    if (layout.body_bytes > max_body_bytes) return base::refuse(Code::out_of_range, "body");
    return base::Done{};
}

base::Bytes encode_definition(const ContestDefinition& definition) {
    Writer out;
    out.u32(definition.slot.value)
        .u8(static_cast<std::uint8_t>(definition.kind))
        .text(definition.title)
        .u32(definition.seats);
    out.count(definition.candidates.size());
    for (const Candidate& candidate : definition.candidates) out.text(candidate.name).text(candidate.note);
    out.u32(definition.cells).count(definition.choices.size());
    for (const Choice& choice : definition.choices)
        out.u32(choice.first).u32(choice.cells).boolean(choice.blank);
    out.count(definition.sums.size());
    for (const Sum& sum : definition.sums) {
        out.count(sum.cells.size());
        for (const std::uint32_t cell : sum.cells) out.u32(cell);
        out.u32(sum.range.lo).u32(sum.range.hi);
    }
    out.u32(lines_admitted).boolean(definition.recast).count(definition.boxes.size());
    for (const ClassNumber box : definition.boxes) out.u32(box.value);
    return out.bytes(definition.rules).take();
}

base::Result<ContestDefinition> decode_definition(base::BytesView bytes) {
    Reader in(bytes);
    ContestDefinition definition;
    definition.slot = SlotNumber{in.u32()};
    if (in.u8() != static_cast<std::uint8_t>(ContestKind::election)) in.fail(Code::bad_option);
    definition.title = in.text(max_title_bytes);
    definition.seats = in.u32();
    definition.candidates = read_list<Candidate>(in, max_candidates, read_candidate);
    definition.cells = in.u32();
    definition.choices = read_list<Choice>(in, max_proofs, read_choice);
    definition.sums = read_list<Sum>(in, max_proofs, read_sum);
    if (in.u32() != lines_admitted) in.fail(Code::out_of_range);
    definition.recast = in.boolean();
    definition.boxes =
        read_list<ClassNumber>(in, max_classes, [](Reader& box) { return ClassNumber{box.u32()}; });
    definition.rules = base::copy_of(in.bytes(max_rules_bytes));
    if (const auto finished = in.finish(); !finished) return finished.refusal();
    if (auto within = verify_definition(definition); !within) return within.refusal();
    return definition;
}

}  // namespace gongdao::ballot
