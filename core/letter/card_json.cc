#include "core/letter/card_json.h"

#include "core/base/encoding.h"

namespace undersigned::letter {

base::Result<Card> read_card(const base::JsonObject& object) {
  Card card;
  UNDERSIGNED_TRY(card.name, object.text("name", kMaxNameBytes));
  UNDERSIGNED_TRY(card.role, object.text("role", kMaxNameBytes));
  UNDERSIGNED_TRY(card.cohort, object.text("cohort", kMaxCohortBytes));
  UNDERSIGNED_TRY(card.salt, read_salt(object));
  return card;
}

base::Result<std::optional<NameSalt>> read_salt(const base::JsonObject& object) {
  if (!object.has("salt")) return std::nullopt;
  UNDERSIGNED_TRY(const std::string hex, object.text("salt", 2 * sizeof(NameSalt)));
  const auto salt = base::array_from_hex<sizeof(NameSalt)>(hex);
  if (!salt)
    return base::fail("card.salt", "5", object.path() + ".salt is not 64 hexadecimal digits.");
  return *salt;
}

void write_salt(base::Json& object, const std::optional<NameSalt>& salt) {
  if (salt) object["salt"] = base::to_hex(*salt);
}

}  // namespace undersigned::letter
