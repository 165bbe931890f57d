#include "app/http/api.h"

#include <cstdlib>

#include "app/http/bodies.h"
#include "app/http/record_files.h"
#include "core/base/text.h"
#include "core/letter/leaf.h"
#include "core/letter/result_json.h"
#include "core/proof/entry.h"

namespace undersigned::http {
namespace {

using service::Phase;

constexpr std::int64_t kClockSlack = 300;  // seconds that a trustee's clock may differ

std::unexpected<base::Error> unknown() {
  return base::fail("http.unknown", "", "There is nothing at this address.");
}
std::unexpected<base::Error> unknown_letter() {
  return base::fail("letter.unknown", "", "This server holds no such letter.");
}

// What the phase alone says about a submission.
base::Result<void> check_phase(const service::LetterStatus& status, std::int64_t now) {
  switch (status.phase) {
    case Phase::kKeys:
    case Phase::kRoster:
      return base::fail("epoch.foundation", "5", "The roster is not frozen yet.");
    case Phase::kHolding:
      return base::fail("epoch.holding", "5",
                        "Not every trustee has stated that it holds the cards.");
    case Phase::kWaiting:
      return base::fail("epoch.early", "7", "Signing has not started.");
    case Phase::kOpen:
      if (now < status.epoch->ends) return {};
      return base::fail("epoch.ending", "7", "The epoch is just ending; try again in a moment.");
    case Phase::kDrawing:
      return base::fail("epoch.drawing", "7",
                        "The trustees are drawing whether the letter has closed.");
    default:
      return base::fail("epoch.closed", "7", "The letter is closed; no more entries are accepted.");
  }
}

// All that costs nothing: the proof comes last.
base::Result<void> check_cheaply(const service::LetterStatus& status,
                                 const service::Submitted& submitted, std::int64_t now) {
  UNDERSIGNED_TRY_VOID(check_phase(status, now));
  if (submitted.index >= status.manifest->roster_size)
    return base::fail("submission.index", "7", "There is no such credential.");
  if (submitted.entry.size() != proof::Entry::size(status.manifest->options))
    return base::fail("entry.length", "6", "This is not as long as an entry of this letter.");
  return {};
}

}  // namespace

Api::Api(const Limits& limits, const service::Runtime& runtime, WebFiles web, ApiSettings settings,
         Log& log)
    : limits_(limits),
      runtime_(runtime),
      web_(std::move(web)),
      settings_(settings),
      log_(log),
      reads_(limits.reads_per_second, limits.reads_at_once, limits.addresses),
      writes_(limits.writes_per_second, limits.writes_at_once, limits.addresses) {}

void Api::add(std::shared_ptr<LiveLetter> letter) {
  letters_[letter->id()] = std::move(letter);
  metrics_.letters = letters_.size();
}

std::shared_ptr<LiveLetter> Api::find(const std::string& id) const {
  const auto found = letters_.find(id);
  return found == letters_.end() ? nullptr : found->second;
}

void Api::stop() {
  readiness_.stopping = true;
  for (const auto& [id, letter] : letters_) letter->stop();
}

base::Result<void> Api::admit(const Request& request) {
  const Route route = request.target.route;
  const bool write = request.method == Method::kWrite;
  Rates& rates = write ? writes_ : reads_;
  if (!rates.take(address_key(request.address), Rates::Clock::now()))
    return base::fail("rate.address", "", "Too many requests from your network; wait a minute.");
  if (route == Route::kUnknown) return unknown();
  const Methods methods = methods_of(route);
  const bool allowed = write ? methods != Methods::kRead
                             : request.method == Method::kRead && methods != Methods::kWrite;
  if (!allowed) return base::fail("http.method", "", "This cannot be asked in this way.");
  if (write && !request.json)
    return base::fail("http.media", "", "The body must be application/json.");
  if (!request.target.letter.empty() && !find(request.target.letter)) {
    if (readiness_.verifying > 0)
      return base::fail("http.busy", "", "Letters are still being read; try again in a moment.");
    return unknown_letter();
  }
  return {};
}

std::size_t Api::max_body(const Target& target) const {
  if (target.route == Route::kBeside) return max_beside_body();
  const auto letter = find(target.letter);
  if (target.route != Route::kBoard || !letter) return limits_.small_body_bytes;
  return max_board_message(*letter->status()->manifest) / 3 * 4 + limits_.small_body_bytes;
}

Awaitable<Answer> Api::respond(Request request) {
  const auto letter = find(request.target.letter);
  base::Result<Answer> answer = unknown();
  if (request.method == Method::kWrite && readiness_.stopping) {
    answer = base::fail("http.stopping", "", "The server is stopping; try again in a minute.");
  } else if (request.method == Method::kWrite) {
    answer = co_await write(request, *letter);
  } else if (letter) {
    answer = co_await read_letter(request, *letter);
  } else {
    answer = read(request);
  }
  if (answer) co_return std::move(*answer);
  if (status_of(answer.error().check) == 500)
    log_.error("answer", request.target.letter, answer.error());
  co_return answer_error(answer.error());
}

base::Result<Answer> Api::read(const Request& request) {
  switch (request.target.route) {
    case Route::kHealth:
      return answer_json(200, {{"status", "ok"}});
    case Route::kReady:
      return ready();
    case Route::kMetrics:
      if (!request.local && !settings_.public_metrics) return unknown();
      return answer_bytes("text/plain; version=0.0.4", metrics_.text(), Keep::kNever);
    case Route::kLetters:
      return list();
    case Route::kPage:
      return web_.find(request.target.path);
    default:
      return unknown();
  }
}

Answer Api::ready() const {
  const bool ready = readiness_.verifying == 0 && !readiness_.stopping;
  return answer_json(ready ? 200 : 503, {{"ready", ready},
                                         {"letters", letters_.size()},
                                         {"verifying", readiness_.verifying},
                                         {"failed", readiness_.failed}});
}

Answer Api::list() const {
  base::Json letters = base::Json::array();
  for (const auto& [id, letter] : letters_) letters.push_back(summary_json(id, *letter->status()));
  return answer_json(200, {{"letters", std::move(letters)}}, Keep::kAsk);
}

Awaitable<base::Result<Answer>> Api::read_letter(const Request& request, LiveLetter& letter) {
  const LiveLetter::Status status = letter.status();
  switch (request.target.route) {
    case Route::kLetter:
      co_return answer_json(
          200, status_json(letter.id(), *status, runtime_.now(), letter.demonstration()),
          Keep::kAsk);
    case Route::kManifest:
      co_return answer_bytes("application/json",
                             std::string(base::as_text(status->manifest->bytes())), Keep::kForEver);
    case Route::kBoard:
      co_return answer_json(200, board_json(status->board), Keep::kAsk);
    case Route::kResult:
      co_return co_await result(letter);
    case Route::kBeside:
      co_return co_await beside(letter);
    case Route::kBoardMessage: {
      const auto find = [topic = request.target.topic, author = request.target.author](
                            service::LetterHost& host) { return host.message(topic, author); };
      const auto message = co_await letter.run(find);
      if (!message) co_return std::unexpected(message.error());
      if (!*message) co_return base::fail("board.unknown", "", "Nobody has given this message.");
      co_return answer_bytes("application/octet-stream", std::string(base::as_text(**message)),
                             Keep::kForEver);
    }
    case Route::kCheckpoint: {
      auto note = read_checkpoint(letter.record());
      if (!note) co_return std::unexpected(note.error());
      co_return answer_bytes("text/plain; charset=utf-8", std::move(*note), Keep::kAsk);
    }
    case Route::kTile: {
      auto tile = read_tile(letter.record(), request.target.tile);
      if (!tile) co_return std::unexpected(tile.error());
      co_return answer_bytes("application/octet-stream", std::move(*tile), Keep::kForEver);
    }
    default:
      co_return unknown();
  }
}

template <class Read>
Awaitable<base::Result<Answer>> Api::derived(LiveLetter& letter, Derived& known, const Read& read) {
  const std::uint64_t leaves = letter.status()->leaves;
  const auto found = known.find(letter.id());
  if (found != known.end() && found->second.first == leaves) co_return found->second.second;
  const base::Result<base::Json> json = co_await letter.run(read);
  if (!json) co_return std::unexpected(json.error());
  Answer answer = answer_json(200, *json, Keep::kAsk);
  known[letter.id()] = {leaves, answer};
  co_return answer;
}

Awaitable<base::Result<Answer>> Api::result(LiveLetter& letter) {
  const auto read = [](service::LetterHost& host) -> base::Result<base::Json> {
    UNDERSIGNED_TRY(const letter::Outcome outcome, host.outcome());
    return letter::result_json(outcome);
  };
  co_return co_await derived(letter, results_, read);
}

Awaitable<base::Result<Answer>> Api::beside(LiveLetter& letter) {
  const auto read = [](service::LetterHost& host) -> base::Result<base::Json> {
    return host.beside();
  };
  co_return co_await derived(letter, besides_, read);
}

Awaitable<base::Result<Answer>> Api::write(const Request& request, LiveLetter& letter) {
  switch (request.target.route) {
    case Route::kEntries:
      return submit(request, letter);
    case Route::kBoard:
      return give(request, letter);
    case Route::kCards:
      return cards(request, letter);
    case Route::kCosignatures:
      return cosign(request, letter);
    case Route::kAmendments:
      return amend(request, letter);
    case Route::kBeside:
      return add_beside(request, letter);
    default:
      std::abort();  // admit() lets no other one write
  }
}

Awaitable<base::Result<Answer>> Api::submit(const Request& request, LiveLetter& letter) {
  auto submitted = read_submission_body(request.body);
  if (!submitted) co_return std::unexpected(submitted.error());
  const auto cheap = check_cheaply(*letter.status(), *submitted, runtime_.now());
  if (!cheap) co_return std::unexpected(cheap.error());
  const auto taken = co_await letter.submit(std::move(*submitted));
  if (!taken) co_return std::unexpected(taken.error());
  co_return answer_json(taken->accepted == store::Accepted::kNew ? 201 : 200,
                        receipt_json(taken->receipt));
}

Awaitable<base::Result<Answer>> Api::give(const Request& request, LiveLetter& letter) {
  auto contribution = read_board_post(request.body, max_board_message(*letter.status()->manifest));
  if (!contribution) co_return std::unexpected(contribution.error());
  auto keep = [contribution = std::move(*contribution)](service::LetterHost& host) {
    return host.give(contribution);
  };
  const auto given = co_await letter.run(std::move(keep));
  if (!given) co_return std::unexpected(given.error());
  log_.info("board", {{"letter", letter.id()}, {"topic", given->entry.topic.dotted()}});
  co_return answer_json(given->accepted == store::Accepted::kNew ? 201 : 200,
                        board_entry_json(given->entry));
}

Awaitable<base::Result<Answer>> Api::cosign(const Request& request, LiveLetter& letter) {
  auto line = read_cosignature_body(request.body);
  if (!line) co_return std::unexpected(line.error());
  auto keep = [line = std::move(*line)](service::LetterHost& host) { return host.cosign(line); };
  const auto taken = co_await letter.run(std::move(keep));
  if (!taken) co_return std::unexpected(taken.error());
  log_.info("cosignature", {{"letter", letter.id()}, {"witness", taken->witness}});
  co_return answer_json(taken->accepted == store::Accepted::kNew ? 201 : 200,
                        cosignature_json(*taken));
}

Awaitable<base::Result<Answer>> Api::amend(const Request& request, LiveLetter& letter) {
  auto made = read_amendment_body(request.body, letter.status()->manifest->issuers.size());
  if (!made) co_return std::unexpected(made.error());
  const letter::AmendmentPlace place = made->leaf.place;
  auto take = [made = std::move(*made)](service::LetterHost& host) { return host.amend(made); };
  const auto taken = co_await letter.run(std::move(take));
  if (!taken) co_return std::unexpected(taken.error());
  log_.info("amendment", {{"letter", letter.id()}, {"epoch", place.epoch}});
  co_return answer_json(201, amendment_json(place));
}

Awaitable<base::Result<Answer>> Api::add_beside(const Request& request, LiveLetter& letter) {
  auto leaf = read_beside_body(request.body);
  if (!leaf) co_return std::unexpected(leaf.error());
  auto add = [leaf = std::move(*leaf)](service::LetterHost& host) { return host.add_beside(leaf); };
  const auto added = co_await letter.run(std::move(add));
  if (!added) co_return std::unexpected(added.error());
  log_.info("beside", {{"letter", letter.id()}, {"kind", letter::name_of(*added)}});
  co_return answer_json(201, beside_json(*added));
}

Awaitable<base::Result<Answer>> Api::cards(const Request& request, LiveLetter& letter) {
  const auto asked = read_cards_request(request.body);
  if (!asked) co_return std::unexpected(asked.error());
  const auto time = static_cast<std::int64_t>(asked->time);
  if (std::abs(time - runtime_.now()) > kClockSlack)
    co_return base::fail("board.time", "", "The clocks of trustee and server differ too much.");
  const letter::Manifest& manifest = *letter.status()->manifest;
  const auto trusted = service::check_trustee(
      manifest, asked->trustee,
      trustee::cards_message(manifest.hash(), asked->trustee, asked->time), asked->signature);
  if (!trusted) co_return std::unexpected(trusted.error());
  const auto read = [](service::LetterHost& host) { return host.cards(); };
  const auto bodies = co_await letter.run(read);
  if (!bodies) co_return std::unexpected(bodies.error());
  co_return answer_bytes("application/octet-stream", std::string(base::as_text(*bodies)),
                         Keep::kNever);
}

}  // namespace undersigned::http
