#include "app/service/roster_invitations.h"
#include "bin/undersigned/commands.h"
#include "bin/undersigned/sending.h"

namespace undersigned::cli {
namespace {

base::Result<Mailing> mailing_of(const std::string& dir) {
  UNDERSIGNED_TRY(const service::LetterFolder folder, service::LetterFolder::open(dir));
  UNDERSIGNED_TRY(letter::Manifest manifest, folder.manifest());
  UNDERSIGNED_TRY(auto invited, service::invitations_of(folder));
  return Mailing{std::move(manifest), std::move(invited), 1};
}

}  // namespace

void add_roster_sending(Program program, CLI::App* roster) {
  const auto options = std::make_shared<SendOptions>();
  const auto dir = std::make_shared<std::string>();
  const auto add_common = [&](CLI::App* command) {
    command->add_option("--dir", *dir, "the letter's folder")->required();
    command->add_flag("--without-code", options->apart, "the codes go another way");
    return command;
  };
  const LoadMailing load = [dir] { return mailing_of(*dir); };
  add_mails(program,
            add_common(roster->add_subcommand(
                "mail", "Write everybody's invitation as an .eml file, ready to send")),
            options, load, "roster cards");
  add_cards(program,
            add_common(roster->add_subcommand(
                "cards", "Write everybody's code as a card to print, eight on a page, in one PDF")),
            options, load);
}

}  // namespace undersigned::cli
