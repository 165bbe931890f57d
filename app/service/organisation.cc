#include "app/service/organisation.h"

#include <array>
#include <set>

#include "app/service/dice.h"

namespace undersigned::service {
namespace {

constexpr std::array kFirst = {"Al",  "Be", "Co", "Da", "El", "Fe", "Ga", "Ha",
                               "Is",  "Jo", "Ka", "Li", "Ma", "Ne", "Or", "Pe",
                               "Qui", "Ro", "Sa", "Te", "Ul", "Va", "We", "Ya"};
constexpr std::array kMiddle = {"mar", "lin", "ven", "dor", "ris", "tel",
                                "bel", "sol", "rin", "kas", "mir", "nel"};
constexpr std::array kEnd = {"a", "o", "e", "is", "an", "ia", "en", "us", "y", "el"};
constexpr std::array kFamily = {"Bran", "Cald", "Drev", "Estr", "Farn", "Grav", "Hest",
                                "Jarv", "Kold", "Lund", "Morv", "Nasr", "Osk",  "Pell",
                                "Quor", "Rask", "Selk", "Torv", "Ulst", "Wend"};
constexpr std::array kFamilyEnd = {"ane",  "ell", "ick", "ovar", "is", "und",
                                   "ette", "aro", "eck", "imov", "ai", "ström"};

// Departments with their share of the staff, in thousandths; the last ones stay small.
struct Department {
  const char* name;
  std::uint32_t share;
};
constexpr std::array kDepartments = {
    Department{"Research", 214}, Department{"Engineering", 176},   Department{"Product", 96},
    Department{"Safety", 88},    Department{"Infrastructure", 84}, Department{"Operations", 72},
    Department{"Policy", 58},    Department{"Support", 55},        Department{"Finance", 45},
    Department{"People", 40},    Department{"Communications", 34}, Department{"Legal", 22},
    Department{"Workplace", 10}, Department{"Archive", 6}};
constexpr std::array kRoles = {"Analyst",     "Engineer", "Scientist",  "Manager",
                               "Coordinator", "Designer", "Specialist", "Lead"};

std::string invent_name(Dice& dice) {
  const auto pick = [&](const auto& list) { return std::string(list[dice.below(list.size())]); };
  std::string first = pick(kFirst) + pick(kMiddle) + (dice.percent(60) ? pick(kEnd) : "");
  return first + " " + pick(kFamily) + pick(kFamilyEnd);
}

std::string department_of(std::uint32_t person, std::uint32_t count) {
  const std::uint64_t rank = static_cast<std::uint64_t>(person) * 1000 / count;
  std::uint64_t sum = 0;
  for (const Department& department : kDepartments) {
    sum += department.share;
    if (rank < sum) return department.name;
  }
  return kDepartments.back().name;
}

std::string address_of(std::string_view name) {
  std::string address;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') address += static_cast<char>(c + 32);
    if (c >= 'a' && c <= 'z') address += c;
    if (c == ' ') address += '.';
  }
  return address;
}

}  // namespace

std::vector<Person> invent_people(std::uint32_t count, std::uint64_t seed) {
  Dice dice(seed);
  std::set<std::string> names, addresses;
  std::vector<Person> people;
  while (people.size() < count) {
    std::string name = invent_name(dice);
    if (!names.insert(name).second) name += " (" + std::to_string(people.size() + 1) + ")";
    names.insert(name);
    std::string address = address_of(name);
    if (!addresses.insert(address).second) address += std::to_string(people.size() + 1);
    addresses.insert(address);
    const auto person = static_cast<std::uint32_t>(people.size());
    people.push_back({name, kRoles[dice.below(kRoles.size())], department_of(person, count),
                      address + "@staff.example"});
  }
  return people;
}

}  // namespace undersigned::service
