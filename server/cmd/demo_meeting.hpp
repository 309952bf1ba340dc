#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/cmd/officer_client.hpp"
#include "server/cmd/process.hpp"

namespace gongdao::cmd {

struct MeetingPlan {
    std::string folder;  // where everything of the meeting lies: database, slips, key files, outputs
    std::uint16_t port = 0;
    std::uint32_t voters = 27;  // present; the roll has 31 for each 27
    std::uint64_t seed = 1;     // shapes the marks, and nothing secret
    std::uint32_t pause = 1;    // seconds for objections
    std::string web;            // folder of the voter's page, if not the build's
};

/// A village branch's election, played by separate programs over TLS: the server, the registrar's slips,
/// three trustees and each voter. The officers' acts are made from here, each by the account that makes it in
/// a meeting. Every step throws std::runtime_error, with what the program said, when something is not as it
/// should be.
class Meeting {
public:
    explicit Meeting(MeetingPlan plan);

    void start_server();
    void create();         // officers, session, roll
    void hold_ceremony();  // three trustees join and make the key
    void make_slips();
    void freeze();
    void take_attendance();
    void cancel_leftovers();
    void open();
    void vote();
    void close();
    void settle();
    void decrypt();  // by two of the three trustees
    void publish();
    void stop_server();
    /// One command in the folder for each officer and trustee, with server, account and session filled in.
    void write_commands() const;

    [[nodiscard]] const std::string& server_url() const { return url_; }
    [[nodiscard]] const std::string& session() const { return session_; }
    [[nodiscard]] std::uint32_t pause() const { return plan_.pause; }
    [[nodiscard]] std::string public_folder() const;
    [[nodiscard]] std::string certificate() const;
    [[nodiscard]] const std::string& opening_code() const { return opening_code_; }
    [[nodiscard]] const std::string& closing_code() const { return closing_code_; }
    [[nodiscard]] const std::vector<std::string>& links() const { return links_; }
    [[nodiscard]] Process& server() { return *server_; }
    [[nodiscard]] std::uint32_t electors() const;

private:
    struct Account {
        std::string role;
        std::string name;
        std::optional<OfficerClient> client;
    };

    [[nodiscard]] std::string path(std::string_view name) const {
        return plan_.folder + "/" + std::string(name);
    }
    OfficerClient& as(std::string_view role);
    std::string post(std::string_view role, std::string_view call, std::string_view json);
    std::string view();
    /// Proposed by one officer, confirmed by the chair, signed by the first two trustees (by all three:
    /// `all`).
    void act(std::string_view json, std::string_view name, bool all = false);
    [[nodiscard]] Process trustee(int number, std::vector<std::string> arguments);
    void wait_for(std::vector<Process>& processes, std::string_view what);

    MeetingPlan plan_;
    std::string url_, session_, contest_, anchor_, opening_code_, closing_code_;
    std::optional<Process> server_;
    std::vector<Account> accounts_;
    std::vector<std::string> seat_codes_, links_;
};

}  // namespace gongdao::cmd
