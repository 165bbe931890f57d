// A trustee in the browser (docs/protocol.md 4, 5, 10, 11): the same work as the trustee's commands
// do (core/trustee), on a board that the page has fetched. The key stays in the module; what leaves
// is the key file, for the trustee to keep, and messages that the trustee's key signed.
//
// The page's part, in this order: give what the server has; let the trustee work; have the trustee
// keep the key file; send the messages, each only once the one before was taken.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/json.h"
#include "core/group/constant_time_signer.h"
#include "core/trustee/board.h"
#include "core/trustee/key.h"
#include "core/trustee/key_form.h"
#include "core/trustee/trustee_desk.h"
#include "core/trustee/trustee_office.h"
#include "wasm/host.h"

namespace undersigned::wasm {

// The board as far as the page has fetched it, and what this trustee adds.
class PageBoard final : public trustee::Board {
 public:
  struct Message {
    std::string topic;
    std::uint32_t author = 0;
    base::Bytes bytes;
  };

  void add_leaf(base::ByteView leaf) { leaves_.emplace_back(leaf.begin(), leaf.end()); }
  void add_message(const std::string& topic, std::uint32_t author, base::ByteView message);
  void set_cards(std::vector<base::Bytes> cards) { cards_ = std::move(cards); }
  // The note of the server's checkpoint; "page.checkpoint" until the page has given it.
  void set_checkpoint(base::ByteView note) { checkpoint_ = base::Bytes(note.begin(), note.end()); }
  base::Result<base::Bytes> checkpoint() const;
  // Before what the server has is given anew.
  void forget_messages();
  std::vector<Message> take_written() { return std::exchange(written_, {}); }

  base::Result<std::uint64_t> leaf_count() const override { return leaves_.size(); }
  base::Result<void> visit_leaves(
      std::uint64_t first,
      const std::function<bool(std::uint64_t, base::ByteView)>& visit) const override;
  // After a round of raising, which another trustee may have given first, it refuses with
  // "page.sent": nothing may be made from a round before the server took it.
  base::Result<void> put_message(std::string_view topic, std::uint32_t author,
                                 base::ByteView message) override;
  base::Result<std::optional<base::Bytes>> message(std::string_view topic,
                                                   std::uint32_t author) const override;
  base::Result<std::vector<std::uint32_t>> authors(std::string_view topic) const override;
  // "page.cards" until the page has given them.
  base::Result<std::vector<base::Bytes>> cards() const override;

 private:
  std::vector<base::Bytes> leaves_;
  std::map<std::string, std::vector<std::pair<std::uint32_t, base::Bytes>>, std::less<>> messages_;
  std::vector<base::Bytes> cards_;
  base::Bytes checkpoint_;
  std::vector<Message> written_;
};

class PageDesk final : public trustee::TrusteeDesk {
 public:
  PageDesk(const letter::Manifest& manifest, PageBoard& board)
      : manifest_(manifest), board_(board) {}
  base::Result<letter::Manifest> manifest() override { return manifest_; }
  trustee::Board& board() override { return board_; }
  base::Result<base::Bytes> checkpoint() override { return board_.checkpoint(); }

 private:
  // What a server appends comes with the page's next look at it.
  base::Result<void> advance(trustee::RecordView& view) override { return view.refresh(board_); }

  const letter::Manifest& manifest_;
  PageBoard& board_;
};

// What protects a key file: a passphrase that the page has stretched (Argon2id is a library's, in
// the page). The stretched one stays, so that the file can be written again.
struct Guard {
  trustee::KeyProtection protection;
  trustee::StretchedPassphrase key;
};

// A key in the module's memory; its file is a text that the page saves.
class PageKey final : public trustee::Key {
 public:
  static PageKey generate(std::string name, std::optional<Guard> guard,
                          base::Randomness& randomness);
  // `stretched`: of the file's passphrase, or nothing. "key.passphrase" if it is needed or another
  // one's, "key.format".
  static base::Result<PageKey> parse(base::ByteView text,
                                     std::optional<trustee::StretchedPassphrase> stretched);
  // Sealed with a fresh nonce, if there is a guard.
  base::SecretBytes text(base::Randomness& randomness) const;

  const std::string& name() const { return name_; }
  const group::Signer& signer() const override { return signer_; }
  trustee::TrusteeVault& vault() override { return vault_; }
  const trustee::TrusteeVault& vault() const override { return vault_; }
  // Keeping it is the page's, before it sends anything.
  base::Result<void> save(const trustee::Runtime&) override { return {}; }

 private:
  PageKey(std::string name, std::optional<Guard> guard, group::ConstantTimeSigner signer,
          trustee::TrusteeVault vault)
      : name_(std::move(name)),
        guard_(std::move(guard)),
        signer_(std::move(signer)),
        vault_(std::move(vault)) {}
  std::string name_;
  std::optional<Guard> guard_;
  group::ConstantTimeSigner signer_;
  trustee::TrusteeVault vault_;
};

class Trustee {
 public:
  explicit Trustee(PageKey key);
  // Of a new key; of a key file (PageKey::parse).
  static std::unique_ptr<Trustee> create(std::string name, std::optional<Guard> guard);
  static base::Result<std::unique_ptr<Trustee>> open(
      base::ByteView key_text, std::optional<trustee::StretchedPassphrase> stretched);

  // {"name", "signing_key", "encryption_key"}
  base::Json about() const;
  PageBoard& board() { return board_; }
  // The key file as it is now. Secret.
  base::SecretBytes key_text();

  // {"trustee"}: τ. "trustee.stranger", "trustee.letter".
  base::Result<base::Json> take_letter(base::ByteView manifest);
  // {"size", "known"}: leaves that the log signed, and those that are here. "checkpoint.shrunk".
  base::Result<base::Json> take_checkpoint(base::ByteView note);
  // Those of the bundle's leaves that are not here yet.
  base::Result<void> take_bundle(std::uint64_t index, base::ByteView bundle, int width);
  // A message of the server's board, its topic with dots: "board.topic".
  base::Result<void> take_message(std::string_view topic, std::uint32_t author,
                                  base::ByteView message);
  // All bodies, one after the other: "page.cards" for another number.
  base::Result<void> take_cards(base::ByteView bodies);
  // {"trustee", "time", "signature"}: asks a server for them (docs/http/README.md).
  base::Json ask_for_cards(std::uint32_t time) const;

  // What can be done now: before the first epoch the ceremony and the holding statement, after the
  // close the opening, at `now` (Unix seconds, by the page's clock) and `despite` so many
  // objections.
  // {"changed", "complete", "faults", "refused", "objections": [{"by", "text"}], "messages":
  // [{"topic", "trustee", "message", "signature"}]}; changed: the key file is not the one that
  // key_text gave last. What trustee_step and trustee_open refuse it refuses too, or, if there is
  // something to send all the same (a complaint) or to weigh (objections), says as "refused".
  base::Result<base::Json> work(bool opening, std::uint32_t now, std::uint32_t despite);

 private:
  base::Json signed_message(const PageBoard::Message& message) const;
  base::Json objections();
  hash::Digest256 digest_vault() const;

  HostRandomness randomness_;
  base::SerialExecutor executor_;
  std::int64_t now_ = 0;
  trustee::Runtime runtime_;
  PageKey key_;
  PageBoard board_;
  std::optional<letter::Manifest> manifest_;
  std::optional<PageDesk> desk_;
  std::uint8_t number_ = 0;
  hash::Digest256 kept_{};  // of the vault that key_text gave last
};

// How a passphrase is to be stretched, {"operations", "memory_bytes", "salt"}: of a new key file,
// with a fresh salt; of one that is there, null if it has no passphrase.
base::Json new_protection();
base::Result<base::Json> protection_of(base::ByteView key_text);

}  // namespace undersigned::wasm
