// What one signer wants, and the choice v of docs/protocol.md 6 that says so.
//
// A wish holds for each row of each item one number: of a ranking the place of the row's answer, of
// every other item its chosen option, 0 being *no* or *no answer*. v has M bits; v_k = 1 exactly if
// a row says so: at most one 1 an item, or a whole ranking. For the signature item of b levels
// option j is *by name, if at least T_j sign by name* and b + j *counted without a name, if at
// least T_j sign*; of a demand j is *I stand behind it, if at least U_j do* and b + 1 *I oppose
// it*.
//
// A wish is secret: it lives in Secret storage, and choice() touches every option alike, whatever
// is chosen. Reading a person's words (parse) compares them with every option's, but its time
// depends on the words; it runs on the signer's own machine.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/letter/manifest.h"
#include "core/letter/option_text.h"
#include "core/proof/entry.h"

namespace undersigned::letter {

class Wish {
 public:
  // Nothing chosen anywhere: what a withdrawal submits.
  Wish() = default;

  // Chooses option 0…options (secret) of an item that is no ranking, in place of what was chosen
  // there.
  void choose(const Item& item, std::uint32_t option);
  // Ranks: places[i], from 1, is that of answer i (secret). All different, or all 0 for no answer;
  // anything else makes no entry that verifies.
  void rank(const Item& item, std::span<const std::uint32_t> places);
  // The chosen option of an item, or of a ranking the places of its answers. Secret.
  std::uint32_t option(const Item& item) const { return rows_.reveal()[item.first_row]; }
  std::span<const std::uint32_t> places(const Item& item) const {
    return std::span(rows_.reveal()).subspan(item.first_row, item.rows());
  }

  // v, for the entry's proof. Secret.
  proof::Choice choice(const Manifest& manifest) const;

  // From a person's words, one text an item as option_text.h has them, in any order; items without
  // a text stay at *no answer*. Refuses ("choice.…") with the list of what is possible.
  static base::Result<Wish> parse(const Manifest& manifest,
                                  std::span<const std::string_view> texts);

 private:
  base::Secret<std::array<std::uint32_t, kMaxOptions>> rows_;  // a row has an option at least
};

}  // namespace undersigned::letter
