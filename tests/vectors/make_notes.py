"""Makes signed_note.json, checkpoint.json and policy.json."""

from base64 import b64decode

import slow_ed25519 as ed
from slow_note import NoteKey, b64, checkpoint, line, note
from vector_file import VectorFile

ORIGIN = "vote.example/s/000102030405060708090a0b0c0d0e0f"
ALICE = NoteKey("alice.example/notes", b"\x01" * 32)
BOB = NoteKey("bob.example", b"\x02" * 32)
LOG = NoteKey(ORIGIN, b"\x03" * 32)
W1, W2, W3, W4 = (NoteKey(f"witness.example/{i}", bytes([0x10 + i]) * 32, 4) for i in range(1, 5))
TEXT = "候选人\n第二行\n"
SIGNED_NOTE = "C2SP signed-note, the examples in the text"

EXAMPLE_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
EXAMPLE = ("This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZ"
           "XsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n")
VERSE = ("Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n"
         "— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihA"
         "QwaqP3ZekRwNtIc=\n")
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO = ("If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
      "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n")
BEHIND = ("example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
          "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE"
          "+xeMcTOAYQ8=\n")
WITNESSED = BEHIND + ("— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1"
                      "nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n")


def parts(text):
    """What a decoder gives for a note that it takes."""
    body, _, tail = text.rpartition("\n\n")
    signatures = []
    for signature in tail.splitlines():
        _, name, data = signature.split(" ")
        signatures.append({"name": name, "id": b64decode(data)[:4], "signature": b64decode(data)[4:]})
    return {"text": body + "\n", "signatures": signatures}


def decoding(out):
    function = "decode_note"
    for name, text, source in (
            ("the first example", VERSE, SIGNED_NOTE), ("the second example", EXAMPLE, SIGNED_NOTE),
            ("the example of Go's package note", GO, "golang.org/x/mod/sumdb/note"),
            ("a witnessed checkpoint", WITNESSED, "C2SP tlog-cosignature, the example"),
            ("two signatures", note(TEXT, ALICE, BOB), None), ("a text of one newline", note("\n", ALICE), None),
            ("a text that ends in empty lines", note("a\n\n\n", ALICE), None),
            ("a text with signature lines of its own", note(note(TEXT, ALICE), BOB), None),
            ("a delete character, which the format allows", note("a\x7fb\n", ALICE), None),
            ("a byte order mark, which is a character like others", note("\ufeffa\n", ALICE), None),
            ("a signature of one byte", TEXT + "\n" + line("a", b"abcd", b"e"), None),
            ("a name with other characters than ASCII", TEXT + "\n" + line("公道.example", b"abcd", b"e" * 64), None),
            ("a hundred signatures", TEXT + "\n" + line("a", b"abcd", b"e") * 100, None)):
        out.add(function, name, {"note": text.encode()}, parts(text), source=source)

    good = note(TEXT, ALICE)
    mark, tail = TEXT + "\n", ALICE.line(TEXT)
    data = tail.split(" ")[2]
    for name, text, refusal in (
            ("nothing", "", "bad_format"), ("one newline", "\n", "bad_format"), ("two newlines", "\n\n", "bad_format"),
            ("no empty line", TEXT + tail, "bad_format"), ("no text", "\n" + tail, "bad_format"),
            ("no signature line", mark, "bad_format"), ("no newline at the end", good[:-1], "bad_format"),
            ("an empty line at the end", good + "\n", "bad_format"),
            ("an empty line between signatures", good + "\n" + BOB.line(TEXT) + "\n", "bad_format"),
            ("a hyphen for the dash", mark + tail.replace("—", "-"), "bad_format"),
            ("an en dash for the dash", mark + tail.replace("—", "–"), "bad_format"),
            ("a space before the dash", mark + " " + tail, "bad_format"),
            ("no space after the dash", mark + tail.replace("— ", "—"), "bad_format"),
            ("two spaces after the dash", mark + tail.replace("— ", "—  "), "bad_format"),
            ("a no-break space after the dash", mark + tail.replace("— ", "—\u00a0"), "bad_format"),
            ("no signature after the name", mark + "— alice.example\n", "bad_format"),
            ("a name and a space alone", mark + "— alice.example \n", "wrong_length"),
            ("two spaces after the name", mark + f"— {ALICE.name}  {data}", "bad_base64"),
            ("a space at the end of the line", mark + tail[:-1] + " \n", "bad_base64"),
            ("a plus in the name", mark + tail.replace("alice.", "alice+"), "bad_format"),
            ("a second line of another form", good + "and more\n", "bad_format"),
            ("a tab", note("a\tb\n", ALICE), "bad_text"), ("a carriage return", good.replace("\n", "\r\n"), "bad_text"),
            ("a zero byte", note("a\0b\n", ALICE), "bad_text"), ("an escape in the name", mark + line("a\x1bb", b"abcd", b"e"), "bad_text"),
            ("base64 without padding", good[:-2] + "\n", "bad_base64"),
            ("base64 with too much padding", good[:-1] + "=\n", "bad_base64"),
            ("base64 with stray low bits", mark + f"— a {b64(b'abcde')[:-2]}V=\n", "bad_base64"),
            ("base64 of the alphabet for addresses", mark + "— a ----____\n", "bad_base64"),
            ("base64 with a space inside", mark + f"— a {data[:8]} {data[8:]}", "bad_base64"),
            ("four bytes: an id alone", mark + "— a YWJjZA==\n", "wrong_length"),
            ("three bytes", mark + "— a YWJj\n", "wrong_length"),
            ("a hundred and one signatures", mark + line("a", b"abcd", b"e") * 101, "wrong_count")):
        out.add(function, name, {"note": text.encode()}, refusal=refusal)
    for name, space in (("next line", "\u0085"), ("no-break", "\u00a0"), ("ogham", "\u1680"), ("en quad", "\u2000"),
                        ("hair", "\u200a"), ("line separator", "\u2028"), ("paragraph separator", "\u2029"),
                        ("narrow no-break", "\u202f"), ("mathematical", "\u205f"), ("ideographic", "\u3000")):
        out.add(function, f"a Unicode space in the name: {name}",
                {"note": (mark + line(f"a{space}b", b"abcd", b"e")).encode()}, refusal="bad_format")
    zero_width = mark + line("a\u200bb", b"abcd", b"e")
    out.add(function, "a zero width space in the name, which is no space", {"note": zero_width.encode()}, parts(zero_width))
    for name, data in (("a stray continuation", b"\x80"), ("a cut character", b"\xe5\x80"), ("an overlong newline", b"\xc0\x8a"),
                       ("an overlong slash of three bytes", b"\xe0\x80\xaf"), ("a surrogate", b"\xed\xa0\x80"),
                       ("above U+10FFFF", b"\xf4\x90\x80\x80"), ("byte FF", b"\xff"), ("five bytes", b"\xf8\x88\x80\x80\x80"),
                       ("overlong of four bytes", b"\xf0\x80\x80\x80")):
        out.add(function, f"not UTF-8: {name}", {"note": b"a" + data + b"\n\n" + tail.encode()}, refusal="bad_text")
        out.add(function, f"not UTF-8 in the name: {name}",
                {"note": b"a\n\n" + "— x".encode() + data + b" YWJjZGU=\n"}, refusal="bad_text")


def verifying(out):
    function = "verify_note"
    known = [ALICE, BOB]
    wrong_sign = line(ALICE.name, ALICE.id, bytes(64))
    mallory = NoteKey(ALICE.name, b"\x66" * 32)
    same_id = line("mallory.example", ALICE.id, mallory.signature(TEXT))

    def case(name, text, signers=None, refusal=None, keys=None, source=None):
        keys = [key if isinstance(key, str) else key.verifier_key() for key in (known if keys is None else keys)]
        expect = None if refusal else {"signers": [int(i) for i in signers]}
        out.add(function, name, {"note": text.encode(), "keys": keys}, expect, refusal, source)

    case("the second example", EXAMPLE, [0], keys=[EXAMPLE_KEY], source=SIGNED_NOTE)
    case("the example of Go's package note", GO, [0], keys=[GO_KEY], source="golang.org/x/mod/sumdb/note")
    case("by the first", note(TEXT, ALICE), [0])
    case("by the second", note(TEXT, BOB), [1])
    case("by both, the second first", note(TEXT, BOB, ALICE), [0, 1])
    case("twice by the same key", note(TEXT, ALICE, ALICE), [0])
    case("one by an unknown key beside", note(TEXT, LOG, ALICE, W1), [0])
    case("an unknown key of the same name", note(TEXT, mallory, ALICE), [0])
    case("an unknown key of the same id", TEXT + "\n" + same_id + ALICE.line(TEXT), [0])
    case("a text with signature lines of its own", note(note(TEXT, ALICE), BOB), [1])
    case("a witness", note(TEXT, W1), [1], keys=[ALICE, W1])
    case("a witness and a signer", note(TEXT, W1, ALICE), [0, 1], keys=[ALICE, W1])
    case("none by a known key", note(TEXT, LOG), refusal="unknown_signer")
    case("no known keys", note(TEXT, ALICE), refusal="unknown_signer", keys=[])
    case("only an unknown key of the same name", note(TEXT, mallory), refusal="unknown_signer")
    case("only an unknown key of the same id", TEXT + "\n" + same_id, refusal="unknown_signer")
    case("only the inner signature is known", note(note(TEXT, ALICE), LOG), refusal="unknown_signer")
    case("a known key's signature that does not hold", TEXT + "\n" + wrong_sign, refusal="bad_signature")
    case("one that does not hold beside one that does", note(TEXT, BOB) + wrong_sign, refusal="bad_signature")
    case("one that holds, then one that does not, by the same key", note(TEXT, ALICE) + wrong_sign, refusal="bad_signature")
    case("one that does not hold, then one that does, by the same key", TEXT + "\n" + wrong_sign + ALICE.line(TEXT),
         refusal="bad_signature")
    case("a text changed after signing", note(TEXT, ALICE).replace("第二行", "第三行"), refusal="bad_signature")
    case("a newline taken from the text", "a\n\n" + ALICE.line("a\n\n"), refusal="bad_signature")
    signature = ALICE.signature(TEXT)
    case("a signature of 63 bytes", TEXT + "\n" + line(ALICE.name, ALICE.id, signature[:63]), refusal="bad_signature")
    case("a signature of 65 bytes", TEXT + "\n" + line(ALICE.name, ALICE.id, signature + b"\0"), refusal="bad_signature")
    s = int.from_bytes(signature[32:], "little") + ed.L
    loose = signature[:32] + s.to_bytes(32, "little")
    case("S not below the order", TEXT + "\n" + line(ALICE.name, ALICE.id, loose), refusal="bad_signature")
    late = 2**63
    case("a witness's time above 2^63 − 1", TEXT + "\n" + W1.line(TEXT, late), refusal="bad_signature", keys=[W1])
    case("a witness's time changed", TEXT + "\n" + line(W1.name, W1.id, (5).to_bytes(8, "big") + W1.signature(TEXT)[8:]),
         refusal="bad_signature", keys=[W1])
    case("a witness without time", TEXT + "\n" + line(W1.name, W1.id, W1.signature(TEXT)[8:]), refusal="bad_signature", keys=[W1])
    case("a witness's signature of four bytes", TEXT + "\n" + line(W1.name, W1.id, b"abcd"), refusal="bad_signature", keys=[W1])


def keys(out):
    function = "decode_verifier_key"
    for name, text, source in (("the example", EXAMPLE_KEY, SIGNED_NOTE), ("Go's example", GO_KEY, "golang.org/x/mod/sumdb/note"),
                               ("the log", LOG.verifier_key(), None), ("a witness", W1.verifier_key(), None),
                               ("a name with other characters than ASCII", NoteKey("公道", b"\x09" * 32).verifier_key(), None)):
        name_part, key_id, material = text.split("+", 2)
        material = b64decode(material)
        out.add(function, name, {"text": text}, {"name": name_part, "id": bytes.fromhex(key_id), "type": material[0],
                                                 "key": material[1:]}, source=source)
    good = ALICE.verifier_key()
    name, key_id, material = good.split("+", 2)
    torsion = ed.encode(ed.torsion_points()[1])

    def other(data):
        return f"{name}+{key_id}+{b64(data)}"

    for case, text, refusal in (
            ("nothing", "", "bad_format"), ("two parts", f"{name}+{key_id}", "bad_format"), ("no plus", name, "bad_format"),
            ("no name", f"+{key_id}+{material}", "bad_format"), ("a space in the name", "a " + good, "bad_format"),
            ("an ideographic space in the name", "a\u3000" + good, "bad_format"),
            ("a newline at the end", good + "\n", "bad_base64"), ("base64 with padding too much", good + "=", "bad_base64"),
            ("no key", f"{name}+{key_id}+", "wrong_length"), ("a key of 31 bytes", other(b"\x01" + ALICE.key[:31]), "wrong_length"),
            ("a key of 33 bytes", other(b"\x01" + ALICE.key + b"\0"), "wrong_length"),
            ("another type", other(b"\x02" + ALICE.key), "bad_type"), ("type zero", other(b"\0" + ALICE.key), "bad_type"),
            ("a key of small order", other(b"\x01" + torsion), "bad_key"),
            ("another id", f"{name}+00000000+{material}", "bad_key"), ("an id of another name", "x" + good, "bad_key"),
            ("the id of another type", other(b"\x04" + ALICE.key), "bad_key"),
            ("an id in capitals", f"{name}+{key_id.upper()}+{material}", "bad_key"),
            ("an id of three bytes", f"{name}+{key_id[:6]}+{material}", "bad_key"), ("no id", f"{name}++{material}", "bad_key")):
        assert case != "an id in capitals" or key_id.upper() != key_id
        out.add(function, case, {"text": text}, refusal=refusal)


def signed_notes():
    out = VectorFile("signed_note.json", "C2SP signed-note and tlog-cosignature; SPEC section 6.7; made by make_notes.py")
    for key, text in ((ALICE, TEXT), (BOB, "\n"), (LOG, "a\n\nb\n")):
        out.add("sign_note", key.name, {"seed": key.seed, "name": key.name, "text": text}, {"note": note(text, key).encode()})
    decoding(out)
    verifying(out)
    keys(out)
    out.write()


ROOT = bytes(range(32))


def checkpoints():
    out = VectorFile("checkpoint.json", "C2SP tlog-checkpoint; SPEC section 10; made by make_notes.py")
    function = "decode_checkpoint"
    example = BEHIND.rpartition("\n\n")[0] + "\n"
    out.add(function, "the example", {"text": example},
            {"origin": "example.com/behind-the-sofa", "size": 20852163, "root": b64decode(example.split("\n")[2])},
            source="C2SP tlog-checkpoint, the example")
    for size in (0, 1, 9, 10, 2**63, 2**64 - 1):
        out.add(function, f"size {size}", {"text": checkpoint(ORIGIN, size, ROOT)}, {"origin": ORIGIN, "size": size, "root": ROOT})
    longest = "a" * 288
    out.add(function, "the longest origin", {"text": checkpoint(longest, 5, ROOT)}, {"origin": longest, "size": 5, "root": ROOT})
    good, root = checkpoint(ORIGIN, 5, ROOT), b64(ROOT)
    for name, text, refusal in (
            ("nothing", "", "bad_format"), ("no newline at the end", good[:-1], "bad_format"), ("two lines", f"{ORIGIN}\n5\n", "bad_format"),
            ("an extension line", good + "more\n", "bad_format"), ("an empty line at the end", good + "\n", "bad_format"),
            ("no origin", f"\n5\n{root}\n", "bad_format"), ("a space in the origin", f"a b\n5\n{root}\n", "bad_format"),
            ("a plus in the origin", f"a+b\n5\n{root}\n", "bad_format"), ("an origin too long", checkpoint("a" * 289, 5, ROOT), "bad_format"),
            ("no size", f"{ORIGIN}\n\n{root}\n", "bad_format"), ("a leading zero", f"{ORIGIN}\n05\n{root}\n", "bad_format"),
            ("two zeros", f"{ORIGIN}\n00\n{root}\n", "bad_format"), ("a plus before the size", f"{ORIGIN}\n+5\n{root}\n", "bad_format"),
            ("a minus before the size", f"{ORIGIN}\n-5\n{root}\n", "bad_format"), ("a space before the size", f"{ORIGIN}\n 5\n{root}\n", "bad_format"),
            ("a space after the size", f"{ORIGIN}\n5 \n{root}\n", "bad_format"), ("hexadecimal", f"{ORIGIN}\n0x5\n{root}\n", "bad_format"),
            ("an exponent", f"{ORIGIN}\n5e3\n{root}\n", "bad_format"), ("full-width digits", f"{ORIGIN}\n５\n{root}\n", "bad_format"),
            ("size 2^64", f"{ORIGIN}\n{2**64}\n{root}\n", "out_of_range"), ("a very large size", f"{ORIGIN}\n{10**40}\n{root}\n", "out_of_range"),
            ("a root of 31 bytes", checkpoint(ORIGIN, 5, ROOT[:31]), "wrong_length"),
            ("a root of 33 bytes", checkpoint(ORIGIN, 5, ROOT + b"\0"), "wrong_length"),
            ("no root", f"{ORIGIN}\n5\n\n", "wrong_length"), ("a root without padding", good.replace("=", ""), "bad_base64"),
            ("a root in hex", f"{ORIGIN}\n5\n{ROOT.hex()}\n", "wrong_length"), ("stray low bits", good.replace("8=", "9="), "bad_base64")):
        assert text != good, name
        out.add(function, name, {"text": text}, refusal=refusal)

    signed = note(good, LOG)
    head = {"origin": ORIGIN, "size": 5, "root": ROOT}
    out.add("sign_checkpoint", "by the log", {"seed": LOG.seed, **head}, {"note": signed.encode()})
    other = NoteKey("other.example", LOG.seed)
    for name, text, log, refusal in (
            ("by the log", signed, LOG, None), ("and by a witness", note(good, LOG, W1), LOG, None),
            ("a witness first", note(good, W1, LOG), LOG, None), ("by another log", signed, ALICE, "unknown_signer"),
            ("by the same key under another name", note(good, other), LOG, "unknown_signer"),
            ("by the log whose name is not the origin", note(good, other), other, "wrong_session"),
            ("changed", signed.replace("\n5\n", "\n6\n"), LOG, "bad_signature"),
            ("by a witness alone", note(good, W1), LOG, "unknown_signer"),
            ("with an extension line", note(good + "more\n", LOG), LOG, "bad_format"),
            ("not signed", good, LOG, "bad_format"), ("a promise's key name", note(good, NoteKey(ORIGIN + "/server", LOG.seed)), LOG, "unknown_signer")):
        out.add("open_checkpoint", name, {"note": text.encode(), "log": log.verifier_key()}, None if refusal else head, refusal)
    out.write()


def policies():
    out = VectorFile("policy.json", "C2SP tlog-policy and tlog-cosignature; made by make_notes.py")
    log = f"log {LOG.verifier_key()}\n"
    out.add("policy_text", "of a session without witnesses", {"log": LOG.verifier_key()}, {"text": log + "quorum none\n"})
    witnesses = "".join(f"witness {name} {key.verifier_key()}\n" for name, key in (("w1", W1), ("w2", W2), ("w3", W3), ("w4", W4)))
    two = log + witnesses + "group three 2 w1 w2 w3\nquorum three\n"
    nested = log + witnesses + "group x any w1 w2\ngroup y all w3 w4\ngroup both all x y\nquorum both\n"
    spaced = (f"# 见证\n\n \t log\t{LOG.verifier_key()}  https://vote.example/ \n  # more\n"
              f"witness w1 {W1.verifier_key()} https://w.example/\nquorum w1\n")
    late = f"witness w1 {W1.verifier_key()}\nquorum w1\n" + log
    function = "decode_policy"
    for name, text in (("without witnesses", log + "quorum none\n"), ("two of three", two), ("groups of groups", nested),
                       ("comments, blanks and addresses", spaced), ("no logs", "quorum none\n"), ("a log after the quorum", late),
                       ("none of the witnesses needed", log + witnesses + "quorum none\n"),
                       ("names of other characters than ASCII", log + f"witness 见证 {W1.verifier_key()}\nquorum 见证\n")):
        out.add(function, name, {"text": text.encode()}, {})
    out.add(function, "bytes that are not UTF-8 in a comment", {"text": b"# \xff\nquorum none\n"}, {})
    many = [NoteKey(f"w{i}", bytes([0x80 + i]) * 32, 4) for i in range(33)]
    lines = [f"witness {key.name} {key.verifier_key()}\n" for key in many]
    out.add(function, "32 witnesses", {"text": ("".join(lines[:32]) + "quorum none\n").encode()}, {})
    groups = [f"group g{i} any {'w1' if i == 0 else f'g{i - 1}'}\n" for i in range(33)]
    out.add(function, "32 groups", {"text": (witnesses + "".join(groups[:32]) + "quorum g31\n").encode()}, {})
    for name, text, refusal in (
            ("nothing", "", "bad_format"), ("no newline at the end", log + "quorum none", "bad_format"), ("no quorum", log, "missing_field"),
            ("two quorums", log + "quorum none\nquorum none\n", "duplicate"), ("a quorum of nobody known", log + "quorum w1\n", "not_found"),
            ("a quorum named too early", log + "quorum w1\n" + witnesses, "not_found"), ("an unknown word", "logs x\nquorum none\n", "bad_format"),
            ("a word in capitals", log.replace("log ", "LOG ") + "quorum none\n", "bad_format"),
            ("a log without key", "log\nquorum none\n", "bad_format"), ("a log with a third word", log[:-1] + " a b\nquorum none\n", "bad_format"),
            ("a quorum of two words", log + "quorum none none\n", "bad_format"), ("a witness without key", "witness w1\nquorum none\n", "bad_format"),
            ("a group without members", witnesses + "group g any\nquorum none\n", "bad_format"),
            ("a log twice", log + log + "quorum none\n", "duplicate"),
            ("a log's key under two names", log + f"log {NoteKey('other', LOG.seed).verifier_key()}\nquorum none\n", "duplicate"),
            ("a witness twice", witnesses + f"witness w9 {W1.verifier_key()}\nquorum none\n", "duplicate"),
            ("a name twice", witnesses + f"witness w1 {NoteKey('w9', bytes(32), 4).verifier_key()}\nquorum none\n", "duplicate"),
            ("a group of a witness's name", witnesses + "group w1 any w2\nquorum none\n", "duplicate"),
            ("a group of the name none", witnesses + "group none any w2\nquorum none\n", "duplicate"),
            ("a member twice in a group", witnesses + "group g any w1 w1\nquorum g\n", "duplicate"),
            ("a member of two groups", witnesses + "group g any w1\ngroup h any w1\nquorum g\n", "duplicate"),
            ("none as a member", witnesses + "group g any none\nquorum g\n", "not_found"),
            ("a group in itself", witnesses + "group g any g\nquorum g\n", "not_found"),
            ("none of them needed", witnesses + "group g 0 w1\nquorum g\n", "out_of_range"),
            ("more than all", witnesses + "group g 2 w1\nquorum g\n", "out_of_range"),
            ("a number with a leading zero", witnesses + "group g 01 w1\nquorum g\n", "bad_format"),
            ("half of them", witnesses + "group g half w1\nquorum g\n", "bad_format"),
            ("a witness's key as a log's", f"log {W1.verifier_key()}\nquorum none\n", "bad_type"),
            ("a log's key as a witness's", f"witness w {LOG.verifier_key()}\nquorum none\n", "bad_type"),
            ("no key at all", "log x\nquorum none\n", "bad_format"), ("a carriage return", log + "quorum none\r\n", "bad_text"),
            ("a zero byte", log + "# \0\nquorum none\n", "bad_text"), ("a delete character", log + "# \x7f\nquorum none\n", "bad_text"),
            ("33 witnesses", "".join(lines) + "quorum none\n", "wrong_count"),
            ("33 logs", "".join(f"log {NoteKey(f'l{i}', bytes([0x80 + i]) * 32).verifier_key()}\n" for i in range(33)) + "quorum none\n",
             "wrong_count"),
            ("33 groups", witnesses + "".join(groups) + "quorum g31\n", "wrong_count")):
        out.add(function, name, {"text": text.encode()}, refusal=refusal)

    function = "open_checkpoint_by_policy"
    text = checkpoint(ORIGIN, 5, ROOT)
    head = {"origin": ORIGIN, "size": 5, "root": ROOT}
    none = log + "quorum none\n"
    other = NoteKey("other.example/log", b"\x44" * 32)
    stranger = NoteKey("stranger.example", b"\x55" * 32, 4)
    for name, policy, keys_, refusal in (
            ("no witnesses needed", none, [LOG], None), ("more than needed", none, [LOG, W1, W2], None),
            ("two of three", two, [LOG, W1, W3], None), ("three of three", two, [LOG, W1, W2, W3], None),
            ("one of three", two, [LOG, W1], "no_quorum"), ("one of three, twice", two, [LOG, W1, W1], "no_quorum"),
            ("one and a stranger", two, [LOG, W1, stranger], "no_quorum"), ("one and one outside the group", two, [LOG, W1, W4], "no_quorum"),
            ("both groups", nested, [LOG, W2, W3, W4], None), ("one group", nested, [LOG, W1, W2, W3], "no_quorum"),
            ("the log alone", nested, [LOG], "no_quorum"), ("the witness alone needed", spaced, [LOG, W1], None),
            ("witnesses without the log", two, [W1, W2, W3], "unknown_signer"), ("a stranger alone", none, [stranger], "unknown_signer"),
            ("a policy without logs", "quorum none\n", [LOG], "unknown_signer"),
            ("another log of the policy", log + f"log {other.verifier_key()}\nquorum none\n", [other], "wrong_session")):
        out.add(function, name, {"note": note(text, *keys_).encode(), "policy": policy.encode()}, None if refusal else head, refusal)
    bad = note(text, LOG, W1) + line(W2.name, W2.id, bytes(72))
    out.add(function, "a witness's signature does not hold", {"note": bad.encode(), "policy": two.encode()}, refusal="bad_signature")
    as_log = note(text, LOG) + line(W1.name, W1.id, (0).to_bytes(8, "big") + ed.sign(W1.seed, text.encode()))
    out.add(function, "a witness that signed the checkpoint as a log would", {"note": as_log.encode(), "policy": spaced.encode()},
            refusal="bad_signature")
    out.write()


if __name__ == "__main__":
    signed_notes()
    checkpoints()
    policies()
