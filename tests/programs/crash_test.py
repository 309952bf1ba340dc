"""The server is killed, or stopped, while voters cast: what was promised is counted, and nothing else is lost."""
import os
import random
import time
import unittest

from meeting import LIMIT
from support import InFolder
from voters import SLIPS_A_LIFE, Lives

CYCLES = int(os.environ.get("GONGDAO_CYCLES", "20"))
STOPS = 5


class EndsUnderLoad(InFolder):
    def lives(self, count):
        seed = int(os.environ.get("GONGDAO_SEED", time.time_ns() % 2**32))
        print(f"seed {seed}")
        slips = count * SLIPS_A_LIFE
        meeting = self.meeting(electors=slips, present=slips)
        meeting.open()
        return Lives(self, meeting, random.Random(seed))

    def test_every_promise_is_in_the_log_after_kills_at_random_moments(self):
        lives = self.lives(CYCLES)
        server = lives.meeting.server
        for life in range(CYCLES):
            lives.end(life, server.kill)
            server.start()
        lives.all_have_voted()
        self.assertTrue(any(one.retried for one in lives.voters))
        lives.all_are_counted()

    def test_a_server_that_is_told_to_stop_under_load_ends_well_and_keeps_every_promise(self):
        lives = self.lives(STOPS)
        server = lives.meeting.server
        for life in range(STOPS):
            lives.end(life, lambda: (lives.ask_to_stop(), self.assertEqual(server.process.wait(timeout=LIMIT), 0)))
            server.start()
        lives.all_have_voted()
        lives.all_are_counted()


if __name__ == "__main__":
    unittest.main()
