"""The database may grow no further: who is told so has no promise, and nothing is lost."""
import re
import unittest

from https import ask
from meeting import Failed
from support import InFolder, logged_trackers

PAGE = 4096


class FullDisk(InFolder):
    def test_a_box_that_is_full_says_so_and_takes_ballots_again_when_there_is_room(self):
        meeting = self.meeting(electors=60, present=60)
        meeting.open()
        meeting.server.stop()
        pages = (meeting.server.data / "gongdao.sqlite").stat().st_size // PAGE
        meeting.server.start("--max-pages", str(pages + 30))
        receipts, refused = [], None
        promise = self.folder / "voter.promise"
        for link in meeting.links:
            promise.unlink(missing_ok=True)
            try:
                receipts.append(meeting.vote(link, "oo--"))
            except Failed as failed:
                refused = failed
                break
        self.assertIsNotNone(refused, "the database never filled")
        self.assertEqual(refused.code, 1)
        self.assertIn("票箱现在收不了票，没有投出", refused.said)
        self.assertFalse(promise.exists())
        self.assertGreater(len(receipts), 0)
        health = ask(meeting.server, "GET", "/healthz")
        self.assertEqual((health.status, health.json()["ok"], health.json()["store"]), (503, False, False))
        with self.assertRaises(Failed) as still:
            meeting.vote(meeting.links[len(receipts)], "oo--")
        self.assertEqual(still.exception.code, 1)

        meeting.server.stop()
        meeting.server.start()
        self.assertEqual(ask(meeting.server, "GET", "/healthz").status, 200)
        receipts += [meeting.vote(link, "oo--") for link in meeting.links[len(receipts):]]
        exit_code, report = meeting.finish(openers=(1, 3))
        self.assertEqual((exit_code, report["failures"]), (0, []))
        self.assertEqual(report["contests"][0]["outcome"]["received"], 60)
        self.assertEqual(len(logged_trackers(meeting.published())), 60)
        log = (self.folder / "server.out.log").read_text(encoding="utf-8")
        self.assertRegex(log, re.compile('"level":"(fault|warning)".*full|store_full'))


if __name__ == "__main__":
    unittest.main()
