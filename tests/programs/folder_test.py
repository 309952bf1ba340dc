"""The published folder of the complete demo: on any server, and with one byte changed in each kind of file."""
import functools
import html
import http.server
import re
import shutil
import subprocess
import tempfile
import threading
import unittest
import urllib.request
from pathlib import Path

from meeting import run, verify

# Kind of file → the check, or one of the checks, that names it (SPEC §11). Besides, `files` names every file that the signed list holds.
NAMED_BY = {
    r"checkpoint": "checkpoint",
    r"tile/0/.*": "tiles",
    r"tile/entries/.*": "tiles",
    r"ballots/0": "body_form body_entry",
    r"slips/0": "slip_lists",
    r"keys/.*\.pem": "published_keys",
    r"policy": "policy",
    r"files": "files_ed25519",
    r"files\.ed25519\.sig": "files_ed25519",
    r"files\.sm2\.sig": "files_sm2",
    r"result\.json": "result_view",
    r"result\.json\.ed25519\.sig": "result_ed25519",
    r"result\.json\.sm2\.sig": "result_sm2",
    r"index\.html": "files",
}


class PublishedFolder(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        work = tempfile.TemporaryDirectory(prefix="gongdao-programs-")
        cls.addClassCleanup(work.cleanup)
        cls.work = Path(work.name)
        cls.folder = cls.work / "published"
        said = run("gongdao", "demo", "--complete", "--out", cls.folder)
        cls.code = re.search(r"^opening code: (\S+)$", said, re.M).group(1)
        cls.closing = re.search(r"^closing code: (\S+)$", said, re.M).group(1)

    def files(self):
        return sorted(str(file.relative_to(self.folder)) for file in self.folder.rglob("*") if file.is_file())

    def test_it_holds_with_the_codes_and_says_what_was_not_compared_without(self):
        exit_code, report = verify(self.folder, "--code", self.code, "--closing-code", self.closing)
        self.assertEqual((exit_code, report["failures"]), (0, []))
        self.assertTrue(all(check["status"] == "passed" for check in report["checks"]))
        self.assertEqual(verify(self.folder)[0], 3)
        self.assertEqual(verify(self.folder, "--code", self.closing)[0], 1)
        self.assertEqual(verify(self.work / "nothing")[0], 2)

    def test_a_plain_static_server_gives_out_the_same(self):
        handler = functools.partial(Quiet, directory=self.folder)
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            copy = self.work / "fetched"
            for name in self.files():
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                with urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}/{name}") as answer:
                    (copy / name).write_bytes(answer.read())
            server.shutdown()
        self.assertEqual(verify(copy, "--code", self.code)[0], 0)

    def test_the_openssl_commands_of_the_page_run_as_printed(self):
        page = (self.folder / "index.html").read_text(encoding="utf-8")
        printed = [html.unescape(code) for code in re.findall(r"(?:^|<code>)(openssl [^<\n]*)", page, re.M)]
        commands = sorted(set(printed), key=printed.index)
        self.assertEqual(len(commands), 4, commands)
        copy = self.work / "signed"
        shutil.copytree(self.folder, copy)
        for command in commands:
            done = subprocess.run(["bash", "-c", command], cwd=copy, capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 0, command + done.stderr)
            self.assertRegex(done.stdout + done.stderr, "(?i)verified (ok|successfully)")
        for name in ("files", "result.json"):
            (copy / name).write_bytes((copy / name).read_bytes() + b" ")
        for command in commands:
            done = subprocess.run(["bash", "-c", command], cwd=copy, capture_output=True, text=True, check=False)
            self.assertNotEqual(done.returncode, 0, command)

    def test_a_byte_changed_in_any_kind_of_file_is_found_and_named(self):
        listed = {line.split(" ")[2] for line in (self.folder / "files").read_text(encoding="utf-8").splitlines()}
        size = int((self.folder / "checkpoint").read_text(encoding="utf-8").splitlines()[1])
        met = set()
        for name in self.files():
            kind = next((kind for kind in NAMED_BY if re.fullmatch(kind, name)), None)
            self.assertIsNotNone(kind, f"{name} is of no known kind")
            met.add(kind)
            named_by = set(NAMED_BY[kind].split())
            if name.startswith("tile/") and not name.endswith(f"/{size}"):
                named_by = {"files"}  # of an earlier size: nothing but the list vouches for it
            with self.subTest(name):
                failed = self.failing_with_a_byte_of(name)
                self.assertTrue(named_by & failed, failed)
                self.assertEqual("files" in failed, name in listed or name == "files")
        self.assertEqual(met, set(NAMED_BY), "a kind of file was not in the folder")

    def failing_with_a_byte_of(self, name):
        copy = self.work / "changed"
        shutil.copytree(self.folder, copy)
        content = bytearray((copy / name).read_bytes())
        content[len(content) * 2 // 3] ^= 1
        (copy / name).write_bytes(content)
        exit_code, report = verify(copy, "--code", self.code)
        shutil.rmtree(copy)
        self.assertEqual(exit_code, 1)
        return {failure["id"] for failure in report["failures"]}


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


if __name__ == "__main__":
    unittest.main()
