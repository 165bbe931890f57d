#include "app/service/demo.h"

#include <algorithm>

#include "app/service/csv.h"
#include "app/service/draft.h"
#include "app/service/epochs.h"
#include "app/service/events.h"
#include "app/service/files.h"
#include "app/service/invitation.h"
#include "app/service/organisation.h"
#include "app/service/people.h"
#include "app/service/record_view.h"
#include "app/service/roster_office.h"
#include "app/service/signing.h"
#include "app/service/trustee_office.h"
#include "core/base/json.h"
#include "core/base/time_text.h"

namespace undersigned::service {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kStart = "2030-03-10T22:00:00Z";  // a Sunday night
constexpr std::uint32_t kEpochs = 4;
constexpr std::uint32_t kEpochSeconds = 6 * 3600;
constexpr std::array kTrustees = {"Trustee One", "Trustee Two", "Trustee Three"};

constexpr std::string_view kBody =
    "To the board.\n\n"
    "On Friday you removed the people who lead us, and told us afterwards. We learned it from the "
    "news.\n\n"
    "We ask you to:\n\n"
    "1. bring them back;\n"
    "2. say in public why you acted, and who was asked;\n"
    "3. give the staff a seat at the table.\n\n"
    "If you do not, many of us will leave. Halden Systems has offered every one of us a place. How "
    "many of\n"
    "us would really go there, we say below, each for themselves.\n";

base::Json demand(std::string_view id, std::string_view text) {
  base::Json demand = {{"id", id}, {"kind", "demand"}, {"text", text}};
  demand["ladder"] = base::Json::array({"26%", "52%"});
  return demand;
}

base::Json pledge_to_resign() {
  base::Json pledge = {
      {"id", "resign"}, {"kind", "pledge"}, {"text", "I hand in my notice within two weeks."}};
  pledge["ladder"] = base::Json::array({1, "26%", "52%"});
  pledge["release"] = {{"demands", base::Json::array({"leaders"})},
                       {"at_least", 1},
                       {"expires", "2030-06-30T22:00:00Z"}};
  return pledge;
}

base::Json demo_draft() {
  base::Json draft;
  draft["language"] = "en";
  draft["title"] = "The night letter";
  draft["addressee"] = "The board of Meridian Works";
  draft["authors"] =
      base::Json::array({{{"name", "Ilvar Kestane"},
                          {"role", "Head of Research"},
                          {"stake", "Reports to the people who were removed; holds shares"}}});
  base::Json signature = {{"id", "signature"}, {"kind", "signature"}};
  signature["ladder"] = base::Json::array({"13%", "39%", "65%"});
  base::Json destination = {{"id", "destination"},
                            {"kind", "choice"},
                            {"question", "If nothing changes: where would you really go?"}};
  destination["answers"] = base::Json::array({"Stay", "Halden Systems", "Somewhere else"});
  base::Json reason = {{"id", "reason"},
                       {"kind", "choice"},
                       {"question", "What keeps you from going to Halden Systems?"}};
  reason["answers"] =
      base::Json::array({"Its work is not ours", "Pay or place of work", "Its bureaucracy",
                         "Loyalty to this place", "Nothing does"});
  base::Json freedom = {{"id", "freedom"}, {"kind", "choice"}, {"question", "Did you feel free?"}};
  freedom["answers"] = base::Json::array({"Signed freely", "Signed, felt pushed",
                                          "Did not sign, freely", "Did not sign, felt pushed"});
  base::Json first = {
      {"id", "first"}, {"kind", "ranking"}, {"question", "Which demand matters most to you?"}};
  first["answers"] = base::Json::array({"Bring them back", "Say why", "A seat at the table"});
  draft["items"] =
      base::Json::array({signature, demand("leaders", "Bring them back."),
                         demand("answers", "Say in public why you acted, and who was asked."),
                         demand("seat", "Give the staff a seat at the table."), pledge_to_resign(),
                         destination, reason, freedom, first});
  const std::int64_t start = base::parse_time(kStart).value();
  draft["schedule"] = {{"start", kStart},
                       {"earliest_opening", base::format_time(start + 86'400)},
                       {"epoch_seconds", kEpochSeconds},
                       {"epochs", kEpochs}};
  draft["smallest_cohort"] = 25;
  draft["trustees"]["threshold"] = 2;
  draft["trustees"]["members"] = base::Json::array();
  draft["log_origin"] = "letters.example/night";
  draft["objection_seconds"] = 0;
  return draft;
}

// The demonstration as it goes: the folder, the trustees, the clock.
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
    UNDERSIGNED_TRY_VOID(write_people());
    stage_("three trustees make the keys; any two of them can open");
    UNDERSIGNED_TRY_VOID(make_letter());
    stage_("codes, credentials and cards for " + std::to_string(report_.people) + " people");
    UNDERSIGNED_TRY_VOID(make_roster());
    UNDERSIGNED_TRY_VOID(play_epochs());
    stage_("two trustees count, open the names, and tally");
    UNDERSIGNED_TRY_VOID(open_letter());
    UNDERSIGNED_TRY(report_.leaves, folder_.store().leaf_count());
    return report_;
  }

 private:
  fs::path roster_csv() const {
    return options_.roster ? *options_.roster : options_.out / "roster.csv";
  }
  fs::path trustee_key(std::size_t i) const {
    return options_.out / "trustees" / ("trustee-" + std::to_string(i + 1) + ".key");
  }

  base::Result<void> write_people() {
    if (!options_.roster) {
      std::string table = csv_row({"name", "role", "department", "email"});
      for (const Person& person : invent_people(options_.people, options_.seed)) {
        table += csv_row({person.name, person.role, person.cohort, person.email});
      }
      UNDERSIGNED_TRY_VOID(write_file(roster_csv(), base::as_bytes(table), Privacy::kPublic));
    }
    UNDERSIGNED_TRY(PeopleReport read, read_people(roster_csv()));
    people_ = std::move(read.people);
    report_.people = static_cast<std::uint32_t>(people_.size());
    return {};
  }

  base::Result<void> make_letter() {
    UNDERSIGNED_TRY_VOID(
        write_file(folder_.draft(), base::as_bytes(demo_draft().dump(2) + "\n"), Privacy::kPublic));
    UNDERSIGNED_TRY_VOID(write_file(folder_.body(), base::as_bytes(kBody), Privacy::kPublic));
    for (std::size_t i = 0; i < kTrustees.size(); ++i) {
      UNDERSIGNED_TRY(TrusteeKey key,
                      TrusteeKey::create(trustee_key(i), kTrustees[i], std::nullopt, runtime_));
      UNDERSIGNED_TRY_VOID(
          add_trustee(folder_, kTrustees[i], key.file().signing().public_key(),
                      runtime_.ops.multiply_base(key.vault().decryption.reveal())));
      trustees_.push_back(std::move(key));
    }
    UNDERSIGNED_TRY(manifest_, freeze_draft(folder_, report_.people, runtime_));
    for (int round = 0; round < 4; ++round) UNDERSIGNED_TRY_VOID(step_all());
    return {};
  }

  base::Result<void> step_all() {
    LocalDesk desk(folder_, runtime_);
    for (TrusteeKey& key : trustees_) UNDERSIGNED_TRY_VOID(trustee_step(desk, key, runtime_));
    return {};
  }

  base::Result<void> make_roster() {
    UNDERSIGNED_TRY_VOID(issue_codes(folder_, roster_csv(), runtime_));
    UNDERSIGNED_TRY(const FreezeReport frozen, freeze_roster(folder_, runtime_));
    report_.fingerprint = frozen.fingerprint;
    UNDERSIGNED_TRY(const std::vector<Holder> holders, read_holders(folder_));
    for (const Holder& holder : holders) {
      invitations_[holder.person.name] = {
          manifest_->title,
          frozen.fingerprint,
          {holder.person.name, holder.person.role, holder.person.cohort},
          holder.code.clone()};
    }
    return step_all();
  }

  base::Result<std::vector<Event>> load_events() {
    if (options_.events) return read_events(*options_.events, *manifest_);
    std::vector<Event> events = invent_events(*manifest_, options_.seed);
    UNDERSIGNED_TRY_VOID(write_file(options_.out / "events.jsonl",
                                    base::as_bytes(write_events(events)), Privacy::kPublic));
    return events;
  }

  base::Result<void> play_epochs() {
    UNDERSIGNED_TRY(const std::vector<Event> events, load_events());
    report_.events = events.size();
    UNDERSIGNED_TRY(RecordView view, RecordView::read(folder_.store(), runtime_));
    const letter::Schedule& schedule = manifest_->schedule;
    auto event = events.begin();
    for (std::uint32_t epoch = 1; epoch <= schedule.epochs; ++epoch) {
      const auto until = std::ranges::find_if(event, events.end(), [&](const Event& e) {
        return e.time >= static_cast<std::uint64_t>(epoch) * schedule.epoch_seconds;
      });
      stage_("epoch " + std::to_string(epoch) + " of " + std::to_string(schedule.epochs) + ": " +
             std::to_string(until - event) + " submissions, an entry for everybody");
      for (; event != until; ++event) UNDERSIGNED_TRY_VOID(play(view, *event));
      now_ = manifest_->epoch_end(epoch);
      UNDERSIGNED_TRY_VOID(
          end_epoch(folder_, view, epoch == schedule.epochs, Early::kRefused, runtime_));
      report_.entries += report_.people;
    }
    return {};
  }

  // One person does what the event says, with their own code and card.
  base::Result<void> play(const RecordView& view, const Event& event) {
    now_ = manifest_->schedule.start + static_cast<std::int64_t>(event.time);
    const Invitation& invitation = invitations_.at(people_[event.person].name);
    UNDERSIGNED_TRY(const Signer signer, let_in(view, invitation, *invitation.code, runtime_));
    const std::vector<std::string_view> texts(event.choice.begin(), event.choice.end());
    UNDERSIGNED_TRY(const letter::Wish wish, letter::Wish::parse(*manifest_, texts));
    UNDERSIGNED_TRY(const base::Bytes entry, make_entry(view, signer, wish, runtime_));
    UNDERSIGNED_TRY_VOID(submit_entry(folder_, view, signer.index, entry, runtime_));
    return {};
  }

  // Two of the three, taking turns until nothing is left.
  base::Result<void> open_letter() {
    LocalDesk desk(folder_, runtime_);
    for (bool complete = false; !complete;) {
      bool anything = false;
      for (std::size_t i = 0; i < manifest_->threshold; ++i) {
        UNDERSIGNED_TRY(const TrusteeReport done, trustee_open(desk, trustees_[i], runtime_));
        complete = done.complete;
        anything = anything || !done.done.empty();
      }
      if (!anything && !complete)
        return base::fail("demo.stuck", "", "The trustees cannot go on; this is a defect.");
    }
    return {};
  }

  const DemoOptions& options_;
  const std::function<void(const std::string&)>& stage_;
  LetterFolder folder_;
  std::int64_t now_;
  Runtime runtime_;
  DemoReport report_;
  std::vector<Person> people_;
  std::optional<letter::Manifest> manifest_;
  std::vector<TrusteeKey> trustees_;
  std::map<std::string, Invitation> invitations_;
};

}  // namespace

base::Result<DemoReport> run_demo(const DemoOptions& options, const Runtime& runtime,
                                  const std::function<void(const std::string&)>& stage) {
  UNDERSIGNED_TRY(LetterFolder folder, LetterFolder::create(options.out));
  Demo demo(options, runtime, stage, std::move(folder));
  return demo.run();
}

}  // namespace undersigned::service
