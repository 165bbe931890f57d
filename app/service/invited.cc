#include "app/service/invited.h"

#include <algorithm>
#include <string_view>

#include "app/service/holder_card.h"

namespace undersigned::service {
namespace {

// 0017-ana-ruiz: numbered by name.
std::string invitation_file(std::size_t rank, std::string_view name) {
  std::string number = std::to_string(rank + 1);
  std::string file = std::string(number.size() < 4 ? 4 - number.size() : 0, '0') + number + '-';
  for (const char c : name) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    const bool plain = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
    if (plain) file += lower;
    if (!plain && file.back() != '-') file += '-';
  }
  return file;
}

}  // namespace

std::vector<Invited> invite(const std::string& title, const hash::Digest256& fingerprint,
                            const std::vector<Holder>& holders) {
  std::vector<const Holder*> by_name;
  for (const Holder& holder : holders) by_name.push_back(&holder);
  std::ranges::sort(by_name, {}, [](const Holder* holder) { return holder->person.name; });
  std::vector<Invited> invited;
  for (std::size_t rank = 0; rank < by_name.size(); ++rank) {
    const Person& person = by_name[rank]->person;
    invited.push_back({{title, fingerprint, card_of(person), by_name[rank]->code.clone()},
                       person.email,
                       invitation_file(rank, person.name),
                       person.testifies});
  }
  return invited;
}

}  // namespace undersigned::service
