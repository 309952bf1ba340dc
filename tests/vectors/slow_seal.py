"""Argon2id (RFC 9106) and XChaCha20-Poly1305 (RFC 8439, draft-irtf-cfrg-xchacha), slowly."""

from hashlib import blake2b

MASK32, MASK64 = 2**32 - 1, 2**64 - 1


def le32(n):
    return n.to_bytes(4, "little")


def long_hash(data, size):
    """H' of RFC 9106 section 3.3."""
    data = le32(size) + data
    if size <= 64:
        return blake2b(data, digest_size=size).digest()
    block = blake2b(data).digest()
    out = block[:32]
    while size - len(out) > 64:
        block = blake2b(block).digest()
        out += block[:32]
    return out + blake2b(block, digest_size=size - len(out)).digest()


def mix(v, a, b, c, d):
    """GB of RFC 9106 section 3.6."""
    x, y, z, w = v[a], v[b], v[c], v[d]
    for first, second in ((32, 24), (16, 63)):
        x = (x + y + 2 * (x & MASK32) * (y & MASK32)) & MASK64
        w ^= x
        w = (w >> first | w << (64 - first)) & MASK64
        z = (z + w + 2 * (z & MASK32) * (w & MASK32)) & MASK64
        y ^= z
        y = (y >> second | y << (64 - second)) & MASK64
    v[a], v[b], v[c], v[d] = x, y, z, w


def permute(v, i):
    for a, b, c, d in ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
                       (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)):
        mix(v, i[a], i[b], i[c], i[d])


ROWS = [list(range(16 * r, 16 * r + 16)) for r in range(8)]
COLUMNS = [[2 * c + 16 * r + k for r in range(8) for k in (0, 1)] for c in range(8)]


def fill(x, y):
    """G of RFC 9106 section 3.5, over blocks of 128 words."""
    mixed = [a ^ b for a, b in zip(x, y)]
    v = mixed[:]
    for indexes in ROWS + COLUMNS:
        permute(v, indexes)
    return [a ^ b for a, b in zip(v, mixed)]


def words(data):
    return [int.from_bytes(data[i:i + 8], "little") for i in range(0, len(data), 8)]


def argon2id(password, salt, passes, memory_kib, size):
    """One lane, version 0x13."""
    start = blake2b(b"".join(map(le32, (1, size, memory_kib, passes, 0x13, 2))) + le32(len(password)) + password
                    + le32(len(salt)) + salt + le32(0) + le32(0)).digest()
    count = memory_kib // 4 * 4
    segment = count // 4
    memory = [None] * count
    zero = [0] * 128
    for turn in range(passes):
        for part in range(4):
            addresses, counter = [], 0
            for i in range(segment):
                at = part * segment + i
                by_address = turn == 0 and part < 2  # data-independent in the first half of the first pass
                if by_address and i % 128 == 0:
                    counter += 1
                    head = [turn, 0, part, count, passes, 2, counter] + [0] * 121
                    addresses = fill(zero, fill(zero, head))
                if turn == 0 and part == 0 and i < 2:
                    memory[at] = words(long_hash(start + le32(i) + le32(0), 1024))
                    continue
                previous = memory[at - 1]
                j = (addresses[i % 128] if by_address else previous[0]) & MASK32
                area = (at if turn == 0 else count - segment + i) - 1
                far = area - 1 - (area * (j * j >> 32) >> 32)
                first = 0 if turn == 0 or part == 3 else (part + 1) * segment
                block = fill(previous, memory[(first + far) % count])
                if turn:
                    block = [a ^ b for a, b in zip(block, memory[at])]
                memory[at] = block
    return long_hash(b"".join(word.to_bytes(8, "little") for word in memory[-1]), size)


def quarter(v, a, b, c, d):
    for target, source, shifted, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
        v[target] = (v[target] + v[source]) & MASK32
        v[shifted] ^= v[target]
        v[shifted] = (v[shifted] << turn | v[shifted] >> (32 - turn)) & MASK32


def rounds(state):
    v = state[:]
    for _ in range(10):
        for a, b, c, d in ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
                           (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)):
            quarter(v, a, b, c, d)
    return v


def words32(data):
    return [int.from_bytes(data[i:i + 4], "little") for i in range(0, len(data), 4)]


def chacha_state(key, tail):
    return words32(b"expand 32-byte k" + key + tail)


def chacha_block(key, counter, nonce):
    state = chacha_state(key, le32(counter) + nonce)
    return b"".join(le32((a + b) & MASK32) for a, b in zip(rounds(state), state))


def poly1305(key, message):
    r = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    total = 0
    for i in range(0, len(message), 16):
        total = (total + int.from_bytes(message[i:i + 16] + b"\1", "little")) * r % (2**130 - 5)
    return ((total + int.from_bytes(key[16:], "little")) % 2**128).to_bytes(16, "little")


def xchacha20_poly1305(key, nonce, plaintext, associated):
    out = rounds(chacha_state(key, nonce[:16]))
    subkey = b"".join(map(le32, out[:4] + out[12:]))
    nonce = bytes(4) + nonce[16:]
    stream = b"".join(chacha_block(subkey, 1 + i, nonce) for i in range(len(plaintext) // 64 + 1))
    sealed = bytes(a ^ b for a, b in zip(plaintext, stream))
    padded = associated + bytes(-len(associated) % 16) + sealed + bytes(-len(sealed) % 16)
    lengths = len(associated).to_bytes(8, "little") + len(sealed).to_bytes(8, "little")
    return sealed + poly1305(chacha_block(subkey, 0, nonce)[:32], padded + lengths)
