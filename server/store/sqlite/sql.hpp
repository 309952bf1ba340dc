#pragma once

/// Every statement of the store. The tables are those of `schema/`.
namespace gongdao::store::sql {

constexpr const char* sessions = "SELECT id, short_name FROM session ORDER BY id";
constexpr const char* session_named = "SELECT id FROM session WHERE short_name = ?";
constexpr const char* secret_keys = "SELECT server_key, sm2_key, log_key FROM session WHERE id = ?";
constexpr const char* add_session =
    "INSERT INTO session (id, short_name, server_key, sm2_key, log_key) VALUES (?, ?, ?, ?, ?)";

constexpr const char* last_position =
    "SELECT position FROM entry WHERE session = ? ORDER BY position DESC LIMIT 1";
constexpr const char* entries =
    "SELECT leaf, large FROM entry WHERE session = ? AND position >= ? AND position < ? ORDER BY position";
constexpr const char* append_entry = "INSERT INTO entry (session, position, leaf, large) VALUES (?, ?, ?, ?)";

constexpr const char* ballot =
    "SELECT tracker, entry, body, position FROM ballot WHERE session = ? AND tracker = ?";
constexpr const char* ballots =
    "SELECT tracker, entry, body, position FROM ballot WHERE session = ? ORDER BY tracker";
constexpr const char* put_ballot =
    "INSERT INTO ballot (session, tracker, entry, body, position) VALUES (?, ?, ?, ?, ?)";
constexpr const char* mark_logged =
    "UPDATE ballot SET position = ? WHERE session = ? AND tracker = ? AND position IS NULL";

constexpr const char* document = "SELECT value FROM document WHERE session = ? AND kind = ? AND name = ?";
constexpr const char* documents =
    "SELECT name, value FROM document WHERE session = ? AND kind = ? ORDER BY name";
constexpr const char* put_document =
    "INSERT OR REPLACE INTO document (session, kind, name, value) VALUES (?, ?, ?, ?)";
constexpr const char* erase_document = "DELETE FROM document WHERE session = ? AND kind = ? AND name = ?";

constexpr const char* officers = "SELECT name, token, role FROM officer ORDER BY name";
constexpr const char* officer_with = "SELECT name, token, role FROM officer WHERE token = ?";
constexpr const char* put_officer =
    "INSERT INTO officer (name, token, role) VALUES (?, ?, ?) "
    "ON CONFLICT (name) DO UPDATE SET token = excluded.token, role = excluded.role";

constexpr const char* begin = "BEGIN";
constexpr const char* commit = "COMMIT";
constexpr const char* roll_back = "ROLLBACK";

/// How a connection is to behave, before anything else. FULL: a commit is on the disk before it returns.
constexpr const char* set_up =
    "PRAGMA synchronous = FULL;"
    "PRAGMA foreign_keys = ON;"
    "PRAGMA secure_delete = ON;"
    "PRAGMA trusted_schema = OFF;"
    "PRAGMA cell_size_check = ON;"
    "PRAGMA wal_autocheckpoint = 8000;";
constexpr const char* journal = "PRAGMA journal_mode = WAL";
constexpr const char* tables = "SELECT count(*) FROM sqlite_schema";
constexpr const char* schema_version = "PRAGMA user_version";
constexpr const char* set_schema_version = "PRAGMA user_version = ";
constexpr const char* integrity = "PRAGMA integrity_check";
constexpr const char* strangers = "PRAGMA foreign_key_check";
/// As much as some ballots and their log need.
constexpr const char* take_room = "CREATE TABLE room (bytes BLOB); INSERT INTO room VALUES (zeroblob(65536))";
constexpr const char* vacuum = "VACUUM";
constexpr const char* empty_journal = "PRAGMA wal_checkpoint(TRUNCATE)";
constexpr const char* page_count = "PRAGMA page_count";
constexpr const char* limit_pages = "PRAGMA max_page_count = ";

}  // namespace gongdao::store::sql
