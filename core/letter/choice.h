// What one signer wants, and the choice v of docs/protocol.md 6 that says so.
//
// A wish holds for each item q one option o_q: 0 (*no*, *no answer*) or one of its coded options
// 1…options. v has M bits; v_k = 1 exactly if k = first_option_q + o_q for some q with o_q ≠ 0: at
// most one 1 an item. For the signature item of b levels, o = j is *by name, if at least T_j sign
// by name* and o = b + j *counted without a name, if at least T_j sign*.
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
#include "core/proof/entry.h"

namespace undersigned::letter {

class Wish {
 public:
  // Nothing chosen anywhere: what a withdrawal submits.
  Wish() = default;

  // Chooses option 0…options (secret) of the item of that index, in place of what was chosen there.
  void choose(const Manifest& manifest, std::size_t item, std::uint32_t option);
  // The chosen option of an item. Secret.
  std::uint32_t option(std::size_t item) const { return options_.reveal()[item]; }

  // v, for the entry's proof. Secret.
  proof::Choice choice(const Manifest& manifest) const;

  // From a person's words, one text an item, in any order; items without a text stay at *no
  // answer*:
  //   by-name>=300   counted>=100       of the signature item, 300 and 100 on its ladder
  //   destination=Stay                  an answer by its exact text,
  //   destination=2                     or by its number from 1 (unless an answer is called "2"),
  //   destination=none                  or none (of any item, by its id; likewise)
  // Refuses ("choice.…") with the list of what is possible.
  static base::Result<Wish> parse(const Manifest& manifest,
                                  std::span<const std::string_view> texts);

 private:
  base::Secret<std::array<std::uint32_t, kMaxItems>> options_;
};

// The items' shape as the proof takes it.
proof::EntryShape entry_shape(const Manifest& manifest);

// What parse takes for option 1…options of an item: "by-name>=300", "destination=2".
std::string option_text(const Item& item, std::size_t option);
// What reports call it: "by-name>=300", or the answer's own text.
std::string option_name(const Item& item, std::size_t option);

}  // namespace undersigned::letter
