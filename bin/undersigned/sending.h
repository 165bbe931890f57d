// Everybody's code as mails ready to send or as cards to print, whichever issuer sends them.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/service/invited.h"
#include "bin/undersigned/commands.h"
#include "core/letter/manifest.h"

namespace undersigned::cli {

// What an issuer sends: invitations with that issuer's codes.
struct Mailing {
  letter::Manifest manifest;
  std::vector<service::Invited> invited;
  std::size_t issuer = 1;  // of the manifest's, from 1
};

struct SendOptions {
  std::string out, from, page;
  bool apart = false;  // the codes go another way
};

using LoadMailing = std::function<base::Result<Mailing>()>;

// The options of the two commands and what they do; the caller adds where the mailing comes from.
// `cards` names the command that makes cards, for those without a usable address.
void add_mails(const Program& program, CLI::App* command,
               const std::shared_ptr<SendOptions>& options, LoadMailing load,
               const std::string& cards);
void add_cards(const Program& program, CLI::App* command,
               const std::shared_ptr<SendOptions>& options, LoadMailing load);

}  // namespace undersigned::cli
