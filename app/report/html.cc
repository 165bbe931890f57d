#include "app/report/html.h"

namespace undersigned::report {

std::string escape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string element(std::string_view name, std::string_view attributes, std::string_view html) {
  std::string out = "<";
  out += name;
  if (!attributes.empty()) out += " ";
  out += attributes;
  out += ">";
  out += html;
  out += "</";
  out += name;
  out += ">";
  return out;
}

}  // namespace undersigned::report
