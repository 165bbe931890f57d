#include "wasm/trustee.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/base/encoding.h"
#include "core/group/constant_time_group.h"
#include "core/letter/card.h"
#include "core/letter/objection.h"
#include "core/letter/record_checkpoint.h"
#include "core/log/tile.h"
#include "core/trustee/board_message.h"
#include "wasm/reply/reply.h"

namespace undersigned::wasm {
namespace {

constexpr std::string_view kKind = "trustee";
const group::ConstantTimeGroup kOps;

base::Json json_of(const trustee::KeyProtection& protection) {
  return {{"operations", protection.operations},
          {"memory_bytes", protection.memory_bytes},
          {"salt", base::to_hex(protection.salt)}};
}

}  // namespace

void PageBoard::forget_messages() {
  messages_.clear();
  written_.clear();
}

void PageBoard::add_message(const std::string& topic, std::uint32_t author,
                            base::ByteView message) {
  messages_[topic].emplace_back(author, base::Bytes(message.begin(), message.end()));
}

base::Result<void> PageBoard::visit_leaves(
    std::uint64_t first, const std::function<bool(std::uint64_t, base::ByteView)>& visit) const {
  for (auto i = static_cast<std::size_t>(first); i < leaves_.size(); ++i) {
    if (!visit(i, leaves_[i])) break;
  }
  return {};
}

base::Result<base::Bytes> PageBoard::checkpoint() const {
  if (!checkpoint_.empty()) return checkpoint_;
  return base::fail("page.checkpoint", "8", "The page has not given the checkpoint yet.");
}

base::Result<void> PageBoard::put_message(std::string_view topic, std::uint32_t author,
                                          base::ByteView message) {
  UNDERSIGNED_TRY(const auto earlier, this->message(topic, author));
  if (earlier && std::ranges::equal(*earlier, message)) return {};
  if (earlier) {
    return base::fail("store.message", "4",
                      "Another message is on the board in this trustee's place.");
  }
  add_message(std::string(topic), author, message);
  written_.push_back({std::string(topic), author, base::Bytes(message.begin(), message.end())});
  if (topic.starts_with("raise/")) {
    return base::fail("page.sent", "11", "The round is sent first; then the trustee goes on.");
  }
  return {};
}

base::Result<std::optional<base::Bytes>> PageBoard::message(std::string_view topic,
                                                            std::uint32_t author) const {
  const auto found = messages_.find(topic);
  if (found == messages_.end()) return std::nullopt;
  for (const auto& [who, bytes] : found->second) {
    if (who == author) return bytes;
  }
  return std::nullopt;
}

base::Result<std::vector<std::uint32_t>> PageBoard::authors(std::string_view topic) const {
  std::vector<std::uint32_t> out;
  const auto found = messages_.find(topic);
  if (found == messages_.end()) return out;
  for (const auto& [who, bytes] : found->second) out.push_back(who);
  return out;
}

base::Result<std::vector<base::Bytes>> PageBoard::cards() const {
  if (cards_.empty()) return base::fail("page.cards", "5", "The cards have not been fetched yet.");
  return cards_;
}

PageKey PageKey::generate(std::string name, std::optional<Guard> guard,
                          base::Randomness& randomness) {
  base::Secret<base::ByteArray<32>> seed;
  randomness.fill(seed.reveal());
  return PageKey(std::move(name), std::move(guard), group::ConstantTimeSigner(std::move(seed)),
                 trustee::TrusteeVault::generate(randomness));
}

base::Result<PageKey> PageKey::parse(base::ByteView text,
                                     std::optional<trustee::StretchedPassphrase> stretched) {
  UNDERSIGNED_TRY(trustee::KeyForm form, trustee::KeyForm::parse(text, kKind));
  std::optional<Guard> guard;
  if (form.protection) {
    if (!stretched)
      return base::fail("key.passphrase", "", "This key file is protected; give its passphrase.");
    UNDERSIGNED_TRY(form.secret, form.unseal(*stretched));
    guard.emplace(*form.protection, *std::move(stretched));
  }
  UNDERSIGNED_TRY(trustee::KeySecret secret, trustee::KeySecret::parse(form.secret));
  group::ConstantTimeSigner signer(std::move(secret.seed));
  if (signer.public_key() != form.signing_key) return std::unexpected(trustee::not_its_secret());
  UNDERSIGNED_TRY(trustee::TrusteeVault vault, trustee::TrusteeVault::parse(secret.rest.reveal()));
  return PageKey(form.name, std::move(guard), std::move(signer), std::move(vault));
}

base::SecretBytes PageKey::text(base::Randomness& randomness) const {
  trustee::KeyForm form;
  form.kind = kKind;
  form.name = name_;
  form.signing_key = signer_.public_key();
  form.secret = trustee::join_secret(signer_.seed().reveal(), vault_.encode().reveal());
  if (guard_) {
    trustee::KeyProtection protection = guard_->protection;
    randomness.fill(protection.nonce);
    form.seal(protection, guard_->key);
  }
  return form.text();
}

Trustee::Trustee(PageKey key)
    : runtime_{kOps, randomness_, executor_, [this] { return now_; }},
      key_(std::move(key)),
      kept_(digest_vault()) {}

std::unique_ptr<Trustee> Trustee::create(std::string name, std::optional<Guard> guard) {
  HostRandomness randomness;
  return std::make_unique<Trustee>(
      PageKey::generate(std::move(name), std::move(guard), randomness));
}

base::Result<std::unique_ptr<Trustee>> Trustee::open(
    base::ByteView key_text, std::optional<trustee::StretchedPassphrase> stretched) {
  UNDERSIGNED_TRY(PageKey key, PageKey::parse(key_text, std::move(stretched)));
  return std::make_unique<Trustee>(std::move(key));
}

base::Json Trustee::about() const {
  const group::Point key = kOps.multiply_base(key_.vault().decryption.reveal());
  return {{"name", key_.name()},
          {"signing_key", base::to_hex(key_.signer().public_key())},
          {"encryption_key", base::to_hex(key.encode())}};
}

base::Result<base::Json> Trustee::take_letter(base::ByteView bytes) {
  UNDERSIGNED_TRY(letter::Manifest manifest, letter::Manifest::parse(bytes));
  UNDERSIGNED_TRY(number_, key_.number_in(manifest));
  desk_.reset();
  manifest_ = std::move(manifest);
  desk_.emplace(*manifest_, board_);
  return base::Json{{"trustee", number_}};
}

base::Result<base::Json> Trustee::take_checkpoint(base::ByteView note) {
  UNDERSIGNED_TRY(const log::Checkpoint checkpoint,
                  letter::open_checkpoint(*manifest_, note, letter::Cosignatures::kWelcome));
  UNDERSIGNED_TRY(const std::uint64_t known, board_.leaf_count());
  if (checkpoint.size < known) {
    return base::fail("checkpoint.shrunk", "8", "The server shows a smaller record than before.");
  }
  board_.set_checkpoint(note);
  return base::Json{{"size", checkpoint.size}, {"known", known}};
}

base::Result<void> Trustee::take_bundle(std::uint64_t index, base::ByteView bundle, int width) {
  UNDERSIGNED_TRY(const auto leaves, log::parse_bundle(bundle, width));
  UNDERSIGNED_TRY(const std::uint64_t known, board_.leaf_count());
  const std::uint64_t first = index * log::kTileWidth;
  if (first > known) return base::fail("page.bundle", "8", "A bundle before this one is missing.");
  for (auto i = static_cast<std::size_t>(known - first); i < leaves.size(); ++i) {
    board_.add_leaf(leaves[i]);
  }
  return {};
}

base::Result<void> Trustee::take_message(std::string_view dotted, std::uint32_t author,
                                         base::ByteView message) {
  UNDERSIGNED_TRY(const auto topic, trustee::BoardTopic::parse(dotted));
  board_.add_message(topic.stored(), author, message);
  return {};
}

base::Result<void> Trustee::take_cards(base::ByteView bytes) {
  if (bytes.size() != letter::kCardBodyBytes * manifest_->roster_size)
    return base::fail("page.cards", "5", "The server did not give all cards.");
  std::vector<base::Bytes> bodies;
  for (std::size_t i = 0; i < manifest_->roster_size; ++i) {
    const base::ByteView body = bytes.subspan(i * letter::kCardBodyBytes, letter::kCardBodyBytes);
    bodies.emplace_back(body.begin(), body.end());
  }
  board_.set_cards(std::move(bodies));
  return {};
}

base::Json Trustee::ask_for_cards(std::uint32_t time) const {
  const base::Bytes message = trustee::cards_message(manifest_->hash(), number_, time);
  return {{"trustee", number_},
          {"time", time},
          {"signature", base::to_base64(key_.signer().sign(message))}};
}

base::Json Trustee::signed_message(const PageBoard::Message& message) const {
  std::string dotted = message.topic;
  std::ranges::replace(dotted, '/', '.');
  const auto topic = trustee::BoardTopic::parse(dotted);
  UNDERSIGNED_CHECK(topic.has_value());
  const auto signature =
      key_.signer().sign(trustee::board_message(manifest_->hash(), *topic, number_, message.bytes));
  return {{"topic", dotted},
          {"trustee", number_},
          {"message", base::to_base64(message.bytes)},
          {"signature", base::to_base64(signature)}};
}

base::Json Trustee::objections() {
  base::Json out = base::Json::array();
  const auto record = desk_->record(runtime_);
  if (!record) return out;
  for (const letter::ObjectionStatement& one : (*record)->beside().objections)
    out.push_back({{"by", letter::objector_name(one, *manifest_)}, {"text", one.text}});
  return out;
}

base::Result<base::Json> Trustee::work(bool opening, std::uint32_t now, std::uint32_t despite) {
  now_ = now;
  auto report = opening ? trustee::trustee_open(*desk_, key_, runtime_, despite)
                        : trustee::trustee_step(*desk_, key_, runtime_);
  base::Json out{{"changed", digest_vault() != kept_},
                 {"complete", report && report->complete},
                 {"faults", report ? report->faults : std::vector<std::string>()},
                 {"refused", nullptr},
                 {"objections", base::Json::array()},
                 {"messages", base::Json::array()}};
  // The cards are fetched, and then all of it is done that was to be done.
  if (!report && report.error().check == "page.cards") return std::unexpected(report.error());
  for (const PageBoard::Message& message : board_.take_written())
    out["messages"].push_back(signed_message(message));
  if (report || report.error().check == "page.sent") return out;
  if (report.error().check == "open.objections") {
    out["objections"] = objections();
  } else if (out["messages"].empty()) {
    return std::unexpected(report.error());
  }
  out["refused"] = reply::json_of(report.error());
  return out;
}

hash::Digest256 Trustee::digest_vault() const {
  return hash::sha256(key_.vault().encode().reveal());
}

base::SecretBytes Trustee::key_text() {
  kept_ = digest_vault();
  return key_.text(randomness_);
}

base::Json new_protection() {
  trustee::KeyProtection protection;
  HostRandomness().fill(protection.salt);
  return json_of(protection);
}

base::Result<base::Json> protection_of(base::ByteView key_text) {
  UNDERSIGNED_TRY(const trustee::KeyForm form, trustee::KeyForm::parse(key_text, kKind));
  return form.protection ? json_of(*form.protection) : base::Json();
}

}  // namespace undersigned::wasm
