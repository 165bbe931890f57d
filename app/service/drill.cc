#include "app/service/drill.h"

#include "app/service/code_office.h"
#include "app/service/csv.h"
#include "app/service/draft.h"
#include "app/service/epochs.h"
#include "app/service/files.h"
#include "app/service/organisation.h"
#include "app/service/roster_invitations.h"
#include "app/service/roster_office.h"
#include "app/service/signing.h"
#include "app/service/trustee_desk.h"
#include "app/service/trustee_key.h"
#include "core/base/json.h"
#include "core/base/time_text.h"
#include "core/trustee/trustee_office.h"
#include "core/trustee/trustee_watch.h"

namespace undersigned::service {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t kPeople = 12, kSigners = 9, kTooFew = 2;
constexpr std::int64_t kStart = 1'700'000'800, kEpoch = 3'600;
constexpr std::string_view kBody = "A rehearsal. Nothing here is meant.\n";

base::Json drill_draft(std::size_t threshold) {
  base::Json draft;
  draft["language"] = "en";
  draft["title"] = "A drill for trustees";
  draft["addressee"] = "Nobody";
  draft["authors"] = base::Json::array({{{"name", "Nobody"}, {"role", ""}, {"stake", ""}}});
  base::Json signature = {{"id", "signature"}, {"kind", "signature"}};
  signature["ladder"] = base::Json::array({3, 8});
  base::Json choice = {{"id", "freedom"}, {"kind", "choice"}, {"question", "Did you feel free?"}};
  choice["answers"] = base::Json::array({"Yes", "No"});
  draft["items"] = base::Json::array({signature, choice});
  draft["schedule"] = {{"start", base::format_time(kStart)},
                       {"earliest_opening", base::format_time(kStart)},
                       {"epoch_seconds", kEpoch},
                       {"epochs", 1}};
  draft["smallest_cohort"] = 10;
  draft["trustees"]["threshold"] = threshold;
  draft["trustees"]["members"] = base::Json::array();
  draft["log_origin"] = "letters.example/drill";
  draft["objection_seconds"] = 0;
  return draft;
}

class DrillMaker {
 public:
  DrillMaker(const DrillPlan& plan, const Runtime& runtime, LetterFolder folder)
      : plan_(plan),
        folder_(std::move(folder)),
        runtime_{runtime.ops, runtime.randomness, runtime.executor, [this] { return now_; },
                 runtime.progress} {}
  DrillMaker(const DrillMaker&) = delete;
  DrillMaker& operator=(const DrillMaker&) = delete;

  base::Result<Drill> make() {
    UNDERSIGNED_TRY_VOID(write_file(
        folder_.draft(), base::as_bytes(drill_draft(plan_.threshold).dump(2)), Privacy::kPublic));
    UNDERSIGNED_TRY_VOID(write_file(folder_.body(), base::as_bytes(kBody), Privacy::kPublic));
    UNDERSIGNED_TRY_VOID(make_keys());
    UNDERSIGNED_TRY_VOID(make_roster());
    UNDERSIGNED_TRY_VOID(sign_and_close());
    return std::move(drill_);
  }

 private:
  base::Result<void> make_keys() {
    for (std::size_t i = 0; i < plan_.names.size(); ++i) {
      drill_.keys.push_back(plan_.out / "trustees" / ("trustee-" + std::to_string(i + 1) + ".key"));
      UNDERSIGNED_TRY(TrusteeKey key, TrusteeKey::create(drill_.keys.back(), plan_.names[i],
                                                         std::nullopt, runtime_));
      UNDERSIGNED_TRY_VOID(
          add_trustee(folder_, plan_.names[i], key.file().signing().public_key(),
                      runtime_.ops.multiply_base(key.vault().decryption.reveal())));
      keys_.push_back(std::move(key));
    }
    UNDERSIGNED_TRY_VOID(freeze_draft(folder_, kPeople, runtime_));
    for (int round = 0; round < 4; ++round) UNDERSIGNED_TRY_VOID(step_all());
    return {};
  }

  base::Result<void> step_all() {
    LocalDesk desk(folder_);
    for (TrusteeKey& key : keys_) UNDERSIGNED_TRY_VOID(trustee_step(desk, key, runtime_));
    return {};
  }

  base::Result<void> make_roster() {
    std::string table = csv_row({"name", "cohort"});
    for (const Person& person : invent_people(kPeople, 1)) table += csv_row({person.name, "All"});
    const fs::path csv = plan_.out / "roster.csv";
    UNDERSIGNED_TRY_VOID(write_file(csv, base::as_bytes(table), Privacy::kPublic));
    UNDERSIGNED_TRY_VOID(issue_codes(folder_, csv, runtime_));
    UNDERSIGNED_TRY(const FreezeReport frozen, freeze_roster(folder_, runtime_));
    drill_.fingerprint = frozen.fingerprint;
    return step_all();
  }

  base::Result<void> sign_and_close() {
    UNDERSIGNED_TRY(RecordView view, RecordView::read(folder_.store(), runtime_));
    UNDERSIGNED_TRY(const std::vector<Invited> invited, invitations_of(folder_));
    UNDERSIGNED_TRY(const letter::Manifest manifest, folder_.manifest());
    constexpr std::string_view kTexts[] = {"by-name>=3", "freedom=1"};
    UNDERSIGNED_TRY(const letter::Wish wish, letter::Wish::parse(manifest, kTexts));
    for (std::size_t i = 0; i < (plan_.fails ? kTooFew : kSigners); ++i) {
      const Invitation& invitation = invited[i].invitation;
      UNDERSIGNED_TRY(const Signer signer,
                      let_in(view, invitation, {&*invitation.code, 1}, runtime_));
      UNDERSIGNED_TRY(const base::Bytes entry, make_entry(view, signer, wish, runtime_));
      UNDERSIGNED_TRY_VOID(submit_entry(folder_, view, signer.index, entry, runtime_));
    }
    now_ = manifest.epoch_end(1);
    UNDERSIGNED_TRY_VOID(end_epoch(folder_, view, true, Early::kRefused, runtime_));
    return {};
  }

  const DrillPlan& plan_;
  LetterFolder folder_;
  std::int64_t now_ = kStart;
  Runtime runtime_;
  std::vector<TrusteeKey> keys_;
  Drill drill_;
};

}  // namespace

base::Result<Drill> make_drill(const DrillPlan& plan, const Runtime& runtime) {
  UNDERSIGNED_TRY(LetterFolder folder, LetterFolder::create(plan.out));
  return DrillMaker(plan, runtime, std::move(folder)).make();
}

base::Result<DrillRun> play_drill(const DrillPlan& plan, const Drill& drill,
                                  const std::vector<std::size_t>& present, const Runtime& runtime) {
  UNDERSIGNED_TRY(LetterFolder folder, LetterFolder::open(plan.out));
  LocalDesk desk(folder);
  DrillRun run;
  for (bool anything = true; anything && !run.complete;) {
    anything = false;
    for (const std::size_t i : present) {
      UNDERSIGNED_TRY(TrusteeKey key, TrusteeKey::load(drill.keys[i], std::nullopt));
      UNDERSIGNED_TRY(const trustee::TrusteeReport report, trustee_open(desk, key, runtime));
      for (const std::string& step : report.done) run.steps.push_back(plan.names[i] + ": " + step);
      anything = anything || !report.done.empty();
      run.complete = report.complete;
    }
  }
  UNDERSIGNED_TRY(RecordView view, RecordView::read(folder.store(), runtime));
  UNDERSIGNED_TRY(trustee::TrusteeWatch watch, watch_trustees(desk.board(), view));
  run.waiting = std::move(watch.waiting);
  run.faults = std::move(watch.faults);
  return run;
}

}  // namespace undersigned::service
