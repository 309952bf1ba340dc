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


class OverOneMeeting(unittest.TestCase):
    """Cases that look at one meeting, each at something else. Which one, `hold` says."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="gongdao-programs-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.hold()

    @classmethod
    def take(cls, meeting):
        cls.addClassCleanup(meeting.server.stop)
        cls.meeting, cls.server = meeting, meeting.server
        return meeting

    def token(self, role):
        return (self.folder / f"{role}.token").read_text(encoding="utf-8").strip()


def tracker_of(promise):
    """The tracker that a promise (SPEC §6.7) is about."""
    return base64.b64decode(Path(promise).read_text(encoding="utf-8").split("\n")[4])


def leaves(folder):
    """Of a published log, read from its entries (SPEC §10): u16 length, then the leaf. One may come more than once."""
    for bundle in (Path(folder) / "tile/entries").rglob("*"):
        content = bundle.read_bytes() if bundle.is_file() else b""
        while content:
            length = int.from_bytes(content[:2], "big")
            yield content[2:2 + length]
            content = content[2 + length:]


def logged_trackers(folder):
    return {leaf[TRACKER] for leaf in leaves(folder) if leaf[:2] == CAST}
