#include "app/report/markdown.h"
#include "app/service/draft.h"
#include "app/service/people.h"
#include "app/service/record_office.h"
#include "bin/undersigned/commands.h"
#include "core/base/encoding.h"
#include "core/base/time_text.h"

namespace undersigned::cli {
namespace {

struct Options {
  std::string dir;
  std::uint32_t people = 0;
  std::string roster, language = "en";
};

base::Result<base::Json> make_new(const Options& options, const Machine& machine) {
  UNDERSIGNED_TRY(const service::LetterFolder folder, service::LetterFolder::create(options.dir));
  UNDERSIGNED_TRY_VOID(service::write_new_draft(folder, options.language, machine.runtime()));
  return base::Json{{"draft", folder.draft().string()}, {"body", folder.body().string()}};
}

// The roster's size: as given, or as long as the list.
base::Result<std::uint32_t> roster_size(const Options& options) {
  if (options.roster.empty()) return options.people;
  UNDERSIGNED_TRY(const service::PeopleReport report, service::read_people(options.roster));
  return service::signing(report.people);
}

base::Json describe(const letter::ManifestFields& fields) {
  base::Json out = {{"title", fields.title}, {"people", fields.roster_size}};
  out["items"] = base::Json::array();
  for (const letter::Item& item : fields.items) {
    base::Json one = {{"id", item.id}, {"kind", name_of(item.kind)}};
    if (item.ladder) {
      for (int level = 1; level <= item.ladder->levels(); ++level)
        one["ladder"].push_back(item.ladder->threshold(level));
    } else {
      one["answers"] = item.answers.size();
    }
    out["items"].push_back(one);
  }
  for (const letter::Trustee& trustee : fields.trustees) out["trustees"].push_back(trustee.name);
  out["threshold"] = fields.threshold;
  out["start"] = base::format_time(fields.schedule.start);
  out["earliest_opening"] = base::format_time(fields.schedule.earliest_opening);
  out["epochs"] = fields.schedule.epochs;
  return out;
}

std::string text_of(const base::Json& letter) {
  std::string text = "'" + letter["title"].get<std::string>() + "' for " +
                     std::to_string(letter["people"].get<std::uint32_t>()) + " people\n";
  for (const base::Json& item : letter["items"]) {
    text += "  " + item["id"].get<std::string>() + " (" + item["kind"].get<std::string>() + "): ";
    text += item.contains("ladder") ? "levels " + item["ladder"].dump()
                                    : item["answers"].dump() + " answers";
    text += "\n";
  }
  text += "  signing from " + letter["start"].get<std::string>() + ", " + letter["epochs"].dump() +
          " epochs, not open before " + letter["earliest_opening"].get<std::string>();
  return text;
}

// What is wrong with a draft: settings, and a text that no page would show as its author meant it.
base::Result<service::DraftReport> check_all(const service::LetterFolder& folder,
                                             std::uint32_t people) {
  UNDERSIGNED_TRY(service::DraftReport report, service::check_draft(folder, people));
  UNDERSIGNED_TRY_VOID(report::render_markdown(report.fields.body));
  return report;
}

base::Result<base::Json> check(const Options& options) {
  UNDERSIGNED_TRY(const service::LetterFolder folder, service::LetterFolder::open(options.dir));
  UNDERSIGNED_TRY(const std::uint32_t people, roster_size(options));
  UNDERSIGNED_TRY(const service::DraftReport report, check_all(folder, people));
  base::Json out = describe(report.fields);
  out["advice"] = report.advice;
  return out;
}

base::Result<base::Json> freeze(const Options& options, const Machine& machine) {
  UNDERSIGNED_TRY(service::LetterFolder folder, service::LetterFolder::open(options.dir));
  UNDERSIGNED_TRY(const std::uint32_t people, roster_size(options));
  UNDERSIGNED_TRY_VOID(check_all(folder, people));
  UNDERSIGNED_TRY(const letter::Manifest manifest,
                  service::freeze_draft(folder, people, machine.runtime()));
  base::Json out = describe(manifest);
  out["manifest_hash"] = base::to_hex(manifest.hash());
  return out;
}

base::Result<base::Json> rebuild(const Options& options) {
  UNDERSIGNED_TRY(const service::LetterFolder folder, service::LetterFolder::open(options.dir));
  UNDERSIGNED_TRY_VOID(service::rebuild_record(folder));
  return base::Json{{"record", folder.record().string()}};
}

void add_size(CLI::App* command, const std::shared_ptr<Options>& options) {
  auto* size = command->add_option_group("size", "How many people are on the roster");
  size->add_option("--people", options->people, "their number")->check(CLI::Range(1, 1'000'000));
  size->add_option("--roster", options->roster, "the list itself, a CSV file; its length counts");
  size->require_option(1);
}

std::string list(const base::Json& lines) {
  std::string text;
  for (const base::Json& line : lines) text += "\n  note: " + line.get<std::string>();
  return text;
}

}  // namespace

void add_letter_commands(Program program) {
  CLI::App* letter = program.app.add_subcommand("letter", "Write a letter and fix its manifest")
                         ->require_subcommand(1);
  const auto options = std::make_shared<Options>();
  const auto command = [&](const char* name, const char* help) {
    CLI::App* added = letter->add_subcommand(name, help);
    added->add_option("--dir", options->dir, "the letter's folder")->required();
    return added;
  };
  CLI::App* make =
      command("new", "Start a letter: a folder with a draft to edit (letter.json, letter.md)");
  make->add_option("--language", options->language, "of the letter and of its pages")
      ->check(CLI::IsMember({"en", "fr", "es"}))
      ->capture_default_str();
  make->callback([=] {
    const auto made = make_new(*options, Machine(program.console));
    program.code =
        made ? program.console.done(
                   *made,
                   "A draft is in " + (*made)["draft"].get<std::string>() + " and " +
                       (*made)["body"].get<std::string>() +
                       ".\nNext: edit both; every trustee runs: undersigned trustee init --dir " +
                       options->dir + " --key FILE --name NAME")
             : program.console.refused(made.error());
  });
  add_revision_commands(program, letter);
  CLI::App* look = command("check", "Check the draft: what is wrong, what deserves a second look");
  add_size(look, options);
  look->callback([=] {
    const auto checked = check(*options);
    program.code =
        checked ? program.console.done(*checked, text_of(*checked) + list((*checked)["advice"]))
                : program.console.refused(checked.error());
  });
  CLI::App* fix =
      command("freeze",
              "Fix the manifest: shares become numbers, keys are made, nothing changes afterwards");
  add_size(fix, options);
  fix->callback([=] {
    const auto fixed = freeze(*options, Machine(program.console));
    program.code =
        fixed
            ? program.console.done(
                  *fixed,
                  text_of(*fixed) + "\n  manifest hash " +
                      (*fixed)["manifest_hash"].get<std::string>() +
                      "\nNext: every trustee runs, several times: undersigned trustee step --dir " +
                      options->dir + " --key FILE")
            : program.console.refused(fixed.error());
  });
  CLI::App* again = command("rebuild", "Write the record's files anew from the database");
  again->callback([=] {
    const auto rebuilt = rebuild(*options);
    program.code =
        rebuilt ? program.console.done(
                      *rebuilt, "The record is in " + (*rebuilt)["record"].get<std::string>() + ".")
                : program.console.refused(rebuilt.error());
  });
}

}  // namespace undersigned::cli
