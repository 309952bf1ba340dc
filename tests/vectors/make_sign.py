"""Makes sign.json."""

import base64

import slow_ed25519 as ed
import slow_sm2 as sm2
from vector_file import VectorFile

RFC = "RFC 8032 section 7.1"
GB = "GB/T 32918.5, the example of a signature"


def pem(prefix, key):
    text = base64.b64encode(bytes.fromhex(prefix) + key).decode()
    lines = [text[i:i + 64] for i in range(0, len(text), 64)]
    return "\n".join(["-----BEGIN PUBLIC KEY-----", *lines, "-----END PUBLIC KEY-----", ""])


RFC_CASES = (  # seed, key, message, signature
    ("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
     "d25bf5f0595bbe24655141438e7a100b"),
    ("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
     "387b2eaeb4302aeeb00d291612bb0c00"),
    ("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
     "4a7c15e9716ed28dc027beceea1ec40a"),
)


def ed25519_good(out):
    for i, texts in enumerate(RFC_CASES, 1):
        seed, key, message, signature = map(bytes.fromhex, texts)
        assert ed.public_key(seed) == key and ed.sign(seed, message) == signature
        out.add("ed25519_public_key", f"test {i}", {"seed": seed},
                {"key": key, "pem": pem("302a300506032b6570032100", key)}, source=RFC)
        out.add("ed25519_sign", f"test {i}", {"seed": seed, "message": message}, {"signature": signature}, source=RFC)
        out.add("ed25519_verify", f"test {i}", {"key": key, "message": message, "signature": signature}, {}, source=RFC)


def ed25519_keys(out):
    function = "ed25519_decode_key"
    key = bytes.fromhex(RFC_CASES[0][1])
    out.add(function, "a good key", {"key": key}, {"key": key})
    out.add(function, "31 bytes", {"key": key[:31]}, refusal="wrong_length")
    out.add(function, "33 bytes", {"key": key + b"\0"}, refusal="wrong_length")
    out.add(function, "nothing", {"key": b""}, refusal="wrong_length")
    bad = {}
    for i, point in enumerate(ed.torsion_points()):
        bad[f"a point of small order, {i} times the generator"] = ed.encode(point)
        bad[f"a key plus a point of small order, {i}"] = ed.encode(ed.add(ed.decode(key), point))
    del bad["a key plus a point of small order, 0"]
    bad["the identity with its sign bit set"] = ed.encode((1, 1))
    bad["zero with bit 255 set, y = 0"] = (2**255).to_bytes(32, "little")
    off_curve = next(y for y in range(2, 99) if ed.recover_x(y, 0) is None)
    bad["not on the curve"] = off_curve.to_bytes(32, "little")
    for y in range(19):
        x = ed.recover_x(y, 0)
        if x is not None:
            bad[f"y = p + {y}"] = (ed.P + y).to_bytes(32, "little")
    bad["all bits set"] = b"\xff" * 32
    for name, data in bad.items():
        out.add(function, name, {"key": data}, refusal="bad_key")


def ed25519_signatures(out):
    function = "ed25519_verify"
    seed, message = b"\x07" * 32, b"Gongdao"
    a, key = ed.expand(seed)[0], ed.public_key(seed)
    good = ed.sign(seed, message)
    out.add("ed25519_sign", "own", {"seed": seed, "message": message}, {"signature": good})
    torsion = ed.torsion_points()

    def case(name, signature, accept=False, key=key, message=message):
        assert len(signature) == 64
        inputs = {"key": key, "message": message, "signature": signature}
        out.add(function, name, inputs, {} if accept else None, None if accept else "bad_signature")

    case("own", good, accept=True)
    s = int.from_bytes(good[32:], "little")
    case("S plus the order", good[:32] + (s + ed.L).to_bytes(32, "little"))
    case("S equal to the order, R as if it were zero", good[:32] + ed.L.to_bytes(32, "little"))
    case("S with its highest bit set", good[:63] + bytes([good[63] | 0x80]))
    case("S zero", good[:32] + bytes(32))
    case("nothing but zeros", bytes(64))
    case("another message", good, message=b"gongdao")
    case("an empty message", good, message=b"")
    case("another key", good, key=ed.public_key(b"\x08" * 32))
    for bit in (0, 100, 254, 255, 256, 400, 503):
        data = bytearray(good)
        data[bit // 8] ^= 1 << bit % 8
        case(f"bit {bit} changed", bytes(data))
    r = 1234567
    for i in range(1, 8):
        r_bytes = ed.encode(ed.add(ed.times(r, ed.BASE), torsion[i]))
        forged = ed.sign_with(a, r, r_bytes, key, message)
        assert ed.verify(key, message, forged, 8) and not ed.verify(key, message, forged)
        case(f"R with a torsion component, {i} times the generator: holds only after multiplying by the cofactor", forged)
    canonical = ed.sign_with(a, 0, ed.encode((0, 1)), key, message)
    assert ed.verify(key, message, canonical)
    case("R is the identity, which the equation allows", canonical, accept=True)
    for name, r_bytes in (("y = p + 1", ed.encode((0, 1), ed.P + 1)), ("its sign bit set", ed.encode((1, 1)))):
        forged = ed.sign_with(a, 0, r_bytes, key, message)
        assert ed.verify(key, message, forged)  # if points are compared and not bytes
        case(f"R is the identity in another encoding: {name}", forged)


def sm2_good(out):
    d = 0x3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8
    k = 0x59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21
    assert sm2.sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    key, message = sm2.times(d, sm2.G), b"message digest"
    assert key[0] == 0x09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020
    r, s = sm2.sign(d, message, k)
    assert r == 0xF5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3
    assert s == 0xB1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA
    assert sm2.verify(key, message, r, s)
    encoded = sm2.encode(key)
    out.add("sm2_public_key", "the standard's example", {"scalar": sm2.number(d)},
            {"key": encoded, "pem": pem("3059301306072a8648ce3d020106082a811ccf5501822d034200", encoded)}, source=GB)
    out.add("sm2_verify", "the standard's example",
            {"key": encoded, "message": message, "signature": sm2.der(r, s)}, {}, source=GB)
    for name, scalar in (("one", 1), ("the largest", sm2.N - 2)):
        point = sm2.encode(sm2.times(scalar, sm2.G))
        out.add("sm2_public_key", name, {"scalar": sm2.number(scalar)},
                {"key": point, "pem": pem("3059301306072a8648ce3d020106082a811ccf5501822d034200", point)})
    for name, scalar in (("zero", 0), ("the order minus one", sm2.N - 1), ("the order", sm2.N), ("all bits set", 2**256 - 1)):
        out.add("sm2_public_key", name, {"scalar": sm2.number(scalar)}, refusal="bad_key")
    return d, encoded


def sm2_keys(out, encoded):
    function = "sm2_decode_key"
    out.add(function, "a good key", {"key": encoded}, {"key": encoded})
    x, y = encoded[1:33], encoded[33:]
    odd = y[-1] & 1
    for name, data, refusal in (
            ("compressed", bytes([2 + odd]) + x, "wrong_length"), ("without its first byte", x + y, "wrong_length"),
            ("a byte too many", encoded + b"\0", "wrong_length"), ("nothing", b"", "wrong_length"),
            ("the point at infinity", b"\0", "wrong_length"), ("hybrid", bytes([6 + odd]) + x + y, "bad_key"),
            ("first byte zero", b"\0" + x + y, "bad_key"), ("zeros", b"\x04" + bytes(64), "bad_key"),
            ("not on the curve", b"\x04" + x + sm2.number(int.from_bytes(y, "big") ^ 1), "bad_key"),
            ("x and y exchanged", b"\x04" + y + x, "bad_key")):
        out.add(function, name, {"key": data}, refusal=refusal)
    small = 1
    while pow(small**3 + sm2.A * small + sm2.B, (sm2.P - 1) // 2, sm2.P) != 1:
        small += 1
    root = pow(small**3 + sm2.A * small + sm2.B, (sm2.P + 1) // 4, sm2.P)
    assert sm2.on_curve(small, root)
    out.add(function, "a small x", {"key": sm2.encode((small, root))}, {"key": sm2.encode((small, root))})
    out.add(function, "x plus p", {"key": sm2.encode((small + sm2.P, root))}, refusal="bad_key")


def sm2_signatures(out, d, encoded):
    function, message = "sm2_verify", "公道".encode()
    key = sm2.times(d, sm2.G)
    k = 77
    while True:  # one whose r and s both have their highest bit set, so that the padding of DER shows
        r, s = sm2.sign(d, message, k)
        if r >> 255 and s >> 255:
            break
        k += 1
    good = sm2.der(r, s)

    def case(name, signature, refusal, **changes):
        inputs = {"key": encoded, "message": message, "signature": signature, **changes}
        out.add(function, name, inputs, {} if refusal is None else None, refusal)

    def raw(first, second):
        body = first + second
        return b"\x30" + bytes([len(body)]) + body

    case("own", good, None)
    case("another message", good, "bad_signature", message=b"another")
    case("another key", good, "bad_signature", key=sm2.encode(sm2.times(5, sm2.G)))
    case("r and s exchanged", sm2.der(s, r), "bad_signature")
    case("r zero", sm2.der(0, s), "bad_signature")
    case("s zero", sm2.der(r, 0), "bad_signature")
    case("both zero", sm2.der(0, 0), "bad_signature")
    case("r the order", sm2.der(sm2.N, s), "bad_signature")
    case("s the order", sm2.der(r, sm2.N), "bad_signature")
    case("r plus the order", sm2.der(r + sm2.N, s), "bad_signature")
    case("s plus the order", sm2.der(r, s + sm2.N), "bad_signature")
    case("r plus s is the order", sm2.der(r, sm2.N - r), "bad_signature")
    case("s changed", sm2.der(r, s ^ 1), "bad_signature")
    for name, signer in (("an empty identity", b""), ("another identity", b"ALICE123@YAHOO.COM")):
        case(f"signed under {name}", sm2.der(*sm2.sign(d, message, k, signer)), "bad_signature")
    case("nothing", b"", "bad_format")
    case("a byte too many", good + b"\0", "bad_format")
    case("a byte too few", good[:-1], "bad_format")
    case("two signatures", good + good, "bad_format")
    case("r ‖ s without DER", sm2.number(r) + sm2.number(s), "bad_format")
    case("length in the long form", b"\x30\x81" + good[1:], "bad_format")
    case("indefinite length", b"\x30\x80" + good[2:] + b"\0\0", "bad_format")
    case("a superfluous zero before r", raw(b"\x02\x22\x00\x00" + sm2.number(r), sm2.der_integer(s)), "bad_format")
    case("r negative", raw(b"\x02\x20" + sm2.number(r), sm2.der_integer(s)), "bad_format")
    case("a third integer", raw(sm2.der_integer(r), sm2.der_integer(s) + sm2.der_integer(1)), "bad_format")
    case("one integer", raw(sm2.der_integer(r), b""), "bad_format")
    case("a set instead of a sequence", b"\x31" + good[1:], "bad_format")


if __name__ == "__main__":
    vectors = VectorFile("sign.json", "RFC 8032; GB/T 32918, 32905; SPEC section 10; made by make_sign.py")
    ed25519_good(vectors)
    ed25519_keys(vectors)
    ed25519_signatures(vectors)
    scalar, public = sm2_good(vectors)
    sm2_keys(vectors, public)
    sm2_signatures(vectors, scalar, public)
    vectors.write()
