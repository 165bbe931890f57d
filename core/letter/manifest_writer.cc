#include "core/letter/manifest_writer.h"

#include <string>
#include <utility>

#include "core/base/encoding.h"
#include "core/base/json.h"
#include "core/base/time_text.h"

namespace undersigned::letter {
namespace {

using base::Json;

Json json_of(const Author& author) {
  return {{"name", author.name},
          {"role", author.role},
          {"stake", author.stake},
          {"key", base::to_hex(author.key)}};
}

Json json_of(const Party& party) {
  return {{"name", party.name}, {"key", base::to_hex(party.key)}};
}

Json json_of(const Trustee& trustee) {
  return {{"name", trustee.name},
          {"signing_key", base::to_hex(trustee.signing_key)},
          {"encryption_key", base::to_hex(trustee.encryption_key.encode())}};
}

Json json_of(const Release& release) {
  return {{"demands", release.demands},
          {"at_least", release.at_least},
          {"expires", release.expires ? base::format_time(*release.expires) : ""}};
}

Json json_of(const Item& item) {
  Json json = {{"kind", name_of(item.kind)}, {"id", item.id}};
  if (item.kind == ItemKind::kChoice || item.kind == ItemKind::kRanking) {
    json["question"] = item.question;
    json["answers"] = item.answers;
    return json;
  }
  if (item.kind != ItemKind::kSignature) json["text"] = item.text;
  json["ladder"] = Json::array();
  for (int level = 1; item.ladder && level <= item.ladder->levels(); ++level) {
    json["ladder"].push_back(item.ladder->threshold(level));
  }
  if (item.kind == ItemKind::kPledge) json["release"] = json_of(item.release);
  return json;
}

Json json_of(const Schedule& schedule) {
  return {{"start", base::format_time(schedule.start)},
          {"earliest_opening", base::format_time(schedule.earliest_opening)},
          {"epoch_seconds", schedule.epoch_seconds},
          {"epochs", schedule.epochs},
          {"window", schedule.window}};
}

template <class T>
Json list_of(const std::vector<T>& values) {
  Json list = Json::array();
  for (const T& value : values) list.push_back(json_of(value));
  return list;
}

Json witnesses_of(const ManifestFields& draft) {
  Json keys = Json::array();
  for (const log::VerifierKey& witness : draft.witnesses) keys.push_back(witness.format());
  if (keys.empty()) return keys;
  return {{"required", draft.witnesses_required}, {"keys", std::move(keys)}};
}

Json json_of(const ManifestFields& draft) {
  Json json = Json::object();
  json["undersigned"] = 1;
  json["draft"] = kFormatDraft;
  json["language"] = draft.language;
  json["title"] = draft.title;
  json["addressee"] = draft.addressee;
  json["body"] = draft.body;
  json["authors"] = list_of(draft.authors);
  json["roster_size"] = draft.roster_size;
  json["items"] = list_of(draft.items);
  json["schedule"] = json_of(draft.schedule);
  json["cover"] = kCoverNames[static_cast<std::size_t>(draft.cover)];
  json["names"] = kNameListNames[static_cast<std::size_t>(draft.names)];
  json["count"] = "loud";
  json["smallest_cohort"] = draft.smallest_cohort;
  json["trustees"] = {{"threshold", draft.threshold}, {"members", list_of(draft.trustees)}};
  json["issuers"] = list_of(draft.issuers);
  json["registrar"] = json_of(draft.registrar);
  json["log"] = {{"origin", draft.log_origin}, {"key", base::to_hex(draft.log_key)}};
  json["witnesses"] = witnesses_of(draft);
  json["objection_seconds"] = draft.objection_seconds;
  json["bundle_sha256"] = draft.bundle_sha256;
  return json;
}

base::Result<void> check_moment(std::int64_t moment, const char* path) {
  if (moment >= 0 && moment <= base::kLastMoment) return {};
  return base::fail("manifest.time", "3",
                    std::string(path) + " must lie between the years 1970 and 9999.");
}

}  // namespace

base::Result<base::Bytes> write_manifest(const ManifestFields& draft) {
  UNDERSIGNED_TRY_VOID(check_moment(draft.schedule.start, "manifest.schedule.start"));
  UNDERSIGNED_TRY_VOID(
      check_moment(draft.schedule.earliest_opening, "manifest.schedule.earliest_opening"));
  for (const Item& item : draft.items) {
    UNDERSIGNED_TRY_VOID(
        check_moment(item.release.expires.value_or(0), "manifest.items: a pledge's expires"));
  }
  const std::string text =
      json_of(draft).dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
  UNDERSIGNED_TRY(const Manifest manifest, Manifest::parse(base::as_bytes(text)));
  // A text that is not UTF-8 would have been mended on the way; anything that reads back
  // differently is not what the draft says.
  ManifestFields expected = draft;
  expected.options = number_options(expected.items);
  if (static_cast<const ManifestFields&>(manifest) != expected) {
    return base::fail("manifest.text", "3",
                      "A text of the manifest is not valid UTF-8, or an item has what its kind has "
                      "not, such as a choice with a ladder.");
  }
  return manifest.bytes();
}

}  // namespace undersigned::letter
