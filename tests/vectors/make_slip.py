"""Makes slip.json and entry.json."""

from slow_ballot import (ALPHABET, anchor_of, check_characters, code_of, crockford, entry_of, election, groups_of_four,
                         header_of, make_body, slip_list, slip_secret, slip_state_of, tag_of, tracker_of)
from slow_group import Chance, encode, point, q, scalar
from slow_proof import equations_knowledge, holds
from vector_file import VectorFile

from hashlib import sha256

SLIP = {
    "print_slip": "code (26 characters) → printed: seven groups of four, the last two characters the check",
    "decode_slip": "typed text → code (26 characters)",
    "slip_key": "session, class, slot, code → secret_key x_k, key X_k",
    "tag_of": "session, code → tag",
    "code_of": "of: 32 bytes → code, as opening and closing code are shown",
    "anchor_of": "K, y → anchor (32 characters)",
    "text_of_tracker": "tracker → text",
    "print_link": "host, short_name, code, anchor (empty: none) → link",
    "decode_link": "link → host, short_name, code, anchor",
    "decode_slip_list": "list → slots, slips, hashes (SHA-256 of each run, as the manifest holds them)",
    "ask_slip_state": "contest Q, box, secret_key, draws: w → request",
    "decode_slip_state": "request → contest, box, key, proof",
    "verify_slip_state": "request → nothing",
}
ENTRY = {
    "sign_entry": "contest Q, box, secret_key, counter, disposition, tracker, draws: w → entry",
    "decode_entry": "entry → contest, box, key, counter, disposition, tracker, signature",
    "verify_entry": "entry → nothing",
    "verify_entry_of": "entry, definition, body → nothing; whether the two agree, not whether either holds",
}
SESSION = bytes(range(16))
Q = bytes(range(100, 132))


def slips():
    out = VectorFile("slip.json", "SPEC sections 3.3, 4, 6.4 and 6.8; made by make_slip.py", SLIP)
    chance = Chance("slip")
    codes = ["0" * 26, "Z" * 26, ALPHABET[:26], ALPHABET[6:]]
    codes += ["".join(ALPHABET[b % 32] for b in chance.bytes(26)) for _ in range(3)]
    for code in codes:
        shown = groups_of_four(code + check_characters(code))
        out.add("print_slip", code, {"code": code}, {"printed": shown})
        out.add("decode_slip", code, {"typed": shown}, {"code": code})
        out.add("tag_of", code, {"session": SESSION, "code": code}, {"tag": tag_of(SESSION, code)})
    code = codes[4]
    full = code + check_characters(code)
    digits = "0" * 26 + check_characters("0" * 26)
    ones = "1" * 26 + check_characters("1" * 26)
    for name, typed, of in (("without hyphens", full, code), ("in lower case", full.lower(), code),
                            ("with spaces", " " + " ".join(full) + " ", code), ("with hyphens anywhere",
                                                                                "-" + "-".join(full), code),
                            ("O for 0", digits.replace("0", "O"), "0" * 26), ("o for 0", digits.replace("0", "o"),
                                                                              "0" * 26),
                            ("I for 1", ones.replace("1", "I"), "1" * 26), ("l for 1", ones.replace("1", "l"), "1" * 26)):
        out.add("decode_slip", name, {"typed": typed}, {"code": of})
    for name, typed in (("nothing", ""), ("without the check", code), ("27 characters", full[:-1]),
                        ("29 characters", full + "0"),
                        ("29 characters whose last two fit", code + "0" + check_characters(code)),
                        ("one character changed", ("1" if full[0] != "1" else "2") + full[1:]),
                        ("two characters exchanged", full[1] + full[0] + full[2:]),
                        ("the check exchanged", full[:26] + full[27] + full[26]),
                        ("a U", "U" + full[1:]), ("a line break", full[:5] + "\n" + full[5:]), ("a dot", full[:-1] + "."),
                        ("a full-width digit", full[:-1] + "０"), ("a no-break space", full[:4] + "\u00a0" + full[4:])):
        out.add("decode_slip", name, {"typed": typed}, refusal="bad_format")
    for of_class, slot in ((0, 0), (0, 1), (1, 0), (15, 31)):
        x = slip_secret(SESSION, of_class, slot, code)
        out.add("slip_key", f"class {of_class}, slot {slot}",
                {"session": SESSION, "class": of_class, "slot": slot, "code": code},
                {"secret_key": scalar(x), "key": encode(point(x))})
    x = slip_secret(bytes(16), 0, 0, code)
    out.add("slip_key", "another session", {"session": bytes(16), "class": 0, "slot": 0, "code": code},
            {"secret_key": scalar(x), "key": encode(point(x))})
    for name, X in (("zeros", bytes(32)), ("any", chance.bytes(32))):
        out.add("code_of", name, {"of": X}, {"code": code_of(X)})
        out.add("text_of_tracker", name, {"tracker": X}, {"text": groups_of_four(crockford(X[:15]))})
        y = point(chance.scalar())
        out.add("anchor_of", name, {"K": X, "y": encode(y)}, {"anchor": anchor_of(X, y)})
    links(out, code, anchor_of(X, y))
    lists(out)
    states(out)
    out.write()


def links(out, code, anchor):
    full = code + check_characters(code)
    for name, host, short, with_anchor in (("without anchor", "vote.example", "7K", ""),
                                           ("with anchor", "vote.example", "A1B2", anchor),
                                           ("a host with a port", "192.168.1.5:8443", "Z", anchor)):
        link = f"https://{host}/{short}#{full}{with_anchor}"
        fields = {"host": host, "short_name": short, "code": code, "anchor": with_anchor}
        out.add("print_link", name, fields, {"link": link})
        out.add("decode_link", name, {"link": link}, fields)
    good = f"https://vote.example/7K#{full}"
    for name, link in (("nothing", ""), ("http", good.replace("https", "http")),
                       ("no host", good.replace("vote.example", "")),
                       ("a space in the host", good.replace("vote.", "vo te.")),
                       ("a wide space in the host", good.replace("vote.", "vo\u3000te.")),
                       ("a plus in the host", good.replace("vote.", "vo+te.")),
                       ("a user before the host", good.replace("vote.", "vote@")),
                       ("a backslash in the host", good.replace("vote.", "vote\\")),
                       ("a query in the host", good.replace("vote.", "vo?te.")),
                       ("a host of 254 characters", good.replace("vote.example", "v" * 254)),
                       ("no short name", good.replace("/7K", "/")), ("a short name of five", good.replace("7K", "7K7K7")),
                       ("a short name in lower case", good.replace("7K", "7k")), ("a path after it",
                                                                                  good.replace("#", "/#")),
                       ("no #", good.replace("#", "")), ("no slash", good.replace("/7K", "")), ("a query",
                                                                                                good.replace("#",
                                                                                                             "?a=1#")),
                       ("27 characters", good[:-1]), ("29 characters", good + "0"),
                       ("the code in lower case", good[:24] + full.lower()), ("hyphens in the code",
                                                                              good[:24] + groups_of_four(full)),
                       ("a wrong check", good[:-1] + ("1" if good[-1] != "1" else "2")), ("an anchor of 31",
                                                                                          good + anchor[:31]),
                       ("an anchor of 33", good + anchor + "0"), ("an anchor with a U", good + anchor[:31] + "U"),
                       ("an anchor in lower case", good + "a" + anchor[1:]), ("a space before",
                                                                              " " + good), ("a line break after",
                                                                                            good + "\n")):
        assert link != good, name
        out.add("decode_link", name, {"link": link}, refusal="bad_format")


def lists(out):
    chance = Chance("lists")
    runs = [sorted(encode(point(k)) for k in chance.scalars(3)) for _ in range(2)]
    good = slip_list(2, runs)
    out.add("decode_slip_list", "two slots, three slips", {"list": good},
            {"slots": 2, "slips": 3, "hashes": [sha256(b"".join(run)).digest() for run in runs]})
    out.add("decode_slip_list", "no slips", {"list": slip_list(1, [[]])},
            {"slots": 1, "slips": 0, "hashes": [sha256(b"").digest()]})
    a, b, c = runs[0]
    for name, data, refusal in (
            ("nothing", b"", "wrong_length"), ("a key short", good[:-32], "wrong_length"), ("a key more", good + a,
                                                                                            "trailing_bytes"),
            ("not ascending", slip_list(2, [[b, a, c], runs[1]]), "out_of_order"),
            ("a key twice", slip_list(2, [[a, a, c], runs[1]]), "out_of_order"),
            ("the identity", slip_list(2, [[bytes(32), b, c], runs[1]]), "identity"),
            ("no element", slip_list(2, [[a, b, b"\xff" * 32], runs[1]]), "not_in_group"),
            ("33 slots", b"\0\0\0\x21" + bytes(4), "out_of_range"), ("more than 2^20 slips", b"\0\0\0\1\0\x10\0\1",
                                                                     "out_of_range")):
        out.add("decode_slip_list", name, {"list": data}, refusal=refusal)


def states(out):
    chance = Chance("states")
    x, w = chance.scalars(2)
    good = slip_state_of(Q, 1, x, w)
    assert len(good) == 130 and holds(equations_knowledge("slip-state", point(x), good[:34], good[66:]))
    out.add("ask_slip_state", "box 1", {"contest": Q, "box": 1, "secret_key": scalar(x), "draws": [scalar(w)]},
            {"request": good})
    out.add("decode_slip_state", "box 1", {"request": good},
            {"contest": Q, "box": 1, "key": encode(point(x)), "proof": good[66:]})
    out.add("verify_slip_state", "box 1", {"request": good}, {})
    for name, data, refusal in (("129 bytes", good[:-1], "wrong_length"), ("131 bytes", good + b"\0", "trailing_bytes"),
                                ("the identity as key", good[:34] + bytes(32) + good[66:], "identity"),
                                ("T is no element", good[:66] + b"\xff" * 32 + good[98:], "not_in_group"),
                                ("z is q", good[:98] + q.to_bytes(32, "little"), "not_reduced")):
        out.add("decode_slip_state", name, {"request": data}, refusal=refusal)
    signed_as_entry = good[:66] + entry_of(Q, 1, x, 0, 0, bytes(32), w)[106:]
    for name, data in (("another contest", bytes(32) + good[32:]), ("another box", good[:33] + b"\0" + good[34:]),
                       ("another key", good[:34] + encode(point(2)) + good[66:]), ("the proof of an entry",
                                                                                   signed_as_entry)):
        out.add("verify_slip_state", name, {"request": data}, refusal="bad_signature")


def entries():
    out = VectorFile("entry.json", "SPEC section 6.5; made by make_slip.py", ENTRY)
    chance = Chance("entry")
    tracker = chance.bytes(32)
    made = {}
    for name, box, counter, disposition in (("cast", 0, 0, 0), ("checked", 1, 2, 1),
                                            ("the last box and counter", 65535, 2**32 - 1, 0)):
        x, w = chance.scalars(2)
        entry = entry_of(Q, box, x, counter, disposition, tracker, w)
        assert len(entry) == 170 and holds(equations_knowledge("entry", point(x), entry[:106], entry[106:]))
        made[name] = entry
        fields = {"contest": Q, "box": box, "counter": counter, "disposition": disposition, "tracker": tracker}
        out.add("sign_entry", name, {**fields, "secret_key": scalar(x), "draws": [scalar(w)]}, {"entry": entry})
        out.add("decode_entry", name, {"entry": entry}, {**fields, "key": encode(point(x)), "signature": entry[106:]})
        out.add("verify_entry", name, {"entry": entry}, {})
    good, x, w = made["cast"], *chance.scalars(2)

    def wrong(name, entry, refusal):
        out.add("decode_entry", name, {"entry": entry}, refusal=refusal)

    for kind, disposition in ((7, 1), (8, 0), (6, 0), (9, 1), (0, 0), (7, 2), (8, 255), (9, 2)):
        wrong(f"type {kind} with disposition {disposition}", entry_of(Q, 0, x, 0, disposition, tracker, w, kind=kind),
              "bad_type")
    wrong("nothing", b"", "wrong_length")
    wrong("169 bytes", good[:-1], "wrong_length")
    wrong("171 bytes", good + b"\0", "trailing_bytes")
    wrong("no maker", entry_of(Q, 0, x, 0, 0, tracker, w, makers=0), "out_of_range")
    wrong("two makers", entry_of(Q, 0, x, 0, 0, tracker, w, makers=2), "out_of_range")
    wrong("the identity as key", entry_of(Q, 0, x, 0, 0, tracker, w, X=bytes(32)), "identity")
    wrong("a key that is no element", entry_of(Q, 0, x, 0, 0, tracker, w, X=b"\xff" * 32), "not_in_group")
    wrong("T is no element", good[:106] + b"\x01" + bytes(31) + good[138:], "not_in_group")
    wrong("z is q", good[:138] + q.to_bytes(32, "little"), "not_reduced")

    def flip(at):
        return good[:at] + bytes([good[at] ^ 1]) + good[at + 1:]

    both = b"\0\x08" + good[2:73] + b"\1" + good[74:]
    for name, entry in (("another contest", flip(2)), ("another box", flip(35)), ("another counter", flip(72)),
                        ("cast made checked", both), ("another tracker", flip(74)),
                        ("another key", good[:37] + encode(point(3)) + good[69:]), ("another z", flip(138)),
                        ("T and z of another entry", good[:106] + made["checked"][106:])):
        out.add("verify_entry", name, {"entry": entry}, refusal="bad_signature")

    definition = election(["王小宁"], 1)
    x = chance.scalar()
    header = header_of(Q, 2, point(x), 1, chance.bytes(32))
    body = make_body(definition, point(chance.scalar()), header, [1, 0], chance.bytes(32))
    inputs = {"definition": definition.bytes(), "body": body}
    for name, changes, refusal in (("they agree", {}, None), ("a checked ballot", {"disposition": 1}, None),
                                   ("another contest", {"Q": bytes(32)}, "body_mismatch"), ("another box", {"box": 1},
                                                                                            "body_mismatch"),
                                   ("another key", {"x": x + 1}, "body_mismatch"), ("another counter", {"counter": 2},
                                                                                    "body_mismatch"),
                                   ("another tracker", {"tracker": bytes(32)}, "body_mismatch")):
        fields = {"Q": Q, "box": 2, "x": x, "counter": 1, "disposition": 0, "tracker": tracker_of(body), **changes}
        out.add("verify_entry_of", name, {"entry": entry_of(w=5, **fields), **inputs}, None if refusal else {}, refusal)
    out.write()


if __name__ == "__main__":
    slips()
    entries()
