// Whole records of a few people: one whose names open, one that is counted only, one that fails,
// and what else a record may hold.
#include <functional>

#include "core/letter/erasure.h"
#include "core/letter/shown_names.h"
#include "tests/tools/made_vectors.h"
#include "tests/tools/record_letters.h"
#include "tests/tools/vector_json.h"

namespace undersigned::test {
namespace {

using base::Json;
using letter::LeafKind;

Json ladders_json(const std::vector<letter::LadderTally>& tallies) {
  Json out = Json::array();
  for (const letter::LadderTally& tally : tallies) {
    out.push_back({{"counts", tally.counts},
                   {"level", tally.level},
                   {"people", tally.people},
                   {"opposed", tally.opposed ? Json(*tally.opposed) : Json()}});
  }
  return out;
}

Json tallies_json(const letter::TalliedItems& tallies) {
  Json out = {{"choices", Json::array()},
              {"demands", ladders_json(tallies.demands)},
              {"pledges", ladders_json(tallies.pledges)},
              {"rankings", Json::array()}};
  for (const auto& tally : tallies.choices) out["choices"].push_back(tally.counts);
  for (const auto& tally : tallies.rankings) out["rankings"].push_back(tally.counts);
  return out;
}

Json answers_json(const TinyLetter& letter) {
  const TrueOutcome truth = letter.truth();
  constexpr const char* kStates[] = {"in progress", "opened with names", "opened, counted only",
                                     "failed"};
  Json out;
  out["state"] = kStates[static_cast<std::size_t>(truth.state)];
  out["named"] = truth.count.named;
  out["counted"] = truth.count.counted;
  out["names_level"] = truth.settlement.names_level;
  out["counted_level"] = truth.settlement.counted_level;
  out["signatures"] = truth.settlement.signatures;
  out["names"] = Json::array();
  for (const std::uint32_t i : truth.names) {
    const letter::Card card = letter.foundation().card_of(i);
    out["names"].push_back({{"credential", i}, {"name", card.name}, {"cohort", card.cohort}});
  }
  out["tallies"] = tallies_json(truth.tallies);
  return out;
}

// The closing epoch is drawn among the last two of three, and the second closes; a witness has
// cosigned the record.
struct DrawnLetter {
  DrawnLetter() {
    sodium::initialise();
    sodium::SeededRandomness randomness({24});
    witness = std::make_unique<sodium::SigningKey>(sodium::SigningKey::generate(randomness));
    TinyPlan plan{.people = 4, .ladder = {2, 4}, .epochs = 3, .seed = 23};
    plan.window = 2;
    plan.witnesses = {*log::VerifierKey::of("witness.example/w1", witness->public_key(),
                                            log::KeyType::kCosignature)};
    plan.witnesses_required = 1;
    // The first letter whose draw says so.
    do {
      foundation = std::make_shared<const TinyFoundation>(plan);
      ++plan.seed;
    } while (!two_epochs().draw_closes());
  }
  TinyLetter two_epochs() const {
    TinyLetter letter(foundation, 5);
    letter.holding().epoch({Answers{1, 1, 1}, std::nullopt, std::nullopt, Answers{4, 2, 0}});
    return letter.epoch({std::nullopt, Answers{2, 2, 0}, Answers{1, 0, 2}, Answers{3, 3, 1}});
  }
  TinyLetter closed() const { return two_epochs().draw(); }
  Files cosigned(const TinyLetter& letter) const {
    Files files = letter.files();
    const log::Frontier tree = tree_of(letter.leaves());
    const log::Checkpoint checkpoint{letter.manifest().log_origin, tree.size(), tree.root()};
    constexpr std::uint64_t kTime = 1'772'442'000;
    const std::string text = log::cosigned_text(checkpoint.text(), kTime);
    const log::VerifierKey& key = letter.manifest().witnesses[0];
    const std::string line =
        log::NoteSignature{key.name(), key.id(), witness->sign(base::as_bytes(text)), kTime}
            .format();
    files["checkpoint"].insert(files["checkpoint"].end(), line.begin(), line.end());
    return files;
  }

  std::unique_ptr<sodium::SigningKey> witness;
  std::shared_ptr<const TinyFoundation> foundation;
};

// The failed letter once two of three trustees have erased, and without its entries.
Files withheld(const TinyLetter& letter) {
  TinyLetter erased(letter);
  for (const std::uint8_t trustee : {std::uint8_t{1}, std::uint8_t{3}}) {
    const auto end = static_cast<std::uint64_t>(letter.manifest().epoch_end(2));
    letter::ErasureStatement statement{trustee, end + letter.manifest().objection_seconds, {}};
    statement.sign(letter.foundation().fingerprint,
                   letter.foundation().trustees->signers[trustee - 1u]);
    erased.append(LeafKind::kStatement, statement.encode());
  }
  return folder_of(erased.leaves(), letter.foundation().log_key(), withhold_entries);
}

// Of a letter that is complete.
Json record_json(const TinyLetter& letter,
                 const std::function<Files(const TinyLetter&)>& files = &TinyLetter::files) {
  Json out;
  out["comment"] =
      "A record of a draft (docs/protocol.md 8): every file of its folder in hexadecimal, its "
      "fingerprint, and what a verifier says of it.";
  out["draft"] = letter::kFormatDraft;
  out["fingerprint"] = hex(letter.foundation().fingerprint);
  out["outcome"] = answers_json(letter);
  for (const auto& [path, bytes] : files(letter)) out["files"][path] = hex(bytes);
  return out;
}

}  // namespace

base::Json make_items_record() { return record_json(closed_with_all_items().finish()); }
base::Json make_opened_record() { return record_json(closed_to_open().finish()); }
base::Json make_uncovered_record() { return record_json(closed_without_cover().finish()); }
base::Json make_counted_record() { return record_json(closed_to_count().finish()); }
base::Json make_failed_record() { return record_json(closed_to_fail().finish()); }
base::Json make_beside_record() {
  Json out = record_json(with_beside());
  out["outcome"]["beside"] = {{"offers", 2},
                              {"replaced", {1}},
                              {"objections", {"trustee 2", "credential 3"}},
                              {"withdrawn", {2}},
                              {"fates", {"pending", "partly"}}};
  return out;
}
base::Json make_amended_record() {
  Json out = record_json(with_amendments());
  out["outcome"]["amendments"] = 3;
  out["outcome"]["testifying"] = 2;
  return out;
}
base::Json make_committed_record() {
  const TinyLetter letter = with_committed_names();
  const TinyFoundation& foundation = letter.foundation();
  Json out = record_json(letter);
  out["outcome"]["amendments"] = 1;
  out["outcome"]["testifying"] = 0;
  letter::ShownNames shown{foundation.manifest.hash(), {}};
  for (std::size_t rank = 0; rank < foundation.names.size(); ++rank)
    shown.names.push_back({foundation.names[rank], foundation.salts[rank]});
  out["shown_names"] = Json::parse(shown.write());
  return out;
}
base::Json make_drawn_record() {
  const DrawnLetter drawn;
  return record_json(drawn.closed().finish(),
                     [&](const TinyLetter& letter) { return drawn.cosigned(letter); });
}
base::Json make_withheld_record() { return record_json(closed_to_fail().finish(), withheld); }

}  // namespace undersigned::test
