// undersigned: open letters that nobody signs alone and nobody signs under pressure.
#include "bin/undersigned/commands.h"

int main(int argc, char** argv) {
  using namespace undersigned;
  sodium::initialise();
  bool json = false;
  int code = cli::kDone;
  CLI::App app{"Open letters that stay sealed until enough have signed."};
  app.name("undersigned");
  app.set_version_flag("--version", "undersigned " UNDERSIGNED_VERSION);
  app.require_subcommand(1);
  app.fallthrough();
  app.add_flag("--json", json, "Print one JSON value instead of text");
  app.footer(
      "A letter goes this way:\n"
      "  letter new, trustee init (each trustee), letter check, letter freeze,\n"
      "  trustee step (each trustee, until the keys are ready), roster issue, roster freeze,\n"
      "  trustee step (each: it holds the cards), sign …, epoch …, close, trustee open (each), "
      "verify.\n"
      "See it first: undersigned demo --out FOLDER\n"
      "Exit codes: 0 done; 1 refused, nothing changed (verify: not valid); 2 wrong use; verify 3: "
      "entries withheld after failure.");
  const cli::Console console(&json);
  const cli::Program program{app, console, code};
  cli::add_letter_commands(program);
  cli::add_roster_commands(program);
  cli::add_issuer_commands(program);
  cli::add_trustee_commands(program);
  cli::add_signer_commands(program);
  cli::add_record_commands(program);
  cli::add_witness_commands(program);
  cli::add_beside_commands(program);
  cli::add_export_command(program);
  cli::add_demo_command(program);
  cli::add_serve_command(program);
  cli::add_rehearse_command(program);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? cli::kDone : cli::kWrongUse;
  }
  return code;
}
