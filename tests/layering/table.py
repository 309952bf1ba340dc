"""The architecture as a table. Changing it is changing the architecture."""

# server/, highest first; folders of one row may include each other, as long as there is no cycle.
# Below them all stands crypto/, whose folders stand in the order of crypto/CMakeLists.txt.
LAYERS = [
    {"cmd"},
    {"api", "net"},
    {"app"},
    {"publish", "auth", "log"},
    {"store"},
    {"ops"},
    {"audit"},
    {"rules"},
]

# Third party: how its includes begin → the only places that may have them (patterns of whole paths).
THIRD_PARTIES = {
    "boost/": ["server/net/*"],
    "nlohmann/": ["server/*_json.?pp", "server/cmd/*"],
    "sqlite3.h": ["server/store/sqlite/*"],
    "SQLiteCpp/": ["server/store/sqlite/*"],
    "openssl/": ["crypto/*", "server/net/tls.cpp", "server/auth/password.cpp"],
    "sodium": ["crypto/*", "server/net/tls.cpp", "server/auth/password.cpp"],
    "liboath/": ["server/auth/totp.cpp"],
    "toml++/": ["server/ops/config.cpp"],
    "pango/": ["server/publish/*"],
    "cairo": ["server/publish/*"],
    "qrencode.h": ["server/publish/*"],
    "csv.h": ["server/app/roll_csv.cpp"],
    "iconv.h": ["server/app/roll_csv.cpp"],
    "CLI/": ["server/cmd/*"],
    "catch2/": ["tests/*"],
}

# The system's own headers with a dot or a slash in their names. C++ has neither.
SYSTEM = ["sys/", "arpa/", "netinet/", "linux/", "dirent.h", "fcntl.h", "fnmatch.h", "netdb.h", "poll.h", "pthread.h",
          "pwd.h", "signal.h", "spawn.h", "stdlib.h", "termios.h", "time.h", "unistd.h"]

# crypto/ has no clock, no file, no thread, no output. A broken invariant's last word is the one exception.
IMPURE_INCLUDES = ["chrono", "condition_variable", "cstdio", "ctime", "filesystem", "fstream", "future",
                   "iostream", "mutex", "random", "thread"]
IMPURE_WORDS = r"\bstd::(cout|cerr|clog|chrono|thread|jthread|fstream|ifstream|ofstream)\b|\b(f|s|sn)?printf\s*\("
IMPURE_EXCEPT = ["crypto/base/require.cpp"]

# Secrets are read under crypto/. The store is the one who must write some down.
EXPOSED_EXCEPT = ["server/store/sqlite/secret_keys.cpp"]

# Statements in a C++ string belong to the store.
SQL = r'"\s*(SELECT|INSERT INTO|INSERT OR|UPDATE|DELETE FROM|CREATE TABLE|PRAGMA|BEGIN IMMEDIATE)\b'
SQL_PLACES = ["server/store/sqlite/*"]

# Headers of crypto/ that have no twin of the same stem in web/src/crypto (house: the client mirrors crypto/), and why.
INSIDE = "a part of its folder's other files there"
SERVER_ONLY = {
    "verify/verify_head": INSIDE, "ballot/ids": INSIDE, "ballot/marks": INSIDE, "ballot/parts": INSIDE,
    "elgamal/keys": INSIDE, "note/lines": INSIDE, "proof/equations": INSIDE, "session/limits": INSIDE,
    "session/record_fields": INSIDE, "base/require": "refuse() throws", "base/secret": "JavaScript wipes nothing",
    "group/group": "ristretto255 is the only group there", "group/read": "Reader reads elements there",
    "merkle/tree": "who publishes builds tiles", "seal/pouch": "the trustee's key file",
    "seal/sealed_file": "the trustee's key file", "seal/secret_bytes": "the trustee's key file",
    "sign/openssl": "noble stands in OpenSSL's place", "threshold/polynomial": "who deals shares",
}
# The other way round.
PHONE = "what a phone does not load is kept apart there"
WEB_ONLY = {
    "group/ristretto255": "crypto/group/group.hpp with its only group", "session/manifest": "of session/records",
    "session/page_state": PHONE, "session/record_elements": PHONE, "note/open_receipt": PHONE, "threshold/complaint": PHONE,
    "sign/sm3": "OpenSSL has it",
}

MOST_LINES = 400
MOST_README_LINES = 30
LONG_FILES = ["*/vectors/*", "*_table.*", "*_tables.*", "*/package-lock.json", "*.json"]
