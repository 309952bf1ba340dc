"""Encryption and proofs by SPEC sections 5, 6.1-6.3 and 9.3. A verifier gives equations: lists of (scalar, element)
that must sum to the identity."""

from slow_group import G, H, Hs, add, decode, enc, encode, is_identity, linear, mul, point, q, scalar, sub, total


def encrypt(y, m, r):
    return point(r), add(mul(r, y), point(m))


def ct_bytes(cts):
    return b"".join(enc(*ct) for ct in cts)


def ct_sum(cts):
    return total(a for a, _ in cts), total(b for _, b in cts)


def holds(equations):
    return all(is_identity(linear(terms)) for terms in equations)


# ------------------------------------------------------------------------------------------- one of many (6.2)

def row(cells, blank):
    marked = [[int(i == k) for i in range(cells)] for k in range(cells)]
    return ([[0] * cells] if blank else []) + marked


def values(lo, hi):
    return [[v] for v in range(lo, hi + 1)]


def fold_weights(digest, p, n):
    return [1] + [Hs("fold", ("digest", digest), ("proof", p), ("k", k)) for k in range(1, n)]


def one_challenge(digest, p, commitments):
    return Hs("one-of-many", ("digest", digest), ("proof", p), ("commitments", ct_bytes(commitments)))


def prove_one(y, digest, p, ms, rs, options, draws, true=None, weights=None):
    """`draws` gives c_j, u_j for each branch. `true` and `weights` are for forgers."""
    lam = weights or fold_weights(digest, p, len(ms))
    r = sum(l * x for l, x in zip(lam, rs)) % q
    delta = [sum(l * (m - o) for l, m, o in zip(lam, ms, option)) % q for option in options]
    true = options.index(ms) if true is None else true
    cs, us, commitments = [], [], []
    for j in range(len(options)):
        c, u = draws()
        cs.append(c)
        us.append(u)
        B = mul(u, y) if j == true else sub(mul(u, y), point(c * delta[j]))
        commitments.append((point(u), B))
    challenge = one_challenge(digest, p, commitments)
    cs[true] = (challenge - sum(c for j, c in enumerate(cs) if j != true)) % q
    zs = [(u + c * r) % q for u, c in zip(us, cs)]
    return {"AB": commitments, "c": cs[1:], "z": zs}


def equations_one(y, digest, p, cts, options, proof):
    lam = fold_weights(digest, p, len(cts))
    challenge = one_challenge(digest, p, proof["AB"])
    cs = [(challenge - sum(proof["c"])) % q] + proof["c"]
    out = []
    for (A, B), c, z, option in zip(proof["AB"], cs, proof["z"], options):
        M = sum(l * o for l, o in zip(lam, option)) % q
        out.append([(z, G), (-1, A)] + [(-c * l, alpha) for l, (alpha, _) in zip(lam, cts)])
        out.append([(z, y), (-1, B), (c * M, G)] + [(-c * l, beta) for l, (_, beta) in zip(lam, cts)])
    return out


def one_bytes(proof):
    return ct_bytes(proof["AB"]) + b"".join(scalar(x) for x in proof["c"] + proof["z"])


def read_one(data, m):
    assert len(data) == 128 * m - 32
    P = [decode(data[i * 32:i * 32 + 32]) for i in range(2 * m)]
    s = [int.from_bytes(data[i:i + 32], "little") for i in range(64 * m, len(data), 32)]
    return {"AB": list(zip(P[::2], P[1::2])), "c": s[:m - 1], "z": s[m - 1:]}


# ------------------------------------------------------------------------------------------------- sums (6.3)

def weights(lo, hi):
    width = hi - lo
    k = width.bit_length()
    return sorted([2**i for i in range(k - 1)] + [width - (2**(k - 1) - 1)])


def digits(value, lo, hi):
    w, rest, out = weights(lo, hi), value - lo, {}
    for i in sorted(range(len(w)), key=lambda i: (-w[i], i)):
        out[i] = int(rest >= w[i])
        rest -= out[i] * w[i]
    assert rest == 0
    return [out[i] for i in range(len(w))]


def first_digit(sum_ct, lo, hi, others):
    w = weights(lo, hi)[1:]
    alpha = sub(sum_ct[0], linear((x, ct[0]) for x, ct in zip(w, others)))
    beta = sub(sub(sum_ct[1], point(lo)), linear((x, ct[1]) for x, ct in zip(w, others)))
    return alpha, beta


# ------------------------------------------------------------------------------------- Schnorr (5), equal logs (9.3)

def schnorr_challenge(name, X, T, message):
    return Hs(name, ("X", enc(X)), ("R", enc(T)), ("message", message))


def prove_knowledge(name, x, message, w):
    """T || z."""
    T = point(w)
    return encode(T) + scalar(w + schnorr_challenge(name, point(x), T, message) * x)


def equations_knowledge(name, X, message, proof):
    T, z = decode(proof[:32]), int.from_bytes(proof[32:], "little")
    return [[(z, G), (-1, T), (-schnorr_challenge(name, X, T, message), X)]]


def equal_logs_fold(context, Y, alphas, Ds):
    seed = H("share-fold", ("context", context), ("Y", enc(Y)), ("alpha", enc(*alphas)), ("D", enc(*Ds)))
    return seed, [Hs("share-fold-k", ("seed", seed), ("k", k)) for k in range(len(alphas))]


def prove_equal_logs(context, s, alphas, Ds, w, Y=None):
    """A || B || z. `Y` is for forgers: another key than s·G."""
    seed, rho = equal_logs_fold(context, Y or point(s), alphas, Ds)
    A, B = point(w), mul(w, linear(zip(rho, alphas)))
    c = Hs("share", ("seed", seed), ("A", enc(A)), ("B", enc(B)))
    return enc(A, B) + scalar(w + c * s)


def equations_equal_logs(context, Y, alphas, Ds, proof):
    seed, rho = equal_logs_fold(context, Y, alphas, Ds)
    A, B, z = decode(proof[:32]), decode(proof[32:64]), int.from_bytes(proof[64:], "little")
    c = Hs("share", ("seed", seed), ("A", enc(A)), ("B", enc(B)))
    return [[(z, G), (-1, A), (-c, Y)],
            [(z * r, a) for r, a in zip(rho, alphas)] + [(-1, B)] + [(-c * r, D) for r, D in zip(rho, Ds)]]
