"""What the cases share: a folder of their own, and no process left behind."""
import base64
import tempfile
import unittest
from pathlib import Path

from meeting import Meeting

CAST = (7).to_bytes(2, "big")  # the type of a leaf that is a cast ballot's entry (SPEC §6.5)
TRACKER = slice(74, 106)


class InFolder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="gongdao-programs-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def meeting(self, **options):
        meeting = Meeting(self.folder, **options)
        self.addCleanup(meeting.server.stop)
        return meeting


def tracker_of(promise):
    """The tracker that a promise (SPEC §6.7) is about."""
    return base64.b64decode(Path(promise).read_text(encoding="utf-8").split("\n")[4])


def logged_trackers(folder):
    """Of all ballots in a published log, read from its entries (SPEC §10): u16 length, then the leaf."""
    trackers = set()
    for bundle in (Path(folder) / "tile/entries").rglob("*"):
        content = bundle.read_bytes() if bundle.is_file() else b""
        while content:
            length = int.from_bytes(content[:2], "big")
            leaf, content = content[2:2 + length], content[2 + length:]
            if leaf[:2] == CAST:
                trackers.add(leaf[TRACKER])
    return trackers
