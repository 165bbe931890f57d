// The second of two issuers (docs/protocol.md 5; docs/guides/two-issuers.md), on a machine of their
// own: from the list that the first one hands over they make a code for everybody, give the halves
// to the registrar, and sign the roster once they have seen their halves in it.
//
//   list    {"undersigned-list": 1, "manifest": hex, "people": [{"name", "role", "cohort", "email",
//            "standing", "salt"}, …]}      in the order of credentials; private to both issuers
//   halves  {"undersigned-halves": 1, "manifest": hex, "list": hex, "halves": [hex of 96 bytes, …]}
//                                          public; "list" is SHA-256 of the list that they follow
//   codes   CSV, a row each: name, email, role, cohort, standing, salt (empty where names are
//           published), second_code; private to the second issuer
//   roster  {"undersigned-roster-draft": 1, "manifest": hex, "payloads": [base64, …]}
//                                          all parts but the signatures; public once it is frozen
//   signed  {"undersigned-roster-signature": 1, "manifest": hex, "signature": hex}
#pragma once

#include <string>
#include <vector>

#include "app/service/key_file.h"
#include "app/service/people.h"
#include "app/service/runtime.h"
#include "core/letter/manifest.h"
#include "core/letter/roster.h"

namespace undersigned::service {

inline constexpr std::size_t kMostIssuerFileBytes = std::size_t{512} << 20;

// The files. Reading refuses "issuer.format", "issuer.letter" (another manifest's), "issuer.count"
// (not one for each person of the roster) and what JsonObject refuses.
std::string issuer_list_json(const letter::Manifest& manifest, const std::vector<Person>& people);
base::Result<std::vector<Person>> parse_issuer_list(base::ByteView json,
                                                    const letter::Manifest& manifest);
struct Halves {
  hash::Digest256 list{};            // SHA-256 of the list's file: the order of people
  std::vector<letter::Half> halves;  // one each, in that order
};
std::string halves_json(const letter::Manifest& manifest, const Halves& halves);
base::Result<Halves> parse_halves(base::ByteView json, const letter::Manifest& manifest);
std::string roster_draft_json(const letter::Manifest& manifest,
                              const std::vector<base::Bytes>& payloads);
base::Result<std::vector<base::Bytes>> parse_roster_draft(base::ByteView json,
                                                          const letter::Manifest& manifest);
std::string roster_signature_json(const letter::Manifest& manifest,
                                  const group::Signature& signature);
base::Result<group::Signature> parse_roster_signature(base::ByteView json,
                                                      const letter::Manifest& manifest);

// "issuer.key" if `key` is not the manifest's second issuer's.
base::Result<void> check_second_key(const letter::Manifest& manifest, const KeyFile& key);

// What the second issuer makes of a list: a code and a half for each.
struct SecondCodes {
  std::vector<base::CanonicalCode> codes;  // secret; each goes to its person, over another channel
  std::vector<letter::Half> halves;
};
// The file of codes, in the order of names; reading refuses "issuer.format", "issuer.count" and
// codes and salts that are none ("code.…", "card.salt", with the line). Secret.
std::string second_codes_csv(const std::vector<Person>& people,
                             const std::vector<base::CanonicalCode>& codes);
base::Result<std::vector<Holder>> parse_second_codes(base::ByteView csv,
                                                     const letter::Manifest& manifest);

// Refuses "issuer.key" if `key` is not the manifest's second issuer's.
base::Result<SecondCodes> make_second_codes(const letter::Manifest& manifest, const KeyFile& key,
                                            std::uint32_t people, const Runtime& runtime);

// The signature over a roster whose halves of this issuer are exactly `halves`, and which holds
// everybody of `list`, the file that the codes are for, and nobody else; everything else in it is
// checked as a verifier does. Refuses "issuer.key", "issuer.list", "roster.halves" and "roster.…".
base::Result<group::Signature> sign_roster_draft(const letter::Manifest& manifest,
                                                 const KeyFile& key, base::ByteView list,
                                                 const Halves& halves,
                                                 const std::vector<base::Bytes>& payloads,
                                                 const Runtime& runtime);

}  // namespace undersigned::service
