#include "core/letter/objection.h"

#include "core/base/codec.h"
#include "core/hash/transcript.h"
#include "core/letter/beside_fields.h"
#include "core/letter/credential_proof.h"
#include "core/letter/roster.h"

namespace undersigned::letter {
namespace {

hash::SessionTag objection_tag(const hash::Digest256& fingerprint,
                               const ObjectionStatement& objection) {
  hash::SessionTag tag("objection");
  tag.bytes(fingerprint).number(static_cast<std::uint64_t>(objection.role));
  tag.number(objection.number).number(objection.date).bytes(base::as_bytes(objection.text));
  return tag;
}

// The manifest's party of that role and number (from 1), if there is one.
struct Found {
  const std::string* name = nullptr;
  const group::SigningPublicKey* key = nullptr;
};
Found find_party(const Manifest& manifest, ObjectorRole role, std::uint32_t number) {
  const auto in = [number](const auto& list, auto key) {
    if (number < 1 || number > list.size()) return Found{};
    return Found{&list[number - 1].name, &(list[number - 1].*key)};
  };
  switch (role) {
    case ObjectorRole::kAuthor:
      return in(manifest.authors, &Author::key);
    case ObjectorRole::kRegistrar:
      if (number != 1) return {};
      return {&manifest.registrar.name, &manifest.registrar.key};
    case ObjectorRole::kIssuer:
      return in(manifest.issuers, &Party::key);
    case ObjectorRole::kTrustee:
      return in(manifest.trustees, &Trustee::signing_key);
    case ObjectorRole::kCredential:
      break;
  }
  return {};
}

std::unexpected<base::Error> nobody() {
  return base::fail("objection.role", "15", "The letter has nobody of this role and number.");
}

}  // namespace

base::Bytes ObjectionStatement::encode() const {
  base::Writer writer;
  writer.u8(kObjection).u8(static_cast<std::uint8_t>(role)).u32(number).u64(date);
  return writer.text16(text).raw(proof).take();
}

base::Result<ObjectionStatement> ObjectionStatement::parse(base::ByteView payload) {
  const auto read = [&]() -> base::Result<ObjectionStatement> {
    base::Reader reader(payload);
    ObjectionStatement objection;
    UNDERSIGNED_TRY_VOID(read_kind(reader, kObjection, kObjection));
    UNDERSIGNED_TRY(const std::uint8_t role, read_kind(reader, 1, 5));
    objection.role = static_cast<ObjectorRole>(role);
    UNDERSIGNED_TRY(objection.number, reader.u32());
    UNDERSIGNED_TRY(objection.date, read_moment(reader));
    UNDERSIGNED_TRY(objection.text, read_line(reader, 1, kMaxObjectionBytes));
    UNDERSIGNED_TRY(objection.proof, reader.array<64>());
    UNDERSIGNED_TRY_VOID(reader.finish());
    return objection;
  };
  auto objection = read();
  if (!objection) return bad_encoding("objection.encoding", "An objection", objection.error());
  return objection;
}

base::Result<void> ObjectionStatement::verify(const Manifest& manifest, const Roster& roster,
                                              const hash::Digest256& fingerprint) const {
  const hash::SessionTag tag = objection_tag(fingerprint, *this);
  bool good = false;
  if (role == ObjectorRole::kCredential) {
    if (number >= roster.credentials()) return nobody();
    good = verify_credential(tag, roster.key(number), proof).has_value();
  } else {
    const Found party = find_party(manifest, role, number);
    if (party.key == nullptr) return nobody();
    good = group::verify_ed25519(*party.key, tag.tag(), proof);
  }
  if (good) return {};
  return base::fail("objection.proof", "15",
                    "The objection is not by " + objector_name(*this, manifest) + ".");
}

void ObjectionStatement::sign(const hash::Digest256& fingerprint, const group::Signer& signer) {
  proof = signer.sign(objection_tag(fingerprint, *this).tag());
}

void ObjectionStatement::prove(const hash::Digest256& fingerprint, const group::SecretScalar& key,
                               const group::SecretGroup& ops, base::Randomness& randomness) {
  proof = prove_credential(ops, objection_tag(fingerprint, *this), key, randomness);
}

std::string objector_name(const ObjectionStatement& objection, const Manifest& manifest) {
  constexpr const char* kRoles[] = {"author", "registrar", "issuer", "trustee", "credential"};
  const std::string role = kRoles[static_cast<std::size_t>(objection.role) - 1];
  const Found party = find_party(manifest, objection.role, objection.number);
  if (party.name != nullptr) return *party.name + " (" + role + ")";
  return role + " " + std::to_string(objection.number);
}

}  // namespace undersigned::letter
