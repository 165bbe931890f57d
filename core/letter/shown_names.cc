#include "core/letter/shown_names.h"

#include <set>
#include <string_view>

#include "core/base/encoding.h"
#include "core/letter/card_json.h"

namespace undersigned::letter {
namespace {

constexpr std::string_view kKind = "undersigned-names";

base::Result<ShownName> read_name(const base::JsonObject& object) {
  UNDERSIGNED_TRY_VOID(object.only({"name", "salt"}));
  ShownName shown;
  UNDERSIGNED_TRY(shown.name, object.text("name", kMaxNameBytes));
  UNDERSIGNED_TRY(const auto salt, read_salt(object));
  if (!salt) return base::fail("card.salt", "5", object.path() + " has no salt.");
  shown.salt = *salt;
  return shown;
}

// What makes a comparison senseless.
std::optional<base::Error> no_comparison(const Manifest& manifest, const ShownNames& shown) {
  if (manifest.names == NameList::kPublished) {
    return base::Error{"names.published", "5",
                       "This letter publishes its list of names: the record itself has it, and "
                       "there is nothing to compare."};
  }
  if (shown.manifest != manifest.hash()) {
    return base::Error{"names.letter", "5",
                       "This list of names belongs to another letter, or to another version of "
                       "this one. Ask the registrar for this letter's."};
  }
  return std::nullopt;
}

}  // namespace

std::string ShownNames::write() const {
  base::Json file = {{std::string(kKind), 1}, {"manifest", base::to_hex(manifest)}};
  file["names"] = base::Json::array();
  for (const ShownName& shown : names) {
    file["names"].push_back({{"name", shown.name}});
    write_salt(file["names"].back(), shown.salt);
  }
  return file.dump(1) + "\n";
}

base::Result<ShownNames> ShownNames::parse(base::ByteView json) {
  UNDERSIGNED_TRY(const base::Json parsed, base::parse_json(json, kMaxShownNamesBytes));
  UNDERSIGNED_TRY(const base::JsonObject file, base::JsonObject::of(parsed, "file"));
  if (!file.integer(kKind, 1, 1)) {
    return base::fail("names.format", "5",
                      "This is not a list of names to show, as `roster names` writes it.");
  }
  UNDERSIGNED_TRY_VOID(file.only({kKind, "manifest", "names"}));
  ShownNames shown;
  UNDERSIGNED_TRY(const std::string manifest, file.text("manifest", 64));
  UNDERSIGNED_TRY(shown.manifest, base::array_from_hex<32>(manifest));
  UNDERSIGNED_TRY(const base::Json* list, file.array("names", kMaxPeople));
  for (std::size_t i = 0; i < list->size(); ++i) {
    UNDERSIGNED_TRY(const base::JsonObject object,
                    base::JsonObject::of((*list)[i], "names[" + std::to_string(i) + "]"));
    UNDERSIGNED_TRY(ShownName name, read_name(object));
    shown.names.push_back(std::move(name));
  }
  return shown;
}

ShownNamesCheck check_shown_names(const Manifest& manifest, const Roster& roster,
                                  const ShownNames& shown) {
  ShownNamesCheck check{roster.size(), 0, {}};
  if (auto error = no_comparison(manifest, shown)) {
    check.wrong.push_back(*std::move(error));
    return check;
  }
  std::vector<bool> found(roster.size());
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < shown.names.size(); ++i) {
    const auto& [name, salt] = shown.names[i];
    const std::string which = "Name " + std::to_string(i + 1) + ", " + name + ", ";
    const auto rank = roster.find_name(name, salt);
    if (!rank) {
      check.wrong.push_back(
          {"names.unknown", "5", which + "is not in the list that the letter committed to."});
    } else if (!seen.insert(name).second) {
      check.wrong.push_back({"names.twice", "5", which + "is shown twice."});
    }
    if (rank && !found[*rank]) {
      found[*rank] = true;
      ++check.found;
    }
  }
  if (const std::uint32_t missing = check.people - check.found; missing > 0) {
    check.wrong.push_back({"names.missing", "5",
                           std::to_string(missing) + " of the " + std::to_string(check.people) +
                               " names that the letter committed to are not shown."});
  }
  return check;
}

}  // namespace undersigned::letter
