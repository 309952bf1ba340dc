#pragma once

#include "server/store/store.hpp"

namespace gongdao::support {

/// Which call fails, counted from 1, and whether it has done its work before it does.
struct PlannedFault {
    std::size_t call = 0;
    bool after = false;
    bool for_good = false;  ///< every later call fails, too
};

/// A store whose n-th call fails. Every function of the store and of its transactions is a call.
class FaultyStore final : public store::Store {
public:
    explicit FaultyStore(store::Store& inner) : inner_(inner) {}

    void plan(PlannedFault fault) {
        fault_ = fault;
        calls_ = 0;
        happened_ = false;
    }
    [[nodiscard]] std::size_t calls() const { return calls_; }
    [[nodiscard]] bool happened() const { return happened_; }

    template <class Act>
    auto pass(Act&& act) {
        ++calls_;
        const bool fails =
            calls_ == fault_.call || (fault_.for_good && fault_.call > 0 && calls_ > fault_.call);
        happened_ = happened_ || fails;
        if (fails && !fault_.after) throw store::StoreFault("planned, before");
        if constexpr (std::is_void_v<decltype(act())>) {
            act();
            if (fails) throw store::StoreFault("planned, after");
        } else {
            auto result = act();
            if (fails) throw store::StoreFault("planned, after");
            return result;
        }
    }

    std::unique_ptr<store::Transaction> begin() override;
    void probe() override {
        pass([&] { inner_.probe(); });
    }
    void compact() override {
        pass([&] { inner_.compact(); });
    }
    std::vector<std::string> damage() override {
        return pass([&] { return inner_.damage(); });
    }

private:
    store::Store& inner_;
    PlannedFault fault_;
    std::size_t calls_ = 0;
    bool happened_ = false;
};

}  // namespace gongdao::support
