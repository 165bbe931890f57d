#include <algorithm>
#include <numeric>

#include "core/base/check.h"
#include "core/base/codec.h"
#include "core/letter/card.h"
#include "core/letter/half.h"
#include "core/letter/roster.h"

namespace undersigned::letter {
namespace {

using base::Result;

std::unexpected<base::Error> refuse(std::string check, std::string message) {
  return base::fail("roster." + std::move(check), "5", std::move(message));
}

// The elements that a leaf of a list of `size` must hold, given how many came before.
std::size_t full_chunk(std::size_t size, std::size_t before) {
  return std::min(kRosterChunk, size - before);
}

std::size_t chunks(std::size_t count) { return (count + kRosterChunk - 1) / kRosterChunk; }

std::string credential(std::size_t i) { return "Credential " + std::to_string(i); }

Result<void> packing(const std::string& what, std::size_t count) {
  return refuse("packing",
                "A roster leaf does not hold exactly " + std::to_string(count) + " " + what + ".");
}

// A name of 1…120 bytes.
Result<std::string> read_text(base::Reader& reader, const char* what, std::string_view check) {
  auto text = reader.text16(kMaxNameBytes);
  if (!text) {
    return refuse(std::string(check),
                  "A " + std::string(what) + " of the roster is refused: " + text.error().message);
  }
  if (text->empty()) {
    return refuse(std::string(check), "A " + std::string(what) + " of the roster is empty.");
  }
  return text;
}

}  // namespace

Result<void> RosterReader::add(base::ByteView payload) {
  const std::size_t part = part_++;
  if (part >= parts()) return refuse("packing", "A leaf comes after the last one of the roster.");
  if (part > 0 && part + 1 == parts()) return read_signatures(payload);
  digest_.update(payload);
  if (part == 0) return read_header(payload);
  if (part > chunks(manifest_->roster_size)) return read_credentials(payload);
  return manifest_->names == NameList::kPublished ? read_names(payload) : read_commitments(payload);
}

Result<void> RosterReader::read_header(base::ByteView payload) {
  base::Reader reader(payload);
  const auto people = reader.u32(), testifying = reader.u32();
  const auto issuers = reader.u8();
  const auto cohorts = reader.u16();
  if (!cohorts) return refuse("header", "The roster's header ends too early.");
  if (*people != manifest_->roster_size) {
    return refuse("header", "The roster has " + std::to_string(*people) +
                                " people, but the manifest " +
                                std::to_string(manifest_->roster_size) + ".");
  }
  if (*testifying > kMaxPeople)
    return refuse("header",
                  "At most 1,000,000 people testify, not " + std::to_string(*testifying) + ".");
  testifying_ = *testifying;
  if (*issuers != manifest_->issuers.size()) {
    return refuse("header", "The roster has halves of " + std::to_string(*issuers) +
                                " issuers, but the manifest names " +
                                std::to_string(manifest_->issuers.size()) + ".");
  }
  if (*cohorts < 1 || *cohorts > kMaxCohorts) {
    return refuse("cohorts",
                  "A roster has 1 to 400 cohorts, not " + std::to_string(*cohorts) + ".");
  }
  for (std::size_t c = 0; c < *cohorts; ++c) {
    UNDERSIGNED_TRY(std::string name, read_text(reader, "cohort", "cohorts"));
    if (c > 0 && name <= roster_.cohorts_.back()) {
      return refuse("cohorts", "Cohort " + std::to_string(c) +
                                   " does not come after the one before by the bytes of its name.");
    }
    roster_.cohorts_.push_back(std::move(name));
  }
  if (!reader.finish()) return refuse("header", "Something follows the roster's last cohort.");
  roster_.people_.assign(*cohorts, 0);
  roster_.signing_ = manifest_->roster_size;
  roster_.manifest_hash_ = manifest_->hash();
  roster_.name_list_ = manifest_->names;
  const std::size_t n = manifest_->roster_size + std::size_t{testifying_};
  const bool published = manifest_->names == NameList::kPublished;
  roster_.name_ends_.reserve(published ? manifest_->roster_size : 0);
  roster_.commitments_.reserve(published ? 0 : manifest_->roster_size);
  roster_.cohort_.reserve(n);
  roster_.card_hashes_.reserve(manifest_->roster_size);
  roster_.keys_.reserve(n);
  points_.resize(*issuers);
  proofs_.resize(*issuers);
  for (auto& points : points_) points.reserve(n);
  for (auto& proofs : proofs_) proofs.reserve(n);
  return {};
}

Result<void> RosterReader::read_names(base::ByteView payload) {
  auto& ends = roster_.name_ends_;
  const std::size_t count = full_chunk(manifest_->roster_size, ends.size());
  base::Reader reader(payload);
  for (std::size_t i = 0; i < count; ++i) {
    if (reader.remaining() == 0) return packing("names", count);
    UNDERSIGNED_TRY(const std::string name, read_text(reader, "name", "names"));
    const auto rank = static_cast<std::uint32_t>(ends.size());
    if (rank > 0 && name <= roster_.name(rank - 1)) {
      return refuse("names", "Name " + std::to_string(rank) +
                                 " of the roster does not come after the one before by its bytes, "
                                 "or is the same.");
    }
    roster_.names_ += name;
    ends.push_back(static_cast<std::uint32_t>(roster_.names_.size()));
  }
  if (!reader.finish()) return packing("names", count);
  return {};
}

Result<void> RosterReader::read_commitments(base::ByteView payload) {
  auto& commitments = roster_.commitments_;
  const std::size_t count = full_chunk(manifest_->roster_size, commitments.size());
  if (payload.size() != count * sizeof(NameCommitment))
    return packing("commitments to names", count);
  base::Reader reader(payload);
  for (std::size_t i = 0; i < count; ++i) {
    UNDERSIGNED_TRY(const auto commitment, reader.array<sizeof(NameCommitment)>());
    if (!commitments.empty() && commitment <= commitments.back()) {
      return refuse("names", "Commitment " + std::to_string(commitments.size()) +
                                 " of the roster does not come after the one before by its bytes, "
                                 "or is the same.");
    }
    commitments.push_back(commitment);
  }
  return {};
}

Result<void> RosterReader::read_credentials(base::ByteView payload) {
  // Those that sign come first; those that testify begin a leaf of their own.
  const std::size_t before = roster_.cohort_.size(), n = manifest_->roster_size;
  const Standing expected = before < n ? Standing::kSigns : Standing::kTestifies;
  const std::size_t count =
      before < n ? full_chunk(n, before) : full_chunk(testifying_, before - n);
  if (payload.size() != count * credential_bytes(points_.size()))
    return packing("credentials", count);
  base::Reader reader(payload);
  for (std::size_t i = before; i < before + count; ++i) {
    UNDERSIGNED_TRY(const std::uint16_t cohort, reader.u16());
    UNDERSIGNED_TRY(const std::uint8_t standing, reader.u8());
    UNDERSIGNED_TRY(const auto card_hash, reader.array<sizeof(hash::Digest256)>());
    if (cohort >= roster_.cohorts_.size()) {
      return refuse("credentials", credential(i) + " is of a cohort that there is not.");
    }
    if (standing != static_cast<std::uint8_t>(expected)) {
      return refuse("credentials", credential(i) + " has another standing than its place says.");
    }
    if (expected == Standing::kTestifies && card_hash != hash::Digest256{}) {
      return refuse("credentials", credential(i) + " testifies, and so has no card.");
    }
    for (std::size_t issuer = 0; issuer < points_.size(); ++issuer) {
      UNDERSIGNED_TRY(const base::ByteView encoded, reader.raw(sizeof(group::EncodedPoint)));
      UNDERSIGNED_TRY(const auto proof, reader.array<sizeof(CredentialProof)>());
      auto point = proof::PublishedPoint::parse(encoded);
      if (!point) {
        return refuse("keys", credential(i) + " is not a point: " + point.error().message);
      }
      points_[issuer].push_back(*std::move(point));
      proofs_[issuer].push_back(proof);
    }
    roster_.cohort_.push_back(cohort);
    if (expected == Standing::kTestifies) continue;
    ++roster_.people_[cohort];
    roster_.card_hashes_.push_back(card_hash);
  }
  return {};
}

Result<void> RosterReader::read_signatures(base::ByteView payload) {
  base::Reader reader(payload);
  const auto registrar = reader.array<sizeof(group::Signature)>();
  const auto& issuers = manifest_->issuers;
  if (!registrar || reader.remaining() != issuers.size() * sizeof(group::Signature)) {
    return refuse("packing", "The last leaf of the roster is not the signatures of registrar and " +
                                 std::string(issuers.size() == 1 ? "issuer." : "issuers."));
  }
  const hash::Digest256 digest = digest_.finish();
  const hash::Digest256& manifest = manifest_->hash();
  if (!group::verify_ed25519(manifest_->registrar.key, registrar_message(manifest, digest),
                             *registrar)) {
    return refuse("signatures", "The registrar did not sign this roster.");
  }
  for (std::size_t i = 0; i < issuers.size(); ++i) {
    UNDERSIGNED_TRY(const auto signature, reader.array<sizeof(group::Signature)>());
    if (!group::verify_ed25519(issuers[i].key, issuer_message(manifest, i + 1, digest),
                               signature)) {
      return refuse("signatures", issuers[i].name + " did not sign this roster as its issuer.");
    }
  }
  return {};
}

Result<Roster> RosterReader::finish(base::Randomness& weights, base::Executor& executor) {
  if (part_ != parts()) {
    return refuse("packing", "The roster ends after " + std::to_string(part_) + " of " +
                                 std::to_string(parts()) + " leaves.");
  }
  UNDERSIGNED_TRY_VOID(check_all(weights, executor));
  return std::move(roster_);
}

Result<Roster> RosterReader::check_draft(std::span<const base::Bytes> payloads, std::size_t issuer,
                                         std::span<const Half> halves, base::Randomness& weights,
                                         base::Executor& executor) {
  UNDERSIGNED_CHECK(issuer >= 1 && issuer <= manifest_->issuers.size());
  for (const base::Bytes& payload : payloads) UNDERSIGNED_TRY_VOID(add(payload));
  if (payloads.size() + 1 != parts()) {
    return refuse("packing", "The roster's draft has " + std::to_string(payloads.size()) +
                                 " parts, not " + std::to_string(parts() - 1) + ".");
  }
  bool same = halves.size() == points_[issuer - 1].size();
  for (std::size_t i = 0; same && i < halves.size(); ++i) {
    same = points_[issuer - 1][i].bytes() == halves[i].point &&
           proofs_[issuer - 1][i] == halves[i].proof;
  }
  if (!same) {
    return refuse("halves", "The roster does not hold the halves that " +
                                manifest_->issuers[issuer - 1].name + " gave; do not sign it.");
  }
  UNDERSIGNED_TRY_VOID(check_all(weights, executor));
  return std::move(roster_);
}

Result<void> RosterReader::check_all(base::Randomness& weights, base::Executor& executor) {
  UNDERSIGNED_TRY_VOID(add_halves());
  UNDERSIGNED_TRY_VOID(sort_keys());
  return check_proofs(weights, executor);
}

Result<void> RosterReader::check_proofs(base::Randomness& weights, base::Executor& executor) {
  for (std::size_t i = 0; i < points_.size(); ++i) {
    const auto& points = points_.size() == 1 ? roster_.keys_ : points_[i];
    const auto bad = find_bad_half(manifest_->hash(), i + 1, points, proofs_[i], weights, executor);
    if (!bad) continue;
    bad_ = static_cast<std::uint32_t>(*bad);
    return refuse("proofs", credential(*bad) + " has no proof that " + manifest_->issuers[i].name +
                                " knows its half of the key.");
  }
  points_ = {};
  proofs_ = {};
  return {};
}

// C_i = Σ_ι C_{ι,i}; with one issuer the points are its, and not held twice.
Result<void> RosterReader::add_halves() {
  if (points_.size() == 1) {
    roster_.keys_ = std::move(points_[0]);
    return {};
  }
  for (std::size_t i = 0; i < roster_.cohort_.size(); ++i) {
    const group::Point sum = points_[0][i].point() + points_[1][i].point();
    if (sum.is_identity()) {
      bad_ = static_cast<std::uint32_t>(i);
      return refuse("keys", credential(i) + " has halves that cancel each other.");
    }
    roster_.keys_.emplace_back(sum);
  }
  return {};
}

// Sorts the credentials by their keys, for find_key; two of one key stand side by side.
Result<void> RosterReader::sort_keys() {
  auto& order = roster_.by_key_;
  const auto bytes = [&](std::uint32_t i) -> const auto& { return roster_.keys_[i].bytes(); };
  order.resize(roster_.keys_.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return bytes(a) != bytes(b) ? bytes(a) < bytes(b) : a < b;
  });
  for (std::size_t i = 1; i < order.size(); ++i) {
    if (bytes(order[i - 1]) == bytes(order[i])) {
      bad_ = order[i];
      return refuse("keys", credential(order[i - 1]) + " and credential " +
                                std::to_string(order[i]) + " have the same key.");
    }
  }
  return {};
}

}  // namespace undersigned::letter
