#include "app/service/second_issuer.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "app/service/csv.h"
#include "app/service/each.h"
#include "core/base/encoding.h"
#include "core/base/json.h"
#include "core/letter/card.h"

namespace undersigned::service {
namespace {

using base::Json;
using base::JsonObject;

constexpr std::size_t kSecond = 2;  // the issuer's number
constexpr std::size_t kMostRosterParts = 16'384;
constexpr std::array kCodeColumns = {"name",     "email", "role",       "cohort",
                                     "standing", "salt",  "second_code"};

Json file_of(std::string_view kind, const letter::Manifest& manifest) {
  return {{std::string(kind), 1}, {"manifest", base::to_hex(manifest.hash())}};
}

std::string text_of(const Json& file) { return file.dump(1) + "\n"; }

// The object of such a file with these keys; it belongs to this manifest.
base::Result<JsonObject> object_of(const Json& json, std::string_view kind,
                                   std::initializer_list<std::string_view> keys,
                                   const letter::Manifest& manifest) {
  UNDERSIGNED_TRY(const JsonObject file, JsonObject::of(json, "file"));
  if (!file.integer(kind, 1, 1)) {
    return base::fail("issuer.format", "5",
                      "This is not a file of the kind " + std::string(kind) + ", version 1.");
  }
  UNDERSIGNED_TRY_VOID(file.only(keys));
  UNDERSIGNED_TRY(const std::string hash, file.text("manifest", 64));
  if (hash != base::to_hex(manifest.hash())) {
    return base::fail("issuer.letter", "5",
                      "This file belongs to another letter, or to another version of this one.");
  }
  return file;
}

base::Result<const Json*> one_each(const JsonObject& file, std::string_view key,
                                   const letter::Manifest& manifest) {
  UNDERSIGNED_TRY(const Json* list, file.array(key, 2 * std::size_t{letter::kMaxPeople}));
  if (list->size() < manifest.roster_size) {
    return base::fail("issuer.count", "5",
                      "The file has " + std::to_string(list->size()) + " " + std::string(key) +
                          "; " + std::to_string(manifest.roster_size) + " people sign.");
  }
  return list;
}

// From a row of the file of codes.
base::Result<Holder> second_holder(const std::vector<std::string>& row) {
  Holder holder{{row[0], row[2], row[3], row[1], row[4] == "testifies"}, {}};
  if (!row[5].empty()) {
    const auto salt = base::array_from_hex<sizeof(letter::NameSalt)>(row[5]);
    if (!salt) return base::fail("card.salt", "5", "The salt is not 64 hexadecimal digits.");
    holder.person.salt = *salt;
  }
  UNDERSIGNED_TRY(holder.code, base::parse_code(row[6]));
  return holder;
}

base::Error not_a_half(std::size_t i) {
  return {"issuer.half", "5", "Half " + std::to_string(i) + " is not 96 bytes in hexadecimal."};
}

}  // namespace

std::string issuer_list_json(const letter::Manifest& manifest, const std::vector<Person>& people) {
  Json file = file_of("undersigned-list", manifest);
  file["people"] = Json::array();
  for (const Person& person : people) file["people"].push_back(person_json(person));
  return text_of(file);
}

base::Result<std::vector<Person>> parse_issuer_list(base::ByteView json,
                                                    const letter::Manifest& manifest) {
  UNDERSIGNED_TRY(const Json parsed, base::parse_json(json, kMostIssuerFileBytes));
  UNDERSIGNED_TRY(
      const JsonObject file,
      object_of(parsed, "undersigned-list", {"undersigned-list", "manifest", "people"}, manifest));
  UNDERSIGNED_TRY(const Json* list, one_each(file, "people", manifest));
  std::vector<Person> people;
  for (std::size_t i = 0; i < list->size(); ++i) {
    UNDERSIGNED_TRY(const JsonObject entry,
                    JsonObject::of((*list)[i], "people[" + std::to_string(i) + "]"));
    UNDERSIGNED_TRY_VOID(entry.only({"name", "role", "cohort", "email", "standing", "salt"}));
    UNDERSIGNED_TRY(Person person, parse_person(entry));
    people.push_back(std::move(person));
  }
  return people;
}

std::string halves_json(const letter::Manifest& manifest, const Halves& halves) {
  Json file = file_of("undersigned-halves", manifest);
  file["list"] = base::to_hex(halves.list);
  file["halves"] = Json::array();
  for (const letter::Half& half : halves.halves)
    file["halves"].push_back(base::to_hex(half.point) + base::to_hex(half.proof));
  return text_of(file);
}

base::Result<Halves> parse_halves(base::ByteView json, const letter::Manifest& manifest) {
  UNDERSIGNED_TRY(const Json parsed, base::parse_json(json, kMostIssuerFileBytes));
  UNDERSIGNED_TRY(const JsonObject file,
                  object_of(parsed, "undersigned-halves",
                            {"undersigned-halves", "manifest", "list", "halves"}, manifest));
  UNDERSIGNED_TRY(const Json* list, one_each(file, "halves", manifest));
  Halves read;
  UNDERSIGNED_TRY(const std::string digest, file.text("list", 64));
  UNDERSIGNED_TRY(read.list, base::array_from_hex<32>(digest));
  std::vector<letter::Half>& halves = read.halves;
  halves.resize(list->size());
  for (std::size_t i = 0; i < halves.size(); ++i) {
    if (!(*list)[i].is_string()) return std::unexpected(not_a_half(i));
    const auto bytes =
        base::array_from_hex<letter::kHalfBytes>((*list)[i].get_ref<const std::string&>());
    if (!bytes) return std::unexpected(not_a_half(i));
    std::copy_n(bytes->begin(), halves[i].point.size(), halves[i].point.begin());
    std::copy(bytes->begin() + halves[i].point.size(), bytes->end(), halves[i].proof.begin());
  }
  return read;
}

std::string roster_draft_json(const letter::Manifest& manifest,
                              const std::vector<base::Bytes>& payloads) {
  Json file = file_of("undersigned-roster-draft", manifest);
  file["payloads"] = Json::array();
  for (const base::Bytes& payload : payloads) file["payloads"].push_back(base::to_base64(payload));
  return text_of(file);
}

base::Result<std::vector<base::Bytes>> parse_roster_draft(base::ByteView json,
                                                          const letter::Manifest& manifest) {
  UNDERSIGNED_TRY(const Json parsed, base::parse_json(json, kMostIssuerFileBytes));
  UNDERSIGNED_TRY(const JsonObject file,
                  object_of(parsed, "undersigned-roster-draft",
                            {"undersigned-roster-draft", "manifest", "payloads"}, manifest));
  UNDERSIGNED_TRY(const Json* list, file.array("payloads", kMostRosterParts));
  std::vector<base::Bytes> payloads;
  for (const Json& payload : *list) {
    if (!payload.is_string()) return base::fail("issuer.format", "5", "A payload is a text.");
    UNDERSIGNED_TRY(base::Bytes bytes,
                    base::from_base64(payload.get_ref<const std::string&>(), 65'535));
    payloads.push_back(std::move(bytes));
  }
  return payloads;
}

std::string roster_signature_json(const letter::Manifest& manifest,
                                  const group::Signature& signature) {
  Json file = file_of("undersigned-roster-signature", manifest);
  file["signature"] = base::to_hex(signature);
  return text_of(file);
}

base::Result<group::Signature> parse_roster_signature(base::ByteView json,
                                                      const letter::Manifest& manifest) {
  UNDERSIGNED_TRY(const Json parsed, base::parse_json(json, 4'096));
  UNDERSIGNED_TRY(const JsonObject file,
                  object_of(parsed, "undersigned-roster-signature",
                            {"undersigned-roster-signature", "manifest", "signature"}, manifest));
  UNDERSIGNED_TRY(const std::string hex, file.text("signature", 128));
  return base::array_from_hex<sizeof(group::Signature)>(hex);
}

base::Result<void> check_second_key(const letter::Manifest& manifest, const KeyFile& key) {
  if (manifest.issuers.size() == kSecond &&
      manifest.issuers[kSecond - 1].key == key.signing().public_key())
    return {};
  return base::fail("issuer.key", "5",
                    "This key is not the one of this letter's second issuer; the manifest names "
                    "who that is.");
}

std::string second_codes_csv(const std::vector<Person>& people,
                             const std::vector<base::CanonicalCode>& codes) {
  // In the order of credentials the file would say who has which.
  std::vector<std::size_t> order(people.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return people[i].name; });
  std::string table = csv_row({kCodeColumns.begin(), kCodeColumns.end()});
  for (const std::size_t i : order) {
    const Person& person = people[i];
    const base::CodeText typed = base::format_code(codes[i]);
    table += csv_row({person.name, person.email, person.role, person.cohort,
                      person.testifies ? "testifies" : "signs",
                      person.salt ? base::to_hex(*person.salt) : "",
                      std::string(typed.reveal().begin(), typed.reveal().end())});
  }
  return table;
}

base::Result<std::vector<Holder>> parse_second_codes(base::ByteView csv,
                                                     const letter::Manifest& manifest) {
  UNDERSIGNED_TRY(const CsvTable table, parse_csv(csv));
  if (!std::ranges::equal(table.header, kCodeColumns)) {
    return base::fail("issuer.format", "5",
                      "This is not a file of second codes, as `issuer codes` makes it: its first "
                      "line is not name,email,role,cohort,standing,salt,second_code.");
  }
  if (table.rows.size() < manifest.roster_size) {
    return base::fail("issuer.count", "5",
                      "The file has codes for " + std::to_string(table.rows.size()) + " people; " +
                          std::to_string(manifest.roster_size) + " sign.");
  }
  std::vector<Holder> holders;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    auto holder = second_holder(table.rows[i]);
    if (!holder) {
      return base::fail(holder.error().check, "5",
                        "Line " + std::to_string(table.lines[i]) + ": " + holder.error().message);
    }
    holders.push_back(*std::move(holder));
  }
  return holders;
}

base::Result<SecondCodes> make_second_codes(const letter::Manifest& manifest, const KeyFile& key,
                                            std::uint32_t people, const Runtime& runtime) {
  UNDERSIGNED_TRY_VOID(check_second_key(manifest, key));
  SecondCodes made;
  for (std::uint32_t i = 0; i < people; ++i)
    made.codes.push_back(base::random_code(runtime.randomness));
  const auto half_of = [&](std::size_t i, const Runtime& own) -> base::Result<letter::Half> {
    const group::SecretScalar half = letter::half_key(made.codes[i], key.signing().public_key());
    return letter::make_half(own.ops, manifest.hash(), kSecond, static_cast<std::uint32_t>(i), half,
                             own.randomness);
  };
  UNDERSIGNED_TRY(made.halves, make_each<letter::Half>("making codes", people, runtime, half_of));
  return made;
}

namespace {

// Each person of the list has their place in the roster: a credential of their standing in their
// cohort, and, if they sign, a name in its list that is nobody else's.
base::Result<void> compare_list(std::span<const Person> people, const letter::Roster& roster) {
  if (people.size() != roster.credentials()) {
    return base::fail("issuer.list", "5",
                      "The roster has " + std::to_string(roster.credentials()) +
                          " people, and the list that your codes are for " +
                          std::to_string(people.size()) + "; do not sign it.");
  }
  std::vector<bool> named(roster.size());
  for (std::uint32_t i = 0; i < roster.credentials(); ++i) {
    const Person& person = people[i];
    const bool signs = i < roster.size();
    bool same = person.testifies != signs && person.cohort == roster.cohort_name(i);
    if (same && signs) {
      const auto rank = roster.find_name(person.name, person.salt);
      same = rank && !named[*rank];
      if (same) named[*rank] = true;
    }
    if (same) continue;
    return base::fail("issuer.list", "5",
                      person.name +
                          " does not stand in the roster as in the list that your codes are for; "
                          "do not sign it, and ask the registrar.");
  }
  return {};
}

}  // namespace

base::Result<group::Signature> sign_roster_draft(const letter::Manifest& manifest,
                                                 const KeyFile& key, base::ByteView list,
                                                 const Halves& halves,
                                                 const std::vector<base::Bytes>& payloads,
                                                 const Runtime& runtime) {
  UNDERSIGNED_TRY_VOID(check_second_key(manifest, key));
  if (hash::sha256(list) != halves.list) {
    return base::fail("issuer.list", "5",
                      "Your halves were made for another list than this; give the one that your "
                      "codes are for.");
  }
  UNDERSIGNED_TRY(const std::vector<Person> people, parse_issuer_list(list, manifest));
  letter::RosterReader reader(manifest);
  UNDERSIGNED_TRY(
      const letter::Roster roster,
      reader.check_draft(payloads, kSecond, halves.halves, runtime.randomness, runtime.executor));
  UNDERSIGNED_TRY_VOID(compare_list(people, roster));
  return key.signing().sign(
      letter::issuer_message(manifest.hash(), kSecond, letter::roster_digest(payloads)));
}

}  // namespace undersigned::service
