// Another manifest, other keys, another roster; other entries and epochs.
#include <gtest/gtest.h>

#include "core/letter/epoch_leaf.h"
#include "core/letter/holding.h"
#include "tests/unit/letter_verify/altered.h"

namespace undersigned::test {
namespace {

// --- manifest, keys, roster, holding -----------------------------------------------------------

// Registrar and issuer freeze another draft, and everyone signs that.
std::function<Leaves()> frozen(std::function<void(letter::RosterDraft&)> change) {
  return founded([change](TinyFoundation& foundation) {
    change(foundation.draft);
    foundation.roster = foundation.roster_leaves(foundation.draft);
  });
}

const std::vector<Alteration> kFoundation = {
    {"manifest_is_no_json", flipped(kManifestLeaf, 5), "manifest", "manifest.syntax",
     kManifestLeaf},
    {"manifest_says_something_else", altered([](Leaves& l) {
       const std::string title = "night shift";
       const auto at = std::ranges::search(l[0], base::as_bytes(title)).begin();
       *at = 'f';
     }),
     "keys", "keys.possession", kKeysLeaf},
    {"manifest_in_other_parts", altered([](Leaves& l) {
       const base::Bytes whole = l[0];
       const auto payload = base::ByteView(whole).subspan(5);
       l[0] = letter::encode_leaf(LeafKind::kManifest, 0, 2, payload.first(100));
       l.insert(l.begin() + 1,
                letter::encode_leaf(LeafKind::kManifest, 1, 2, payload.subspan(100)));
     }),
     "manifest", "leaf.manifest", kManifestLeaf},
    {"a_trustee_left_out", altered([](Leaves& l) {
       erase(l, kKeysLeaf);
       for (std::size_t i = 0; i < 3; ++i) l[1 + i] = leaf_of(2, static_cast<std::uint16_t>(i), 3);
     }),
     "keys", "keys.parts", kKeysLeaf},
    {"coefficient_is_no_point", altered([](Leaves& l) { l[2][5 + 32 + 31] = 0xff; }), "keys",
     "keys.coefficient", 2},
    {"trustee_without_possession", flipped(kKeysLeaf + 1, 5 + 32 + 32 * 13 * 2 + 32 * 13), "keys",
     "keys.possession", kKeysLeaf + 1},
    {"certificate_not_signed", altered([](Leaves& l) { l[kKeysLeaf + 2].back() ^= 1; }), "keys",
     "keys.certificate", kKeysLeaf + 2},
    {"cover_key_without_proof", altered([](Leaves& l) { l[kKeysLeaf + 3][5 + 32 + 40] ^= 1; }),
     "keys", "keys.cover", kKeysLeaf + 3},
    {"roster_not_signed", altered([](Leaves& l) { l[kRosterLeaf + 3].back() ^= 1; }), "roster",
     "roster.signatures", kRosterLeaf + 3},
    {"card_hash_changed_after_signing", flipped(kRosterLeaf + 2, 5 + 3), "roster",
     "roster.signatures", kRosterLeaf + 3},
    {"half_point_without_proof",
     frozen([](letter::RosterDraft& draft) { draft.credentials[3].halves[0].proof[40] ^= 1; }),
     "roster", "roster.proofs", kRosterLeaf + 2},
    {"half_point_copied",
     frozen([](letter::RosterDraft& draft) { draft.credentials[3] = draft.credentials[2]; }),
     "roster", "roster.keys", kRosterLeaf + 2},
    {"half_points_exchanged", frozen([](letter::RosterDraft& draft) {
       std::swap(draft.credentials[3].halves, draft.credentials[2].halves);
     }),
     "roster", "roster.proofs", kRosterLeaf + 2},
    {"a_name_twice", frozen([](letter::RosterDraft& draft) { draft.names[1] = draft.names[0]; }),
     "roster", "roster.names", kRosterLeaf + 1},
    {"roster_frozen_again_after_holding",
     [] {
       auto foundation = std::make_shared<TinyFoundation>(TinyPlan{});
       TinyLetter letter(foundation);
       letter.holding();
       Leaves leaves = letter.leaves();
       foundation->bodies[0] = foundation->bodies[1];
       foundation->freeze();
       std::ranges::copy(foundation->roster, leaves.begin() + kRosterLeaf);
       return leaves;
     },
     "holding", "holding.signature", kStatementLeaf},
    {"holding_signed_by_another", altered([](Leaves& l) {
       auto statement =
           *letter::HoldingStatement::parse(base::ByteView(l[kStatementLeaf + 1]).subspan(5));
       statement.trustee = 1;
       l[kStatementLeaf] = letter::encode_leaf(LeafKind::kStatement, statement.encode());
     }),
     "holding", "holding.signature", kStatementLeaf},
    {"holding_out_of_order",
     altered([](Leaves& l) { std::swap(l[kStatementLeaf], l[kStatementLeaf + 1]); }), "holding",
     "holding.order", kStatementLeaf},
};
INSTANTIATE_TEST_SUITE_P(Foundation, AlteredRecord, named(kFoundation), name_of);

// --- entries and epochs ------------------------------------------------------------------------

// The second epoch's entry of a credential, made by someone who does what `make` does.
std::function<Leaves()> entered(std::uint32_t credential,
                                std::function<proof::Entry(const TinyLetter&)> make) {
  return [=] {
    TinyLetter letter(six_people());
    letter.holding().epoch(kTooFew);
    const proof::Entry entry = make(letter);
    letter.epoch(kNamesOpen);
    Leaves leaves = letter.leaves();
    leaves[kSecondEntry + credential] = letter::encode_leaf(LeafKind::kEntry, entry.encode());
    return signed_again(std::move(leaves));
  };
}

// An epoch leaf with other content; its note is left as `change` makes it.
std::function<Leaves()> epoch_leaf(std::size_t at, std::function<void(letter::EpochLeaf&)> change) {
  return [=] {
    Leaves leaves = opened_letter().leaves();
    auto epoch = *letter::EpochLeaf::parse(base::ByteView(leaves[at]).subspan(5));
    change(epoch);
    leaves[at] = letter::encode_leaf(LeafKind::kEpoch, epoch.encode());
    return leaves;
  };
}

std::string note_of(std::span<const base::Bytes> leaves, const LogKey& key) {
  return std::string(base::as_text(key.sign(tree_of(leaves))));
}

const std::vector<Alteration> kEpochs = {
    {"entry_dropped", altered([](Leaves& l) { erase(l, kSecondEntry + 1); }), "entries",
     "entry.proof.choice", kSecondEntry + 1},
    {"entry_replayed_from_the_epoch_before",
     altered([](Leaves& l) { l[kSecondEntry + 2] = l[kFirstEntry + 2]; }), "entries",
     "entry.proof.choice", kSecondEntry + 2},
    {"entries_swapped_between_credentials",
     altered([](Leaves& l) { std::swap(l[kFirstEntry + 3], l[kFirstEntry + 4]); }), "entries",
     "entry.proof.choice", kFirstEntry + 3},
    {"first_epoch_missing", altered([](Leaves& l) { erase(l, kFirstEntry, 7); }), "entries",
     "entry.proof.choice", kFirstEntry},
    {"entry_too_short", altered([](Leaves& l) { l[kSecondEntry + 5].pop_back(); }), "entries",
     "entry.length", kSecondEntry + 5},
    {"entry_with_an_identity",
     altered([](Leaves& l) { std::fill_n(l[kSecondEntry + 5].begin() + 5, 32, std::uint8_t{0}); }),
     "entries", "entry.point", kSecondEntry + 5},
    {"entry_with_a_scalar_too_large", altered([](Leaves& l) { l[kSecondEntry].back() = 0xff; }),
     "entries", "entry.scalar", kSecondEntry},
    {"two_bad_entries_and_the_first_is_named", altered([](Leaves& l) {
       l[kSecondEntry + 4].pop_back();
       l[kSecondEntry + 3][5 + 32] = l[kSecondEntry][5 + 32];
       std::ranges::copy(base::ByteView(l[kSecondEntry]).subspan(37, 32),
                         l[kSecondEntry + 3].begin() + 37);
     }),
     "entries", "entry.proof.choice", kSecondEntry + 3},
    {"entry_with_another_credentials_key",
     entered(2, [](const TinyLetter& letter) { return letter.entry(3, Answers{1, 1, 1}); }),
     "entries", "entry.proof.choice", kSecondEntry + 2},
    {"choice_without_the_credentials_key",
     entered(2,
             [](const TinyLetter& letter) {
               const auto& f = letter.foundation();
               const proof::EntryContext context = letter.context();
               const auto previous = letter.entry(2, Answers{1, 1, 1}).sealed();
               const proof::EntryPlace place{2, 2, &f.credentials[2], &previous};
               return proof::make_choice_entry(f.ops, context, place, f.keys[3],
                                               proof::Choice::none(context.shape()),
                                               letter.randomness());
             }),
     "entries", "entry.proof.choice", kSecondEntry + 2},
    {"cover_of_another_entry",
     entered(2,
             [](const TinyLetter& letter) {
               const auto& f = letter.foundation();
               const proof::EntryContext context = letter.context();
               const auto other = letter.entry(2, Answers{1, 1, 1}).sealed();
               const proof::EntryPlace place{2, 2, &f.credentials[2], &other};
               return proof::make_cover_entry(f.ops, context, place, f.secrets->cover,
                                              letter.randomness());
             }),
     "entries", "entry.proof.choice", kSecondEntry + 2},
    {"epochs_number_is_another", epoch_leaf(kFirstEpochLeaf, [](auto& e) { e.epoch = 2; }),
     "epochs", "epoch.number", kFirstEpochLeaf},
    {"epoch_leaf_too_long", altered([](Leaves& l) { l[kFirstEpochLeaf].push_back(0); }), "epochs",
     "epoch.encoding", kFirstEpochLeaf},
    {"epoch_ends_when_the_one_before_did",
     epoch_leaf(
         kSecondEpochLeaf,
         [](auto& e) { e.end = static_cast<std::uint64_t>(six_people()->manifest.epoch_end(1)); }),
     "epochs", "epoch.end", kSecondEpochLeaf},
    {"last_epoch_ends_before_the_earliest_opening",
     [] {
       Leaves leaves = opened_letter().leaves();
       for (const std::size_t at : {kFirstEpochLeaf, kSecondEpochLeaf}) {
         auto epoch = *letter::EpochLeaf::parse(base::ByteView(leaves[at]).subspan(5));
         epoch.end -= 61;
         leaves[at] = letter::encode_leaf(LeafKind::kEpoch, epoch.encode());
       }
       return signed_again(std::move(leaves));
     },
     "epochs", "epoch.end", kSecondEpochLeaf},
    {"checkpoint_of_another_tree",
     epoch_leaf(kFirstEpochLeaf,
                [](auto& e) {
                  Leaves other = opened_letter().leaves();
                  other.resize(kFirstEpochLeaf);
                  other[0][9] ^= 1;
                  e.note = note_of(other, six_people()->log_key());
                }),
     "epochs", "epoch.checkpoint", kFirstEpochLeaf},
    {"checkpoint_of_another_size",
     epoch_leaf(kFirstEpochLeaf,
                [](auto& e) {
                  Leaves other = opened_letter().leaves();
                  other.resize(kFirstEpochLeaf - 1);
                  e.note = note_of(other, six_people()->log_key());
                }),
     "epochs", "epoch.checkpoint", kFirstEpochLeaf},
    {"checkpoint_by_another_key",
     epoch_leaf(kFirstEpochLeaf,
                [](auto& e) {
                  Leaves leaves = opened_letter().leaves();
                  leaves.resize(kFirstEpochLeaf);
                  e.note =
                      note_of(leaves, {six_people()->manifest.log_origin, *six_people()->issuer});
                }),
     "epochs", "epoch.checkpoint", kFirstEpochLeaf},
    {"checkpoint_not_signed",
     epoch_leaf(
         kFirstEpochLeaf,
         [](auto& e) { e.note[e.note.size() - 5] = e.note[e.note.size() - 5] == 'A' ? 'B' : 'A'; }),
     "epochs", "epoch.checkpoint", kFirstEpochLeaf},
};
INSTANTIATE_TEST_SUITE_P(Epochs, AlteredRecord, named(kEpochs), name_of);

}  // namespace
}  // namespace undersigned::test
