"""Whatever one officer proposes, or two do: the session can be read afterwards, and goes on."""
import unittest

from api_test import A_KEY, BODIES, TRUSTEES
from https import ask
from meeting import Meeting
from support import OverOneMeeting

CONTEST = "00" * 32
NAME = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CANCEL = {"act": "cancel_slips", "class": 0, "slips": [[A_KEY]], "reason": "遗失"}
SETTLE = {"act": "settle", "contest": CONTEST}
LONG = "停" * 334  # 1,002 bytes, where a reason has 1,000 (SPEC §3.4)

# Acts that no record can say: too long, with control characters, too many, or in another order (SPEC §3.2, §3.4, §5.1).
UNSAYABLE = {
    "a reason too long": {"act": "void", "reason": LONG},
    "a reason of two lines": {"act": "void", "reason": "停电\n中止"},
    "a reason with a zero byte": {"act": "void", "reason": "停电\0"},
    "a reason of an opening": {"act": "open", "contest": CONTEST, "reason": LONG},
    "a reason of a cancellation": CANCEL | {"reason": LONG},
    "no slip": CANCEL | {"slips": []},
    "too many keys of a slip": CANCEL | {"slips": [[A_KEY] * 33]},
    "a decision too long": SETTLE | {"objections": [{"text": "t", "decision": LONG}]},
    "too many objections": SETTLE | {"objections": [{"text": "t", "decision": "d"}] * 1025},
    "too many trustees": {"act": "restart", "reason": "r", "trustees": [1] * 16},
}
# Trustees stand strictly ascending (SPEC §5.1).
NOT_ASCENDING = ([1, 1, 1], [2, 1], [1, 2, 2])


class Acts(OverOneMeeting):
    @classmethod
    def hold(cls):
        meeting = cls.take(Meeting(cls.folder, electors=5, present=3))
        meeting.server.start()
        meeting.create()
        cls.sessions = 0

    def call(self, role, method, path, body=b""):
        return ask(self.server, method, f"/api/v1/{path}", body, self.token(role))

    def session(self):
        """A new one, whose trustees have joined."""
        type(self).sessions += 1
        draft = BODIES["POST /api/v1/sessions"] | {"short_name": "A" + NAME[self.sessions]}
        made = self.call("commissioner", "POST", "sessions", draft).json()
        for trustee, key in zip(made["trustees"], TRUSTEES):
            joined = self.call("chair", "POST", f"s/{made['session']}/trustees/join", {"code": trustee["code"], "key": key})
            self.assertEqual(joined.status, 200)
        return made["session"]

    def goes_on(self, session):
        self.assertEqual(self.call("chair", "GET", f"s/{session}").status, 200)
        proposed = self.call("commissioner", "POST", f"s/{session}/proposals", {"act": "void", "reason": "停" * 333})
        self.assertEqual(proposed.status, 200)
        gone = self.call("commissioner", "POST", f"s/{session}/proposals/{proposed.json()['proposal']}/withdraw")
        self.assertEqual(gone.status, 200)

    # Each was taken once, and from then on the session's view and every proposal was a 500, also over a restart.
    def test_an_act_that_no_record_can_say_is_refused_when_it_is_proposed(self):
        for name, act in UNSAYABLE.items():
            with self.subTest(name):
                session = self.session()
                self.assertIn(self.call("commissioner", "POST", f"s/{session}/proposals", act).status, (400, 422))
                self.goes_on(session)

    # [1, 1, 1] was logged once; after a restart the log could not be read and the session was gone.
    def test_a_restart_names_trustees_in_order_or_nothing_is_logged(self):
        for trustees in NOT_ASCENDING:
            with self.subTest(str(trustees)):
                session = self.session()
                act = {"act": "restart", "reason": "一人缺席", "trustees": trustees}
                proposed = self.call("commissioner", "POST", f"s/{session}/proposals", act)
                self.assertEqual(proposed.refusal(), (422, "bad_field", "trustees: ascending, each once"))
                self.goes_on(session)
                self.server.stop()
                self.server.start()
                self.goes_on(session)

    def test_a_good_restart_is_logged_and_the_session_goes_on(self):
        session = self.session()
        act = {"act": "restart", "reason": "一人缺席", "trustees": [1, 3]}
        proposed = self.call("commissioner", "POST", f"s/{session}/proposals", act).json()["proposal"]
        confirmed = self.call("chair", "POST", f"s/{session}/proposals/{proposed}/confirm")
        self.assertEqual((confirmed.status, confirmed.json()), (200, {"done": True}))
        self.server.stop()
        self.server.start()
        self.goes_on(session)
        self.assertEqual(self.call("chair", "GET", f"s/{session}").json()["attempt"], 2)


if __name__ == "__main__":
    unittest.main()
