// People as a registrar lists them, and the private list of who has which code.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/service/letter_folder.h"
#include "app/service/runtime.h"
#include "core/base/code.h"
#include "core/base/json.h"
#include "core/base/secret.h"
#include "core/letter/name_commitment.h"

namespace undersigned::service {

struct Person {
  std::string name, role, cohort, email;
  bool testifies = false;  // and does not sign (docs/protocol.md 5, Standing)
  // Of the commitment to the name, where names are committed to: drawn with the code of who signs.
  // Private until the card opens.
  std::optional<letter::NameSalt> salt = {};
};

// How many sign: a letter's N.
std::uint32_t signing(const std::vector<Person>& people);

// A person as JSON, {"name", "role", "cohort", "email"}, "standing": "testifies" of those who do,
// and "salt", in hexadecimal, of those who have one; reading refuses what JsonObject refuses.
base::Json person_json(const Person& person);
base::Result<Person> parse_person(const base::JsonObject& object);

struct PeopleReport {
  std::vector<Person> people;
  std::vector<std::string> notes;  // columns that were ignored, small cohorts: worth a look
};

// One row of a list, as it stands there.
struct ListedPerson {
  Person person;
  std::size_t line = 0;       // of the file, from 1
  std::string standing = {};  // as it is there: "", "signs" or "testifies", if it is right
};
// The rows of a CSV file with the columns name and cohort (or department), and perhaps role, email
// and standing; what they say is not judged. Refuses "people.columns" and what is no CSV; notes
// columns that are ignored.
base::Result<std::vector<ListedPerson>> list_people(base::ByteView csv,
                                                    std::vector<std::string>& notes);
// What is wrong with one row by itself: empty or unfit texts ("people.text"), another standing
// ("people.standing").
base::Result<void> check_person(const ListedPerson& listed);

// A CSV file with these columns. Refuses "people.…", naming the line: missing columns, empty or
// unfit texts, people listed twice, nobody who signs.
base::Result<PeopleReport> parse_people(base::ByteView csv);
base::Result<PeopleReport> read_people(const std::filesystem::path& csv);

// A person with their code; their position in the list is their credential's index.
struct Holder {
  Person person;
  base::CanonicalCode code;
};

// Their cohorts, each once, by bytes.
std::vector<std::string> cohorts_of(const std::vector<Holder>& holders);

// private/roster.json: in the order of credentials. Secret.
base::Result<void> write_holders(const LetterFolder& folder, const std::vector<Holder>& holders);
base::Result<std::vector<Holder>> read_holders(const LetterFolder& folder);
// Those of the version before (private/earlier.json); none if there was none. Secret.
base::Result<std::vector<Holder>> read_earlier_holders(const LetterFolder& folder);

}  // namespace undersigned::service
