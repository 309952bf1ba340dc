"""Slips, definitions, bodies, entries and groups by SPEC sections 3.3, 3.5, 4, 6, 7 and 9."""

from hashlib import sha256

from slow_group import H, Hs, decode, enc, encode, point, q, text, u8, u16, u32
from slow_proof import (ct_bytes, ct_sum, digits, encrypt, equations_one, first_digit, holds, one_bytes, prove_knowledge,
                        prove_one, read_one, row, values, weights)

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def crockford(data):
    bits = "".join(f"{byte:08b}" for byte in data)
    return "".join(ALPHABET[int(bits[i:i + 5], 2)] for i in range(0, len(bits), 5))


def groups_of_four(characters):
    return "-".join(characters[i:i + 4] for i in range(0, len(characters), 4))


def code_of(X):
    return groups_of_four(crockford(H("code", ("of", X))[:15]))


def anchor_of(K, y):
    return crockford(H("anchor", ("K", K), ("y", enc(y)))[:20])


# ------------------------------------------------------------------------------------------------- slips (4)

def check_characters(code):
    bits = "".join(f"{byte:08b}" for byte in sha256(code.encode()).digest())
    return ALPHABET[int(bits[:5], 2)] + ALPHABET[int(bits[5:10], 2)]


def slip_secret(session, of_class, slot, code):
    return Hs("slip", ("session", session), ("class", of_class), ("slot", slot), ("code", code.encode()))


def tag_of(session, code):
    return crockford(H("tag", ("session", session), ("code", code.encode()))[:5])


def slip_list(slots, keys_by_slot):
    slips = len(keys_by_slot[0]) if keys_by_slot else 0
    return u32(slots) + u32(slips) + b"".join(b"".join(keys) for keys in keys_by_slot)


# -------------------------------------------------------------------------------------------- definitions (3.5)

class Definition:
    """Rows are (cells, blank), sums (cells, lo, hi)."""

    def __init__(self, rows, sums, **fields):
        self.slot, self.kind, self.title, self.seats, self.candidates = 0, 0, "委员会选举", 3, []
        self.lines, self.recast, self.boxes, self.rules = 0, False, [0], b""
        self.sums, self.choices, self.cells = sums, [], 0
        for cells, blank in rows:
            self.choices.append((self.cells, cells, blank))
            self.cells += cells
        for name, value in fields.items():
            assert hasattr(self, name)
            setattr(self, name, value)

    def bytes(self):
        out = u32(self.slot) + u8(self.kind) + text(self.title) + u32(self.seats) + u32(len(self.candidates))
        out += b"".join(text(name) + text(note) for name, note in self.candidates)
        out += u32(self.cells) + u32(len(self.choices))
        out += b"".join(u32(first) + u32(cells) + u8(blank) for first, cells, blank in self.choices)
        out += u32(len(self.sums))
        for cells, lo, hi in self.sums:
            out += u32(len(cells)) + b"".join(u32(cell) for cell in cells) + u32(lo) + u32(hi)
        out += u32(self.lines) + u8(self.recast) + u32(len(self.boxes)) + b"".join(u32(box) for box in self.boxes)
        return out + u32(len(self.rules)) + self.rules

    def proofs(self):
        """(claim, part, digit, options) of each proof, in order."""
        out = [("choice_proof", i, 0, row(cells, blank)) for i, (_, cells, blank) in enumerate(self.choices)]
        for i, (_, lo, hi) in enumerate(self.sums):
            if hi - lo <= 5:
                out.append(("sum_proof", i, 0, values(lo, hi)))
            else:
                out += [("digit_proof", i, digit, values(0, 1)) for digit in range(len(weights(lo, hi)))]
        return out

    def digit_count(self):
        return sum(len(weights(lo, hi)) - 1 for _, lo, hi in self.sums if hi - lo > 5)

    def body_bytes(self):
        proofs = sum(128 * len(options) - 32 for *_, options in self.proofs())
        return 105 + 64 * (self.cells + self.digit_count()) + proofs


def election(names, seats, **fields):
    n = len(names)
    fields = {"seats": seats, "candidates": [(name, "") for name in names], **fields}
    return Definition([(2, True)] * n, [([2 * i for i in range(n)], 0, seats)], **fields)


# --------------------------------------------------------------------------------------------------- bodies (6, 7)

def header_of(Q, box, X, counter, previous=bytes(32), version=1, makers=1):
    return u16(version) + Q + u16(box) + u8(makers) + encode(X) + u32(counter) + previous


def nonces(seed, header):
    index = 0
    while True:
        yield Hs("nonce", ("seed", seed), ("header", header), ("index", index))
        index += 1


def digest_of(y, header, cts):
    return H("ballot", ("y", enc(y)), ("header", header), ("ciphertexts", ct_bytes(cts)))


def make_body(definition, y, header, marks, seed, forge=None):
    """`forge(p)` may give the prover of proof p other arguments."""
    draw = nonces(seed, header)
    rs = [next(draw) for _ in range(definition.cells)]
    cells = [encrypt(y, m, r) for m, r in zip(marks, rs)]
    statements = []  # (claim, plaintexts, nonces, options)
    for first, count, blank in definition.choices:
        statements.append((marks[first:first + count], rs[first:first + count], row(count, blank)))
    digit_cts = []
    for of, lo, hi in definition.sums:
        value, r = sum(marks[cell] for cell in of), sum(rs[cell] for cell in of) % q
        if hi - lo <= 5:
            statements.append(([value], [r], values(lo, hi)))
            continue
        w, ds = weights(lo, hi), digits(value, lo, hi)
        digit_rs = [next(draw) for _ in w[1:]]
        digit_cts += [encrypt(y, m, r_i) for m, r_i in zip(ds[1:], digit_rs)]
        first_r = (r - sum(a * b for a, b in zip(w[1:], digit_rs))) % q
        statements += [([m], [r_i], values(0, 1)) for m, r_i in zip(ds, [first_r] + digit_rs)]
    cts = cells + digit_cts
    digest = digest_of(y, header, cts)
    body = header + ct_bytes(cts)
    for p, (ms, r, options) in enumerate(statements):
        extra = forge(p) if forge else {}
        body += one_bytes(prove_one(y, digest, p, ms, r, options, lambda: (next(draw), next(draw)), **extra))
    assert len(body) == definition.body_bytes()
    return body


def failing(definition, y, body):
    """The proofs that do not hold, as 'claim p'."""
    header, at = body[:105], 105

    def ciphertexts(n):
        nonlocal at
        P = [decode(body[at + 32 * i:at + 32 * i + 32]) for i in range(2 * n)]
        at += 64 * n
        return list(zip(P[::2], P[1::2]))

    cells = ciphertexts(definition.cells)
    digit_cts = ciphertexts(definition.digit_count())
    statements = [cells[first:first + count] for first, count, _ in definition.choices]
    left = list(digit_cts)
    for of, lo, hi in definition.sums:
        sum_ct = ct_sum([cells[cell] for cell in of])
        if hi - lo <= 5:
            statements.append([sum_ct])
            continue
        own, left = left[:len(weights(lo, hi)) - 1], left[len(weights(lo, hi)) - 1:]
        statements += [[first_digit(sum_ct, lo, hi, own)]] + [[ct] for ct in own]
    digest = digest_of(y, header, cells + digit_cts)
    out = []
    for p, ((claim, _, _, options), cts) in enumerate(zip(definition.proofs(), statements)):
        size = 128 * len(options) - 32
        proof = read_one(body[at:at + size], len(options))
        at += size
        if not holds(equations_one(y, digest, p, cts, options, proof)):
            out.append(f"{claim} {p}")
    return out


def tracker_of(body):
    return sha256(body).digest()


# --------------------------------------------------------------------------------------------------- entries (6.5, 6.8)

def entry_of(Q, box, x, counter, disposition, tracker, w, kind=None, makers=1, X=None):
    kind = 7 + disposition if kind is None else kind
    before = u16(kind) + Q + u16(box) + u8(makers) + (X or encode(point(x))) + u32(counter) + u8(disposition) + tracker
    assert len(before) == 106
    return before + prove_knowledge("entry", x, before, w)


def slip_state_of(Q, box, x, w):
    return Q + u16(box) + encode(point(x)) + prove_knowledge("slip-state", x, Q + u16(box), w)


# ---------------------------------------------------------------------------------------------------- groups (9.1)

def group_boxes(boxes, floor, small, small_room):
    """Boxes are (class, joins or None, ballots), in order; gives groups and whether the contest is void."""
    group = list(range(len(boxes)))
    box_of = {of_class: i for i, (of_class, _, _) in enumerate(boxes)}

    def size(number):
        return sum(ballots for (_, _, ballots), g in zip(boxes, group) if g == number)

    def join_once():
        for number in sorted(set(group)):
            if not 0 < size(number) < floor:
                continue
            for i, (_, joins, _) in enumerate(boxes):
                if group[i] == number and joins in box_of and group[box_of[joins]] != number:
                    target = group[box_of[joins]]
                    group[:] = [target if g == number else g for g in group]
                    return True
        return False

    while small == 0 and join_once():
        pass
    out, void = [], False
    for number in sorted(set(group)):
        fate = "empty" if size(number) == 0 else "decrypted"
        if 0 < size(number) < floor and not (small == 0 and small_room):
            fate = "withheld"
            void = void or small == 0
        out.append({"number": number, "boxes": [i for i, g in enumerate(group) if g == number],
                    "ballots": size(number), "fate": fate})
    return out, void
