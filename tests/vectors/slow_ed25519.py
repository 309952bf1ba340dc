"""Ed25519 as RFC 8032 section 5.1 defines it, slowly, with what a forger needs: loose points and chosen nonces."""

from hashlib import sha512

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)


def recover_x(y, sign):
    """x of a point with this y, or None."""
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_1 % P
    if (x * x - square) % P:
        return None
    return P - x if x % 2 != sign and x else x


def add(a, b):
    (x1, y1), (x2, y2) = a, b
    t = D * x1 * x2 * y1 * y2 % P
    return ((x1 * y2 + x2 * y1) * pow(1 + t, -1, P) % P, (y1 * y2 + x1 * x2) * pow(1 - t, -1, P) % P)


def times(n, point):
    result = (0, 1)
    while n:
        if n & 1:
            result = add(result, point)
        point = add(point, point)
        n >>= 1
    return result


def negative(point):
    return (-point[0] % P, point[1])


BASE_Y = 4 * pow(5, -1, P) % P
BASE = (recover_x(BASE_Y, 0), BASE_Y)


def encode(point, y=None):
    """32 bytes; with `y` given, that number stands for the point's (which it equals modulo p)."""
    return ((point[1] if y is None else y) | (point[0] & 1) << 255).to_bytes(32, "little")


def decode(data):
    number = int.from_bytes(data, "little")
    y = number & (2**255 - 1)
    x = recover_x(y % P, number >> 255)
    return None if x is None else (x, y % P)


def expand(seed):
    digest = sha512(seed).digest()
    a = int.from_bytes(digest[:32], "little") & (2**254 - 8) | 2**254
    return a, digest[32:]


def public_key(seed):
    return encode(times(expand(seed)[0], BASE))


def challenge(r_bytes, key, message):
    return int.from_bytes(sha512(r_bytes + key + message).digest(), "little") % L


def sign(seed, message):
    a, prefix = expand(seed)
    r = int.from_bytes(sha512(prefix + message).digest(), "little") % L
    return sign_with(a, r, encode(times(r, BASE)), public_key(seed), message)


def sign_with(a, r, r_bytes, key, message):
    """A signature whose R is whatever `r_bytes` says, over whatever `key` says."""
    return r_bytes + ((r + challenge(r_bytes, key, message) * a) % L).to_bytes(32, "little")


def verify(key, message, signature, cofactor=1):
    """Whether cofactor·(S·B − h·A − R) = 0: with 1 as Gongdao does, with 8 as the loose rule allows."""
    a, r, s = decode(key), decode(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    rest = add(times(s, BASE), negative(add(times(challenge(signature[:32], key, message), a), r)))
    return times(cofactor, rest) == (0, 1)


def torsion_points():
    """The eight points of small order."""
    y = 2
    while True:
        x = recover_x(y, 0)
        generator = None if x is None else times(L, (x, y))
        if generator and times(4, generator) != (0, 1):
            return [times(i, generator) for i in range(8)]
        y += 1
