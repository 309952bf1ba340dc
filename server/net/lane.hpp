#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace gongdao::net {

struct Hall;
class Workers;

/// The threads that handlers may block.
std::shared_ptr<Workers> make_workers(std::size_t count);

/// One io thread's work: accepts connections, and holds its end of all those that it accepted.
class Lane {
public:
    /// Faults: the address cannot be listened on.
    Lane(Hall& hall, const std::string& address, std::uint16_t port);
    Lane(const Lane&) = delete;
    Lane& operator=(const Lane&) = delete;
    ~Lane();

    [[nodiscard]] std::uint16_t port() const;

    /// Until `begin_nothing`, and the end of the last connection.
    void run();

    /// Thread: any, while `run` runs.
    void begin_nothing();
    void end_all();

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

/// Listens as if alone for a moment. Faults: someone else listens there.
void require_free(const std::string& address, std::uint16_t port);

}  // namespace gongdao::net
