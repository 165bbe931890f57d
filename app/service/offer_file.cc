#include "app/service/offer_file.h"

#include <array>
#include <string_view>

#include "core/base/encoding.h"
#include "core/base/text.h"
#include "core/base/time_text.h"

namespace undersigned::service {
namespace {

using base::Json;
using base::JsonObject;

constexpr std::size_t kMaxOfferBytes = 262'144;
constexpr std::int64_t kDay = 86'400;
constexpr std::array<std::string_view, 3> kPay = {"not said", "yes", "no"};
constexpr std::array<std::string_view, 3> kFirmness = {"announced", "written", "signed"};
constexpr std::array<std::string_view, 3> kFacts = {"layoffs", "pay freeze", "cut bonuses"};

// The place of a word in its list.
base::Result<std::size_t> word(const JsonObject& object, std::string_view key,
                               const std::array<std::string_view, 3>& words) {
  UNDERSIGNED_TRY(const std::string text, object.text(key, 40));
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == text) return i;
  }
  return base::fail("offer.word", "15",
                    object.path() + "." + std::string(key) +
                        " is one of: " + std::string(words[0]) + ", " + std::string(words[1]) +
                        ", " + std::string(words[2]) + ".");
}

base::Result<std::string> line(const JsonObject& object, std::string_view key, std::size_t max) {
  UNDERSIGNED_TRY(std::string text, object.text(key, max));
  const std::string path = object.path() + "." + std::string(key);
  UNDERSIGNED_TRY_VOID(base::check_text(text, base::TextKind::kLine, path));
  if (text.empty()) return base::fail("offer.text", "15", path + " is empty.");
  return text;
}

base::Result<std::uint64_t> moment(const JsonObject& object, std::string_view key) {
  UNDERSIGNED_TRY(const std::string text, object.text(key, 20));
  UNDERSIGNED_TRY(const std::int64_t seconds, base::parse_time(text));
  return static_cast<std::uint64_t>(seconds);
}

base::Result<std::uint32_t> people(const JsonObject& object, std::string_view key) {
  UNDERSIGNED_TRY(const std::uint64_t number, object.integer(key, 0, UINT32_MAX));
  return static_cast<std::uint32_t>(number);
}

base::Result<letter::OfferFact> read_fact(const Json& value, const std::string& path) {
  UNDERSIGNED_TRY(const JsonObject object, JsonObject::of(value, path));
  UNDERSIGNED_TRY_VOID(object.only({"kind", "date", "people", "what", "source"}));
  letter::OfferFact fact;
  UNDERSIGNED_TRY(const std::size_t kind, word(object, "kind", kFacts));
  fact.kind = static_cast<letter::FactKind>(kind + 1);
  UNDERSIGNED_TRY(fact.date, moment(object, "date"));
  UNDERSIGNED_TRY(fact.people, people(object, "people"));
  UNDERSIGNED_TRY(fact.what, line(object, "what", 400));
  UNDERSIGNED_TRY(fact.source, line(object, "source", 400));
  return fact;
}

base::Result<letter::Offer> read_offer(const JsonObject& object) {
  UNDERSIGNED_TRY_VOID(object.only({"company", "places", "who", "matched_pay", "place_of_work",
                                    "made", "expires", "firmness", "replaces", "facts"}));
  letter::Offer offer;
  UNDERSIGNED_TRY(offer.company, line(object, "company", letter::kMaxNameBytes));
  UNDERSIGNED_TRY(offer.places, people(object, "places"));
  UNDERSIGNED_TRY(offer.who, line(object, "who", 400));
  UNDERSIGNED_TRY(const std::size_t pay, word(object, "matched_pay", kPay));
  offer.matched_pay = static_cast<letter::MatchedPay>(pay);
  UNDERSIGNED_TRY(offer.place_of_work, line(object, "place_of_work", 400));
  UNDERSIGNED_TRY(offer.made, moment(object, "made"));
  UNDERSIGNED_TRY(offer.expires, moment(object, "expires"));
  UNDERSIGNED_TRY(const std::size_t firmness, word(object, "firmness", kFirmness));
  offer.firmness = static_cast<letter::Firmness>(firmness + 1);
  UNDERSIGNED_TRY(const std::uint64_t replaces, object.integer("replaces", 0, UINT16_MAX));
  offer.replaces = static_cast<std::uint16_t>(replaces);
  UNDERSIGNED_TRY(const Json* facts, object.array("facts", letter::kMaxOfferFacts));
  for (std::size_t i = 0; i < facts->size(); ++i) {
    const std::string path = object.path() + ".facts[" + std::to_string(i) + "]";
    UNDERSIGNED_TRY(letter::OfferFact fact, read_fact((*facts)[i], path));
    offer.facts.push_back(std::move(fact));
  }
  // Dates and everything else that the record asks for.
  return letter::Offer::parse(offer.encode());
}

std::string time_of(std::uint64_t seconds) {
  return base::format_time(static_cast<std::int64_t>(seconds));
}

}  // namespace

std::string offer_template(std::int64_t now) {
  letter::Offer offer;
  offer.company = "The company's name";
  offer.places = 100;
  offer.who = "Who may apply: everybody, or which roles";
  offer.place_of_work = "Where the work is: which town, from home";
  offer.made = static_cast<std::uint64_t>(now - now % kDay);
  offer.expires = offer.made + 30 * kDay;
  offer.facts = {{letter::FactKind::kLayoffs, offer.made - 90 * kDay, 0,
                  "What happened; remove this entry if nothing did", "Where it can be read"}};
  return offer_json(offer).dump(2) + "\n";
}

base::Result<letter::Offer> parse_offer(base::ByteView json) {
  UNDERSIGNED_TRY(const Json value, base::parse_json(json, kMaxOfferBytes));
  UNDERSIGNED_TRY(const JsonObject object, JsonObject::of(value, "offer"));
  return read_offer(object);
}

Json offer_json(const letter::Offer& offer) {
  Json facts = Json::array();
  for (const letter::OfferFact& fact : offer.facts) {
    facts.push_back({{"kind", kFacts[static_cast<std::size_t>(fact.kind) - 1]},
                     {"date", time_of(fact.date)},
                     {"people", fact.people},
                     {"what", fact.what},
                     {"source", fact.source}});
  }
  return {{"company", offer.company},
          {"places", offer.places},
          {"who", offer.who},
          {"matched_pay", kPay[static_cast<std::size_t>(offer.matched_pay)]},
          {"place_of_work", offer.place_of_work},
          {"made", time_of(offer.made)},
          {"expires", time_of(offer.expires)},
          {"firmness", kFirmness[static_cast<std::size_t>(offer.firmness) - 1]},
          {"replaces", offer.replaces},
          {"facts", std::move(facts)}};
}

std::string SignedOffer::write() const {
  const Json file = {{"undersigned-offer", 1},
                     {"fingerprint", base::to_hex(fingerprint)},
                     {"offer", offer_json(offer)},
                     {"key", base::to_hex(key)},
                     {"signature", base::to_hex(signature)}};
  return file.dump(2) + "\n";
}

base::Result<SignedOffer> SignedOffer::parse(base::ByteView json) {
  UNDERSIGNED_TRY(const Json value, base::parse_json(json, kMaxOfferBytes));
  UNDERSIGNED_TRY(const JsonObject file, JsonObject::of(value, "offer"));
  if (!file.integer("undersigned-offer", 1, 1)) {
    return base::fail("offer.format", "15",
                      "This is not a signed offer. The company makes one: undersigned offer sign");
  }
  UNDERSIGNED_TRY_VOID(
      file.only({"undersigned-offer", "fingerprint", "offer", "key", "signature"}));
  SignedOffer out;
  UNDERSIGNED_TRY(const std::string fingerprint, file.text("fingerprint", 64));
  UNDERSIGNED_TRY(out.fingerprint, base::array_from_hex<32>(fingerprint));
  UNDERSIGNED_TRY(const JsonObject offer, file.object("offer"));
  UNDERSIGNED_TRY(out.offer, read_offer(offer));
  UNDERSIGNED_TRY(const std::string key, file.text("key", 64));
  UNDERSIGNED_TRY(out.key, base::array_from_hex<32>(key));
  UNDERSIGNED_TRY(const std::string signature, file.text("signature", 128));
  UNDERSIGNED_TRY(out.signature, base::array_from_hex<64>(signature));
  if (!group::verify_ed25519(out.key, letter::offer_message(out.fingerprint, out.offer),
                             out.signature)) {
    return base::fail("offer.signature", "15",
                      "The offer's signature does not hold: something in it was changed after the "
                      "company signed. Ask for it again.");
  }
  return out;
}

SignedOffer sign_offer(const letter::Offer& offer, const hash::Digest256& fingerprint,
                       const sodium::SigningKey& company) {
  return {offer, fingerprint, company.public_key(),
          company.sign(letter::offer_message(fingerprint, offer))};
}

}  // namespace undersigned::service
