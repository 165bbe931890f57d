#include <cstdio>

#include "app/print/result_pdf.h"
#include "app/report/result_markdown.h"
#include "app/report/result_page.h"
#include "app/service/files.h"
#include "bin/host/verify_folder.h"
#include "bin/undersigned/commands.h"
#include "bin/undersigned/record_source.h"
#include "core/base/encoding.h"
#include "core/letter/result_json.h"

namespace undersigned::cli {
namespace {

struct Options {
  RecordOptions record;
  std::string fingerprint, format, out, address;
};

base::Result<base::Bytes> text_bytes(const std::string& text) {
  return base::Bytes(text.begin(), text.end());
}

base::Result<base::Bytes> exported(const Options& options, const letter::Outcome& outcome) {
  if (options.format == "pdf") return print::result_pdf(outcome, options.address);
  if (options.format == "html") return text_bytes(report::result_page(outcome));
  if (options.format == "markdown") return text_bytes(report::result_markdown(outcome));
  return text_bytes(letter::result_json(outcome).dump(2) + "\n");
}

base::Result<std::size_t> run(const Options& options, const Console& console) {
  std::optional<hash::Digest256> fingerprint;
  if (!options.fingerprint.empty()) {
    UNDERSIGNED_TRY(fingerprint, base::array_from_hex<32>(options.fingerprint));
  }
  const bool address = options.address.starts_with("https://") ||
                       options.address.starts_with("http://") || options.address.empty();
  if (!address)
    return base::fail("export.address", "", "--address begins with https:// or http://.");
  UNDERSIGNED_TRY(const RecordSource source, RecordSource::open(options.record, console));
  const letter::VerifyReport report = host::verify(source.folder(), fingerprint);
  if (report.failure) {
    return base::fail(report.failure->check, report.failure->section, report.failure->message);
  }
  UNDERSIGNED_TRY(const base::Bytes bytes, exported(options, *report.outcome));
  UNDERSIGNED_TRY_VOID(service::write_file(options.out, bytes, service::Privacy::kPublic));
  return bytes.size();
}

}  // namespace

void add_export_command(Program program) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = program.app.add_subcommand(
      "export", "Verify a record and write the letter as a PDF, a page, JSON or Markdown");
  add_record_options(*command, options->record);
  command->add_option("--format", options->format, "the form")
      ->required()
      ->check(CLI::IsMember({"pdf", "html", "json", "markdown"}));
  command->add_option("--out", options->out, "the file to write")->required();
  command->add_option("--fingerprint", options->fingerprint,
                      "the letter's fingerprint, from an invitation");
  command->add_option("--address", options->address,
                      "where the letter can be read, for the PDF's link and QR code");
  command->callback([=] {
    const auto size = run(*options, program.console);
    program.code = size ? program.console.done({{"file", options->out}, {"bytes", *size}},
                                               "Written from the verified record: " + options->out)
                        : program.console.refused(size.error());
  });
}

}  // namespace undersigned::cli
