// The roster (docs/protocol.md 5): who may sign, as two lists that nothing joins in public: the
// sorted names, or commitments to them, and the credentials C_i in random order with their cohorts
// and the hashes of their cards. After them the credentials of those who testify and do not sign.
//
// Parts of the sequence: header; names, 256 a leaf; credentials, 256 a leaf, first those that sign,
// then in leaves of their own those that testify; signatures.
//     header      u32 N ‖ u32 T ‖ u8 issuers ‖ u16 cohorts ‖ each cohort var16
//     names       each var16; or, if the manifest's names are committed, each commitment: 32 bytes
//     credentials each u16 cohort ‖ u8 standing (1: signs, 2: testifies) ‖ card hash (2: zeros) ‖
//                 of each issuer ι its half: C_{ι,i} ‖ proof: 131 bytes with one issuer, 227 with
//                 two
//     signatures  registrar's over tag("roster", manifest hash, d) ‖ each issuer's over
//                 tag("halves", manifest hash, ι, d);  d = SHA-256 of all payloads before it
// C_i = Σ_ι C_{ι,i}. What the halves' proofs say: half.h.
//
// A Roster holds about 230 bytes a credential, and of a name its own length plus 4, or 32 of a
// commitment to one: some 260 MB for a million people, far less than the entries of one of their
// epochs.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/executor.h"
#include "core/base/randomness.h"
#include "core/base/result.h"
#include "core/group/ed25519.h"
#include "core/group/point.h"
#include "core/hash/sha2.h"
#include "core/letter/amendment.h"
#include "core/letter/half.h"
#include "core/letter/manifest.h"
#include "core/letter/name_commitment.h"
#include "core/proof/published.h"

namespace undersigned::letter {

inline constexpr std::size_t kMaxCohorts = 400;
inline constexpr std::size_t kRosterChunk = 256;  // names or credentials a leaf
// Bytes of a credential in its leaf.
constexpr std::size_t credential_bytes(std::size_t issuers) { return 35 + issuers * kHalfBytes; }
enum class Standing : std::uint8_t {
  kSigns = 1,
  kTestifies = 2,  // outside N: no name, no card, no entries
};

struct CredentialDraft {
  std::uint16_t cohort = 0;     // into RosterDraft::cohorts
  hash::Digest256 card_hash{};  // zeros of one that testifies
  std::vector<Half> halves;     // each issuer's, in the manifest's order
};
// C_i; the halves' points are points.
group::EncodedPoint credential_point(const CredentialDraft& credential);

// What issuers and registrar put together. cohorts, names and commitments strictly increasing by
// bytes, as many names (or, where they are committed to, commitments and no names) as credentials
// that sign, each kind of credentials in random order (the caller's business).
struct RosterDraft {
  std::vector<std::string> cohorts;
  std::vector<std::string> names;
  std::vector<NameCommitment> commitments;
  std::vector<CredentialDraft> credentials;  // 0…N−1, that sign
  std::vector<CredentialDraft> testifying;   // N…N+T−1
};

// The payloads of all parts but the signatures. What a Roster would refuse is not checked here: the
// maker reads its own roster back before it signs.
std::vector<base::Bytes> roster_payloads(const RosterDraft& draft);
// d: SHA-256 of the payloads joined.
hash::Digest256 roster_digest(std::span<const base::Bytes> payloads);
// What the registrar and what issuer `issuer` (from 1) sign.
base::Bytes registrar_message(const hash::Digest256& manifest_hash, const hash::Digest256& digest);
base::Bytes issuer_message(const hash::Digest256& manifest_hash, std::size_t issuer,
                           const hash::Digest256& digest);
// The last part's payload.
base::Bytes roster_signatures(const group::Signature& registrar,
                              std::span<const group::Signature> issuers);

class Roster {
 public:
  std::uint32_t size() const { return signing_; }  // N
  // N + T: those that sign, then those that testify.
  std::uint32_t credentials() const { return static_cast<std::uint32_t>(cohort_.size()); }
  const std::vector<std::string>& cohorts() const { return cohorts_; }
  // Credentials of standing *signs* of each cohort.
  const std::vector<std::uint32_t>& people() const { return people_; }

  // Of credential i < N + T, as amended so far; a card has i < N.
  std::uint16_t cohort_of(std::uint32_t i) const { return cohort_[i]; }
  const std::string& cohort_name(std::uint32_t i) const { return cohorts_[cohort_[i]]; }
  const hash::Digest256& card_hash(std::uint32_t i) const { return card_hashes_[i]; }
  const proof::PublishedPoint& key(std::uint32_t i) const { return keys_[i]; }  // C_i
  // i with C_i of this encoding.
  std::optional<std::uint32_t> find_key(const group::EncodedPoint& key) const;

  // A verified amendment: its credential has this key and this card from now on.
  void amend(const AmendmentLeaf& amendment);
  // How often credential i was amended, and the first epoch of its present key; 0 if never.
  std::uint8_t amendments_of(std::uint32_t i) const;
  std::uint32_t amended_at(std::uint32_t i) const;
  std::uint32_t amendments() const { return static_cast<std::uint32_t>(replaced_.size()); }
  // The encoding of a key that an amendment has replaced.
  bool was_replaced(const group::EncodedPoint& key) const { return replaced_.contains(key); }

  // Published names by rank 0…N−1; the order says nothing about credentials.
  std::string_view name(std::uint32_t rank) const;
  // The rank of a name in the list: of itself, or of the commitment to it with its card's salt.
  // Nothing where it is not there, or a salt is missing or too many.
  std::optional<std::uint32_t> find_name(std::string_view name,
                                         const std::optional<NameSalt>& salt) const;

  // The whole sequence at once: one payload a part.
  static base::Result<Roster> parse(const Manifest& manifest,
                                    std::span<const base::ByteView> payloads,
                                    base::Randomness& weights, base::Executor& executor);

 private:
  friend class RosterReader;

  std::vector<std::uint32_t>::const_iterator key_place(const group::EncodedPoint& key) const;
  std::optional<std::uint32_t> find_published(std::string_view name) const;
  std::optional<std::uint32_t> find_commitment(const NameCommitment& commitment) const;

  hash::Digest256 manifest_hash_{};
  NameList name_list_ = NameList::kPublished;
  std::uint32_t signing_ = 0;
  std::vector<std::string> cohorts_;
  std::vector<std::uint32_t> people_;
  std::string names_;                     // joined
  std::vector<std::uint32_t> name_ends_;  // end of each in names_
  std::vector<NameCommitment> commitments_;
  std::vector<std::uint16_t> cohort_;
  std::vector<hash::Digest256> card_hashes_;
  std::vector<proof::PublishedPoint> keys_;
  std::vector<std::uint32_t> by_key_;                // credentials sorted by encoded key
  std::map<std::uint32_t, AmendmentPlace> amended_;  // the last of each credential
  std::set<group::EncodedPoint> replaced_;
};

// Reads a roster part by part. Every refusal is named "roster.…": header, cohorts, names,
// credentials, packing, keys, proofs, signatures, halves.
class RosterReader {
 public:
  // `manifest` must outlive the reader.
  explicit RosterReader(const Manifest& manifest) : manifest_(&manifest) {}

  // How many parts the sequence has, from N and T.
  static std::size_t parts_of(std::uint32_t people, std::uint32_t testifying);
  // The part that holds credential i: where a refusal at finish() lies.
  static std::size_t part_of_credential(std::uint32_t people, std::uint32_t i);

  // How many it must have; T is known after the first.
  std::size_t parts() const { return parts_of(manifest_->roster_size, testifying_); }

  // The next part, in order; all but the proofs and what is said of the C_i is checked here.
  base::Result<void> add(base::ByteView payload);
  // After the last part: no C_i is the identity, all differ, all proofs hold (in batches, each
  // proof with its own random weights; the first bad credential is named).
  base::Result<Roster> finish(base::Randomness& weights, base::Executor& executor);
  // In place of add() and finish(), before there are signatures: all other parts, in which the
  // halves of issuer `issuer` (from 1) are exactly these ("roster.halves").
  base::Result<Roster> check_draft(std::span<const base::Bytes> payloads, std::size_t issuer,
                                   std::span<const Half> halves, base::Randomness& weights,
                                   base::Executor& executor);
  // After finish() refused: the credential that it names.
  std::optional<std::uint32_t> bad_credential() const { return bad_; }

 private:
  base::Result<void> read_header(base::ByteView payload);
  base::Result<void> read_names(base::ByteView payload);
  base::Result<void> read_commitments(base::ByteView payload);
  base::Result<void> read_credentials(base::ByteView payload);
  base::Result<void> read_signatures(base::ByteView payload);
  base::Result<void> check_all(base::Randomness& weights, base::Executor& executor);
  base::Result<void> add_halves();
  base::Result<void> sort_keys();
  base::Result<void> check_proofs(base::Randomness& weights, base::Executor& executor);

  const Manifest* manifest_;
  std::size_t part_ = 0;
  std::uint32_t testifying_ = 0;  // T
  hash::Sha256 digest_;
  // Of each issuer; freed at the end.
  std::vector<std::vector<proof::PublishedPoint>> points_;
  std::vector<std::vector<CredentialProof>> proofs_;
  std::optional<std::uint32_t> bad_;
  Roster roster_;
};

}  // namespace undersigned::letter
