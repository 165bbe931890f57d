#include "bin/host/verify_folder.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iterator>
#include <span>

#include "bin/host/disk_record_files.h"
#include "bin/host/system_entropy.h"
#include "bin/host/thread_executor.h"
#include "core/base/encoding.h"
#include "core/base/json.h"
#include "core/letter/claims.h"
#include "core/letter/shown_names.h"

namespace undersigned::host {
namespace {

void print_line(const letter::CheckLine& line) {
  const char* verdict = line.ok ? "ok  " : line.withheld ? "gone" : "FAIL";
  std::printf("%s  %-12s %s\n", verdict, line.name.c_str(), line.detail.c_str());
  std::fflush(stdout);
}

base::Json json_of(const letter::VerifyReport& report) {
  base::Json out;
  out["valid"] = !report.failure.has_value();
  out["withheld"] = report.withheld.has_value();
  out["checks"] = base::Json::array();
  for (const letter::CheckLine& line : report.lines) {
    out["checks"].push_back({{"check", line.name},
                             {"section", line.section},
                             {"ok", line.ok},
                             {"withheld", line.withheld},
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
  const auto& outcome = report.outcome ? report.outcome : report.withheld;
  if (outcome) out["fingerprint"] = base::to_hex(outcome->fingerprint);
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

// What was asked about a record that is valid.
struct Answers {
  std::vector<letter::Claim> claims;
  std::vector<base::Error> refused;
  std::optional<letter::ShownNamesCheck> names;
};

void answer_claims(const letter::Outcome& outcome, const Asked& asked, Answers& answers) {
  if (asked.all) answers.claims = letter::claims_of(outcome);
  for (const std::string& text : asked.claims) {
    if (auto claim = letter::check_claim(outcome, text)) {
      answers.claims.push_back(*std::move(claim));
    } else {
      answers.refused.push_back(std::move(claim).error());
    }
  }
}

void answer_names(const letter::RecordVerifier& valid, const letter::ShownNames& shown,
                  Answers& answers) {
  answers.names = letter::check_shown_names(*valid.manifest(), *valid.roster(), shown);
  std::ranges::move(answers.names->wrong, std::back_inserter(answers.refused));
}

// What a verification is given, read before it begins.
struct Given {
  std::optional<hash::Digest256> fingerprint;
  std::optional<letter::ShownNames> names;
};

base::Result<Given> read_given(const std::string& folder,
                               const std::optional<std::string>& fingerprint, const Asked& asked) {
  Given given;
  if (fingerprint) {
    const auto digits = base::array_from_hex<32>(*fingerprint);
    if (!digits) {
      return base::fail(
          "verify.fingerprint", "5",
          "The fingerprint is 64 hexadecimal digits, lower case, as invitations show it.");
    }
    given.fingerprint = *digits;
  }
  UNDERSIGNED_TRY_VOID(DiskRecordFiles::open(folder));
  if (!asked.names.empty()) {
    UNDERSIGNED_TRY(const base::Bytes file,
                    read_regular(asked.names, asked.names, letter::kMaxShownNamesBytes));
    UNDERSIGNED_TRY(given.names, letter::ShownNames::parse(file));
  }
  return given;
}

constexpr std::size_t kMostRefused = 20;  // shown as text; JSON has all

void print_names(const letter::ShownNamesCheck& names, bool same) {
  std::printf("%u of %u: this is %s the list of names that the letter committed to.\n", names.found,
              names.people, same ? "exactly" : "not");
}

void print_answers(const Answers& answers) {
  for (const letter::Claim& claim : answers.claims)
    std::printf("%s=%s\n", claim.name.c_str(), claim.value.c_str());
  const std::size_t shown = std::min(answers.refused.size(), kMostRefused);
  for (const base::Error& error : std::span(answers.refused).first(shown))
    std::printf("%s [%s]\n", error.message.c_str(), error.check.c_str());
  if (shown < answers.refused.size())
    std::printf("… and %zu more; all of them: --json\n", answers.refused.size() - shown);
  if (answers.names) print_names(*answers.names, answers.refused.empty());
}

base::Json json_of(const Answers& answers) {
  base::Json out = {{"claims", base::Json::object()}, {"refused", base::Json::array()}};
  for (const letter::Claim& claim : answers.claims) out["claims"][claim.name] = claim.value;
  for (const base::Error& error : answers.refused)
    out["refused"].push_back({{"check", error.check}, {"message", error.message}});
  if (answers.names)
    out["names"] = {{"found", answers.names->found}, {"people", answers.names->people}};
  return out;
}

void print_fingerprint(const letter::Outcome& outcome) {
  std::printf(
      "Self-consistent only: no fingerprint was given. This record's is\n  %s\nCompare it with "
      "your invitation's, or give it with --fingerprint.\n",
      base::to_hex(outcome.fingerprint).c_str());
}

// Not *valid*, and not refused either.
void print_withheld(const letter::Outcome& outcome) {
  std::printf(
      "\nENTRIES WITHHELD AFTER FAILURE: tree, checkpoints, keys, roster and signed statements are "
      "as they should be.\nThe entries are gone from this record, so their proofs and the count "
      "cannot be verified any more: that the letter\nfailed is the word of %zu trustees and the "
      "log. Whoever kept the record from before can still verify it.\n",
      outcome.manifest.threshold);
}

void print_verdict(const letter::VerifyReport& report, bool compared, double seconds) {
  if (report.withheld) {
    print_withheld(*report.withheld);
  } else if (report.failure) {
    return print_failure(*report.failure);
  } else {
    std::printf("\nVALID: every check passed, in %.1f s.\n", seconds);
  }
  if (!compared) print_fingerprint(report.withheld ? *report.withheld : *report.outcome);
}

int exit_code(const letter::VerifyReport& report, const Answers& answers) {
  if (report.withheld) return kWithheld;
  return report.failure || !answers.refused.empty() ? kInvalid : kValid;
}

}  // namespace

letter::VerifyReport verify(const std::string& folder,
                            const std::optional<hash::Digest256>& fingerprint,
                            const letter::CheckCallback& lines,
                            const letter::ValidCallback& valid) {
  letter::VerifyReport report;
  auto files = DiskRecordFiles::open(folder);
  if (!files) {
    report.failure = letter::Failure{"files", files.error().check,  "8", std::nullopt,
                                     folder,  files.error().message};
    return report;
  }
  ThreadExecutor executor;
  SystemEntropy randomness;
  return letter::verify_record(*files, fingerprint, executor, randomness, lines, valid);
}

int verify_folder(const std::string& folder, const std::optional<std::string>& fingerprint,
                  Format format, const Asked& asked) {
  const auto given = read_given(folder, fingerprint, asked);
  if (!given) return report_error(given.error(), format);
  const auto started = std::chrono::steady_clock::now();
  const bool lines = format == Format::kText && !asked.any();
  Answers answers;
  const letter::VerifyReport report =
      verify(folder, given->fingerprint,
             lines ? letter::CheckCallback(print_line) : letter::CheckCallback(),
             [&](const letter::RecordVerifier& valid) {
               if (given->names) answer_names(valid, *given->names, answers);
             });
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  if (report.outcome) answer_claims(*report.outcome, asked, answers);
  if (format == Format::kJson) {
    base::Json value = json_of(report);
    if (asked.any()) value.update(json_of(answers));
    std::printf("%s\n", value.dump(2).c_str());
  } else if (asked.any() && !report.failure) {
    print_answers(answers);
  } else {
    print_verdict(report, given->fingerprint.has_value(), seconds);
  }
  return exit_code(report, answers);
}

}  // namespace undersigned::host
