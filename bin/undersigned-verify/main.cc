// undersigned-verify: verifies a letter's record offline. Exit codes: 0 valid, 1 not valid, 2
// unreadable or wrong use, 3 entries withheld after failure.
#include <cstdio>
#include <optional>
#include <string>

#include "bin/host/verify_folder.h"

namespace {

constexpr const char* kHelp =
    "usage: undersigned-verify [--fingerprint HEX] [--claim NAME[=VALUE]]… [--claims] [--names "
    "FILE] "
    "[--json] FOLDER\n"
    "\n"
    "Verifies the record of a letter: FOLDER is the record or the letter's folder. Needs no "
    "network and\n"
    "trusts nobody: every proof, sum and signature is checked again. Prints a line a check.\n"
    "\n"
    "  --fingerprint HEX   the letter's fingerprint, from an invitation; without it the record can "
    "only\n"
    "                      be said to be consistent with itself\n"
    "  --claim NAME[=VALUE] derive one published number again, as settlement.signatures=512; may "
    "be\n"
    "                      repeated; exit code 1 if the record gives another value\n"
    "  --claims            derive all of them\n"
    "  --names FILE        is this the list of names that the letter committed to? FILE is the "
    "registrar's;\n"
    "                      exit code 1 if it is not\n"
    "  --json              one JSON value instead of lines\n"
    "  --help, --version\n"
    "\n"
    "exit codes: 0 every check passed; 1 a check failed; 2 the record could not be read, or wrong "
    "use;\n"
    "3 entries withheld after failure: all that can still be checked is as it should be, but the "
    "record is\n"
    "not valid\n";

int wrong_use(const char* message) {
  std::fprintf(stderr, "undersigned-verify: %s\n\n%s", message, kHelp);
  return undersigned::host::kUnreadable;
}

}  // namespace

int main(int argc, char** argv) {
  using undersigned::host::Format;
  std::optional<std::string> fingerprint, folder;
  undersigned::host::Asked asked;
  Format format = Format::kText;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--help" || argument == "-h") return std::fputs(kHelp, stdout) < 0 ? 2 : 0;
    if (argument == "--version")
      return std::puts("undersigned-verify " UNDERSIGNED_VERSION) < 0 ? 2 : 0;
    if (argument == "--json") {
      format = Format::kJson;
    } else if (argument == "--claims") {
      asked.all = true;
    } else if (argument == "--claim") {
      if (++i == argc) return wrong_use("--claim needs a name");
      asked.claims.emplace_back(argv[i]);
    } else if (argument == "--names") {
      if (++i == argc) return wrong_use("--names needs a file");
      asked.names = argv[i];
    } else if (argument == "--fingerprint") {
      if (++i == argc) return wrong_use("--fingerprint needs a value");
      fingerprint = argv[i];
    } else if (argument.starts_with("-")) {
      return wrong_use(("unknown option " + argument).c_str());
    } else if (folder) {
      return wrong_use("one folder only");
    } else {
      folder = argument;
    }
  }
  if (!folder) return wrong_use("which folder?");
  return undersigned::host::verify_folder(*folder, fingerprint, format, asked);
}
