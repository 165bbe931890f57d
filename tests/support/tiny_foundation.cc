#include <algorithm>
#include <array>
#include <numeric>

#include "core/letter/card.h"
#include "core/letter/ceremony_context.h"
#include "core/letter/fingerprint.h"
#include "core/letter/half.h"
#include "core/letter/leaf.h"
#include "core/letter/manifest_writer.h"
#include "tests/support/tiny_letter.h"

namespace undersigned::test {
namespace {

// Invented names, sorted and all different; numbered where there are more than 48.
std::vector<std::string> invented_names(std::size_t count) {
  constexpr std::array kFirst = {"Ada", "Bao", "Cyd", "Dov", "Eun", "Fia", "Gus", "Hana"};
  constexpr std::array kLast = {"Amara", "Lindqvist", "Moreau", "Petit", "Ruiz", "Salcedo"};
  std::vector<std::string> names;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t turn = i / (kFirst.size() * kLast.size());
    names.push_back(std::string(kFirst[i % kFirst.size()]) + " " +
                    kLast[i / kFirst.size() % kLast.size()] +
                    (turn == 0 ? "" : " (" + std::to_string(turn + 1) + ")"));
  }
  std::ranges::sort(names);
  return names;
}

letter::Item item_with_ladder(const char* id, letter::ItemKind kind,
                              std::vector<std::uint64_t> ladder, std::uint32_t people) {
  letter::Item item;
  item.id = id;
  item.kind = kind;
  item.text = "What it says exactly.";
  item.ladder = *settlement::Ladder::parse(ladder, people);
  return item;
}

void add_others(std::vector<letter::Item>& items, std::uint32_t people) {
  items.push_back(item_with_ladder("heat", letter::ItemKind::kDemand, {2, 4}, people));
  items.push_back(item_with_ladder("leave", letter::ItemKind::kPledge, {1, 3, 4}, people));
  items.back().release = {{"heat", "light"}, 1, 1'900'000'000};
  letter::Item order;
  order.id = "order";
  order.kind = letter::ItemKind::kRanking;
  order.question = "What comes first?";
  order.answers = {"Heat", "Light", "Time"};
  items.push_back(std::move(order));
  items.push_back(item_with_ladder("light", letter::ItemKind::kDemand, {3}, people));
}

std::vector<letter::Item> items_of(const TinyPlan& plan) {
  std::vector<letter::Item> items(plan.choices ? 3 : 1);
  items.reserve(7);
  items[0].id = "signature";
  items[0].kind = letter::ItemKind::kSignature;
  items[0].ladder = *settlement::Ladder::parse(plan.ladder, plan.people);
  if (plan.choices) {
    items[1].id = "destination";
    items[1].question = "Where would you go?";
    items[1].answers = {"Stay", "Norhaven", "Elsewhere"};
    items[2].id = "freedom";
    items[2].question = "Did you feel free?";
    items[2].answers = {"Yes", "No"};
  }
  if (plan.others) add_others(items, plan.people);
  return items;
}

letter::ManifestFields fields_of(const TinyFoundation& f) {
  letter::ManifestFields fields;
  fields.language = "en";
  fields.title = "Bring the night shift back";
  fields.addressee = "The board of Lumen Works";
  fields.body = "We ask for light, heat and time.\n";
  fields.authors = {{"Ana Ruiz", "Welder", "Works nights", f.registrar->public_key()}};
  fields.roster_size = f.plan.people;
  fields.items = items_of(f.plan);
  fields.options = letter::number_options(fields.items);
  fields.schedule = {1'772'355'600, 1'772'355'600 + 60 * (f.plan.epochs - f.plan.window), 60,
                     f.plan.epochs, f.plan.window};
  fields.names = f.plan.names;
  fields.smallest_cohort = 10;
  fields.threshold = f.plan.threshold;
  for (std::size_t i = 0; i < f.plan.trustees; ++i) {
    fields.trustees.push_back({"Trustee " + std::to_string(i + 1),
                               f.trustees->signers[i].public_key(),
                               f.trustees->context.encryption_keys[i].point()});
  }
  fields.issuers = {{"Codes and Sons", f.issuer->public_key()}};
  fields.registrar = {"Works council", f.registrar->public_key()};
  fields.log_origin = "letters.example/night-shift";
  fields.log_key = f.log->public_key();
  fields.cover = f.plan.cover;
  fields.witnesses = f.plan.witnesses;
  fields.witnesses_required = f.plan.witnesses_required;
  return fields;
}

base::ByteArray<32> seed_of(const TinyPlan& plan) { return {plan.seed}; }

}  // namespace

TinyFoundation::TinyFoundation(const TinyPlan& chosen) : plan(chosen), randomness(seed_of(chosen)) {
  sodium::initialise();
  std::vector<letter::Item> items = items_of(plan);
  const std::size_t options = letter::number_options(items);
  trustees = std::make_unique<Trustees>(plan.trustees, plan.threshold, options, plan.seed);
  registrar = std::make_unique<sodium::SigningKey>(sodium::SigningKey::generate(randomness));
  issuer = std::make_unique<sodium::SigningKey>(sodium::SigningKey::generate(randomness));
  log = std::make_unique<sodium::SigningKey>(sodium::SigningKey::generate(randomness));
  const auto bytes = letter::write_manifest(fields_of(*this));
  UNDERSIGNED_CHECK(bytes.has_value());
  manifest = *letter::Manifest::parse(*bytes);
  manifest_leaves = letter::encode_sequence(letter::LeafKind::kManifest,
                                            letter::manifest_payloads(manifest.bytes()));

  trustees->context = letter::ceremony_context(manifest);
  secrets = std::make_unique<LetterSecrets>(make_keys(*trustees));
  keys_leaves = letter::encode_sequence(letter::LeafKind::kKeys, secrets->parts.encode());

  list_names();
  person.resize(plan.people);
  std::iota(person.begin(), person.end(), 0u);
  std::ranges::rotate(person, person.begin() + plan.people / 2);
  draft.cohorts = plan.cohorts;
  for (std::uint32_t i = 0; i < plan.people; ++i) {
    codes.push_back(base::random_code(randomness));
    keys.push_back(letter::half_key(codes[i], issuer->public_key()));
    credentials.emplace_back(ops.multiply_base(keys[i].reveal()));
    bodies.push_back(seal(i, card_of(i)));
    draft.credentials.push_back(
        {static_cast<std::uint16_t>(i % plan.cohorts.size()),
         letter::card_hash(bodies[i]),
         {letter::make_half(ops, manifest.hash(), 1, i, keys[i], randomness)}});
  }
  for (std::uint32_t i = plan.people; i < plan.people + plan.testifying; ++i) {
    codes.push_back(base::random_code(randomness));
    keys.push_back(letter::half_key(codes[i], issuer->public_key()));
    credentials.emplace_back(ops.multiply_base(keys[i].reveal()));
    draft.testifying.push_back(
        {0, {}, {letter::make_half(ops, manifest.hash(), 1, i, keys[i], randomness)}});
  }
  freeze();
  std::vector<std::uint32_t> people(plan.cohorts.size());
  for (const auto& credential : draft.credentials) ++people[credential.cohort];
  cells = letter::make_cells(plan.cohorts, people, manifest.smallest_cohort);
}

void TinyFoundation::list_names() {
  names = invented_names(plan.people);
  if (plan.names == letter::NameList::kPublished) {
    draft.names = names;
    return;
  }
  salts.resize(names.size());
  for (std::size_t rank = 0; rank < names.size(); ++rank) {
    randomness.fill(salts[rank]);
    draft.commitments.push_back(letter::commit_to_name(manifest.hash(), names[rank], salts[rank]));
  }
  std::ranges::sort(draft.commitments);
}

void TinyFoundation::freeze() {
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    draft.credentials[i].card_hash = letter::card_hash(bodies[i]);
  }
  roster = roster_leaves(draft);
  fingerprint = letter::fingerprint_of(leaves());
}

letter::Card TinyFoundation::card_of(std::uint32_t credential) const {
  letter::Card card{names[person[credential]], "Welder",
                    plan.cohorts[credential % plan.cohorts.size()]};
  if (!salts.empty()) card.salt = salts[person[credential]];
  return card;
}

letter::CardBody TinyFoundation::seal(std::uint32_t credential, const letter::Card& card,
                                      const base::CanonicalCode& code,
                                      const proof::PublishedPoint& key) const {
  const letter::CardBinding binding{manifest.hash(), key.bytes(),
                                    plan.cohorts[credential % plan.cohorts.size()]};
  return letter::seal_card(ops, letter::card_seed(code, manifest.hash()), *card.encode(), binding,
                           secrets->keys.card);
}

std::vector<base::Bytes> TinyFoundation::roster_leaves(const letter::RosterDraft& of) const {
  std::vector<base::Bytes> payloads = letter::roster_payloads(of);
  const hash::Digest256 digest = letter::roster_digest(payloads);
  const std::vector<group::Signature> issuers = {
      issuer->sign(letter::issuer_message(manifest.hash(), 1, digest))};
  payloads.push_back(letter::roster_signatures(
      registrar->sign(letter::registrar_message(manifest.hash(), digest)), issuers));
  return letter::encode_sequence(letter::LeafKind::kRoster, payloads);
}

std::vector<base::Bytes> TinyFoundation::leaves() const {
  std::vector<base::Bytes> all;
  for (const auto* part : {&manifest_leaves, &keys_leaves, &roster}) {
    all.insert(all.end(), part->begin(), part->end());
  }
  return all;
}

}  // namespace undersigned::test
