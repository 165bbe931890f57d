#include "app/http/live_demo.h"
#include "app/service/trustee_desk.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/system_timer.hpp>

namespace undersigned::http {
namespace {

namespace asio = boost::asio;

constexpr const char* kId = "night";
// The key ceremony and 770 cards take a second or two; what is left of them the first epoch lacks.
constexpr std::int64_t kUntilStart = 3;

std::filesystem::path folder_of(const std::filesystem::path& data) {
  return data / "letters" / kId;
}

service::DemoPlan plan_of(const LiveDemoOptions& options, std::int64_t now) {
  letter::Schedule schedule;
  schedule.start = now + kUntilStart;
  schedule.epoch_seconds = options.epoch_seconds;
  schedule.epochs = options.epochs;
  schedule.earliest_opening =
      schedule.start + static_cast<std::int64_t>(options.epoch_seconds) * options.epochs;
  return {folder_of(options.data), options.people, std::nullopt, options.seed, schedule};
}

}  // namespace

LiveDemo::LiveDemo(LiveDemoOptions options, const service::Runtime& runtime,
                   service::DemoLetter letter, std::uint32_t left_out)
    : options_(std::move(options)),
      runtime_(runtime),
      letter_(std::move(letter)),
      left_out_(left_out) {
  const service::Invitation& invitation = letter_.invitations.at(letter_.people[left_out_].name);
  const base::CodeText code = base::format_code(*invitation.code);
  visitor_ = {
      invitation.card.name,
      std::string("/letters/") + kId + "/sign#card=" + service::invitation_fragment(invitation),
      std::string(code.reveal().begin(), code.reveal().end())};
}

base::Result<std::shared_ptr<LiveDemo>> LiveDemo::make(
    const LiveDemoOptions& options, const service::Runtime& runtime,
    const std::function<void(const std::string&)>& stage) {
  UNDERSIGNED_TRY(service::LetterFolder folder,
                  service::LetterFolder::create(folder_of(options.data)));
  UNDERSIGNED_TRY(
      service::DemoLetter letter,
      service::make_demo_letter(folder, plan_of(options, runtime.now()), runtime, stage));
  // Somebody of a large department, so that their cell is not small.
  return std::shared_ptr<LiveDemo>(
      new LiveDemo(options, runtime, std::move(letter), options.people / 10));
}

base::Result<void> LiveDemo::start(Server& server) {
  UNDERSIGNED_TRY(auto events,
                  service::parse_events(base::as_bytes(options_.events), *letter_.manifest));
  UNDERSIGNED_TRY(auto host, service::LetterHost::open(folder_of(options_.data), runtime_));
  server_ = &server;
  live_ = server.add(kId, std::move(host), true);
  asio::co_spawn(server.io(), play(std::move(events)), asio::detached);
  asio::co_spawn(server.io(), open(), asio::detached);
  return {};
}

Awaitable<void> LiveDemo::play(std::vector<service::Event> events) {
  asio::system_timer clock(server_->io());
  const auto start = std::chrono::system_clock::from_time_t(letter_.manifest->schedule.start);
  const std::uint64_t lasts = std::uint64_t{options_.epochs} * options_.epoch_seconds;
  for (service::Event& event : events) {
    if (event.person == left_out_) continue;
    clock.expires_at(
        start + std::chrono::milliseconds(event.time * lasts * 1000 / options_.events_seconds));
    boost::system::error_code ignored;
    co_await clock.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    if (live_->events().closed()) co_return;
    co_await act(std::move(event));
  }
}

// Somebody whose epoch ends while they sign tries again in the next one, as a page would.
Awaitable<void> LiveDemo::act(service::Event event) {
  asio::steady_timer pause(server_->io());
  const auto make = [this, &event](service::LetterHost& host) {
    return service::demo_submission(letter_, host.view(), event, runtime_);
  };
  for (int attempt = 0; attempt < 20; ++attempt) {
    auto made = co_await live_->run(make);
    base::Result<void> outcome;
    if (made) {
      const auto taken = co_await live_->submit(std::move(*made));
      if (!taken) outcome = std::unexpected(taken.error());
    } else {
      outcome = std::unexpected(made.error());
    }
    if (outcome) co_return;
    const std::string& check = outcome.error().check;
    const bool later = check == "epoch.ending" || check == "entry.proof" ||
                       check == "epoch.early" || check == "http.busy";
    if (!later) {
      if (check != "epoch.closed" && check != "http.stopping")
        server_->log().error("demonstration", kId, outcome.error());
      co_return;
    }
    pause.expires_after(std::chrono::milliseconds(500));
    boost::system::error_code ignored;
    co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
}

Awaitable<void> LiveDemo::open() {
  asio::steady_timer pause(server_->io());
  const auto work = [this](service::LetterHost& host) -> base::Result<bool> {
    service::LocalDesk desk(host.folder());
    UNDERSIGNED_TRY(const bool done, service::open_demo_letter(letter_, desk, runtime_));
    UNDERSIGNED_TRY_VOID(host.refresh(service::Change::kRecord));
    return done;
  };
  while (!live_->events().closed()) {
    const service::Phase phase = live_->status()->phase;
    if (phase == service::Phase::kComplete) co_return;
    if (phase >= service::Phase::kCounting) {
      const base::Result<bool> complete = co_await live_->run(work);
      if (!complete) {
        server_->log().error("demonstration", kId, complete.error());
        co_return;
      }
      continue;
    }
    pause.expires_after(std::chrono::milliseconds(200));
    boost::system::error_code ignored;
    co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
}

}  // namespace undersigned::http
