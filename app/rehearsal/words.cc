// The summary in plain words: messages with {names}, a file a language.
#include <cmath>
#include <cstdio>
#include <initializer_list>
#include <utility>

#include "app/rehearsal/embedded.h"
#include "app/rehearsal/result.h"
#include "core/base/check.h"

namespace undersigned::rehearsal {
namespace {

using Values = std::initializer_list<std::pair<std::string_view, std::string>>;

class Messages {
 public:
  explicit Messages(std::string_view language) {
    auto parsed = base::parse_json(base::as_bytes(embedded_messages(language)), 1 << 20);
    UNDERSIGNED_CHECK(parsed && parsed->is_object());
    texts_ = *std::move(parsed);
  }

  // The message with its values, and the end of a line.
  std::string operator()(const char* key, Values values = {}) const {
    const auto found = texts_.find(key);
    UNDERSIGNED_CHECK(found != texts_.end() && found->is_string());
    std::string text = found->get<std::string>();
    for (const auto& [name, value] : values) {
      const std::string place = "{" + std::string(name) + "}";
      const std::size_t at = text.find(place);
      UNDERSIGNED_CHECK(at != text.npos);
      text.replace(at, place.size(), value);
    }
    return text + "\n";
  }

 private:
  base::Json texts_;
};

std::string whole(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.0f", value);
  return text;
}

// A share in hundredths, without the sign.
std::string percent(double share) { return share > 0 && share < 0.01 ? "<1" : whole(100 * share); }

// A value with as many digits as tell it from others.
std::string value_of(double value) {
  char text[32];
  std::snprintf(text, sizeof text, std::abs(value) < 10 ? "%.2f" : "%.0f", value);
  return text;
}

std::string about(const Messages& words, const Compared& compared, const Tipping* tipping) {
  const Summary& s = compared.summary;
  const auto share = [&](const Interval& i) { return percent(i.value / s.people); };
  std::string text = "\n" + words("sign", {{"variant", compared.variant.name},
                                           {"sign", share(s.signers)},
                                           {"sincere", share(s.sincere)},
                                           {"pressed", share(s.pressured)}});
  text += words("intent", {{"leave", share(s.leave)}, {"offer", share(s.go[0])}});
  text += words("opens", {{"chance", percent(s.opens.value)},
                          {"low", percent(s.opens.low)},
                          {"high", percent(s.opens.high)}});
  if (s.two_humped()) {
    std::string list;
    for (const Hump& hump : s.humps) {
      list += (list.empty() ? "" : "; ") + whole(hump.from) + "–" + whole(hump.to) + " (" +
              percent(hump.share) + " %)";
    }
    text += words("humps", {{"list", list}});
  }
  if (tipping != nullptr && tipping->near) {
    text += words("tipping", {{"lower", whole(tipping->lower)},
                              {"higher", whole(tipping->higher)},
                              {"here", whole(tipping->here)}});
  }
  return text;
}

std::string ladder_words(const Messages& words, const LadderAdvice& ladder) {
  if (ladder.levels == 0) return words("ladder.none");
  std::string ranges;
  for (const auto& [from, to] : ladder.ranges) {
    ranges += (ranges.empty() ? "" : "; ") + percent(from) + "–" + percent(to) + " %";
  }
  const std::string published = percent(ladder.published[1]), low = percent(ladder.published[0]),
                    high = percent(ladder.published[2]), sound = percent(ladder.sound);
  // A single level has no other to be better than.
  if (ladder.levels == 1) {
    return words("ladder.one", {{"ranges", ranges}}) +
           words("ladder.reason.one",
                 {{"published", published}, {"low", low}, {"high", high}, {"sound", sound}});
  }
  return words("ladder.levels", {{"levels", std::to_string(ladder.levels)}, {"ranges", ranges}}) +
         words("ladder.reason", {{"published", published},
                                 {"low", low},
                                 {"high", high},
                                 {"gain", whole(100 * ladder.gain[1])},
                                 {"sound", sound},
                                 {"single", percent(ladder.single_sound)}});
}

std::string advice_words(const Messages& words, const Regions& regions) {
  if (!regions.advice) return {};
  const Advice& advice = *regions.advice;
  std::string text = "\n" + words("scenarios", {{"scenarios", std::to_string(regions.scenarios)}});
  text += advice.quorum_from == 0 ? words("quorum.none")
                                  : words("quorum", {{"from", percent(advice.quorum_from)},
                                                     {"to", percent(advice.quorum_to)}});
  text += ladder_words(words, advice.ladder);
  if (advice.ladder.levels == 0) return text;
  if (!advice.limit) return text + words("limit.none");
  const Limit& limit = *advice.limit;
  return text + words(limit.fails_below ? "limit.below" : "limit.above",
                      {{"share", percent(limit.scenarios)},
                       {"parameter", limit.parameter},
                       {"value", value_of(limit.value)}});
}

}  // namespace

std::string plain_words(const Result& result, std::string_view language) {
  const Messages words(language);
  std::string text = words("heading", {{"name", result.scenario.name},
                                       {"people", std::to_string(result.scenario.people)}});
  for (std::size_t v = 0; v < result.variants.size(); ++v) {
    text += about(words, result.variants[v],
                  v < result.tippings.size() ? &result.tippings[v] : nullptr);
  }
  if (result.regions) text += advice_words(words, *result.regions);
  return text + "\n" + words("limits");
}

}  // namespace undersigned::rehearsal
