"""The open demo takes a folder of its own, and never a real server's."""
import json
import re
import signal
import subprocess
import unittest

from meeting import LIMIT, PROGRAMS, Server, wait_until
from support import InFolder, logged_trackers


class OpenDemo(InFolder):
    def demo(self, folder):
        said = self.folder / "demo.out"
        with open(said, "w", encoding="utf-8") as out:
            process = subprocess.Popen([PROGRAMS / "gongdao", "demo", "--data", folder, "--voters", "3", "--pause", "1"],
                                       stdout=out, stderr=subprocess.STDOUT)
        self.addCleanup(process.kill)
        return process, said

    def test_it_opens_an_election_and_is_emptied_only_by_the_next_demo(self):
        folder = self.folder / "demo"
        first, said = self.demo(folder)
        wait_until(lambda: "Ctrl-C" in said.read_text(encoding="utf-8"), "the demo does not open")
        self.assertEqual(len(re.findall(r"^  https://", said.read_text(encoding="utf-8"), re.M)), 3)
        second, said = self.demo(folder)
        self.assertEqual(second.wait(timeout=20), 2)
        self.assertIn("another demo is in it", said.read_text(encoding="utf-8"))
        status = subprocess.run([folder / "chair", "status"], capture_output=True, text=True, check=True).stdout
        self.assertIn("opening code", status)
        first.send_signal(signal.SIGTERM)
        self.assertEqual(first.wait(timeout=20), 0)

        server = Server(self.folder)
        server.data = folder
        server.start()
        self.addCleanup(server.stop)
        server.stop()
        third, said = self.demo(folder)
        self.assertEqual(third.wait(timeout=20), 2)
        self.assertIn("nothing was touched", said.read_text(encoding="utf-8"))
        self.assertTrue((folder / "gongdao.sqlite").exists())


class CompleteDemo(InFolder):
    def test_a_seed_gives_the_choices_again_and_never_the_keys(self):
        seeds, voters = {"first": 7, "again": 7, "other": 8}, 8
        demos = {name: subprocess.Popen([PROGRAMS / "gongdao", "demo", "--complete", "--seed", str(seed), "--voters",
                                         str(voters), "--pause", "0", "--out", self.folder / name],
                                        stdout=subprocess.PIPE, text=True)
                 for name, seed in seeds.items()}
        for demo in demos.values():
            self.addCleanup(demo.kill)
        said = {name: demo.communicate(timeout=LIMIT)[0] for name, demo in demos.items()}
        self.assertEqual([demo.returncode for demo in demos.values()], [0] * 3)
        codes = [re.search(r"^opening code: (\S+)$", text, re.M).group(1) for text in said.values()]
        self.assertEqual(len(set(codes)), 3)

        def totals(name):
            result = json.loads((self.folder / name / "result.json").read_text(encoding="utf-8"))
            return [contest["outcome"] for contest in result["contests"]]

        self.assertEqual(totals("again"), totals("first"))
        self.assertNotEqual(totals("other"), totals("first"))
        trackers = {name: logged_trackers(self.folder / name) for name in seeds}
        self.assertEqual([len(of) for of in trackers.values()], [voters] * 3)
        self.assertFalse(trackers["first"] & trackers["again"])


if __name__ == "__main__":
    unittest.main()
