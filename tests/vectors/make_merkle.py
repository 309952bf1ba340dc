"""Makes merkle.json and tiles.json."""

from hashlib import sha256

import slow_merkle as slow
from vector_file import VectorFile

# The eight entries, and their roots, that implementations of RFC 6962 test themselves with.
ENTRIES = [bytes.fromhex(text) for text in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")]
ROOTS = """
e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d
fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125
aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77
d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7
4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4
76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef
ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c
5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328
""".split()
RFC = "RFC 6962 section 2.1; entries and roots of the certificate-transparency project's tests"


class Counter:
    """Hashes that stand for subtrees nobody has."""

    def __init__(self):
        self.count = 0

    def __call__(self):
        self.count += 1
        return sha256(b"subtree %d" % self.count).digest()


def inclusion_cases(out):
    function = "verify_inclusion"
    for size in range(1, 9):
        for index in range(size):
            proof = slow.inclusion(index, ENTRIES[:size])
            out.add("prove_inclusion", f"leaf {index} of {size}",
                    {"entries": ENTRIES, "index": index, "size": size}, {"proof": proof})
            out.add(function, f"leaf {index} of {size}",
                    {"leaf": slow.hash_leaf(ENTRIES[index]), "index": index, "size": size,
                     "root": slow.root(ENTRIES[:size]), "proof": proof}, {})

    index, size = 4, 7
    good = {"leaf": slow.hash_leaf(ENTRIES[index]), "index": index, "size": size, "root": slow.root(ENTRIES[:size]),
            "proof": slow.inclusion(index, ENTRIES[:size])}
    zero = bytes(32)

    def wrong(name, refusal, **changes):
        out.add(function, name, {**good, **changes}, refusal=refusal)

    wrong("index equal to size", "out_of_range", index=7)
    wrong("index above size", "out_of_range", index=8)
    wrong("size zero", "out_of_range", index=0, size=0, proof=[])
    wrong("size zero with hashes", "out_of_range", index=0, size=0)
    wrong("the largest index", "out_of_range", index=2**64 - 1)
    wrong("no hashes", "wrong_length", proof=[])
    wrong("a hash too few at the end", "wrong_length", proof=good["proof"][:-1])
    wrong("a hash too few at the start", "wrong_length", proof=good["proof"][1:])
    wrong("a hash too many", "wrong_length", proof=good["proof"] + [zero])
    wrong("a hash too many, the root itself", "wrong_length", proof=good["proof"] + [good["root"]])
    wrong("a hash where the tree is one leaf", "wrong_length", index=0, size=1, proof=[zero])
    wrong("another leaf", "bad_inclusion", leaf=slow.hash_leaf(b"another"))
    wrong("the root as leaf", "bad_inclusion", leaf=good["root"])
    wrong("another root", "bad_inclusion", root=slow.root(ENTRIES))
    wrong("an index of the same shape", "bad_inclusion", index=5)
    wrong("hashes in another order", "bad_inclusion", proof=good["proof"][::-1])
    for i in range(len(good["proof"])):
        wrong(f"hash {i} zero", "bad_inclusion", proof=good["proof"][:i] + [zero] + good["proof"][i + 1:])
    # Leaf 4 of 5 is promoted: its sibling stands three levels up.
    promoted = {"leaf": slow.hash_leaf(ENTRIES[4]), "index": 4, "size": 5, "root": slow.root(ENTRIES[:5]),
                "proof": slow.inclusion(4, ENTRIES[:5])}
    out.add(function, "a promoted leaf said to stand elsewhere", {**promoted, "index": 1}, refusal="wrong_length")
    out.add(function, "a node taken for a leaf of a smaller tree: only the checkpoint binds the size", {
        "leaf": slow.hash_node(slow.hash_leaf(ENTRIES[0]), slow.hash_leaf(ENTRIES[1])), "index": 0, "size": 2,
        "root": slow.root(ENTRIES[:4]), "proof": [slow.root(ENTRIES[2:4])]}, {})

    for index, size in ((2**64 - 2, 2**64 - 1), (0, 2**64 - 1), (2**63, 2**63 + 1), (2**63 - 1, 2**63), (12345, 2**40 + 7)):
        root, proof = slow.made_inclusion(index, size, slow.hash_leaf(b"far"), Counter())
        case = {"leaf": slow.hash_leaf(b"far"), "index": index, "size": size, "root": root, "proof": proof}
        out.add(function, f"leaf {index} of {size}", case, {})
        out.add(function, f"leaf {index} of {size}, another root", {**case, "root": zero}, refusal="bad_inclusion")


def consistency_cases(out):
    function = "verify_consistency"
    for to in range(1, 9):
        for start in range(1, to + 1):
            proof = slow.consistency(start, ENTRIES[:to])
            out.add("prove_consistency", f"{start} to {to}", {"entries": ENTRIES, "from": start, "to": to},
                    {"proof": proof})
            out.add(function, f"{start} to {to}",
                    {"from": start, "to": to, "from_root": slow.root(ENTRIES[:start]),
                     "to_root": slow.root(ENTRIES[:to]), "proof": proof}, {})

    good = {"from": 6, "to": 8, "from_root": slow.root(ENTRIES[:6]), "to_root": slow.root(ENTRIES),
            "proof": slow.consistency(6, ENTRIES)}
    power = {"from": 4, "to": 7, "from_root": slow.root(ENTRIES[:4]), "to_root": slow.root(ENTRIES[:7]),
             "proof": slow.consistency(4, ENTRIES[:7])}
    zero = bytes(32)

    def wrong(name, refusal, base=good, **changes):
        out.add(function, name, {**base, **changes}, refusal=refusal)

    wrong("from nothing", "out_of_range", **{"from": 0, "from_root": slow.root([])})
    wrong("from nothing, no hashes", "out_of_range", **{"from": 0, "from_root": slow.root([]), "proof": []})
    wrong("nothing to nothing", "out_of_range", **{"from": 0, "to": 0, "proof": []})
    wrong("to a smaller tree", "out_of_range", **{"from": 8, "to": 6})
    wrong("no hashes", "wrong_length", proof=[])
    wrong("no hashes from a power of two", "wrong_length", base=power, proof=[])
    wrong("a hash too few", "wrong_length", proof=good["proof"][:-1])
    wrong("a hash too many", "wrong_length", proof=good["proof"] + [zero])
    wrong("the earlier root as a first hash", "wrong_length", base=power, proof=[power["from_root"]] + power["proof"])
    wrong("another earlier root", "bad_consistency", from_root=slow.root(ENTRIES[:5]))
    wrong("another later root", "bad_consistency", to_root=slow.root(ENTRIES[:7]))
    wrong("another earlier root, a power of two", "bad_consistency", base=power, from_root=slow.root(ENTRIES[:3]))
    wrong("roots exchanged", "bad_consistency", from_root=good["to_root"], to_root=good["from_root"])
    wrong("an equal size with a hash", "wrong_length", **{"from": 8, "from_root": good["to_root"], "proof": [zero]})
    wrong("an equal size with two roots", "bad_consistency", **{"from": 8, "proof": []})
    for i in range(len(good["proof"])):
        wrong(f"hash {i} zero", "bad_consistency", proof=good["proof"][:i] + [zero] + good["proof"][i + 1:])
    forked = ENTRIES[:5] + [b"another"] + ENTRIES[6:]
    wrong("the earlier tree had another entry", "bad_consistency", from_root=slow.root(forked[:6]))

    for start, to in ((1, 2**64 - 1), (2**63, 2**63 + 1), (2**63 + 5, 2**64 - 1), (2**64 - 2, 2**64 - 1), (77, 2**40 + 7)):
        earlier, later, proof = slow.made_consistency(start, to, Counter())
        case = {"from": start, "to": to, "from_root": earlier, "to_root": later, "proof": proof}
        out.add(function, f"{start} to {to}", case, {})
        out.add(function, f"{start} to {to}, another root", {**case, "to_root": zero}, refusal="bad_consistency")


def merkle():
    out = VectorFile("merkle.json", RFC + "; RFC 9162 sections 2.1.3 and 2.1.4; made by make_merkle.py")
    for i, entry in enumerate(ENTRIES):
        out.add("hash_leaf", f"entry {i}", {"entry": entry}, {"hash": slow.hash_leaf(entry)})
    for size, expected in enumerate(ROOTS):
        assert slow.root(ENTRIES[:size]).hex() == expected
        out.add("root_of", f"{size} entries", {"entries": ENTRIES[:size]}, {"root": bytes.fromhex(expected)}, source=RFC)
    many = [b"entry %d" % i for i in range(300)]
    out.add("root_of", "300 entries", {"entries": many}, {"root": slow.root(many)})
    assert [h.hex()[:8] for h in slow.inclusion(0, ENTRIES)] == ["96a296d2", "5f083f0a", "6b47aaf2"]
    assert [h.hex()[:8] for h in slow.consistency(6, ENTRIES)] == ["0ebc5d34", "ca854ea1", "d37ee418"]
    assert [h.hex()[:8] for h in slow.consistency(2, ENTRIES[:5])] == ["5f083f0a", "bc1a0643"]
    inclusion_cases(out)
    consistency_cases(out)
    out.write()


def path(level, index, width):
    groups = [str(index % 1000).zfill(3)]
    while index >= 1000:
        index //= 1000
        groups.insert(0, "x" + str(index % 1000).zfill(3))
    return "/".join(["tile", level, *groups]) + ("" if width == 256 else f".p/{width}")


def all_tiles(size):
    """Every tile of a tree, by the formula of tlog-tiles."""
    tiles = []
    for level in range(8):
        full, rest = size // 256 ** (level + 1), size // 256 ** level % 256
        tiles += [path(str(level), n, 256) for n in range(full)] + ([path(str(level), full, rest)] if rest else [])
    return tiles


def tiles():
    example = "C2SP tlog-tiles, examples in the text"
    out = VectorFile("tiles.json", "C2SP tlog-tiles; made by make_merkle.py")
    for level, index, width, source in (
            (0, 1234067, 256, example), (0, 0, 256, None), (0, 999, 255, None), (1, 1000, 1, None), (2, 0, 17, None),
            (7, 0, 255, None), (0, 2**56 - 1, 254, None), (3, 1000000, 256, None)):
        expected = path(str(level), index, width)
        assert index != 1234067 or expected == "tile/0/x001/x234/067"
        out.add("path_of", f"level {level}, index {index}, width {width}",
                {"level": level, "index": index, "width": width}, {"path": expected}, source=source)
        if level == 0:
            out.add("entries_path_of", f"index {index}, width {width}", {"index": index, "width": width},
                    {"path": path("entries", index, width)})

    assert len(all_tiles(70000)) == 273 + 1 + 1 + 1 + 1 and all_tiles(256) == ["tile/0/000", "tile/1/000.p/1"]
    out.add("tiles_between", "0 to 70000", {"from": 0, "to": 70000}, {"paths": all_tiles(70000)}, source=example)
    out.add("tiles_between", "0 to 256", {"from": 0, "to": 256}, {"paths": all_tiles(256)}, source=example)
    for start, to in ((0, 0), (0, 1), (0, 255), (5, 5), (5, 6), (255, 256), (256, 256), (256, 257), (250, 600), (511, 512),
                      (65535, 65536), (65536, 65537), (69999, 70000), (60000, 60001), (0, 513)):
        if (start, to) != (0, 256):
            had = set(all_tiles(start))
            out.add("tiles_between", f"{start} to {to}", {"from": start, "to": to},
                    {"paths": [tile for tile in all_tiles(to) if tile not in had]})

    entries = [i.to_bytes(2, "big") for i in range(600)]
    leaves = [slow.hash_leaf(entry) for entry in entries]
    for level, index, width, hashes in ((0, 0, 3, leaves[:3]), (0, 1, 44, leaves[256:300]), (0, 1, 256, leaves[256:512]),
                                        (1, 0, 2, [slow.root(entries[:256]), slow.root(entries[256:512])])):
        tile = b"".join(hashes)
        out.add("encode_tile", f"level {level}, index {index}, width {width}",
                {"entries": entries[:index * 256 + width] if level == 0 else entries, "level": level, "index": index,
                 "width": width}, {"tile": tile})
        if width < 256:
            out.add("decode_tile", f"width {width}, level {level}", {"tile": tile, "width": width}, {"hashes": hashes})
    tile = b"".join(leaves[:3])
    out.add("decode_tile", "a hash too few", {"tile": tile[:-32], "width": 3}, refusal="wrong_length")
    out.add("decode_tile", "a hash too many", {"tile": tile, "width": 2}, refusal="wrong_length")
    out.add("decode_tile", "a byte too few", {"tile": tile[:-1], "width": 3}, refusal="wrong_length")
    out.add("decode_tile", "nothing", {"tile": b"", "width": 1}, refusal="wrong_length")

    def bundle(members):
        return b"".join(len(member).to_bytes(2, "big") + member for member in members)

    for name, members in (("one", [b"abc"]), ("three, one empty", [b"a", b"", b"ccc"]), ("256", entries[:256]),
                          ("a length of two bytes", [b"\x7f" * 300])):
        out.add("encode_bundle", name, {"entries": members}, {"bundle": bundle(members)})
        out.add("decode_bundle", name, {"bundle": bundle(members), "width": len(members)}, {"entries": members})
    three = bundle([b"a", b"bb", b"ccc"])
    out.add("decode_bundle", "an entry too few", {"bundle": three, "width": 4}, refusal="wrong_length")
    out.add("decode_bundle", "an entry too many", {"bundle": three, "width": 2}, refusal="trailing_bytes")
    out.add("decode_bundle", "ends inside an entry", {"bundle": three[:-1], "width": 3}, refusal="wrong_length")
    out.add("decode_bundle", "ends inside a length", {"bundle": three + b"\x00", "width": 4}, refusal="wrong_length")
    out.add("decode_bundle", "a byte too many", {"bundle": three + b"\x00", "width": 3}, refusal="trailing_bytes")
    out.add("decode_bundle", "nothing", {"bundle": b"", "width": 1}, refusal="wrong_length")
    out.write()


if __name__ == "__main__":
    merkle()
    tiles()
