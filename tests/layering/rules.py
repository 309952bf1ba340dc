"""Each rule gives the places where the tree breaks it, as (path, line, what)."""

import re
from collections import Counter
from fnmatch import fnmatchcase

from table import (EXPOSED_EXCEPT, IMPURE_EXCEPT, IMPURE_INCLUDES, IMPURE_WORDS, LAYERS, LONG_FILES, MOST_LINES,
                   MOST_README_LINES, SERVER_ONLY, SQL, SQL_PLACES, SYSTEM, THIRD_PARTIES,
                   WEB_ONLY)


def among(path, patterns):
    return any(fnmatchcase(path, p) for p in patterns)


def begins(name, starts):
    return next((s for s in starts if name.startswith(s)), None)


def added(tree, top):
    """The folders of crypto/ or server/ in the order of its CMakeLists.txt, lowest first."""
    return [f"{top}/{name}" for name in re.findall(r"add_subdirectory\((\w+)\)", tree.text(f"{top}/CMakeLists.txt"))]


def ranks(tree):
    crypto = {folder: rank for rank, folder in enumerate(added(tree, "crypto"))}
    server = {f"server/{n}": len(crypto) + rank for rank, row in enumerate(reversed(LAYERS)) for n in row}
    return crypto | server


def upward_include(tree):
    rank = ranks(tree)
    for folder in sorted({f.folder for f in tree.sources("crypto", "server")} - set(rank)):
        yield folder, 1, "has no place among the layers"
    for f in tree.sources("crypto", "server"):
        for line, name, quoted in f.includes:
            to = "/".join(name.split("/")[:2])
            if quoted and rank.get(to, -1) > rank.get(f.folder, len(rank)):
                yield f.path, line, f"{f.folder} is below {to}"


def cmake_order(tree):
    rank = ranks(tree)
    order = [rank.get(folder, -1) for folder in added(tree, "server")]
    if -1 in order or order != sorted(order):
        yield "server/CMakeLists.txt", 1, "folders are added lowest layer first"


def from_the_root(tree):
    for f in tree.sources("crypto", "server", "tests"):
        for line, name, quoted in f.includes:
            if "../" in name or (quoted and name not in tree.files):
                yield f.path, line, f'"{name}" is no path from the root of the repository'


def third_party_place(tree):
    for f in tree.sources("crypto", "server", "tests"):
        for line, name, quoted in f.includes:
            if quoted or not ("/" in name or "." in name):
                continue
            start = begins(name, THIRD_PARTIES)
            if start is None:
                if not begins(name, SYSTEM):
                    yield f.path, line, f"<{name}> is in no table"
            elif not f.path.startswith("tests/") and not among(f.path, THIRD_PARTIES[start]):
                yield f.path, line, f"<{name}> belongs to {', '.join(THIRD_PARTIES[start])}"


def third_party_in_header(tree):
    for f in tree.sources("server"):
        for line, name, quoted in f.includes:
            if f.path.endswith(".hpp") and not quoted and begins(name, THIRD_PARTIES):
                yield f.path, line, f"<{name}> in a header makes everyone compile it"


def secret_exposed(tree):
    for f in tree.sources("server"):
        if f.path in EXPOSED_EXCEPT:
            continue
        for line, _ in f.find(r"(\.|->)\s*expose\s*\(", f.bare):
            yield f.path, line, "secrets are read under crypto/ only"


def impure_crypto(tree):
    for f in tree.sources("crypto"):
        if f.path in IMPURE_EXCEPT:
            continue
        for line, name, quoted in f.includes:
            if not quoted and (name in IMPURE_INCLUDES or begins(name, SYSTEM)):
                yield f.path, line, f"<{name}> in crypto/"
        for line, match in f.find(IMPURE_WORDS, f.bare):
            yield f.path, line, f"{match[0]} in crypto/"


def sql_place(tree):
    for f in tree.sources("server"):
        if not among(f.path, SQL_PLACES):
            for line, match in f.find(SQL, f.code):
                yield f.path, line, f"{match[1]} belongs to {', '.join(SQL_PLACES)}"


def include_cycle(tree):
    edges = {f.path: [name for _, name, _ in f.includes if name in tree.files]
             for f in tree.sources("crypto", "server", "tests")}
    folders = {}
    for f in tree.sources("crypto", "server"):
        inside = [tree.files[name].folder for name in edges[f.path]]
        folders.setdefault(f.folder, set()).update(folder for folder in inside if folder != f.folder)
    for graph in (edges, folders):
        yield from ((path, 1, "includes itself by way of " + " → ".join(way)) for path, way in cycles(graph))


def cycles(graph):
    done = set()

    def walk(node, way):
        if node in way:
            yield node, way[way.index(node):] + [node]
        elif node not in done:
            for target in sorted(graph.get(node, ())):
                yield from walk(target, way + [node])
            done.add(node)

    for node in sorted(graph):
        yield from walk(node, [])


def long_file(tree):
    for f in tree.files.values():
        lines = f.text.count("\n")
        if not f.path.endswith(".md") and lines > MOST_LINES and not among(f.path, LONG_FILES):
            yield f.path, MOST_LINES, f"{lines} lines"


def readme(tree):
    wanted = {f.folder for f in tree.sources("crypto", "server", "tests") if f.path.count("/") > 1}
    # web/src/worker; of web/src/pages each page
    for f in tree.files.values():
        parts = f.path.split("/")
        depth = 4 if parts[2:3] == ["pages"] else 3
        if f.path.startswith("web/src/") and len(parts) > depth:
            wanted.add("/".join(parts[:depth]))
    for folder in sorted(wanted):
        if f"{folder}/README.md" not in tree.files:
            yield f"{folder}/README.md", 1, "is missing"
    for f in tree.files.values():
        lines = f.text.count("\n")
        if f.path.endswith("/README.md") and lines > MOST_README_LINES:
            yield f.path, MOST_README_LINES, f"{lines} lines"


def hashed_names(tree):
    """SPEC §1.3 lists every name that H, Hs and Hg are given, and code gives each in one place."""
    table = re.search(r"Names in use, no name twice:\n\n((?:\|.*\n)+)", tree.text("crypto/SPEC.md"))
    listed = Counter()
    for row in table[1].splitlines()[2:] if table else []:
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        for names, place in zip(cells[::2], cells[1::2]):
            if "reserved" not in place:
                listed.update(re.split(r",\s*", names))
    if not listed:
        yield "crypto/SPEC.md", 1, "§1.3 has no table of names"
    for name, times in listed.items():
        if times > 1:
            yield "crypto/SPEC.md", 1, f'"{name}" stands {times} times in the table of §1.3'

    given, said = {}, set()
    for f in tree.sources("crypto"):
        for line, match in f.find(r'\b(?:Transcript(?:\s+\w+)?|Hs?|Hg)\s*[({]\s*"([^"]*)"', f.code):
            given.setdefault(match[1], []).append((f.path, line))
        said.update(match[1] for _, match in f.find(r'"([^"\n]*)"', f.code))
    for name, places in given.items():
        if name not in listed:
            yield *places[0], f'"{name}" is not in the table of SPEC §1.3'
        for path, line in places[1:]:
            yield path, line, f'"{name}" is hashed at {places[0][0]}:{places[0][1]} already'
    for name in sorted(set(listed) - said):
        yield "crypto/SPEC.md", 1, f'"{name}" of §1.3 occurs nowhere in crypto/'


def twins(tree):
    headers = {f.path[len("crypto/"):-len(".hpp")] for f in tree.sources("crypto") if f.path.endswith(".hpp")}
    modules = {f.path[len("web/src/crypto/"):-len(".ts")] for f in tree.files.values()
               if f.path.startswith("web/src/crypto/") and f.path.count("/") == 4 and f.path.endswith(".ts")
               and not f.path.endswith("_test.ts")}
    if not modules:
        return
    for stem in sorted(headers - modules - set(SERVER_ONLY)):
        yield f"crypto/{stem}.hpp", 1, "has no twin in web/src/crypto and no row in SERVER_ONLY"
    for stem in sorted(modules - headers - set(WEB_ONLY)):
        yield f"web/src/crypto/{stem}.ts", 1, "is no header's twin and has no row in WEB_ONLY"
    for stem in sorted((set(SERVER_ONLY) & modules) | (set(WEB_ONLY) & headers)):
        yield "tests/layering/table.py", 1, f"{stem} has its twin: the row goes"


RULES = [upward_include, cmake_order, from_the_root, third_party_place, third_party_in_header, secret_exposed,
         impure_crypto, sql_place, include_cycle, long_file, readme, hashed_names, twins]
