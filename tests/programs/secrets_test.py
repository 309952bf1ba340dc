"""Nothing that a server must not know is in its memory, its database, its logs or what it publishes."""
import re
import subprocess
import unittest

from meeting import PROGRAMS, run
from support import InFolder

EMPTY = bytes(1 << 16)


def memory_of(process):
    """Every readable page of a process: what a core dump would hold."""
    pieces = []
    with open(f"/proc/{process}/maps", encoding="utf-8") as maps, open(f"/proc/{process}/mem", "rb", 0) as memory:
        for line in maps:
            begin, end, rights = re.match(r"(\w+)-(\w+) (\S+)", line).groups()
            if not rights.startswith("r") or "[v" in line:  # vvar, vsyscall: the kernel's
                continue
            for at in range(int(begin, 16), int(end, 16), len(EMPTY)):
                memory.seek(at)
                try:
                    piece = memory.read(min(len(EMPTY), int(end, 16) - at))
                except OSError:
                    break
                if piece != EMPTY:
                    pieces.append(piece)
    return b"".join(pieces)


class Secrets(InFolder):
    def test_no_slip_share_or_choice_is_found_where_the_server_keeps_anything(self):
        meeting = self.meeting(electors=6, present=5)
        meeting.open()
        secrets, marks = {}, ["oox-", "xoo-", "o-xo", "-xox", "xx-o"]
        for number, link in enumerate(meeting.links):
            command, _ = meeting.vote_command(link, marks[number], f"voter{number}")
            said = subprocess.run([PROGRAMS / "markers", *command[1:]], capture_output=True, text=True, check=True).stdout
            secrets[f"randomness of ballot {number}"] = re.findall(r"drawn: (\w+)", said)
            secrets[f"slip {number}"] = run("markers", "slip", self.folder / f"voter{number}.link", meeting.session).split()
        memory = {"memory while voting": memory_of(meeting.server.process.pid)}
        code = meeting.close()
        meeting.settle()
        for one in (1, 2):
            meeting.trustee(one, "decrypt", "--closing-code", code)
        meeting.act("publish")
        memory["memory at the end"] = memory_of(meeting.server.process.pid)
        for number in (1, 2, 3):
            words = (self.folder / f"{number}.pass").read_text(encoding="utf-8").strip()
            secrets[f"trustee {number}"] = run("markers", "key", self.folder / f"{number}.key", words).split()
            self.assertEqual(len(secrets[f"trustee {number}"]), 2)
        for one in range(5):
            self.assertGreaterEqual(len(secrets[f"randomness of ballot {one}"]), 2)
            self.assertEqual(len(secrets[f"slip {one}"]), 10)

        kept = [file for file in [*meeting.server.data.rglob("*"), *self.folder.glob("server.out*")] if file.is_file()]
        places = memory | {str(file): file.read_bytes() for file in kept}
        # What must be there is found, in memory and on the disk: the search works.
        database = str(meeting.server.data / "gongdao.sqlite")
        for place in (*memory, database):
            self.assertTrue(bytes.fromhex(meeting.session) in places[place], place)
        for name, markers in secrets.items():
            for marker in markers:
                raw = bytes.fromhex(marker)
                self.must_not_be_in(places, name, raw, raw[::-1], raw.hex().encode(), raw.hex().upper().encode())
        for mark in marks:
            self.must_not_be_in({file: places[file] for file in places if file not in memory}, "marks", mark.encode())

    def must_not_be_in(self, places, name, *forms):
        for place, content in places.items():
            if any(form in content for form in forms):
                self.fail(f"{name} is in {place}")  # and not what it is


if __name__ == "__main__":
    unittest.main()
