#include "app/report/beside_table.h"

#include "core/base/time_text.h"
#include "core/letter/beside.h"

namespace undersigned::report {
namespace {

std::string day(std::uint64_t seconds) {
  return base::format_time(static_cast<std::int64_t>(seconds)).substr(0, 10);
}

std::string outcomes_text(const letter::Outcome& outcome) {
  std::string out;
  for (const letter::OutcomeLeaf* leaf : letter::standing_outcomes(outcome)) {
    out += "  " + leaf->item + ": " + std::string(letter::name_of(leaf->fate)) + ", " +
           day(leaf->date) + " (" + outcome.manifest.authors[leaf->author - 1u].name + ")\n";
    if (!leaf->text.empty()) out += "    " + leaf->text + "\n";
    for (const std::string& evidence : leaf->evidence) out += "    see " + evidence + "\n";
  }
  return out.empty() ? "" : "\nWhat became of it\n" + out;
}

std::string offers_text(const letter::Outcome& outcome) {
  std::string out;
  for (const letter::OfferLeaf* leaf : letter::standing_offers(outcome)) {
    const letter::Offer& offer = leaf->offer;
    out += "  " + offer.company + ": " + std::to_string(offer.places) + " places, " +
           std::string(letter::word_of(offer.firmness)) + " " + day(offer.made) + ", until " +
           day(offer.expires) + "\n    who may apply: " + offer.who +
           "\n    place of work: " + offer.place_of_work +
           "\n    matched pay: " + std::string(letter::word_of(offer.matched_pay)) + "\n";
    for (const letter::OfferFact& fact : offer.facts) {
      out += "    its last year: " + std::string(letter::word_of(fact.kind)) + ", " +
             day(fact.date) + ": " + fact.what + " (" + fact.source + ")\n";
    }
  }
  return out.empty() ? "" : "\nOffers, as the companies sign them\n" + out;
}

std::string objections_text(const letter::Outcome& outcome) {
  std::string out;
  for (const letter::ObjectionStatement& objection : outcome.beside.objections) {
    out += "  " + letter::objector_name(objection, outcome.manifest) + ", " + day(objection.date) +
           ": " + objection.text + "\n";
  }
  return out.empty() ? "" : "\nObjections\n" + out;
}

std::string erasures_text(const letter::Outcome& outcome) {
  std::string out;
  for (const letter::ErasureStatement& erasure : outcome.beside.erasures) {
    out += "  " + outcome.manifest.trustees[erasure.trustee - 1u].name + ", " + day(erasure.date) +
           "\n";
  }
  return out.empty() ? "" : "\nTrustees who state that their shares are erased\n" + out;
}

}  // namespace

std::string beside_table(const letter::Outcome& outcome) {
  return outcomes_text(outcome) + offers_text(outcome) + objections_text(outcome) +
         erasures_text(outcome);
}

}  // namespace undersigned::report
