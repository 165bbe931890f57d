// The figure: a row a variant. Left the distribution of the number published, in the middle the
// staff as one bar (signs and means it, signs and would not without the pressure, does not sign),
// right who would really leave and who would leave for the offering company.
#include <algorithm>
#include <cstdio>

#include "app/rehearsal/result.h"

namespace undersigned::rehearsal {
namespace {

constexpr double kWidth = 1296, kMargin = 24, kName = 210;
constexpr double kSpread = 380, kBar = 260, kLeave = 130, kGap = 36;
constexpr double kHead = 118, kRow = 74, kFoot = 56;
constexpr double kSpreadAt = kMargin + kName, kBarAt = kSpreadAt + kSpread + kGap,
                 kLeaveAt = kBarAt + kBar + kGap, kOthersAt = kLeaveAt + kLeave + kGap;
constexpr double kHill = 40;  // height of the highest bin of a row

constexpr const char* kStyle =
    "text{font:13px system-ui,'DejaVu Sans',sans-serif;fill:#1d2733}"
    ".title{font-size:19px;font-weight:600}.soft{fill:#5b6875}.small{font-size:11px}"
    ".head{font-weight:600}.name{font-weight:600}.end{text-anchor:end}.mid{text-anchor:middle}"
    ".on{fill:#fff;font-weight:600}.grid{stroke:#e3e7ec}.line{stroke:#b9c2cc}"
    ".bin{fill:#7d93ad}.range{stroke:#1d2733;stroke-width:1.5}.middle{fill:#1d2733}"
    ".level{stroke:#8a6d1f;stroke-width:1.5}.sincere{fill:#1f6f5c}.pressed{fill:#c9702c}"
    ".rest{fill:#e6eaef}.leave{fill:#6b4f8f}.offer{fill:#b3243f}.warn{fill:#a33a12}";

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", value);
  std::string out = text;
  if (out.ends_with(".0")) out.resize(out.size() - 2);
  return out;
}

std::string whole(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.0f", value);
  return text;
}

// A share in percent; what is little more than nothing is not nothing.
std::string percent(double share) {
  if (share > 0 && share < 0.01) return "<1 %";
  return whole(100 * share) + " %";
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
  return out;
}

std::string rectangle(double x, double y, double width, double height, const char* kind) {
  return "<rect class=\"" + std::string(kind) + "\" x=\"" + number(x) + "\" y=\"" + number(y) +
         "\" width=\"" + number(width) + "\" height=\"" + number(height) + "\"/>";
}

std::string line(double x1, double y1, double x2, double y2, const char* kind) {
  return "<line class=\"" + std::string(kind) + "\" x1=\"" + number(x1) + "\" y1=\"" + number(y1) +
         "\" x2=\"" + number(x2) + "\" y2=\"" + number(y2) + "\"/>";
}

std::string label(double x, double y, std::string_view text, const char* kind) {
  return "<text class=\"" + std::string(kind) + "\" x=\"" + number(x) + "\" y=\"" + number(y) +
         "\">" + escaped(text) + "</text>";
}

// A name on one or two lines of what fits.
std::string name_lines(std::string_view name, double y) {
  constexpr std::size_t kFits = 28;
  if (name.size() <= kFits) return label(kMargin, y, name, "name");
  std::size_t cut = name.rfind(' ', kFits);
  if (cut == name.npos) return label(kMargin, y, name, "name small");
  return label(kMargin, y - 8, name.substr(0, cut), "name") +
         label(kMargin, y + 9, name.substr(cut + 1), "name");
}

std::string spread_of(const Result& result, const Compared& compared, double base) {
  const Summary& s = compared.summary;
  const auto at = [&](double people) { return kSpreadAt + kSpread * people / s.people; };
  const double most = *std::max_element(s.histogram.begin(), s.histogram.end());
  std::string out;
  for (std::size_t b = 0; b < kBins; ++b) {
    if (s.histogram[b] <= 0) continue;
    const double height = std::max(1.0, kHill * s.histogram[b] / most);
    out += rectangle(kSpreadAt + static_cast<double>(b) * kSpread / kBins, base - height,
                     kSpread / kBins - 1, height, "bin");
  }
  out += line(kSpreadAt, base, kSpreadAt + kSpread, base, "line");
  if (is_sealed(compared.variant.mode)) {
    const auto& own = compared.variant.ladder;
    for (const std::uint64_t level : own.empty() ? result.scenario.ladder : own) {
      const double x = at(static_cast<double>(level));
      out += line(x, base - 4, x, base + 4, "level");
    }
  }
  out += line(at(s.published[0]), base + 7, at(s.published[4]), base + 7, "range");
  out += "<circle class=\"middle\" r=\"2.5\" cx=\"" + number(at(s.published[2])) + "\" cy=\"" +
         number(base + 7) + "\"/>";
  std::string told =
      whole(s.published[0]) + "–" + whole(s.published[4]) + ", middle " + whole(s.published[2]);
  if (s.two_humped()) {
    told.clear();
    for (const Hump& hump : s.humps) {
      told += (told.empty() ? "apart: " : " · ") + whole(hump.from) + "–" + whole(hump.to) + " (" +
              percent(hump.share) + ")";
    }
  }
  const bool right = s.published[2] < s.people / 2.0 && !s.two_humped();
  return out + label(right ? kSpreadAt + kSpread : kSpreadAt, base - kHill + 6, told,
                     right ? "small soft end" : "small soft");
}

std::string staff_of(const Summary& s, double y) {
  const double sincere = s.sincere.value / s.people, pressed = s.pressured.value / s.people;
  const struct {
    double share;
    const char* kind;
    const char* text;
  } parts[] = {{sincere, "sincere", "small on mid"},
               {pressed, "pressed", "small on mid"},
               {1 - sincere - pressed, "rest", "small soft mid"}};
  std::string out;
  double x = kBarAt;
  for (const auto& part : parts) {
    const double width = kBar * std::max(0.0, part.share);
    out += rectangle(x, y, width, 20, part.kind);
    if (width > 34) out += label(x + width / 2, y + 14, percent(part.share), part.text);
    x += width;
  }
  return out;
}

std::string leaving(const Summary& s, double y) {
  const double leave = s.leave.value / s.people, offer = s.go[0].value / s.people;
  const double most = kLeave - 44;
  return rectangle(kLeaveAt, y - 3, most * leave, 11, "leave") +
         label(kLeaveAt + most * leave + 5, y + 7, percent(leave), "small") +
         rectangle(kLeaveAt, y + 12, std::max(offer > 0 ? 1.0 : 0.0, most * offer), 11, "offer") +
         label(kLeaveAt + most * offer + 6, y + 22, percent(offer), "small");
}

std::string others(const Summary& s, double y) {
  return label(kOthersAt, y + 6, "addressee gives way " + percent(s.conceded.value), "small") +
         label(kOthersAt, y + 22, "host resentful " + percent(s.resentful.value), "small");
}

std::string heads(const Result& result, double bottom) {
  const Summary& s = result.variants.front().summary;
  std::string out = label(kMargin, 36, result.scenario.name, "title");
  out += label(kMargin, 58,
               std::to_string(s.people) + " simulated people, " + std::to_string(s.replicas) +
                   " rehearsals of each variant: possible courses, not a forecast",
               "soft");
  out += label(kSpreadAt, 88, "Number published", "head") +
         label(kBarAt, 88, "Of all staff", "head") +
         label(kLeaveAt, 88, "Would really leave", "head") +
         label(kOthersAt, 88, "Both sides", "head");
  for (int quarter = 0; quarter <= 4; ++quarter) {
    const double x = kSpreadAt + kSpread * quarter / 4;
    out += line(x, kHead - 8, x, bottom, "grid") +
           label(x, kHead - 12, whole(quarter / 4.0 * s.people), "small soft mid");
  }
  return out;
}

std::string legend(double y) {
  const struct {
    double x;
    const char* kind;
    const char* text;
  } keys[] = {{kBarAt - 196, "sincere", "signs and means it"},
              {kBarAt - 48, "pressed", "signs, would not without the pressure"},
              {kBarAt + 200, "rest", "does not sign"},
              {kBarAt + 310, "leave", "leaves"},
              {kBarAt + 380, "offer", "for the offer"}};
  std::string out = line(kMargin, y - 18, kMargin + 22, y - 18 + 0.01, "range") +
                    label(kMargin + 28, y - 14, "5 % to 95 % of the rehearsals, middle", "small") +
                    line(kMargin + 11, y - 4, kMargin + 11, y + 5, "level") +
                    label(kMargin + 28, y + 5, "levels of the ladder (sealed)", "small");
  for (const auto& key : keys) {
    out += rectangle(key.x, y - 5, 11, 11, key.kind) + label(key.x + 16, y + 5, key.text, "small");
  }
  return out;
}

std::string description(const Result& result) {
  std::string text = "Number published (5 %, middle, 95 %), and shares of staff. ";
  for (const auto& [variant, s] : result.variants) {
    text += variant.name + ": " + whole(s.published[0]) + ", " + whole(s.published[2]) + ", " +
            whole(s.published[4]) + "; sign " + percent(s.signers.value / s.people) + ", sincere " +
            percent(s.sincere.value / s.people) + ", pressed " +
            percent(s.pressured.value / s.people) + ", would leave " +
            percent(s.leave.value / s.people) + ", for the offer " +
            percent(s.go[0].value / s.people) + ". ";
  }
  return text;
}

}  // namespace

std::string result_svg(const Result& result) {
  const auto rows = static_cast<double>(result.variants.size());
  const double bottom = kHead + rows * kRow, height = bottom + kFoot;
  std::string svg =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"t d\" viewBox=\"0 "
      "0 " +
      number(kWidth) + " " + number(height) + "\"><title id=\"t\">" +
      escaped(result.scenario.name) + "</title><desc id=\"d\">" + escaped(description(result)) +
      "</desc><style>" + kStyle + "</style><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>" +
      heads(result, bottom);
  for (std::size_t v = 0; v < result.variants.size(); ++v) {
    const double top = kHead + static_cast<double>(v) * kRow, base = top + kRow - 18;
    const Compared& compared = result.variants[v];
    svg += line(kMargin, top, kWidth - kMargin, top, "grid") +
           name_lines(compared.variant.name, base - 18) + spread_of(result, compared, base) +
           staff_of(compared.summary, base - 28) + leaving(compared.summary, base - 28) +
           others(compared.summary, base - 28);
    if (v < result.tippings.size() && result.tippings[v].near) {
      svg += label(kMargin, base + 10, "near a tipping point", "small warn");
    }
  }
  return svg + line(kMargin, bottom, kWidth - kMargin, bottom, "grid") + legend(bottom + 34) +
         "</svg>\n";
}

}  // namespace undersigned::rehearsal
