#include "app/service/code_office.h"

#include <map>
#include <numeric>

#include "app/service/files.h"
#include "app/service/second_issuer.h"
#include "core/letter/roster.h"

namespace undersigned::service {
namespace {

// Uniform in 0…bound−1, by rejection.
std::uint32_t uniform_below(std::uint32_t bound, base::Randomness& randomness) {
  const std::uint32_t limit = UINT32_MAX - UINT32_MAX % bound;
  while (true) {
    base::ByteArray<4> bytes;
    randomness.fill(bytes);
    const std::uint32_t value =
        static_cast<std::uint32_t>(bytes[0]) | static_cast<std::uint32_t>(bytes[1]) << 8 |
        static_cast<std::uint32_t>(bytes[2]) << 16 | static_cast<std::uint32_t>(bytes[3]) << 24;
    if (value < limit) return value % bound;
  }
}

// A uniformly random order (Fisher–Yates): a credential's index says nothing about its holder.
std::vector<std::size_t> random_order(std::size_t count, base::Randomness& randomness) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t i = count; i > 1; --i) {
    std::swap(order[i - 1], order[uniform_below(static_cast<std::uint32_t>(i), randomness)]);
  }
  return order;
}

// People by credential: those who sign, then those who testify, each in a random order.
std::vector<std::size_t> credential_order(const std::vector<Person>& people,
                                          base::Randomness& randomness) {
  std::vector<std::size_t> order;
  for (const bool testifies : {false, true}) {
    std::vector<std::size_t> those;
    for (std::size_t i = 0; i < people.size(); ++i) {
      if (people[i].testifies == testifies) those.push_back(i);
    }
    for (const std::size_t place : random_order(those.size(), randomness))
      order.push_back(those[place]);
  }
  return order;
}

// A roster drafted for the second issuer is worth nothing once the codes that it was made of
// change. It goes first, so that whatever stops the machine, no signature freezes codes that nobody
// has.
base::Result<void> forget_draft(const LetterFolder& folder) {
  std::error_code error;
  for (const auto& file : {folder.roster_draft(), folder.issuer_list()}) {
    std::filesystem::remove(file, error);
    if (error)
      return base::fail("file.write", "",
                        "Cannot remove " + file.string() + ": " + error.message() + ".");
  }
  return {};
}

// With two issuers: the list that goes to the second one.
base::Result<void> write_issuer_list(const LetterFolder& folder, const letter::Manifest& manifest,
                                     const std::vector<Holder>& holders) {
  if (manifest.issuers.size() == 1) return {};
  std::vector<Person> people;
  for (const Holder& holder : holders) people.push_back(holder.person);
  return write_file(folder.issuer_list(), base::as_bytes(issuer_list_json(manifest, people)),
                    Privacy::kPrivate);
}

// Fresh ones also where codes are kept: of a version before that opened, salts are public, and
// whoever knew one could try names.
void draw_salts(std::vector<Holder>& holders, base::Randomness& randomness) {
  for (Holder& holder : holders) {
    if (!holder.person.testifies) randomness.fill(holder.person.salt.emplace());
  }
}

}  // namespace

base::Result<IssueReport> issue_codes(LetterFolder& folder, const std::filesystem::path& csv,
                                      const Runtime& runtime, Codes codes) {
  UNDERSIGNED_TRY(const letter::Manifest manifest, folder.manifest());
  UNDERSIGNED_TRY(const std::uint64_t leaves, folder.store().leaf_count());
  if (leaves > 0)
    return base::fail("roster.frozen", "5", "The roster is frozen; codes cannot be issued again.");
  UNDERSIGNED_TRY(PeopleReport read, read_people(csv));
  const std::uint32_t people = signing(read.people);
  if (people != manifest.roster_size) {
    return base::fail(
        "roster.size", "3",
        "The list has " + std::to_string(people) + " people who sign, the manifest was fixed for " +
            std::to_string(manifest.roster_size) + ". Correct the list, or start a new letter.");
  }
  std::map<std::string, base::CanonicalCode> known;
  if (codes == Codes::kKept) {
    UNDERSIGNED_TRY(std::vector<Holder> earlier, read_earlier_holders(folder));
    for (Holder& holder : earlier) known.emplace(holder.person.name, std::move(holder.code));
  }
  std::vector<Holder> holders;
  std::uint32_t kept = 0;
  for (const std::size_t i : credential_order(read.people, runtime.randomness)) {
    const auto before = known.find(read.people[i].name);
    kept += before == known.end() ? 0u : 1u;
    holders.push_back({std::move(read.people[i]), before == known.end()
                                                      ? base::random_code(runtime.randomness)
                                                      : std::move(before->second)});
  }
  if (manifest.names == letter::NameList::kCommitted) draw_salts(holders, runtime.randomness);
  const std::size_t cohorts = cohorts_of(holders).size();
  if (cohorts > letter::kMaxCohorts) {
    return base::fail("roster.cohorts", "5",
                      "There are more than " + std::to_string(letter::kMaxCohorts) + " cohorts.");
  }
  UNDERSIGNED_TRY_VOID(forget_draft(folder));
  UNDERSIGNED_TRY_VOID(write_holders(folder, holders));
  UNDERSIGNED_TRY_VOID(write_issuer_list(folder, manifest, holders));
  const auto testifying = static_cast<std::uint32_t>(holders.size()) - people;
  return IssueReport{people, testifying, static_cast<std::uint32_t>(cohorts), kept,
                     std::move(read.notes)};
}

base::Result<void> undo_codes(LetterFolder& folder) {
  UNDERSIGNED_TRY(const std::uint64_t leaves, folder.store().leaf_count());
  if (leaves > 0) {
    return base::fail("roster.frozen", "5",
                      "The roster is frozen: its codes are in the record. A lost code can be "
                      "replaced, a wrong list needs a new letter: undersigned letter revise");
  }
  if (!std::filesystem::exists(folder.private_roster()))
    return base::fail("roster.missing", "5",
                      "No codes have been issued; there is nothing to undo.");
  UNDERSIGNED_TRY_VOID(forget_draft(folder));
  std::error_code error;
  std::filesystem::remove(folder.private_roster(), error);
  if (error) {
    return base::fail(
        "file.write", "",
        "Cannot remove " + folder.private_roster().string() + ": " + error.message() + ".");
  }
  return {};
}

}  // namespace undersigned::service
