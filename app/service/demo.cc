#include "app/service/demo.h"

#include <algorithm>
#include <span>
#include <vector>

#include "app/service/demo_letter.h"
#include "app/service/each.h"
#include "app/service/files.h"
#include "app/service/record_view.h"
#include "app/service/trustee_desk.h"
#include "core/base/time_text.h"

namespace undersigned::service {
namespace {

constexpr std::string_view kStart = "2030-03-10T22:00:00Z";  // a Sunday night
constexpr std::uint32_t kDay = 86'400;

DemoPlan plan_of(const DemoOptions& options) {
  const std::int64_t start = base::parse_time(kStart).value();
  return {options.out, options.people, options.roster, options.seed,
          letter::Schedule{start, start + kDay / options.epochs * options.epochs,
                           kDay / options.epochs, options.epochs}};
}

// The demonstration as it goes: the folder, the letter, the clock.
class Demo {
 public:
  Demo(const DemoOptions& options, const Runtime& runtime,
       const std::function<void(const std::string&)>& stage, LetterFolder folder)
      : options_(options),
        stage_(stage),
        folder_(std::move(folder)),
        now_(base::parse_time(kStart).value()),
        runtime_{runtime.ops, runtime.randomness, runtime.executor, [this] { return now_; },
                 runtime.progress} {}
  Demo(const Demo&) = delete;
  Demo& operator=(const Demo&) = delete;

  base::Result<DemoReport> run() {
    UNDERSIGNED_TRY(letter_, make_demo_letter(folder_, plan_of(options_), runtime_, stage_));
    report_.people = static_cast<std::uint32_t>(letter_.people.size());
    report_.fingerprint = letter_.fingerprint;
    UNDERSIGNED_TRY_VOID(play_epochs());
    stage_("two trustees count, open the names, and tally");
    LocalDesk desk(folder_);
    for (bool complete = false; !complete;) {
      UNDERSIGNED_TRY(complete, open_demo_letter(letter_, desk, runtime_));
    }
    UNDERSIGNED_TRY(report_.leaves, folder_.store().leaf_count());
    return report_;
  }

 private:
  base::Result<void> play_epochs() {
    UNDERSIGNED_TRY_VOID(write_file(options_.out / "events.jsonl", base::as_bytes(options_.events),
                                    Privacy::kPublic));
    UNDERSIGNED_TRY(const std::vector<Event> events,
                    parse_events(base::as_bytes(options_.events), *letter_.manifest));
    report_.events = events.size();
    UNDERSIGNED_TRY(RecordView view, RecordView::read(folder_.store(), runtime_));
    const letter::Schedule& schedule = letter_.manifest->schedule;
    auto event = events.begin();
    for (std::uint32_t epoch = 1; epoch <= schedule.epochs; ++epoch) {
      const auto until = std::ranges::find_if(event, events.end(), [&](const Event& e) {
        return epoch < schedule.epochs &&
               e.time >= static_cast<std::uint64_t>(epoch) * schedule.epoch_seconds;
      });
      stage_("epoch " + std::to_string(epoch) + " of " + std::to_string(schedule.epochs) + ": " +
             std::to_string(until - event) + " submissions, an entry for everybody");
      UNDERSIGNED_TRY_VOID(play(view, {event, until}));
      event = until;
      now_ = letter_.manifest->epoch_end(epoch);
      UNDERSIGNED_TRY_VOID(
          end_epoch(folder_, view, epoch == schedule.epochs, Early::kRefused, runtime_));
      report_.entries += report_.people;
    }
    return {};
  }

  // What people do in one epoch, many at once as a server takes them.
  base::Result<void> play(const RecordView& view, std::span<const Event> events) {
    for (std::size_t done = 0; done < events.size();) {
      const auto some = events.subspan(done, std::min(kEachAtOnce, events.size() - done));
      now_ = letter_.manifest->schedule.start + static_cast<std::int64_t>(some.back().time);
      std::vector<Submitted> made;
      const auto make = [&](std::size_t i, const Runtime& own) {
        return demo_submission(letter_, view, some[i], own);
      };
      UNDERSIGNED_TRY_VOID(append_each(0, some.size(), runtime_, made, make));
      UNDERSIGNED_TRY(const auto verdicts, submit_entries(folder_, view, made, runtime_));
      for (const auto& verdict : verdicts) UNDERSIGNED_TRY_VOID(verdict);
      done += some.size();
      runtime_.progress("playing what people do",
                        static_cast<double>(done) / static_cast<double>(events.size()));
    }
    return {};
  }

  const DemoOptions& options_;
  const std::function<void(const std::string&)>& stage_;
  LetterFolder folder_;
  std::int64_t now_;
  Runtime runtime_;
  DemoReport report_;
  DemoLetter letter_;
};

}  // namespace

base::Result<DemoReport> run_demo(const DemoOptions& options, const Runtime& runtime,
                                  const std::function<void(const std::string&)>& stage) {
  UNDERSIGNED_TRY(LetterFolder folder, LetterFolder::create(options.out));
  Demo demo(options, runtime, stage, std::move(folder));
  return demo.run();
}

}  // namespace undersigned::service
