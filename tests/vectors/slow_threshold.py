"""Key ceremony and decryption shares by SPEC sections 5 and 9.3."""

from hashlib import sha256

from slow_group import H, decode, enc, encode, linear, mul, point, q, scalar, sub, text, u8, u16, u32
from slow_proof import prove_equal_logs, prove_knowledge


class Context:
    """C of an attempt."""

    def __init__(self, K, attempt, trustees):
        self.K, self.attempt, self.trustees = K, attempt, trustees
        self.C = K + u16(attempt) + bytes(trustees)

    def inputs(self):
        return {"K": self.K, "attempt": self.attempt, "trustees": [str(i) for i in self.trustees]}

    def head(self, kind, trustee):
        return u8(kind) + u16(self.attempt) + u8(trustee)


def keys(ctx, i, e, w):
    return ctx.head(0, i) + encode(point(e)) + prove_knowledge("dkg-key", e, ctx.C + u32(i), w)


def commit(ctx, i, A):
    return ctx.head(1, i) + H("dkg-commit", ("context", ctx.C), ("i", i), ("A", enc(*A)))[:32]


def reveal(ctx, i, coefficients, boxes, w):
    A = [point(a) for a in coefficients]
    proof = prove_knowledge("dkg-pok", coefficients[0], ctx.C + u32(i) + enc(*A), w)
    return ctx.head(2, i) + reveal_fields(A, proof, [sha256(box).digest() for box in boxes])


def reveal_fields(A, proof, hashes):
    return u32(len(A)) + enc(*A) + proof + u32(len(hashes)) + b"".join(hashes)


def share(coefficients, j):
    return sum(a * j**k for k, a in enumerate(coefficients)) % q


def pad(ctx, i, j, R, E, S):
    return H("dkg-share", ("context", ctx.C), ("i", i), ("j", j), ("R", enc(R)), ("E", enc(E)), ("K", enc(S)))[:32]


def xor(a, b):
    return bytes(x ^ y for x, y in zip(a, b))


def box(ctx, i, j, E, s, k):
    """`s` as a number or as 32 bytes that need not be reduced."""
    R, S = point(k), mul(k, E)
    data = s if isinstance(s, bytes) else scalar(s)
    return encode(R) + xor(data, pad(ctx, i, j, R, E, S))


def complaint(ctx, i, j, e, box_bytes, w):
    R = decode(box_bytes[:32])
    S = mul(e, R)
    context = ctx.C + b"complaint" + u32(i) + u32(j)
    proof = prove_equal_logs(context, e, [R], [S], w)
    return ctx.head(3, j) + u8(i) + box_bytes + encode(S) + proof


def confirm(ctx, i, digest, tool, kept):
    return ctx.head(4, i) + digest + u8(tool) + u8(kept)


def restart(attempt, reason, trustees, by=0):
    return u8(5) + u16(attempt) + u8(by) + text(reason) + u32(len(trustees)) + bytes(trustees)


def digest(ctx, records):
    joined = b"".join(u32(len(record)) + record for record in records)
    return H("dkg-transcript", ("context", ctx.C), ("records", joined))


def joint_key(polynomials):
    return point(sum(f[0] for f in polynomials))


def verification_key(polynomials, j):
    return point(sum(share(f, j) for f in polynomials))


def lagrange(trustees):
    out = []
    for j in trustees:
        top = bottom = 1
        for k in trustees:
            if k != j:
                top, bottom = top * k % q, bottom * (k - j) % q
        out.append(top * pow(bottom, -1, q) % q)
    return out


def share_context(Q, closing_root, group, list_digest, j):
    return Q + closing_root + u32(group) + u8(0) + list_digest + u32(j)


def partial_decryption(context, s, alphas, w):
    """D list || A || B || z."""
    D = [mul(s, alpha) for alpha in alphas]
    return u32(len(D)) + enc(*D) + prove_equal_logs(context, s, alphas, D, w)


def combined(cells, trustees, D_by_trustee):
    """m_k·G of each cell."""
    L = lagrange(trustees)
    return [sub(beta, linear((l, D[k]) for l, D in zip(L, D_by_trustee))) for k, (_, beta) in enumerate(cells)]
