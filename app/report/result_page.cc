#include "app/report/result_page.h"

#include "app/report/charts.h"
#include "app/report/embedded.h"
#include "app/report/html.h"
#include "app/report/page_parts.h"
#include "core/base/encoding.h"
#include "core/hash/sha2.h"
#include "core/letter/result_json.h"
#include "core/letter/totals.h"

namespace undersigned::report {
namespace {

std::string head_html(const Page& page) {
  const std::string_view style = embedded_style();
  const std::string policy = "default-src 'none'; style-src 'sha256-" +
                             base::to_base64(hash::sha256(base::as_bytes(style))) +
                             "'; base-uri 'none'; form-action 'none'";
  return "<head>\n<meta charset=\"utf-8\">\n"
         "<meta http-equiv=\"Content-Security-Policy\" content=\"" +
         policy +
         "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
         "<meta name=\"referrer\" content=\"no-referrer\">\n"
         "<meta name=\"color-scheme\" content=\"light dark\">\n<title>" +
         escape(page.outcome.manifest.title) + "</title>\n<style>" + std::string(style) +
         "</style>\n</head>\n";
}

std::string state_html(const Page& page) {
  const letter::Outcome& outcome = page.outcome;
  const std::string state(state_name(outcome.state));
  std::string html =
      element("span", "class=\"state " + state + "\"", page.messages.html("state." + state));
  if (outcome.epochs_complete > 0 && outcome.state != letter::LetterState::kInProgress) {
    html += " " + page.messages.moment(static_cast<std::int64_t>(outcome.closed_at));
  }
  return html;
}

std::string masthead_html(const Page& page, bool has_names, bool has_next) {
  const Messages& says = page.messages;
  const auto link = [&](std::string_view id) {
    const std::string name(id);
    return element("li", "", element("a", "href=\"#" + name + "\"", says.html("nav." + name)));
  };
  const std::string links = link("letter") + (has_names ? link("names") : "") +
                            (has_next ? link("next") : "") + link("numbers") + link("record");
  return element("a", "class=\"skip\" href=\"#letter\"", says.html("nav.skip")) + "\n" +
         element("header", "class=\"masthead\"",
                 element("p", "class=\"mark\"", "Undersigned") +
                     element("p", "class=\"status\"", state_html(page)) +
                     element("nav", "aria-label=\"" + says.html("nav.label") + "\"",
                             element("ul", "", links))) +
         "\n";
}

std::string numbers_html(const Page& page) {
  const Messages& says = page.messages;
  return element("section", "id=\"numbers\" aria-labelledby=\"heading-numbers\"",
                 "\n" + element("h2", "id=\"heading-numbers\"", says.html("numbers.title")) + "\n" +
                     element("p", "class=\"lead\"", says.html("numbers.lead")) + "\n" +
                     ladder_html(page) + demands_html(page) + items_html(page)) +
         "\n";
}

}  // namespace

std::string result_page(const letter::Outcome& outcome) {
  const Messages messages(outcome.manifest.language);
  const Page page{outcome, messages, complete_tallies(outcome)};
  const std::string names = names_html(page), next = next_html(page);
  const std::string body =
      "\n" + patterns_html() + masthead_html(page, !names.empty(), !next.empty()) +
      element("main", "",
              "\n" + letter_html(page) + fate_html(page) + names + next + numbers_html(page) +
                  beside_html(page) + record_html(page)) +
      "\n" + element("footer", "", element("p", "", messages.html("footer"))) + "\n";
  return "<!doctype html>\n" +
         element("html", "lang=\"" + escape(outcome.manifest.language) + "\"",
                 "\n" + head_html(page) + element("body", "", body) + "\n") +
         "\n";
}

}  // namespace undersigned::report
