"""The server is killed while voters cast: what was promised is counted, and nothing else is lost."""
import os
import random
import re
import subprocess
import threading
import time
import unittest

from meeting import LIMIT, wait_until
from support import InFolder, logged_trackers, tracker_of

CYCLES = int(os.environ.get("GONGDAO_CYCLES", "20"))
SLIPS_A_CYCLE = 15  # a life usually takes 4 to 8: they vote on until one of them is caught in flight
VOTERS_AT_ONCE = 3


class Voter:
    """`gongdao vote` as a process; what it says is read as it comes."""

    def __init__(self, meeting, number, life):
        command, self.promise = meeting.vote_command(meeting.links[number], "oxo-", f"voter{number}")
        self.life, self.sending, self.cast, self.retried = life, False, False, False
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        with self.process.stdout as said:
            for line in said:
                self.sending = self.sending or "/ sending" in line
                self.cast = self.cast or "/ cast" in line
                self.retried = self.retried or "not known yet" in line

    def in_flight(self, life):
        return self.life == life and self.sending and not self.cast


class PowerCuts(InFolder):
    def test_every_promise_is_in_the_log_after_kills_at_random_moments(self):
        seed = int(os.environ.get("GONGDAO_SEED", time.time_ns() % 2**32))
        print(f"seed {seed}")
        chance = random.Random(seed)
        slips = CYCLES * SLIPS_A_CYCLE
        meeting = self.meeting(electors=slips, present=slips)
        meeting.open()
        voters = []
        self.addCleanup(lambda: [one.process.kill() for one in voters])

        def keep_voting(life):
            running = sum(one.process.poll() is None and one.life == life for one in voters)
            for _ in range(running, VOTERS_AT_ONCE):
                self.assertLess(len(voters), slips, f"life {life}: no voter was caught in flight; seed {seed}")
                voters.append(Voter(meeting, len(voters), life))

        promised_before, in_flight = [], []
        for life in range(CYCLES):
            if life > 0:
                meeting.server.start()

            def may_be_cut(life=life):
                keep_voting(life)
                promised = sum(one.cast and one.life == life for one in voters)
                return promised and any(one.in_flight(life) for one in voters)

            sent = []
            while not sent:
                wait_until(may_be_cut, f"no request in flight in life {life}")
                time.sleep(chance.random() * 0.008)
                sent = [one for one in voters if one.in_flight(life)]
            promised_before.append(sum(one.cast and one.life == life for one in voters))
            in_flight.append(len(sent))
            meeting.server.kill()
        meeting.server.start()
        codes = [one.process.wait(timeout=LIMIT) for one in voters]
        self.assertEqual(codes, [0] * len(voters))
        retried = sum(one.retried for one in voters)
        print(f"{CYCLES} kills; {len(voters)} voters; promises before each {promised_before}; in flight at each {in_flight}; "
              f"{retried} voters had to send again")
        self.assertGreater(retried, 0)

        exit_code, report = meeting.finish(openers=(1, 2))
        self.assertEqual((exit_code, report["failures"]), (0, []))
        self.assertEqual(report["contests"][0]["outcome"]["received"], len(voters))
        logged = logged_trackers(meeting.published())
        for voter in voters:
            self.assertIn(tracker_of(voter.promise), logged)
        self.assertEqual(meeting.server.stop(), 0)
        self.assertRegex(meeting.fsck(), re.compile("all is whole"))


if __name__ == "__main__":
    unittest.main()
