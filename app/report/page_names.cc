#include "app/report/document.h"
#include "app/report/html.h"
#include "app/report/page_parts.h"
#include "core/letter/beside.h"

namespace undersigned::report {
namespace {

std::string name_html(const Page& page, const letter::OpenedName& opened) {
  const Messages& says = page.messages;
  const std::string who = opened.readable ? escape(opened.name) : says.html("names.unreadable");
  std::string about = escape(opened.role);
  if (!opened.role.empty() && !opened.cohort.empty()) about += " · ";
  about += escape(opened.cohort);
  std::string item =
      element("span", opened.readable ? "class=\"name\"" : "class=\"name unreadable\"", who);
  if (!about.empty()) item += " " + element("span", "class=\"about\"", about);
  if (const auto* taken_back = letter::withdrawal_of(page.outcome, opened.index)) {
    std::string note = says.html("names.withdrawn");
    if (!taken_back->reason.empty()) note += " " + escape(taken_back->reason);
    item += " " + element("span", "class=\"withdrawn\"", note);
  }
  // A name can be linked to by its credential.
  return element("li", "id=\"credential-" + std::to_string(opened.index) + "\"", item) + "\n";
}

std::string section(std::string_view heading_html, std::string_view html) {
  return element("section", "id=\"names\" aria-labelledby=\"heading-names\"",
                 "\n" + element("h2", "id=\"heading-names\"", heading_html) + "\n" +
                     std::string(html)) +
         "\n";
}

}  // namespace

std::string names_html(const Page& page) {
  const Messages& says = page.messages;
  const letter::Outcome& outcome = page.outcome;
  if (is_sealed(outcome)) return "";
  if (!outcome.settlement || outcome.settlement->names_level == 0) {
    const std::string_view key = has_opened(outcome) ? "names.none_counted" : "names.none_failed";
    return section(says.html("names.none"), element("p", "class=\"lead\"", says.html(key)));
  }
  if (outcome.names.empty()) {
    return section(says.html_of(outcome.settlement->names, "names.title"),
                   element("p", "class=\"lead\"", says.html("names.soon")));
  }
  std::string items;
  for (const letter::OpenedName& opened : names_in_order(outcome.names))
    items += name_html(page, opened);
  const auto level = static_cast<int>(outcome.settlement->names_level);
  const std::string lead = says.html_of(outcome.manifest.ladder().threshold(level), "names.lead");
  return section(says.html_of(outcome.settlement->names, "names.title"),
                 element("p", "class=\"lead\"", lead) + "\n" +
                     element("ul", "class=\"names\" role=\"list\"", items));
}

}  // namespace undersigned::report
