#include "core/letter/outcome_leaf.h"

#include <algorithm>
#include <array>

#include "core/base/codec.h"
#include "core/hash/transcript.h"
#include "core/letter/beside_fields.h"

namespace undersigned::letter {
namespace {

base::Result<void> read_content(base::ByteView content, OutcomeLeaf& leaf) {
  base::Reader reader(content);
  UNDERSIGNED_TRY(leaf.author, reader.u8());
  UNDERSIGNED_TRY(leaf.item, read_line(reader, 1, kMaxItemIdBytes));
  UNDERSIGNED_TRY(const std::uint8_t fate, read_kind(reader, 1, 5));
  leaf.fate = static_cast<Fate>(fate);
  UNDERSIGNED_TRY(leaf.date, read_moment(reader));
  UNDERSIGNED_TRY(leaf.text, read_line(reader, 0, kMaxOutcomeText));
  UNDERSIGNED_TRY(const std::uint8_t count, read_kind(reader, 0, kMaxEvidence));
  for (std::size_t i = 0; i < count; ++i) {
    UNDERSIGNED_TRY(std::string evidence, read_line(reader, 1, kMaxEvidenceBytes));
    leaf.evidence.push_back(std::move(evidence));
  }
  return reader.finish();
}

}  // namespace

base::Bytes OutcomeLeaf::content() const {
  base::Writer writer;
  writer.u8(author).text16(item).u8(static_cast<std::uint8_t>(fate)).u64(date).text16(text);
  writer.u8(static_cast<std::uint8_t>(evidence.size()));
  for (const std::string& one : evidence) writer.text16(one);
  return writer.take();
}

base::Bytes OutcomeLeaf::encode() const {
  return base::Writer().u16(number).var16(content()).raw(signature).take();
}

base::Result<OutcomeLeaf> OutcomeLeaf::parse(base::ByteView payload) {
  const auto read = [&]() -> base::Result<OutcomeLeaf> {
    base::Reader reader(payload);
    OutcomeLeaf leaf;
    UNDERSIGNED_TRY(leaf.number, reader.u16());
    UNDERSIGNED_TRY(const base::ByteView content, reader.var16(payload.size()));
    UNDERSIGNED_TRY_VOID(read_content(content, leaf));
    UNDERSIGNED_TRY(leaf.signature, reader.array<sizeof(group::Signature)>());
    UNDERSIGNED_TRY_VOID(reader.finish());
    return leaf;
  };
  auto leaf = read();
  if (!leaf) return bad_encoding("outcome.encoding", "An outcome", leaf.error());
  if (leaf->fate != Fate::kPending && leaf->evidence.empty()) {
    return base::fail("outcome.evidence", "15",
                      "An outcome that is not pending names its evidence: an address, or where to "
                      "find it.");
  }
  return leaf;
}

base::Bytes OutcomeLeaf::message(const hash::Digest256& fingerprint) const {
  return hash::SessionTag("outcome").bytes(fingerprint).number(number).bytes(content()).tag();
}

base::Result<void> OutcomeLeaf::verify(const Manifest& manifest, const hash::Digest256& fingerprint,
                                       std::size_t before) const {
  if (number != before + 1) {
    return base::fail("outcome.number", "15",
                      "Here comes outcome " + std::to_string(before + 1) + ", not " +
                          std::to_string(number) + ".");
  }
  const auto found = std::ranges::find(manifest.items, item, &Item::id);
  if (found == manifest.items.end() || !has_fate(*found)) {
    return base::fail("outcome.item", "15",
                      "'" + item + "' is no item of the letter that something can become of.");
  }
  if (author < 1 || author > manifest.authors.size()) {
    return base::fail("outcome.author", "15",
                      "The letter has no author " + std::to_string(author) + ".");
  }
  if (!group::verify_ed25519(manifest.authors[author - 1u].key, message(fingerprint), signature)) {
    return base::fail("outcome.signature", "15",
                      "The outcome is not signed by " + manifest.authors[author - 1u].name + ".");
  }
  return {};
}

void OutcomeLeaf::sign(const hash::Digest256& fingerprint, const group::Signer& author_key) {
  signature = author_key.sign(message(fingerprint));
}

bool has_fate(const Item& item) {
  return item.kind != ItemKind::kChoice && item.kind != ItemKind::kRanking;
}

std::string_view name_of(Fate fate) {
  constexpr std::array<std::string_view, 5> kNames = {"met", "partly", "refused", "replaced",
                                                      "pending"};
  return kNames[static_cast<std::size_t>(fate) - 1];
}

}  // namespace undersigned::letter
