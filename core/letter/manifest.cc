#include "core/letter/manifest.h"

#include <algorithm>
#include <utility>

#include "core/base/encoding.h"
#include "core/letter/manifest_items.h"
#include "core/letter/manifest_object.h"

namespace undersigned::letter {
namespace {

using base::Json;
using base::Result;

constexpr int kMaxDepth = 8;
constexpr std::size_t kMaxTitleBytes = 200;
constexpr std::size_t kMaxBodyBytes = 131'072;
constexpr std::size_t kMaxAuthors = 32;
constexpr std::size_t kMaxStakeBytes = 400;
constexpr std::size_t kMaxOriginBytes = 120;
constexpr std::uint32_t kMaxEpochSeconds = 604'800;
constexpr std::uint32_t kLeastSmallestCohort = 10;
constexpr std::uint32_t kMaxObjectionSeconds = 2'592'000;
constexpr std::array<std::string_view, 3> kLanguages = {"en", "fr", "es"};
constexpr std::array<std::string_view, 1> kCounts = {"loud"};

Result<std::uint32_t> small(Result<std::uint64_t> value) {
  if (!value) return std::unexpected(std::move(value).error());
  return static_cast<std::uint32_t>(*value);
}

Result<Party> read_party(const ManifestObject& object) {
  Party party;
  UNDERSIGNED_TRY(party.name, object.text("name", 1, kMaxNameBytes));
  UNDERSIGNED_TRY(party.key, object.key("key"));
  return party;
}

Result<void> read_text(const ManifestObject& root, ManifestFields& fields) {
  UNDERSIGNED_TRY(const std::uint64_t version, root.integer("undersigned", 0, UINT64_MAX));
  if (version != 1) return root.refuse("undersigned", "version", "must be 1, the only version");
  UNDERSIGNED_TRY(const std::uint64_t draft, root.integer("draft", 0, UINT64_MAX));
  if (draft != kFormatDraft) {
    return root.refuse("draft", "draft",
                       "is another draft of the record's format than " +
                           std::to_string(kFormatDraft) +
                           ": take the version of the program that made this letter");
  }
  UNDERSIGNED_TRY(const std::size_t language, root.one_of("language", kLanguages));
  fields.language = kLanguages[language];
  UNDERSIGNED_TRY(fields.title, root.text("title", 1, kMaxTitleBytes));
  UNDERSIGNED_TRY(fields.addressee, root.text("addressee", 1, kMaxTitleBytes));
  UNDERSIGNED_TRY(fields.body, root.text("body", 1, kMaxBodyBytes, base::TextKind::kBody));
  return {};
}

Result<void> read_authors(const ManifestObject& root, ManifestFields& fields) {
  UNDERSIGNED_TRY(const Json* list, root.array("authors", 1, kMaxAuthors));
  for (const Json& value : *list) {
    const std::string path = element_path(root.path("authors"), fields.authors.size());
    UNDERSIGNED_TRY(const auto object,
                    ManifestObject::of(value, path, {"name", "role", "stake", "key"}));
    Author author;
    UNDERSIGNED_TRY(author.name, object.text("name", 1, kMaxNameBytes));
    UNDERSIGNED_TRY(author.role, object.text("role", 0, kMaxNameBytes));
    UNDERSIGNED_TRY(author.stake, object.text("stake", 0, kMaxStakeBytes));
    UNDERSIGNED_TRY(author.key, object.key("key"));
    fields.authors.push_back(std::move(author));
  }
  return {};
}

Result<void> read_schedule(const ManifestObject& root, ManifestFields& fields) {
  UNDERSIGNED_TRY(
      const auto object,
      root.object("schedule", {"start", "earliest_opening", "epoch_seconds", "epochs", "window"}));
  Schedule& schedule = fields.schedule;
  UNDERSIGNED_TRY(schedule.start, object.moment("start"));
  UNDERSIGNED_TRY(schedule.earliest_opening, object.moment("earliest_opening"));
  UNDERSIGNED_TRY(schedule.epoch_seconds,
                  small(object.integer("epoch_seconds", 1, kMaxEpochSeconds)));
  UNDERSIGNED_TRY(schedule.epochs, small(object.integer("epochs", 1, kMaxEpochs)));
  UNDERSIGNED_TRY(schedule.window, small(object.integer("window", 1, schedule.epochs)));
  const std::int64_t end =
      schedule.start +
      static_cast<std::int64_t>(schedule.epochs - schedule.window + 1) * schedule.epoch_seconds;
  if (end < schedule.earliest_opening) {
    return object.refuse("earliest_opening", "schedule",
                         "is after the end of the first epoch that may close the letter: have more "
                         "epochs, longer ones or a smaller window");
  }
  return {};
}

Result<Trustee> read_trustee(const Json& value, const std::string& path) {
  UNDERSIGNED_TRY(const auto object,
                  ManifestObject::of(value, path, {"name", "signing_key", "encryption_key"}));
  Trustee trustee;
  UNDERSIGNED_TRY(trustee.name, object.text("name", 1, kMaxNameBytes));
  UNDERSIGNED_TRY(trustee.signing_key, object.key("signing_key"));
  UNDERSIGNED_TRY(const auto encoded, object.key("encryption_key"));
  auto point = group::Point::parse(encoded);
  if (!point) return object.refuse("encryption_key", "key", "is not a point of ristretto255");
  trustee.encryption_key = *point;
  return trustee;
}

Result<void> read_trustees(const ManifestObject& root, ManifestFields& fields) {
  UNDERSIGNED_TRY(const auto object, root.object("trustees", {"threshold", "members"}));
  UNDERSIGNED_TRY(const Json* list, object.array("members", 1, kMaxTrustees));
  const std::size_t most = std::min(kMaxThreshold, list->size());
  UNDERSIGNED_TRY(const std::uint64_t threshold, object.integer("threshold", 1, most));
  fields.threshold = static_cast<std::size_t>(threshold);
  for (const Json& value : *list) {
    const std::string path = element_path(object.path("members"), fields.trustees.size());
    UNDERSIGNED_TRY(Trustee trustee, read_trustee(value, path));
    for (const Trustee& other : fields.trustees) {
      if (other.signing_key == trustee.signing_key ||
          other.encryption_key == trustee.encryption_key) {
        return base::fail("manifest.duplicate", "3",
                          path + " has a key of a trustee before: each needs keys of their own.");
      }
    }
    fields.trustees.push_back(std::move(trustee));
  }
  return {};
}

Result<void> read_offices(const ManifestObject& root, ManifestFields& fields) {
  UNDERSIGNED_TRY(const Json* issuers, root.array("issuers", 1, kMaxIssuers));
  for (std::size_t i = 0; i < issuers->size(); ++i) {
    const std::string path = element_path(root.path("issuers"), i);
    UNDERSIGNED_TRY(const auto issuer, ManifestObject::of((*issuers)[i], path, {"name", "key"}));
    UNDERSIGNED_TRY(Party party, read_party(issuer));
    if (i > 0 && party.key == fields.issuers[0].key) {
      return base::fail("manifest.duplicate", "3",
                        path + " has the first issuer's key: two issuers are two parties.");
    }
    fields.issuers.push_back(std::move(party));
  }
  UNDERSIGNED_TRY(const auto registrar, root.object("registrar", {"name", "key"}));
  UNDERSIGNED_TRY(fields.registrar, read_party(registrar));
  UNDERSIGNED_TRY(const auto log, root.object("log", {"origin", "key"}));
  UNDERSIGNED_TRY(fields.log_origin, log.text("origin", 1, kMaxOriginBytes));
  constexpr std::string_view kOriginCharacters = "abcdefghijklmnopqrstuvwxyz0123456789./-";
  if (fields.log_origin.find_first_not_of(kOriginCharacters) != std::string::npos) {
    return log.refuse("origin", "origin",
                      "must have only lower-case letters, digits, \".\", \"/\" and \"-\"");
  }
  UNDERSIGNED_TRY(fields.log_key, log.key("key"));
  return {};
}

// [] for none, else {required, keys}.
Result<void> read_witnesses(const Json& value, const ManifestObject& root, ManifestFields& fields) {
  const auto found = value.find("witnesses");
  if (found == value.end() || !found->is_object()) {
    UNDERSIGNED_TRY_VOID(root.array("witnesses", 0, 0));
    return {};
  }
  UNDERSIGNED_TRY(const auto object, root.object("witnesses", {"required", "keys"}));
  UNDERSIGNED_TRY(const Json* keys, object.array("keys", 1, kMaxWitnesses));
  UNDERSIGNED_TRY(const std::uint64_t required, object.integer("required", 1, keys->size()));
  fields.witnesses_required = static_cast<std::size_t>(required);
  for (const Json& text : *keys) {
    const std::string path = element_path(object.path("keys"), fields.witnesses.size());
    if (!text.is_string())
      return base::fail("manifest.type", "3", path + " must be a witness's verifier key, a text.");
    auto key = log::VerifierKey::parse(text.get<std::string>(), log::KeyType::kCosignature);
    if (!key) return base::fail("manifest.witness", "3", path + ": " + key.error().message);
    const bool twice = std::ranges::any_of(fields.witnesses, [&](const log::VerifierKey& other) {
      return other.name() == key->name() || other.key() == key->key();
    });
    if (twice || key->key() == fields.log_key) {
      return base::fail("manifest.duplicate", "3",
                        path +
                            " has the name or key of a witness before, or the log's key: each "
                            "witness is a party of its own.");
    }
    fields.witnesses.push_back(*std::move(key));
  }
  return {};
}

Result<void> read_rules(const ManifestObject& root, ManifestFields& fields) {
  UNDERSIGNED_TRY(const std::size_t cover, root.one_of("cover", kCoverNames));
  fields.cover = static_cast<Cover>(cover);
  UNDERSIGNED_TRY(const std::size_t names, root.one_of("names", kNameListNames));
  fields.names = static_cast<NameList>(names);
  UNDERSIGNED_TRY_VOID(root.one_of("count", kCounts));
  UNDERSIGNED_TRY(fields.smallest_cohort,
                  small(root.integer("smallest_cohort", kLeastSmallestCohort, kMaxPeople)));
  UNDERSIGNED_TRY(fields.objection_seconds,
                  small(root.integer("objection_seconds", 0, kMaxObjectionSeconds)));
  UNDERSIGNED_TRY(fields.bundle_sha256, root.text("bundle_sha256", 0, 64));
  if (!fields.bundle_sha256.empty() && !base::array_from_hex<32>(fields.bundle_sha256)) {
    return root.refuse("bundle_sha256", "key",
                       "must be 64 lower-case hexadecimal digits, or empty");
  }
  return {};
}

Result<void> read_fields(const Json& value, ManifestFields& fields) {
  UNDERSIGNED_TRY(
      const auto root,
      ManifestObject::of(
          value, "manifest",
          {"undersigned",  "draft",     "language",    "title",           "addressee",
           "body",         "authors",   "roster_size", "items",           "schedule",
           "cover",        "names",     "count",       "smallest_cohort", "trustees",
           "issuers",      "registrar", "log",         "witnesses",       "objection_seconds",
           "bundle_sha256"}));
  UNDERSIGNED_TRY_VOID(read_text(root, fields));
  UNDERSIGNED_TRY_VOID(read_authors(root, fields));
  UNDERSIGNED_TRY(fields.roster_size, small(root.integer("roster_size", 1, kMaxPeople)));
  UNDERSIGNED_TRY(const Json* items, root.array("items", 1, kMaxItems));
  UNDERSIGNED_TRY(fields.items, read_items(*items, fields.roster_size));
  UNDERSIGNED_TRY_VOID(read_schedule(root, fields));
  UNDERSIGNED_TRY_VOID(read_rules(root, fields));
  UNDERSIGNED_TRY_VOID(read_trustees(root, fields));
  UNDERSIGNED_TRY_VOID(read_offices(root, fields));
  return read_witnesses(value, root, fields);
}

}  // namespace

proof::ItemShape Item::shape() const {
  const auto number = static_cast<std::uint32_t>(ladder ? levels() : answers.size());
  switch (kind) {
    case ItemKind::kSignature:
      return 2 * number;  // by name, then counted
    case ItemKind::kDemand:
      return number + 1;  // and those opposed
    case ItemKind::kRanking:
      return proof::ItemShape::ranking(number);
    case ItemKind::kPledge:
    case ItemKind::kChoice:
      break;
  }
  return number;
}

std::size_t number_options(std::vector<Item>& items) {
  std::size_t next = 0, row = 0;
  for (Item& item : items) {
    item.first_option = next;
    item.options = item.shape().options();
    item.first_row = row;
    next += item.options;
    row += item.rows();
  }
  return next;
}

Result<Manifest> Manifest::parse(base::ByteView bytes) {
  const auto json = base::parse_json(bytes, kMaxManifestBytes, kMaxDepth);
  if (!json) return std::unexpected(manifest_error(json.error()));
  Manifest manifest;
  UNDERSIGNED_TRY_VOID(read_fields(*json, manifest));
  manifest.options = manifest.items.back().first_option + manifest.items.back().options;
  manifest.bytes_.assign(bytes.begin(), bytes.end());
  manifest.hash_ = hash::sha256(bytes);
  return manifest;
}

proof::EntryShape Manifest::shape() const {
  std::vector<proof::ItemShape> shapes;
  for (const Item& item : items) shapes.push_back(item.shape());
  return proof::EntryShape(std::move(shapes));
}

}  // namespace undersigned::letter
