#include "app/http/remote_board.h"

#include <algorithm>
#include <ctime>

#include "core/base/encoding.h"
#include "core/letter/card.h"
#include "core/letter/record_checkpoint.h"
#include "core/log/tile.h"

namespace undersigned::http {
namespace {

constexpr std::size_t kMaxBoard = 64u << 20;  // of its listing

std::string dotted(std::string_view topic) {
  std::string out(topic);
  std::ranges::replace(out, '/', '.');
  return out;
}

bool is_absence(const base::Error& error) {
  return error.check == "board.unknown" || error.check == "record.unknown";
}

base::Result<group::Signature> signature_of(const base::JsonObject& object) {
  UNDERSIGNED_TRY(const std::string text, object.text("signature", 88));
  UNDERSIGNED_TRY(const base::Bytes bytes, base::from_base64(text, 64));
  group::Signature signature{};
  if (bytes.size() != signature.size())
    return base::fail("remote.receipt", "", "The receipt's signature has a wrong length.");
  std::ranges::copy(bytes, signature.begin());
  return signature;
}

}  // namespace

RemoteBoard::RemoteBoard(Client& client, letter::Manifest manifest)
    : client_(client), manifest_(std::move(manifest)) {}

base::Result<std::unique_ptr<RemoteBoard>> RemoteBoard::open(Client& client) {
  UNDERSIGNED_TRY(const Reply reply,
                  client.get("/api/letters/" + client.address().letter + "/manifest"));
  UNDERSIGNED_TRY(letter::Manifest manifest, letter::Manifest::parse(base::as_bytes(reply.body)));
  return std::unique_ptr<RemoteBoard>(new RemoteBoard(client, std::move(manifest)));
}

std::string RemoteBoard::api(const std::string& rest) const {
  return "/api/letters/" + client_.address().letter + rest;
}

base::Result<base::Bytes> RemoteBoard::note() const {
  UNDERSIGNED_TRY(const Reply reply,
                  client_.get(client_.address().record_file(log::kCheckpointPath)));
  const base::ByteView bytes = base::as_bytes(reply.body);
  return base::Bytes(bytes.begin(), bytes.end());
}

base::Result<log::Checkpoint> RemoteBoard::checkpoint() const {
  UNDERSIGNED_TRY(const base::Bytes bytes, note());
  return letter::open_checkpoint(manifest_, bytes, letter::Cosignatures::kWelcome);
}

base::Result<std::uint64_t> RemoteBoard::leaf_count() const {
  const auto read = checkpoint();
  if (!read && is_absence(read.error()) && seen_ == 0) return std::uint64_t{0};
  if (!read) return std::unexpected(read.error());
  if (read->size < seen_)
    return base::fail("remote.shrunk", "8", "The server shows a smaller record than before.");
  seen_ = read->size;
  return seen_;
}

base::Result<void> RemoteBoard::visit_leaves(
    std::uint64_t first, const std::function<bool(std::uint64_t, base::ByteView)>& visit) const {
  UNDERSIGNED_TRY(const std::uint64_t size, leaf_count());
  for (std::uint64_t index = first / log::kTileWidth; index * log::kTileWidth < size; ++index) {
    const log::Tile tile = log::tile_at(size, log::TileKind::kEntries, 0, index);
    UNDERSIGNED_TRY(const Reply reply, client_.get(client_.address().record_file(tile.path())));
    UNDERSIGNED_TRY(const auto leaves, log::parse_bundle(base::as_bytes(reply.body), tile.width));
    for (std::uint64_t i = 0; i < leaves.size(); ++i) {
      const std::uint64_t leaf = index * log::kTileWidth + i;
      if (leaf >= first && !visit(leaf, leaves[i])) return {};
    }
  }
  return {};
}

base::Result<void> RemoteBoard::put_message(std::string_view topic, std::uint32_t,
                                            base::ByteView message) {
  if (!signer_) return base::fail("remote.reader", "", "Only a trustee writes on the board.");
  UNDERSIGNED_TRY(const trustee::BoardTopic parsed, trustee::BoardTopic::parse(dotted(topic)));
  const group::Signature signature =
      signer_->sign(trustee::board_message(manifest_.hash(), parsed, trustee_, message));
  const base::Json body = {{"topic", parsed.dotted()},
                           {"trustee", trustee_},
                           {"message", base::to_base64(message)},
                           {"signature", base::to_base64(signature)}};
  UNDERSIGNED_TRY_VOID(client_.post(api("/board"), body));
  return {};
}

base::Result<std::optional<base::Bytes>> RemoteBoard::message(std::string_view topic,
                                                              std::uint32_t author) const {
  const auto reply = client_.get(api("/board/" + dotted(topic) + "/" + std::to_string(author)));
  if (!reply && is_absence(reply.error())) return std::nullopt;
  if (!reply) return std::unexpected(reply.error());
  const base::ByteView bytes = base::as_bytes(reply->body);
  return base::Bytes(bytes.begin(), bytes.end());
}

base::Result<std::vector<std::uint32_t>> RemoteBoard::authors(std::string_view topic) const {
  UNDERSIGNED_TRY(const Reply reply, client_.get(api("/board")));
  UNDERSIGNED_TRY(const base::Json json,
                  base::parse_json(base::as_bytes(reply.body), kMaxBoard, 4));
  UNDERSIGNED_TRY(const base::JsonObject listing, base::JsonObject::of(json, "board"));
  UNDERSIGNED_TRY(const base::Json* messages, listing.array("messages", 100'000));
  std::vector<std::uint32_t> out;
  for (const base::Json& item : *messages) {
    UNDERSIGNED_TRY(const base::JsonObject message, base::JsonObject::of(item, "message"));
    UNDERSIGNED_TRY(const std::string name, message.text("topic", 64));
    UNDERSIGNED_TRY(const std::uint64_t author, message.integer("author", 0, 16));
    if (name == dotted(topic)) out.push_back(static_cast<std::uint32_t>(author));
  }
  return out;
}

base::Result<std::vector<base::Bytes>> RemoteBoard::cards() const {
  if (!signer_) return base::fail("remote.reader", "", "Only a trustee is given the cards.");
  const auto now = static_cast<std::uint64_t>(std::time(nullptr));
  const group::Signature signature =
      signer_->sign(trustee::cards_message(manifest_.hash(), trustee_, now));
  UNDERSIGNED_TRY(const Reply reply,
                  client_.post(api("/cards"), {{"trustee", trustee_},
                                               {"time", now},
                                               {"signature", base::to_base64(signature)}}));
  if (reply.body.size() != letter::kCardBodyBytes * manifest_.roster_size)
    return base::fail("remote.cards", "5", "The server did not give all cards.");
  std::vector<base::Bytes> bodies;
  for (std::size_t i = 0; i < manifest_.roster_size; ++i) {
    const base::ByteView body =
        base::as_bytes(reply.body).subspan(i * letter::kCardBodyBytes, letter::kCardBodyBytes);
    bodies.emplace_back(body.begin(), body.end());
  }
  return bodies;
}

base::Result<service::Receipt> send_entry(Client& client, const letter::Manifest& manifest,
                                          const hash::Digest256& fingerprint,
                                          const service::Submitted& submitted) {
  UNDERSIGNED_TRY(
      const Reply reply,
      client.post("/api/letters/" + client.address().letter + "/entries",
                  {{"index", submitted.index}, {"entry", base::to_base64(submitted.entry)}}));
  UNDERSIGNED_TRY(const base::Json json, base::parse_json(base::as_bytes(reply.body), 4'096, 2));
  UNDERSIGNED_TRY(const base::JsonObject object, base::JsonObject::of(json, "receipt"));
  service::Receipt receipt;
  UNDERSIGNED_TRY(const std::uint64_t epoch, object.integer("epoch", 1, 64));
  receipt.epoch = static_cast<std::uint32_t>(epoch);
  receipt.index = submitted.index;
  receipt.digest = hash::sha256(submitted.entry);
  UNDERSIGNED_TRY(receipt.signature, signature_of(object));
  if (!group::verify_ed25519(manifest.log_key, service::receipt_message(fingerprint, receipt),
                             receipt.signature)) {
    return base::fail("remote.receipt", "",
                      "The server's receipt is not signed by the letter's log. Keep what it said, "
                      "and ask the authors.");
  }
  return receipt;
}

}  // namespace undersigned::http
