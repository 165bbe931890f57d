#include "app/service/revision.h"
#include "bin/undersigned/commands.h"

namespace undersigned::cli {
namespace {

constexpr std::size_t kLinesAround = 2;

struct Options {
  std::string from, to;
};

base::Result<base::Json> revise(const Options& options) {
  UNDERSIGNED_TRY(const service::LetterFolder from, service::LetterFolder::open(options.from));
  UNDERSIGNED_TRY(const service::LetterFolder made, service::revise_letter(from, options.to));
  return base::Json{{"draft", made.draft().string()}, {"body", made.body().string()}};
}

base::Result<service::LetterDiff> compare(const Options& options) {
  UNDERSIGNED_TRY(const service::LetterFolder from, service::LetterFolder::open(options.from));
  UNDERSIGNED_TRY(const service::LetterFolder to, service::LetterFolder::open(options.to));
  return service::diff_folders(from, to);
}

base::Json json_of(const service::LetterDiff& diff) {
  base::Json out = {{"same", diff.same()}};
  out["changes"] = base::Json::array();
  for (const service::FieldChange& change : diff.fields) {
    out["changes"].push_back(
        {{"path", change.path}, {"before", change.before}, {"after", change.after}});
  }
  out["body"] = base::Json::array();
  constexpr const char* kNames[] = {"same", "removed", "added"};
  for (const service::DiffLine& line : diff.body) {
    out["body"].push_back(
        {{"change", kNames[static_cast<std::size_t>(line.change)]}, {"text", line.text}});
  }
  return out;
}

std::string value_of(const base::Json& value) {
  if (value.is_null()) return "(not there)";
  return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string text_of(const service::LetterDiff& diff) {
  if (diff.same()) return "The two letters say the same.";
  std::string text;
  for (const service::FieldChange& change : diff.fields) {
    text +=
        change.path + "\n- " + value_of(change.before) + "\n+ " + value_of(change.after) + "\n\n";
  }
  const std::string body = service::show_diff(diff.body, kLinesAround);
  const bool changed = body.find("\n- ") != body.npos || body.find("\n+ ") != body.npos ||
                       body.starts_with("- ") || body.starts_with("+ ");
  if (changed) text += "the text\n" + body + "\n";
  return text + "Whoever signed the first has not signed the second.";
}

}  // namespace

void add_revision_commands(Program program, CLI::App* letter) {
  const auto options = std::make_shared<Options>();
  CLI::App* make = letter->add_subcommand(
      "revise", "Start a new version of a fixed letter: a new letter that everybody signs afresh");
  make->add_option("--from", options->from, "the folder of the letter so far")->required();
  make->add_option("--dir", options->to, "the new letter's folder")->required();
  make->callback([=] {
    const auto made = revise(*options);
    program.code =
        made ? program.console.done(
                   *made, "The new version is a draft in " + (*made)["draft"].get<std::string>() +
                              " and " + (*made)["body"].get<std::string>() +
                              ". Nobody's signature comes along. Every trustee makes a new key; "
                              "people may keep their codes: undersigned roster issue --keep-codes."
                              "\nSee what changed: undersigned letter diff " +
                              options->from + " " + options->to)
             : program.console.refused(made.error());
  });
  CLI::App* look = letter->add_subcommand("diff", "What changed from one version to another");
  look->add_option("from", options->from, "the folder of one letter")->required();
  look->add_option("to", options->to, "the folder of the other")->required();
  look->callback([=] {
    const auto diff = compare(*options);
    program.code = diff ? program.console.done(json_of(*diff), text_of(*diff))
                        : program.console.refused(diff.error());
  });
}

}  // namespace undersigned::cli
