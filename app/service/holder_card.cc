#include "app/service/holder_card.h"

namespace undersigned::service {

base::Result<letter::CardBody> seal_card_of(const Holder& holder,
                                            const group::EncodedPoint& credential,
                                            const CardLetter& letter, const Runtime& runtime) {
  const letter::Card card{holder.person.name, holder.person.role, holder.person.cohort};
  UNDERSIGNED_TRY(const letter::CardPlaintext plaintext, card.encode());
  return letter::seal_card(runtime.ops, letter::card_seed(holder.code, letter.manifest_hash),
                           plaintext, {letter.manifest_hash, credential, holder.person.cohort},
                           letter.card_key);
}

}  // namespace undersigned::service
