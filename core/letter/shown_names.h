// The names and salts that a registrar shows to somebody who is to look a list over that the roster
// commits to (docs/protocol.md 5). It is the letter's list if its commitments are exactly the
// roster's; that it is of real people, each once, is for who reads it to say. Private.
//
//   {"undersigned-names": 1, "manifest": hex, "names": [{"name": …, "salt": hex}, …]}
#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/letter/manifest.h"
#include "core/letter/name_commitment.h"
#include "core/letter/roster.h"

namespace undersigned::letter {

inline constexpr std::size_t kMaxShownNamesBytes = std::size_t{512} << 20;

struct ShownName {
  std::string name;
  NameSalt salt{};
};

struct ShownNames {
  hash::Digest256 manifest{};
  std::vector<ShownName> names;  // in the order of names: that of credentials is secret

  std::string write() const;
  // Refuses "names.format", "card.salt" and what JsonObject refuses, with the path.
  static base::Result<ShownNames> parse(base::ByteView json);
};

struct ShownNamesCheck {
  std::uint32_t people = 0;  // N
  std::uint32_t found = 0;   // commitments of the roster's that a shown name opens
  // "names.published" and "names.letter": there is nothing to compare; "names.unknown": a name that
  // the letter did not commit to; "names.twice": one that is shown twice; "names.missing": how many
  // are not shown. Empty: this is the list.
  std::vector<base::Error> wrong;
};
ShownNamesCheck check_shown_names(const Manifest& manifest, const Roster& roster,
                                  const ShownNames& shown);

}  // namespace undersigned::letter
