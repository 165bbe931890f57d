#include "app/service/draft.h"

#include "app/service/draft_reader.h"
#include "app/service/files.h"
#include "app/service/templates.h"
#include "core/base/encoding.h"
#include "core/base/json.h"
#include "core/base/text.h"
#include "core/base/time_text.h"
#include "core/letter/manifest_writer.h"

namespace undersigned::service {
namespace {

using letter::ManifestFields;

constexpr std::int64_t kDay = 86'400;

base::Result<base::Json> read_draft_json(const LetterFolder& folder) {
  UNDERSIGNED_TRY(const base::Bytes bytes, read_file(folder.draft(), kMaxDraftBytes));
  return base::parse_json(bytes, kMaxDraftBytes);
}

base::Result<ManifestFields> read_folder(const LetterFolder& folder, std::uint32_t people) {
  UNDERSIGNED_TRY(const base::Bytes settings, read_file(folder.draft(), kMaxDraftBytes));
  UNDERSIGNED_TRY(const base::Bytes body, read_file(folder.body(), kMaxBodyBytes));
  return read_draft(settings, body, people);
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
  if (fields.schedule.window == 1) {
    advice.push_back(
        "The closing epoch is known beforehand (window 1): somebody who watches a person's last "
        "minutes can dictate their last entry.");
  }
  if (fields.cover == letter::Cover::kNone) {
    advice.push_back(
        "Without cover (cover none) everybody sees which credentials took part and when, and the "
        "numbers are of those alone: for a small letter that is public anyway.");
  }
  if (fields.objection_seconds == 0) {
    advice.push_back(
        "Nobody has time to object between the close and the count: \"objection_seconds\": 3600 "
        "gives an hour.");
  }
  if (fields.threshold < 2) {
    advice.push_back(
        "One trustee alone can open everything. Two of three is the least that keeps a secret.");
  }
  if (fields.authors.empty())
    advice.push_back("A letter without authors: nobody answers for its text.");
  return advice;
}

}  // namespace

base::Result<void> write_new_draft(const LetterFolder& folder, const std::string& language,
                                   const Runtime& runtime) {
  UNDERSIGNED_TRY(base::Json draft,
                  base::parse_json(base::as_bytes(embedded_template(language)), kMaxDraftBytes));
  const std::string body = draft["body"].get<std::string>();
  draft.erase("body");
  const std::int64_t start = (runtime.now() / 3600 + 1) * 3600;
  draft["language"] = language;
  draft["schedule"] = {{"start", base::format_time(start)},
                       {"earliest_opening", base::format_time(start + kDay)},
                       {"epoch_seconds", 8640},
                       {"epochs", 12},
                       {"window", 3}};
  draft["cover"] = letter::kCoverNames[0];
  draft["names"] = letter::kNameListNames[0];
  draft["smallest_cohort"] = 25;
  draft["trustees"]["threshold"] = 2;
  draft["trustees"]["members"] = base::Json::array();
  draft["log_origin"] = "letters.example/three-demands";
  draft["objection_seconds"] = 3600;
  // A stopped `letter new` may have written one of the two already.
  if (!std::filesystem::exists(folder.draft())) {
    UNDERSIGNED_TRY_VOID(
        write_file(folder.draft(), base::as_bytes(draft.dump(2) + "\n"), Privacy::kPublic));
  }
  if (std::filesystem::exists(folder.body())) return {};
  return write_file(folder.body(), base::as_bytes(body), Privacy::kPublic);
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
  UNDERSIGNED_TRY(const auto trustees, read_draft_trustees(object));
  for (const letter::Trustee& trustee : trustees) {
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

base::Result<void> add_second_issuer(const LetterFolder& folder, const std::string& name,
                                     const group::SigningPublicKey& key) {
  UNDERSIGNED_TRY(const auto fixed, folder.find_manifest());
  if (fixed)
    return base::fail("letter.fixed", "3",
                      "The manifest is fixed; its issuers cannot change any more.");
  UNDERSIGNED_TRY(base::Json draft, read_draft_json(folder));
  UNDERSIGNED_TRY(const base::JsonObject object, base::JsonObject::of(draft, "letter.json"));
  const base::Json entry = {{"name", name}, {"key", base::to_hex(key)}};
  if (object.has("second_issuer") && draft["second_issuer"] != entry) {
    return base::fail("draft.issuer", "5",
                      "The draft has a second issuer already; remove \"second_issuer\" from "
                      "letter.json first.");
  }
  UNDERSIGNED_TRY_VOID(base::check_text(name, base::TextKind::kLine, "The issuer's name"));
  draft["second_issuer"] = entry;
  return write_file(folder.draft(), base::as_bytes(draft.dump(2) + "\n"), Privacy::kPublic);
}

base::Result<DraftReport> check_draft(const LetterFolder& folder, std::uint32_t people) {
  UNDERSIGNED_TRY(ManifestFields fields, read_folder(folder, people));
  std::vector<std::string> advice = advise(fields);
  if (fields.trustees.empty()) {
    advice.push_back("No trustees yet. Each trustee runs: undersigned trustee init");
  }
  return DraftReport{std::move(fields), std::move(advice)};
}

base::Result<letter::Manifest> freeze_draft(LetterFolder& folder, std::uint32_t people,
                                            const Runtime& runtime) {
  UNDERSIGNED_TRY(ManifestFields fields, read_folder(folder, people));
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
