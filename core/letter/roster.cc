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
  writer.u32(static_cast<std::uint32_t>(draft.credentials.size()));
  writer.u32(static_cast<std::uint32_t>(draft.testifying.size()));
  writer.u8(static_cast<std::uint8_t>(draft.credentials[0].halves.size()));
  writer.u16(static_cast<std::uint16_t>(draft.cohorts.size()));
  for (const std::string& cohort : draft.cohorts) writer.text16(cohort);
  return writer.take();
}

auto write_credential(Standing standing) {
  return [standing](base::Writer& writer, const CredentialDraft& credential) {
    writer.u16(credential.cohort).u8(static_cast<std::uint8_t>(standing));
    writer.raw(credential.card_hash);
    for (const Half& half : credential.halves) writer.raw(half.point).raw(half.proof);
  };
}

// Appends the payloads of a list, kRosterChunk elements each.
template <class T, class Write>
void append_chunks(const std::vector<T>& list, std::vector<base::Bytes>& payloads, Write write) {
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
  append_chunks(draft.names, payloads,
                [](base::Writer& writer, const std::string& name) { writer.text16(name); });
  append_chunks(draft.commitments, payloads,
                [](base::Writer& writer, const NameCommitment& one) { writer.raw(one); });
  append_chunks(draft.credentials, payloads, write_credential(Standing::kSigns));
  append_chunks(draft.testifying, payloads, write_credential(Standing::kTestifies));
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

// Where a key stands among the sorted ones, or would stand.
std::vector<std::uint32_t>::const_iterator Roster::key_place(const group::EncodedPoint& key) const {
  return std::ranges::lower_bound(by_key_, key, {},
                                  [&](std::uint32_t i) { return keys_[i].bytes(); });
}

std::optional<std::uint32_t> Roster::find_key(const group::EncodedPoint& key) const {
  const auto found = key_place(key);
  if (found == by_key_.end() || keys_[*found].bytes() != key) return std::nullopt;
  return *found;
}

void Roster::amend(const AmendmentLeaf& amendment) {
  const auto key = amendment.key();
  UNDERSIGNED_CHECK(key && !find_key(key->bytes()));
  const std::uint32_t i = amendment.place.credential;
  replaced_.insert(keys_[i].bytes());
  by_key_.erase(key_place(keys_[i].bytes()));
  by_key_.insert(key_place(key->bytes()), i);
  keys_[i] = *key;
  if (i < size()) card_hashes_[i] = amendment.card_hash;
  amended_[i] = amendment.place;
}

std::uint8_t Roster::amendments_of(std::uint32_t i) const {
  const auto found = amended_.find(i);
  return found == amended_.end() ? std::uint8_t{0} : found->second.number;
}

std::uint32_t Roster::amended_at(std::uint32_t i) const {
  const auto found = amended_.find(i);
  return found == amended_.end() ? 0 : found->second.epoch;
}

std::string_view Roster::name(std::uint32_t rank) const {
  UNDERSIGNED_CHECK(rank < name_ends_.size());
  const std::size_t begin = rank == 0 ? 0 : name_ends_[rank - 1];
  return std::string_view(names_).substr(begin, name_ends_[rank] - begin);
}

std::optional<std::uint32_t> Roster::find_name(std::string_view name,
                                               const std::optional<NameSalt>& salt) const {
  if (salt.has_value() != (name_list_ == NameList::kCommitted)) return std::nullopt;
  return salt ? find_commitment(commit_to_name(manifest_hash_, name, *salt)) : find_published(name);
}

std::optional<std::uint32_t> Roster::find_commitment(const NameCommitment& commitment) const {
  const auto found = std::ranges::lower_bound(commitments_, commitment);
  if (found == commitments_.end() || *found != commitment) return std::nullopt;
  return static_cast<std::uint32_t>(found - commitments_.begin());
}

std::optional<std::uint32_t> Roster::find_published(std::string_view name) const {
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

std::size_t RosterReader::parts_of(std::uint32_t people, std::uint32_t testifying) {
  return 2 + 2 * chunks(people) + chunks(testifying);
}

std::size_t RosterReader::part_of_credential(std::uint32_t people, std::uint32_t i) {
  const std::size_t signing = 1 + chunks(people);
  return i < people ? signing + i / kRosterChunk
                    : signing + chunks(people) + (i - people) / kRosterChunk;
}

}  // namespace undersigned::letter
