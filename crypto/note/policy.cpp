#include "crypto/note/policy.hpp"

#include <algorithm>

#include "crypto/note/lines.hpp"

namespace gongdao::note {

using base::Check;
using base::Code;
using base::Done;
using base::refuse;
using base::Result;

namespace {

constexpr std::size_t max_of_a_kind = 32;  // logs, witnesses, groups
constexpr std::string_view nobody = "none";

using Words = std::vector<std::string_view>;

Words words_of(std::string_view line) {
    constexpr std::string_view blank = " \t";
    Words words;
    for (std::size_t at = line.find_first_not_of(blank); at != std::string_view::npos;) {
        const std::size_t end = std::min(line.find_first_of(blank, at), line.size());
        words.push_back(line.substr(at, end - at));
        at = line.find_first_not_of(blank, end);
    }
    return words;
}

Result<VerifierKey> key_of(std::string_view word, KeyType type) {
    auto key = VerifierKey::decode(word);
    if (key && key->type() != type) return refuse(Code::bad_type, "a key for another use");
    return key;
}

/// Reads a policy line by line.
class PolicyReader {
public:
    Check read(const Words& words) {
        const std::string_view kind = words.front();
        if (kind == "log" && (words.size() == 2 || words.size() == 3)) return log(words[1]);
        if (kind == "witness" && (words.size() == 3 || words.size() == 4)) return witness(words[1], words[2]);
        if (kind == "group" && words.size() >= 4) return group(words);
        if (kind == "quorum" && words.size() == 2) return quorum(words[1]);
        return refuse(Code::bad_format, std::string(kind));
    }

    Result<Policy> finish() {
        if (!has_quorum_) return refuse(Code::missing_field, "quorum");
        return std::move(policy_);
    }

private:
    Check log(std::string_view word) {
        const auto key = key_of(word, KeyType::ed25519);
        if (!key) return key.refusal();
        const auto same = [&](const VerifierKey& other) { return other.key() == key->key(); };
        if (std::ranges::any_of(policy_.logs, same)) return refuse(Code::duplicate, key->name());
        if (policy_.logs.size() == max_of_a_kind) return refuse(Code::wrong_count, "logs");
        policy_.logs.push_back(*key);
        return Done{};
    }

    Check witness(std::string_view name, std::string_view word) {
        const auto key = key_of(word, KeyType::ed25519_cosignature);
        if (!key) return key.refusal();
        const auto same = [&](const Policy::Party& party) {
            return party.witness && party.witness->key() == key->key();
        };
        if (std::ranges::any_of(policy_.parties, same)) return refuse(Code::duplicate, std::string(name));
        return add({.name = std::string(name), .witness = *key, .threshold = 0, .members = {}});
    }

    Check group(const Words& words) {
        Policy::Party party{.name = std::string(words[1]), .witness = {}, .threshold = 0, .members = {}};
        for (const std::string_view name : std::span(words).subspan(3)) {
            const auto member = find(name);
            if (!member) return refuse(Code::not_found, std::string(name));
            if (std::ranges::count(joined_, *member) != 0) return refuse(Code::duplicate, std::string(name));
            joined_.push_back(*member);
            party.members.push_back(*member);
        }
        if (words[2] == "any") {
            party.threshold = 1;
        } else if (words[2] == "all") {
            party.threshold = party.members.size();
        } else {
            const auto number = decode_decimal(words[2]);
            if (!number) return number.refusal();
            if (*number < 1 || *number > party.members.size()) return refuse(Code::out_of_range, party.name);
            party.threshold = *number;
        }
        return add(std::move(party));
    }

    Check quorum(std::string_view name) {
        if (has_quorum_) return refuse(Code::duplicate, "quorum");
        has_quorum_ = true;
        if (name == nobody) return Done{};
        policy_.quorum = find(name);
        if (!policy_.quorum) return refuse(Code::not_found, std::string(name));
        return Done{};
    }

    Check add(Policy::Party party) {
        if (party.name == nobody || find(party.name)) return refuse(Code::duplicate, party.name);
        const auto alike = [&](const Policy::Party& other) {
            return other.witness.has_value() == party.witness.has_value();
        };
        if (static_cast<std::size_t>(std::ranges::count_if(policy_.parties, alike)) == max_of_a_kind) {
            return refuse(Code::wrong_count, party.witness ? "witnesses" : "groups");
        }
        policy_.parties.push_back(std::move(party));
        return Done{};
    }

    [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const {
        const auto found = std::ranges::find(policy_.parties, name, &Policy::Party::name);
        if (found == policy_.parties.end()) return std::nullopt;
        return static_cast<std::size_t>(found - policy_.parties.begin());
    }

    Policy policy_;
    bool has_quorum_ = false;
    std::vector<std::size_t> joined_;  ///< who is a member somewhere: each may be once
};

/// Whether the quorum is among those who signed, `known` being the logs and then the witnesses.
bool has_quorum(const Policy& policy, std::span<const VerifierKey> signers) {
    if (!policy.quorum) return true;
    std::vector<bool> holds;
    for (const Policy::Party& party : policy.parties) {
        if (party.witness) {
            holds.push_back(std::ranges::count(signers, *party.witness) != 0);
            continue;
        }
        const auto members = std::ranges::count_if(party.members, [&](std::size_t i) { return holds[i]; });
        holds.push_back(static_cast<std::size_t>(members) >= party.threshold);
    }
    return holds[*policy.quorum];
}

}  // namespace

Policy policy_of(const VerifierKey& log) {
    return {.logs = {log}, .parties = {}, .quorum = std::nullopt};
}

std::string policy_text(const VerifierKey& log) {
    return "log " + log.encode() + "\nquorum none\n";
}

Result<Policy> decode_policy(std::string_view text) {
    const auto refused = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\t' && c != '\n') || byte == 0x7f;
    };
    if (std::ranges::any_of(text, refused)) return refuse(Code::bad_text);
    const auto lines = lines_of(text);
    if (!lines) return lines.refusal();
    PolicyReader reader;
    for (const std::string_view line : *lines) {
        const Words words = words_of(line);
        if (words.empty() || words.front().starts_with('#')) continue;
        const Check read = reader.read(words);
        if (!read) return read.refusal();
    }
    return reader.finish();
}

Result<Checkpoint> open_checkpoint(std::string_view note, const Policy& policy) {
    const auto decoded = SignedNote::decode(note);
    if (!decoded) return decoded.refusal();
    std::vector<VerifierKey> known = policy.logs;
    for (const Policy::Party& party : policy.parties) {
        if (party.witness) known.push_back(*party.witness);
    }
    const auto places = verify_note(*decoded, known);
    if (!places) return places.refusal();
    auto checkpoint = decode_checkpoint(decoded->text);
    if (!checkpoint) return checkpoint.refusal();

    std::vector<VerifierKey> signers;
    for (const std::size_t place : *places) signers.push_back(known[place]);
    const auto is_log = [](const VerifierKey& key) { return key.type() == KeyType::ed25519; };
    const auto its_log = [&](const VerifierKey& key) {
        return is_log(key) && key.name() == checkpoint->origin;
    };
    if (std::ranges::none_of(signers, is_log)) return refuse(Code::unknown_signer);
    if (std::ranges::none_of(signers, its_log))
        return refuse(Code::wrong_session, "the origin is not the log's name");
    if (!has_quorum(policy, signers)) return refuse(Code::no_quorum, "too few witnesses");
    return checkpoint;
}

}  // namespace gongdao::note
