"""Makes tlog_proof.json and promise.json."""

from hashlib import sha256

import slow_ed25519 as ed
import slow_merkle as merkle
from slow_ballot import entry_of
from slow_group import Chance, encode, point
from slow_note import NoteKey, b64, checkpoint, line, note, receipt
from vector_file import VectorFile

ORIGIN = "vote.example/s/000102030405060708090a0b0c0d0e0f"
LOG = NoteKey(ORIGIN, b"\x03" * 32)
SERVER = NoteKey(ORIGIN + "/server", b"\x04" * 32)
WITNESS = NoteKey("witness.example/1", b"\x11" * 32, 4)
Q = bytes(range(32))
TRACKER = sha256(b"body").digest()


def receipts():
    out = VectorFile("tlog_proof.json", "C2SP tlog-proof; SPEC section 10; made by make_answers.py")
    entries = [b"entry %d" % i * 20 for i in range(7)]
    signed = note(checkpoint(ORIGIN, 7, merkle.root(entries)), LOG)
    log = f"log {LOG.verifier_key()}\nquorum none\n"
    witnessed = f"log {LOG.verifier_key()}\nwitness w {WITNESS.verifier_key()}\nquorum w\n"
    function = "open_receipt"
    for index in range(7):
        proof = merkle.inclusion(index, entries)
        text = receipt(entries[index], index, proof, signed)
        out.add("encode_receipt", f"leaf {index} of 7",
                {"entry": entries[index], "index": index, "proof": proof, "checkpoint": signed.encode()},
                {"receipt": text.encode()})
        out.add(function, f"leaf {index} of 7", {"receipt": text.encode(), "policy": log},
                {"entry": entries[index], "index": index, "origin": ORIGIN, "size": 7, "root": merkle.root(entries)})
    alone = note(checkpoint(ORIGIN, 1, merkle.root(entries[:1])), LOG)
    out.add(function, "the only leaf: no hashes", {"receipt": receipt(entries[0], 0, [], alone).encode(), "policy": log},
            {"entry": entries[0], "index": 0, "origin": ORIGIN, "size": 1, "root": merkle.root(entries[:1])})
    with_witness = note(checkpoint(ORIGIN, 7, merkle.root(entries)), LOG, WITNESS)
    expect = {"entry": entries[4], "index": 4, "origin": ORIGIN, "size": 7, "root": merkle.root(entries)}
    proof = merkle.inclusion(4, entries)
    out.add(function, "cosigned", {"receipt": receipt(entries[4], 4, proof, with_witness).encode(), "policy": witnessed}, expect)

    good = receipt(entries[4], 4, proof, signed)
    extra = f"extra {b64(entries[4])}\n"
    hashes = "".join(b64(h) + "\n" for h in proof)
    other = NoteKey("other.example", b"\x05" * 32)

    def wrong(name, text, refusal, policy=log):
        assert text != good or policy != log, name
        out.add(function, name, {"receipt": text if isinstance(text, bytes) else text.encode(), "policy": policy},
                refusal=refusal)

    wrong("nothing", "", "bad_type")
    wrong("another version", good.replace("@v1", "@v2"), "bad_type")
    wrong("a space after the first line", good.replace("@v1\n", "@v1 \n"), "bad_type")
    wrong("a line before the first", "\n" + good, "bad_type")
    wrong("a byte order mark", "\ufeff" + good, "bad_type")
    wrong("the first line alone", "c2sp.org/tlog-proof@v1\n", "bad_format")
    wrong("the first line without newline", "c2sp.org/tlog-proof@v1", "bad_format")
    wrong("no entry line, which Gongdao needs", good.replace(extra, ""), "bad_format")
    wrong("an empty entry", good.replace(extra, "extra \n"), "wrong_length")
    wrong("two entry lines", good.replace(extra, extra + extra), "bad_format")
    wrong("entry after index", good.replace(extra + "index 4\n", "index 4\n" + extra), "bad_format")
    wrong("two spaces before the entry", good.replace("extra ", "extra  "), "bad_base64")
    wrong("an entry without padding", receipt(b"ab", 4, proof, signed).replace("=\n", "\n", 1), "bad_base64")
    wrong("no index", good.replace("index 4\n", ""), "bad_format")
    wrong("an index with a leading zero", good.replace("index 4", "index 04"), "bad_format")
    wrong("an index with a sign", good.replace("index 4", "index +4"), "bad_format")
    wrong("an empty index", good.replace("index 4", "index "), "bad_format")
    wrong("an index of 2^64", good.replace("index 4", f"index {2**64}"), "out_of_range")
    wrong("an index equal to the size", good.replace("index 4", "index 7"), "out_of_range")
    wrong("another index", good.replace("index 4", "index 5"), "bad_inclusion")
    wrong("another entry", receipt(entries[3], 4, proof, signed), "bad_inclusion")
    wrong("a hash changed", receipt(entries[4], 4, [bytes(32), *proof[1:]], signed), "bad_inclusion")
    wrong("a hash too few", receipt(entries[4], 4, proof[:-1], signed), "wrong_length")
    wrong("a hash too many", receipt(entries[4], 4, [*proof, bytes(32)], signed), "wrong_length")
    wrong("a hash of 31 bytes", receipt(entries[4], 4, [proof[0][:31], *proof[1:]], signed), "wrong_length")
    wrong("a hash that is no base64", good.replace(hashes, "#" + hashes[1:]), "bad_base64")
    wrong("65 hashes", receipt(entries[4], 4, [bytes(32)] * 65, signed), "wrong_count")
    wrong("64 hashes", receipt(entries[4], 4, [bytes(32)] * 64, signed), "wrong_length")
    wrong("no empty line before the checkpoint", good.replace("\n\n" + ORIGIN, "\n" + ORIGIN), "bad_base64")
    wrong("the first line and the checkpoint", "c2sp.org/tlog-proof@v1\n\n" + signed, "bad_format")
    wrong("the entry alone before the checkpoint", "c2sp.org/tlog-proof@v1\n" + extra + "\n" + signed, "bad_format")
    wrong("two empty lines before the checkpoint", good.replace("\n\n" + ORIGIN, "\n\n\n" + ORIGIN), "bad_signature")
    wrong("no checkpoint", good.split("\n\n")[0] + "\n\n", "bad_format")
    wrong("a checkpoint without signature", good.rpartition("\n\n")[0] + "\n", "bad_format")
    wrong("a carriage return", good.replace("index 4\n", "index 4\r\n"), "bad_format")
    wrong("not UTF-8 in the checkpoint", good.encode().replace(b"vote.", b"v\xff"), "bad_text")
    wrong("a newline too many at the end", good + "\n", "bad_format")
    wrong("a checkpoint by another log", receipt(entries[4], 4, proof, note(checkpoint("other.example", 7, merkle.root(entries)), other)),
          "unknown_signer")
    wrong("a checkpoint changed", good.replace("\n7\n", "\n8\n"), "bad_signature")
    wrong("no witness where the policy wants one", good, "no_quorum", policy=witnessed)
    out.write()


def promise_text(disposition=0, origin=ORIGIN, first="gongdao promise v1"):
    return f"{first}\n{origin}\n{b64(Q)}\n{disposition}\n{b64(TRACKER)}\n"


def refusal_text(code, disposition=0, origin=ORIGIN):
    return promise_text(disposition, origin, "gongdao refusal v1") + code + "\n"


def padded(content):
    content = content if isinstance(content, bytes) else content.encode()
    return len(content).to_bytes(2, "big") + content + bytes(1022 - len(content))


def subject(disposition=0, origin=ORIGIN):
    return {"origin": origin, "contest": Q, "disposition": disposition, "tracker": TRACKER}


def promises():
    out = VectorFile("promise.json", "SPEC section 6.7; made by make_answers.py")
    key = SERVER.key
    longest = "h" * 253 + "/s/" + "0" * 32
    for name, origin, disposition in (("cast", ORIGIN, 0), ("checked", ORIGIN, 1), ("the longest origin", longest, 0)):
        server = NoteKey(origin + "/server", SERVER.seed)
        promise = note(promise_text(disposition, origin), server).encode()
        refusal = note(refusal_text("already_cast", disposition, origin), server).encode()
        about = subject(disposition, origin)
        out.add("sign_promise", name, {"seed": SERVER.seed, **about}, {"note": promise})
        out.add("sign_rejection", name, {"seed": SERVER.seed, **about, "code": "already_cast"}, {"note": refusal})
        out.add("encode_rejection", name, {**about, "code": "bad_signature"}, {"text": refusal_text("bad_signature", disposition, origin)})
        out.add("open_answer", f"a promise: {name}", {"answer": padded(promise), "key": key}, {"kind": "promise", **about})
        out.add("open_answer", f"a refusal: {name}", {"answer": padded(refusal), "key": key},
                {"kind": "signed_rejection", **about, "code": "already_cast"})
        out.add("open_answer", f"an unsigned refusal: {name}",
                {"answer": padded(refusal_text("bad_signature", disposition, origin)), "key": key},
                {"kind": "unsigned_rejection", **about, "code": "bad_signature"})
    zeros = {"origin": ORIGIN, "contest": bytes(32), "disposition": 0, "tracker": bytes(32)}
    text = refusal_text("wrong_length").replace(b64(Q), b64(bytes(32))).replace(b64(TRACKER), b64(bytes(32)))
    out.add("open_answer", "an unsigned refusal of what is no entry", {"answer": padded(text), "key": key},
            {"kind": "unsigned_rejection", **zeros, "code": "wrong_length"})

    function = "open_answer"
    good, good_text = note(promise_text(), SERVER), promise_text()
    turned, turned_text = note(refusal_text("closed"), SERVER), refusal_text("closed")

    def wrong(name, content, refusal, key=key):
        assert content not in (good, turned, turned_text) or key != SERVER.key, name
        out.add(function, name, {"answer": padded(content), "key": key}, refusal=refusal)

    def signed(text, *keys):
        return note(text, *(keys or (SERVER,)))

    for kind, text in (("promise", good_text), ("refusal", turned_text)):
        first, origin, contest, disposition, tracker, *rest = text.splitlines(True)
        tail = "".join(rest)

        def case(name, changed, refusal):
            wrong(f"a {kind}: {name}", signed(changed), refusal)

        case("another version", text.replace("v1", "v2", 1), "bad_type")
        case("a line too many", text + "more\n", "wrong_count")
        case("an empty line at the end", text + "\n", "wrong_count")
        case("a line too few", "".join(text.splitlines(True)[:-1]), "wrong_count")
        case("disposition 2", first + origin + contest + "2\n" + tracker + tail, "bad_option")
        case("disposition 00", first + origin + contest + "00\n" + tracker + tail, "bad_option")
        case("no disposition", first + origin + contest + "\n" + tracker + tail, "bad_option")
        case("a contest of 31 bytes", first + origin + b64(Q[:31]) + "\n" + disposition + tracker + tail, "wrong_length")
        case("a tracker of 33 bytes", first + origin + contest + disposition + b64(TRACKER + b"\0") + "\n" + tail, "wrong_length")
        case("a tracker in hex", first + origin + contest + disposition + TRACKER.hex() + "\n" + tail, "wrong_length")
        case("a contest without padding", first + origin + contest.replace("=", "") + disposition + tracker + tail, "bad_base64")
        case("no origin", first + "\n" + contest + disposition + tracker + tail, "bad_format")
        case("a space in the origin", first + "a b\n" + contest + disposition + tracker + tail, "bad_format")
        long = "h" * 254 + "/s/" + "0" * 32
        case("an origin too long", first + long + "\n" + contest + disposition + tracker + tail, "bad_format")
        case("another origin under this session's name", text.replace("vote.", "note."), "unknown_signer")
        whole = signed(text)
        wrong(f"a {kind}: another server's key", whole, "unknown_signer", key=ed.public_key(b"\x09" * 32))
        wrong(f"a {kind}: by the log key under its own name", signed(text, LOG), "unknown_signer")
        wrong(f"a {kind}: by the server key under the origin", signed(text, NoteKey(ORIGIN, SERVER.seed)), "unknown_signer")
        wrong(f"a {kind}: a second signature", signed(text, SERVER, LOG), "wrong_count")
        wrong(f"a {kind}: signed twice", signed(text, SERVER, SERVER), "wrong_count")
        wrong(f"a {kind}: the other disposition after signing", whole.replace("\n0\n", "\n1\n"), "bad_signature")
        wrong(f"a {kind}: another signature", text + "\n" + line(SERVER.name, SERVER.id, bytes(64)), "bad_signature")
        wrong(f"a {kind}: no newline at the end", whole[:-1], "bad_format")
        wrong(f"a {kind}: a carriage return", whole.replace("\n", "\r\n", 1), "bad_text")
    wrong("an unknown code", signed(turned_text.replace("closed", "shut")), "bad_option")
    wrong("a code in capitals", signed(turned_text.replace("closed", "CLOSED")), "bad_option")
    wrong("another code after signing", turned.replace("closed", "not_open"), "bad_signature")
    wrong("a promise without signature", good_text, "bad_type")
    wrong("a promise's text and an empty line", good_text + "\n", "bad_format")
    wrong("an unsigned refusal: an unknown code", turned_text.replace("closed", "shut"), "bad_option")
    wrong("an unsigned refusal: no newline at the end", turned_text[:-1], "bad_format")
    wrong("an unsigned refusal: a line too many", turned_text + "more\n", "wrong_count")
    wrong("an unsigned refusal: an empty line after it", turned_text + "\n", "bad_format")
    wrong("an unsigned refusal: not UTF-8", turned_text.encode().replace(b"vote", b"v\xffte"), "bad_format")
    wrong("text of neither kind", "hello\n", "bad_type")
    wrong("a checkpoint", note(checkpoint(ORIGIN, 7, Q), LOG), "bad_type")

    answer = padded(good)
    for name, data, refusal in (
            ("a byte too few", answer[:-1], "wrong_length"), ("a byte too many", answer + b"\0", "wrong_length"),
            ("nothing", b"", "wrong_length"), ("length zero", bytes(1024), "wrong_length"),
            ("length 1023", b"\x03\xff" + answer[2:], "wrong_length"), ("length 65535", b"\xff\xff" + answer[2:], "wrong_length"),
            ("the last byte not zero", answer[:-1] + b"\1", "not_zero"),
            ("the first byte after the content not zero", answer[:2 + len(good.encode())] + b" " + answer[3 + len(good.encode()):], "not_zero"),
            ("a length one too small", (len(good.encode()) - 1).to_bytes(2, "big") + answer[2:], "not_zero"),
            ("a length one too large", (len(good.encode()) + 1).to_bytes(2, "big") + answer[2:], "bad_text")):
        out.add(function, f"framing: {name}", {"answer": data, "key": key}, refusal=refusal)
    out.add("pad_answer", "one byte", {"content": b"\x07"}, {"answer": padded(b"\x07")})
    out.add("pad_answer", "the most", {"content": b"\x07" * 1022}, {"answer": padded(b"\x07" * 1022)})
    out.write()


def slip_states():
    out = VectorFile("slip_state.json", "SPEC section 6.8; made by make_answers.py")
    chance = Chance("slip_state")
    x, w = chance.scalars(2)
    entry = entry_of(Q, 2, x, 1, 0, TRACKER, w)
    promise = note(promise_text(), SERVER).encode()
    asked = {"origin": ORIGIN, "key": SERVER.key, "contest": Q, "box": 2, "slip_key": encode(point(x))}

    def case(name, content, refusal=None, expect=None, **changes):
        answer = content if len(content) == 1024 else padded(content)
        out.add("open_slip_state", name, {"answer": answer, **asked, **changes}, expect if refusal is None else None, refusal)

    used = b"\1" + entry + promise
    case("unused", b"\0", expect={})
    case("used", used, expect={"entry": entry})
    for code in ("cancelled_slip", "unknown_slip", "unknown_contest", "unknown_box", "bad_signature"):
        case(f"refused: {code}", refusal_text(code).encode(), code)
    case("bytes after unused", b"\0\0", "trailing_bytes")
    case("another first byte", b"\2" + entry + promise, "bad_option")
    case("a capital letter", b"G" + refusal_text("closed").encode()[1:], "bad_option")
    case("a promise where a refusal may stand", promise_text().encode(), "bad_type")
    case("a refusal of an unknown code", refusal_text("closed").replace("closed", "shut").encode(), "bad_option")
    case("a refusal without its last newline", refusal_text("closed").encode()[:-1], "bad_format")
    case("nothing after the 1", b"\1", "wrong_length")
    case("an entry that is too short", used[:100], "wrong_length")
    case("an entry of an unknown type", b"\1\0\x09" + used[3:], "bad_type")
    case("an entry with another z", used[:139] + bytes([used[139] ^ 1]) + used[140:], "bad_signature")
    case("an entry that was checked", b"\1" + entry_of(Q, 2, x, 1, 1, TRACKER, w) + note(promise_text(1), SERVER).encode(),
         "body_mismatch")
    case("of another contest", used, "body_mismatch", contest=bytes(32))
    case("of another box", used, "body_mismatch", box=1)
    case("of another slip", used, "body_mismatch", slip_key=encode(point(x + 1)))
    case("of another session", used, "body_mismatch", origin=ORIGIN[:-1] + "e")
    case("a promise for another ballot", b"\1" + entry_of(Q, 2, x, 1, 0, bytes(32), w) + promise, "body_mismatch")
    case("a promise for a check", b"\1" + entry + note(promise_text(1), SERVER).encode(), "body_mismatch")
    case("a signed refusal in the promise's place", b"\1" + entry + note(refusal_text("closed"), SERVER).encode(), "bad_type")
    case("a promise by the log key", b"\1" + entry + note(promise_text(), LOG).encode(), "unknown_signer")
    case("a promise that was changed", b"\1" + entry + promise.replace(b"\n0\n", b"\n1\n"), "bad_signature")
    case("no promise", b"\1" + entry, "bad_format")
    case("the padding is not zero", padded(used)[:-1] + b"\1", "not_zero")
    case("length zero", bytes(1024), "wrong_length")
    out.write()


if __name__ == "__main__":
    receipts()
    promises()
    slip_states()
