#include "app/service/roster_check.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <set>

#include "core/base/collate.h"
#include "core/letter/cells.h"
#include "core/letter/roster.h"

namespace undersigned::service {
namespace {

// Words in the order of the alphabet, folded, of letters and digits alone: "Ruiz, Ana" is "ana
// ruiz".
std::string folded(const std::string& text) {
  std::vector<std::string> words(1);
  for (const char c : base::collation_key(text)) {
    const auto byte = static_cast<unsigned char>(c);
    const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || byte >= 0x80;
    if (kept) words.back() += c;
    if (!kept && !words.back().empty()) words.emplace_back();
  }
  std::ranges::sort(words);
  std::string out;
  for (const std::string& word : words) {
    if (!out.empty() && !word.empty()) out += ' ';
    out += word;
  }
  return out;
}

// Below this a single letter tells people apart (Li and Lu).
constexpr std::size_t kShortestAlike = 6;

// At most one letter inserted, removed or replaced.
bool one_slip(const std::string& a, const std::string& b) {
  const std::string& longer = a.size() >= b.size() ? a : b;
  const std::string& shorter = a.size() >= b.size() ? b : a;
  if (longer.size() - shorter.size() > 1) return false;
  const auto [at, in] = std::ranges::mismatch(longer, shorter);
  if (at == longer.end()) return true;
  const auto rest = [](auto from, const std::string& of) {
    return std::string_view(from, of.end());
  };
  if (longer.size() > shorter.size()) return rest(at + 1, longer) == rest(in, shorter);
  return rest(at + 1, longer) == rest(in + 1, shorter);
}

// (hash of a text with one letter left out, which text): two texts that are one slip apart share at
// least one of these.
std::vector<std::pair<std::size_t, std::size_t>> neighbourhoods(
    const std::vector<std::string>& keys) {
  std::vector<std::pair<std::size_t, std::size_t>> hashes;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const std::string& key = keys[i];
    hashes.emplace_back(std::hash<std::string>{}(key), i);
    if (key.size() < kShortestAlike) continue;
    for (std::size_t left_out = 0; left_out < key.size(); ++left_out) {
      std::string without = key;
      without.erase(left_out, 1);
      hashes.emplace_back(std::hash<std::string>{}(without), i);
    }
  }
  std::ranges::sort(hashes);
  return hashes;
}

// Team 1 and Team 2 differ on purpose.
std::string digits_of(const std::string& text) {
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9') digits += c;
  }
  return digits;
}

bool alike(const std::string& a, const std::string& b) {
  if (digits_of(a) != digits_of(b)) return false;
  return a == b || (std::min(a.size(), b.size()) + 1 >= kShortestAlike && one_slip(a, b));
}

// What is refused before what deserves a look, each in the order it was found.
void refused_first(std::vector<Finding>& findings) {
  std::vector<Finding> ordered;
  for (const Weight weight : {Weight::kRefused, Weight::kLook}) {
    std::ranges::copy_if(findings, std::back_inserter(ordered),
                         [&](const Finding& finding) { return finding.weight == weight; });
  }
  findings = std::move(ordered);
}

class Check {
 public:
  Check(std::vector<ListedPerson> listed, std::uint32_t smallest) : listed_(std::move(listed)) {
    for (const ListedPerson& one : listed_)
      ++(one.person.testifies ? result_.testifying : result_.people);
    result_.smallest = smallest;
  }

  RosterCheck run() {
    look_at_size();
    look_at_rows();
    look_for_twice("name", "roster.name_twice", [](const Person& p) { return p.name; });
    look_for_twice("e-mail address", "roster.email_twice", [](const Person& p) { return p.email; });
    look_for_alike_names();
    look_at_cohorts();
    look_at_emails();
    refused_first(result_.findings);
    return std::move(result_);
  }

 private:
  void find(Weight weight, std::string check, std::vector<std::size_t> lines, std::string message) {
    std::size_t& told = told_[check];
    if (++told <= kMostFindings) {
      result_.findings.push_back({weight, std::move(check), std::move(lines), std::move(message)});
    } else if (told == kMostFindings + 1) {
      result_.findings.push_back({weight, std::move(check), {}, "… and more of this kind."});
    }
  }

  void look_at_size() {
    if (listed_.empty()) find(Weight::kRefused, "roster.empty", {}, "The file lists nobody.");
    if (!listed_.empty() && result_.people == 0)
      find(Weight::kRefused, "roster.empty", {}, "The file lists nobody who signs.");
    if (listed_.size() > letter::kMaxPeople)
      find(Weight::kRefused, "roster.many", {}, "More than 1,000,000 people are listed.");
  }

  void look_at_rows() {
    for (const ListedPerson& one : listed_) {
      if (const auto good = check_person(one); !good)
        find(Weight::kRefused, "roster.text", {one.line}, good.error().message);
    }
  }

  template <class Field>
  void look_for_twice(const std::string& what, const std::string& check, Field field) {
    std::map<std::string, std::vector<std::size_t>> lines;
    for (const ListedPerson& one : listed_) {
      const std::string value = field(one.person);
      if (!value.empty()) lines[value].push_back(one.line);
    }
    for (const auto& [value, where] : lines) {
      if (where.size() < 2) continue;
      find(Weight::kRefused, check, where,
           "The same " + what + " more than once: " + value +
               ". One person must be listed once; two people of one name need names apart, as in "
               "'Ana Ruiz (Payroll)'.");
    }
  }

  void look_for_alike_names() {
    std::vector<std::string> names;
    for (const ListedPerson& one : listed_) names.push_back(one.person.name);
    for (const auto& [i, j] : find_alike(names)) {
      find(Weight::kLook, "roster.name_alike", {listed_[i].line, listed_[j].line},
           "'" + names[i] + "' and '" + names[j] + "': one person or two?");
    }
  }

  void look_at_cohorts() {
    std::map<std::string, std::vector<std::size_t>> lines;
    for (const ListedPerson& one : listed_) {
      if (!one.person.testifies) lines[one.person.cohort].push_back(one.line);
    }
    std::vector<std::string> names;
    std::vector<std::uint32_t> people;
    for (const auto& [name, where] : lines) {
      names.push_back(name);
      people.push_back(static_cast<std::uint32_t>(where.size()));
      result_.cohorts.push_back({name, people.back()});
      if (where.size() == 1) {
        find(Weight::kLook, "roster.cohort_of_one", where,
             "'" + name + "' is a department of one person: a slip?");
      }
    }
    for (const auto& [i, j] : find_alike(names)) {
      find(Weight::kLook, "roster.cohort_alike", {lines[names[i]].front(), lines[names[j]].front()},
           "The departments '" + names[i] + "' and '" + names[j] + "': one or two?");
    }
    if (names.size() > letter::kMaxCohorts) {
      find(Weight::kRefused, "roster.cohorts", {},
           "There are " + std::to_string(names.size()) +
               " departments; at most 400 can be. Join the small ones in the list.");
    }
    std::ranges::sort(result_.cohorts, [](const CohortSize& a, const CohortSize& b) {
      return a.people != b.people ? a.people > b.people : a.name < b.name;
    });
    if (!names.empty()) result_.cells = letter::make_cells(names, people, result_.smallest).cells;
    if (result_.cells.size() == 1 && result_.people < result_.smallest) {
      find(Weight::kLook, "roster.small", {},
           "Fewer people than the smallest group that answers are shown for: answers come for "
           "everybody together, and unanimous ones show what each said.");
    }
  }

  void look_at_emails() {
    std::map<std::string, std::uint32_t> domains;
    for (const ListedPerson& one : listed_) {
      const std::string& email = one.person.email;
      if (email.empty()) {
        ++result_.without_email;
        continue;
      }
      const std::size_t at = email.find('@');
      if (at == 0 || at == std::string::npos || at + 1 == email.size() ||
          email.find('@', at + 1) != std::string::npos ||
          email.find_first_of(" ,;<>\"") != std::string::npos) {
        find(Weight::kLook, "roster.email_form", {one.line},
             "'" + email + "' does not look like an e-mail address.");
        continue;
      }
      ++domains[email.substr(at + 1)];
    }
    if (domains.size() < 2) return;
    const auto most = std::ranges::max_element(domains, {}, [](const auto& d) { return d.second; });
    for (const auto& [domain, count] : domains) {
      if (count * 10 >= listed_.size() || domain == most->first) continue;
      find(Weight::kLook, "roster.email_domain", {},
           std::to_string(count) + (count == 1 ? " address is" : " addresses are") + " at " +
               domain + ", most are at " + most->first + ".");
    }
  }

  std::vector<ListedPerson> listed_;
  std::map<std::string, std::size_t> told_;
  RosterCheck result_;
};

}  // namespace

std::vector<std::pair<std::size_t, std::size_t>> find_alike(const std::vector<std::string>& texts) {
  std::vector<std::string> keys;
  for (const std::string& text : texts) keys.push_back(folded(text));
  const auto hashes = neighbourhoods(keys);
  std::set<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t from = 0; from < hashes.size();) {
    std::size_t to = from;
    while (to < hashes.size() && hashes[to].first == hashes[from].first) ++to;
    // A run of many is a text that everybody has; its first ones are enough to see that.
    const std::size_t end = std::min(to, from + kMostFindings);
    for (std::size_t a = from; a < end; ++a) {
      for (std::size_t b = a + 1; b < end; ++b) {
        const std::size_t i = std::min(hashes[a].second, hashes[b].second);
        const std::size_t j = std::max(hashes[a].second, hashes[b].second);
        if (texts[i] != texts[j] && alike(keys[i], keys[j])) pairs.emplace(i, j);
      }
    }
    from = to;
  }
  return {pairs.begin(), pairs.end()};
}

base::Result<RosterCheck> check_roster(base::ByteView csv, std::uint32_t smallest) {
  std::vector<std::string> notes;
  UNDERSIGNED_TRY(std::vector<ListedPerson> listed, list_people(csv, notes));
  RosterCheck result = Check(std::move(listed), smallest).run();
  for (const std::string& note : notes)
    result.findings.push_back({Weight::kLook, "roster.columns", {}, note});
  return result;
}

}  // namespace undersigned::service
