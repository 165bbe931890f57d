#include "app/service/names_to_show.h"

#include <algorithm>

#include "app/service/holder_card.h"
#include "app/service/people.h"

namespace undersigned::service {

base::Result<letter::ShownNames> names_to_show(const LetterFolder& folder) {
  UNDERSIGNED_TRY(const letter::Manifest manifest, folder.manifest());
  if (manifest.names == letter::NameList::kPublished) {
    return base::fail("names.published", "5",
                      "This letter publishes its list of names: whoever has the record has it.");
  }
  UNDERSIGNED_TRY(const std::uint64_t leaves, folder.store().leaf_count());
  if (leaves == 0) {
    return base::fail("roster.draft", "5",
                      "The letter has committed to no names before the roster is frozen. First: "
                      "undersigned roster freeze");
  }
  UNDERSIGNED_TRY(const std::vector<Holder> holders, read_holders(folder));
  letter::ShownNames shown{manifest.hash(), {}};
  for (const Holder& holder : holders) {
    if (holder.person.testifies) continue;
    UNDERSIGNED_TRY_VOID(letter::check_salt(card_of(holder.person), manifest.names));
    shown.names.push_back({holder.person.name, *holder.person.salt});
  }
  std::ranges::sort(shown.names, {}, &letter::ShownName::name);
  return shown;
}

}  // namespace undersigned::service
