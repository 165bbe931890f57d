// A card's fields in the JSON of invitations and requests (docs/protocol.md 5): "name", "role",
// "cohort", and "salt", 64 hexadecimal digits, of a letter whose names are committed to.
#pragma once

#include <optional>

#include "core/base/json.h"
#include "core/letter/card.h"

namespace undersigned::letter {

// Refuses what JsonObject refuses, and "card.salt".
base::Result<Card> read_card(const base::JsonObject& object);
base::Result<std::optional<NameSalt>> read_salt(const base::JsonObject& object);
// Adds the salt, if there is one.
void write_salt(base::Json& object, const std::optional<NameSalt>& salt);

}  // namespace undersigned::letter
