#include "app/service/files.h"
#include "app/service/names_to_show.h"
#include "bin/undersigned/commands.h"

namespace undersigned::cli {
namespace {

struct Options {
  std::string dir, out;
};

base::Result<std::size_t> write_names(const Options& options) {
  UNDERSIGNED_TRY(const service::LetterFolder folder, service::LetterFolder::open(options.dir));
  UNDERSIGNED_TRY(const letter::ShownNames shown, service::names_to_show(folder));
  UNDERSIGNED_TRY_VOID(
      service::write_file(options.out, base::as_bytes(shown.write()), service::Privacy::kPrivate));
  return shown.names.size();
}

int run(const Options& options, const Console& console) {
  const auto names = write_names(options);
  if (!names) return console.refused(names.error());
  return console.done(
      {{"names", *names}, {"file", options.out}},
      std::to_string(*names) + " names with their salts are in " + options.out +
          ".\nGive it to those alone who may see the list; with the record they run: undersigned "
          "verify RECORD --names FILE");
}

}  // namespace

void add_roster_names(Program program, CLI::App* roster) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = roster->add_subcommand(
      "names",
      "Write the list that the letter committed to, to show to somebody who is to look it over");
  command->add_option("--dir", options->dir, "the letter's folder")->required();
  command->add_option("--out", options->out, "the file: names and salts, private")->required();
  command->callback([=] { program.code = run(*options, program.console); });
}

}  // namespace undersigned::cli
