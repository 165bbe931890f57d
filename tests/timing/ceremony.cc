// A trustee's secrets in the key ceremony: polynomials, shares on their way in and out of boxes,
// the keys of boxes, the kept state.
#include "core/ceremony/dealer.h"
#include "core/ceremony/secret_codec.h"
#include "core/ceremony/shares.h"
#include "core/ceremony/trustee.h"
#include "tests/support/key_ceremony.h"
#include "tests/timing/timing.h"

namespace undersigned::timing {
namespace {

using test::CeremonyRun;
using test::Trustees;

void hide(std::vector<group::SecretScalar>& scalars) {
  for (auto& scalar : scalars) mark_secret(&scalar.reveal(), sizeof(group::Scalar));
}

// Trustees whose decryption keys the checker follows.
Trustees hidden_trustees() {
  Trustees trustees(2, 2, 1);
  hide(trustees.decryption);
  return trustees;
}

ceremony::DealerSecrets hidden_secrets(Trustees& trustees) {
  auto secrets = ceremony::DealerSecrets::draw(trustees.context, trustees.randomness);
  hide(secrets.coefficients);
  mark_secret(&secrets.ephemeral.reveal(), sizeof(group::Scalar));
  return secrets;
}

void disclose() {
  Trustees trustees(2, 2, 1);
  const auto secrets = hidden_secrets(trustees);
  const auto disclosed =
      ceremony::disclose(trustees.ops, trustees.context, 1, secrets, trustees.randomness);
  mark_public(disclosed.data(), disclosed.size());
}

void open_box() {
  Trustees trustees(2, 2, 1);
  auto shares = ceremony::DealerSecrets::draw(trustees.context, trustees.randomness)
                    .shares_for(trustees.context, 2);
  hide(shares);
  const base::Secret<cipher::Key> key(secret(cipher::Key{5}));
  auto box = ceremony::seal_shares(trustees.context, 1, 2, key, shares);
  mark_public(box.data(), box.size());
  (void)ceremony::open_shares(trustees.context, 1, 2, key, box);
}

void key_file() {
  Trustees trustees(2, 2, 1);
  auto scalars = ceremony::DealerSecrets::draw(trustees.context, trustees.randomness)
                     .shares_for(trustees.context, 1);
  hide(scalars);
  const ceremony::TrusteeShares shares(trustees.context.manifest_hash, 1, std::move(scalars));
  const auto encoded = shares.encode();
  base::Bytes bytes(encoded.reveal().begin(), encoded.reveal().end());
  mark_public(bytes.data(), bytes.size() - 32 * shares.all().size());
  (void)ceremony::TrusteeShares::parse(bytes);
}

// A whole run with the decryption keys followed: boxes opened, shares checked and added up.
void receive() {
  Trustees trustees = hidden_trustees();
  CeremonyRun run(trustees);
  run.run();
}

}  // namespace

std::vector<Subject> subjects() {
  sodium::initialise();
  return {{"ceremony.disclose", disclose},
          {"ceremony.box", open_box},
          {"ceremony.key_file", key_file},
          {"ceremony.receive", receive}};
}

}  // namespace undersigned::timing
