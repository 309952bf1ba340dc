"""Voters as processes, and a server that ends again and again while they cast."""
import signal
import subprocess
import threading
import time

from meeting import LIMIT, wait_until
from support import logged_trackers, tracker_of

SLIPS_A_LIFE = 15  # a life usually takes 4 to 6: they vote on until one of them is caught in flight
VOTERS_AT_ONCE = 3


class Voter:
    """`gongdao vote` as a process; what it says is read as it comes."""

    def __init__(self, meeting, number, life, on_sending):
        command, self.promise = meeting.vote_command(meeting.links[number], "oxo-", f"voter{number}")
        self.life, self.sending, self.cast, self.retried = life, False, False, False
        self.on_sending = on_sending
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        with self.process.stdout as said:
            for line in said:
                if "/ sending" in line:
                    self.sending = True
                    self.on_sending(self)
                self.cast = self.cast or "/ cast" in line
                self.retried = self.retried or "not known yet" in line

    def in_flight(self):
        return self.sending and not self.cast


class Lives:
    """An open meeting whose server lives several times. In each life a voter has a promise before it ends, and at
    least one is in flight then: the server is halted as soon as somebody sends, goes on for a moment, and is halted
    again. So it does not matter how fast machine and disk are."""

    def __init__(self, case, meeting, chance):
        self.case, self.meeting, self.chance = case, meeting, chance
        self.voters, self.promised, self.caught = [], [], []  # promises before each end; who was in flight at it
        self.halts, self.halted = threading.Lock(), False
        case.addCleanup(lambda: [one.process.kill() for one in self.voters])

    def halt(self, on=True):
        with self.halts:
            self.meeting.server.process.send_signal(signal.SIGSTOP if on else signal.SIGCONT)
            self.halted = on

    def ask_to_stop(self):
        """A halted server hears it when it goes on."""
        self.meeting.server.process.send_signal(signal.SIGTERM)
        self.halt(False)

    def end(self, life, how):
        """Has voters vote until the server may end, and ends it."""
        def here():
            return [one for one in self.voters if one.life == life]

        def on_sending(voter):
            if voter.life == life and any(one.cast for one in here()) and not self.caught[life]:
                self.halt()

        def may_end():
            if self.halted:
                return True
            for _ in range(sum(one.process.poll() is None for one in here()), VOTERS_AT_ONCE):
                self.case.assertLess(len(self.voters), len(self.meeting.links), f"life {life}: nobody was in flight")
                self.voters.append(Voter(self.meeting, len(self.voters), life, on_sending))
            return False

        self.caught.append([])
        while not self.caught[life]:
            wait_until(may_end, f"no request in flight in life {life}")
            self.halt(False)
            time.sleep(self.chance.random() * 0.004)
            self.halt()
            time.sleep(0.02)  # what the server has said is heard
            sent = [one for one in here() if one.in_flight()]
            self.caught[life] = sent
            if not sent:
                self.halt(False)
        self.promised.append(sum(one.cast for one in here()))
        how()
        self.halted = False

    def all_have_voted(self):
        self.case.assertEqual([one.process.wait(timeout=LIMIT) for one in self.voters], [0] * len(self.voters))
        print(f"{len(self.promised)} ends; {len(self.voters)} voters; promises before each {self.promised}; in flight at "
              f"each {[len(sent) for sent in self.caught]}; {sum(one.retried for one in self.voters)} had to send again")

    def all_are_counted(self):
        """Closes the meeting: every promise is in the log, and a stranger verifies it."""
        exit_code, report = self.meeting.finish(openers=(1, 2))
        self.case.assertEqual((exit_code, report["failures"]), (0, []))
        self.case.assertEqual(report["contests"][0]["outcome"]["received"], len(self.voters))
        logged = logged_trackers(self.meeting.published())
        for voter in self.voters:
            self.case.assertIn(tracker_of(voter.promise), logged)
        self.case.assertEqual(self.meeting.server.stop(), 0)
        self.case.assertRegex(self.meeting.fsck(), "all is whole")
