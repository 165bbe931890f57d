#include "app/http/trustee_agent.h"

#include <algorithm>
#include <array>
#include <optional>

#include "app/http/remote_board.h"

namespace undersigned::http {
namespace {

constexpr int kSoon = 1;      // seconds, while others are expected to act
constexpr int kLater = 5;     // while people sign
constexpr int kLongest = 60;  // between attempts to reach a server

// What another moment mends.
bool is_passing(const base::Error& error) {
  constexpr std::array kPassing = {"client.connection", "opening.taken",     "board.phase",
                                   "rate.address",      "http.busy",         "http.stopping",
                                   "client.answer",     "trustee.witnesses", "open.objection_time"};
  return std::ranges::find(kPassing, error.check) != kPassing.end();
}

base::Result<std::string> phase_of(Client& client) {
  UNDERSIGNED_TRY(const Reply reply, client.get("/api/letters/" + client.address().letter));
  UNDERSIGNED_TRY(const base::Json json, base::parse_json(base::as_bytes(reply.body), 8u << 20, 5));
  UNDERSIGNED_TRY(const base::JsonObject state, base::JsonObject::of(json, "state"));
  return state.text("phase", 20);
}

class Agent {
 public:
  Agent(Client& client, service::TrusteeKey& key, std::size_t despite,
        const service::Runtime& runtime, const AgentEvents& events)
      : client_(client), key_(key), despite_(despite), runtime_(runtime), events_(events) {}

  base::Result<void> run() {
    while (!events_.stopped()) {
      const auto seconds = step();
      if (seconds && *seconds == 0) return {};
      if (!seconds && !is_passing(seconds.error())) return std::unexpected(seconds.error());
      if (!seconds) tell(seconds.error().message);
      patience_ = seconds ? 1 : std::min(patience_ * 2, kLongest);
      events_.pause(seconds ? *seconds : patience_);
    }
    return {};
  }

 private:
  // One look; how many seconds until the next, 0 if there need be none.
  base::Result<int> step() {
    if (!board_) UNDERSIGNED_TRY_VOID(open());
    UNDERSIGNED_TRY(const std::string phase, phase_of(client_));
    if (phase == "complete") return 0;
    if (phase == "waiting" || phase == "open") {
      tell("Waiting for the letter's close.");
      return kLater;
    }
    const bool before = phase == "keys" || phase == "roster" || phase == "holding";
    UNDERSIGNED_TRY(const trustee::TrusteeReport report,
                    before ? trustee::trustee_step(*desk_, key_, runtime_)
                           : trustee::trustee_open(*desk_, key_, runtime_, despite_));
    for (const std::string& sentence : report.done) events_.did(sentence);
    tell(before ? "Waiting for the other trustees or the roster."
                : "Waiting for the other trustees.");
    return kSoon;
  }

  base::Result<void> open() {
    UNDERSIGNED_TRY(board_, RemoteBoard::open(client_));
    UNDERSIGNED_TRY(const std::uint8_t trustee, key_.number_in(board_->manifest()));
    board_->write_as(trustee, key_.file().signing());
    desk_.emplace(*board_);
    return {};
  }

  void tell(const std::string& sentence) {
    if (std::exchange(told_, sentence) != sentence) events_.waiting(sentence);
  }

  Client& client_;
  service::TrusteeKey& key_;
  std::size_t despite_;
  const service::Runtime& runtime_;
  const AgentEvents& events_;
  std::unique_ptr<RemoteBoard> board_;
  std::optional<RemoteDesk> desk_;  // what it has verified it need not verify again
  std::string told_;
  int patience_ = 1;
};

}  // namespace

base::Result<void> run_trustee_agent(Client& client, service::TrusteeKey& key, std::size_t despite,
                                     const service::Runtime& runtime, const AgentEvents& events) {
  return Agent(client, key, despite, runtime, events).run();
}

}  // namespace undersigned::http
