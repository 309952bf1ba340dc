"""The open demo takes a folder of its own, and never a real server's."""
import re
import signal
import subprocess
import unittest

from meeting import PROGRAMS, Server, wait_until
from support import InFolder


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


if __name__ == "__main__":
    unittest.main()
