"""Makes ceremony.json and share.json."""

from hashlib import sha256
from itertools import combinations

import slow_threshold as dkg
from make_proof import NOT_IN_GROUP, NOT_REDUCED, bump, splice
from slow_ballot import code_of
from slow_group import Chance, G, add, decode, enc, encode, mul, point, q, scalar, sub, u32
from slow_proof import encrypt, equations_equal_logs, equations_knowledge, holds, prove_equal_logs
from vector_file import VectorFile

CONTEXT = "K, attempt, trustees (the context C); "
CEREMONY = {
    "decode_ceremony_message": "message: a key_ceremony record's bytes after type and version and before its signatures → kind, "
                               "attempt, trustee and the kind's fields",
    "make_keys": CONTEXT + "trustee i; secret e; draws: w → message",
    "verify_keys": CONTEXT + "message of kind 0 → nothing",
    "make_commit": CONTEXT + "trustee i; elements A → message",
    "verify_commit": CONTEXT + "commit, reveal: messages of one trustee → nothing",
    "make_reveal": CONTEXT + "trustee i; coefficients a; boxes, for each trustee; draws: w → message",
    "verify_reveal": CONTEXT + "message of kind 2 → nothing; the proof only",
    "seal_share": CONTEXT + "dealer i, receiver j; key E_j; share s; draws: k → box",
    "open_share": CONTEXT + "dealer i, receiver j; secret e_j; box; reveal: the dealer's message → share",
    "make_complaint": CONTEXT + "dealer i, receiver j; secret e_j; box; draws: w → message",
    "verify_complaint": CONTEXT + "complaint: message of kind 3; key E_j; reveal: the dealer's message → verdict: founded or unfounded",
    "ceremony_digest": CONTEXT + "records: whole, of kinds 0-2 in log order → digest; code of its first 32 bytes",
    "derive_joint_key": CONTEXT + "reveals: messages, ascending by trustee → y, Y of each trustee",
    "add_shares": "shares f_i(j) → s_j",
}
SHARE = {
    "prove_equal_logs": "context, secret s, elements alpha, draws: w → key s·G, D, proof A ‖ B ‖ z",
    "verify_equal_logs": "context, key, elements alpha, D, proof → nothing",
    "make_partial_decryption": "contest Q, closing_root, group, list_digest, trustee j (the context); share s_j; alpha; draws: w → "
                               "partial: D list ‖ A ‖ B ‖ z",
    "verify_partial_decryption": "the context; key Y_j; alpha; partial → nothing",
    "lagrange_at_zero": "trustees → coefficients at 0",
    "combine_totals": "cells (64 bytes each); trustees; partials, one a trustee; bound → totals",
}


def ceremonies():
    out = VectorFile("ceremony.json", "SPEC section 5; made by make_threshold.py", CEREMONY)
    chance = Chance("ceremony")
    ctx, t = dkg.Context(sha256(b"setup").digest(), 1, [1, 2, 3]), 2
    context = ctx.inputs()
    secrets = {i: chance.scalar() for i in ctx.trustees}
    E = {i: point(e) for i, e in secrets.items()}
    f = {i: chance.scalars(t) for i in ctx.trustees}
    A = {i: [point(a) for a in f[i]] for i in f}
    keys, commits, boxes, reveals = {}, {}, {}, {}
    for i in ctx.trustees:
        w = chance.scalar()
        keys[i] = dkg.keys(ctx, i, secrets[i], w)
        out.add("make_keys", f"trustee {i}",
                {**context, "trustee": i, "secret": scalar(secrets[i]), "draws": [scalar(w)]}, {"message": keys[i]})
        out.add("verify_keys", f"trustee {i}", {**context, "message": keys[i]}, {})
        commits[i] = dkg.commit(ctx, i, A[i])
        out.add("make_commit", f"trustee {i}", {**context, "trustee": i, "elements": [encode(P) for P in A[i]]},
                {"message": commits[i]})
        for j in ctx.trustees:
            k, s = chance.scalar(), dkg.share(f[i], j)
            boxes[i, j] = dkg.box(ctx, i, j, E[j], s, k)
            out.add("seal_share", f"from {i} for {j}", {**context, "dealer": i, "receiver": j, "key": encode(E[j]),
                                                        "share": scalar(s),
                                                       "draws": [scalar(k)]}, {"box": boxes[i, j]})
        w, own = chance.scalar(), [boxes[i, j] for j in ctx.trustees]
        reveals[i] = dkg.reveal(ctx, i, f[i], own, w)
        out.add("make_reveal", f"trustee {i}", {**context, "trustee": i, "coefficients": [scalar(a) for a in f[i]],
                                                "boxes": own,
                                               "draws": [scalar(w)]}, {"message": reveals[i]})
        out.add("verify_commit", f"trustee {i}", {**context, "commit": commits[i], "reveal": reveals[i]}, {})
        out.add("verify_reveal", f"trustee {i}", {**context, "message": reveals[i]}, {})
    for (i, j), box in boxes.items():
        out.add("open_share", f"from {i} for {j}", {**context, "dealer": i, "receiver": j, "secret": scalar(secrets[j]),
                                                    "box": box,
                                                   "reveal": reveals[i]}, {"share": scalar(dkg.share(f[i], j))})
    shares = {j: sum(dkg.share(f[i], j) for i in f) % q for j in ctx.trustees}
    polynomials = list(f.values())
    y, Y = dkg.joint_key(polynomials), [dkg.verification_key(polynomials, j) for j in ctx.trustees]
    assert all(encode(point(shares[j])) == encode(P) for j, P in zip(ctx.trustees, Y))
    for pair in combinations(ctx.trustees, 2):
        assert encode(point(sum(l * shares[j] for l, j in zip(dkg.lagrange(pair), pair)))) == encode(y)
    out.add("derive_joint_key", "two of three", {**context, "reveals": list(reveals.values())},
            {"y": encode(y), "Y": [encode(P) for P in Y]})
    negative = [[-f[1][0] % q, 5], f[1]]
    two = dkg.Context(ctx.K, 2, [1, 2])
    cancelling = [dkg.reveal(two, i, a, [bytes(64)] * 2, 9) for i, a in zip((1, 2), negative)]
    out.add("derive_joint_key", "a key that cancels out", {**two.inputs(), "reveals": cancelling}, refusal="identity")
    out.add("add_shares", "three", {"shares": [scalar(dkg.share(f[i], 1)) for i in f]}, {"share": scalar(shares[1])})
    records = [b"record %d" % i * 9 for i in range(9)]
    digest = dkg.digest(ctx, records)
    out.add("ceremony_digest", "nine records", {**context, "records": records},
            {"digest": digest, "code": code_of(digest[:32])})
    digest = dkg.digest(two, records[:1])
    out.add("ceremony_digest", "another attempt", {**two.inputs(), "records": records[:1]},
            {"digest": digest, "code": code_of(digest[:32])})

    wrong_messages(out, ctx, keys, commits, reveals, f)
    wrong_shares(out, ctx, secrets, E, f, boxes, reveals)
    complaints(out, ctx, secrets, E, f, boxes, reveals)
    decoding(out, ctx, keys, commits, reveals, secrets, boxes)
    out.write()


def wrong_messages(out, ctx, keys, commits, reveals, f):
    context, other = ctx.inputs(), dkg.Context(ctx.K, 2, ctx.trustees)
    assert holds(equations_knowledge("dkg-key", decode(keys[1][4:36]), ctx.C + u32(1), keys[1][36:]))

    def wrong(function, name, inputs, refusal, of=context):
        out.add(function, name, {**of, **inputs}, refusal=refusal)

    wrong("verify_keys", "the proof under another number", {"message": keys[1][:3] + b"\2" + keys[1][4:]}, "bad_proof")
    wrong("verify_keys", "the proof of another attempt", {"message": b"\0\0\2" + keys[1][3:]}, "bad_proof",
          other.inputs())
    wrong("verify_keys", "another key", {"message": splice(keys[1], 4, keys[2][4:36])}, "bad_proof")
    wrong("verify_keys", "z plus one", {"message": bump(keys[1], 68)}, "bad_proof")
    wrong("verify_commit", "the reveal of another", {"commit": commits[1], "reveal": reveals[2]}, "wrong_digest")
    wrong("verify_commit", "copied from another trustee", {"commit": b"\1" + commits[1][1:3] + b"\2" + commits[1][4:],
                                                           "reveal": b"\2" + reveals[1][1:3] + b"\2" + reveals[1][4:]}, "wrong_digest")
    wrong("verify_commit", "one A_i,k moved",
          {"commit": commits[1], "reveal": splice(reveals[1], 40, encode(add(decode(reveals[1][40:72]), G)))},
          "wrong_digest")
    wrong("verify_commit", "another attempt",
          {"commit": b"\1\0\2" + commits[1][3:], "reveal": b"\2\0\2" + reveals[1][3:]}, "wrong_digest", other.inputs())
    wrong("verify_reveal", "the proof under another number", {"message": reveals[1][:3] + b"\2" + reveals[1][4:]},
          "bad_proof")
    wrong("verify_reveal", "the last A_i,k moved",
          {"message": splice(reveals[1], 40, encode(add(decode(reveals[1][40:72]), G)))}, "bad_proof")
    wrong("verify_reveal", "z plus one", {"message": bump(reveals[1], 72 + 32)}, "bad_proof")
    A = [point(a) for a in f[1]]
    as_keys = dkg.keys(ctx, 1, f[1][0], 11)[36:]
    wrong("verify_reveal", "the proof of a key message",
          {"message": ctx.head(2, 1) + dkg.reveal_fields(A, as_keys, [bytes(32)] * 3)}, "bad_proof")


def wrong_shares(out, ctx, secrets, E, f, boxes, reveals):
    context = ctx.inputs()

    def wrong(name, i, j, box, reveal, refusal, secret=None):
        out.add("open_share", name, {**context, "dealer": i, "receiver": j, "secret": scalar(secret or secrets[2]),
                                     "box": box,
                                     "reveal": reveal}, refusal=refusal)

    def with_box(i, j, box):
        """The reveal of i when this box is for j."""
        own = [box if k == j else boxes[i, k] for k in ctx.trustees]
        return dkg.reveal(ctx, i, f[i], own, 77)

    wrong("not the revealed box", 1, 2, bump(boxes[1, 2], 32), reveals[1], "wrong_digest")
    wrong("the box for another", 1, 2, boxes[1, 3], reveals[1], "wrong_digest")
    wrong("no box for this trustee", 1, 4, boxes[1, 2], reveals[1], "wrong_trustee")
    one_more = dkg.reveal(ctx, 1, f[1], [boxes[1, j] for j in (1, 2, 3, 2)], 76)
    wrong("no box for this trustee, and a box too many", 1, 4, boxes[1, 2], one_more, "wrong_trustee")
    false = dkg.box(ctx, 1, 2, E[2], dkg.share(f[1], 2) + 1, 5)
    wrong("a share that does not fit", 1, 2, false, with_box(1, 2, false), "bad_share")
    large = dkg.box(ctx, 1, 2, E[2], (dkg.share(f[1], 2) + q).to_bytes(32, "little"), 5)
    wrong("the right share plus q", 1, 2, large, with_box(1, 2, large), "bad_share")
    wrong("a box copied from another dealer", 1, 2, boxes[3, 2], with_box(1, 2, boxes[3, 2]), "bad_share")
    wrong("opened with another secret", 1, 2, boxes[1, 2], reveals[1], "bad_share", secret=secrets[1])


def complaints(out, ctx, secrets, E, f, boxes, reveals):
    context = ctx.inputs()
    false = dkg.box(ctx, 1, 2, E[2], dkg.share(f[1], 2) + 1, 5)
    false_reveal = dkg.reveal(ctx, 1, f[1], [boxes[1, 1], false, boxes[1, 3]], 78)
    copied_reveal = dkg.reveal(ctx, 1, f[1], [boxes[1, 1], boxes[3, 2], boxes[1, 3]], 79)
    made = {}
    for name, box, reveal, verdict in (("a share that does not fit", false, false_reveal, "founded"),
                                       ("a share that fits", boxes[1, 2], reveals[1], "unfounded"),
                                       ("a box copied from another dealer", boxes[3, 2], copied_reveal, "founded")):
        made[name] = dkg.complaint(ctx, 1, 2, secrets[2], box, 1234)
        out.add("make_complaint", name, {**context, "dealer": 1, "receiver": 2, "secret": scalar(secrets[2]), "box": box,
                                         "draws": [scalar(1234)]},
                {"message": made[name]})
        out.add("verify_complaint", name, {**context, "complaint": made[name], "key": encode(E[2]), "reveal": reveal},
                {"verdict": verdict})
    good = made["a share that fits"]
    S = decode(good[69:101])
    context_bytes = ctx.C + b"complaint" + u32(1) + u32(2)
    assert holds(equations_equal_logs(context_bytes, E[2], [decode(good[5:37])], [S], good[101:]))
    for name, complaint, key, reveal, refusal in (
            ("an invented S", splice(good, 69, encode(add(S, G))), E[2], reveals[1], "bad_proof"),
            ("another box than the revealed one", dkg.complaint(ctx, 1, 2, secrets[2], boxes[1, 3], 5), E[2], reveals[1],
             "wrong_digest"),
            ("another's complaint", good[:3] + b"\3" + good[4:], E[3], reveals[1], "wrong_digest"),
            ("the key of another", good, E[3], reveals[1], "bad_proof"),
            ("z plus one", bump(good, 165), E[2], reveals[1], "bad_proof"),
            ("A moved", splice(good, 101, encode(add(decode(good[101:133]), G))), E[2], reveals[1], "bad_proof"),
            ("B moved", splice(good, 133, encode(add(decode(good[133:165]), G))), E[2], reveals[1], "bad_proof"),
            ("a complaint by who is not in the attempt", good[:3] + b"\4" + good[4:], E[2], reveals[1], "wrong_trustee")):
        out.add("verify_complaint", name, {**context, "complaint": complaint, "key": encode(key), "reveal": reveal},
                refusal=refusal)


def decoding(out, ctx, keys, commits, reveals, secrets, boxes):
    digest = dkg.digest(ctx, [])

    def good(name, message, kind, fields, trustee=1, attempt=1):
        out.add("decode_ceremony_message", name, {"message": message},
                {"kind": kind, "attempt": attempt, "trustee": trustee, **fields})

    def wrong(name, message, refusal):
        out.add("decode_ceremony_message", name, {"message": message}, refusal=refusal)

    good("keys", keys[1], 0, {"key": keys[1][4:36], "proof": keys[1][36:]})
    good("commit", commits[1], 1, {"commitment": commits[1][4:]})
    hashes = [sha256(boxes[1, j]).digest() for j in ctx.trustees]
    good("reveal", reveals[1], 2, {"elements": [reveals[1][8:40], reveals[1][40:72]], "proof": reveals[1][72:136],
                                   "boxes": hashes})
    zero = dkg.reveal_fields([point(3), point(0)], reveals[1][72:136], hashes)
    good("a reveal whose second element is the identity", ctx.head(2, 1) + zero, 2,
         {"elements": [encode(point(3)), bytes(32)], "proof": reveals[1][72:136], "boxes": hashes})
    complaint = dkg.complaint(ctx, 3, 1, secrets[1], boxes[3, 1], 99)
    good("complaint", complaint, 3, {"dealer": 3, "box": complaint[5:69], "S": complaint[69:101],
                                     "proof": complaint[101:]})
    for tool in range(3):
        for kept in range(2):
            good(f"confirm, tool {tool}, kept {kept}", dkg.confirm(ctx, 1, digest, tool, kept), 4,
                 {"digest": digest, "tool": tool, "kept": kept})
    good("restart", dkg.restart(2, "二号没有来", [1, 3]), 5, {"reason": "二号没有来", "trustees": ["1", "3"]}, trustee=0, attempt=2)
    good("a restart without reason and trustees", dkg.restart(2, "", []), 5, {"reason": "", "trustees": []}, trustee=0,
         attempt=2)

    for name, message in (("keys", keys[1]), ("commit", commits[1]), ("reveal", reveals[1]), ("complaint", complaint),
                          ("confirm", dkg.confirm(ctx, 1, digest, 0, 0)), ("restart", dkg.restart(2, "x", [1]))):
        wrong(f"{name}, one byte short", message[:-1], "wrong_length")
        wrong(f"{name}, one byte more", message + b"\0", "trailing_bytes")
    wrong("nothing", b"", "wrong_length")
    wrong("kind 6", ctx.head(6, 1) + bytes(200), "bad_option")
    wrong("trustee 0", b"\0\0\1\0" + keys[1][4:], "out_of_range")
    wrong("trustee 16", b"\0\0\1\x10" + keys[1][4:], "out_of_range")
    wrong("a restart by a trustee", dkg.restart(2, "x", [1], by=1), "out_of_range")
    wrong("the identity as E", splice(keys[1], 4, bytes(32)), "identity")
    wrong("E is no element", splice(keys[1], 4, NOT_IN_GROUP), "not_in_group")
    wrong("z is q", splice(keys[1], 68, NOT_REDUCED), "not_reduced")
    wrong("the identity as A_i,0", splice(reveals[1], 8, bytes(32)), "identity")
    wrong("A_i,1 is no element", splice(reveals[1], 40, NOT_IN_GROUP), "not_in_group")
    proof = reveals[1][72:136]
    wrong("no A", ctx.head(2, 1) + dkg.reveal_fields([], proof, hashes), "out_of_range")
    wrong("16 A", ctx.head(2, 1) + dkg.reveal_fields([point(3)] * 16, proof, hashes), "out_of_range")
    wrong("no box", ctx.head(2, 1) + dkg.reveal_fields([point(3)], proof, []), "out_of_range")
    wrong("16 boxes", ctx.head(2, 1) + dkg.reveal_fields([point(3)], proof, [bytes(32)] * 16), "out_of_range")
    wrong("the identity as R", splice(complaint, 5, bytes(32)), "identity")
    wrong("the identity as S", splice(complaint, 69, bytes(32)), "identity")
    wrong("dealer 0", splice(complaint, 4, b"\0"), "out_of_range")
    wrong("dealer 16", splice(complaint, 4, b"\x10"), "out_of_range")
    wrong("tool 3", dkg.confirm(ctx, 1, digest, 3, 0), "bad_option")
    wrong("kept 2", dkg.confirm(ctx, 1, digest, 0, 2), "bad_option")
    wrong("trustees not ascending", dkg.restart(2, "x", [3, 1]), "out_of_order")
    wrong("a trustee twice", dkg.restart(2, "x", [1, 1]), "out_of_order")
    wrong("trustee 0 in a restart", dkg.restart(2, "x", [0, 1]), "out_of_range")
    wrong("trustee 16 in a restart", dkg.restart(2, "x", [1, 16]), "out_of_range")
    wrong("a reason of 1,001 bytes", dkg.restart(2, "x" * 1001, [1]), "out_of_range")
    wrong("a control character in the reason", dkg.restart(2, "a\nb", [1]), "bad_text")


def shares():
    out = VectorFile("share.json", "SPEC section 9.3; made by make_threshold.py", SHARE)
    chance = Chance("share")
    f, t = chance.scalars(2), 2
    y, s = point(f[0]), {j: dkg.share(f, j) for j in (1, 2, 3)}
    totals = [0, 1, 7, 30]
    cells = [encrypt(y, m, chance.scalar()) for m in totals]
    alphas = [alpha for alpha, _ in cells]
    fields = {"Q": chance.bytes(32), "closing_root": chance.bytes(32), "group": 1, "list_digest": chance.bytes(32)}
    partials = {}

    def inputs(j, **changes):
        of = {**fields, **changes}
        named = {"contest": of["Q"], "closing_root": of["closing_root"], "group": of["group"],
                 "list_digest": of["list_digest"]}
        return {**named, "trustee": j}

    for j in s:
        w = chance.scalar()
        partials[j] = dkg.partial_decryption(dkg.share_context(j=j, **fields), s[j], alphas, w)
        out.add("make_partial_decryption", f"trustee {j}",
                {**inputs(j), "share": scalar(s[j]), "alpha": [encode(a) for a in alphas],
                                                            "draws": [scalar(w)]}, {"partial": partials[j]})
        out.add("verify_partial_decryption", f"trustee {j}",
                {**inputs(j), "key": encode(point(s[j])), "alpha": [encode(a) for a in alphas],
                                                              "partial": partials[j]}, {})
    good, Y = partials[1], encode(point(s[1]))

    def wrong(name, refusal, partial=good, j=1, key=Y, of=alphas, **changes):
        out.add("verify_partial_decryption", name, {**inputs(j, **changes), "key": key, "alpha": [encode(a) for a in of],
                                                    "partial": partial},
                refusal=refusal)

    for field, value in (("Q", bytes(32)), ("closing_root", bytes(32)), ("group", 0), ("list_digest", bytes(32))):
        wrong(f"another {field}", "bad_share", **{field: value})
    wrong("another trustee", "bad_share", j=2)
    wrong("another key", "bad_share", key=encode(point(s[2])))
    wrong("another alpha", "bad_share", of=alphas[::-1])
    wrong("two D exchanged", "bad_share", good[:4] + good[36:68] + good[4:36] + good[68:])
    D = [decode(good[4 + 32 * k:36 + 32 * k]) for k in range(4)]
    moved = [add(D[0], G), sub(D[1], G)] + D[2:]
    wrong("two D moved against each other", "bad_share", u32(4) + enc(*moved) + good[132:])
    wrong("a D that is the identity", "bad_share", splice(good, 4, bytes(32)))
    wrong("A moved", "bad_share", splice(good, 132, encode(add(decode(good[132:164]), G))))
    wrong("B moved", "bad_share", splice(good, 164, encode(add(decode(good[164:196]), G))))
    wrong("z plus one", "bad_share", bump(good, 196))
    wrong("a D short", "wrong_count", u32(3) + enc(*D[:3]) + good[132:])
    wrong("a D more", "wrong_count", u32(5) + enc(*D, D[0]) + good[132:])
    wrong("no D", "wrong_count", u32(0) + good[132:])
    wrong("one byte short", "wrong_length", good[:-1])
    wrong("one byte more", "trailing_bytes", good + b"\0")
    wrong("1,025 D", "out_of_range", u32(1025) + bytes(32 * 1025) + good[132:])
    wrong("a D that is no element", "not_in_group", splice(good, 4, NOT_IN_GROUP))
    wrong("z is q", "not_reduced", splice(good, 196, NOT_REDUCED))
    rescaled = [mul(2, P) for P in D]
    other = u32(4) + enc(*rescaled) + prove_equal_logs(dkg.share_context(j=1, **fields), 2 * s[1], alphas, rescaled, 9)
    wrong("a share of another secret, with its proof", "bad_share", other)

    equal_logs(out, chance)
    for trustees in ((1,), (1, 2), (2, 3), (1, 3), (3, 1), (1, 2, 3), (4, 7, 15), tuple(range(1, 16))):
        out.add("lagrange_at_zero", " ".join(map(str, trustees)), {"trustees": [str(j) for j in trustees]},
                {"coefficients": [scalar(x) for x in dkg.lagrange(trustees)]})
    combining(out, cells, partials, totals)
    out.write()


def equal_logs(out, chance):
    s, w = chance.scalars(2)
    alphas = [point(k) for k in chance.scalars(2)]
    for name, of, context in (("two", alphas, b"context"), ("one, no context", alphas[:1], b""), ("none", [], b"c"),
                              ("the identity among them", [point(0), alphas[0]], b"c")):
        Ds = [mul(s, a) for a in of]
        proof = prove_equal_logs(context, s, of, Ds, w)
        inputs = {"context": context, "alpha": [encode(a) for a in of]}
        out.add("prove_equal_logs", name, {**inputs, "secret": scalar(s), "draws": [scalar(w)]},
                {"key": encode(point(s)), "D": [encode(D) for D in Ds], "proof": proof})
        out.add("verify_equal_logs", name, {**inputs, "key": encode(point(s)), "D": [encode(D) for D in Ds],
                                            "proof": proof}, {})
    doubled = [mul(2 * s, a) for a in alphas]
    for name, secret in (("key", s), ("D", 2 * s)):  # each satisfies one of the two equations
        false = prove_equal_logs(b"context", secret, alphas, doubled, w, Y=point(s))
        assert not holds(equations_equal_logs(b"context", point(s), alphas, doubled, false))
        out.add("verify_equal_logs", f"D by twice the key's secret, proved with that of the {name}",
                {"context": b"context", "key": encode(point(s)), "alpha": [encode(a) for a in alphas],
                 "D": [encode(D) for D in doubled], "proof": false}, refusal="bad_proof")
    Ds = [mul(s, a) for a in alphas]
    proof = prove_equal_logs(b"context", s, alphas, Ds, w)
    for name, changes, refusal in (("another context", {"context": b"Context"}, "bad_proof"),
                                   ("one D moved", {"D": [encode(add(Ds[0], G)), encode(Ds[1])]}, "bad_proof"),
                                   ("the identity as key", {"key": bytes(32)}, "identity"), ("one byte more",
                                                                                             {"proof": proof + b"\0"}, "trailing_bytes"),
                                   ("z plus one", {"proof": bump(proof, 64)}, "bad_proof")):
        inputs = {"context": b"context", "key": encode(point(s)), "alpha": [encode(a) for a in alphas],
                  "D": [encode(D) for D in Ds], "proof": proof, **changes}
        out.add("verify_equal_logs", name, inputs, refusal=refusal)


def combining(out, cells, partials, totals):
    ciphertexts = [enc(*ct) for ct in cells]
    for trustees in ((1, 2), (2, 3), (1, 3), (3, 1)):
        Ds = [[decode(partials[j][4 + 32 * k:36 + 32 * k]) for k in range(4)] for j in trustees]
        for M, m in zip(dkg.combined(cells, trustees, Ds), totals):
            assert encode(M) == encode(point(m))
        out.add("combine_totals", " and ".join(map(str, trustees)),
                {"cells": ciphertexts, "trustees": [str(j) for j in trustees],
                "partials": [partials[j] for j in trustees], "bound": 30}, {"totals": [str(m) for m in totals]})
    for name, trustees, of, bound in (("a total above the bound", (1, 2), (1, 2), 29),
                                      ("a bound of 0", (1, 2), (1, 2), 0),
                                      ("shares under each other's numbers", (1, 2), (2, 1), 30), ("too few shares", (1,),
                                                                                                  (1,), 30),
                                      ("one share twice, under two numbers", (1, 2), (1, 1), 30)):
        out.add("combine_totals", name, {"cells": ciphertexts, "trustees": [str(j) for j in trustees],
                                         "partials": [partials[j] for j in of],
                                         "bound": bound}, refusal="wrong_total")
    for bound in (0, 1, 2, 3, 4, 99, 100, 101):
        flat = [(point(k), point(m)) for k, m in ((1, 0), (2, bound))]  # shares of zero leave m·G
        none = u32(2) + bytes(64) + partials[1][132:]
        out.add("combine_totals", f"0 and the bound {bound}",
                {"cells": [enc(*ct) for ct in flat], "trustees": ["1"], "partials": [none], "bound": bound},
                {"totals": ["0", str(bound)]})
        beyond = [(point(1), point(bound + 1))]
        out.add("combine_totals", f"one above the bound {bound}",
                {"cells": [enc(*ct) for ct in beyond], "trustees": ["1"],
                "partials": [u32(1) + bytes(32) + partials[1][132:]], "bound": bound}, refusal="wrong_total")


if __name__ == "__main__":
    ceremonies()
    shares()
