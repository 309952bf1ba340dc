#!/usr/bin/env python3
"""Writes roll_gb18030.csv: a roll as a Chinese spreadsheet saves it, in GB 18030 with CR LF.

31 electors are due. Beside them: two probationary members and one who is away and not due. Among the names are some of two
characters, padded ones, two with a middle dot, one that needs four bytes, and two persons of one name.
"""
import csv
import io
import pathlib

HEADER = ["序号", "姓名", "性别", "出生日期", "类别", "身份", "不计入应到会原因", "证明材料", "批准文号", "大会决议", "备注"]
NAMES = """王小宁 文天 李一鸣 张大海 阿依古丽·买买提 丁　一 于春兰 干志强 马建国 王芳 尤小军 车秀英 牛得水 毛桂花 文　静
方卫东 尹红梅 孔令辉 田富 田大利 王㛃 欧阳修远 司马兰 努尔江·艾力 刘洋 刘洋 陈玉珍 杨树林 赵淑华 黄河 周而复""".replace("\n", " ").split(" ")
PROBATIONARY = ["吴新生", "郑晓"]
AWAY = "冯远征"


def row(number, name, standing, **more):
    born = f"{1948 + number}/{number % 12 + 1}/{number % 28 + 1}"
    cells = dict(zip(HEADER, [number, name, "男" if number % 2 else "女", born, "党员", standing]))
    cells.update(more)
    return [cells.get(column, "") for column in HEADER]


def main():
    rows = [row(i, name, "正式党员") for i, name in enumerate(NAMES, 1)]
    rows += [row(len(rows) + i, name, "预备党员") for i, name in enumerate(PROBATIONARY, 1)]
    rows.append(row(len(rows) + 1, AWAY, "正式党员", 不计入应到会原因="5", 证明材料="外派证明,复印件",
                    批准文号="青石委组〔2026〕12号", 大会决议="2026年11月1日党员大会通过"))
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([HEADER, *rows])
    pathlib.Path(__file__).with_suffix(".csv").write_bytes(text.getvalue().encode("gb18030"))


main()
