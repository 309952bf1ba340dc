"""The Merkle tree as RFC 6962 section 2.1 and RFC 9162 section 2.1 define it, word for word and slowly."""

from hashlib import sha256


def hash_leaf(entry):
    return sha256(b"\x00" + entry).digest()


def hash_node(left, right):
    return sha256(b"\x01" + left + right).digest()


def split_of(n):
    k = 1
    while 2 * k < n:
        k *= 2
    return k


def root(entries):
    """MTH(D)"""
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return hash_leaf(entries[0])
    k = split_of(len(entries))
    return hash_node(root(entries[:k]), root(entries[k:]))


def inclusion(m, entries):
    """PATH(m, D)"""
    if len(entries) == 1:
        return []
    k = split_of(len(entries))
    if m < k:
        return inclusion(m, entries[:k]) + [root(entries[k:])]
    return inclusion(m - k, entries[k:]) + [root(entries[:k])]


def consistency(m, entries, whole=True):
    """SUBPROOF(m, D, b)"""
    if m == len(entries):
        return [] if whole else [root(entries)]
    k = split_of(len(entries))
    if m <= k:
        return consistency(m, entries[:k], whole) + [root(entries[k:])]
    return consistency(m - k, entries[k:], False) + [root(entries[:k])]


def made_inclusion(m, n, leaf, make):
    """A path and the root that it leads to, in a tree of n leaves nobody has: siblings come from `make`."""
    if n == 1:
        return leaf, []
    k = split_of(n)
    if m < k:
        below, path = made_inclusion(m, k, leaf, make)
        sibling = make()
        return hash_node(below, sibling), path + [sibling]
    below, path = made_inclusion(m - k, n - k, leaf, make)
    sibling = make()
    return hash_node(sibling, below), path + [sibling]


def made_consistency(m, n, make, whole=True):
    """The earlier root, the later root and the proof between them, in the same manner."""
    if m == n:
        known = make()
        return known, known, [] if whole else [known]
    k = split_of(n)
    if m <= k:
        earlier, later, path = made_consistency(m, k, make, whole)
        right = make()
        return earlier, hash_node(later, right), path + [right]
    earlier, later, path = made_consistency(m - k, n - k, make, False)
    left = make()
    return hash_node(left, earlier), hash_node(left, later), path + [left]
