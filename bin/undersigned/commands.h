// The commands of `undersigned`. Each function adds its commands to the program; running one sets
// `code`.
#pragma once

#include <CLI/CLI.hpp>

#include "bin/undersigned/console.h"

namespace undersigned::cli {

struct Program {
  CLI::App& app;
  const Console& console;
  int& code;  // the exit code of the command that ran
};

void add_letter_commands(Program program);  // letter new|check|freeze|revise|diff|rebuild
void add_revision_commands(Program program, CLI::App* letter);
void add_roster_commands(Program program);  // roster check|issue|undo|freeze|…
void add_roster_check(Program program, CLI::App* roster);
void add_roster_sending(Program program, CLI::App* roster);
void add_roster_names(Program program, CLI::App* roster);
void add_roster_amend(Program program, CLI::App* roster);
void add_issuer_commands(Program program);  // issuer init|codes|sign|mail|cards|amend
void add_issuer_amend(Program program, CLI::App* issuer);
void add_trustee_commands(Program program);  // trustee init|step|open|erase|add|serve|drill
void add_trustee_drill(Program program, CLI::App* trustee);
void add_signer_commands(Program program);   // sign
void add_record_commands(Program program);   // epoch, close, withhold, verify, result
void add_witness_commands(Program program);  // witness init|cosign|add
void add_beside_commands(Program program);   // offer, outcome, object, withdraw
void add_export_command(Program program);    // export
void add_demo_command(Program program);      // demo
void add_serve_command(Program program);     // serve
void add_rehearse_command(Program program);  // rehearse

}  // namespace undersigned::cli
