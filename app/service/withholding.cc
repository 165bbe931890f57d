#include "app/service/withholding.h"

#include <algorithm>

#include "app/service/record_office.h"
#include "app/service/record_view.h"
#include "core/letter/erasure.h"

namespace undersigned::service {
namespace {

// The names of trustees whose statements the record does not have.
std::vector<std::string> without_statement(const letter::RecordVerifier& record) {
  std::vector<std::string> names;
  const auto& erasures = record.beside().erasures;
  for (std::size_t i = 0; i < record.manifest()->trustees.size(); ++i) {
    if (std::ranges::find(erasures, i + 1, &letter::ErasureStatement::trustee) == erasures.end())
      names.push_back(record.manifest()->trustees[i].name);
  }
  return names;
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

}  // namespace

base::Result<WithholdReport> withhold_entries(LetterFolder& folder, const Runtime& runtime) {
  UNDERSIGNED_TRY(RecordView view, RecordView::read(folder.store(), runtime));
  UNDERSIGNED_TRY_VOID(append_complete(folder, view));
  const letter::RecordVerifier& record = view.verified();
  const auto& settlement = record.settlement();
  if (record.next().kind != letter::NextKind::kComplete || settlement->signatures > 0) {
    return base::fail("withhold.state", "16",
                      "Entries are withheld of a letter that has failed, and of no other: this one "
                      "has opened or is not counted yet.");
  }
  if (record.cells().cells.empty()) {
    return base::fail("withhold.nothing", "16",
                      "No entry of this letter stands, so that nothing could ever be opened: there "
                      "is nothing to withhold.");
  }
  WithholdReport report{record.entry_count(), without_statement(record)};
  const std::size_t erased = record.manifest()->trustees.size() - report.not_erased.size();
  const std::size_t needed = letter::erasures_needed(*record.manifest());
  if (erased < needed) {
    return base::fail("withhold.erasures", "16",
                      std::to_string(needed - erased) +
                          " more of these trustees must erase their "
                          "shares first: " +
                          joined(report.not_erased) + ". Each runs: undersigned trustee erase");
  }
  UNDERSIGNED_TRY_VOID(folder.withhold_entries());
  UNDERSIGNED_TRY_VOID(rebuild_record(folder));
  return report;
}

}  // namespace undersigned::service
