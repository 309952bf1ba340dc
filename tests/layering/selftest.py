"""Shows that each rule can fail: a small sound tree, and for each rule the changes that break exactly this rule."""

import tempfile
from pathlib import Path

from rules import RULES
from tree import Tree

SPEC = """Names in use, no name twice:

| name | in | name | in |
|---|---|---|---|
| ballot | §6 | tag, code | §4 |
| line | §8, reserved | fold | §6 |

"""
SOUND = {
    "crypto/CMakeLists.txt": "add_subdirectory(base)\nadd_subdirectory(ballot)\n",
    "crypto/SPEC.md": SPEC,
    "crypto/base/README.md": "base\n",
    "crypto/base/bytes.hpp": "#include <cstdint>\n#include <sodium.h>\n",
    "crypto/ballot/README.md": "ballot\n",
    "crypto/ballot/slip.hpp": '#include "crypto/base/bytes.hpp"\n// printf("x"), "../", <chrono>\n',
    "crypto/ballot/slip.cpp":
        '#include "crypto/ballot/slip.hpp"\nTranscript t("ballot"); f("tag", "code"); Transcript("fold"); x.expose();\n',
    "server/CMakeLists.txt": "add_subdirectory(rules)\nadd_subdirectory(store)\nadd_subdirectory(net)\n",
    "server/rules/README.md": "rules\n",
    "server/rules/outcome.hpp": '#include "crypto/ballot/slip.hpp"\n',
    "server/store/README.md": "store\n",
    "server/store/sqlite/writes.cpp": '#include <SQLiteCpp/SQLiteCpp.h>\nauto s = "SELECT 1";\n',
    "server/store/store.hpp": '#include "server/rules/outcome.hpp"\n#include <unistd.h>\n',
    "server/net/README.md": "net\n",
    "server/net/serve.cpp": '#include <boost/beast.hpp>\n#include "server/store/store.hpp"\n',
    "server/net/http.hpp": "#include <string>\nauto s = \"a.expose() in a string is none\";\n",
    "tests/unit/README.md": "unit\n",
    "tests/unit/x_test.cpp": '#include <catch2/catch.hpp>\n#include "server/net/http.hpp"\n',
}
INCLUDE = '#include "{}"\n'.format
TWINS = {"web/src/crypto/README.md": "crypto\n", "web/src/crypto/base/bytes.ts": "",
         "web/src/crypto/ballot/slip.ts": ""}
BROKEN = {
    "upward_include": [
        {"server/rules/a.hpp": INCLUDE("server/cmd/a.hpp"), "server/cmd/a.hpp": "", "server/cmd/README.md": "cmd\n"},
        {"crypto/base/a.hpp": INCLUDE("server/cmd/a.hpp"), "server/cmd/a.hpp": "", "server/cmd/README.md": "cmd\n"},
        {"crypto/base/up.hpp": INCLUDE("crypto/ballot/slip.cpp"), "crypto/ballot/slip.hpp": ""},
        {"server/misc/a.hpp": "", "server/misc/README.md": "misc\n"},
    ],
    "cmake_order": [{"server/CMakeLists.txt": "add_subdirectory(net)\nadd_subdirectory(rules)\n"}],
    "from_the_root": [
        {"server/net/http.hpp": INCLUDE("../store/store.hpp")},
        {"server/net/serve.cpp": INCLUDE("http.hpp")},
        {"tests/unit/x_test.cpp": INCLUDE("server/net/none.hpp")},
    ],
    "third_party_place": [
        {"server/rules/a.cpp": "#include <boost/url.hpp>\n"},
        {"server/net/a.cpp": "#include <nlohmann/json.hpp>\n"},
        {"server/net/a.cpp": "#include <SQLiteCpp/SQLiteCpp.h>\n"},
        {"server/net/a.cpp": "#include <CLI/CLI.hpp>\n"},
        {"server/net/a.cpp": "#include <openssl/evp.h>\n"},
        {"server/net/a.cpp": "#include <spdlog/spdlog.h>\n"},
    ],
    "third_party_in_header": [
        {"server/net/a.hpp": "#include <boost/beast.hpp>\n"},
        {"server/net/a_json.hpp": "#include <nlohmann/json_fwd.hpp>\n"},
    ],
    "secret_exposed": [{"server/net/a.cpp": "auto k = key.expose();\n"}, {"server/net/a.hpp": "p->expose ();\n"}],
    "impure_crypto": [
        {"crypto/base/a.cpp": "#include <chrono>\n"},
        {"crypto/base/a.cpp": "#include <unistd.h>\n"},
        {"crypto/base/a.cpp": "void f() { std::cout << 1; }\n"},
        {"crypto/base/a.cpp": 'void f() { printf("x"); }\n'},
    ],
    "sql_place": [{"server/net/a.cpp": 'auto s = "INSERT INTO t VALUES (1)";\n'}],
    "include_cycle": [
        {"crypto/base/a.hpp": INCLUDE("crypto/base/b.hpp"), "crypto/base/b.hpp": INCLUDE("crypto/base/a.hpp")},
        {"server/api/a.hpp": INCLUDE("server/net/http.hpp"), "server/api/README.md": "api\n",
         "server/net/b.hpp": INCLUDE("server/api/a.hpp")},
    ],
    "long_file": [{"crypto/base/a.cpp": "\n" * 401}, {"web/src/a.ts": "\n" * 401}],
    "readme": [{"crypto/base/README.md": None}, {"server/net/README.md": "x\n" * 31}, {"web/src/flow/vote.ts": ""},
               {"web/src/pages/vote/main.ts": "", "web/src/pages/README.md": "pages\n"}],
    "twins": [
        TWINS | {"web/src/crypto/ballot/slip.ts": None},
        TWINS | {"web/src/crypto/base/more.ts": ""},
        TWINS | {"web/src/crypto/base/secret.ts": "", "crypto/base/secret.hpp": ""},
        TWINS | {"crypto/base/more.hpp": ""},
    ],
    "hashed_names": [
        {"crypto/SPEC.md": None},
        {"crypto/SPEC.md": SPEC.replace("tag, code", "tag, code, tag")},
        {"crypto/SPEC.md": SPEC.replace("tag, code", "tag, code, unused")},
        {"crypto/ballot/a.cpp": 'Transcript("unlisted");\n'},
        {"crypto/ballot/a.cpp": 'H("ballot");\n'},
        {"crypto/ballot/a.cpp": 'Hs("line");\n'},
    ],
}


def broken_rules(files):
    with tempfile.TemporaryDirectory() as root:
        for path, text in files.items():
            if text is not None:
                target = Path(root, path)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8")
        tree = Tree(root)
        return {rule.__name__ for rule in RULES if list(rule(tree))}


def run():
    """(how many held, what did not)"""
    wrong = []
    for tree in (SOUND, SOUND | TWINS):
        if sound := broken_rules(tree):
            wrong.append(f"the sound tree breaks {sound}")
    changes = [(rule, change) for rule in BROKEN for change in BROKEN[rule]]
    for rule, change in changes:
        broken = broken_rules(SOUND | change)
        if broken != {rule}:
            wrong.append(f"{rule}: {change} breaks {broken or 'nothing'}")
    wrong += [f"{rule.__name__}: nothing shows that it can fail" for rule in RULES if rule.__name__ not in BROKEN]
    return 2 + len(changes) + len(RULES) - len(wrong), wrong
