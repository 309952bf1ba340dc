"""Makes seal.json. Takes half a minute: argon2id over 64 MiB in plain Python."""

import slow_seal as slow
from vector_file import VectorFile

MAGIC = b"gongdao sealed"
LEAST = (2, 65536)


def header(passes, memory_kib, salt, nonce, magic=MAGIC, version=1):
    return magic + version.to_bytes(2, "big") + passes.to_bytes(4, "big") + memory_kib.to_bytes(4, "big") + salt + nonce


def check_primitives():
    """The test of RFC 9106 has a secret and four lanes, which are not built here; this is the AEAD's and a small argon2id."""
    key, nonce = bytes(range(0x80, 0xA0)), bytes(range(0x40, 0x58))
    text = (b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
            b"sunscreen would be it.")
    sealed = slow.xchacha20_poly1305(key, nonce, text, bytes.fromhex("50515253c0c1c2c3c4c5c6c7"))
    assert sealed[-16:].hex() == "c0875924c1c7987947deafd8780acf49" and sealed[:8].hex() == "bd6d179d3e83d43b"


def main():
    check_primitives()
    out = VectorFile("seal.json", "SPEC section 10; RFC 9106; draft-irtf-cfrg-xchacha; made by make_seal.py")
    passphrase, salt, nonce = "正确 horse 电池 staple", bytes(range(16)), bytes(range(100, 124))
    head = header(*LEAST, salt, nonce)
    key = slow.argon2id(passphrase.encode(), salt, *LEAST, 32)
    files = {name: head + slow.xchacha20_poly1305(key, nonce, text, head)
             for name, text in (("a key", bytes(range(32))), ("nothing", b""), ("200 bytes", b"\x5a" * 200))}
    plain = {"a key": bytes(range(32)), "nothing": b"", "200 bytes": b"\x5a" * 200}
    for name, sealed in files.items():
        out.add("seal", name, {"plaintext": plain[name], "passphrase": passphrase, "passes": LEAST[0],
                               "memory_kib": LEAST[1], "draws": [salt, nonce]}, {"sealed": sealed})
        out.add("open_sealed", name, {"sealed": sealed, "passphrase": passphrase}, {"plaintext": plain[name]})

    good, function = files["a key"], "open_sealed"

    def wrong(name, refusal, sealed=good, passphrase=passphrase):
        assert (sealed, passphrase) != (good, "正确 horse 电池 staple"), name
        out.add(function, name, {"sealed": sealed, "passphrase": passphrase}, refusal=refusal)

    def flipped(at):
        return good[:at] + bytes([good[at] ^ 1]) + good[at + 1:]

    def with_effort(passes, memory_kib):
        return header(passes, memory_kib, salt, nonce) + good[64:]

    wrong("another passphrase", "wrong_passphrase", passphrase="正确 horse 电池 stapler")
    wrong("no passphrase", "wrong_passphrase", passphrase="")
    wrong("a space after the passphrase", "wrong_passphrase", passphrase=passphrase + " ")
    for name, at in (("salt", 24), ("last byte of the salt", 39), ("nonce", 40), ("last byte of the nonce", 63),
                     ("first byte of the ciphertext", 64), ("last byte of the ciphertext", 95), ("first byte of the tag", 96),
                     ("last byte of the tag", len(good) - 1)):
        wrong(f"altered: {name}", "wrong_passphrase", flipped(at))
    wrong("altered: passes 3", "wrong_passphrase", with_effort(3, 65536))
    wrong("altered: memory", "wrong_passphrase", with_effort(2, 65537))
    wrong("a byte too few", "wrong_passphrase", good[:-1])
    wrong("a byte too many", "wrong_passphrase", good + b"\0")
    for passes, memory_kib in ((1, 65536), (4, 65536), (0, 65536), (2**32 - 1, 65536), (2, 65535), (2, 262145), (2, 0), (2, 2**32 - 1)):
        wrong(f"effort {passes}, {memory_kib}", "out_of_range", with_effort(passes, memory_kib))
    wrong("an empty file", "wrong_length", b"")
    wrong("the header alone", "wrong_length", good[:64])
    wrong("shorter than header and tag", "wrong_length", good[:79])
    wrong("another kind of file", "bad_type", header(*LEAST, salt, nonce, magic=b"gongdao opened") + good[64:])
    wrong("version 0", "bad_version", header(*LEAST, salt, nonce, version=0) + good[64:])
    wrong("version 2", "bad_version", header(*LEAST, salt, nonce, version=2) + good[64:])
    out.write()


if __name__ == "__main__":
    main()
