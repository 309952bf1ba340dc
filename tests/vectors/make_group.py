"""Makes group.json and hash.json."""

from hashlib import sha512

from slow_group import (Chance, H, Hg, Hs, IDENTITY, add, decode, encode, from_hash, linear, mul, neg, p, point, q,
                        scalar,
                        sub)
from vector_file import VectorFile

MULTIPLES = """
0000000000000000000000000000000000000000000000000000000000000000
e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76
6a493210f7499cd17fecb510ae0cea23a110e8d5b901f8acadd3095c73a3b919
94741f5d5d52755ece4f23f044ee27d5d1ea1e2bd196b462166b16152a9d0259
da80862773358b466ffadfe0b3293ab3d9fd53c5ea6c955358f568322daf6a57
e882b131016b52c1d3337080187cf768423efccbb517bb495ab812c4160ff44e
f64746d3c92b13050ed8d80236a7f0007c3b3f962f5ba793d19a601ebb1df403
44f53520926ec81fbd5a387845beb7df85a96a24ece18738bdcfa6a7822a176d
903293d8f2287ebe10e2374dc1a53e0bc887e592699f02d077d5263cdd55601c
02622ace8f7303a31cafc63f8fc48fdc16e1c8c8d234b2f0d6685282a9076031
20706fd788b2720a1ed2a5dad4952b01f413bcf0e7564de8cdc816689e2db95f
bce83f8ba5dd2fa572864c24ba1810f9522bc6004afe95877ac73241cafdab42
e4549ee16b9aa03099ca208c67adafcafa4c3f3e4e5303de6026e3ca8ff84460
aa52e000df2e16f55fb1032fc33bc42742dad6bd5a8fc0be0167436c5948501f
46376b80f409b29dc2b5f6f0c52591990896e5716f41477cd30085ab7f10301e
e0c418f7c8d9c4cdd7395b93ea124f3ad99021bb681dfc3302a9d99a2e53e64e
""".split()

BAD = """
00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
f3ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
0100000000000000000000000000000000000000000000000000000000000000
01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
ed57ffd8c914fb201471d1c3d245ce3c746fcbe63a3679d51b6a516ebebe0e20
c34c4e1826e5d403b78e246e88aa051c36ccf0aafebffe137d148a2bf9104562
c940e5a4404157cfb1628b108db051a8d439e1a421394ec4ebccb9ec92a8ac78
47cfc5497c53dc8e61c91d17fd626ffb1c49e2bca94eed052281b510b1117a24
f1c6165d33367351b0da8f6e4511010c68174a03b6581212c71c0e1d026c3c72
87260f7a2f12495118360f02c26a470f450dadf34a413d21042b43b9d93e1309
26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371
4eac077a713c57b4f4397629a4145982c661f48044dd3f96427d40b147d9742f
de6a7b00deadc788eb6b6c8d20c0ae96c2f2019078fa604fee5b87d6e989ad7b
bcab477be20861e01e4a0e295284146a510150d9817763caf1a6f4b422d67042
2a292df7e32cababbd9de088d1d1abec9fc0440f637ed2fba145094dc14bea08
f4a9e534fc0d216c44b218fa0c42d99635a0127ee2e53c712f70609649fdff22
8268436f8c4126196cf64b3c7ddbda90746a378625f9813dd9b8457077256731
2810e5cbc2cc4d4eece54f61c6f69758e289aa7ab440b3cbeaa21995c2f4232b
3eb858e78f5a7254d8c9731174a94f76755fd3941c0ac93735c07ba14579630e
a45fdc55c76448c049a1ab33f17023edfb2be3581e9c7aade8a6125215e04220
d483fe813c6ba647ebbfd3ec41adca1c6130c2beeee9d9bf065c8d151c5f396e
8a2e1d30050198c65a54483123960ccc38aef6848e1ec8f5f780e8523769ba32
32888462f8b486c68ad7dd9610be5192bbeaf3b443951ac1a8118419d9fa097b
227142501b9d4355ccba290404bde41575b037693cef1f438c47f8fbf35d1165
5c37cc491da847cfeb9281d407efc41e15144c876e0170b499a96a22ed31e01e
445425117cb8c90edcbc7c1cc0e74f747f2c1efa5630a967c64f287792a48a4b
ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
""".split()

GROUP = {
    "decode_element": "bytes → the same bytes as element",
    "decode_key": "the same, where the identity is refused",
    "decode_scalar": "bytes → the same bytes as scalar",
    "mul_base": "scalar → element scalar·G",
    "mul": "scalar, element → their product",
    "add_elements": "a, b → sum a + b, difference a − b, negative −a",
    "scalar_arithmetic": "a, b → sum, difference, product modulo q; negative −a; inverse of a, nothing for zero",
    "multi_exp": "scalars, elements → element Σ scalar·element",
}
HASH = {
    "hash": "H of SPEC 1.3: name, labels, data (a field each) → 64 bytes hash",
    "hash_to_scalar": "Hs: the same → scalar",
    "hash_to_element": "Hg: the same → element",
}


def top_bit(data):
    return data[:31] + bytes([data[31] | 0x80])


def group():
    out = VectorFile("group.json", "RFC 9496 appendix A; SPEC section 1.1; made by make_group.py", GROUP)
    chance = Chance("group")
    for i, expected in enumerate(MULTIPLES):
        assert encode(point(i)).hex() == expected
        out.add("mul_base", f"{i} times the generator", {"scalar": scalar(i)}, {"element": expected},
                source="RFC 9496 A.1")
        out.add("decode_element", f"{i} times the generator", {"bytes": expected}, {"element": expected},
                source="RFC 9496 A.1")
    for i, bad in enumerate(BAD):
        assert decode(bytes.fromhex(bad)) is None
        out.add("decode_element", f"bad encoding {i}", {"bytes": bad}, refusal="not_in_group", source="RFC 9496 A.2")
    for i in (0, 1, 7):
        out.add("decode_element", f"{i} times the generator with bit 255", {"bytes": top_bit(encode(point(i)))},
                refusal="not_in_group")
    P, R = point(chance.scalar()), point(chance.scalar())
    for name, data in (("nothing", b""), ("31 bytes", encode(P)[:31]), ("33 bytes", encode(P) + b"\0")):
        for function in ("decode_element", "decode_key"):
            out.add(function, name, {"bytes": data}, refusal="wrong_length")
        out.add("decode_scalar", name, {"bytes": data}, refusal="wrong_length")
    out.add("decode_key", "an element", {"bytes": encode(P)}, {"element": encode(P)})
    out.add("decode_key", "the identity", {"bytes": bytes(32)}, refusal="identity")
    out.add("decode_key", "the identity with bit 255", {"bytes": top_bit(bytes(32))}, refusal="not_in_group")
    out.add("decode_key", "no element", {"bytes": BAD[12]}, refusal="not_in_group")

    k = chance.scalar()
    for name, value in (("0", 0), ("1", 1), ("q − 1", q - 1), ("any", k)):
        out.add("decode_scalar", name, {"bytes": scalar(value)}, {"scalar": scalar(value)})
    for name, value in (("q", q), ("q + 1", q + 1), ("2^252 + 2^251", 2**252 + 2**251), ("all ones", 2**256 - 1)):
        out.add("decode_scalar", name, {"bytes": value.to_bytes(32, "little")}, refusal="not_reduced")
    for value in (0, 1, k):
        out.add("decode_scalar", f"{value if value < 2 else 'any'} with bit 255", {"bytes": top_bit(scalar(value))},
                refusal="not_reduced")

    out.add("mul_base", "q − 1 times the generator", {"scalar": scalar(q - 1)}, {"element": encode(neg(point(1)))})
    for name, factor, element in (("any", k, P), ("zero", 0, P), ("one", 1, P), ("minus one", q - 1, P),
                                  ("the identity", k, IDENTITY), ("the generator", k, point(1))):
        out.add("mul", name, {"scalar": scalar(factor), "element": encode(element)},
                {"element": encode(mul(factor, element))})
    for name, a, b in (("any", P, R), ("the same", P, P), ("the negative", P, neg(P)), ("the identity", P, IDENTITY),
                       ("twice the identity", IDENTITY, IDENTITY)):
        out.add("add_elements", name, {"a": encode(a), "b": encode(b)},
                {"sum": encode(add(a, b)), "difference": encode(sub(a, b)), "negative": encode(neg(a))})
    a, b = chance.scalars(2)
    for name, x, y in (("any", a, b), ("zero", 0, b), ("q − 1 and q − 1", q - 1, q - 1), ("a and −a", a, q - a)):
        inverse = scalar(pow(x, -1, q)) if x else b""
        out.add("scalar_arithmetic", name, {"a": scalar(x), "b": scalar(y)},
                {"sum": scalar(x + y), "difference": scalar(x - y), "product": scalar(x * y), "negative": scalar(-x),
                 "inverse": inverse})
    lists = {"nothing": [], "one": [(a, P)], "some": list(zip(chance.scalars(5), [P, R, point(1), P, IDENTITY])),
             "small and negative factors": [(0, P), (1, R), (q - 1, P), (2, point(1)), (q - 1, R), (1, P)]}
    for name, terms in lists.items():
        out.add("multi_exp", name, {"scalars": [scalar(s) for s, _ in terms], "elements": [encode(e) for _, e in terms]},
                {"element": encode(linear(terms))})
    out.write()


def hashes():
    derived = from_hash(sha512(b"Ristretto is traditionally a short shot of espresso coffee").digest())
    assert encode(derived).hex() == "3066f82a1a747d45120d1740f14358531a8f04bbffe6a819f86dfe50f44a0a46"
    assert p % 8 == 5
    out = VectorFile("hash.json", "SPEC section 1.3; made by make_group.py", HASH)
    cases = {
        "no field": ("test", []),
        "one field": ("test", [("data", b"abc")]),
        "a field of no bytes": ("test", [("data", b"")]),
        "the same bytes in other fields": ("test", [("dat", b"aabc")]),
        "a number is four bytes": ("test", [("k", b"\0\0\1\2")]),
        "two fields": ("test", [("a", b"1"), ("b", b"2")]),
        "two fields in the other order": ("test", [("b", b"2"), ("a", b"1")]),
        "another name": ("test2", [("data", b"abc")]),
        "a name and label outside ASCII are their UTF-8": ("名", [("字", b"abc")]),
        "70,000 bytes": ("test", [("data", b"\xa5" * 70000)]),
        "the code of 32 bytes": ("code", [("of", bytes(range(32)))]),
    }
    for name, (of, fields) in cases.items():
        inputs = {"name": of, "labels": [label for label, _ in fields], "data": [data for _, data in fields]}
        out.add("hash", name, inputs, {"hash": H(of, *fields)})
        if len(fields) < 2:
            out.add("hash_to_scalar", name, inputs, {"scalar": scalar(Hs(of, *fields))})
            out.add("hash_to_element", name, inputs, {"element": encode(Hg(of, *fields))})
    out.write()


if __name__ == "__main__":
    group()
    hashes()
