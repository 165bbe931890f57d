#include "app/service/holder_card.h"

namespace undersigned::service {

letter::Card card_of(const Person& person) {
  return {person.name, person.role, person.cohort, person.salt};
}

base::Result<letter::CardBody> seal_card_of(const Holder& holder,
                                            const group::EncodedPoint& credential,
                                            const CardLetter& letter, const Runtime& runtime) {
  UNDERSIGNED_TRY(const letter::CardPlaintext plaintext, card_of(holder.person).encode());
  return letter::seal_card(runtime.ops, letter::card_seed(holder.code, letter.manifest_hash),
                           plaintext, {letter.manifest_hash, credential, holder.person.cohort},
                           letter.card_key);
}

}  // namespace undersigned::service
