// The letter that a command adds to: a folder, or one that a server holds.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "app/http/client.h"
#include "app/service/letter_folder.h"
#include "app/service/runtime.h"
#include "app/service/writable_record.h"

namespace undersigned::cli {

struct LetterOptions {
  std::string dir;          // the letter's folder
  std::string url;          // while a server holds it: https://HOST/letters/ID
  std::string authorities;  // of an address: certificates to trust
};
// --dir, needed for what lies in it, and --url and --ca for a record that a server holds.
void add_letter_options(CLI::App& command, LetterOptions& options);
// Either --dir or --url, for who needs the record alone.
void add_record_place(CLI::App& command, LetterOptions& options);

class OpenedLetter {
 public:
  // With an address the folder, if there is one, is opened for its files alone. Refuses what
  // LetterFolder and connect refuse. The runtime outlives it.
  static base::Result<OpenedLetter> open(const LetterOptions& options,
                                         const service::Runtime& runtime);

  const service::LetterFolder& folder() const { return *folder_; }  // where --dir is given
  service::WritableRecord& record() const { return *record_; }

 private:
  OpenedLetter() = default;
  std::unique_ptr<service::LetterFolder> folder_;
  std::unique_ptr<http::Client> client_;
  std::unique_ptr<service::WritableRecord> record_;
};

}  // namespace undersigned::cli
