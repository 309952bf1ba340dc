"""The roll: stored whole or not at all, with every fault told where it is, in both languages."""
import unittest

from https import ask
from meeting import Meeting
from support import OverOneMeeting

OLD = "姓名,身份\n甲一,正式党员\n甲二,正式党员\n甲三,预备党员\n".encode("gb18030")
NEW = "\ufeff姓名,身份\r\n乙一,正式党员\r\n".encode()


class Roll(OverOneMeeting):
    @classmethod
    def hold(cls):
        meeting = cls.take(Meeting(cls.folder, electors=5, present=3))
        meeting.server.start()
        meeting.create()

    def setUp(self):
        self.assertEqual(self.send(OLD).json(), {"due": 2, "members": 3, "excluded": 0})

    def send(self, csv, how=""):
        path = f"/api/v1/s/{self.meeting.session}/roll{how}"
        return ask(self.server, "POST", path, csv, self.token("commissioner"))

    def members(self):
        path = f"/api/v1/s/{self.meeting.session}/roll"
        return ask(self.server, "GET", path, token=self.token("attendant")).json()["members"]

    def names(self):
        return [member["name"] for member in self.members()]

    def test_a_good_roll_takes_the_place_of_the_old_one(self):
        self.assertEqual(self.names(), ["甲一", "甲二", "甲三"])
        self.assertEqual(self.send(NEW).json(), {"due": 1, "members": 1, "excluded": 0})
        self.assertEqual(self.names(), ["乙一"])

    def test_a_dry_run_tells_the_same_and_stores_nothing(self):
        path = f"/api/v1/s/{self.meeting.session}/attendance"
        ask(self.server, "POST", path, {"present": [2]}, self.token("attendant"))
        before = self.members()
        self.assertEqual([member["present"] for member in before], [False, True, False])
        for misspelt in ("?dry_run=true", "?dryrun=1", "?dry_run=1&x=2"):
            self.assertEqual(self.send(NEW, misspelt).refusal()[:2], (422, "bad_field"))
        dry = self.send(NEW, "?dry_run=1")
        self.assertEqual((dry.status, dry.json()), (200, {"due": 1, "members": 1, "excluded": 0}))
        self.assertEqual(self.members(), before)

    # Each file has its faults at once: (line, column, field, a word of the sentence in Chinese, and in English).
    BAD = {
        "cells": ("\n".join(("姓名,出生日期,身份,备注", "丁一,1962-02-30,正式党员,", "丁二,,党员,", "丁三,,正式党员,",
                             "丁三,,正式党员,", "丁四,,正式党员,=1+1", "丁五,正式党员")).encode(),
                  [(2, 2, "出生日期", "1962-02-30", "1962-02-30"), (3, 3, "身份", "正式党员", "probationary"),
                   (5, 1, "姓名", "第 4 行", "line 4"), (6, 4, "备注", "公式", "formula"),
                   (7, 0, "", "2 格", "2 cells")]),
        "header": ("姓名,电话,姓名\n丁一,1,丁一\n".encode(),
                   [(1, 0, "", "身份", "身份"), (1, 2, "电话", "电话", "电话"), (1, 3, "姓名", "两次", "twice")]),
        "encoding": ("姓名,身份\n".encode() + "丁一,正式党员\n".encode("gb18030") + "丁二,正式党员\n".encode()
                     + b"\xff\xff,x\n",
                     [(2, 0, "", "编码", "encoding"), (4, 0, "", "编码", "UTF-8")]),
        "exclusions": ("姓名,身份,不计入应到会原因,批准文号,大会决议\n丁一,正式党员,7,甲字1号,有\n丁二,正式党员,1,,\n"
                       "丁三,预备党员,1,甲字1号,有\n".encode(),
                       [(2, 3, "不计入应到会原因", "1 到 6", "1 to 6"), (3, 4, "批准文号", "批准文号", "approval"),
                        (3, 5, "大会决议", "大会", "meeting"), (4, 3, "不计入应到会原因", "预备党员", "probationary")]),
        "nothing": (b"", [(0, 0, "", "空", "empty")]),
        "no text": (b"a\0b\n", [(1, 0, "", "空字节", "zero bytes")]),
        "quote": ('姓名,身份\n丁一,正式党员\n"丁二,正式党员\n'.encode(), [(3, 0, "", "双引号", "quote")]),
    }

    def test_every_fault_of_a_bad_file_is_told_with_its_place_in_both_languages_and_nothing_is_stored(self):
        before = self.members()
        for name, (csv, faults) in self.BAD.items():
            for how in ("", "?dry_run=1"):
                with self.subTest(name + how):
                    answer = self.send(csv, how)
                    self.assertEqual(answer.status, 422)
                    errors = answer.json()["errors"]
                    places = [(error["line"], error["column"], error["field"]) for error in errors]
                    self.assertEqual(places, [fault[:3] for fault in faults])
                    for error, (line, *_, zh, en) in zip(errors, faults):
                        self.assertIn(zh, error["zh"])
                        self.assertIn(en, error["en"])
                        self.assertTrue(error["zh"].startswith(f"第 {line} 行" if line else "文件"), error["zh"])
                        self.assertTrue(error["en"].startswith(f"Line {line}" if line else "File"), error["en"])
                    self.assertEqual(self.members(), before)

    def test_who_is_excluded_by_the_rules_is_not_among_those_due(self):
        head = "姓名,身份,不计入应到会原因,批准文号,大会决议\n"
        rows = ["戊一,正式党员,,,", "戊二,正式党员,,,", "戊三,正式党员,,,", "戊四,预备党员,,,"]
        self.assertEqual(self.send((head + "\n".join(rows)).encode()).json(), {"due": 3, "members": 4, "excluded": 0})
        rows[1] = "戊二,正式党员,2,柳组〔2026〕3 号,全体通过"
        self.assertEqual(self.send((head + "\n".join(rows)).encode()).json(), {"due": 2, "members": 4, "excluded": 1})
        self.assertEqual([member["counts"] for member in self.members()], [True, False, True, False])
        path = f"/api/v1/s/{self.meeting.session}/attendance"
        marked = ask(self.server, "POST", path, {"present": [1, 3]}, self.token("attendant"))
        self.assertEqual(marked.json(), {"due": 2, "present": 2, "quorum": True})
        for number in (2, 4):
            marked = ask(self.server, "POST", path, {"present": [1, number]}, self.token("attendant"))
            self.assertEqual(marked.refusal()[:2], (422, "bad_field"))
            self.assertIn(str(number), marked.refusal()[2])


if __name__ == "__main__":
    unittest.main()
