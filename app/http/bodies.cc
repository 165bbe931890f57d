#include "app/http/bodies.h"

#include <algorithm>

#include "core/base/encoding.h"
#include "core/base/time_text.h"
#include "core/ceremony/context.h"
#include "core/ceremony/messages.h"
#include "core/letter/result_json.h"
#include "core/trustee/ceremony_board.h"

namespace undersigned::http {
namespace {

using base::Json;
using base::JsonObject;
using service::Phase;

constexpr int kDepth = 2;
constexpr std::size_t kJsonRoom = 1'024;  // beside the base64 of a message

constexpr std::size_t kMaxCosignature = 512;  // a name of 120 characters, 76 bytes in base64

constexpr std::size_t base64_size(std::size_t bytes) { return (bytes + 2) / 3 * 4; }

base::Result<Json> parse(std::string_view body, std::size_t max_bytes) {
  return base::parse_json(base::as_bytes(body), max_bytes, kDepth);
}

base::Result<base::Bytes> bytes_at(const JsonObject& object, std::string_view key,
                                   std::size_t max_bytes) {
  UNDERSIGNED_TRY(const std::string text, object.text(key, base64_size(max_bytes)));
  return base::from_base64(text, max_bytes);
}

base::Result<group::Signature> signature_at(const JsonObject& object) {
  UNDERSIGNED_TRY(const base::Bytes bytes, bytes_at(object, "signature", 64));
  group::Signature signature{};
  if (bytes.size() != signature.size())
    return base::fail("base64.length", "", "A signature has 64 bytes.");
  std::ranges::copy(bytes, signature.begin());
  return signature;
}

base::Result<std::uint8_t> trustee_at(const JsonObject& object) {
  UNDERSIGNED_TRY(const std::uint64_t trustee, object.integer("trustee", 1, letter::kMaxTrustees));
  return static_cast<std::uint8_t>(trustee);
}

std::string_view phase_name(Phase phase) {
  constexpr std::array<std::string_view, 10> kNames = {"keys",     "roster",  "holding",  "waiting",
                                                       "open",     "drawing", "counting", "opening",
                                                       "tallying", "complete"};
  return kNames[static_cast<std::size_t>(phase)];
}

std::string_view change_name(service::Change change) {
  constexpr std::array<std::string_view, 5> kNames = {"start", "board", "record", "epoch", "phase"};
  return kNames[static_cast<std::size_t>(change)];
}

std::string_view ceremony_step(const service::LetterStatus& status) {
  const std::size_t trustees = status.manifest->trustees.size();
  const auto count = [&](trustee::TopicKind kind) {
    return static_cast<std::size_t>(std::ranges::count_if(
        status.board, [&](const auto& entry) { return entry.topic.kind == kind; }));
  };
  if (count(trustee::TopicKind::kCommit) < trustees) return "commit";
  if (count(trustee::TopicKind::kDisclose) < trustees) return "disclose";
  return "confirm";
}

std::string_view next_kind(const service::LetterStatus& status) {
  switch (status.phase) {
    case Phase::kKeys:
      return ceremony_step(status);
    case Phase::kRoster:
      return "roster";
    case Phase::kHolding:
      return "holding";
    case Phase::kWaiting:
      return "start";
    case Phase::kOpen:
      return "epoch";
    case Phase::kDrawing:
      return "draw";
    case Phase::kCounting:
      return "count";
    case Phase::kOpening:
      return "opening";
    case Phase::kTallying:
      return "tally";
    case Phase::kComplete:
      return "nothing";
  }
  std::abort();
}

Json next_json(const service::LetterStatus& status) {
  Json item, first, cell;
  if (status.phase == Phase::kTallying) {
    item = status.next.tally.item;
    first = status.next.tally.first;
    cell = status.next.tally.cell;
  }
  return {{"kind", next_kind(status)},
          {"trustees", status.awaited},
          {"item", item},
          {"first", first},
          {"cell", cell}};
}

Json trustees_json(const service::LetterStatus& status) {
  Json trustees = Json::array();
  for (std::size_t i = 0; i < status.manifest->trustees.size(); ++i) {
    Json given = Json::array();
    for (const service::BoardEntry& entry : status.board) {
      if (entry.trustee == i + 1) given.push_back(entry.topic.dotted());
    }
    trustees.push_back({{"number", i + 1},
                        {"name", status.manifest->trustees[i].name},
                        {"given", std::move(given)}});
  }
  return trustees;
}

Json fingerprint_json(const service::LetterStatus& status) {
  return status.fingerprint ? Json(base::to_hex(*status.fingerprint)) : Json();
}

Json outcome_json(const service::LetterStatus& status) {
  return status.outcome ? Json(letter::state_name(*status.outcome)) : Json();
}

Json schedule_json(const letter::Schedule& schedule) {
  return {{"start", base::format_time(schedule.start)},
          {"earliest_opening", base::format_time(schedule.earliest_opening)},
          {"epoch_seconds", schedule.epoch_seconds},
          {"epochs", schedule.epochs},
          {"window", schedule.window}};
}

}  // namespace

base::Result<service::Submitted> read_submission_body(std::string_view body) {
  constexpr std::size_t kMaxEntry = proof::Entry::size(letter::kMaxOptions);
  UNDERSIGNED_TRY(const Json json, parse(body, base64_size(kMaxEntry) + kJsonRoom));
  UNDERSIGNED_TRY(const JsonObject object, JsonObject::of(json, "submission"));
  UNDERSIGNED_TRY_VOID(object.only({"index", "entry"}));
  UNDERSIGNED_TRY(const std::uint64_t index, object.integer("index", 0, letter::kMaxPeople - 1));
  UNDERSIGNED_TRY(base::Bytes entry, bytes_at(object, "entry", kMaxEntry));
  return service::Submitted{static_cast<std::uint32_t>(index), std::move(entry)};
}

base::Result<service::Contribution> read_board_post(std::string_view body,
                                                    std::size_t max_message) {
  UNDERSIGNED_TRY(const Json json, parse(body, base64_size(max_message) + kJsonRoom));
  UNDERSIGNED_TRY(const JsonObject object, JsonObject::of(json, "post"));
  UNDERSIGNED_TRY_VOID(object.only({"topic", "trustee", "message", "signature"}));
  service::Contribution contribution;
  UNDERSIGNED_TRY(const std::string topic, object.text("topic", trustee::BoardTopic::kMaxBytes));
  UNDERSIGNED_TRY(contribution.topic, trustee::BoardTopic::parse(topic));
  UNDERSIGNED_TRY(contribution.trustee, trustee_at(object));
  UNDERSIGNED_TRY(contribution.message, bytes_at(object, "message", max_message));
  UNDERSIGNED_TRY(contribution.signature, signature_at(object));
  return contribution;
}

base::Result<CardsRequest> read_cards_request(std::string_view body) {
  UNDERSIGNED_TRY(const Json json, parse(body, kJsonRoom));
  UNDERSIGNED_TRY(const JsonObject object, JsonObject::of(json, "request"));
  UNDERSIGNED_TRY_VOID(object.only({"trustee", "time", "signature"}));
  CardsRequest request;
  UNDERSIGNED_TRY(request.trustee, trustee_at(object));
  UNDERSIGNED_TRY(request.time, object.integer("time", 0, std::uint64_t{1} << 53));
  UNDERSIGNED_TRY(request.signature, signature_at(object));
  return request;
}

base::Result<std::string> read_cosignature_body(std::string_view body) {
  UNDERSIGNED_TRY(const Json json, parse(body, kJsonRoom));
  UNDERSIGNED_TRY(const JsonObject object, JsonObject::of(json, "cosignature"));
  UNDERSIGNED_TRY_VOID(object.only({"cosignature"}));
  return object.text("cosignature", kMaxCosignature);
}

base::Result<service::MadeAmendment> read_amendment_body(std::string_view body,
                                                         std::size_t issuers) {
  UNDERSIGNED_TRY(const Json json, parse(body, 2 * kJsonRoom));
  UNDERSIGNED_TRY(const JsonObject object, JsonObject::of(json, "amendment"));
  UNDERSIGNED_TRY_VOID(object.only({"amendment", "card"}));
  UNDERSIGNED_TRY(const std::string leaf, object.text("amendment", kJsonRoom));
  UNDERSIGNED_TRY(const std::string card, object.text("card", kJsonRoom));
  service::MadeAmendment made;
  UNDERSIGNED_TRY(const base::Bytes payload, base::from_base64(leaf, kJsonRoom));
  UNDERSIGNED_TRY(made.leaf, letter::AmendmentLeaf::parse(payload, issuers));
  UNDERSIGNED_TRY(made.card, base::from_base64(card, kJsonRoom));
  return made;
}

Json amendment_body(const service::MadeAmendment& made) {
  return {{"amendment", base::to_base64(made.leaf.encode())}, {"card", base::to_base64(made.card)}};
}

base::Result<base::Bytes> read_beside_body(std::string_view body) {
  UNDERSIGNED_TRY(const Json json, parse(body, max_beside_body()));
  UNDERSIGNED_TRY(const JsonObject object, JsonObject::of(json, "beside"));
  UNDERSIGNED_TRY_VOID(object.only({"leaf"}));
  return bytes_at(object, "leaf", letter::kMaxLeafBytes);
}

Json beside_body(base::ByteView leaf) { return {{"leaf", base::to_base64(leaf)}}; }

std::size_t max_beside_body() { return base64_size(letter::kMaxLeafBytes) + kJsonRoom; }

std::size_t max_board_message(const letter::Manifest& manifest) {
  constexpr std::size_t kRound = 160;
  const std::size_t round = 1 + kRound * manifest.roster_size;
  const std::size_t disclosure = 2 + ceremony::Disclosure::size(letter::ceremony_context(manifest));
  return std::max({round, disclosure, letter::SumPart::size(manifest.options)});
}

Json refusal_json(const base::Error& error) {
  return {
      {"error", {{"check", error.check}, {"section", error.section}, {"message", error.message}}}};
}

Json receipt_json(const service::Receipt& receipt) {
  return {{"epoch", receipt.epoch},
          {"index", receipt.index},
          {"sha256", base::to_hex(receipt.digest)},
          {"signature", base::to_base64(receipt.signature)}};
}

Json amendment_json(const letter::AmendmentPlace& place) {
  return {{"credential", place.credential}, {"number", place.number}, {"epoch", place.epoch}};
}

Json beside_json(letter::LeafKind kind) { return {{"kind", letter::name_of(kind)}}; }

Json cosignature_json(const service::TakenCosignature& taken) {
  return {{"witness", taken.witness}, {"size", taken.size}};
}

Json board_entry_json(const service::BoardEntry& entry) {
  return {{"topic", entry.topic.dotted()},
          {"author", entry.author},
          {"trustee", entry.trustee},
          {"bytes", entry.bytes},
          {"sha256", base::to_hex(entry.digest)}};
}

Json board_json(const std::vector<service::BoardEntry>& board) {
  Json messages = Json::array();
  for (const service::BoardEntry& entry : board) messages.push_back(board_entry_json(entry));
  return {{"messages", std::move(messages)}};
}

Json summary_json(const std::string& id, const service::LetterStatus& status) {
  const letter::Manifest& manifest = *status.manifest;
  return {{"id", id},
          {"title", manifest.title},
          {"addressee", manifest.addressee},
          {"language", manifest.language},
          {"phase", phase_name(status.phase)},
          {"people", manifest.roster_size},
          {"fingerprint", fingerprint_json(status)},
          {"outcome", outcome_json(status)}};
}

Json status_json(const std::string& id, const service::LetterStatus& status, std::int64_t now,
                 bool demonstration) {
  const letter::Manifest& manifest = *status.manifest;
  Json epoch, record, objections_until;
  if (status.objections_until) objections_until = base::format_time(*status.objections_until);
  if (status.epoch) {
    epoch = {{"number", status.epoch->number},
             {"ends", base::format_time(status.epoch->ends)},
             {"closing", status.epoch->closing},
             {"ending", now >= status.epoch->ends}};
  }
  if (status.leaves > 0) record = {{"leaves", status.leaves}, {"root", base::to_hex(status.root)}};
  return {{"id", id},
          {"version", status.version},
          {"change", change_name(status.change)},
          {"now", base::format_time(now)},
          {"title", manifest.title},
          {"addressee", manifest.addressee},
          {"language", manifest.language},
          {"manifest_hash", base::to_hex(manifest.hash())},
          {"fingerprint", fingerprint_json(status)},
          {"people", manifest.roster_size},
          {"options", manifest.options},
          {"phase", phase_name(status.phase)},
          {"schedule", schedule_json(manifest.schedule)},
          {"epochs_complete", status.epochs_complete},
          {"epoch", std::move(epoch)},
          {"objections_until", std::move(objections_until)},
          {"record", std::move(record)},
          {"trustees", trustees_json(status)},
          {"threshold", manifest.threshold},
          {"next", next_json(status)},
          {"outcome", outcome_json(status)},
          {"demonstration", demonstration}};
}

}  // namespace undersigned::http
