"""`gongdao fsck`: whole is called whole, and what is broken is named."""
import shutil
import sqlite3
import unittest

from meeting import Failed
from support import InFolder


class Fsck(InFolder):
    def setUp(self):
        super().setUp()
        self.voted = self.meeting(electors=3, present=3)
        self.voted.open()
        self.old_backup = self.folder / "old.sqlite"
        self.database = self.voted.server.data / "gongdao.sqlite"
        self.voted.server.stop()
        shutil.copy(self.database, self.old_backup)
        self.voted.server.start()
        for link in self.voted.links:
            self.voted.vote(link, "oxo-")
        self.voted.close()

    def broken(self):
        with self.assertRaises(Failed) as failed:
            self.voted.fsck()
        self.assertEqual(failed.exception.code, 1)
        self.assertIn("do not start the server", failed.exception.said)
        return failed.exception.said

    def test_a_whole_folder_is_whole_also_when_published_files_are_gone(self):
        with self.assertRaises(Failed) as running:
            self.voted.fsck()
        self.assertIn("process", running.exception.said)
        self.voted.server.stop()
        self.assertIn("all is whole", self.voted.fsck())
        shutil.rmtree(self.voted.published() / "tile")
        (self.voted.published() / "ballots/0").write_bytes(b"")
        self.assertIn("all is whole", self.voted.fsck())

    def test_a_ballot_that_was_changed_in_the_database_is_named(self):
        self.voted.server.stop()
        with sqlite3.connect(self.database) as db:
            db.execute("UPDATE ballot SET body = CAST(substr(body, 1, length(body) - 1) || x'00' AS BLOB)")
        db.close()
        self.assertIn("is damaged", self.broken())

    def test_a_database_older_than_what_was_published_is_named(self):
        self.voted.server.stop()
        shutil.copy(self.old_backup, self.database)
        self.assertIn("an old backup perhaps", self.broken())

    def test_a_file_that_is_no_database_is_named(self):
        self.voted.server.stop()
        self.database.write_bytes(b"x" * 8192)
        with self.assertRaises(Failed) as failed:
            self.voted.fsck()
        self.assertEqual(failed.exception.code, 1)


if __name__ == "__main__":
    unittest.main()
