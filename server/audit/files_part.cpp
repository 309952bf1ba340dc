#include "server/audit/files_part.hpp"

#include <algorithm>

#include "crypto/note/lines.hpp"
#include "crypto/sign/sm2.hpp"
#include "server/audit/log_part.hpp"

namespace gongdao::audit {

using base::Code;
using verify::CheckId;
using verify::in_file;

namespace {

/// A line of `files`: `<sha256, hex> <length> <path>`.
struct ListedFile {
    base::Sha256 hash{};
    std::uint64_t length = 0;
    std::string path;
};

base::Result<ListedFile> decode_line(std::string_view line) {
    const std::size_t first = line.find(' ');
    const std::size_t second = first == std::string_view::npos ? first : line.find(' ', first + 1);
    if (second == std::string_view::npos || second + 1 == line.size()) return base::refuse(Code::bad_format);
    const auto hash = base::from_hex(line.substr(0, first));
    if (!hash) return hash.refusal();
    const auto fixed = base::as_array<base::sha256_bytes>(*hash);
    if (!fixed) return fixed.refusal();
    const auto length = note::decode_decimal(line.substr(first + 1, second - first - 1));
    if (!length) return length.refusal();
    return ListedFile{.hash = *fixed, .length = *length, .path = std::string(line.substr(second + 1))};
}

base::Result<std::vector<ListedFile>> decode_list(base::BytesView bytes) {
    const auto lines = note::lines_of(base::text_of(bytes));
    if (!lines) return lines.refusal();
    std::vector<ListedFile> files;
    for (const std::string_view line : *lines) {
        auto file = decode_line(line);
        if (!file) return base::refuse(file.refusal().code, "line " + std::to_string(files.size() + 1));
        if (!files.empty() && files.back().path >= file->path)
            return base::refuse(Code::out_of_order, file->path);
        files.push_back(std::move(*file));
    }
    return files;
}

/// What does not stand in the list although it stands in the folder: the list itself, and signatures.
bool is_listed(const std::string& path) {
    constexpr auto apart = std::to_array<std::string_view>(
        {"files", "files.ed25519.sig", "files.sm2.sig", "result.json.ed25519.sig", "result.json.sm2.sig"});
    return std::ranges::find(apart, path) == apart.end();
}

/// Every folder has these; the rest follows from the record, whose checks miss what is missing.
constexpr auto in_every_folder = std::to_array<std::string_view>(
    {"checkpoint", "index.html", "keys/log.pem", "keys/server.pem", "keys/sm2.pem", "policy", "result.json"});

class FilesAudit {
public:
    FilesAudit(const Folder& folder, const Options& options, verify::Report& report)
        : folder_(folder), options_(options), report_(report) {}

    void run() {
        report_.reach(CheckId::files);
        const auto list = folder_.read("files");
        if (!list) return fail("files", Code::not_found);
        const auto files = decode_list(*list);
        if (!files) return report_.fail(CheckId::files, in_file("files"), files.refusal());
        for (const std::string_view path : in_every_folder) {
            if (std::ranges::find(*files, path, &ListedFile::path) == files->end())
                fail(path, Code::missing_field);
        }
        std::uint64_t done = 0;
        for (const ListedFile& file : *files) {
            compare(file);
            if (options_.progress) {
                options_.progress({.part = Progress::Part::files, .done = ++done, .total = files->size()});
            }
        }
        for (const std::string& path : folder_.list()) {
            const auto found = std::ranges::lower_bound(*files, path, {}, &ListedFile::path);
            const bool listed = found != files->end() && found->path == path;
            if (is_listed(path) && !listed) fail(path, Code::trailing_bytes);
        }
    }

private:
    void fail(std::string_view path, Code code) {
        report_.fail(CheckId::files, in_file(std::string(path)), base::refuse(code));
    }

    void compare(const ListedFile& file) {
        if (!is_listed(file.path)) return fail(file.path, Code::bad_field);
        const auto bytes = folder_.read(file.path);
        if (!bytes) return fail(file.path, Code::not_found);
        if (bytes->size() != file.length) return fail(file.path, Code::wrong_length);
        if (base::sha256(*bytes) != file.hash) return fail(file.path, Code::wrong_digest);
    }

    const Folder& folder_;
    const Options& options_;
    verify::Report& report_;
};

struct SignedFile {
    std::string path;
    CheckId ed25519, sm2;
};

void audit_signatures(const Folder& folder, const SignedFile& file, const session::Setup& setup,
                      verify::Report& report) {
    const auto bytes = folder.read(file.path);
    if (!bytes) return;  // `files` says so
    const auto check = [&](CheckId id, const std::string& kind, const auto& verify_with) {
        const std::string path = file.path + kind;
        const auto signature = folder.read(path);
        const auto holds = signature ? verify_with(*signature) : base::Check(base::refuse(Code::not_found));
        if (!holds) report.fail(id, in_file(path), holds.refusal());
        report.reach(id);
    };
    check(file.ed25519, ".ed25519.sig", [&](base::BytesView signature) -> base::Check {
        const auto fixed = base::as_array<sign::ed25519_signature_bytes>(signature);
        if (!fixed) return base::refuse(Code::bad_signature);
        return sign::verify(*sign::Ed25519PublicKey::decode(setup.server_key), *bytes, *fixed);
    });
    check(file.sm2, ".sm2.sig", [&](base::BytesView signature) {
        return sign::verify(*sign::Sm2PublicKey::decode(setup.sm2_key), *bytes, signature);
    });
}

void audit_keys(const Folder& folder, const session::Setup& setup, verify::Report& report) {
    const auto check = [&](const std::string& path, const std::string& pem) {
        const auto read = folder.read(path);
        if (!read || base::text_of(*read) != pem) {
            report.fail(CheckId::published_keys, in_file(path),
                        base::refuse(read ? Code::bad_key : Code::not_found));
        }
    };
    check("keys/server.pem", sign::pem_of(*sign::Ed25519PublicKey::decode(setup.server_key)));
    check("keys/log.pem", sign::pem_of(*sign::Ed25519PublicKey::decode(setup.log_key)));
    check("keys/sm2.pem", sign::pem_of(*sign::Sm2PublicKey::decode(setup.sm2_key)));
    report.reach(CheckId::published_keys);
}

}  // namespace

void audit_files(const Folder& folder, const Options& options, const session::State& state,
                 verify::Report& report) {
    FilesAudit(folder, options, report).run();
    if (!state.setup()) return;
    audit_signatures(folder, {"files", CheckId::files_ed25519, CheckId::files_sm2}, *state.setup(), report);
    audit_signatures(folder, {"result.json", CheckId::result_ed25519, CheckId::result_sm2}, *state.setup(),
                     report);
    audit_keys(folder, *state.setup(), report);
}

void audit_papers(const Folder& folder, const session::State& state, bool complete, verify::Report& report) {
    for (const session::Paper& paper : state.papers()) {
        const std::string path = record_path(paper.hash);
        const auto bytes = folder.read(path);
        const auto fail = [&](Code code) { report.fail(CheckId::papers, in_file(path), base::refuse(code)); };
        if (!bytes) {
            fail(Code::not_found);
        } else if (bytes->size() != paper.length || base::sha256(*bytes) != paper.hash) {
            fail(Code::wrong_digest);
        }
    }
    if (complete) report.reach(CheckId::papers);
}

}  // namespace gongdao::audit
