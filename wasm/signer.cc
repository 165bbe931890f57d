#include "wasm/signer.h"

#include <utility>

#include "core/base/code.h"
#include "core/base/encoding.h"
#include "core/group/constant_time_group.h"
#include "core/group/ed25519.h"
#include "core/hash/sha2.h"
#include "core/hash/transcript.h"
#include "core/letter/admission.h"
#include "core/letter/card_json.h"
#include "core/letter/choice.h"
#include "core/letter/leaf.h"
#include "core/letter/objection.h"
#include "core/letter/withdrawal.h"

namespace undersigned::wasm {
namespace {

constexpr std::size_t kMaxRequestBytes = 4'096;
const group::ConstantTimeGroup kOps;

struct Request {
  letter::Card card;
  std::vector<base::CanonicalCode> codes;

  static base::Result<Request> parse(base::ByteView bytes) {
    UNDERSIGNED_TRY(const base::Json json, base::parse_json(bytes, kMaxRequestBytes));
    UNDERSIGNED_TRY(const base::JsonObject object, base::JsonObject::of(json, "request"));
    UNDERSIGNED_TRY_VOID(object.only({"name", "role", "cohort", "salt", "codes"}));
    Request request;
    UNDERSIGNED_TRY(request.card, letter::read_card(object));
    UNDERSIGNED_TRY(const base::Json* codes, object.array("codes", letter::kMaxIssuers));
    for (const base::Json& code : *codes) {
      if (!code.is_string()) return base::fail("code.length", "5", "A code is a text.");
      UNDERSIGNED_TRY(base::CanonicalCode parsed,
                      base::parse_code(code.get_ref<const std::string&>()));
      request.codes.push_back(std::move(parsed));
    }
    return request;
  }
};

proof::EntryContext context_of(const letter::RecordVerifier& record) {
  return {*record.fingerprint(), record.manifest()->shape(), record.keys()->sealing,
          record.keys()->cover};
}

base::Result<proof::PublishedCiphertext> ciphertext_of(base::ByteView leaf, std::size_t options) {
  if (leaf.empty()) return proof::PublishedCiphertext::identity(options);
  UNDERSIGNED_TRY(const letter::Leaf parsed, letter::Leaf::parse(leaf));
  if (parsed.kind != letter::LeafKind::kEntry) {
    return base::fail("sign.before", "6", "The leaf is not the entry of the epoch before.");
  }
  UNDERSIGNED_TRY(const proof::Entry entry, proof::Entry::parse(parsed.payload, options));
  return entry.sealed();
}

}  // namespace

base::Result<Receipt> Receipt::parse(base::ByteView bytes) {
  UNDERSIGNED_TRY(const base::Json json, base::parse_json(bytes, kMaxRequestBytes));
  UNDERSIGNED_TRY(const base::JsonObject object, base::JsonObject::of(json, "receipt"));
  UNDERSIGNED_TRY_VOID(object.only({"epoch", "index", "sha256", "signature"}));
  Receipt receipt;
  UNDERSIGNED_TRY(const std::uint64_t epoch, object.integer("epoch", 1, 64));
  UNDERSIGNED_TRY(const std::uint64_t index, object.integer("index", 0, letter::kMaxPeople - 1));
  receipt.epoch = static_cast<std::uint32_t>(epoch);
  receipt.index = static_cast<std::uint32_t>(index);
  UNDERSIGNED_TRY(const std::string digest, object.text("sha256", 64));
  UNDERSIGNED_TRY(receipt.entry, base::array_from_hex<32>(digest));
  UNDERSIGNED_TRY(const std::string signature, object.text("signature", 88));
  UNDERSIGNED_TRY(const base::Bytes decoded, base::from_base64(signature, 64));
  if (decoded.size() != receipt.signature.size()) {
    return base::fail("receipt.signature", "", "A signature has 64 bytes.");
  }
  std::copy(decoded.begin(), decoded.end(), receipt.signature.begin());
  return receipt;
}

Signer::Signer(const letter::RecordVerifier& record, std::uint32_t index, group::SecretScalar key)
    : record_(&record),
      context_(context_of(record)),
      index_(index),
      credential_(record.roster()->key(index).bytes()),
      key_(std::move(key)) {}

base::Result<Signer> Signer::let_in(const letter::RecordVerifier& record, base::ByteView bytes) {
  if (record.next().kind == letter::NextKind::kFoundation ||
      record.next().kind == letter::NextKind::kHolding) {
    return base::fail("sign.early", "5", "Signing has not begun: the letter is being prepared.");
  }
  UNDERSIGNED_TRY(const Request request, Request::parse(bytes));
  UNDERSIGNED_TRY(letter::Admitted admitted,
                  letter::admit(kOps, record, request.card, request.codes));
  return Signer(record, admitted.index, std::move(admitted.key));
}

base::Result<base::Bytes> Signer::make_entry(std::uint32_t epoch, base::ByteView before,
                                             std::span<const std::uint32_t> options) {
  const letter::Manifest& manifest = *record_->manifest();
  if (options.size() != manifest.shape().rows() || epoch == 0 ||
      manifest.refers_back(epoch) == before.empty()) {
    return base::fail("sign.before", "6", "The page asked for an entry that cannot be made.");
  }
  UNDERSIGNED_TRY_VOID(check_current());
  const letter::Roster& roster = *record_->roster();
  const bool afresh = roster.amended_at(index_) == epoch;
  UNDERSIGNED_TRY(const auto previous,
                  ciphertext_of(afresh ? base::ByteView() : before, manifest.options));
  letter::Wish wish;
  for (const letter::Item& item : manifest.items) {
    const auto rows = options.subspan(item.first_row, item.rows());
    if (item.kind == letter::ItemKind::kRanking) {
      wish.rank(item, rows);
    } else {
      wish.choose(item, rows.front());
    }
  }
  return proof::make_choice_entry(kOps, context_, {epoch, index_, &roster.key(index_), &previous},
                                  key_, wish.choice(manifest), randomness_)
      .encode();
}

// "sign.replaced" if the code was replaced since the signer came in.
base::Result<void> Signer::check_current() const {
  if (record_->roster()->key(index_).bytes() == credential_) return {};
  return std::unexpected(letter::replaced_code());
}

base::Result<base::Bytes> Signer::object(std::uint32_t now, std::string_view text) {
  UNDERSIGNED_TRY_VOID(check_current());
  letter::ObjectionStatement objection{
      letter::ObjectorRole::kCredential, index_, now, std::string(text), {}};
  objection.prove(*record_->fingerprint(), key_, kOps, randomness_);
  const base::Bytes payload = objection.encode();
  UNDERSIGNED_TRY_VOID(letter::ObjectionStatement::parse(payload));
  return letter::encode_leaf(letter::LeafKind::kStatement, payload);
}

base::Result<base::Bytes> Signer::take_name_back(std::uint32_t now, std::string_view reason) {
  UNDERSIGNED_TRY_VOID(check_current());
  letter::WithdrawalLeaf withdrawal{index_, now, std::string(reason), {}};
  withdrawal.prove(*record_->fingerprint(), key_, kOps, randomness_);
  const base::Bytes payload = withdrawal.encode();
  UNDERSIGNED_TRY_VOID(letter::WithdrawalLeaf::parse(payload));
  return letter::encode_leaf(letter::LeafKind::kWithdrawal, payload);
}

base::Result<void> Signer::check_receipt(base::ByteView bytes, std::uint32_t epoch,
                                         base::ByteView entry) const {
  UNDERSIGNED_TRY(const Receipt receipt, Receipt::parse(bytes));
  const hash::SessionTag message = hash::SessionTag("receipt")
                                       .bytes(*record_->fingerprint())
                                       .number(epoch)
                                       .number(index_)
                                       .bytes(hash::sha256(entry));
  if (receipt.epoch != epoch || receipt.index != index_ || receipt.entry != hash::sha256(entry) ||
      !group::verify_ed25519(record_->manifest()->log_key, message.tag(), receipt.signature)) {
    return base::fail("receipt.signature", "", "The receipt is not the log's for this entry.");
  }
  return {};
}

}  // namespace undersigned::wasm
