#include "core/letter/beside_json.h"

#include "core/base/encoding.h"
#include "core/base/time_text.h"
#include "core/letter/beside.h"

namespace undersigned::letter {
namespace {

using base::Json;

std::string moment(std::uint64_t seconds) {
  return base::format_time(static_cast<std::int64_t>(seconds));
}

Json facts_json(const Offer& offer) {
  Json facts = Json::array();
  for (const OfferFact& fact : offer.facts) {
    facts.push_back({{"kind", word_of(fact.kind)},
                     {"date", moment(fact.date)},
                     {"people", fact.people == 0 ? Json() : Json(fact.people)},
                     {"what", fact.what},
                     {"source", fact.source}});
  }
  return facts;
}

Json offers_json(const Outcome& outcome) {
  Json offers = Json::array();
  for (const OfferLeaf& leaf : outcome.beside.offers) {
    const Offer& offer = leaf.offer;
    offers.push_back(
        {{"number", leaf.number},
         {"stands", offer_stands(outcome.beside.offers, leaf.number) && offer.places > 0},
         {"company", offer.company},
         {"company_key", base::to_hex(leaf.company_key)},
         {"places", offer.places},
         {"who", offer.who},
         {"matched_pay", word_of(offer.matched_pay)},
         {"place_of_work", offer.place_of_work},
         {"made", moment(offer.made)},
         {"expires", moment(offer.expires)},
         {"firmness", word_of(offer.firmness)},
         {"replaces", offer.replaces == 0 ? Json() : Json(offer.replaces)},
         {"facts", facts_json(offer)}});
  }
  return offers;
}

Json objections_json(const Outcome& outcome) {
  Json objections = Json::array();
  for (const ObjectionStatement& objection : outcome.beside.objections) {
    objections.push_back({{"by", objector_name(objection, outcome.manifest)},
                          {"date", moment(objection.date)},
                          {"text", objection.text}});
  }
  return objections;
}

Json erasures_json(const Outcome& outcome) {
  Json erasures = Json::array();
  for (const ErasureStatement& erasure : outcome.beside.erasures) {
    erasures.push_back({{"trustee", outcome.manifest.trustees[erasure.trustee - 1u].name},
                        {"date", moment(erasure.date)}});
  }
  return erasures;
}

Json withdrawals_json(const Outcome& outcome) {
  Json withdrawals = Json::array();
  for (const WithdrawalLeaf& withdrawal : outcome.beside.withdrawals) {
    withdrawals.push_back({{"credential", withdrawal.credential},
                           {"date", moment(withdrawal.date)},
                           {"reason", withdrawal.reason}});
  }
  return withdrawals;
}

Json outcomes_json(const Outcome& outcome) {
  Json outcomes = Json::array();
  for (const OutcomeLeaf& leaf : outcome.beside.outcomes) {
    outcomes.push_back({{"number", leaf.number},
                        {"item", leaf.item},
                        {"state", name_of(leaf.fate)},
                        {"date", moment(leaf.date)},
                        {"text", leaf.text},
                        {"evidence", leaf.evidence},
                        {"author", outcome.manifest.authors[leaf.author - 1u].name}});
  }
  return outcomes;
}

}  // namespace

Json beside_json(const Outcome& outcome) {
  return {{"offers", offers_json(outcome)},
          {"objections", objections_json(outcome)},
          {"erasures", erasures_json(outcome)},
          {"withdrawals", withdrawals_json(outcome)},
          {"outcomes", outcomes_json(outcome)}};
}

}  // namespace undersigned::letter
