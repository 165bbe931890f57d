// Whole letters of a few invented people, made leaf by leaf with the project's own functions and a
// seeded source, every secret at hand: for the verifier's tests, for the record vectors, and for
// whoever needs a record that says what it should, or one that lies at a chosen place.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/sodium/sodium.h"
#include "core/base/code.h"
#include "core/base/executor.h"
#include "core/ceremony/keys.h"
#include "core/ceremony/shares.h"
#include "core/letter/amendment.h"
#include "core/letter/cells.h"
#include "core/letter/count.h"
#include "core/letter/draw.h"
#include "core/letter/names.h"
#include "core/letter/outcome.h"
#include "core/letter/roster.h"
#include "core/proof/entry.h"
#include "tests/support/key_ceremony.h"
#include "tests/support/record_folder.h"

namespace undersigned::test {

struct TinyPlan {
  std::uint32_t people = 6;
  std::vector<std::uint64_t> ladder = {2, 3, 5};
  std::uint32_t epochs = 2;
  std::size_t trustees = 3;
  std::size_t threshold = 2;
  std::vector<std::string> cohorts = {"Foundry", "Night shift"};  // sorted; people take turns
  bool choices = true;  // ask two questions, of 3 and 2 answers, beside the signature
  std::uint8_t seed = 7;
  bool others = false;  // ask for a demand, a pledge, a ranking of 3 and a second demand too
  std::vector<log::VerifierKey> witnesses = {};
  std::size_t witnesses_required = 0;
  std::uint32_t window = 1;
  std::uint32_t testifying = 0;
  letter::Cover cover = letter::Cover::kAll;
  letter::NameList names = letter::NameList::kPublished;
};

// What one person chooses: for each row of each item 0 (no, no answer) or the number of a coded
// option, or of a place. Rows at the end may be left out.
using Answers = std::vector<std::uint32_t>;

// Everything until the roster is frozen, with all secrets.
struct TinyFoundation {
  explicit TinyFoundation(const TinyPlan& plan);

  // What a card's plaintext says and how it is sealed; the roster has its hash.
  letter::CardBody seal(std::uint32_t credential, const letter::Card& card) const {
    return seal(credential, card, codes[credential], credentials[credential]);
  }
  // The same for another code and key of it.
  letter::CardBody seal(std::uint32_t credential, const letter::Card& card,
                        const base::CanonicalCode& code, const proof::PublishedPoint& key) const;
  // The roster's leaves of a draft, signed by registrar and issuer.
  std::vector<base::Bytes> roster_leaves(const letter::RosterDraft& of) const;
  // Freezes the roster anew, with the hashes of the bodies as they are now.
  void freeze();
  letter::Card card_of(std::uint32_t credential) const;
  // What the roster's list has for a card's name, if names are committed to.
  letter::NameCommitment commitment_to(const letter::Card& card) const {
    return letter::commit_to_name(manifest.hash(), card.name, *card.salt);
  }
  LogKey log_key() const { return {manifest.log_origin, *log}; }
  // Those of manifest, keys and roster.
  std::vector<base::Bytes> leaves() const;

  TinyPlan plan;
  sodium::SodiumGroup ops;
  mutable sodium::SeededRandomness randomness;
  std::unique_ptr<Trustees> trustees;
  std::unique_ptr<sodium::SigningKey> registrar, issuer, log;
  letter::Manifest manifest;
  std::unique_ptr<LetterSecrets> secrets;
  std::vector<std::string> names;                  // sorted
  std::vector<std::uint32_t> person;               // of each credential: a rank of names
  std::vector<letter::NameSalt> salts;             // of each rank, if names are committed to
  std::vector<base::CanonicalCode> codes;          // of each credential, those that testify last
  std::vector<group::SecretScalar> keys;           // c_i
  std::vector<proof::PublishedPoint> credentials;  // C_i
  std::vector<letter::CardBody> bodies;            // of each credential that signs
  letter::RosterDraft draft;
  std::vector<base::Bytes> manifest_leaves, keys_leaves, roster;
  hash::Digest256 fingerprint{};
  letter::Cells cells;

 private:
  void list_names();
};

// A code that was replaced, with all that came of it.
struct TinyReplacement {
  letter::AmendmentLeaf leaf;
  base::CanonicalCode code;
  group::SecretScalar key;
  proof::PublishedPoint credential;
  letter::CardBody body{};
};

// What came of it, by plain counting of the true choices.
struct TrueOutcome {
  letter::LetterState state = letter::LetterState::kFailed;
  letter::SignatureCount count;
  letter::SettledSignature settlement;
  std::vector<std::uint32_t> names;  // credentials
  letter::TalliedItems tallies;
};

class TinyLetter {
 public:
  explicit TinyLetter(std::shared_ptr<const TinyFoundation> foundation, std::uint8_t seed = 1);

  // Each appends the leaves that come next, or what a test made of them.
  TinyLetter& holding();
  // One epoch: a signer's entry where there are answers, else a cover entry, or without cover none.
  TinyLetter& epoch(const std::vector<std::optional<Answers>>& answers);
  // A new code for a credential, before the next epoch: an amendment as it should be, to be
  // appended or altered first; and the one appended, from which on the new code signs.
  std::shared_ptr<const TinyReplacement> replacement(std::uint32_t credential) const;
  TinyLetter& amend(std::uint32_t credential);
  // The draw after the last epoch; whether it closes the letter.
  TinyLetter& draw();
  bool draw_closes() const;
  letter::Draw drawing(const std::vector<std::uint8_t>& by = {1, 2}) const;
  TinyLetter& count();
  TinyLetter& opening();
  TinyLetter& tallies();
  // All that the answers of the last epoch make necessary.
  TinyLetter& finish();
  TinyLetter& append(letter::LeafKind kind, base::ByteView payload);
  TinyLetter& append(const letter::Opening& opening);

  // What trustees give, to be appended as it is or altered first. By item and cell: its first.
  letter::TallyPlace tally_place(std::uint16_t item, std::uint16_t cell = letter::kAllCells) const {
    return letter::first_tally(manifest(), item, cell);
  }
  letter::Tally tally(const letter::TallyPlace& place,
                      const std::vector<std::uint8_t>& by = {1, 2}) const;
  letter::Tally tally(std::uint16_t item, std::uint16_t cell,
                      const std::vector<std::uint8_t>& by = {1, 2}) const {
    return tally(tally_place(item, cell), by);
  }
  letter::SumPart part(const letter::TallyPlace& place, std::uint8_t trustee) const;
  letter::Opening names(const std::vector<std::uint8_t>& rounds = {3, 1}) const;
  std::vector<letter::OpeningPart> parts(letter::PartKind kind, const std::vector<std::uint8_t>& by,
                                         std::span<const proof::PublishedPoint> points) const;
  std::vector<letter::OpeningPair> pairs() const;
  std::vector<std::uint32_t> standing() const;  // the credentials that the pairs are of
  letter::OpeningPlace opening_place() const;
  letter::SumPlace sum_place(const letter::TallyPlace& place) const;
  letter::ItemSum sum(const letter::TallyPlace& place) const;

  // One entry as its signer or the cover agent makes it, for the epoch that comes next.
  proof::Entry entry(std::uint32_t credential, const std::optional<Answers>& answers) const;
  proof::EntryContext context() const;
  // The leaf's payload of such an entry.
  base::Bytes entry_payload(std::uint32_t credential, const proof::Entry& entry) const;
  // As they are now; without cover they are fixed at the close.
  letter::Cells cells() const;

  TrueOutcome truth() const;
  const TinyFoundation& foundation() const { return *foundation_; }
  const letter::Manifest& manifest() const { return foundation_->manifest; }
  const std::vector<base::Bytes>& leaves() const { return leaves_; }
  std::uint32_t epochs() const { return epochs_; }
  Files files() const { return folder_of(leaves_, foundation_->log_key()); }
  base::Randomness& randomness() const { return randomness_; }

 private:
  void tally_truth(std::size_t item, letter::TalliedItems& out) const;
  const letter::CardBody& body(std::uint32_t credential) const;

  std::shared_ptr<const TinyFoundation> foundation_;
  mutable sodium::SeededRandomness randomness_;
  mutable base::SerialExecutor executor_;
  std::vector<base::Bytes> leaves_;
  letter::KeptEntries kept() const;

  // Of the last epoch; without cover those that stand, and the identity for all others.
  std::vector<proof::PublishedCiphertext> entries_;
  std::vector<Answers> answers_;  // of each credential, as it now stands
  std::map<std::uint32_t, std::shared_ptr<const TinyReplacement>> replaced_;  // by credential
  std::uint32_t epochs_ = 0;
};

}  // namespace undersigned::test
