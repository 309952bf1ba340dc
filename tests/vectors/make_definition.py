"""Makes definition.json, groups.json and tally.json."""

from hashlib import sha256
from itertools import product

from slow_ballot import Definition, election, group_boxes
from slow_group import Chance, IDENTITY, enc, neg, point, u32
from slow_proof import ct_bytes, ct_sum, encrypt
from vector_file import VectorFile

DEFINITION = {
    "decode_definition": "definition → every field of SPEC 3.5 (choices as 'first cells blank', sums as 'cells…: lo hi'); "
                         "body_bytes; proofs as 'claim options', in the order of p",
}
GROUPS = {
    "group_boxes": "for each box, in order: classes, joins (a class, or empty), ballots; floor, small (0 join, 1 withhold), "
                   "small_room (1 if the manifest's text is not empty) → groups as 'number: boxes… | ballots | fate', void",
}
TALLY = {
    "sum_cells": "cells (their number), ballots (each all its cells and digits, 64 bytes a ciphertext) → sums",
    "list_digest": "trackers in log order → digest",
    "verify_totals": "definition, totals of the cells, counted ballots → nothing (SPEC 9.4)",
}


def fields_of(definition):
    return {
        "slot": definition.slot, "kind": definition.kind, "title": definition.title, "seats": definition.seats,
        "candidates": [name for name, _ in definition.candidates], "notes": [note for _, note in definition.candidates],
        "cells": definition.cells, "choices": [f"{first} {cells} {blank:d}" for first, cells,
                                               blank in definition.choices],
        "sums": [f"{' '.join(map(str, cells))}: {lo} {hi}" for cells, lo, hi in definition.sums],
        "recast": str(int(definition.recast)), "boxes": [str(box) for box in definition.boxes], "rules": definition.rules,
        "body_bytes": definition.body_bytes(),
        "proofs": [f"{claim} {len(options)}" for claim, _, _, options in definition.proofs()],
    }


def definitions():
    out = VectorFile("definition.json", "SPEC sections 3.4 and 3.5; made by make_definition.py", DEFINITION)

    def good(name, definition):
        out.add("decode_definition", name, {"definition": definition.bytes()}, fields_of(definition))

    def wrong(name, definition, refusal):
        data = definition if isinstance(definition, bytes) else definition.bytes()
        out.add("decode_definition", name, {"definition": data}, refusal=refusal)

    names = ["王小宁", "阿·买买提", "𠀀一", "Ana Müller"]
    committee = election(names, 3, title="支部委员会选举", boxes=[0, 2, 15], rules=b"\1\2\3", recast=True, slot=31)
    assert committee.body_bytes() == 2505
    good("a committee of four candidates", committee)
    good("one candidate", election(["王小宁"], 1))
    good("30 candidates, 9 seats: a sum in digits", election(["候选人%d" % i for i in range(30)], 9))
    good("rows with and without blank, three sums", Definition([(3, True), (1, True), (2, False), (1, False), (4, True)],
                                                              [([0, 3, 4], 1, 2), (list(range(11)), 0, 7), ([10], 0, 1)]))
    good("no candidates, no sums, no boxes", Definition([(1, True)], [], boxes=[], title=""))
    good("the widest sum", Definition([(1, True)] * 61, [(list(range(61)), 1, 61)]))
    good("1,024 cells in one row", Definition([(1024, True)], []))
    good("256 proofs", Definition([(4, True)] * 256, []))
    good("texts of their greatest length", election(["姓" * 40] * 120, 1, title="题" * 333 + "!", rules=bytes(65535)))

    base = committee.bytes()
    wrong("nothing", b"", "wrong_length")
    wrong("one byte short", base[:-1], "wrong_length")
    wrong("one byte more", base + b"\0", "trailing_bytes")
    wrong("slot 32", election(names, 3, slot=32), "out_of_range")
    for kind in range(1, 7):
        wrong(f"kind {kind}", election(names, 3, kind=kind), "bad_option")
    wrong("a title of 1,001 bytes", election(names, 3, title="a" * 1001), "out_of_range")
    wrong("a control character in the title", election(names, 3, title="a\x1fb"), "bad_text")
    wrong("a title that is not UTF-8", base[:9] + b"\xff" + base[10:], "bad_text")
    wrong("a name of 121 bytes", election(["a" * 121], 1), "out_of_range")
    wrong("a note of 1,001 bytes", election(["a"], 1, candidates=[("a", "b" * 1001)]), "out_of_range")
    wrong("121 candidates", election(["a"] * 121, 1), "out_of_range")
    wrong("recast 2", election(names, 3, recast=2), "bad_option")
    wrong("blank 2", Definition([(2, 2)], []), "bad_option")
    wrong("one line", election(names, 3, lines=1), "out_of_range")
    wrong("rules of 65,536 bytes", election(names, 3, rules=bytes(65536)), "out_of_range")
    wrong("boxes not ascending", election(names, 3, boxes=[1, 0]), "out_of_order")
    wrong("a box twice", election(names, 3, boxes=[1, 1]), "out_of_order")
    wrong("class 16", election(names, 3, boxes=[16]), "out_of_range")
    wrong("17 boxes", election(names, 3, boxes=list(range(17))), "out_of_range")

    def changed(rows, sums=(), **fields):
        return Definition(rows, list(sums), **fields)

    two = [(2, True), (2, True)]
    wrong("no cells", changed([]), "out_of_range")
    wrong("1,025 cells", changed([(1025, True)]), "out_of_range")
    wrong("the first row begins at 1", changed(two, choices=[(1, 1, True), (2, 2, True)]), "out_of_order")
    wrong("a gap between rows", changed(two, choices=[(0, 1, True), (2, 2, True)]), "out_of_order")
    wrong("rows that overlap", changed(two, choices=[(0, 2, True), (1, 3, True)]), "out_of_order")
    wrong("rows in another order", changed(two, choices=[(2, 2, True), (0, 2, True)]), "out_of_order")
    wrong("rows that end before the last cell", changed(two, choices=[(0, 2, True), (2, 1, True)]), "wrong_count")
    wrong("rows that go beyond the last cell", changed(two, choices=[(0, 2, True), (2, 3, True)]), "out_of_range")
    wrong("a row whose end does not fit u32", changed(two, choices=[(0, 2, True), (2, 2**32 - 1, True)]), "out_of_range")
    wrong("a row of no cells", changed(two, choices=[(0, 2, True), (2, 0, True), (2, 2, True)]), "out_of_range")
    wrong("257 rows", changed([(1, True)] * 257), "out_of_range")
    wrong("256 rows and a sum: 257 proofs", changed([(1, True)] * 256, [([0], 0, 1)]), "out_of_range")
    for name, total, refusal in (("not ascending", ([1, 0], 0, 1), "out_of_order"),
                                 ("a cell twice", ([1, 1], 0, 1), "out_of_order"),
                                 ("a cell that is not there", ([0, 4], 0, 1), "out_of_range"), ("no cells", ([], 0, 1),
                                                                                                "out_of_range"),
                                 ("lo = hi", ([0, 1], 1, 1), "out_of_range"), ("lo > hi", ([0, 1], 2, 1), "out_of_range"),
                                 ("hi above the number of cells", ([0, 1], 0, 3), "out_of_range"),
                                 ("lo and hi near 2^32", ([0, 1], 2**32 - 2, 2**32 - 1), "out_of_range")):
        wrong(f"a sum: {name}", changed(two, [total]), refusal)
    wrong("a sum of width 61", changed([(1, True)] * 61, [(list(range(61)), 0, 61)]), "out_of_range")
    sums = [([cell, cell + 1, cell + 2, cell + 3, cell + 4], 0, 5) for cell in range(89)]
    largest, too_large = changed([(1024, True)], sums[:88]), changed([(1024, True)], sums)
    assert largest.body_bytes() <= 2**18 < too_large.body_bytes()
    good("the largest body: 88 sums more", largest)
    wrong("a body above 256 KiB", too_large, "out_of_range")
    wrong("a list longer than the bytes", base[:4 + 1] + u32(2**31), "out_of_range")
    out.write()


def shown(groups):
    return [f"{g['number']}: {' '.join(map(str, g['boxes']))} | {g['ballots']} | {g['fate']}" for g in groups]


def groups():
    out = VectorFile("groups.json", "SPEC section 9.1; made by make_definition.py", GROUPS)

    def case(name, boxes, floor=5, small=0, small_room=0):
        made, void = group_boxes(boxes, floor, small, small_room)
        inputs = {"classes": [str(c) for c, _, _ in boxes], "joins": ["" if j is None else str(j) for _, j, _ in boxes],
                  "ballots": [str(b) for _, _, b in boxes], "floor": floor, "small": small, "small_room": small_room}
        out.add("group_boxes", name, inputs, {"groups": shown(made), "void": str(int(void))})

    case("an election: floor 1", [(0, None, 1), (1, 0, 0), (3, 0, 27)], floor=1)
    case("one box below the floor", [(0, None, 4)])
    case("one box below the floor in an approved small room", [(0, None, 4)], small_room=1)
    case("one box below the floor, withheld", [(0, None, 4)], small=1)
    case("withheld even in an approved room", [(0, None, 4), (1, 0, 9)], small=1, small_room=1)
    case("an empty box", [(0, None, 0)])
    case("a small box joins", [(0, 1, 3), (1, None, 12)])
    case("the joined group keeps its number", [(0, 2, 3), (1, None, 9), (2, None, 12)])
    case("two small boxes that name each other", [(0, 1, 2), (1, 0, 3)])
    case("still small together", [(0, 1, 2), (1, 0, 2)])
    case("a chain", [(0, 1, 1), (1, 2, 1), (2, 3, 1), (3, None, 2)])
    case("a chain that ends early", [(0, 1, 4), (1, 2, 1), (2, 3, 1), (3, None, 9)])
    case("a class that has no box here", [(0, 7, 3), (1, None, 9)])
    case("a class that names itself", [(0, 0, 3), (1, None, 9)])
    case("the second class of a group names another", [(0, 1, 2), (1, 0, 2), (2, None, 8)])
    case("the same, and it has a way out", [(0, 1, 2), (1, 3, 2), (3, None, 8)])
    case("a small box joins an empty one", [(0, 1, 3), (1, None, 0), (2, None, 9)])
    case("an empty box joins nothing", [(0, 1, 0), (1, None, 9)])
    case("exactly the floor", [(0, 1, 5), (1, None, 9)])
    case("one that can join, one that can not", [(0, None, 2), (1, 2, 2), (2, None, 9)])
    case("no boxes", [])
    chance = Chance("groups")
    for i in range(40):
        draws = chance.bytes(64)
        n = 2 + draws[0] % 5
        boxes = [(2 * b, None if draws[b + 1] % 4 == 0 else 2 * (draws[b + 1] % n), draws[b + 20] % 9) for b in range(n)]
        case(f"random {i}", boxes, small=int(draws[40] % 5 == 0), small_room=draws[41] % 2)
    out.write()


def tally():
    out = VectorFile("tally.json", "SPEC sections 9.3 and 9.4; made by make_definition.py", TALLY)
    chance = Chance("tally")
    y = point(chance.scalar())
    ballots = [[encrypt(y, m, chance.scalar()) for m in marks] for marks in product((0, 1), repeat=3)]
    for name, cells, of in (("eight ballots of three cells", 3, ballots), ("digits are passed over", 2, ballots),
                            ("one ballot", 3, ballots[5:6]), ("no ballots", 2, [])):
        sums = [ct_sum([ballot[cell] for ballot in of]) for cell in range(cells)]
        out.add("sum_cells", name, {"cells": cells, "ballots": [ct_bytes(ballot) for ballot in of]},
                {"sums": [enc(*ct) for ct in sums]})
    P = point(7)
    out.add("sum_cells", "a sum that is the identity", {"cells": 1, "ballots": [ct_bytes([(P, P)]), ct_bytes([(neg(P),
                                                                                                               neg(P))])]},
            {"sums": [enc(IDENTITY, IDENTITY)]})
    trackers = [chance.bytes(32) for _ in range(3)]
    for name, of in (("three", trackers), ("the other way round", trackers[::-1]), ("none", [])):
        out.add("list_digest", name, {"trackers": of}, {"digest": sha256(b"".join(of)).digest()})

    definition = Definition([(2, True), (2, False), (1, True)], [([0, 2, 4], 1, 2), ([1, 3], 0, 1)])
    for name, totals, refusal in (
            ("all within", [4, 3, 6, 4, 5], None), ("a row fuller than the ballots", [6, 5, 6, 4, 5], "wrong_total"),
            ("all blank", [0, 0, 10, 0, 0], None), ("a row without blank that is not full", [4, 3, 6, 3, 5],
                                                    "wrong_total"),
            ("a row without blank that is too full", [4, 3, 7, 4, 5], "wrong_total"), ("a cell above the ballots",
                                                                                       [4, 3, 6, 4, 11], "wrong_total"),
            ("a sum too low", [0, 6, 9, 1, 0], "wrong_total"), ("a sum too high", [10, 0, 10, 0, 1], "wrong_total"),
            ("the other sum too high", [0, 8, 7, 3, 5], "wrong_total"), ("exactly at the bounds", [10, 0, 10, 0, 0],
                                                                         None),
            ("a total missing", [4, 3, 6, 4], "wrong_count"), ("a total too many", [4, 3, 6, 4, 5, 0], "wrong_count"),
            ("totals whose sum passes 2^32", [2**32 - 1, 2, 6, 4, 5], "wrong_total")):
        out.add("verify_totals", name, {"definition": definition.bytes(), "totals": [str(t) for t in totals],
                                        "counted": 10},
                None if refusal else {}, refusal)
    out.add("verify_totals", "no ballots", {"definition": definition.bytes(), "totals": ["0"] * 5, "counted": 0}, {})
    out.write()


if __name__ == "__main__":
    definitions()
    groups()
    tally()
