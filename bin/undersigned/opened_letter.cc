#include "bin/undersigned/opened_letter.h"

#include "app/http/served_record.h"
#include "app/service/folder_record.h"
#include "bin/undersigned/remote.h"

namespace undersigned::cli {
namespace {

void add_authorities(CLI::App& command, LetterOptions& options) {
  command.add_option("--ca", options.authorities,
                     "certificates to trust (PEM), instead of the system's");
}

}  // namespace

void add_letter_options(CLI::App& command, LetterOptions& options) {
  command.add_option("--dir", options.dir, "the letter's folder, with its keys")->required();
  command.add_option("--url", options.url,
                     "the letter's address, while a server holds it: https://HOST/letters/ID");
  add_authorities(command, options);
}

void add_record_place(CLI::App& command, LetterOptions& options) {
  auto* place = command.add_option_group("letter", "Where the letter is; exactly one");
  place->add_option("--dir", options.dir, "the letter's folder");
  place->add_option("--url", options.url, "the letter's address: https://HOST/letters/ID");
  place->require_option(1);
  add_authorities(command, options);
}

base::Result<OpenedLetter> OpenedLetter::open(const LetterOptions& options,
                                              const service::Runtime& runtime) {
  OpenedLetter letter;
  if (!options.dir.empty()) {
    UNDERSIGNED_TRY(service::LetterFolder folder,
                    options.url.empty() ? service::LetterFolder::open(options.dir)
                                        : service::LetterFolder::open_files(options.dir));
    letter.folder_ = std::make_unique<service::LetterFolder>(std::move(folder));
  }
  if (options.url.empty()) {
    letter.record_ = std::make_unique<service::FolderRecord>(*letter.folder_, runtime);
    return letter;
  }
  UNDERSIGNED_TRY(letter.client_, connect(options.url, options.authorities));
  letter.record_ = std::make_unique<http::ServedRecord>(*letter.client_, runtime);
  return letter;
}

}  // namespace undersigned::cli
