// entry.json: sealed entries of both branches for letters of several shapes, with everything that
// leads to them, and entries to refuse with the check that refuses.
#include "core/base/check.h"
#include "tests/support/entry_attacker.h"
#include "tests/tools/made_vectors.h"
#include "tests/tools/vector_json.h"

namespace undersigned::test {
namespace {

using base::Json;
using group::Point;
using group::Scalar;
using proof::Entry;
using proof::EntryPlace;
using proof::PublishedCiphertext;

Json sides_of(const Real::Statement& statement, const Real::Proof& proof, const Scalar& beta,
              const Scalar& total) {
  Json out = Json::object();
  char name = 'a';
  for (const auto& sides : Real::equations(statement, proof, beta, total)) {
    out[std::string(1, name++)] = {{"left", hex(sides.left)}, {"right", hex(sides.right)}};
  }
  return out;
}

Json items_of(const proof::EntryShape& shape) {
  Json items = Json::array();
  for (const auto& item : shape.shapes()) {
    items.push_back({{"rows", item.rows}, {"columns", item.columns}});
  }
  return items;
}

// One letter and the history of its first credentials.
class EntryVectors {
 public:
  EntryVectors(std::vector<proof::ItemShape> shape, std::uint8_t seed)
      : letter_(std::move(shape), seed), context_(letter_.context()), seed_(seed) {}

  // A choice; returns its number among the good entries.
  std::size_t add_choice(const char* name, const EntryPlace& place,
                         const std::vector<std::uint32_t>& answers) {
    const proof::Choice choice(letter_.shape, answers);
    const Scalar& key = letter_.credential_secrets[place.index];
    auto [coins, same_coins] = next_coins();
    const Entry entry = make_choice_entry(letter_.ops, context_, place, secret(key), choice, coins);
    const Real::Scalars v(choice.values().begin(), choice.values().end());
    const Scalar r = Scalar::random(same_coins);
    const Real::Statement statement = statement_of(context_, place);
    const auto drawn = draw_choice_coins(same_coins, statement);
    Real::Proof proof = sealed(statement, v, r);
    const auto oracle = oracle_of(place, statement);
    Real::prove_choice(statement, proof, v, r, key, drawn, oracle);
    const Json secrets = {{"branch", "choice"},  {"c", hex(key)},     {"v", hex(v)},
                          {"r", hex(r)},         {"a", hex(drawn.a)}, {"s0", hex(drawn.s0)},
                          {"s1", hex(drawn.s1)}, {"s", hex(drawn.s)}, {"u", hex(drawn.u)}};
    return add(name, place, entry, statement, proof, secrets);
  }

  std::size_t add_cover(const char* name, const EntryPlace& place) {
    auto [coins, same_coins] = next_coins();
    const Entry entry =
        make_cover_entry(letter_.ops, context_, place, secret(letter_.cover_secret), coins);
    const Scalar delta = Scalar::random(same_coins);
    const std::size_t m = letter_.shape.options();
    const Real::Statement statement = statement_of(context_, place);
    const auto drawn = draw_cover_coins(same_coins, statement);
    Real::Proof proof = sealed(statement, Real::Scalars(m), delta);
    proof.r += statement.previous_r;
    for (std::size_t k = 0; k < m; ++k) proof.e[k] += statement.previous_e[k];
    const auto oracle = oracle_of(place, statement);
    Real::prove_cover(statement, proof, delta, letter_.cover_secret, drawn, oracle);
    const Json secrets = {{"branch", "cover"},   {"p", hex(letter_.cover_secret)},
                          {"delta", hex(delta)}, {"rho", hex(drawn.rho)},
                          {"d", hex(drawn.d)},   {"e", hex(drawn.e)},
                          {"x", hex(drawn.x)},   {"f", hex(drawn.f)}};
    return add(name, place, entry, statement, proof, secrets);
  }

  // Values that are no choice, from the reference's prover.
  void refuse_values(const char* name, const EntryPlace& place, const Real::Scalars& v,
                     const Real::Scalars& in_ciphertext, const Scalar& key) {
    auto [coins, unused] = next_coins();
    const Scalar r = Scalar::random(coins);
    const Real::Statement statement = statement_of(context_, place);
    Real::Proof proof = sealed(statement, in_ciphertext, r);
    Real::prove_choice(statement, proof, v, r, key, draw_choice_coins(coins, statement),
                       oracle_of(place, statement));
    refuse(name, place, encode(proof));
  }

  // A cover that adds `change` to the choice.
  void refuse_cover(const char* name, const EntryPlace& place, const Real::Scalars& change,
                    const Scalar& cover_secret) {
    auto [coins, unused] = next_coins();
    const Scalar delta = Scalar::random(coins);
    const Real::Statement statement = statement_of(context_, place);
    Real::Proof proof = sealed(statement, change, delta);
    proof.r += statement.previous_r;
    for (std::size_t k = 0; k < change.size(); ++k) proof.e[k] += statement.previous_e[k];
    Real::prove_cover(statement, proof, delta, cover_secret, draw_cover_coins(coins, statement),
                      oracle_of(place, statement));
    refuse(name, place, encode(proof));
  }

  void refuse(const char* name, const EntryPlace& place, const base::Bytes& bytes) {
    const std::string check = verdict(context_, place, bytes);
    UNDERSIGNED_CHECK(check != "good");
    refused_.push_back(described(name, place));
    refused_.back()["entry"] = hex(bytes);
    refused_.back()["check"] = check;
  }

  EntryPlace place(std::uint64_t epoch, std::size_t index,
                   const PublishedCiphertext& previous) const {
    return {epoch, index, &letter_.credentials[index], &previous};
  }
  const Entry& entry(std::size_t number) const { return entries_[number]; }
  const SealedLetter& letter() const { return letter_; }
  const PublishedCiphertext& origin() const { return context_.origin(); }

  Json json() && {
    return {
        {"fingerprint", hex(letter_.fingerprint)}, {"items", items_of(letter_.shape)},
        {"keys", hex(letter_.sealing_keys)},       {"key_secrets", hex(letter_.sealing_secrets)},
        {"cover_key", hex(letter_.cover_key)},     {"good", std::move(good_)},
        {"refused", std::move(refused_)}};
  }

 private:
  std::pair<sodium::SeededRandomness, sodium::SeededRandomness> next_coins() {
    ++made_;
    const base::ByteArray<32> seed{seed_, made_};
    return {sodium::SeededRandomness(seed), sodium::SeededRandomness(seed)};
  }
  FiatShamir oracle_of(const EntryPlace& place, const Real::Statement& statement) const {
    return {letter_.fingerprint, place.epoch, place.index, letter_.shape, statement};
  }
  static Real::Proof sealed(const Real::Statement& statement, const Real::Scalars& v,
                            const Scalar& r) {
    Real::Proof proof;
    proof.r = group::multiply_base_vartime(r);
    proof.e = encrypt(statement.keys, v, r);
    return proof;
  }
  static Json described(const char* name, const EntryPlace& place) {
    return {{"name", name},
            {"epoch", place.epoch},
            {"index", place.index},
            {"credential", hex(place.credential->bytes())},
            {"previous", hex(place.previous->bytes())}};
  }

  std::size_t add(const char* name, const EntryPlace& place, const Entry& entry,
                  const Real::Statement& statement, const Real::Proof& proof, const Json& secrets) {
    // The prover and the reference have drawn the same coins.
    UNDERSIGNED_CHECK(entry.encode() == encode(proof));
    UNDERSIGNED_CHECK(verdict(context_, place, entry.encode()) == "good");
    const FiatShamir oracle = oracle_of(place, statement);
    const Scalar beta = oracle.beta(proof), total = oracle.total(proof);
    Json vector = described(name, place);
    vector["secrets"] = secrets;
    vector["tag"] = hex(oracle.tag().tag());
    vector["session_id"] = hex(oracle.tag().id());
    vector["absorbed_before_beta"] = hex(oracle.first(proof));
    vector["beta"] = hex(beta);
    vector["absorbed_before_X"] = hex(oracle.second(proof));
    vector["X"] = hex(total);
    vector["equations"] = sides_of(statement, proof, beta, total);
    vector["entry"] = hex(entry.encode());
    good_.push_back(std::move(vector));
    entries_.push_back(entry);
    return entries_.size() - 1;
  }

  SealedLetter letter_;
  proof::EntryContext context_;
  std::uint8_t seed_, made_ = 0;
  std::vector<Entry> entries_;
  Json good_ = Json::array(), refused_ = Json::array();
};

// One credential through four epochs.
Json make_history(const std::vector<proof::ItemShape>& shape, std::uint8_t seed) {
  EntryVectors vectors(shape, seed);
  const std::vector<std::uint32_t> last = last_options(shape), none(last.size(), 0);
  vectors.add_cover("cover of nothing, epoch 1", vectors.place(1, 0, vectors.origin()));
  const PublishedCiphertext first = vectors.entry(0).sealed();
  vectors.add_choice("last option of every item, epoch 2", vectors.place(2, 0, first), last);
  const PublishedCiphertext second = vectors.entry(1).sealed();
  vectors.add_cover("cover of a choice, epoch 3", vectors.place(3, 0, second));
  const PublishedCiphertext third = vectors.entry(2).sealed();
  vectors.add_choice("withdrawal, epoch 4", vectors.place(4, 0, third), none);
  return std::move(vectors).json();
}

void refuse_bytes(EntryVectors& vectors, const EntryPlace& place, const base::Bytes& good) {
  const auto with = [&good](std::size_t field, const base::ByteArray<32>& value) {
    base::Bytes bytes = good;
    std::copy(value.begin(), value.end(), bytes.begin() + static_cast<std::ptrdiff_t>(32 * field));
    return bytes;
  };
  base::ByteArray<32> order = (-Scalar::one()).encode();
  order[0] += 1;
  const std::size_t options = vectors.letter().shape.options();
  base::Bytes longer = good;
  longer.push_back(0);
  vectors.refuse("a byte too many", place, longer);
  vectors.refuse("a byte too few", place, base::Bytes(good.begin(), good.end() - 1));
  vectors.refuse("R is the identity", place, with(0, {}));
  vectors.refuse("E_1 is no point", place, with(1, order));
  vectors.refuse("U_P is the identity", place, with(options + 8, {}));
  vectors.refuse("x' is the order", place, with(options + 9, order));
  vectors.refuse("z_p is the order", place, with(2 * options + 14, order));
  static constexpr const char* kNames[] = {"z_P + 1", "z_r + 1", "z_c + 1", "z_delta + 1",
                                           "z_p + 1"};
  for (std::size_t i = 0; i < 5; ++i) {
    const std::size_t field = 2 * options + 10 + i;
    const auto scalar = Scalar::parse(base::ByteView(good).subspan(32 * field, 32));
    vectors.refuse(kNames[i], place, with(field, (*scalar + Scalar::one()).encode()));
  }
}

Json make_refused() {
  EntryVectors vectors({2, 1}, 9);
  const Scalar zero, one = Scalar::one(), two = Scalar::from_u64(2), half = two.invert();
  const EntryPlace start = vectors.place(1, 0, vectors.origin());
  vectors.add_choice("first option of every item, epoch 1", start, {1, 1});
  const PublishedCiphertext previous = vectors.entry(0).sealed();
  const EntryPlace place = vectors.place(2, 0, previous);
  vectors.add_choice("second option, epoch 2", place, {2, 0});
  const base::Bytes good = vectors.entry(1).encode();
  const Scalar& key = vectors.letter().credential_secrets[0];
  const auto refuse = [&](const char* name, const Real::Scalars& v) {
    vectors.refuse_values(name, place, v, v, key);
  };
  refuse("two options of an item", {one, one, zero});
  refuse("weight two", {two, zero, zero});
  refuse("weight minus one", {zero, zero, -one});
  refuse("two halves", {half, half, zero});
  vectors.refuse_values("ciphertext of another option", place, {one, zero, zero}, {zero, one, zero},
                        key);
  vectors.refuse_values("another credential's key", place, {one, zero, zero}, {one, zero, zero},
                        vectors.letter().credential_secrets[1]);
  vectors.refuse_cover("cover that changes the choice", place, {-one, one, zero},
                       vectors.letter().cover_secret);
  vectors.refuse_cover("cover without the cover key", place, {zero, zero, zero}, key);
  vectors.refuse("replayed in another epoch", vectors.place(3, 0, previous), good);
  vectors.refuse("copied to another credential", vectors.place(2, 1, previous), good);
  vectors.refuse("another previous entry", vectors.place(2, 0, vectors.origin()), good);
  refuse_bytes(vectors, place, good);
  return std::move(vectors).json();
}

// Two answers ranked by first place, second place; then one more option of another item.
Json make_refused_rankings() {
  EntryVectors vectors({proof::ItemShape::ranking(2), 1}, 10);
  const Scalar zero, one = Scalar::one(), two = Scalar::from_u64(2);
  const EntryPlace place = vectors.place(1, 0, vectors.origin());
  vectors.add_choice("a ranking, epoch 1", place, {2, 1, 1});
  const Scalar& key = vectors.letter().credential_secrets[0];
  const auto refuse = [&](const char* name, const Real::Scalars& v) {
    vectors.refuse_values(name, place, v, v, key);
  };
  refuse("two answers in one place", {one, zero, one, zero, zero});
  refuse("one answer only", {one, zero, zero, zero, zero});
  refuse("second answer only", {zero, zero, zero, one, zero});
  refuse("one answer in two places", {one, one, zero, zero, zero});
  refuse("all answers in all places", {one, one, one, one, zero});
  refuse("sums of two", {two, zero, zero, two, zero});
  refuse("sums of one, weights two and minus one", {two, -one, -one, two, zero});
  return std::move(vectors).json();
}

}  // namespace

Json make_entry_vectors() {
  Json letters = Json::array();
  letters.push_back(make_history({1}, 1));
  letters.push_back(make_history({2, 1, 5}, 2));
  letters.push_back(make_history({2, proof::ItemShape::ranking(3), 1}, 3));
  letters.push_back(make_refused());
  letters.push_back(make_refused_rankings());
  return {{"about", "docs/protocol.md 6: sealed entries"}, {"letters", std::move(letters)}};
}

}  // namespace undersigned::test
