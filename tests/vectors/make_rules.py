"""Makes rules.json: rules and outcome of an election, from SPEC section 14 alone."""

import random

from vector_file import VectorFile

PRESET = {
    "preset": "cpc-basic-committee-2020",
    "version": 1,
    "title": {"zh": "党支部（党总支）委员会委员选举", "en": "Election of the committee of a Party branch or general branch"},
    "regulation": {"zh": "中国共产党基层组织选举工作条例",
                   "en": "Regulations on Elections in Primary-Level Organisations of the Communist Party of China (2020)"},
    "quorum": {"num": 4, "den": 5, "strict": False, "base": "due"},
    "majority": {"num": 1, "den": 2, "strict": True, "base": "present"},
    "candidate_min_ratio": {"num": 1, "den": 5},
    "pause_seconds": 120,
    "floor": 1,
    "remote_allowed": False,
    "articles": {"candidates": 13, "quorum": 19, "order": 24, "marks": 25, "ballots": 27, "majority": 29, "tie": 29,
                 "shortfall": 29},
}
FIGURES = ("due", "present", "issued", "received", "valid")


def u(value, size):
    return value.to_bytes(size, "big")


def text(value):
    return u(len(value.encode()), 4) + value.encode()


def share(one):
    return u(one["num"], 4) + u(one["den"], 4) + u(one["strict"], 1) + u(["due", "present"].index(one["base"]), 1)


def rules_bytes(rules):
    """Every option but the bases has one value so far: 0."""
    out = u(1, 2) + text(rules["preset"]) + u(rules["version"], 4)
    for name in ("title", "regulation"):
        out += text(rules[name]["zh"]) + text(rules[name]["en"])
    ratio = rules["candidate_min_ratio"]
    out += share(rules["quorum"]) + share(rules["majority"]) + u(ratio["num"], 4) + u(ratio["den"], 4) + bytes(4)
    out += u(rules["pause_seconds"], 4) + u(rules["floor"], 4) + u(rules["remote_allowed"], 1)
    return out + b"".join(u(number, 2) for number in rules["articles"].values())


def outcome_bytes(outcome):
    out = u(1, 2) + u(outcome["seats"], 4) + b"".join(u(outcome[name], 4) for name in FIGURES)
    out += u(len(outcome["void"]), 4) + bytes(outcome["void"]) + u(len(outcome["candidates"]), 4)
    return out + b"".join(u(a, 4) + u(r, 4) + u(b, 4) + u(verdict, 1) for a, r, b, verdict in outcome["candidates"])


def reaches(part, number, of):
    return number * part["den"] > of * part["num"] if part["strict"] else number * part["den"] >= of * part["num"]


def decide(rules, figures, seats, votes):
    ratio = rules["candidate_min_ratio"]
    void = [number for number, holds in enumerate((
        len(votes) < seats + -(-seats * ratio["num"] // ratio["den"]),
        not reaches(rules["quorum"], figures["present"], figures[rules["quorum"]["base"]]),
        figures["issued"] > figures["present"],
        figures["received"] > figures["issued"])) if holds]
    reached = sorted((a for a, _, _ in votes if reaches(rules["majority"], a, figures[rules["majority"]["base"]])), reverse=True)

    def verdict(approve):
        if void or approve not in reached:
            return 0
        if len(reached) <= seats or approve > reached[seats]:
            return 1
        return 2 if approve == reached[seats - 1] == reached[seats] else 0

    return {"seats": seats, **figures, "void": void, "candidates": [(*one, verdict(one[0])) for one in votes]}


def figures_of(*numbers):
    return dict(zip(FIGURES, numbers))


def rules_cases(out):
    good = rules_bytes(PRESET)
    out.add("decode_rules", "cpc-basic-committee-2020", {"rules": good, "preset": 1}, {})
    out.add("decode_rules", "another pause", {"rules": rules_bytes({**PRESET, "pause_seconds": 0}), "preset": 1}, {})
    half = {"num": 1, "den": 2, "strict": False, "base": "present"}
    out.add("decode_rules", "another quorum", {"rules": rules_bytes({**PRESET, "quorum": half}), "preset": 0}, {})

    def wrong(name, data, refusal):
        assert data != good, name
        out.add("decode_rules", name, {"rules": data}, refusal=refusal)

    def changed(**fields):
        return rules_bytes({**PRESET, **fields})

    wrong("nothing", b"", "wrong_length")
    wrong("a byte too few", good[:-1], "wrong_length")
    wrong("a byte too many", good + b"\0", "trailing_bytes")
    wrong("another format", u(2, 2) + good[2:], "bad_version")
    wrong("no preset", changed(preset=""), "out_of_range")
    wrong("a preset of 121 bytes", changed(preset="p" * 121), "out_of_range")
    wrong("a line's end in the title", changed(title={"zh": "a\n", "en": "b"}), "bad_text")
    wrong("version 0", changed(version=0), "out_of_range")
    wrong("a share of nothing", changed(quorum={**half, "num": 0}), "out_of_range")
    wrong("a share above 1", changed(quorum={**half, "num": 3}), "out_of_range")
    wrong("more than all", changed(quorum={**half, "num": 2, "strict": True}), "out_of_range")
    wrong("parts of 1001", changed(quorum={**half, "den": 1001}), "out_of_range")
    at = len(good) - 16 - 9 - 4
    wrong("an unknown base", good[:at - 9] + b"\2" + good[at - 8:], "bad_option")
    for place, name in enumerate(("order", "tie", "shortfall", "write-in")):
        wrong(f"an unknown {name}", good[:at + place] + b"\1" + good[at + place + 1:], "bad_option")
    wrong("floor 0", changed(floor=0), "out_of_range")
    wrong("remote 2", good[:-17] + b"\2" + good[-16:], "bad_option")
    wrong("article 0", changed(articles={**PRESET["articles"], "tie": 0}), "out_of_range")
    wrong("article 1000", changed(articles={**PRESET["articles"], "tie": 1000}), "out_of_range")


def outcome_cases(out):
    good = decide(PRESET, figures_of(31, 27, 27, 27, 27), 3, [(22, 1, 4), (23, 4, 0), (19, 7, 1), (4, 17, 6)])
    out.add("decode_outcome", "three of four", {"outcome": outcome_bytes(good)}, {})
    out.add("decode_outcome", "void for two reasons",
            {"outcome": outcome_bytes({**good, "void": [0, 3], "candidates": [(*one[:3], 0) for one in good["candidates"]]})}, {})

    def wrong(name, refusal, **fields):
        out.add("decode_outcome", name, {"outcome": outcome_bytes({**good, **fields})}, refusal=refusal)

    first, *others = good["candidates"]
    data = outcome_bytes(good)
    for name, changed, refusal in (("a byte too few", data[:-1], "wrong_length"), ("a byte too many", data + b"\0", "trailing_bytes"),
                                   ("another format", b"\0\2" + data[2:], "bad_version")):
        out.add("decode_outcome", name, {"outcome": changed}, refusal=refusal)
    wrong("no seats", "wrong_count", seats=0)
    wrong("121 seats", "wrong_count", seats=121)
    wrong("no candidates", "wrong_count", candidates=[])
    wrong("121 candidates", "out_of_range", candidates=[(0, 0, 27, 0)] * 121)
    wrong("an unknown reason", "bad_option", void=[4])
    wrong("reasons out of order", "out_of_order", void=[1, 0], candidates=[(*one[:3], 0) for one in good["candidates"]])
    wrong("a reason twice", "out_of_order", void=[1, 1], candidates=[(*one[:3], 0) for one in good["candidates"]])
    wrong("five reasons", "out_of_range", void=[0, 1, 2, 3, 3], candidates=[(*one[:3], 0) for one in good["candidates"]])
    wrong("an unknown verdict", "bad_option", candidates=[(*first[:3], 3), *others])
    wrong("nobody present", "wrong_figures", present=0)
    wrong("more present than due", "wrong_figures", present=32)
    wrong("more valid than received", "wrong_figures", received=26)
    wrong("votes that do not add up", "wrong_figures", candidates=[(22, 1, 3, 1), *others])
    wrong("more approvals than seats allow", "wrong_figures", candidates=[(27, 0, 0, 1)] * 3 + [(4, 17, 6, 0)])
    wrong("elected though void", "wrong_total", void=[1])
    wrong("four elected", "wrong_total", candidates=[(*one[:3], 1) for one in good["candidates"]])
    wrong("one tied alone", "wrong_total", candidates=[(*first[:3], 2), *others])


def decide_cases(out):
    def case(name, figures, seats, votes, rules=PRESET):
        out.add("decide", name, {"rules": rules_bytes(rules), **{key: figures[key] for key in FIGURES}, "seats": seats,
                                 "approve": [str(a) for a, _, _ in votes], "reject": [str(r) for _, r, _ in votes]},
                {"outcome": outcome_bytes(decide(rules, figures, seats, votes))})

    case("exactly four fifths are there", figures_of(30, 24, 24, 24, 24), 1, [(13, 0, 11), (11, 13, 0)])
    case("one short of four fifths", figures_of(31, 24, 24, 24, 24), 1, [(24, 0, 0), (0, 24, 0)])
    case("exactly half is not a majority", figures_of(28, 28, 28, 28, 28), 1, [(14, 14, 0), (14, 14, 0)])
    case("one above half is", figures_of(28, 28, 28, 28, 28), 1, [(15, 13, 0), (13, 15, 0)])
    case("the majority is of those present, not of the ballots", figures_of(28, 28, 28, 20, 20), 1, [(14, 6, 0), (6, 14, 0)])
    case("three candidates for three seats", figures_of(10, 10, 10, 10, 10), 3, [(9, 1, 0)] * 3)
    case("six of five seats", figures_of(10, 10, 10, 10, 10), 5, [(8, 1, 1)] * 5 + [(2, 8, 0)])
    case("a tie for the last seat", figures_of(20, 20, 20, 20, 20), 2, [(16, 4, 0), (12, 8, 0), (12, 8, 0)])
    case("a tie above the cut is none", figures_of(20, 20, 20, 20, 20), 2, [(15, 5, 0), (15, 5, 0), (10, 10, 0)])
    case("all tied", figures_of(20, 20, 20, 20, 20), 2, [(13, 7, 0)] * 3)
    case("nobody has a majority", figures_of(20, 20, 20, 20, 20), 1, [(10, 10, 0), (9, 11, 0)])
    out.add("decide", "more marks than ballots",
            {"rules": rules_bytes(PRESET), **figures_of(20, 20, 20, 20, 20), "seats": 1, "approve": ["15", "5"],
             "reject": ["6", "15"]}, refusal="wrong_total")
    case("issued above present", figures_of(20, 19, 20, 19, 19), 1, [(19, 0, 0), (0, 19, 0)])
    case("received above issued", figures_of(20, 20, 19, 20, 20), 1, [(20, 0, 0), (0, 20, 0)])
    chance = random.Random(14)
    for number in range(120):
        due = chance.randint(3, 60)
        present = chance.randint(max(1, due * 7 // 10), due)
        received = chance.randint(1, present)
        seats = chance.randint(1, 5)
        votes, left = [], seats * received
        for _ in range(seats + chance.randint(0, 2)):
            approve = min(left, chance.choice((received // 2, present // 2 + 1, chance.randint(0, received))), received)
            left -= approve
            reject = chance.randint(0, received - approve)
            votes.append((approve, reject, received - approve - reject))
        case(f"drawn {number}", figures_of(due, present, present, received, received), seats, votes)


if __name__ == "__main__":
    vectors = VectorFile("rules.json", "SPEC section 14; made by make_rules.py")
    rules_cases(vectors)
    outcome_cases(vectors)
    decide_cases(vectors)
    vectors.write()
