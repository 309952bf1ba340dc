"""A whole meeting, held by commands alone."""
import unittest

from meeting import Failed, Meeting, verify
from support import InFolder


class WholeMeeting(InFolder):
    """31 on the roll, 27 present; trustee 3 is never there again after the key is made."""

    def test_from_the_roll_to_a_folder_that_a_stranger_verifies(self):
        meeting = self.meeting()
        meeting.open()
        marks = ["ooo-"] * 15 + ["oxo-"] * 6 + ["o--o"] * 4 + ["xxxx", "----"]
        receipts = [meeting.vote(link, mark) for link, mark in zip(meeting.links, marks)]
        self.assertEqual(len(set(receipts)), 27)
        with self.assertRaises(Failed) as again:
            meeting.vote(meeting.links[0], "xxxx")
        self.assertEqual(again.exception.code, 4)
        self.assertIn(receipts[0], again.exception.said)
        self.assertIn("实到 / present 27", meeting.admin("chair", "attendance-list"))

        with self.assertRaises(Failed) as unexplained:
            meeting.admin("commissioner", "propose", "void")
        self.assertIn("missing_field", unexplained.exception.said)
        number = meeting.propose("void", "--reason", "停电")
        with self.assertRaises(Failed) as twice:
            meeting.propose("void", "--reason", "停电")
        self.assertIn(f"proposal {number} says the same", twice.exception.said)
        self.assertEqual([(one["act"], one["reason"]) for one in meeting.view()["proposals"]], [("void", "停电")])
        with self.assertRaises(Failed) as nobody:
            meeting.admin("chair", "confirm", "999")
        self.assertIn("no such proposal", nobody.exception.said)
        meeting.admin("commissioner", "withdraw", number)

        code = meeting.close()
        with self.assertRaises(Failed) as late:
            meeting.vote(meeting.links[1], "xxxx")
        self.assertIn(late.exception.code, (4, 5))
        meeting.settle()

        # One trustee is not enough, and says so; the second one opens the totals.
        said = meeting.trustee(1, "decrypt", "--closing-code", code)
        self.assertIn("还需 1 位", said)
        self.assertIn("1 more needed", said)
        self.assertNotIn("outcome", meeting.view()["contests"][0])
        with self.assertRaises(Failed) as early:
            meeting.act("publish")
        self.assertIn("/ not_now", early.exception.said)
        self.assertFalse((meeting.published() / "result.json").exists())
        with self.assertRaises(Failed) as wrong:
            meeting.trustee(2, "decrypt", "--closing-code", meeting.view()["opening_code"])
        self.assertIn("封箱码不一致", wrong.exception.said)
        said = meeting.trustee(2, "decrypt", "--closing-code", code)
        self.assertIn("All done", said)
        meeting.act("publish")
        self.assertRegex(meeting.admin("chair", "status"), "候选人1  ○ 25  × 1  弃权 1  当选 / elected")

        exit_code, report = verify(meeting.published(), "--code", meeting.view()["opening_code"], "--closing-code", code)
        self.assertEqual((exit_code, report["failures"]), (0, []))
        outcome = report["contests"][0]["outcome"]
        self.assertEqual([outcome[name] for name in ("due", "present", "issued", "received", "valid")],
                         [31, 27, 27, 27, 27])
        self.assertEqual([(one["approve"], one["reject"], one["abstain"]) for one in outcome["candidates"]],
                         [(25, 1, 1), (15, 7, 5), (21, 1, 5), (4, 1, 22)])
        self.assertEqual(outcome["elected"], [0, 1, 2])
        self.assertEqual(meeting.server.stop(), 0)

    def test_any_one_of_the_trustees_may_be_absent_when_the_totals_are_opened(self):
        meeting = self.meeting(electors=3, present=3)
        meeting.open()
        for link, marks in zip(meeting.links, ("ooo-", "oox-", "o--x")):
            meeting.vote(link, marks)
        code = meeting.close()
        meeting.settle()
        meeting.server.stop()
        outcomes = []
        for number, (first, second) in enumerate(((2, 3), (3, 1), (1, 2))):
            twin = meeting.copy_to(self.folder.parent / f"{self.folder.name}-twin{number}")
            self.addCleanup(twin.server.stop)
            twin.server.start()
            self.assertIn("还需 1 位", twin.trustee(first, "decrypt", "--closing-code", code))
            self.assertIn("All done", twin.trustee(second, "decrypt", "--closing-code", code))
            twin.act("publish")
            exit_code, report = verify(twin.published(), "--code", twin.view()["opening_code"], "--closing-code", code)
            self.assertEqual((exit_code, report["failures"]), (0, []))
            outcomes.append(report["contests"][0]["outcome"])
            self.assertEqual(twin.server.stop(), 0)
        self.assertEqual([one["approve"] for one in outcomes[0]["candidates"]], [3, 2, 1, 0])
        self.assertEqual(outcomes, [outcomes[0]] * 3)

    def test_a_meeting_that_is_broken_off_is_published_as_void_and_verifies(self):
        meeting = self.meeting()
        meeting.open()
        meeting.vote(meeting.links[0], "ooo-")
        meeting.act("void", "--reason", "停电，会议中止")
        with self.assertRaises(Failed) as late:
            meeting.vote(meeting.links[1], "xxxx")
        self.assertEqual(late.exception.code, 5)
        meeting.act("publish")
        exit_code, report = verify(meeting.published(), "--code", meeting.view()["opening_code"])
        self.assertEqual((exit_code, report["failures"]), (0, []))
        page = (meeting.published() / "index.html").read_text(encoding="utf-8")
        self.assertIn("停电，会议中止", page)
        self.assertEqual(meeting.server.stop(), 0)
        self.assertRegex(meeting.fsck(), "all is whole")


if __name__ == "__main__":
    unittest.main()
