"""Nothing that a server must not know is in its memory, its database, its logs or what it publishes."""
import json
import re
import subprocess
import unittest
from urllib.parse import quote

from https import ask
from meeting import PROGRAMS, Failed, Meeting, run
from support import OverOneMeeting

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


MARKS = ["oox-", "xoo-", "o-xo", "-xox", "xx-o"]
NAMES = [f"党员{i}" for i in range(1, 7)]


class Secrets(OverOneMeeting):
    @classmethod
    def hold(cls):
        meeting = cls.take(Meeting(cls.folder, electors=6, present=5))
        meeting.open()
        cls.make_names_be_refused()
        cls.secrets = {}
        for number, link in enumerate(meeting.links):
            command, _ = meeting.vote_command(link, MARKS[number], f"voter{number}")
            said = subprocess.run([PROGRAMS / "markers", *command[1:]], capture_output=True, text=True, check=True).stdout
            cls.secrets[f"randomness of ballot {number}"] = re.findall(r"drawn: (\w+)", said)
            link_file = cls.folder / f"voter{number}.link"
            cls.secrets[f"slip {number}"] = run("markers", "slip", link_file, meeting.session).split()
        cls.memory = {"memory while voting": memory_of(meeting.server.process.pid)}
        code = meeting.close()
        meeting.settle()
        for one in (1, 2):
            meeting.trustee(one, "decrypt", "--closing-code", code)
        meeting.act("publish")
        cls.memory["memory at the end"] = memory_of(meeting.server.process.pid)
        for number in (1, 2, 3):
            words = (cls.folder / f"{number}.pass").read_text(encoding="utf-8").strip()
            cls.secrets[f"trustee {number}"] = run("markers", "key", cls.folder / f"{number}.key", words).split()
        kept = [file for file in [*cls.server.data.rglob("*"), *cls.folder.glob("server.out*")] if file.is_file()]
        cls.files = {str(file): file.read_bytes() for file in kept}
        cls.database = str(cls.server.data / "gongdao.sqlite")

    @classmethod
    def make_names_be_refused(cls):
        """As part of a faulty roll, of a field's name, of a path: no refusal may bring them into the log."""
        faulty = cls.folder / "faulty.csv"
        faulty.write_text("姓名,身份\n党员1,正式党员\n党员1,正式党员\n党员2,党员2\n=党员3,正式党员\n", encoding="utf-8")
        try:
            cls.meeting.admin("commissioner", "roll", "--dry-run", "--file", faulty)
            raise AssertionError("a faulty roll was taken")
        except Failed:
            pass
        token = (cls.folder / "attendant.token").read_text(encoding="utf-8").strip()
        name = quote(NAMES[5])
        for method, path, body in (("POST", f"/api/v1/s/{cls.meeting.session}/attendance", {NAMES[3]: NAMES[4]}),
                                   ("GET", f"/{name}", b""), ("GET", f"/s/{cls.meeting.session}/{name}", b""),
                                   ("GET", f"/api/v1/short/{name}", b""), ("PUT", f"/api/v1/{name}", b"")):
            answer = ask(cls.server, method, path, body, token)
            assert 400 <= answer.status < 500, answer

    def test_no_slip_share_or_choice_is_found_where_the_server_keeps_anything(self):
        for number in (1, 2, 3):
            self.assertEqual(len(self.secrets[f"trustee {number}"]), 2)
        for one in range(5):
            self.assertGreaterEqual(len(self.secrets[f"randomness of ballot {one}"]), 2)
            self.assertEqual(len(self.secrets[f"slip {one}"]), 10)
        places = self.memory | self.files
        # What must be there is found, in memory and on the disk: the search works.
        for place in (*self.memory, self.database):
            self.assertTrue(bytes.fromhex(self.meeting.session) in places[place], place)
        for name, markers in self.secrets.items():
            for marker in markers:
                raw = bytes.fromhex(marker)
                self.must_not_be_in(places, name, raw, raw[::-1], raw.hex().encode(), raw.hex().upper().encode())
        for mark in MARKS:
            # Four bytes stand in random ones now and then: only in what is text.
            texts = {file: self.files[file] for file in self.files if file.endswith((".log", ".out", ".err", ".json", ".html"))}
            self.must_not_be_in(texts, "marks", mark.encode())

    def test_no_name_of_the_roll_stands_anywhere_but_in_the_database(self):
        self.assertIn(b"confirmed", self.files[f"{self.server.out}.log"])
        self.assertIn(f"{self.server.out}.err", self.files)
        self.assertTrue(any(file.startswith(str(self.meeting.published())) for file in self.files))
        database = {file for file in self.files if file.startswith(self.database)}  # and its write-ahead log
        elsewhere = {file: self.files[file] for file in self.files.keys() - database}
        for name in NAMES:
            forms = [name.encode(), name.encode("gb18030"), name.encode("utf-16-le"), json.dumps(name)[1:-1].encode(),
                     quote(name).encode()]
            self.assertTrue(any(form in self.files[file] for file in database for form in forms), "the search does not work")
            self.must_not_be_in(elsewhere, name, *forms)

    def must_not_be_in(self, places, name, *forms):
        for place, content in places.items():
            if any(form in content for form in forms):
                self.fail(f"{name} is in {place}")  # and not what it is


if __name__ == "__main__":
    unittest.main()
