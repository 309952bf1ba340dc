"""A meeting held from terminals: every act is a command that an officer, trustee, registrar or voter would type."""
import json
import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = Path(os.environ.get("GONGDAO_PROGRAMS", ROOT / "build/release/bin"))
LIMIT = 120  # seconds that no single command may need

OFFICERS = {"commissioner": "组织委员", "chair": "主持人", "attendant": "签到员", "registrar": "资格审查"}


class Failed(Exception):
    """A command that ended with something else than 0."""

    def __init__(self, command, code, said):
        super().__init__(f"{' '.join(map(str, command))}\nended with {code}:\n{said}")
        self.code, self.said = code, said


def run(program, *arguments, stdin=None):
    """Gives what the program printed. Raises Failed."""
    command = [PROGRAMS / program, *arguments]
    done = subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=LIMIT, check=False)
    if done.returncode != 0:
        raise Failed(command, done.returncode, done.stdout + done.stderr)
    return done.stdout


def verify(folder, *arguments):
    """The report of gongdao-verify, with its exit code."""
    command = [PROGRAMS / "gongdao-verify", folder, "--json", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=False)
    return done.returncode, json.loads(done.stdout) if done.stdout else None


def wait_until(true, what, seconds=LIMIT):
    """Asks again and again; an event would be better, but other processes give none."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        got = true()
        if got:
            return got
        time.sleep(0.01)
    raise TimeoutError(what)


class Server:
    """`gongdao serve` over one data folder, started and stopped as often as wanted."""

    def __init__(self, folder):
        self.data, self.out, self.port, self.process = folder / "data", folder / "server.out", 0, None
        self.certificate = self.data / "tls/certificate.pem"

    def start(self, *options):
        with open(self.out, "w", encoding="utf-8") as out, open(f"{self.out}.err", "a", encoding="utf-8") as err:
            self.process = subprocess.Popen(
                [PROGRAMS / "gongdao", "serve", "--data", self.data, "--port", str(self.port),
                 "--log", f"{self.out}.log", *options], stdout=out, stderr=err)
        wait_until(lambda: "\nready\n" in self._said(), "the server does not get ready")
        self.port = int(re.search(r"^address: https://localhost:(\d+)$", self._said(), re.M).group(1))

    def _said(self):
        if self.process.poll() is not None:
            raise RuntimeError("the server ended: " + Path(f"{self.out}.err").read_text(encoding="utf-8"))
        return self.out.read_text(encoding="utf-8")

    @property
    def url(self):
        return f"https://localhost:{self.port}"

    def kill(self):
        """As a power cut does it, but for what the disk has not written."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        """Gives: the exit code."""
        if self.process is None or self.process.poll() is not None:
            return None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=LIMIT)


class Meeting:
    """31 on the roll, or as many as wanted; who is present draws one of the slips, by default as many."""

    def __init__(self, folder, electors=31, present=27, pause=1, candidates=4, seats=3, slips=None):
        self.folder, self.electors, self.present, self.pause = Path(folder), electors, present, pause
        self.candidates, self.seats, self.slips = candidates, seats, slips or electors
        self.server = Server(self.folder)
        self.session, self.codes, self.links = None, [], []

    # Terminals

    def admin(self, role, *arguments):
        return run("gongdao", "admin", "--server", self.server.url, "--ca", self.server.certificate, "--token-file",
                   self.folder / f"{role}.token", "--session", self.session or "", "--yes", *arguments)

    def view(self):
        return json.loads(self.admin("commissioner", "--json", "status"))

    def trustee_command(self, number, act, *arguments):
        return [act, "--key", self.folder / f"{number}.key", "--passphrase-file", self.folder / f"{number}.pass",
                "--ca", self.server.certificate, "--yes", *arguments]

    def trustee(self, number, act, *arguments):
        return run("gongdao-trustee", *self.trustee_command(number, act, *arguments))

    def vote_command(self, link, marks, name):
        """The command, and the file that its promise goes to."""
        file, promise = self.folder / f"{name}.link", self.folder / f"{name}.promise"
        file.write_text(link + "\n", encoding="utf-8")
        return [PROGRAMS / "gongdao", "vote", "--ca", self.server.certificate, "--link-file", file, "--marks", marks,
                "--promise", promise], promise

    def vote(self, link, marks):
        """Gives: the receipt code."""
        command, _ = self.vote_command(link, marks, "voter")
        said = run("gongdao", *command[1:])
        return re.search(r"receipt code: (\S+)", said).group(1)

    def copy_to(self, folder):
        """The same meeting once more, from here on another. Needs: the server has stopped; one of them runs at a time,
        since slips and trustees know one port."""
        shutil.copytree(self.folder, folder)
        twin = Meeting(folder, self.electors, self.present, self.pause, self.candidates, self.seats, self.slips)
        twin.server.port = self.server.port
        twin.session, twin.codes, twin.links = self.session, self.codes, self.links
        return twin

    # Steps

    def propose(self, what, *arguments):
        return re.search(r"proposal: (\d+)", self.admin("commissioner", "propose", what, *arguments)).group(1)

    def act(self, what, *arguments, signers=(1, 2)):
        """One proposes, another confirms, trustees sign what is to be signed."""
        number = self.propose(what, *arguments)
        try:
            confirmed = self.admin("chair", "confirm", number)
        except Failed:
            self.admin("commissioner", "withdraw", number)
            raise
        if "draft:" in confirmed:
            for one in signers:
                self.trustee(one, "sign", "--act", what)
        return confirmed

    def create(self):
        (self.folder / "administrator.token").write_bytes((self.server.data / "administrator.token").read_bytes())
        for role, name in OFFICERS.items():
            made = self.admin("administrator", "officer", "--name", name, "--role", role)
            (self.folder / f"{role}.token").write_text(re.search(r"token: (\w+)", made).group(1), encoding="utf-8")
        draft = {
            "title": "柳河村支部委员会选举大会", "organisation": "中共柳河村支部委员会",
            "host": f"localhost:{self.server.port}", "short_name": "7K", "preset": "cpc-basic-committee-2020",
            "pause": self.pause, "threshold": 2, "trustees": ["监票一", "监票二", "监票三"],
            "classes": [{"name": "党员", "slips": self.slips}],
            "contests": [{"title": "委员选票", "seats": self.seats, "classes": [0],
                          "candidates": [{"name": f"候选人{i + 1}"} for i in range(self.candidates)]}]}
        file = self.folder / "session.json"
        file.write_text(json.dumps(draft, ensure_ascii=False), encoding="utf-8")
        made = self.admin("commissioner", "create", "--file", file)
        self.session = re.search(r"session: (\w+)", made).group(1)
        self.codes = re.findall(r"\S+$", made, re.M)[-3:]
        roll = "姓名,身份,备注\r\n" + "".join(f"党员{i},正式党员,{i}\r\n" for i in range(1, self.electors + 1))
        csv = self.folder / "roll.csv"
        csv.write_bytes(roll.encode("gb18030"))
        self.admin("commissioner", "roll", "--file", csv, "--dry-run")
        self.admin("commissioner", "roll", "--file", csv)

    def hold_ceremony(self):
        for number in (1, 2, 3):
            (self.folder / f"{number}.pass").write_text(f"four words for trustee {number}\n", encoding="utf-8")
            self.trustee(number, "join", "--server", self.server.url, "--session", self.session, "--code",
                         self.codes[number - 1])
        together = [subprocess.Popen([PROGRAMS / "gongdao-trustee", *self.trustee_command(number, "ceremony")],
                                     stdout=subprocess.DEVNULL) for number in (1, 2, 3)]
        if any(one.wait(timeout=LIMIT) for one in together):
            raise RuntimeError("the ceremony failed")

    def make_slips(self):
        run("gongdao-slips", "make", "--session", self.session, "--host", f"localhost:{self.server.port}", "--short",
            "7K", "--class", "0", "--slips", str(self.slips), "--slots", "9", "--anchor", self.view()["anchor"],
            "--out", self.folder / "slips")
        self.admin("registrar", "slips", "--file", self.folder / "slips/keys.bin")
        self.links = (self.folder / "slips/links.txt").read_text(encoding="utf-8").split()

    def count(self):
        self.admin("attendant", "attendance", *map(str, range(1, self.present + 1)))
        self.act("attendance")

    def cancel_leftovers(self):
        left, self.links = self.links[self.present:], self.links[:self.present]
        if not left:
            return
        file = self.folder / "left.txt"
        file.write_text("\n".join(left) + "\n", encoding="utf-8")
        record = self.folder / "cancel.json"
        record.write_text(run("gongdao-slips", "cancel", "--session", self.session, "--class", "0", "--slots", "9",
                              "--reason", "剩余票证当众作废", "--in", file), encoding="utf-8")
        self.act("cancel_slips", "--file", record)

    def open(self, *options):
        """From nothing to an open contest."""
        self.server.start(*options)
        self.create()
        self.hold_ceremony()
        self.make_slips()
        self.act("freeze", signers=(1, 2, 3))
        self.count()
        self.cancel_leftovers()
        self.act("open")

    def close(self, signers=(1, 2)):
        self.act("close", signers=signers)
        return self.view()["contests"][0]["closing_code"]

    def settle(self, signers=(1, 2)):
        number = self.propose("settle")
        wait_until(lambda: self._confirmed(number), "the pause is never over")
        for one in signers:
            self.trustee(one, "sign", "--act", "settle")

    def _confirmed(self, number):
        try:
            return self.admin("chair", "confirm", number)
        except Failed as failed:
            if "not_now" not in failed.said:
                raise
            return None

    def finish(self, openers):
        """From an open contest to the published folder. Gives: what gongdao-verify makes of it."""
        code = self.close()
        self.settle()
        for one in openers:
            self.trustee(one, "decrypt", "--closing-code", code)
        self.act("publish")
        return verify(self.published(), "--code", self.view()["opening_code"])

    def published(self):
        return self.server.data / "public/s" / self.session

    def fsck(self):
        """After the server has stopped."""
        return run("gongdao", "fsck", "--data", self.server.data)
