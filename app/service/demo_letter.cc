#include "app/service/demo_letter.h"

#include <array>

#include "app/service/code_office.h"
#include "app/service/csv.h"
#include "app/service/draft.h"
#include "app/service/files.h"
#include "app/service/holder_card.h"
#include "app/service/organisation.h"
#include "app/service/roster_office.h"
#include "app/service/signing.h"
#include "app/service/trustee_desk.h"
#include "core/base/json.h"
#include "core/base/time_text.h"

namespace undersigned::service {
namespace {

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

base::Json pledge_to_resign(std::int64_t expires) {
  base::Json pledge = {
      {"id", "resign"}, {"kind", "pledge"}, {"text", "I hand in my notice within two weeks."}};
  pledge["ladder"] = base::Json::array({1, "26%", "52%"});
  pledge["release"] = {{"demands", base::Json::array({"leaders"})},
                       {"at_least", 1},
                       {"expires", base::format_time(expires)}};
  return pledge;
}

base::Json choice(std::string_view id, std::string_view question,
                  std::initializer_list<const char*> answers) {
  base::Json choice = {{"id", id}, {"kind", "choice"}, {"question", question}};
  choice["answers"] = base::Json(std::vector<std::string>(answers.begin(), answers.end()));
  return choice;
}

base::Json demo_items(std::int64_t opening) {
  constexpr std::int64_t kPledgeHolds = 120 * 86'400;
  base::Json signature = {{"id", "signature"}, {"kind", "signature"}};
  signature["ladder"] = base::Json::array({"13%", "39%", "65%"});
  base::Json first = choice("first", "Which demand matters most to you?",
                            {"Bring them back", "Say why", "A seat at the table"});
  first["kind"] = "ranking";
  return base::Json::array({signature, demand("leaders", "Bring them back."),
                            demand("answers", "Say in public why you acted, and who was asked."),
                            demand("seat", "Give the staff a seat at the table."),
                            pledge_to_resign(opening + kPledgeHolds),
                            choice("destination", "If nothing changes: where would you really go?",
                                   {"Stay", "Halden Systems", "Somewhere else"}),
                            choice("reason", "What keeps you from going to Halden Systems?",
                                   {"Its work is not ours", "Pay or place of work",
                                    "Its bureaucracy", "Loyalty to this place", "Nothing does"}),
                            choice("freedom", "Did you feel free?",
                                   {"Signed freely", "Signed, felt pushed", "Did not sign, freely",
                                    "Did not sign, felt pushed"}),
                            first});
}

base::Json demo_draft(const DemoPlan& plan) {
  const letter::Schedule& schedule = plan.schedule;
  base::Json draft;
  draft["language"] = "en";
  draft["title"] = "The night letter";
  draft["addressee"] = "The board of Meridian Works";
  draft["authors"] =
      base::Json::array({{{"name", "Ilvar Kestane"},
                          {"role", "Head of Research"},
                          {"stake", "Reports to the people who were removed; holds shares"}}});
  draft["items"] = demo_items(schedule.earliest_opening);
  draft["schedule"] = {{"start", base::format_time(schedule.start)},
                       {"earliest_opening", base::format_time(schedule.earliest_opening)},
                       {"epoch_seconds", schedule.epoch_seconds},
                       {"epochs", schedule.epochs}};
  draft["smallest_cohort"] = 25;
  draft["trustees"]["threshold"] = 2;
  draft["trustees"]["members"] = base::Json::array();
  draft["log_origin"] = "letters.example/night";
  draft["objection_seconds"] = 0;
  if (!plan.witnesses.empty()) {
    base::Json keys = base::Json::array();
    for (const log::VerifierKey& key : plan.witnesses) keys.push_back(key.format());
    draft["witnesses"] = {{"required", keys.size()}, {"keys", keys}};
  }
  return draft;
}

// The letter as it comes into being.
class Maker {
 public:
  Maker(LetterFolder& folder, const DemoPlan& plan, const Runtime& runtime)
      : folder_(folder), plan_(plan), runtime_(runtime) {}

  base::Result<void> write_people() {
    if (!plan_.roster) {
      std::string table = csv_row({"name", "role", "department", "email"});
      for (const Person& person : invent_people(plan_.people, plan_.seed)) {
        table += csv_row({person.name, person.role, person.cohort, person.email});
      }
      UNDERSIGNED_TRY_VOID(write_file(roster_csv(), base::as_bytes(table), Privacy::kPublic));
    }
    UNDERSIGNED_TRY(PeopleReport read, read_people(roster_csv()));
    letter_.people = std::move(read.people);
    std::erase_if(letter_.people, &Person::testifies);
    return {};
  }

  base::Result<void> make_keys() {
    UNDERSIGNED_TRY_VOID(write_file(
        folder_.draft(), base::as_bytes(demo_draft(plan_).dump(2) + "\n"), Privacy::kPublic));
    UNDERSIGNED_TRY_VOID(write_file(folder_.body(), base::as_bytes(kBody), Privacy::kPublic));
    for (std::size_t i = 0; i < kTrustees.size(); ++i) {
      UNDERSIGNED_TRY(TrusteeKey key,
                      TrusteeKey::create(trustee_key(i), kTrustees[i], std::nullopt, runtime_));
      UNDERSIGNED_TRY_VOID(
          add_trustee(folder_, kTrustees[i], key.file().signing().public_key(),
                      runtime_.ops.multiply_base(key.vault().decryption.reveal())));
      letter_.trustees.push_back(std::move(key));
    }
    const auto people = static_cast<std::uint32_t>(letter_.people.size());
    UNDERSIGNED_TRY(letter_.manifest, freeze_draft(folder_, people, runtime_));
    for (int round = 0; round < 4; ++round) UNDERSIGNED_TRY_VOID(step_all());
    return {};
  }

  base::Result<void> make_roster() {
    UNDERSIGNED_TRY_VOID(issue_codes(folder_, roster_csv(), runtime_));
    UNDERSIGNED_TRY(const FreezeReport frozen, freeze_roster(folder_, runtime_));
    letter_.fingerprint = frozen.fingerprint;
    UNDERSIGNED_TRY(const std::vector<Holder> holders, read_holders(folder_));
    for (const Holder& holder : holders) {
      letter_.invitations[holder.person.name] = {letter_.manifest->title, frozen.fingerprint,
                                                 card_of(holder.person), holder.code.clone()};
    }
    return step_all();
  }

  DemoLetter take() { return std::move(letter_); }

 private:
  std::filesystem::path roster_csv() const {
    return plan_.roster ? *plan_.roster : plan_.out / "roster.csv";
  }
  std::filesystem::path trustee_key(std::size_t i) const {
    return plan_.out / "trustees" / ("trustee-" + std::to_string(i + 1) + ".key");
  }
  base::Result<void> step_all() {
    LocalDesk desk(folder_);
    for (TrusteeKey& key : letter_.trustees)
      UNDERSIGNED_TRY_VOID(trustee_step(desk, key, runtime_));
    return {};
  }

  LetterFolder& folder_;
  const DemoPlan& plan_;
  const Runtime& runtime_;
  DemoLetter letter_;
};

}  // namespace

base::Result<DemoLetter> make_demo_letter(LetterFolder& folder, const DemoPlan& plan,
                                          const Runtime& runtime,
                                          const std::function<void(const std::string&)>& stage) {
  Maker maker(folder, plan, runtime);
  UNDERSIGNED_TRY_VOID(maker.write_people());
  stage("three trustees make the keys; any two of them can open");
  UNDERSIGNED_TRY_VOID(maker.make_keys());
  stage("codes, credentials and cards for everybody");
  UNDERSIGNED_TRY_VOID(maker.make_roster());
  return maker.take();
}

base::Result<Submitted> demo_submission(const DemoLetter& letter, const RecordView& view,
                                        const Event& event, const Runtime& runtime) {
  const Invitation& invitation = letter.invitations.at(letter.people[event.person].name);
  UNDERSIGNED_TRY(const Signer signer, let_in(view, invitation, {&*invitation.code, 1}, runtime));
  const std::vector<std::string_view> texts(event.choice.begin(), event.choice.end());
  UNDERSIGNED_TRY(const letter::Wish wish, letter::Wish::parse(*letter.manifest, texts));
  UNDERSIGNED_TRY(base::Bytes entry, make_entry(view, signer, wish, runtime));
  return Submitted{signer.index, std::move(entry)};
}

base::Result<bool> open_demo_letter(DemoLetter& letter, trustee::TrusteeDesk& desk,
                                    const Runtime& runtime) {
  bool anything = false, complete = false;
  for (std::size_t i = 0; i < letter.manifest->threshold; ++i) {
    UNDERSIGNED_TRY(const trustee::TrusteeReport done,
                    trustee_open(desk, letter.trustees[i], runtime));
    complete = done.complete;
    anything = anything || !done.done.empty();
  }
  if (!anything && !complete)
    return base::fail("demo.stuck", "", "The trustees cannot go on; this is a defect.");
  return complete;
}

}  // namespace undersigned::service
