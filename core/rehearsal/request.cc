#include "core/rehearsal/request.h"

#include <algorithm>
#include <utility>

#include "core/rehearsal/plan.h"
#include "core/rehearsal/result.h"

namespace undersigned::rehearsal {
namespace {

using base::Json;

constexpr std::uint32_t kTippingReplicas = 512;
constexpr std::uint32_t kScenarioReplicas = 512;

struct Request {
  std::string key;  // of the plan
  Plan plan;
  bool tipping = false;
  std::uint32_t scenarios = 0, samples = 0;
};

base::Result<void> read_number(const Json& of, const char* key, std::uint64_t least,
                               std::uint64_t most, std::uint32_t& number) {
  const auto found = of.find(key);
  if (found == of.end()) return {};
  if (!found->is_number_unsigned() || found->get<std::uint64_t>() < least ||
      found->get<std::uint64_t>() > most) {
    return base::fail("request.range", "",
                      std::string(key) + " is a whole number from " + std::to_string(least) +
                          " to " + std::to_string(most) + ".");
  }
  number = found->get<std::uint32_t>();
  return {};
}

base::Result<Request> parse_request(base::ByteView bytes) {
  UNDERSIGNED_TRY(const Json json, base::parse_json(bytes, kMostRequestBytes));
  UNDERSIGNED_TRY(const auto object, base::JsonObject::of(json, "request"));
  UNDERSIGNED_TRY_VOID(object.only({"plan", "replicas", "tipping", "scenarios", "samples"}));
  UNDERSIGNED_TRY_VOID(object.object("plan"));
  Request request;
  request.key = json["plan"].dump();
  UNDERSIGNED_TRY(request.plan, parse_plan(
                                    json["plan"], [](const Json&) { return std::string(); },
                                    [](const std::string&) -> base::Result<std::string> {
                                      return base::fail(
                                          "request.file", "",
                                          "there are no files here; generate the network.");
                                    }));
  UNDERSIGNED_TRY_VOID(read_number(json, "replicas", 2, kMostReplicas, request.plan.replicas));
  UNDERSIGNED_TRY_VOID(read_number(json, "scenarios", 0, 10'000, request.scenarios));
  UNDERSIGNED_TRY_VOID(read_number(json, "samples", 0, 10'000, request.samples));
  if (object.has("tipping")) {
    UNDERSIGNED_TRY(request.tipping, object.boolean("tipping"));
  }
  if (request.samples == 1) {
    return base::fail("request.range", "", "Sensitivity needs two samples or more.");
  }
  return request;
}

}  // namespace

base::Result<Compared> Answerer::rehearse_on(const std::string& key, const Scenario& scenario,
                                             const Variant& variant, std::uint32_t replicas) {
  auto at = std::find_if(known_.begin(), known_.end(), [&](const Known& known) {
    return known.plan == key && known.rehearsed.replicas() <= replicas;
  });
  if (at == known_.end()) {
    UNDERSIGNED_TRY(Rehearsed begun, Rehearsed::begin(scenario, variant));
    if (known_.size() == kMostKnown) known_.erase(known_.begin());
    known_.push_back({key, std::move(begun)});
    at = known_.end() - 1;
  }
  base::SerialExecutor executor;
  UNDERSIGNED_TRY(Summary summary,
                  at->rehearsed.until(replicas, executor, [](double) { return true; }));
  return Compared{variant, std::move(summary)};
}

base::Result<Json> Answerer::answer(base::ByteView bytes) {
  UNDERSIGNED_TRY(const Request request, parse_request(bytes));
  const Scenario& scenario = request.plan.scenario;
  const auto& variants = request.plan.variants;
  base::SerialExecutor executor;
  NoNotebook notebook;
  const Progress progress = [](double) { return true; };
  const Means means{executor, progress, notebook};
  Result result;
  result.scenario = scenario;
  if (variants.size() == 1) {
    UNDERSIGNED_TRY(Compared one,
                    rehearse_on(request.key, scenario, variants.front(), request.plan.replicas));
    result.variants.push_back(std::move(one));
  } else {
    UNDERSIGNED_TRY(result.variants, compare(scenario, variants, request.plan.replicas, means));
  }
  if (request.tipping) {
    UNDERSIGNED_TRY(result.tippings, tippings(scenario, variants, kTippingReplicas, means));
  }
  if (request.scenarios > 0) {
    UNDERSIGNED_TRY(result.regions,
                    regions(scenario, variants, request.scenarios, kScenarioReplicas, means));
  }
  if (request.samples > 0) {
    UNDERSIGNED_TRY(result.sensitivity, sensitivity(scenario, variants.front(), request.samples,
                                                    kScenarioReplicas, means));
  }
  return result_json(result);
}

}  // namespace undersigned::rehearsal
