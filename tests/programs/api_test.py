"""What `gongdao serve` answers to whoever asks: who may, what it will not read, and under which headers."""
import gzip
import hashlib
import re
import sqlite3
import unittest

from https import ask
from meeting import OFFICERS, PROGRAMS, ROOT, Meeting
from support import OverOneMeeting, leaves, logged_trackers

ROLES = {"administrator", *OFFICERS}
NOBODY = "0" * 64  # a token of the right form that was given to no one
A_KEY = "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76"  # the generator (RFC 9496)
# Public keys of RFC 8032 §7.1: whoever joins needs one, and nothing is signed here.
TRUSTEES = ("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025")
ROLL = "姓名,身份\n甲,正式党员\n乙,正式党员\n丙,正式党员\n".encode()

# What each call is asked with: what it does when it is asked by who may.
BODIES = {
    "POST /api/v1/officers": {"name": "新人", "role": "chair"},
    "POST /api/v1/sessions": {
        "title": "另一次", "organisation": "同一个支部", "host": "localhost", "short_name": "8K",
        "preset": "cpc-basic-committee-2020", "threshold": 2, "trustees": ["一", "二", "三"],
        "classes": [{"name": "党员", "slips": 9}],
        "contests": [{"title": "委员", "seats": 3, "classes": [0], "candidates": [{"name": n} for n in "甲乙丙丁"]}]},
    "POST /api/v1/s/S/roll": ROLL,
    "POST /api/v1/s/S/attendance": {"present": [1, 3]},
    "POST /api/v1/s/S/slips/<class>": b"slips",
    "POST /api/v1/s/S/proposals": {"act": "cancel_slips", "class": 0, "slips": [[A_KEY]], "reason": "遗失"},
    "POST /api/v1/s/S/boxes": {"attempt": 1, "boxes": [{"to": 2, "box": "00" * 64}]},
}
PROPOSER = "commissioner"


def rows_of(section):
    """A table of server/API.md: call → what stands beside it."""
    text = (ROOT / "server/API.md").read_text(encoding="utf-8").split(f"**{section}**")[1].split("\n**")[0]
    rows = re.findall(r"^\| `(\w+ /api/[^`?]+)\S*` \| (.*) \|$", text, re.M)
    return {call: beside.split(" | ") for call, beside in rows}


def roles_in(words):
    """Those who may, in the words of the table; the proposal that is asked about is the commissioner's."""
    if words.startswith("any"):
        return ROLES
    if words == "who proposed it":
        return {PROPOSER}
    named = {role for role in ROLES if role in words}
    return named - {PROPOSER} if "another account" in words else named


class WhoMay(OverOneMeeting):
    """A session before its key ceremony, so that most calls would change it. Its three trustees have joined."""

    @classmethod
    def hold(cls):
        meeting = cls.take(Meeting(cls.folder, electors=5, present=3))
        meeting.server.start()
        meeting.create()
        join = f"/api/v1/s/{meeting.session}/trustees/join"
        cls.trustees = [ask(meeting.server, "POST", join, {"code": code, "key": key}).json()["token"]
                        for code, key in zip(meeting.codes, TRUSTEES)]
        cls.proposal = meeting.propose("void", "--reason", "停电")

    def call(self, call, token=None, body=None):
        method, path = call.split()
        path = path.replace("/S", f"/{self.meeting.session}").replace("<class>", "0").replace("<n>", self.proposal)
        return ask(self.server, method, path, BODIES.get(call, b"") if body is None else body, token)

    def kept(self):
        """All that the server holds, as text."""
        with sqlite3.connect(f"file:{self.server.data}/gongdao.sqlite?mode=ro", uri=True) as database:
            dump = "\n".join(database.iterdump())
        database.close()
        return dump

    def test_only_who_stands_in_the_table_of_the_api_may_and_nobody_else_changes_anything(self):
        table = {call: roles_in(beside[0]) for call, beside in rows_of("Officers").items()}
        self.assertEqual(len(table), 12)
        before = self.kept()
        for call, may in table.items():
            with self.subTest(call):
                self.assertEqual(self.call(call).refusal()[:2], (401, "unauthorised"))
                for wrong in (NOBODY, "", "x", self.token("chair").upper(), self.token("chair") + "0"):
                    self.assertEqual(self.call(call, wrong).status, 401, wrong)
                for role in sorted(ROLES - may):
                    self.assertEqual(self.call(call, self.token(role)).status, 403, role)
                if call != "GET /api/v1/s/S":
                    self.assertIn(self.call(call, self.trustees[0]).status, (401, 403))
        self.assertEqual(self.kept(), before)

        changed = set()
        for call, may in table.items():
            with self.subTest(f"{call} by who may"):
                for role in sorted(may):
                    self.assertNotIn(self.call(call, self.token(role)).status, (401, 403), role)
            now = self.kept()
            changed |= {call} if now != before else set()
            before = now
        self.assertEqual(changed, {call for call in table if call.startswith("POST")} - {
            "POST /api/v1/s/S/slips/<class>", "POST /api/v1/s/S/proposals/<n>/confirm"})  # not now

    def test_an_attendant_proposes_that_slips_are_cancelled_and_nothing_else(self):
        before = self.kept()
        for act in ("freeze", "attendance", "publish"):
            answer = self.call("POST /api/v1/s/S/proposals", self.token("attendant"), {"act": act})
            self.assertEqual(answer.refusal()[:2], (403, "wrong_role"))
        self.assertEqual(self.kept(), before)

    def test_a_trustee_s_box_opens_to_a_trustee_of_this_session_alone(self):
        calls = [call for call, beside in rows_of("Trustees").items() if "(token)" in beside[0]]
        self.assertEqual(calls, ["POST /api/v1/s/S/boxes", "GET /api/v1/s/S/boxes"])
        before = self.kept()
        for call in calls:
            self.assertEqual(self.call(call).status, 401)
            for wrong in (NOBODY, *map(self.token, sorted(ROLES))):
                self.assertIn(self.call(call, wrong).status, (401, 403))
        other = BODIES["POST /api/v1/sessions"] | {"short_name": "9K"}
        other = ask(self.server, "POST", "/api/v1/sessions", other, self.token("commissioner")).json()["session"]
        for call in ("/boxes?attempt=1", ""):
            self.assertEqual(ask(self.server, "GET", f"/api/v1/s/{other}{call}", token=self.trustees[0]).status, 401)
        path = f"/api/v1/s/{self.meeting.session}/boxes?attempt=1"
        for number, token in enumerate(self.trustees):
            if number == 0:
                self.assertEqual(self.call("POST /api/v1/s/S/boxes", token).status, 200)
                self.assertNotEqual(self.kept(), before)
            boxes = ask(self.server, "GET", path, token=token).json()["boxes"]
            self.assertEqual([box["from"] for box in boxes], [1] if number == 1 else [])

    def test_what_needs_no_token_needs_a_code_or_a_signature(self):
        before = self.kept()
        for call, body, status in (
                ("join", {"code": "0" * 24, "key": TRUSTEES[0]}, 401),
                ("join", {"code": self.meeting.codes[0], "key": A_KEY}, 422),
                ("join", {"code": self.meeting.codes[0], "key": TRUSTEES[1]}, 401)):
            self.assertEqual(self.call(f"POST /api/v1/s/S/trustees/{call}", body=body).status, status, body)
        for record in (b"", b"x", bytes(100), b"\0\2\0\1" + bytes(200)):
            self.assertIn(self.call("POST /api/v1/s/S/records", body=record).status, range(400, 423), record)
        signature = {"trustee": 1, "signature": "00" * 64}
        self.assertEqual(self.call("POST /api/v1/s/S/drafts/<n>/signatures", body=signature).status, 404)
        self.assertEqual(self.kept(), before)

    # (body of POST attendance, status, code, the field named)
    NOT_READ = (
        (b'{"present":[1],"present":[2]}', 400, "bad_json", "body"),
        (b'{"present":[1],"pr\\u0065sent":[2]}', 400, "bad_json", "body"),
        (b'{"present":[1],"colour":{"a":1,"a":2}}', 400, "bad_json", "body"),
        (b'{"present":[1],"colour":1}', 422, "bad_field", "colour"),
        (b'{"present":[1],"Present":[1]}', 422, "bad_field", "Present"),
        (b'{"present":' + b"[" * 9 + b"]" * 9 + b"}", 400, "bad_json", "body"),
        (b'{"present":' + b"[" * 500_000, 400, "bad_json", "body"),
        (b'{"present":[1.0]}', 422, "bad_field", "present"),
        (b'{"present":[1e0]}', 422, "bad_field", "present"),
        (b'{"present":[-1]}', 422, "bad_field", "present"),
        (b'{"present":[4294967297]}', 422, "bad_field", "present"),
        (b'{"present":[18446744073709551617]}', 422, "bad_field", "present"),
        (b'{"present":[NaN]}', 400, "bad_json", "body"),
        (b'{"present":[01]}', 400, "bad_json", "body"),
        (b'{"present":"1"}', 422, "bad_field", "present"),
        (b'{"present":["1"]}', 422, "bad_field", "present"),
        (b'{"present":[true]}', 422, "bad_field", "present"),
        (b'{"present":[null]}', 422, "bad_field", "present"),
        (b'{"present":{"0":1}}', 422, "bad_field", "present"),
        (b'{"present":[1,1]}', 422, "bad_field", "present"),
        (b'{"present":[6]}', 422, "bad_field", "present"),
        (b"{}", 400, "missing_field", "present"),
        (b"", 400, "bad_json", "body"),
        (b"[1]", 400, "bad_json", "body"),
        (b'{"present":[1],}', 400, "bad_json", "body"),
        (b'{"present":[1]}{}', 400, "bad_json", "body"),
        (b'{"present":[1]}//', 400, "bad_json", "body"),
        ('{"present":[1]}'.encode("utf-16"), 400, "bad_json", "body"),
    )

    def test_json_that_has_two_readings_or_none_is_refused_and_the_field_is_named(self):
        attend, chair = "POST /api/v1/s/S/attendance", self.token("chair")
        self.assertEqual(self.call(attend, chair, b' {"present" : [2, 1]} ').status, 200)
        before = self.kept()
        for body, *expected, field in self.NOT_READ:
            with self.subTest(body[:40]):
                status, code, detail = self.call(attend, chair, body).refusal()
                self.assertEqual([status, code, detail.split(":")[0]], [*expected, field])
        officers, administrator = "POST /api/v1/officers", self.token("administrator")
        for name in (b'"\\ud800"', b'"\xff"', b'"a\\u0000"', b'"a\\n"', b'""', b"7", b'["a"]'):
            answer = self.call(officers, administrator, b'{"role":"chair","name":' + name + b"}")
            self.assertIn(answer.status, (400, 422), name)
            self.assertRegex(answer.refusal()[2], "^(body|name):")
        self.assertEqual(self.kept(), before)

    # threats.md A5: a byte order mark is refused at the edge; what follows a NUL, one reader sees and another not.
    def test_nothing_stands_before_or_after_the_json(self):
        for body in (b'\xef\xbb\xbf{"present":[1]}', b'{"present":[1]}\0', b'{"present":[1]}\0{"present":[2]}'):
            self.assertEqual(self.call("POST /api/v1/s/S/attendance", self.token("chair"), body).status, 400, body)

    def test_a_field_deep_inside_is_named_with_its_place(self):
        draft = BODIES["POST /api/v1/sessions"]
        contest = draft["contests"][0]
        before = self.kept()
        for change, field in (
                ({"classes": [{"name": "党员", "slips": "9"}]}, "classes[0].slips"),
                ({"contests": [contest | {"seats": 1.5}]}, "contests[0].seats"),
                ({"contests": [contest, contest | {"colour": 1}]}, "contests[1].colour"),
                ({"contests": [contest | {"candidates": [{"name": "甲"}, {"name": 2}]}]},
                 "contests[0].candidates[1].name")):
            answer = self.call("POST /api/v1/sessions", self.token("commissioner"), draft | change)
            self.assertEqual(answer.status, 422)
            self.assertEqual(answer.refusal()[2].split(":")[0], field)
        self.assertEqual(self.kept(), before)

    def test_a_body_that_is_too_large_is_refused(self):
        body = b'{"present":[' + b" " * (1 << 20) + b"1]}"
        for token in (self.token("chair"), None):
            self.assertEqual(self.call("POST /api/v1/s/S/attendance", token, body).status, 413)
        almost = b'{"present":[' + b" " * ((1 << 20) - 20) + b"1]}"
        self.assertEqual(self.call("POST /api/v1/s/S/attendance", self.token("chair"), almost).status, 200)

    def test_it_says_that_it_is_well(self):
        answer = ask(self.server, "GET", "/healthz")
        self.assertEqual(answer.status, 200)
        health = answer.json()
        self.assertGreaterEqual(health.pop("sessions"), 1)
        self.assertEqual(health, {"ok": True, "store": True, "queue": 0})
        self.assertEqual(ask(self.server, "POST", "/healthz").status, 405)

    def test_an_answer_of_the_api_is_kept_by_no_one_and_never_compressed(self):
        chair = self.token("chair")
        for call, token, status in (
                ("GET /healthz", None, 200), ("GET /api/v1/short/7K", None, 200), ("GET /api/v1/short/ZZZ", None, 404),
                ("GET /api/v1/me", chair, 200), ("GET /api/v1/me", None, 401), ("GET /api/v1/nothing", chair, 404),
                ("DELETE /api/v1/me", chair, 405), ("GET /api/v1/s/S", chair, 200), ("GET /api/v1/s/S/roll", chair, 200),
                ("POST /api/v1/officers", chair, 403), ("GET /api/v1/s/S/attendance", chair, 200),
                ("POST /api/v1/s/S/attendance", chair, 400), ("GET /api/v1/s/S/drafts", None, 200),
                ("POST /api/v1/s/S/cast", None, 400), ("POST /api/v1/s/S/slip-state", None, 400)):
            with self.subTest(call):
                method, path = call.split()
                path = path.replace("/S", f"/{self.meeting.session}")
                answer = ask(self.server, method, path, b"", token, accept_encoding="gzip")
                self.assertEqual(answer.status, status)
                self.assertEqual(answer.headers["cache-control"], "no-store")
                self.assertNotIn("content-encoding", answer.headers)
                self.assertNotIn("set-cookie", answer.headers)
                guarded(self, answer)


def guarded(case, answer):
    """The headers that every answer has (threats.md W1, W2, W5, W7). Gives: its Content-Security-Policy."""
    for name, value in (("x-content-type-options", "nosniff"), ("referrer-policy", "no-referrer"),
                        ("cross-origin-opener-policy", "same-origin"),
                        ("cross-origin-resource-policy", "same-origin")):
        case.assertEqual(answer.headers.get(name), value, name)
    case.assertRegex(answer.headers["strict-transport-security"], r"^max-age=\d{8,}")
    case.assertNotIn("access-control-allow-origin", answer.headers)
    policy = dict(rule.strip().partition(" ")[::2] for rule in answer.headers["content-security-policy"].split(";"))
    for rule in ("default-src", "base-uri", "form-action", "frame-ancestors"):
        case.assertEqual(policy.get(rule), "'none'", rule)
    return policy


# What never changes once it is there may be kept for ever (C2SP tlog-tiles); of the rest a reader asks each time.
FOR_EVER = r"public, max-age=31536000, immutable"
KEPT = {
    r"tile/\d/.*": FOR_EVER,
    r"tile/entries/.*": FOR_EVER,
    r"records/[0-9a-f]{64}": FOR_EVER,
    r"checkpoint": "no-cache",
    r"policy": "no-cache",
    r"slips/0": "no-cache",
    r"ballots/0": "no-cache",
    r"keys/.*\.pem": "no-cache",
    r"index\.html": "no-cache",
    r"result\.json(\.(ed25519|sm2)\.sig)?": "no-cache",
    r"files(\.(ed25519|sm2)\.sig)?": "no-cache",
}


class WhatIsServed(OverOneMeeting):
    """A published session. So many slips were left that the record that cancels them is a `large` one (SPEC §3.2)."""

    @classmethod
    def hold(cls):
        meeting = cls.take(Meeting(cls.folder, electors=3, present=3, slips=240))
        meeting.open()
        cls.early = cls.immutable_files()
        for link in meeting.links:
            meeting.vote(link, "ooo-")
        cls.result = meeting.finish(openers=(1, 2))

    @classmethod
    def immutable_files(cls):
        folder = cls.meeting.published()
        return {file: file.read_bytes() for name in ("tile", "records") for file in (folder / name).rglob("*")
                if file.is_file()}

    def get(self, path, **headers):
        return ask(self.server, "GET", path, **headers)

    def test_the_vote_page_has_the_policy_of_its_build_and_nothing_may_be_added_to_it(self):
        page = self.get("/7K")
        self.assertEqual(page.status, 200)
        built = PROGRAMS.resolve().parents[2] / "web/dist"
        self.assertEqual(page.headers["content-security-policy"], (built / "vote.csp").read_text("utf-8").strip())
        self.assertEqual(page.body, (built / "vote.html").read_bytes())
        policy = guarded(self, page)
        self.assertEqual(policy["require-trusted-types-for"], "'script'")
        self.assertNotRegex(page.headers["content-security-policy"], "unsafe|https?:|\\*")
        self.assertEqual(page.headers["cache-control"], "no-cache")

    def test_the_hash_of_the_page_stands_in_the_manifest_and_gzip_gives_the_same_page(self):
        plain, small = self.get("/7K"), self.get("/7K", accept_encoding="gzip, br")
        self.assertNotIn("content-encoding", plain.headers)
        self.assertEqual(small.headers["content-encoding"], "gzip")
        for answer in (plain, small):
            self.assertEqual(answer.headers["vary"], "accept-encoding")
        self.assertEqual(gzip.decompress(small.body), plain.body)
        manifests = {leaf for leaf in leaves(self.meeting.published()) if leaf[:2] == b"\0\3"}
        self.assertEqual(len(manifests), 1)
        self.assertIn(hashlib.sha256(plain.body).digest(), manifests.pop())

    def test_every_file_of_the_published_folder_says_how_long_it_may_be_kept(self):
        folder, met = self.meeting.published(), set()
        for file in sorted(folder.rglob("*")):
            if file.is_dir():
                continue
            name = str(file.relative_to(folder))
            with self.subTest(name):
                kind = next(kind for kind in KEPT if re.fullmatch(kind, name))
                answer = self.get(f"/s/{self.meeting.session}/{name}", accept_encoding="gzip")
                self.assertEqual((answer.status, answer.body), (200, file.read_bytes()))
                self.assertEqual(answer.headers["cache-control"], KEPT[kind])
                self.assertNotIn("content-encoding", answer.headers)
                self.assertNotIn("script-src", guarded(self, answer))
                again = self.get(f"/s/{self.meeting.session}/{name}", if_none_match=answer.headers["etag"])
                self.assertEqual((again.status, again.body), (304, b""))
                met.add(kind)
        self.assertEqual(met, set(KEPT), "a kind of file was not in the folder")

    def test_what_may_be_kept_for_ever_has_not_changed_since(self):
        now = self.immutable_files()
        both = self.early.keys() & now.keys()
        self.assertGreater(len(both), 1)
        for file in both:
            self.assertEqual(now[file], self.early[file], file)

    def test_a_ballot_is_given_out_by_its_tracker_and_no_other_name_leads_out_of_the_folder(self):
        trackers = logged_trackers(self.meeting.published())
        self.assertEqual(len(trackers), 3)
        bodies = (self.meeting.published() / "ballots/0").read_bytes()
        for tracker in trackers:
            answer = self.get(f"/s/{self.meeting.session}/ballot/{tracker.hex()}")
            self.assertEqual(answer.status, 200)
            self.assertIn(answer.body, bodies)
            guarded(self, answer)
        here = f"/s/{self.meeting.session}"
        for path in (f"{here}/ballot/{'0' * 64}", f"{here}/../../gongdao.sqlite", f"{here}/%2e%2e/%2e%2e/gongdao.sqlite",
                     f"{here}/.index.html.part", f"{here}//etc/passwd", "/administrator.token", "/tls/key.pem", "/"):
            answer = self.get(path)
            self.assertIn(answer.status, (400, 404), path)
        self.assertEqual(self.result[0], 0)


if __name__ == "__main__":
    unittest.main()
