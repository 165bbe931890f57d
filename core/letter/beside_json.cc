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

Json offers_json(const Beside& beside) {
  Json offers = Json::array();
  for (const OfferLeaf& leaf : beside.offers) {
    const Offer& offer = leaf.offer;
    offers.push_back({{"number", leaf.number},
                      {"stands", offer_stands(beside.offers, leaf.number) && offer.places > 0},
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

Json objections_json(const Beside& beside, const Manifest& manifest) {
  Json objections = Json::array();
  for (const ObjectionStatement& objection : beside.objections) {
    objections.push_back({{"by", objector_name(objection, manifest)},
                          {"date", moment(objection.date)},
                          {"text", objection.text}});
  }
  return objections;
}

Json erasures_json(const Beside& beside, const Manifest& manifest) {
  Json erasures = Json::array();
  for (const ErasureStatement& erasure : beside.erasures) {
    erasures.push_back({{"trustee", manifest.trustees[erasure.trustee - 1u].name},
                        {"date", moment(erasure.date)}});
  }
  return erasures;
}

Json withdrawals_json(const Beside& beside) {
  Json withdrawals = Json::array();
  for (const WithdrawalLeaf& withdrawal : beside.withdrawals) {
    withdrawals.push_back({{"credential", withdrawal.credential},
                           {"date", moment(withdrawal.date)},
                           {"reason", withdrawal.reason}});
  }
  return withdrawals;
}

Json outcomes_json(const Beside& beside, const Manifest& manifest) {
  Json outcomes = Json::array();
  for (const OutcomeLeaf& leaf : beside.outcomes) {
    outcomes.push_back({{"number", leaf.number},
                        {"item", leaf.item},
                        {"state", name_of(leaf.fate)},
                        {"date", moment(leaf.date)},
                        {"text", leaf.text},
                        {"evidence", leaf.evidence},
                        {"author", manifest.authors[leaf.author - 1u].name}});
  }
  return outcomes;
}

}  // namespace

Json beside_json(const Beside& beside, const Manifest& manifest) {
  return {{"offers", offers_json(beside)},
          {"objections", objections_json(beside, manifest)},
          {"erasures", erasures_json(beside, manifest)},
          {"withdrawals", withdrawals_json(beside)},
          {"outcomes", outcomes_json(beside, manifest)}};
}

}  // namespace undersigned::letter
