#include "core/letter/roster.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/base/codec.h"
#include "core/hash/transcript.h"

namespace undersigned::letter {
namespace {

std::size_t chunks(std::size_t count) { return (count + kRosterChunk - 1) / kRosterChunk; }

base::Bytes header_payload(const RosterDraft& draft) {
  UNDERSIGNED_CHECK(!draft.credentials.empty());
  base::Writer writer;
  writer.u32(static_cast<std::uint32_t>(draft.credentials.size())).u32(0);
  writer.u8(static_cast<std::uint8_t>(draft.credentials[0].halves.size())).u8(1);
  writer.u16(static_cast<std::uint16_t>(draft.cohorts.size()));
  for (const std::string& cohort : draft.cohorts) writer.text16(cohort);
  return writer.take();
}

void write(base::Writer& writer, const std::string& name) { writer.text16(name); }

void write(base::Writer& writer, const CredentialDraft& credential) {
  writer.u16(credential.cohort).u8(kStandingSigns);
  writer.raw(credential.card_hash);
  for (const Half& half : credential.halves) writer.raw(half.point).raw(half.proof);
}

// Appends the payloads of a list, kRosterChunk elements each.
template <class T>
void append_chunks(const std::vector<T>& list, std::vector<base::Bytes>& payloads) {
  for (std::size_t from = 0; from < list.size(); from += kRosterChunk) {
    base::Writer writer;
    const std::size_t to = std::min(from + kRosterChunk, list.size());
    for (std::size_t i = from; i < to; ++i) write(writer, list[i]);
    payloads.push_back(writer.take());
  }
}

}  // namespace

group::EncodedPoint credential_point(const CredentialDraft& credential) {
  if (credential.halves.size() == 1) return credential.halves[0].point;
  group::Point sum;
  for (const Half& half : credential.halves) {
    const auto point = group::Point::parse(half.point);
    UNDERSIGNED_CHECK(point.has_value());
    sum += *point;
  }
  return sum.encode();
}

std::vector<base::Bytes> roster_payloads(const RosterDraft& draft) {
  std::vector<base::Bytes> payloads = {header_payload(draft)};
  append_chunks(draft.names, payloads);
  append_chunks(draft.credentials, payloads);
  return payloads;
}

hash::Digest256 roster_digest(std::span<const base::Bytes> payloads) {
  hash::Sha256 digest;
  for (const base::Bytes& payload : payloads) digest.update(payload);
  return digest.finish();
}

base::Bytes registrar_message(const hash::Digest256& manifest_hash, const hash::Digest256& digest) {
  return hash::SessionTag("roster").bytes(manifest_hash).bytes(digest).tag();
}

base::Bytes issuer_message(const hash::Digest256& manifest_hash, std::size_t issuer,
                           const hash::Digest256& digest) {
  return hash::SessionTag("halves").bytes(manifest_hash).number(issuer).bytes(digest).tag();
}

base::Bytes roster_signatures(const group::Signature& registrar,
                              std::span<const group::Signature> issuers) {
  base::Writer writer;
  writer.raw(registrar);
  for (const group::Signature& issuer : issuers) writer.raw(issuer);
  return writer.take();
}

std::optional<std::uint32_t> Roster::find_key(const group::EncodedPoint& key) const {
  const auto found = std::lower_bound(
      by_key_.begin(), by_key_.end(), key,
      [&](std::uint32_t i, const group::EncodedPoint& k) { return keys_[i].bytes() < k; });
  if (found == by_key_.end() || keys_[*found].bytes() != key) return std::nullopt;
  return *found;
}

std::string_view Roster::name(std::uint32_t rank) const {
  UNDERSIGNED_CHECK(rank < name_ends_.size());
  const std::size_t begin = rank == 0 ? 0 : name_ends_[rank - 1];
  return std::string_view(names_).substr(begin, name_ends_[rank] - begin);
}

std::optional<std::uint32_t> Roster::find_name(std::string_view name) const {
  std::uint32_t first = 0;
  for (auto left = static_cast<std::uint32_t>(name_ends_.size()); left > 0;) {
    const std::uint32_t half = left / 2;
    if (this->name(first + half) < name) {
      first += half + 1;
      left -= half + 1;
    } else {
      left = half;
    }
  }
  if (first == name_ends_.size() || this->name(first) != name) return std::nullopt;
  return first;
}

base::Result<Roster> Roster::parse(const Manifest& manifest,
                                   std::span<const base::ByteView> payloads,
                                   base::Randomness& weights, base::Executor& executor) {
  RosterReader reader(manifest);
  for (const base::ByteView payload : payloads) UNDERSIGNED_TRY_VOID(reader.add(payload));
  return reader.finish(weights, executor);
}

std::size_t RosterReader::parts_of(std::uint32_t people) { return 2 + 2 * chunks(people); }

std::size_t RosterReader::part_of_credential(std::uint32_t people, std::uint32_t i) {
  return 1 + chunks(people) + i / kRosterChunk;
}

}  // namespace undersigned::letter
