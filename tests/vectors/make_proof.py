"""Makes one_of_many.json, sum.json and schnorr.json."""

from slow_group import Chance, G, Hs, IDENTITY, add, decode, enc, encode, mul, point, q, scalar, sub
from slow_proof import (digits, encrypt, equations_knowledge, equations_one, first_digit, fold_weights, holds, one_bytes,
                        one_challenge, prove_knowledge, prove_one, row, schnorr_challenge, values, weights)
from vector_file import VectorFile

OPTIONS = "options is 'row <cells> blank', 'row <cells>' or 'range <lo> <hi>'; "
ONE_OF_MANY = {
    "prove_one_of_many": OPTIONS + "y; digest; proof_number p; plaintexts and nonces r of the ciphertexts (option true_index "
                         "is the true one); draws: c_0 u_0 c_1 u_1 … as SPEC 7 draws them → ciphertexts, proof bytes",
    "verify_one_of_many": OPTIONS + "y; digest; proof_number; ciphertexts (64 bytes each); proof → nothing",
    "fold_weights": "digest; proof_number; count n → λ_0 … λ_{n−1}",
}
SUM = {
    "digit_weights": "lo, hi with hi − lo > 5 → w_0 … w_{κ−1}",
    "digits_of": "value, lo, hi → digits 0 … κ−1",
    "first_digit": "sum: the ciphertext Σ cells; lo, hi; digits: ciphertexts 1 … κ−1 → ciphertext of digit 0",
}
SCHNORR = {
    "prove_knowledge": "name; secret_key x; message; draws: w → key X, proof T ‖ z",
    "verify_knowledge": "name; key X; message; proof → nothing",
}


def bump(data, at):
    """A scalar of the encoding plus one."""
    value = int.from_bytes(data[at:at + 32], "little")
    return data[:at] + scalar(value + 1) + data[at + 32:]


def splice(data, at, part):
    return data[:at] + part + data[at + len(part):]


NOT_IN_GROUP = bytes.fromhex("26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371")
NOT_REDUCED = q.to_bytes(32, "little")


def one_of_many():
    out = VectorFile("one_of_many.json", "SPEC section 6.2; made by make_proof.py", ONE_OF_MANY)
    chance = Chance("one of many")
    y = point(chance.scalar())
    digest = chance.bytes(64)

    def prove(name, text, options, ms, p=0):
        rs, draws = chance.scalars(len(ms)), chance.scalars(2 * len(options))
        pairs = iter(zip(draws[::2], draws[1::2]))
        cts = [encrypt(y, m, r) for m, r in zip(ms, rs)]
        proof = prove_one(y, digest, p, ms, rs, options, lambda: next(pairs))
        assert holds(equations_one(y, digest, p, cts, options, proof))
        ciphertexts = [enc(*ct) for ct in cts]
        out.add("prove_one_of_many", name,
                {"y": encode(y), "digest": digest, "proof_number": p, "options": text, "plaintexts": [str(m) for m in ms],
                 "nonces": [scalar(r) for r in rs], "true_index": options.index(ms), "draws": [scalar(x) for x in draws]},
                {"ciphertexts": ciphertexts, "proof": one_bytes(proof)})
        verify(name, text, ciphertexts, one_bytes(proof), p=p)
        return cts, one_bytes(proof)

    def verify(name, text, ciphertexts, proof, refusal=None, p=0, key=None, of=None):
        inputs = {"y": encode(key or y), "digest": of or digest, "proof_number": p, "options": text,
                  "ciphertexts": ciphertexts, "proof": proof}
        out.add("verify_one_of_many", name, inputs, None if refusal else {}, refusal)

    for m in (0, 1):
        prove(f"a single cell with {m}", "row 1 blank", row(1, True), [m])
    prove("a single cell that must be marked", "row 1", row(1, False), [1], p=2)
    rows = {}
    for ms in ([0, 0], [1, 0], [0, 1]):
        rows[str(ms)] = prove(f"a row of two with {ms}", "row 2 blank", row(2, True), ms, p=7)
    for ms in ([1, 0], [0, 1]):
        prove(f"a row of two without blank, {ms}", "row 2", row(2, False), ms, p=255)
    prove("a row of four", "row 4 blank", row(4, True), [0, 0, 1, 0], p=1)
    for m in range(4):
        prove(f"{m} in 0 … 3", "range 0 3", values(0, 3), [m], p=4)
    prove("2 in 1 … 2", "range 1 2", values(1, 2), [2])
    prove("5 in 0 … 5", "range 0 5", values(0, 5), [5])

    cts, proof = rows["[1, 0]"]
    ciphertexts, text = [enc(*ct) for ct in cts], "row 2 blank"
    names = [f"{c}_{j}" for j in range(3) for c in "AB"] + ["c_1", "c_2", "z_0", "z_1", "z_2"]
    for i, field in enumerate(names):
        if i < 6:
            moved = splice(proof, 32 * i, encode(add(decode(proof[32 * i:32 * i + 32]), G)))
            verify(f"{field} moved by G", text, ciphertexts, moved, "bad_proof", p=7)
            verify(f"{field} is no element", text, ciphertexts, splice(proof, 32 * i, NOT_IN_GROUP), "not_in_group", p=7)
            verify(f"{field} is the identity", text, ciphertexts, splice(proof, 32 * i, bytes(32)), "bad_proof", p=7)
        else:
            verify(f"{field} plus one", text, ciphertexts, bump(proof, 32 * i), "bad_proof", p=7)
            verify(f"{field} is q", text, ciphertexts, splice(proof, 32 * i, NOT_REDUCED), "not_reduced", p=7)
    verify("one byte short", text, ciphertexts, proof[:-1], "wrong_length", p=7)
    verify("one byte more", text, ciphertexts, proof + b"\0", "trailing_bytes", p=7)
    verify("another proof number", text, ciphertexts, proof, "bad_proof", p=8)
    verify("another key", text, ciphertexts, proof, "bad_proof", p=7, key=add(y, G))
    verify("another digest", text, ciphertexts, proof, "bad_proof", p=7, of=digest[:63] + b"\0")
    verify("cells exchanged", text, ciphertexts[::-1], proof, "bad_proof", p=7)
    verify("a ciphertext re-randomised", text, [enc(add(cts[0][0], point(5)), add(cts[0][1], mul(5, y))), ciphertexts[1]],
           proof, "bad_proof", p=7)
    verify("a row's proof for its cells in another range", "range 0 2", ciphertexts[:1], proof, "bad_proof", p=7)

    def forged(name, options, text, ms, **how):
        rs, draws = chance.scalars(len(ms)), chance.scalars(2 * len(options))
        pairs = iter(zip(draws[::2], draws[1::2]))
        false = prove_one(y, digest, 0, ms, rs, options, lambda: next(pairs), **how)
        forged_cts = [encrypt(y, m, r) for m, r in zip(ms, rs)]
        assert not holds(equations_one(y, digest, 0, forged_cts, options, false))
        verify(name, text, [enc(*ct) for ct in forged_cts], one_bytes(false), "bad_proof")

    for j in range(2):
        forged(f"a blank row where blank is not allowed, branch {j} claimed", row(2, False), "row 2", [0, 0], true=j)
    for j in range(3):
        forged(f"both cells of a row marked, branch {j} claimed", row(2, True), "row 2 blank", [1, 1], true=j)
    forged("a cell with 2", row(1, True), "row 1 blank", [2], true=1)
    forged("a cell with −1", row(1, True), "row 1 blank", [q - 1], true=0)
    forged("4 in 0 … 3", values(0, 3), "range 0 3", [4], true=3)
    forged("the row (2, −1), folded with constant weights", row(2, True), "row 2 blank", [2, q - 1], weights=[1, 1],
           true=1)

    for name, of in (("alpha", 0), ("beta", 1)):  # each satisfies one of the two equations of a branch
        ra, rb, *draws = chance.scalars(6)
        pairs = iter(zip(draws[::2], draws[1::2]))
        split = (point(ra), encrypt(y, 1, rb)[1])
        false = prove_one(y, digest, 0, [1], [(ra, rb)[of]], row(1, True), lambda: next(pairs))
        assert not holds(equations_one(y, digest, 0, [split], row(1, True), false))
        verify(f"alpha and beta with two nonces, proved with that of {name}", "row 1 blank", [enc(*split)], one_bytes(false),
               "bad_proof")

    # Weak Fiat-Shamir: commitments first, then a ciphertext that fits them; holds where the digest does not absorb it.
    weak = weak_proof(y, digest, chance)
    verify("a huge number, by a proof made before its ciphertext", "row 1 blank", [enc(*weak[0])], weak[1], None)
    verify("the same once the digest absorbs the ciphertext", "row 1 blank", [enc(*weak[0])], weak[1], "bad_proof",
           of=chance.bytes(64))

    out.add("fold_weights", "one", {"digest": digest, "proof_number": 3, "count": 1}, {"weights": [scalar(1)]})
    out.add("fold_weights", "four", {"digest": digest, "proof_number": 3, "count": 4},
            {"weights": [scalar(x) for x in fold_weights(digest, 3, 4)]})
    out.write()


def square_root(a):
    r = pow(a, (q + 3) // 8, q)
    for root in (r, r * pow(2, (q - 1) // 4, q) % q):
        if root * root % q == a % q:
            return root
    return None


def weak_proof(y, digest, chance):
    """A 'bit' that encrypts a huge number under a digest fixed beforehand (Bernhard, Pereira, Warinschi 2012)."""
    while True:
        b0, b1, d0, d1 = chance.scalars(4)
        AB = [(point(b0), add(mul(b0, y), point(d0))), (point(b1), add(mul(b1, y), point(d1)))]
        c = one_challenge(digest, 0, AB)
        half = (d0 + d1 - c) % q
        root = square_root(half * half + 4 * c * d0)
        if root is not None:
            break
    m = (root - half) * pow(2 * c, -1, q) % q
    c0, c1 = -d0 * pow(m, -1, q) % q, -d1 * pow(m - 1, -1, q) % q
    r = chance.scalar()
    proof = {"AB": AB, "c": [c1], "z": [(b0 + c0 * r) % q, (b1 + c1 * r) % q]}
    ct = encrypt(y, m, r)
    assert m > 1 and holds(equations_one(y, digest, 0, [ct], values(0, 1), proof))
    return ct, one_bytes(proof)


def sums():
    out = VectorFile("sum.json", "SPEC section 6.3; made by make_proof.py", SUM)
    chance = Chance("sum")
    y = point(chance.scalar())
    for lo, hi in [(0, w) for w in range(6, 61)] + [(3, 9), (1, 61)]:
        w = weights(lo, hi)
        reached = {0}
        for x in w:
            reached |= {r + x for r in reached}
        assert reached == set(range(hi - lo + 1)) and w[0] == 1
        out.add("digit_weights", f"{lo} … {hi}", {"lo": lo, "hi": hi}, {"weights": [str(x) for x in w]})
    for lo, hi in ((0, 6), (0, 7), (0, 9), (2, 11), (0, 60)):
        for value in range(lo, hi + 1):
            ds = digits(value, lo, hi)
            assert sum(a * b for a, b in zip(ds, weights(lo, hi))) == value - lo
            out.add("digits_of", f"{value} in {lo} … {hi}", {"value": value, "lo": lo, "hi": hi},
                    {"digits": [str(x) for x in ds]})
    for lo, hi, value in ((0, 9, 7), (2, 11, 2), (0, 60, 60)):
        total = encrypt(y, value, chance.scalar())
        others = [encrypt(y, m, chance.scalar()) for m in digits(value, lo, hi)[1:]]
        out.add("first_digit", f"{value} in {lo} … {hi}",
                {"sum": enc(*total), "lo": lo, "hi": hi, "digits": [enc(*ct) for ct in others]},
                {"ciphertext": enc(*first_digit(total, lo, hi, others))})
    zero = (IDENTITY, IDENTITY)
    others = [encrypt(y, 0, chance.scalar())] + [zero] * 2
    out.add("first_digit", "ciphertexts that are the identity", {"sum": enc(*zero), "lo": 0, "hi": 9,
            "digits": [enc(*ct) for ct in others]}, {"ciphertext": enc(*first_digit(zero, 0, 9, others))})
    out.write()


def schnorr():
    out = VectorFile("schnorr.json", "SPEC section 5; made by make_proof.py", SCHNORR)
    chance = Chance("schnorr")

    def prove(name, of, message):
        x, w = chance.scalars(2)
        proof = prove_knowledge(of, x, message, w)
        assert holds(equations_knowledge(of, point(x), message, proof))
        key = encode(point(x))
        out.add("prove_knowledge", name, {"name": of, "secret_key": scalar(x), "message": message, "draws": [scalar(w)]},
                {"key": key, "proof": proof})
        verify(name, of, key, message, proof)
        return key, proof

    def verify(name, of, key, message, proof, refusal=None):
        out.add("verify_knowledge", name, {"name": of, "key": key, "message": message, "proof": proof},
                None if refusal else {}, refusal)

    prove("no message", "slip-state", b"")
    prove("a long message", "dkg-pok", chance.bytes(64) * 20)
    message = b"what is signed"
    key, proof = prove("an entry", "entry", message)
    verify("another name", "slip-state", key, message, proof, "bad_proof")
    verify("another message", "entry", key, message + b"\0", proof, "bad_proof")
    verify("another key", "entry", encode(point(2)), message, proof, "bad_proof")
    verify("the identity as key", "entry", bytes(32), message, proof, "identity")
    verify("a key with bit 255", "entry", key[:31] + bytes([key[31] | 0x80]), message, proof, "not_in_group")
    verify("T is no element", "entry", key, message, NOT_IN_GROUP + proof[32:], "not_in_group")
    verify("T is another element", "entry", key, message, encode(point(3)) + proof[32:], "bad_proof")
    verify("z plus one", "entry", key, message, bump(proof, 32), "bad_proof")
    verify("z plus q", "entry", key, message, proof[:32] + (int.from_bytes(proof[32:], "little") + q).to_bytes(32,
                                                                                                               "little"),
           "not_reduced")
    verify("z with bit 255", "entry", key, message, proof[:63] + bytes([proof[63] | 0x80]), "not_reduced")
    verify("one byte short", "entry", key, message, proof[:-1], "wrong_length")
    verify("one byte more", "entry", key, message, proof + b"\0", "trailing_bytes")
    x = chance.scalar()
    T_zero = bytes(32) + scalar(0)
    verify("T and z are zero", "entry", encode(point(x)), message, T_zero, "bad_proof")
    c = schnorr_challenge("entry", point(x), IDENTITY, message)
    verify("T is the identity, which a proof may hold", "entry", encode(point(x)), message, bytes(32) + scalar(c * x))
    # without X in the challenge, a key could be made to fit a signature
    z, T = chance.scalar(), point(chance.scalar())
    c = Hs("entry", ("R", enc(T)), ("message", message))
    made = mul(pow(c, -1, q), sub(point(z), T))
    verify("a key made to fit the signature, as if the challenge lacked it", "entry", encode(made), message,
           encode(T) + scalar(z), "bad_proof")
    out.write()


if __name__ == "__main__":
    one_of_many()
    sums()
    schnorr()
