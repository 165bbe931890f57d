#include "app/service/draft.h"

#include "app/service/files.h"
#include "core/base/encoding.h"
#include "core/base/json.h"
#include "core/base/text.h"
#include "core/base/time_text.h"
#include "core/letter/manifest_writer.h"
#include "core/letter/share.h"

namespace undersigned::service {
namespace {

using letter::ManifestFields;

constexpr std::size_t kMaxDraftBytes = 262'144;
constexpr std::int64_t kDay = 86'400;

constexpr std::string_view kNewBody =
    "We, who work here, ask the board to answer three questions before the end of the month.\n\n"
    "1. Who decided, and when?\n"
    "2. What will change?\n"
    "3. Who will be asked next time?\n\n"
    "We sign because we mean to stay and to be heard.\n";

// An item's ladder in the draft: numbers of people, or shares of the roster as "40%".
base::Result<settlement::Ladder> read_ladder(const base::JsonObject& item, std::uint32_t people) {
  UNDERSIGNED_TRY(const base::Json* levels, item.array("ladder", settlement::kMaxLevels));
  std::vector<std::uint64_t> thresholds;
  for (const base::Json& level : *levels) {
    if (level.is_number_unsigned()) {
      thresholds.push_back(level.get<std::uint64_t>());
    } else if (level.is_string()) {
      UNDERSIGNED_TRY(const std::uint32_t number,
                      letter::share_of(level.get<std::string>(), people));
      thresholds.push_back(number);
    } else {
      return base::fail(
          "draft.ladder", "3",
          item.path() + ".ladder: give numbers of people, or shares such as \"40%\".");
    }
  }
  return settlement::Ladder::parse(thresholds, people);
}

base::Result<letter::Item> read_item(const base::JsonObject& object, std::uint32_t people) {
  letter::Item item;
  UNDERSIGNED_TRY(item.id, object.text("id", 40));
  UNDERSIGNED_TRY(const std::string kind, object.text("kind", 16));
  if (kind == "signature") {
    UNDERSIGNED_TRY_VOID(object.only({"id", "kind", "ladder"}));
    item.kind = letter::ItemKind::kSignature;
    UNDERSIGNED_TRY(item.ladder, read_ladder(object, people));
    return item;
  }
  if (kind != "choice") {
    return base::fail("draft.kind", "3",
                      object.path() + ".kind: '" + kind +
                          "' is not a kind of item of this version; use signature or choice.");
  }
  UNDERSIGNED_TRY_VOID(object.only({"id", "kind", "question", "answers"}));
  UNDERSIGNED_TRY(item.question, object.text("question", 400));
  UNDERSIGNED_TRY(const base::Json* answers, object.array("answers", 32));
  for (const base::Json& answer : *answers) {
    if (!answer.is_string())
      return base::fail("draft.answers", "3", object.path() + ".answers: every answer is a text.");
    item.answers.push_back(answer.get<std::string>());
  }
  return item;
}

base::Result<letter::Schedule> read_schedule(const base::JsonObject& draft) {
  UNDERSIGNED_TRY(const base::JsonObject object, draft.object("schedule"));
  UNDERSIGNED_TRY_VOID(object.only({"start", "earliest_opening", "epoch_seconds", "epochs"}));
  letter::Schedule schedule;
  UNDERSIGNED_TRY(const std::string start, object.text("start", 20));
  UNDERSIGNED_TRY(schedule.start, base::parse_time(start));
  UNDERSIGNED_TRY(const std::string opening, object.text("earliest_opening", 20));
  UNDERSIGNED_TRY(schedule.earliest_opening, base::parse_time(opening));
  UNDERSIGNED_TRY(const std::uint64_t seconds, object.integer("epoch_seconds", 1, 604'800));
  UNDERSIGNED_TRY(const std::uint64_t epochs, object.integer("epochs", 1, 64));
  schedule.epoch_seconds = static_cast<std::uint32_t>(seconds);
  schedule.epochs = static_cast<std::uint32_t>(epochs);
  return schedule;
}

base::Result<void> read_trustees(const base::JsonObject& draft, ManifestFields& fields) {
  UNDERSIGNED_TRY(const base::JsonObject object, draft.object("trustees"));
  UNDERSIGNED_TRY_VOID(object.only({"threshold", "members"}));
  UNDERSIGNED_TRY(fields.threshold, object.integer("threshold", 1, letter::kMaxThreshold));
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
    fields.trustees.push_back(std::move(trustee));
  }
  return {};
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

base::Result<base::Json> read_draft_json(const LetterFolder& folder) {
  UNDERSIGNED_TRY(const base::Bytes bytes, read_file(folder.draft(), kMaxDraftBytes));
  return base::parse_json(bytes, kMaxDraftBytes);
}

base::Result<ManifestFields> read_draft(const LetterFolder& folder, std::uint32_t people) {
  UNDERSIGNED_TRY(const base::Json json, read_draft_json(folder));
  UNDERSIGNED_TRY(const base::JsonObject draft, base::JsonObject::of(json, "letter.json"));
  UNDERSIGNED_TRY_VOID(draft.only({"language", "title", "addressee", "authors", "items", "schedule",
                                   "smallest_cohort", "trustees", "log_origin", "objection_seconds",
                                   "bundle_sha256"}));
  ManifestFields fields;
  fields.roster_size = people;
  UNDERSIGNED_TRY(fields.language, draft.text("language", 2));
  UNDERSIGNED_TRY(fields.title, draft.text("title", 200));
  UNDERSIGNED_TRY(fields.addressee, draft.text("addressee", 200));
  UNDERSIGNED_TRY(const base::Bytes body, read_file(folder.body(), 131'072));
  fields.body = base::as_text(body);
  UNDERSIGNED_TRY_VOID(read_authors(draft, fields));
  UNDERSIGNED_TRY(const base::Json* items, draft.array("items", 64));
  for (std::size_t i = 0; i < items->size(); ++i) {
    UNDERSIGNED_TRY(const base::JsonObject object,
                    base::JsonObject::of((*items)[i], "items[" + std::to_string(i) + "]"));
    UNDERSIGNED_TRY(letter::Item item, read_item(object, people));
    fields.items.push_back(std::move(item));
  }
  UNDERSIGNED_TRY(fields.schedule, read_schedule(draft));
  UNDERSIGNED_TRY(const std::uint64_t smallest, draft.integer("smallest_cohort", 10, 1'000'000));
  fields.smallest_cohort = static_cast<std::uint32_t>(smallest);
  UNDERSIGNED_TRY_VOID(read_trustees(draft, fields));
  UNDERSIGNED_TRY(fields.log_origin, draft.text("log_origin", 120));
  UNDERSIGNED_TRY(const std::uint64_t objection, draft.integer("objection_seconds", 0, 2'592'000));
  fields.objection_seconds = static_cast<std::uint32_t>(objection);
  if (json.contains("bundle_sha256")) {
    UNDERSIGNED_TRY(fields.bundle_sha256, draft.text("bundle_sha256", 64));
  }
  return fields;
}

// Loads the named key, or makes it if there is none yet.
base::Result<group::SigningPublicKey> own_key(const LetterFolder& folder, std::string_view file,
                                              KeyKind kind, const std::string& name,
                                              const Runtime& runtime) {
  if (std::filesystem::exists(folder.key(file))) {
    UNDERSIGNED_TRY(const KeyFile key, KeyFile::load(folder.key(file), kind, std::nullopt));
    return key.signing().public_key();
  }
  const KeyFile key = KeyFile::generate(kind, name, runtime.randomness);
  UNDERSIGNED_TRY_VOID(key.save(folder.key(file), std::nullopt, runtime.randomness));
  return key.signing().public_key();
}

base::Result<void> add_keys(const LetterFolder& folder, ManifestFields& fields,
                            const Runtime& runtime) {
  for (std::size_t i = 0; i < fields.authors.size(); ++i) {
    letter::Author& author = fields.authors[i];
    UNDERSIGNED_TRY(author.key, own_key(folder, "author-" + std::to_string(i + 1), KeyKind::kAuthor,
                                        author.name, runtime));
  }
  fields.issuers = {{.name = "Issuer", .key = {}}};
  UNDERSIGNED_TRY(fields.issuers[0].key,
                  own_key(folder, "issuer", KeyKind::kIssuer, "Issuer", runtime));
  fields.registrar.name = "Registrar";
  UNDERSIGNED_TRY(fields.registrar.key,
                  own_key(folder, "registrar", KeyKind::kRegistrar, "Registrar", runtime));
  UNDERSIGNED_TRY(fields.log_key,
                  own_key(folder, "log", KeyKind::kLog, fields.log_origin, runtime));
  return {};
}

std::vector<std::string> advise(const ManifestFields& fields) {
  std::vector<std::string> advice;
  if (fields.schedule.earliest_opening - fields.schedule.start < kDay) {
    advice.push_back(
        "The letter may open less than 24 hours after signing starts; people will not have slept "
        "on it.");
  }
  if (fields.schedule.epochs > 12) {
    advice.push_back("More than 12 epochs make the record large; longer epochs hide as much.");
  }
  if (fields.threshold < 2) {
    advice.push_back(
        "One trustee alone can open everything. Two of three is the least that keeps a secret.");
  }
  if (fields.authors.empty())
    advice.push_back("A letter without authors: nobody answers for its text.");
  return advice;
}

base::Json example_items() {
  base::Json signature = {{"id", "signature"}, {"kind", "signature"}};
  signature["ladder"] = base::Json::array({"13%", "40%", "65%"});
  base::Json destination = {{"id", "destination"}, {"kind", "choice"}};
  destination["question"] = "If nothing changes, where would you really go?";
  destination["answers"] =
      base::Json::array({"Stay", "The company that made an offer", "Somewhere else"});
  base::Json freedom = {{"id", "freedom"}, {"kind", "choice"}};
  freedom["question"] = "Did you feel free in whether you signed?";
  freedom["answers"] = base::Json::array({"Signed freely", "Signed, felt pushed",
                                          "Did not sign, freely", "Did not sign, felt pushed"});
  return base::Json::array({signature, destination, freedom});
}

}  // namespace

base::Result<void> write_new_draft(const LetterFolder& folder, const Runtime& runtime) {
  const std::int64_t start = (runtime.now() / 3600 + 1) * 3600;
  base::Json draft;
  draft["language"] = "en";
  draft["title"] = "Three questions to the board";
  draft["addressee"] = "The board";
  base::Json author = {{"name", "Your name"},
                       {"role", "What you do here"},
                       {"stake", "What you stand to gain or lose"}};
  draft["authors"] = base::Json::array({author});
  draft["items"] = example_items();
  draft["schedule"] = {{"start", base::format_time(start)},
                       {"earliest_opening", base::format_time(start + kDay)},
                       {"epoch_seconds", 7200},
                       {"epochs", 12}};
  draft["smallest_cohort"] = 25;
  draft["trustees"]["threshold"] = 2;
  draft["trustees"]["members"] = base::Json::array();
  draft["log_origin"] = "letters.example/three-questions";
  draft["objection_seconds"] = 0;
  // A stopped `letter new` may have written one of the two already.
  if (!std::filesystem::exists(folder.draft())) {
    UNDERSIGNED_TRY_VOID(
        write_file(folder.draft(), base::as_bytes(draft.dump(2) + "\n"), Privacy::kPublic));
  }
  if (std::filesystem::exists(folder.body())) return {};
  return write_file(folder.body(), base::as_bytes(kNewBody), Privacy::kPublic);
}

base::Result<void> add_trustee(const LetterFolder& folder, const std::string& name,
                               const group::SigningPublicKey& signing_key,
                               const group::Point& encryption_key) {
  UNDERSIGNED_TRY(const auto fixed, folder.find_manifest());
  if (fixed)
    return base::fail("letter.fixed", "3",
                      "The manifest is fixed; its trustees cannot change any more.");
  UNDERSIGNED_TRY(base::Json draft, read_draft_json(folder));
  UNDERSIGNED_TRY(const base::JsonObject object, base::JsonObject::of(draft, "letter.json"));
  ManifestFields fields;
  UNDERSIGNED_TRY_VOID(read_trustees(object, fields));
  for (const letter::Trustee& trustee : fields.trustees) {
    if (trustee.name == name && trustee.signing_key == signing_key) return {};
    if (trustee.name == name || trustee.signing_key == signing_key) {
      return base::fail("draft.trustee", "4",
                        "The draft has a trustee of this name or key already.");
    }
  }
  UNDERSIGNED_TRY_VOID(base::check_text(name, base::TextKind::kLine, "The trustee's name"));
  draft["trustees"]["members"].push_back(
      {{"name", name},
       {"signing_key", base::to_hex(signing_key)},
       {"encryption_key", base::to_hex(encryption_key.encode())}});
  return write_file(folder.draft(), base::as_bytes(draft.dump(2) + "\n"), Privacy::kPublic);
}

base::Result<DraftReport> check_draft(const LetterFolder& folder, std::uint32_t people) {
  UNDERSIGNED_TRY(ManifestFields fields, read_draft(folder, people));
  std::vector<std::string> advice = advise(fields);
  if (fields.trustees.empty()) {
    advice.push_back("No trustees yet. Each trustee runs: undersigned trustee init");
  }
  return DraftReport{std::move(fields), std::move(advice)};
}

base::Result<letter::Manifest> freeze_draft(LetterFolder& folder, std::uint32_t people,
                                            const Runtime& runtime) {
  UNDERSIGNED_TRY(ManifestFields fields, read_draft(folder, people));
  if (fields.trustees.size() < fields.threshold || fields.trustees.empty()) {
    return base::fail("draft.trustee", "4",
                      "The draft has " + std::to_string(fields.trustees.size()) + " trustees, " +
                          std::to_string(fields.threshold) +
                          " must act together. Each runs: undersigned trustee init");
  }
  UNDERSIGNED_TRY_VOID(add_keys(folder, fields, runtime));
  UNDERSIGNED_TRY(const base::Bytes bytes, letter::write_manifest(fields));
  UNDERSIGNED_TRY(letter::Manifest manifest, letter::Manifest::parse(bytes));
  if (const auto fixed = folder.fix_manifest(bytes); !fixed) {
    if (fixed.error().check != "store.message") return std::unexpected(fixed.error());
    return base::fail("letter.fixed", "3",
                      "The manifest is fixed already, with another content. A changed letter is a "
                      "new letter: undersigned letter new");
  }
  UNDERSIGNED_TRY_VOID(
      write_file(folder.draft().parent_path() / "manifest.json", bytes, Privacy::kPublic));
  return manifest;
}

}  // namespace undersigned::service
