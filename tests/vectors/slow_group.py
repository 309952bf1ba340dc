"""ristretto255 by RFC 9496 and the hashes of SPEC section 1.3, slow and obvious. Whole numbers are scalars."""

from hashlib import sha512

p = 2**255 - 19
q = 2**252 + 27742317777372353535851937790883648493
d = (-121665 * pow(121666, -1, p)) % p
SQRT_M1 = pow(2, (p - 1) // 4, p)


def is_negative(x):
    return x % p & 1


def absolute(x):
    return -x % p if is_negative(x) else x % p


def sqrt_ratio(u, v):
    """Whether u/v is a square, and the non-negative root of u/v or of i·u/v (RFC 9496 section 4.2)."""
    r = u * pow(v, 3, p) * pow(u * pow(v, 7, p), (p - 5) // 8, p) % p
    check = v * r * r % p
    if check in (-u % p, -u * SQRT_M1 % p):
        r = r * SQRT_M1 % p
    return check in (u % p, -u % p), absolute(r)


INVSQRT_A_MINUS_D = sqrt_ratio(1, -1 - d)[1]
SQRT_AD_MINUS_ONE = -sqrt_ratio(-d - 1, 1)[1] % p  # the odd root, as RFC 9496 has it
IDENTITY = (0, 1, 1, 0)


def add(P, Q):
    (x1, y1, z1, t1), (x2, y2, z2, t2) = P, Q
    a, b = (y1 - x1) * (y2 - x2), (y1 + x1) * (y2 + x2)
    c, e = 2 * d * t1 * t2, 2 * z1 * z2
    f, g, h, k = (b - a) % p, (e - c) % p, (e + c) % p, (b + a) % p
    return f * g % p, h * k % p, g * h % p, f * k % p


def neg(P):
    return -P[0] % p, P[1], P[2], -P[3] % p


def sub(P, Q):
    return add(P, neg(Q))


def mul(k, P):
    R = IDENTITY
    for bit in bin(k % q)[2:]:
        R = add(R, R)
        if bit == "1":
            R = add(R, P)
    return R


def total(elements):
    R = IDENTITY
    for P in elements:
        R = add(R, P)
    return R


def linear(terms):
    return total(mul(k, P) for k, P in terms)


def is_identity(P):
    return P[0] % p == 0 or P[1] % p == 0


def encode(P):
    x, y, z, t = P
    u1, u2 = (z + y) * (z - y) % p, x * y % p
    inverse = sqrt_ratio(1, u1 * u2 * u2)[1]
    den1, den2 = inverse * u1 % p, inverse * u2 % p
    z_inverse = den1 * den2 * t % p
    den = den2
    if is_negative(t * z_inverse):
        x, y, den = y * SQRT_M1 % p, x * SQRT_M1 % p, den1 * INVSQRT_A_MINUS_D % p
    if is_negative(x * z_inverse):
        y = -y
    return absolute(den * (z - y)).to_bytes(32, "little")


def decode(data):
    """The element, or None."""
    s = int.from_bytes(data, "little")
    if len(data) != 32 or s >= p or s & 1:
        return None
    u1, u2 = 1 - s * s, 1 + s * s
    v = -d * u1 * u1 - u2 * u2
    square, inverse = sqrt_ratio(1, v * u2 * u2)
    den = inverse * u2
    x = absolute(2 * s * den)
    y = u1 * inverse * den * v % p
    t = x * y % p
    return (x, y, 1, t) if square and not is_negative(t) and y else None


def half_map(data):
    t = int.from_bytes(data, "little") % 2**255
    r = SQRT_M1 * t * t % p
    square, s = sqrt_ratio((r + 1) * (1 - d * d), (-1 - r * d) * (r + d))
    c = -1 if square else r
    s = s if square else -absolute(s * t)
    n = c * (r - 1) * (d - 1) ** 2 - (-1 - r * d) * (r + d)
    w0, w1, w2, w3 = 2 * s * (-1 - r * d) * (r + d), n * SQRT_AD_MINUS_ONE, 1 - s * s, 1 + s * s
    return w0 * w3 % p, w2 * w1 % p, w1 * w3 % p, w0 * w2 % p


def from_hash(data):
    return add(half_map(data[:32]), half_map(data[32:]))


G = decode(bytes.fromhex("e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76"))


def point(k):
    """k·G."""
    return mul(k, G)


def enc(*elements):
    return b"".join(encode(P) for P in elements)


def scalar(k):
    return (k % q).to_bytes(32, "little")


def u8(n):
    return n.to_bytes(1, "big")


def u16(n):
    return n.to_bytes(2, "big")


def u32(n):
    return n.to_bytes(4, "big")


def text(s):
    data = s.encode()
    return u32(len(data)) + data


def H(name, *fields):
    """Fields are pairs of label and bytes; a whole number is u32."""
    prefix = b"gongdao/v1/" + name.encode()
    data = u8(len(prefix)) + prefix
    for label, value in fields:
        value = u32(value) if isinstance(value, int) else value
        label = label.encode()
        data += u8(len(label)) + label + u32(len(value)) + value
    return sha512(data).digest()


def Hs(name, *fields):
    return int.from_bytes(H(name, *fields), "little") % q


def Hg(name, *fields):
    return from_hash(H(name, *fields))


class Chance:
    """Scalars that look random and are the same in every run."""

    def __init__(self, name):
        self.name, self.count = name.encode(), 0

    def scalar(self):
        self.count += 1
        return int.from_bytes(sha512(self.name + u32(self.count)).digest(), "little") % (q - 1) + 1

    def scalars(self, n):
        return [self.scalar() for _ in range(n)]

    def bytes(self, n):
        self.count += 1
        return sha512(self.name + u32(self.count)).digest()[:n]
