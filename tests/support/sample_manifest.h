// A small valid letter for tests: invented people, keys that nobody holds.
#pragma once

#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "core/base/bytes.h"
#include "core/group/point.h"
#include "core/hash/sha2.h"
#include "core/letter/manifest.h"
#include "core/letter/manifest_writer.h"

namespace undersigned::test {

// 32 bytes that stand for a key; the same text gives the same ones.
inline base::ByteArray<32> sample_key(std::string_view text) {
  return hash::sha256(base::as_bytes(text));
}

// A valid draft of 12 people, 2 of 3 trustees, one signature and two choices: M = 2·3 + 3 + 2.
inline letter::ManifestFields sample_fields() {
  letter::ManifestFields fields;
  fields.language = "en";
  fields.title = "Bring the night shift back";
  fields.addressee = "The board of Lumen Works";
  fields.body = "We ask for three things.\n\n* light\n* heat\n\t* and time\n";
  fields.authors = {{"Ana Ruiz", "Welder", "Works nights", sample_key("author 1")},
                    {"Bao Lindqvist", "", "", sample_key("author 2")}};
  fields.roster_size = 12;
  letter::Item signature;
  signature.id = "signature";
  signature.kind = letter::ItemKind::kSignature;
  signature.ladder = *settlement::Ladder::parse(std::array<std::uint64_t, 3>{3, 5, 9}, 12);
  letter::Item destination;
  destination.id = "destination";
  destination.question = "Where would you go?";
  destination.answers = {"Stay", "Norhaven", "Elsewhere"};
  letter::Item freedom;
  freedom.id = "freedom-2";
  freedom.question = "Did you feel free?";
  freedom.answers = {"Yes", "No"};
  fields.items = {signature, destination, freedom};
  fields.options = letter::number_options(fields.items);
  fields.schedule = {1'772'355'600, 1'772'442'000, 43'200, 2};
  fields.smallest_cohort = 10;
  fields.threshold = 2;
  for (const char* name : {"Cyd Amara", "Dov Petit", "Eun Salcedo"}) {
    fields.trustees.push_back(
        {name, sample_key(name),
         group::hash_to_group(base::as_bytes(name), base::as_bytes("undersigned-tests"))});
  }
  fields.issuers = {{"Codes and Sons", sample_key("issuer")}};
  fields.registrar = {"Works council", sample_key("registrar")};
  fields.log_origin = "letters.example/night-shift";
  fields.log_key = sample_key("log");
  fields.objection_seconds = 3'600;
  return fields;
}

// The same with every kind of item: a demand of two levels, a pledge that one person may give, and
// a ranking of three answers; M = 11 + 3 + 2 + 9.
inline letter::ManifestFields all_items_fields() {
  letter::ManifestFields fields = sample_fields();
  letter::Item demand, pledge, ranking;
  demand.id = "heat";
  demand.kind = letter::ItemKind::kDemand;
  demand.text = "Heat the hall from October on.";
  demand.ladder = *settlement::Ladder::parse(std::array<std::uint64_t, 2>{4, 8}, 12);
  pledge.id = "resign";
  pledge.kind = letter::ItemKind::kPledge;
  pledge.text = "I hand in my notice within a week.";
  pledge.ladder = *settlement::Ladder::parse(std::array<std::uint64_t, 2>{1, 6}, 12);
  pledge.release = {{"heat"}, 1, 1'780'000'000};
  ranking.id = "order";
  ranking.kind = letter::ItemKind::kRanking;
  ranking.question = "What comes first?";
  ranking.answers = {"Light", "Heat", "Time"};
  fields.items.insert(fields.items.end(), {demand, pledge, ranking});
  fields.options = letter::number_options(fields.items);
  return fields;
}

// The bytes of a draft; ends the program if it is not valid.
inline base::Bytes frozen(const letter::ManifestFields& fields) {
  auto bytes = letter::write_manifest(fields);
  if (!bytes) {
    std::fprintf(stderr, "%s: %s\n", bytes.error().check.c_str(), bytes.error().message.c_str());
    std::abort();
  }
  return *std::move(bytes);
}

inline letter::Manifest manifest_of(const letter::ManifestFields& fields) {
  return *letter::Manifest::parse(frozen(fields));
}

}  // namespace undersigned::test
