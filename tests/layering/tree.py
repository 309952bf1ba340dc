"""The repository's files as the rules see them."""

import re
from functools import cached_property
from pathlib import Path

SOURCE = {".cpp", ".hpp"}
TEXT = SOURCE | {".ts", ".svelte", ".css", ".html", ".py", ".sh", ".mjs", ".js", ".cmake", ".txt", ".json", ""}
FOLDERS = ("crypto", "server", "web", "tests", "deploy")
PASSED_OVER = {"node_modules", "dist", "__pycache__", "build"}

STRING = r'R"(?P<raw>[^(\s]*)\((?:.|\n)*?\)(?P=raw)"|"(?:\\.|[^"\\\n])*"'
TOKEN = re.compile(r"(?P<string>" + STRING + r")|'(?:\\.|[^'\\\n])+'|(?P<comment>//[^\n]*|/\*(?:.|\n)*?\*/)")
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:<([^>\n]+)>|"([^"\n]+)")', re.M)



class File:
    def __init__(self, path, text):
        self.path, self.text = path, text

    @cached_property
    def code(self):
        """The text without comments; lines stay where they are."""
        return TOKEN.sub(lambda m: re.sub(r"[^\n]", " ", m.group()) if m["comment"] else m.group(), self.text)

    @cached_property
    def bare(self):
        """The code without what stands in strings."""
        return TOKEN.sub(lambda m: '"' + re.sub(r"[^\n]", " ", m["string"][1:-1]) + '"' if m["string"] else m.group(),
                         self.code)

    @cached_property
    def includes(self):
        """(line, name, whether in quotes)"""
        return [(self.line(m.start()), m[1] or m[2], m[1] is None) for m in INCLUDE.finditer(self.code)]

    def find(self, pattern, text):
        return [(self.line(m.start()), m) for m in re.finditer(pattern, text)]

    def line(self, offset):
        return self.text.count("\n", 0, offset) + 1

    @property
    def folder(self):
        """crypto/base, server/store (whose sqlite/ belongs to it)"""
        return "/".join(self.path.split("/")[:2])


class Tree:
    def __init__(self, root):
        root = Path(root)
        self.files = {}
        for top in FOLDERS:
            for path in sorted((root / top).rglob("*")):
                name = path.relative_to(root).as_posix()
                if path.suffix in TEXT | {".md"} and path.is_file() and not PASSED_OVER & set(name.split("/")):
                    self.files[name] = File(name, path.read_text(encoding="utf-8"))

    def text(self, path):
        return self.files[path].text if path in self.files else ""

    def sources(self, *tops):
        return [f for f in self.files.values() if Path(f.path).suffix in SOURCE and f.path.split("/")[0] in tops]
