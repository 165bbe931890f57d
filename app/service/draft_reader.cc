#include "app/service/draft_reader.h"

#include <array>
#include <string_view>

#include "app/service/draft_items.h"
#include "core/base/encoding.h"
#include "core/base/text.h"
#include "core/base/time_text.h"

namespace undersigned::service {
namespace {

using letter::ManifestFields;

base::Result<letter::Schedule> read_schedule(const base::JsonObject& draft) {
  UNDERSIGNED_TRY(const base::JsonObject object, draft.object("schedule"));
  UNDERSIGNED_TRY_VOID(
      object.only({"start", "earliest_opening", "epoch_seconds", "epochs", "window"}));
  letter::Schedule schedule;
  UNDERSIGNED_TRY(const std::string start, object.text("start", 20));
  UNDERSIGNED_TRY(schedule.start, base::parse_time(start));
  UNDERSIGNED_TRY(const std::string opening, object.text("earliest_opening", 20));
  UNDERSIGNED_TRY(schedule.earliest_opening, base::parse_time(opening));
  UNDERSIGNED_TRY(const std::uint64_t seconds, object.integer("epoch_seconds", 1, 604'800));
  UNDERSIGNED_TRY(const std::uint64_t epochs, object.integer("epochs", 1, 64));
  schedule.epoch_seconds = static_cast<std::uint32_t>(seconds);
  schedule.epochs = static_cast<std::uint32_t>(epochs);
  if (object.has("window")) {
    UNDERSIGNED_TRY(const std::uint64_t window, object.integer("window", 1, schedule.epochs));
    schedule.window = static_cast<std::uint32_t>(window);
  }
  return schedule;
}

base::Result<void> read_authors(const base::JsonObject& draft, ManifestFields& fields) {
  UNDERSIGNED_TRY(const base::Json* authors, draft.array("authors", 32));
  for (std::size_t i = 0; i < authors->size(); ++i) {
    UNDERSIGNED_TRY(const base::JsonObject object,
                    base::JsonObject::of((*authors)[i], "authors[" + std::to_string(i) + "]"));
    UNDERSIGNED_TRY_VOID(object.only({"name", "role", "stake"}));
    letter::Author author;
    UNDERSIGNED_TRY(author.name, object.text("name", letter::kMaxNameBytes));
    UNDERSIGNED_TRY(author.role, object.text("role", letter::kMaxNameBytes));
    UNDERSIGNED_TRY(author.stake, object.text("stake", 400));
    fields.authors.push_back(std::move(author));
  }
  return {};
}

base::Result<void> read_second_issuer(const base::JsonObject& draft, ManifestFields& fields) {
  UNDERSIGNED_TRY(const base::JsonObject object, draft.object("second_issuer"));
  UNDERSIGNED_TRY_VOID(object.only({"name", "key"}));
  letter::Party second;
  UNDERSIGNED_TRY(second.name, object.text("name", letter::kMaxNameBytes));
  UNDERSIGNED_TRY(const std::string key, object.text("key", 64));
  UNDERSIGNED_TRY(second.key, base::array_from_hex<32>(key));
  fields.issuers.push_back(std::move(second));
  return {};
}

base::Result<void> read_witnesses(const base::JsonObject& draft, ManifestFields& fields) {
  UNDERSIGNED_TRY(const base::JsonObject object, draft.object("witnesses"));
  UNDERSIGNED_TRY_VOID(object.only({"required", "keys"}));
  UNDERSIGNED_TRY(fields.witnesses_required, object.integer("required", 1, letter::kMaxWitnesses));
  UNDERSIGNED_TRY(const base::Json* keys, object.array("keys", letter::kMaxWitnesses));
  for (const base::Json& key : *keys) {
    const std::string text = key.is_string() ? key.get<std::string>() : "";
    UNDERSIGNED_TRY(auto witness, log::VerifierKey::parse(text, log::KeyType::kCosignature));
    fields.witnesses.push_back(std::move(witness));
  }
  return {};
}

// One of two values; the first where the draft says nothing.
template <class T>
base::Result<T> read_policy(const base::JsonObject& draft, std::string_view key,
                            const std::array<std::string_view, 2>& values) {
  if (!draft.has(key)) return static_cast<T>(0);
  UNDERSIGNED_TRY(const std::string text, draft.text(key, 40));
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (text == values[i]) return static_cast<T>(i);
  }
  return base::fail("draft.policy", "3",
                    "letter.json: \"" + std::string(key) + "\" is \"" + std::string(values[0]) +
                        "\" or \"" + std::string(values[1]) + "\", not \"" + text + "\".");
}

}  // namespace

base::Result<std::vector<letter::Trustee>> read_draft_trustees(const base::JsonObject& draft) {
  UNDERSIGNED_TRY(const base::JsonObject object, draft.object("trustees"));
  UNDERSIGNED_TRY_VOID(object.only({"threshold", "members"}));
  std::vector<letter::Trustee> trustees;
  UNDERSIGNED_TRY(const base::Json* members, object.array("members", letter::kMaxTrustees));
  for (std::size_t i = 0; i < members->size(); ++i) {
    UNDERSIGNED_TRY(
        const base::JsonObject member,
        base::JsonObject::of((*members)[i], object.path() + ".members[" + std::to_string(i) + "]"));
    UNDERSIGNED_TRY_VOID(member.only({"name", "signing_key", "encryption_key"}));
    letter::Trustee trustee;
    UNDERSIGNED_TRY(trustee.name, member.text("name", letter::kMaxNameBytes));
    UNDERSIGNED_TRY(const std::string signing, member.text("signing_key", 64));
    UNDERSIGNED_TRY(trustee.signing_key, base::array_from_hex<32>(signing));
    UNDERSIGNED_TRY(const std::string encryption, member.text("encryption_key", 64));
    UNDERSIGNED_TRY(const auto encoded, base::array_from_hex<32>(encryption));
    UNDERSIGNED_TRY(trustee.encryption_key, group::Point::parse(encoded));
    trustees.push_back(std::move(trustee));
  }
  return trustees;
}

base::Result<ManifestFields> read_draft(base::ByteView settings, base::ByteView body,
                                        std::uint32_t people) {
  UNDERSIGNED_TRY(const base::Json json, base::parse_json(settings, kMaxDraftBytes));
  UNDERSIGNED_TRY(const base::JsonObject draft, base::JsonObject::of(json, "letter.json"));
  UNDERSIGNED_TRY_VOID(
      draft.only({"language", "title", "addressee", "authors", "items", "schedule",
                  "smallest_cohort", "trustees", "log_origin", "objection_seconds", "second_issuer",
                  "bundle_sha256", "witnesses", "cover", "names"}));
  ManifestFields fields;
  fields.roster_size = people;
  UNDERSIGNED_TRY(fields.language, draft.text("language", 2));
  UNDERSIGNED_TRY(fields.title, draft.text("title", 200));
  UNDERSIGNED_TRY(fields.addressee, draft.text("addressee", 200));
  fields.body = base::as_text(body);
  UNDERSIGNED_TRY_VOID(read_authors(draft, fields));
  UNDERSIGNED_TRY(fields.items, read_draft_items(draft, people));
  UNDERSIGNED_TRY(fields.schedule, read_schedule(draft));
  UNDERSIGNED_TRY(fields.cover, read_policy<letter::Cover>(draft, "cover", letter::kCoverNames));
  UNDERSIGNED_TRY(fields.names,
                  read_policy<letter::NameList>(draft, "names", letter::kNameListNames));
  UNDERSIGNED_TRY(const std::uint64_t smallest, draft.integer("smallest_cohort", 10, 1'000'000));
  fields.smallest_cohort = static_cast<std::uint32_t>(smallest);
  UNDERSIGNED_TRY(const base::JsonObject trustees, draft.object("trustees"));
  UNDERSIGNED_TRY(fields.threshold, trustees.integer("threshold", 1, letter::kMaxThreshold));
  UNDERSIGNED_TRY(fields.trustees, read_draft_trustees(draft));
  fields.issuers = {{.name = "Issuer", .key = {}}};
  if (draft.has("second_issuer")) UNDERSIGNED_TRY_VOID(read_second_issuer(draft, fields));
  UNDERSIGNED_TRY(fields.log_origin, draft.text("log_origin", 120));
  UNDERSIGNED_TRY(const std::uint64_t objection, draft.integer("objection_seconds", 0, 2'592'000));
  fields.objection_seconds = static_cast<std::uint32_t>(objection);
  if (draft.has("witnesses")) UNDERSIGNED_TRY_VOID(read_witnesses(draft, fields));
  if (draft.has("bundle_sha256")) {
    UNDERSIGNED_TRY(fields.bundle_sha256, draft.text("bundle_sha256", 64));
  }
  return fields;
}

}  // namespace undersigned::service
