// Records that somebody altered, each with the check and the leaf at which a verifier must stop.
#include <algorithm>
#include <functional>
#include <optional>

#include "core/letter/epoch_leaf.h"
#include "core/letter/opening.h"
#include "tests/support/beside_leaves.h"
#include "tests/tools/made_vectors.h"
#include "tests/tools/record_letters.h"
#include "tests/tools/vector_json.h"

namespace undersigned::test {
namespace {

using base::Json;
using letter::LeafKind;
using Leaves = std::vector<base::Bytes>;

// Where the leaves of these records stand: 1 manifest, 4 keys, 4 roster, 3 statements, then epochs
// of 4 entries and a leaf.
constexpr std::size_t kRoster = 5, kStatement = 9, kEntry1 = 12, kEpoch1 = 16, kEntry2 = 17,
                      kEpoch2 = 21, kCount = 22, kRound1 = 23, kRound2 = 24, kProof1 = 26,
                      kCards = 29, kTallies = 34, kAll = 36;

struct Altered {
  const char* what;
  const char* of;  // the record's name
  std::function<void(Leaves&)> leaves;
  std::function<void(Files&)> files;
  const char* line;
  const char* check;
  std::optional<std::size_t> leaf;
  bool other_fingerprint = false;
  // In place of `of`: the registrar made it otherwise, so that the fingerprint is its own.
  std::function<TinyLetter()> made = {};
};

const TinyLetter& base_of(const std::string& name) {
  static const TinyLetter opened = closed_to_open().finish();
  static const TinyLetter failed = closed_to_fail().finish();
  static const TinyLetter items = closed_with_all_items().finish();
  static const TinyLetter beside = with_beside();
  static const TinyLetter amended = with_amendments();
  static const TinyLetter uncovered = closed_without_cover().finish();
  static const TinyLetter committed = with_committed_names();
  if (name == "committed") return committed;
  if (name == "amended") return amended;
  if (name == "uncovered") return uncovered;
  return name == "opened" ? opened : name == "items" ? items : name == "beside" ? beside : failed;
}

// The opened letter's leaves up to `kept`, then what `more` appends.
std::function<void(Leaves&)> then(std::size_t kept, std::function<void(TinyLetter&)> more) {
  return [=](Leaves& leaves) {
    TinyLetter letter = closed_to_open();
    const std::size_t before = letter.leaves().size();
    more(letter);
    leaves.resize(kept);
    leaves.insert(leaves.end(), letter.leaves().begin() + static_cast<std::ptrdiff_t>(before),
                  letter.leaves().end());
  };
}

std::function<void(Leaves&)> with_tally(std::function<void(letter::Tally&)> change) {
  return then(kCount, [change](TinyLetter& letter) {
    letter::Tally tally = letter.tally(1, letter::kAllCells);
    change(tally);
    letter.append(LeafKind::kTally, tally.encode());
  });
}

std::function<void(Leaves&)> with_opening(std::function<void(letter::Opening&)> change) {
  return then(kRound1, [change](TinyLetter& letter) {
    letter::Opening opening = letter.names();
    change(opening);
    letter.append(opening);
  });
}

void change_epoch(base::Bytes& leaf, const std::function<void(letter::EpochLeaf&)>& change) {
  auto epoch = *letter::EpochLeaf::parse(base::ByteView(leaf).subspan(letter::kLeafHeaderBytes));
  change(epoch);
  leaf = letter::encode_leaf(LeafKind::kEpoch, epoch.encode());
}

std::vector<Altered> altered_before_the_close() {
  const std::function<void(Files&)> no_files;
  return {
      {"One word of the letter is another.", "opened",
       [](Leaves& l) {
         const std::string word = "night shift";
         const auto text = base::as_bytes(word);
         *std::search(l[0].begin(), l[0].end(), text.begin(), text.end()) = 'f';
       },
       no_files, "keys", "keys.possession", 1},
      {"A card's hash is changed after registrar and issuer have signed.", "opened",
       [](Leaves& l) { l[kRoster + 2][8] ^= 1; }, no_files, "roster", "roster.signatures",
       kRoster + 3},
      {"A trustee's statement bears the signature of another.", "opened",
       [](Leaves& l) {
         l[kStatement] = l[kStatement + 1];
         l[kStatement][letter::kLeafHeaderBytes + 1] = 1;
       },
       no_files, "holding", "holding.signature", kStatement},
      {"A leaf of no kind.", "opened", [](Leaves& l) { l[kEntry1][0] = 99; }, no_files, "epochs",
       "leaf.kind", kEntry1},
      {"The last entry of an epoch is dropped.", "opened",
       [](Leaves& l) { l.erase(l.begin() + kEpoch1 - 1); }, no_files, "epochs", "leaf.order",
       kEpoch1 - 1},
      {"An entry of the epoch before is put in again.", "opened",
       [](Leaves& l) { l[kEntry2 + 1] = l[kEntry1 + 1]; }, no_files, "entries",
       "entry.proof.choice", kEntry2 + 1},
      {"Two credentials' entries change places.", "opened",
       [](Leaves& l) { std::swap(l[kEntry1 + 2], l[kEntry1 + 3]); }, no_files, "entries",
       "entry.proof.choice", kEntry1 + 2},
      {"The last epoch ends before the earliest moment of opening.", "opened",
       [](Leaves& l) {
         change_epoch(l[kEpoch1], [](auto& epoch) { epoch.end -= 61; });
         change_epoch(l[kEpoch2], [](auto& epoch) { epoch.end -= 61; });
       },
       no_files, "epochs", "epoch.end", kEpoch2},
  };
}

std::vector<Altered> altered_openings() {
  const std::function<void(Files&)> no_files;
  return {
      {"A number is stated that the parts do not open.", "opened",
       with_tally([](letter::Tally& t) { ++t.numbers[3]; }), no_files, "count", "tally.number",
       kCount},
      {"A trustee's part is not its share of the sum.", "opened",
       with_tally([](letter::Tally& t) { std::swap(t.parts[0].d[0], t.parts[0].d[1]); }), no_files,
       "count", "count.part", kCount},
      {"One trustee's part is counted twice.", "opened",
       with_tally([](letter::Tally& t) { t.parts[1] = t.parts[0]; }), no_files, "count",
       "tally.trustees", kCount},
      {"Fewer trustees than the threshold.", "opened",
       with_tally([](letter::Tally& t) { t.parts.pop_back(); }), no_files, "count",
       "tally.threshold", kCount},
      {"A pair is raised to the power zero, so that whoever it is would open.", "opened",
       with_opening([](letter::Opening& o) {
         o.rounds[0].pairs[1].pair = {group::Point(), group::Point()};
       }),
       no_files, "names", "names.encoding", kRound1},
      {"Raised pairs stand in another order.", "opened", with_opening([](letter::Opening& o) {
         std::swap(o.rounds[0].pairs[0], o.rounds[0].pairs[1]);
       }),
       no_files, "names", "names.raise", kRound1},
      {"A lone trustee raises, and knows every power.", "opened",
       with_opening([](letter::Opening& o) { o.rounds.pop_back(); }), no_files, "names",
       "names.order", kRound2},
      {"A decryption of names is another's.", "opened",
       with_opening([](letter::Opening& o) { std::swap(o.parts[0].d[0], o.parts[0].d[1]); }),
       no_files, "names", "names.part", kProof1},
      {"An opened credential is given another's card.", "opened",
       with_opening([](letter::Opening& o) { o.cards[1].body = four_people()->bodies[1]; }),
       no_files, "names", "names.card_hash", kCards},
      {"A tally is of a cell that there is not.", "opened",
       [](Leaves& l) { l[kTallies][letter::kLeafHeaderBytes + 6] = 0; }, no_files, "tallies",
       "tally.order", kTallies},
      {"Answers are tallied of a letter that failed.", "failed",
       [](Leaves& l) { l.push_back(base_of("opened").leaves()[kTallies]); }, no_files, "state",
       "record.unopened", kCount + 1},
      {"A leaf after the end.", "opened", [](Leaves& l) { l.push_back(l.back()); }, no_files,
       "state", "record.complete", kAll},
  };
}

// Where the tallies of the letter with every kind of item begin, after 12 leaves of the foundation,
// one epoch, the count and the opening: destination, freedom, heat, those opposed, leave, order,
// light.
constexpr std::size_t kItems = 29, kHeat = kItems + 2, kOpposed = kItems + 3, kLeave = kItems + 4,
                      kOrder = kItems + 5, kLight = kItems + 6;

// The tally of other options, in the place of the leaf `at`.
std::function<void(Leaves&)> with_item_tally(
    std::size_t at, std::function<letter::TallyPlace(const TinyLetter&)> place) {
  return [=](Leaves& leaves) {
    const TinyLetter& letter = base_of("items");
    leaves.resize(at);
    leaves.push_back(letter::encode_leaf(LeafKind::kTally, letter.tally(place(letter)).encode()));
  };
}

std::vector<Altered> altered_items() {
  const std::function<void(Files&)> no_files;
  return {
      {"Those opposed to a demand that does not hold are opened.", "items",
       with_item_tally(kLight + 1,
                       [](const TinyLetter& l) { return letter::opposed_tally(l.manifest(), 7); }),
       no_files, "state", "record.complete", kLight + 1},
      {"Those opposed to a demand are opened before it is known whether it holds.", "items",
       with_item_tally(kHeat,
                       [](const TinyLetter& l) { return letter::opposed_tally(l.manifest(), 4); }),
       no_files, "tallies", "tally.order", kHeat},
      {"Those opposed to a demand are opened with its levels.", "items",
       with_item_tally(kHeat, [](const TinyLetter&) { return letter::TallyPlace{4, 0, 3}; }),
       no_files, "tallies", "tally.order", kHeat},
      {"Those opposed to a demand that holds are left out.", "items",
       [](Leaves& l) { l.erase(l.begin() + kOpposed); }, no_files, "tallies", "tally.order",
       kOpposed},
      {"The number opposed is another.", "items",
       [](Leaves& l) { ++l[kOpposed][letter::kLeafHeaderBytes + 8]; }, no_files, "tallies",
       "tally.number", kOpposed},
      {"A demand's number is another, so that it does not hold.", "items",
       [](Leaves& l) { --l[kHeat][letter::kLeafHeaderBytes + 8]; }, no_files, "tallies",
       "tally.number", kHeat},
      {"A part for the levels of a demand stands for those opposed.", "items",
       [](Leaves& leaves) {
         const TinyLetter& letter = base_of("items");
         letter::Tally tally = letter.tally(letter::opposed_tally(letter.manifest(), 4));
         tally.parts[0] = letter.part({4, 0, 1}, 1);
         leaves[kOpposed] = letter::encode_leaf(LeafKind::kTally, tally.encode());
       },
       no_files, "tallies", "count.part", kOpposed},
      {"A pledge is opened without its highest level.", "items",
       with_item_tally(kLeave, [](const TinyLetter&) { return letter::TallyPlace{5, 0, 2}; }),
       no_files, "tallies", "tally.order", kLeave},
      {"A ranking is opened in a part only.", "items",
       with_item_tally(kOrder, [](const TinyLetter&) { return letter::TallyPlace{6, 0, 3}; }),
       no_files, "tallies", "tally.order", kOrder},
      {"A ranking is opened by cell.", "items",
       [](Leaves& l) { l[kOrder][letter::kLeafHeaderBytes + 6] = 0; }, no_files, "tallies",
       "tally.order", kOrder},
  };
}

// Where leaves of that record stand.
constexpr std::size_t kOffer1 = 12, kOffer2 = 18, kObjection2 = 25, kWithdrawal = 40,
                      kOutcome1 = 41;

std::vector<Altered> altered_beside() {
  const std::function<void(Files&)> no_files;
  const auto flip_last = [](std::size_t leaf) { return [=](Leaves& l) { l[leaf].back() ^= 1; }; };
  return {
      {"An offer bears a countersignature that is not the registrar's.", "beside",
       flip_last(kOffer1), no_files, "beside", "offer.countersignature", kOffer1},
      {"An offer is put in twice.", "beside", [](Leaves& l) { l[kOffer2] = l[kOffer1]; }, no_files,
       "beside", "offer.number", kOffer2},
      {"A signer's objection is another's.", "beside",
       [](Leaves& l) {
         l[kObjection2] = letter::encode_leaf(LeafKind::kStatement, [] {
           auto made = BesideLeaves(*four_people()).objection(letter::ObjectorRole::kCredential, 3);
           made.number = 1;
           return made.encode();
         }());
       },
       no_files, "beside", "objection.proof", kObjection2},
      {"A name is taken back by somebody else.", "beside",
       [](Leaves& l) {
         l[kWithdrawal] = letter::encode_leaf(
             LeafKind::kWithdrawal, BesideLeaves(*four_people()).withdrawal(2, 1).encode());
       },
       no_files, "beside", "withdrawal.proof", kWithdrawal},
      {"An outcome is left out.", "beside", [](Leaves& l) { l.erase(l.begin() + kOutcome1); },
       no_files, "beside", "outcome.number", kOutcome1},
  };
}

// Where leaves of that record stand, after one more of the roster: two amendments, an epoch of
// four, the third amendment, the closing epoch.
constexpr std::size_t kAmendment1 = 13, kAmendment3 = 20, kAmendedEntry = 23;

std::vector<Altered> altered_amendments() {
  const std::function<void(Files&)> no_files;
  return {
      {"An amendment that the registrar did not sign.", "amended",
       [](Leaves& l) { l[kAmendment1].back() ^= 1; }, no_files, "epochs", "amendment.registrar",
       kAmendment1},
      {"An amendment is put in once more, in a later epoch.", "amended",
       [](Leaves& l) { l[kAmendment3] = l[kAmendment1]; }, no_files, "epochs", "amendment.number",
       kAmendment3},
      {"An amendment is put in an epoch early.", "amended",
       [](Leaves& l) { l[kAmendment1] = l[kAmendment3]; }, no_files, "epochs", "amendment.epoch",
       kAmendment1},
      {"An amendment gives the credential the key that it has.", "amended",
       [](Leaves& l) {
         const TinyLetter letter = amended_after_one_epoch();
         const TinyFoundation& f = letter.foundation();
         letter::AmendmentLeaf leaf = letter.replacement(2)->leaf;
         leaf.halves[0] = letter::make_amended_half(f.ops, f.fingerprint, leaf.place, 1, f.keys[2],
                                                    *f.issuer, letter.randomness());
         leaf.sign(f.fingerprint, *f.registrar);
         l[kAmendment3] = letter::encode_leaf(LeafKind::kAmendment, leaf.encode());
       },
       no_files, "epochs", "amendment.key", kAmendment3},
      {"A cover goes on from what a replaced code had said.", "amended",
       [](Leaves& l) {
         const proof::Entry entry = amended_after_one_epoch().entry(2, std::nullopt);
         l[kAmendedEntry] = letter::encode_leaf(LeafKind::kEntry, entry.encode());
       },
       no_files, "entries", "entry.proof.choice", kAmendedEntry},
      {"An amendment is left out, and its credential signs all the same.", "amended",
       [](Leaves& l) { l.erase(l.begin() + kAmendment3); }, no_files, "entries",
       "entry.proof.choice", kAmendedEntry - 1},
  };
}

// Where leaves of the record without cover stand: 1 manifest, 3 keys, 4 roster, 3 statements, three
// entries and their epoch, an amendment, two entries and theirs.
constexpr std::size_t kSent1 = 11, kSent2 = 16, kUncoveredCount = 19;

std::vector<Altered> altered_uncovered() {
  const std::function<void(Files&)> no_files;
  constexpr std::size_t kWhose = letter::kLeafHeaderBytes;
  return {
      {"Without cover: an entry stands for another credential.", "uncovered",
       [](Leaves& l) { l[kSent2][kWhose] = 1; }, no_files, "entries", "entry.proof.choice", kSent2},
      {"Without cover: an entry stands for a credential that there is not.", "uncovered",
       [](Leaves& l) { l[kSent2 + 1][kWhose] = 4; }, no_files, "entries", "entry.credential",
       kSent2 + 1},
      {"Without cover: two entries change places.", "uncovered",
       [](Leaves& l) { std::swap(l[kSent1], l[kSent1 + 1]); }, no_files, "entries",
       "entry.credential", kSent1 + 1},
      {"Without cover: an entry of the epoch before is put in again.", "uncovered",
       [](Leaves& l) { l.insert(l.begin() + kSent2 + 1, l[kSent1 + 1]); }, no_files, "entries",
       "entry.proof.choice", kSent2 + 1},
      {"Without cover: an entry is made with a key that stands for the cover agent's.", "uncovered",
       [](Leaves& l) {
         const TinyLetter letter = closed_without_cover();
         const proof::EntryContext context = letter.context();
         sodium::SeededRandomness randomness({27});
         const group::SecretScalar guess(group::Scalar::random_nonzero(randomness));
         const proof::Entry made = proof::make_cover_entry(
             letter.foundation().ops, context,
             {2, 1, &letter.foundation().credentials[1], &context.origin()}, guess, randomness);
         l.insert(l.begin() + kSent2 + 1,
                  letter::encode_leaf(LeafKind::kEntry, letter.entry_payload(1, made)));
       },
       no_files, "entries", "entry.proof.cover-key", kSent2 + 1},
      {"Without cover: the keys have a cover key all the same.", "uncovered",
       [](Leaves& l) {
         std::vector<base::Bytes> keys =
             closed_without_cover().foundation().secrets->parts.encode();
         keys.push_back(four_people()->secrets->parts.encode().back());
         const Leaves four = letter::encode_sequence(LeafKind::kKeys, keys);
         l.erase(l.begin() + 1, l.begin() + 4);
         l.insert(l.begin() + 1, four.begin(), four.end());
       },
       no_files, "keys", "keys.parts", 1},
      {"Without cover: the count leaves a standing entry out.", "uncovered",
       [](Leaves& l) {
         TinyLetter letter = closed_without_cover();
         letter::Tally tally = letter.tally(1, letter::kAllCells);
         --tally.numbers[3];
         l[kUncoveredCount] = letter::encode_leaf(LeafKind::kTally, tally.encode());
       },
       no_files, "count", "tally.number", kUncoveredCount},
  };
}

// Where leaves of that record stand: 1 manifest, 4 keys, 4 roster, 3 statements, an amendment, an
// epoch of three, the count, eleven of the opening.
constexpr std::size_t kCommitments = 6, kLastOfNames = 28;

// The registrar gives credential 0 another card, and everyone goes on.
std::function<TinyLetter()> with_card(std::function<void(letter::Card&, TinyFoundation&)> change) {
  return [change] {
    return with_committed_names([&](TinyFoundation& foundation) {
      letter::Card card = foundation.card_of(0);
      change(card, foundation);
      foundation.bodies[0] = foundation.seal(0, card);
    });
  };
}

std::vector<Altered> altered_committed_names() {
  const std::function<void(Files&)> no_files;
  const auto named = [&](const char* what, const char* check,
                         std::function<void(letter::Card&, TinyFoundation&)> change) {
    return Altered{what,  "committed",  {},    no_files,         "names",
                   check, kLastOfNames, false, with_card(change)};
  };
  return {
      {"Two commitments change places.", "committed",
       [](Leaves& l) {
         const auto first = l[kCommitments].begin() + letter::kLeafHeaderBytes;
         std::swap_ranges(first, first + 32, first + 32);
       },
       no_files, "roster", "roster.names", kCommitments},
      {"A commitment is left out.", "committed",
       [](Leaves& l) { l[kCommitments].resize(l[kCommitments].size() - 32); }, no_files, "roster",
       "roster.packing", kCommitments},
      named("A name that the letter did not commit to.", "names.card_name",
            [](letter::Card& card, TinyFoundation&) { card.name = "Zoe Nobody"; }),
      named("A name with another salt.", "names.card_name",
            [](letter::Card& card, TinyFoundation&) { card.salt->back() ^= 1; }),
      named("A card without a salt.", "names.card",
            [](letter::Card& card, TinyFoundation&) { card.salt.reset(); }),
      named("The name and salt of another card.", "names.card_name",
            [](letter::Card& card, TinyFoundation& foundation) {
              card.name = foundation.card_of(2).name;
              card.salt = foundation.card_of(2).salt;
            }),
      named("Two commitments to one name, with a salt each.", "names.card_name",
            [](letter::Card& card, TinyFoundation& foundation) {
              auto& list = foundation.draft.commitments;
              std::erase(list, foundation.commitment_to(card));
              card.name = foundation.card_of(2).name;
              list.push_back(foundation.commitment_to(card));
              std::ranges::sort(list);
            }),
  };
}

std::vector<Altered> altered_folders() {
  const std::function<void(Leaves&)> no_leaves;
  return {
      {"The checkpoint is signed by another key.", "opened", no_leaves,
       [](Files& files) {
         files["checkpoint"] =
             LogKey{four_people()->manifest.log_origin, *four_people()->issuer}.sign(
                 tree_of(base_of("opened").leaves()));
       },
       "checkpoint", "note.unknown", std::nullopt},
      {"A byte of a tile is another.", "opened", no_leaves,
       [](Files& files) { files["tile/0/000.p/36"][100] ^= 1; }, "files", "files.tile",
       std::nullopt},
      {"A file that the size does not demand.", "opened", no_leaves,
       [](Files& files) { files["tile/0/000.p/35"] = base::Bytes(32); }, "files", "files.unknown",
       std::nullopt},
      {"The entries are cut short.", "opened", no_leaves,
       [](Files& files) { files["tile/entries/000.p/36"].resize(2'000); }, "files", "files.bundle",
       std::nullopt},
      {"The invitation has another fingerprint.", "opened", no_leaves, [](Files&) {}, "fingerprint",
       "fingerprint.other", kStatement - 1, true},
  };
}

Json altered_json(const Altered& altered) {
  const TinyLetter& base = base_of(altered.of);
  const std::optional<TinyLetter> made =
      altered.made ? std::optional(altered.made()) : std::nullopt;
  Leaves leaves = (made ? *made : base).leaves();
  if (altered.leaves) {
    altered.leaves(leaves);
    sign_epochs_again(leaves, base.foundation().log_key());
  }
  Json out;
  out["what"] = altered.what;
  out["of"] = altered.of;
  hash::Digest256 fingerprint = (made ? *made : base).foundation().fingerprint;
  if (altered.other_fingerprint) fingerprint[0] ^= 1;
  out["fingerprint"] = hex(fingerprint);
  if (altered.leaves || made) {
    out["leaves"] = Json::array();
    for (const base::Bytes& leaf : leaves) {
      const auto same = std::ranges::find(base.leaves(), leaf);
      if (same != base.leaves().end()) {
        out["leaves"].push_back(same - base.leaves().begin());
      } else {
        out["leaves"].push_back(hex(leaf));
      }
    }
    out["checkpoint"] = base::as_text(base.foundation().log_key().sign(tree_of(leaves)));
  }
  if (altered.files) {
    Files files = base.files();
    altered.files(files);
    out["files"] = Json::object();
    for (const auto& [path, bytes] : files) {
      if (base.files()[path] != bytes) out["files"][path] = hex(bytes);
    }
  }
  out["line"] = altered.line;
  out["check"] = altered.check;
  out["leaf"] = altered.leaf ? Json(*altered.leaf) : Json();
  return out;
}

}  // namespace

base::Json make_altered_records() {
  Json out;
  out["comment"] =
      "Records that must be refused: `of` names the record that was altered, `leaves` lists all "
      "leaves, those of that record by their number, with the checkpoint that a log signed anew; "
      "`files` are put in place of that record's, or beside them. A verifier that is given the "
      "fingerprint stops in the line and with the check named, at that leaf.";
  out["draft"] = letter::kFormatDraft;
  out["records"] = Json::array();
  for (const auto& list :
       {altered_before_the_close(), altered_openings(), altered_items(), altered_beside(),
        altered_amendments(), altered_uncovered(), altered_committed_names(), altered_folders()}) {
    for (const Altered& altered : list) out["records"].push_back(altered_json(altered));
  }
  return out;
}

}  // namespace undersigned::test
