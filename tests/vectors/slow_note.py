"""Signed notes and their keys, by C2SP signed-note, tlog-checkpoint, tlog-cosignature and tlog-proof."""

from base64 import b64encode
from hashlib import sha256

import slow_ed25519 as ed


def b64(data):
    return b64encode(data).decode()


class NoteKey:
    """A name, a key and what it signs: notes (1) or checkpoints as a witness (4)."""

    def __init__(self, name, seed, kind=1):
        self.name, self.seed, self.kind = name, seed, kind
        self.key = ed.public_key(seed)
        self.id = sha256(name.encode() + b"\n" + bytes([kind]) + self.key).digest()[:4]

    def verifier_key(self):
        return f"{self.name}+{self.id.hex()}+{b64(bytes([self.kind]) + self.key)}"

    def signature(self, text, time=1700000000):
        if self.kind == 4:
            message = f"cosignature/v1\ntime {time}\n{text}"
            return time.to_bytes(8, "big") + ed.sign(self.seed, message.encode())
        return ed.sign(self.seed, text.encode())

    def line(self, text, time=1700000000):
        return line(self.name, self.id, self.signature(text, time))


def line(name, key_id, signature):
    return f"— {name} {b64(key_id + signature)}\n"


def note(text, *keys):
    return text + "\n" + "".join(key.line(text) for key in keys)


def checkpoint(origin, size, root):
    return f"{origin}\n{size}\n{b64(root)}\n"


def receipt(entry, index, proof, signed_checkpoint):
    lines = ["c2sp.org/tlog-proof@v1", f"extra {b64(entry)}", f"index {index}", *map(b64, proof)]
    return "\n".join(lines) + "\n\n" + signed_checkpoint
