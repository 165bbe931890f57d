#include "app/rehearsal/events.h"

#include <algorithm>
#include <array>

#include "app/rehearsal/embedded.h"
#include "app/rehearsal/scenario_file.h"
#include "core/base/check.h"
#include "core/base/json.h"
#include "core/rehearsal/engine.h"

namespace undersigned::rehearsal {
namespace {

// Answers by destination: the offering company, another company, staying, none of these.
constexpr int kDestinationAnswers[kDestinations] = {2, 3, 1, 3};
constexpr int kStays = 1;
constexpr int kNothingKeeps = 5;
// The demonstration's demands, and the ladder of each of them and of the pledge beyond one person.
constexpr std::array kDemands = {"leaders", "answers", "seat"};
constexpr std::array<std::uint32_t, 2> kSupportPercent = {26, 52};
enum Freedom { kFree = 1, kPushed = 2, kFreeOfIt = 3 };
// Hours over which those who slept on it withdraw.
constexpr std::uint32_t kMorningHours = 3;

// A share of the roster, rounded up, as a letter's manifest has it.
std::uint64_t share_of(std::uint64_t people, std::uint64_t percent) {
  return (people * percent + 99) / 100;
}

class Teller {
 public:
  Teller(const Scenario& scenario, const Variant& variant, const Design& design,
         const Telling& telling)
      : scenario_(scenario),
        design_(design),
        telling_(telling),
        history_(rehearse_plainly(design, scenario.stream, telling.replica)) {
    const auto term = [&](const char* key) { return scenario.at(key); };
    const bool matched = variant.offer && variant.matched_pay;
    const double place =
        term("destination.relocation") + (matched ? 0 : term("destination.wage_gap"));
    against_ = {std::max(0.0, -term("destination.respect")), place, term("destination.bureaucracy"),
                std::max(0.0, term("destination.stay"))};
    night_ends_ = tick_of(scenario, term("pressure.haste_hours"));
    haste_ = static_cast<std::uint32_t>(term("pressure.haste") + 0.5);
  }

  std::string tell() {
    for (std::uint32_t i = 0; i < design_.people(); ++i) person(i);
    std::sort(events_.begin(), events_.end(), [](const Event& a, const Event& b) {
      return a.time != b.time ? a.time < b.time : a.person < b.person;
    });
    std::string text;
    for (const Event& event : events_) {
      text += base::Json{{"person", event.person}, {"time", event.time}, {"choice", event.choice}}
                  .dump() +
              "\n";
    }
    return text;
  }

 private:
  struct Event {
    std::uint32_t time, person;
    base::Json choice;
  };

  void person(std::uint32_t i) {
    const std::uint16_t tick = history_.signed_at[i];
    if (tick != kNoTick) {
      const bool sincere = history_.sincere[i];
      base::Json choice = with(signature(history_.by_name[i], history_.level[i]),
                               answers(i, sincere ? kFree : kPushed));
      if (sincere) choice.update(convictions(i));
      return add(i, at_tick(i, tick), choice);
    }
    const Draws draws = halves(scenario_.stream.block(telling_.replica, i, 0));
    const Group& group = design_.groups[design_.group_of[i]];
    const std::uint16_t wakes = std::max(group.waking[draws[kWakingDraw]], design_.first_look[i]);
    if (wakes >= design_.ticks) return;
    const base::Json unsigned_answers = answers(i, kFreeOfIt);
    const base::Json hasty = in_haste(group, group.resistance[draws[kConvictionDraw]], wakes);
    if (hasty.is_null()) return add(i, at_tick(i, wakes), unsigned_answers);
    add(i, at_tick(i, wakes), with(hasty, answers(i, kPushed)));
    add(i, at_tick(i, night_ends_) + i * 617 % (kMorningHours * 3600), unsigned_answers);
  }

  // What somebody who wakes in the night would sign in haste, and not after it; null: nothing.
  base::Json in_haste(const Group& group, std::uint16_t resistance, std::uint16_t wakes) const {
    if (!is_sealed(design_.mode) || design_.haste_end > 0 || wakes >= night_ends_) return nullptr;
    const int levels = design_.mode == Mode::kSealed ? 1 : design_.ladder.levels();
    for (const bool by_name : {true, false}) {
      const LevelPoints& points = by_name ? group.points_named : group.points_counted;
      for (int level = 1; level <= levels; ++level) {
        if (points[static_cast<std::size_t>(level - 1)] + design_.residual + haste_ >= resistance) {
          return signature(by_name, level);
        }
      }
    }
    return nullptr;
  }

  std::string signature(bool by_name, int level) const {
    return (by_name ? "by-name>=" : "counted>=") + std::to_string(design_.ladder.threshold(level));
  }
  static base::Json with(const base::Json& signature, const base::Json& answers) {
    base::Json choice = {{"signature", signature}};
    choice.update(answers);
    return choice;
  }

  base::Json answers(std::uint32_t i, Freedom freedom) const {
    const std::size_t destination = history_.destination[i];
    return {{"destination", kDestinationAnswers[destination]},
            {"reason", destination == 0 ? kNothingKeeps : reason(i)},
            {"freedom", static_cast<int>(freedom)}};
  }
  // What somebody who signs of their own will says beyond signing: they stand behind every demand
  // if as many do as they ask for, and pledge to resign only if they would go elsewhere.
  base::Json convictions(std::uint32_t i) const {
    const auto level = static_cast<std::size_t>(history_.level[i]);
    const std::uint32_t stand = share(kSupportPercent[std::min(level, kSupportPercent.size()) - 1]);
    base::Json said = {{"first", order(i)}};
    for (const char* const demand : kDemands) said[demand] = "stand>=" + std::to_string(stand);
    if (kDestinationAnswers[history_.destination[i]] != kStays) {
      said["resign"] = "will>=" + std::to_string(level == 1 ? 1 : stand);
    }
    return said;
  }
  // An order of the demands, every one as likely.
  std::vector<int> order(std::uint32_t i) const {
    const std::uint32_t draw = scenario_.stream.block(telling_.replica, i, 3)[0];
    std::vector<int> places = {1, 2, 3};
    std::swap(places[2], places[draw % 3]);
    std::swap(places[1], places[draw / 3 % 2]);
    return places;
  }
  std::uint32_t share(std::uint32_t percent) const {
    return static_cast<std::uint32_t>(share_of(design_.people(), percent));
  }

  int reason(std::uint32_t i) const {
    double total = 0;
    for (const double weight : against_) total += weight;
    if (total <= 0) return kNothingKeeps;
    double draw = scenario_.stream.block(telling_.replica, i, 2)[0] / 4294967296.0 * total;
    for (std::size_t r = 0; r < against_.size(); ++r) {
      if (draw < against_[r]) return static_cast<int>(r) + 1;
      draw -= against_[r];
    }
    return kNothingKeeps;
  }

  // Spread over the tick, evenly by person.
  std::uint32_t at_tick(std::uint32_t i, std::uint16_t tick) const {
    const double within = static_cast<double>(i * 619 % 1000) / 1000;
    return static_cast<std::uint32_t>((tick + within) * scenario_.tick_minutes * 60);
  }
  void add(std::uint32_t i, std::uint32_t time, base::Json choice) {
    if (time < std::uint64_t{telling_.until_hours} * 3600) {
      events_.push_back({time, i, std::move(choice)});
    }
  }

  const Scenario& scenario_;
  const Design& design_;
  const Telling& telling_;
  History history_;
  std::array<double, 4> against_{};
  std::uint16_t night_ends_ = 0;
  std::uint32_t haste_ = 0;
  std::vector<Event> events_;
};

}  // namespace

base::Result<std::string> events(const Plan& plan, const Telling& telling) {
  const Variant* variant = &plan.variants.front();
  for (const Variant& one : plan.variants) {
    if (one.name == telling.variant) variant = &one;
  }
  if (!telling.variant.empty() && variant->name != telling.variant) {
    return base::fail("scenario.variant", "",
                      "No variant is called " + std::string(telling.variant) + ".");
  }
  UNDERSIGNED_TRY(const Design design,
                  compile(plan.scenario, *variant, make_network(plan.scenario)));
  return Teller(plan.scenario, *variant, design, telling).tell();
}

base::Result<Plan> demonstration(std::uint32_t people, std::uint64_t seed) {
  UNDERSIGNED_CHECK(people >= 10);
  UNDERSIGNED_TRY(Plan plan, parse_scenario(night_letter(), [](const std::string& name) {
                    return base::Result<std::string>(base::fail("file.read", "", name));
                  }));
  plan.scenario.people = people;
  plan.scenario.stream.seed = seed;
  plan.scenario.ladder.clear();
  for (const std::uint64_t percent : {13u, 39u, 65u}) {
    plan.scenario.ladder.push_back(share_of(people, percent));
  }
  UNDERSIGNED_TRY_VOID(complete(plan.scenario));
  return plan;
}

}  // namespace undersigned::rehearsal
