"""Makes ballot.json: whole bodies, true and forged."""

from make_proof import NOT_IN_GROUP, NOT_REDUCED, bump, splice
from slow_ballot import Definition, digest_of, election, failing, header_of, make_body, tracker_of
from slow_group import Chance, G, add, decode, enc, encode, mul, neg, point, q
from slow_proof import ct_bytes, one_bytes, prove_one, row
from vector_file import VectorFile

BALLOT = {
    "make_body": "definition; y; contest Q; box; key X; counter; previous tracker; marks, a character 0 or 1 a cell; seed → "
                 "header, digest, body, tracker",
    "verify_body": "definition; y; body → failing: the proofs that do not hold, as 'claim p'; a refusal if it does not decode",
    "reveal_marks": "definition; y; body; seed → marks that the body holds, if it is exactly what these and the seed make",
}
Q = bytes(range(200, 232))


class File:
    def __init__(self):
        self.out = VectorFile("ballot.json", "SPEC sections 6 and 7; made by make_ballot.py", BALLOT)
        self.chance = Chance("ballot")
        self.y = point(self.chance.scalar())

    def header(self, counter=0, previous=bytes(32), box=0):
        return header_of(Q, box, point(self.chance.scalar()), counter, previous)

    def make(self, name, definition, marks, counter=0, previous=bytes(32), box=0, light=False):
        header, seed = self.header(counter, previous, box), self.chance.bytes(32)
        body = make_body(definition, self.y, header, marks, seed)
        assert light or failing(definition, self.y, body) == []
        cts = body[105:105 + 64 * (definition.cells + definition.digit_count())]
        pairs = [(decode(cts[i:i + 32]), decode(cts[i + 32:i + 64])) for i in range(0, len(cts), 64)]
        text = "".join(map(str, marks))
        self.out.add("make_body", name, {"definition": definition.bytes(), "y": encode(self.y), "contest": Q, "box": box,
                                         "key": header[37:69], "counter": counter, "previous": previous, "marks": text, "seed": seed},
                     {"header": header, "digest": digest_of(self.y, header, pairs), "body": body,
                      "tracker": tracker_of(body)})
        if not light:
            self.verify(name, definition, body)
            self.reveal(name, definition, body, seed, marks=text)
        return header, seed, body

    def verify(self, name, definition, body, refusal=None, y=None, expected=None):
        y = y or self.y
        held = None if refusal else failing(definition, y, body)
        assert expected is None or held == expected, (name, held)
        self.out.add("verify_body", name, {"definition": definition.bytes(), "y": encode(y), "body": body},
                     None if refusal else {"failing": held}, refusal)

    def reveal(self, name, definition, body, seed, marks=None, refusal=None):
        inputs = {"definition": definition.bytes(), "y": encode(self.y), "body": body, "seed": seed}
        self.out.add("reveal_marks", name, inputs, {"marks": marks} if marks is not None else None, refusal)


def ballots():
    file = File()
    chance, y = file.chance, file.y
    committee = election(["王小宁", "阿·买买提", "𠀀一", "Ana Müller"], 3)
    proofs = 105 + 8 * 64
    file.make("blank", committee, [0] * 8)
    file.make("all ×", committee, [0, 1] * 4)
    file.make("○○○×", committee, [1, 0, 1, 0, 1, 0, 0, 1], counter=1, previous=chance.bytes(32), box=3)
    header, seed, body = file.make("○, ×, blank, ○", committee, [1, 0, 0, 1, 0, 0, 1, 0])
    mixed = Definition([(3, True), (1, True), (2, False), (1, False)], [([0, 3, 4], 1, 2), ([3], 0, 1)])
    file.make("rows with and without blank, two sums", mixed, [0, 0, 1, 0, 1, 0, 1])
    file.make("the same at the bound", mixed, [1, 0, 0, 1, 0, 1, 1])
    digits = Definition([(2, True)] * 9, [([2 * i for i in range(9)], 0, 7), ([2 * i + 1 for i in range(9)], 2, 9)])
    file.make("two sums in digits", digits, [1, 0] * 4 + [0, 1] * 5)
    dheader, dseed, dbody = file.make("the same, both at their lowest digit 0", digits, [0, 1] * 2 + [0, 0] * 7)
    file.make("the same, both full", digits, [0, 1] * 9)
    nine = Definition([(4, False)] * 30, [([4 * i for i in range(30)], 0, 9)])
    file.make("30 × 4 grades, one a row, a column in 0 … 9", nine,
              ([1, 0, 0, 0] + [0, 0, 0, 1] * 2) * 9 + [0, 1, 0, 0] * 3, light=True)
    wide = Definition([(1, True)] * 60, [(list(range(60)), 0, 60)])
    file.make("60 cells, a sum of width 60", wide, [1, 0] * 30, light=True)

    # what a decoder refuses
    for name, data, refusal in (
            ("one byte short", body[:-1], "wrong_length"), ("one byte more", body + b"\0", "wrong_length"), ("nothing",
                                                                                                             b"", "wrong_length"),
            ("another definition's length", dbody, "wrong_length"),
            ("version 0", splice(body, 0, b"\0\0"), "bad_version"), ("version 2", splice(body, 0, b"\0\2"),
                                                                     "bad_version"),
            ("no maker", splice(body, 36, b"\0"), "out_of_range"), ("two makers", splice(body, 36, b"\2"),
                                                                    "out_of_range"),
            ("the identity as key", splice(body, 37, bytes(32)), "identity"), ("a key that is no element",
                                                                               splice(body, 37,
                                                                                      NOT_IN_GROUP), "not_in_group"),
            ("the identity as alpha", splice(body, 105 + 64, bytes(32)), "identity"),
            ("an alpha with bit 255", splice(body, 105 + 31, bytes([body[105 + 31] | 0x80])), "not_in_group"),
            ("a beta that is no element", splice(body, 105 + 32, NOT_IN_GROUP), "not_in_group"),
            ("an A that is no element", splice(body, proofs, NOT_IN_GROUP), "not_in_group"),
            ("a c that is q", splice(body, proofs + 192, NOT_REDUCED), "not_reduced"),
            ("a z that is q", splice(body, proofs + 256, NOT_REDUCED), "not_reduced")):
        file.verify(name, committee, data, refusal)
    file.verify("the identity as alpha of a digit", digits, splice(dbody, 105 + 64 * 18, bytes(32)), "identity")
    file.reveal("one byte short", committee, body[:-1], seed, refusal="wrong_length")

    # what a proof refuses: everything that is bound, one thing at a time
    every = ["choice_proof 0", "choice_proof 1", "choice_proof 2", "choice_proof 3", "sum_proof 4"]
    for name, at, part in (("another contest", 2, b"\0"), ("another box", 35, b"\1"),
                           ("another key", 37, encode(point(5))),
                           ("another counter", 72, b"\1"), ("another predecessor", 73, b"\1")):
        file.verify(name, committee, splice(body, at, part), expected=every)
    file.verify("another joint key", committee, body, y=add(y, G), expected=every)
    file.verify("the identity as beta decodes", committee, splice(body, 105 + 32, bytes(32)), expected=every)
    file.verify("the identity as commitment decodes", committee, splice(body, proofs, bytes(32)), expected=every[:1])
    row_at = [proofs + 352 * i for i in range(5)]
    file.verify("z_0 of row 1 plus one", committee, bump(body, row_at[1] + 256), expected=every[1:2])
    file.verify("c_1 of row 2 plus one", committee, bump(body, row_at[2] + 192), expected=every[2:3])
    file.verify("z_3 of the sum plus one", committee, bump(body, row_at[4] + 448), expected=every[4:])
    moved = splice(body, row_at[0], body[row_at[1]:row_at[2]] + body[row_at[0]:row_at[1]])
    file.verify("the proofs of two rows exchanged", committee, moved, expected=every[:2])
    moved = splice(body, 105, body[105 + 128:105 + 256] + body[105:105 + 128])
    file.verify("the cells of two rows exchanged", committee, moved, expected=every)
    file.verify("a digit's proof changed", digits, bump(dbody, len(dbody) - 64), expected=["digit_proof 14"])

    forgeries(file, committee, digits, (header, seed, body))
    for name, opened, with_seed in (("another seed", body, bytes(32)),
                                    ("a proof changed", bump(body, row_at[1] + 256), seed),
                                    ("another header", splice(body, 72, b"\1"), seed)):
        file.reveal(name, committee, opened, with_seed, refusal="body_mismatch")
    file.out.write()


def forgeries(file, committee, digits, honest):
    """Ballots of voters who know what they do."""
    y, chance = file.y, file.chance

    def forged(name, definition, marks, expected, forge):
        header, seed = file.header(), chance.bytes(32)
        body = make_body(definition, y, header, marks, seed, forge)
        file.verify(name, definition, body, expected=expected)
        return header, seed, body

    def claim(p, true, **how):
        return lambda proof: {"true": true, **how} if proof == p else {}

    header, seed, body = forged("a row with both cells marked", committee, [1, 1] + [0, 0] * 3, ["choice_proof 0"],
                                claim(0, 1))
    file.reveal("a row with both cells marked", committee, body, seed, refusal="body_mismatch")
    forged("four of three seats", committee, [1, 0] * 4, ["sum_proof 4"], claim(4, 3))
    forged("three votes in one cell", committee, [3, 0] + [0, 0] * 3, ["choice_proof 0"], claim(0, 1))
    forged("a vote against oneself for more of another", committee, [2, q - 1] + [0, 0] * 3, ["choice_proof 0"],
           claim(0, 1, weights=[1, 1]))
    header, seed = file.header(), chance.bytes(32)
    body = make_body(digits, y, header, [1, 0] * 7 + [0, 1] * 2, seed)
    file.verify("digits of a full sum", digits, body, expected=[])

    # A re-randomised copy of another voter's cells: the copier knows the shifts, not the marks, and claims every row blank.
    of = honest[2]
    cells = [(decode(of[105 + 64 * i:137 + 64 * i]), decode(of[137 + 64 * i:169 + 64 * i])) for i in range(8)]
    header, shifts = file.header(), chance.scalars(8)
    copied = [(add(a, point(s)), add(b, mul(s, y))) for (a, b), s in zip(cells, shifts)]
    digest = digest_of(y, header, copied)
    body = header + ct_bytes(copied)
    for p in range(4):
        body += one_bytes(prove_one(y, digest, p, [0, 0], shifts[2 * p:2 * p + 2], row(2, True),
                                    lambda: chance.scalars(2)))
    body += one_bytes(prove_one(y, digest, 4, [0], [sum(shifts[::2]) % q], [[v] for v in range(4)],
                                lambda: chance.scalars(2)))
    every = ["choice_proof 0", "choice_proof 1", "choice_proof 2", "choice_proof 3", "sum_proof 4"]
    file.verify("a re-randomised copy of another's cells", committee, body, expected=every)
    file.verify("another's cells and proofs under the own key", committee, header + of[105:], expected=every)
    file.verify("another's cells with its proofs, the betas negated", committee,
                of[:105] + b"".join(enc(a, neg(b)) for a, b in cells) + of[617:], expected=every)


if __name__ == "__main__":
    ballots()
