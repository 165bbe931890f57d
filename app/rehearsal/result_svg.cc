#include <algorithm>
#include <cstdio>

#include "app/rehearsal/result.h"

namespace undersigned::rehearsal {
namespace {

constexpr double kPanel = 250, kGap = 20, kTop = 62, kPlot = 120, kBar = 18, kHeight = 322;

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", value);
  return text;
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

std::string label(double x, double y, std::string_view text, const char* kind) {
  return "<text class=\"" + std::string(kind) + "\" x=\"" + number(x) + "\" y=\"" + number(y) +
         "\">" + escaped(text) + "</text>";
}

std::string histogram(const Summary& s, double left) {
  const double most = *std::max_element(s.histogram.begin(), s.histogram.end());
  std::string out;
  for (std::size_t b = 0; b < kBins; ++b) {
    const double height = most > 0 ? kPlot * s.histogram[b] / most : 0;
    if (height <= 0) continue;
    out += rectangle(left + static_cast<double>(b) * kPanel / kBins, kTop + kPlot - height,
                     kPanel / kBins - 1, height, "bin");
  }
  out += "<path class=\"axis\" d=\"M" + number(left) + " " + number(kTop + kPlot) + "h" +
         number(kPanel) + "\"/>";
  return out + label(left, kTop + kPlot + 14, "0", "small") +
         "<text class=\"small\" text-anchor=\"end\" x=\"" + number(left + kPanel) + "\" y=\"" +
         number(kTop + kPlot + 14) + "\">" + std::to_string(s.people) + "</text>";
}

std::string bars(const Summary& s, double left) {
  const struct {
    const char* name;
    const char* kind;
    double value;
  } rows[] = {{"sign", "sign", s.signers.value},
              {"sincere", "sincere", s.sincere.value},
              {"would leave", "leave", s.leave.value},
              {"would leave for the offer", "offer", s.go[0].value}};
  std::string out;
  double y = kTop + kPlot + 28;
  for (const auto& row : rows) {
    const double share = row.value / s.people;
    out += rectangle(left, y, kPanel * share, kBar - 6, row.kind);
    out += label(left, y + kBar + 4, std::string(row.name) + " " + number(100 * share) + " %",
                 "small");
    y += 2 * kBar - 8;
  }
  return out;
}

std::string description(const Result& result) {
  std::string text = "Number published (5 %, middle, 95 %), and shares of staff. ";
  for (const auto& [variant, s] : result.variants) {
    text += variant.name + ": " + number(s.published[0]) + ", " + number(s.published[2]) + ", " +
            number(s.published[4]) + "; sign " + number(100 * s.signers.value / s.people) +
            " %, sincere " + number(100 * s.sincere.value / s.people) + " %, would leave " +
            number(100 * s.leave.value / s.people) + " %, for the offer " +
            number(100 * s.go[0].value / s.people) + " %. ";
  }
  return text;
}

}  // namespace

std::string result_svg(const Result& result) {
  constexpr std::size_t kColumns = 4;
  const std::size_t count = result.variants.size();
  const std::size_t rows = (count + kColumns - 1) / kColumns;
  const double width = static_cast<double>(std::min(count, kColumns)) * (kPanel + kGap) + kGap;
  const double height = static_cast<double>(rows) * kHeight + 34;
  std::string svg =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"t d\" viewBox=\"0 "
      "0 " +
      number(width) + " " + number(height) + "\"><title id=\"t\">" + escaped(result.scenario.name) +
      "</title><desc id=\"d\">" + escaped(description(result)) +
      "</desc><style>text{font:14px system-ui,sans-serif;fill:#222}.small{font-size:12px}"
      ".name{font-weight:600}.bin{fill:#5a6b7b}.axis{stroke:#222;fill:none}.sign{fill:#5a6b7b}"
      ".sincere{fill:#1f6f54}.leave{fill:#9a5b00}.offer{fill:#8a1f3d}"
      "</style><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>" +
      label(kGap, 24, result.scenario.name + ": simulated, not a forecast", "name");
  for (std::size_t v = 0; v < count; ++v) {
    const double left = kGap + static_cast<double>(v % kColumns) * (kPanel + kGap);
    const double top = 10 + static_cast<double>(v / kColumns) * kHeight;
    const auto& [variant, summary] = result.variants[v];
    svg += "<g transform=\"translate(0 " + number(top) + ")\">" +
           label(left, kTop - 14, variant.name, "name") + histogram(summary, left) +
           bars(summary, left) + "</g>";
  }
  return svg + "</svg>\n";
}

}  // namespace undersigned::rehearsal
