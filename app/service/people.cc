#include "app/service/people.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "app/service/csv.h"
#include "app/service/files.h"
#include "core/base/json.h"
#include "core/base/text.h"
#include "core/letter/card_json.h"

namespace undersigned::service {
namespace {

constexpr std::size_t kMaxPeopleBytes = 256u << 20;
constexpr std::uint32_t kSmallCohort = 10;
constexpr std::string_view kSigns = "signs", kTestifies = "testifies";

struct Columns {
  std::size_t name = 0, cohort = 0;
  std::optional<std::size_t> role, email, standing;
};

base::Result<Columns> find_columns(const CsvTable& table, std::vector<std::string>& notes) {
  Columns columns;
  std::optional<std::size_t> name, cohort;
  for (std::size_t i = 0; i < table.header.size(); ++i) {
    const std::string& title = table.header[i];
    std::optional<std::size_t>* slot = nullptr;
    if (title == "name") slot = &name;
    if (title == "cohort" || title == "department") slot = &cohort;
    if (title == "role") slot = &columns.role;
    if (title == "email" || title == "e-mail") slot = &columns.email;
    if (title == "standing") slot = &columns.standing;
    if (slot == nullptr) {
      notes.push_back("The column '" + title + "' is ignored.");
    } else if (slot->has_value()) {
      return base::fail("people.columns", "5", "The column '" + title + "' is there twice.");
    } else {
      *slot = i;
    }
  }
  if (!name || !cohort) {
    return base::fail("people.columns", "5",
                      "The first line must name the columns; 'name' and 'cohort' (or 'department') "
                      "are needed, 'role', 'email' and 'standing' are welcome.");
  }
  columns.name = *name;
  columns.cohort = *cohort;
  return columns;
}

base::Result<void> check_field(const std::string& text, const char* what, bool may_be_empty,
                               std::size_t line) {
  const std::string where = "Line " + std::to_string(line) + ": ";
  if (text.empty() && !may_be_empty)
    return base::fail("people.text", "5", where + "the " + what + " is empty.");
  if (text.size() > letter::kMaxNameBytes) {
    return base::fail("people.text", "5",
                      where + "the " + what + " is longer than " +
                          std::to_string(letter::kMaxNameBytes) + " bytes.");
  }
  if (auto checked = base::check_text(text, base::TextKind::kLine, what); !checked) {
    return base::fail("people.text", "5", where + checked.error().message);
  }
  return {};
}

base::Result<void> check_twice(const std::string& value, const char* what, std::size_t line,
                               std::map<std::string, std::size_t>& seen) {
  if (value.empty()) return {};
  const auto [place, is_new] = seen.emplace(value, line);
  if (is_new) return {};
  return base::fail(
      "people.twice", "5",
      "Lines " + std::to_string(place->second) + " and " + std::to_string(line) +
          " have the same " + what + ", '" + value +
          "'. If these are two people, tell their names apart, as in 'Ana Ruiz (Payroll)'.");
}

void note_small_cohorts(PeopleReport& report) {
  std::map<std::string, std::uint32_t> sizes;
  for (const Person& person : report.people) {
    if (!person.testifies) ++sizes[person.cohort];
  }
  std::size_t small = 0;
  for (const auto& [cohort, size] : sizes) small += size < kSmallCohort ? 1 : 0;
  if (small > 0) {
    report.notes.push_back(std::to_string(small) + " of " + std::to_string(sizes.size()) +
                           " cohorts have fewer than " + std::to_string(kSmallCohort) +
                           " people; answers are only shown for merged ones.");
  }
}

base::Result<std::vector<Holder>> holders_in(const std::filesystem::path& path) {
  UNDERSIGNED_TRY(const base::Bytes bytes, read_file(path, kMaxPeopleBytes));
  UNDERSIGNED_TRY(const base::Json json, base::parse_json(bytes, kMaxPeopleBytes));
  UNDERSIGNED_TRY(const base::JsonObject file, base::JsonObject::of(json, "roster.json"));
  UNDERSIGNED_TRY(const base::Json* list, file.array("people", letter::kMaxPeople));
  std::vector<Holder> holders;
  for (std::size_t i = 0; i < list->size(); ++i) {
    UNDERSIGNED_TRY(const base::JsonObject object,
                    base::JsonObject::of((*list)[i], "people[" + std::to_string(i) + "]"));
    Holder holder;
    UNDERSIGNED_TRY(holder.person, parse_person(object));
    UNDERSIGNED_TRY(const std::string code, object.text("code", base::kCodeTextSize));
    UNDERSIGNED_TRY(holder.code, base::parse_code(code));
    holders.push_back(std::move(holder));
  }
  return holders;
}

}  // namespace

base::Result<std::vector<ListedPerson>> list_people(base::ByteView csv,
                                                    std::vector<std::string>& notes) {
  UNDERSIGNED_TRY(const CsvTable table, parse_csv(csv));
  UNDERSIGNED_TRY(const Columns columns, find_columns(table, notes));
  std::vector<ListedPerson> listed;
  listed.reserve(table.rows.size());
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const auto& row = table.rows[i];
    const auto optional_field = [&](const std::optional<std::size_t>& column) {
      return column ? row[*column] : std::string();
    };
    const std::string standing = optional_field(columns.standing);
    listed.push_back({{row[columns.name], optional_field(columns.role), row[columns.cohort],
                       optional_field(columns.email), standing == kTestifies},
                      table.lines[i],
                      standing});
  }
  return listed;
}

base::Result<void> check_person(const ListedPerson& listed) {
  const auto& [person, line, standing] = listed;
  if (!standing.empty() && standing != kSigns && standing != kTestifies) {
    return base::fail("people.standing", "5",
                      "Line " + std::to_string(line) + ": the standing is '" + standing +
                          "'; it is 'signs', 'testifies', or left empty for those who sign.");
  }
  UNDERSIGNED_TRY_VOID(check_field(person.name, "name", false, line));
  UNDERSIGNED_TRY_VOID(check_field(person.cohort, "cohort", false, line));
  UNDERSIGNED_TRY_VOID(check_field(person.role, "role", true, line));
  return check_field(person.email, "e-mail address", true, line);
}

base::Result<PeopleReport> parse_people(base::ByteView csv) {
  PeopleReport report;
  UNDERSIGNED_TRY(std::vector<ListedPerson> listed, list_people(csv, report.notes));
  if (listed.empty()) return base::fail("people.empty", "5", "The file lists nobody.");
  if (listed.size() > letter::kMaxPeople) {
    return base::fail("people.many", "5",
                      "More than " + std::to_string(letter::kMaxPeople) + " people are listed.");
  }
  std::map<std::string, std::size_t> names, emails;
  for (ListedPerson& one : listed) {
    UNDERSIGNED_TRY_VOID(check_person(one));
    UNDERSIGNED_TRY_VOID(check_twice(one.person.name, "name", one.line, names));
    UNDERSIGNED_TRY_VOID(check_twice(one.person.email, "e-mail address", one.line, emails));
    report.people.push_back(std::move(one.person));
  }
  if (signing(report.people) == 0)
    return base::fail("people.empty", "5", "The file lists nobody who signs.");
  note_small_cohorts(report);
  return report;
}

base::Result<PeopleReport> read_people(const std::filesystem::path& csv) {
  UNDERSIGNED_TRY(const base::Bytes bytes, read_file(csv, kMaxPeopleBytes));
  return parse_people(bytes);
}

std::uint32_t signing(const std::vector<Person>& people) {
  return static_cast<std::uint32_t>(std::ranges::count(people, false, &Person::testifies));
}

base::Json person_json(const Person& person) {
  base::Json json = {{"name", person.name},
                     {"role", person.role},
                     {"cohort", person.cohort},
                     {"email", person.email}};
  if (person.testifies) json["standing"] = std::string(kTestifies);
  letter::write_salt(json, person.salt);
  return json;
}

base::Result<Person> parse_person(const base::JsonObject& object) {
  Person person;
  UNDERSIGNED_TRY(person.name, object.text("name", letter::kMaxNameBytes));
  UNDERSIGNED_TRY(person.role, object.text("role", letter::kMaxNameBytes));
  UNDERSIGNED_TRY(person.cohort, object.text("cohort", letter::kMaxNameBytes));
  UNDERSIGNED_TRY(person.email, object.text("email", letter::kMaxNameBytes));
  UNDERSIGNED_TRY(person.salt, letter::read_salt(object));
  if (!object.has("standing")) return person;
  UNDERSIGNED_TRY(const std::string standing, object.text("standing", letter::kMaxNameBytes));
  person.testifies = standing == kTestifies;
  if (person.testifies) return person;
  return base::fail("people.standing", "5", object.path() + ".standing is not 'testifies'.");
}

std::vector<std::string> cohorts_of(const std::vector<Holder>& holders) {
  std::set<std::string> cohorts;
  for (const Holder& holder : holders) cohorts.insert(holder.person.cohort);
  return {cohorts.begin(), cohorts.end()};
}

base::Result<void> write_holders(const LetterFolder& folder, const std::vector<Holder>& holders) {
  base::Json list = base::Json::array();
  for (const Holder& holder : holders) {
    const base::CodeText code = base::format_code(holder.code);
    list.push_back(person_json(holder.person));
    list.back()["code"] = std::string(code.reveal().begin(), code.reveal().end());
  }
  const base::Json file = {{"undersigned-roster", 1}, {"people", list}};
  return write_file(folder.private_roster(), base::as_bytes(file.dump(1) + "\n"),
                    Privacy::kPrivate);
}

base::Result<std::vector<Holder>> read_holders(const LetterFolder& folder) {
  if (!std::filesystem::exists(folder.private_roster())) {
    return base::fail("roster.missing", "5",
                      "No codes have been issued yet. First: undersigned roster issue");
  }
  return holders_in(folder.private_roster());
}

base::Result<std::vector<Holder>> read_earlier_holders(const LetterFolder& folder) {
  if (!std::filesystem::exists(folder.earlier_roster())) return std::vector<Holder>{};
  return holders_in(folder.earlier_roster());
}

}  // namespace undersigned::service
