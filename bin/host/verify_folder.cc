#include "bin/host/verify_folder.h"

#include <chrono>
#include <cstdio>

#include "bin/host/disk_record_files.h"
#include "bin/host/system_entropy.h"
#include "bin/host/thread_executor.h"
#include "core/base/encoding.h"
#include "core/base/json.h"

namespace undersigned::host {
namespace {

void print_line(const letter::CheckLine& line) {
  std::printf("%s  %-12s %s\n", line.ok ? "ok  " : "FAIL", line.name.c_str(), line.detail.c_str());
  std::fflush(stdout);
}

base::Json json_of(const letter::VerifyReport& report) {
  base::Json out;
  out["valid"] = !report.failure.has_value();
  out["checks"] = base::Json::array();
  for (const letter::CheckLine& line : report.lines) {
    out["checks"].push_back({{"check", line.name},
                             {"section", line.section},
                             {"ok", line.ok},
                             {"detail", line.detail}});
  }
  if (report.failure) {
    const letter::Failure& failure = *report.failure;
    out["failure"] = {{"line", failure.line},
                      {"check", failure.check},
                      {"section", failure.section},
                      {"kind", failure.kind},
                      {"message", failure.message}};
    out["failure"]["leaf"] = failure.leaf ? base::Json(*failure.leaf) : base::Json(nullptr);
  }
  if (report.outcome) out["fingerprint"] = base::to_hex(report.outcome->fingerprint);
  return out;
}

void print_failure(const letter::Failure& failure) {
  std::printf("\nNOT VALID: %s\n", failure.message.c_str());
  if (failure.leaf) {
    std::printf("  first failing leaf: %llu (%s)\n", static_cast<unsigned long long>(*failure.leaf),
                failure.kind.c_str());
  } else if (!failure.kind.empty()) {
    std::printf("  at: %s\n", failure.kind.c_str());
  }
  std::printf("  check: %s, section %s of docs/protocol.md\n", failure.check.c_str(),
              failure.section.c_str());
}

int report_error(const base::Error& error, Format format) {
  if (format == Format::kJson) {
    const base::Json out = {
        {"error",
         {{"check", error.check}, {"section", error.section}, {"message", error.message}}}};
    std::printf("%s\n", out.dump(2).c_str());
  } else {
    std::fprintf(stderr, "%s\n", error.message.c_str());
  }
  return kUnreadable;
}

}  // namespace

letter::VerifyReport verify(const std::string& folder,
                            const std::optional<hash::Digest256>& fingerprint,
                            const letter::CheckCallback& lines) {
  letter::VerifyReport report;
  auto files = DiskRecordFiles::open(folder);
  if (!files) {
    report.failure = letter::Failure{"files", files.error().check,  "8", std::nullopt,
                                     folder,  files.error().message};
    return report;
  }
  ThreadExecutor executor;
  SystemEntropy randomness;
  return letter::verify_record(*files, fingerprint, executor, randomness, lines);
}

int verify_folder(const std::string& folder, const std::optional<std::string>& fingerprint,
                  Format format) {
  std::optional<hash::Digest256> expected;
  if (fingerprint) {
    const auto digits = base::array_from_hex<32>(*fingerprint);
    if (!digits)
      return report_error(
          {"verify.fingerprint", "5",
           "The fingerprint is 64 hexadecimal digits, lower case, as invitations show it."},
          format);
    expected = *digits;
  }
  if (const auto files = DiskRecordFiles::open(folder); !files)
    return report_error(files.error(), format);
  const auto started = std::chrono::steady_clock::now();
  const letter::CheckCallback lines =
      format == Format::kText ? letter::CheckCallback(print_line) : letter::CheckCallback();
  const letter::VerifyReport report = verify(folder, expected, lines);
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  if (format == Format::kJson) {
    std::printf("%s\n", json_of(report).dump(2).c_str());
  } else if (report.failure) {
    print_failure(*report.failure);
  } else {
    std::printf("\nVALID: every check passed, in %.1f s.\n", seconds);
    if (!expected) {
      std::printf(
          "Self-consistent only: no fingerprint was given. This record's is\n  %s\nCompare it with "
          "your invitation's, or give it with --fingerprint.\n",
          base::to_hex(report.outcome->fingerprint).c_str());
    }
  }
  return report.failure ? kInvalid : kValid;
}

}  // namespace undersigned::host
