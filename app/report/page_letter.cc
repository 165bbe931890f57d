#include "app/report/document.h"
#include "app/report/html.h"
#include "app/report/markdown.h"
#include "app/report/page_parts.h"

namespace undersigned::report {
namespace {

std::string body_html(const Page& page) {
  const std::string& body = page.outcome.manifest.body;
  if (const auto html = render_markdown(body)) return element("div", "class=\"body\"", *html);
  return element("div", "class=\"body\"",
                 element("p", "class=\"remark\"", page.messages.html("letter.plain")) +
                     element("pre", "class=\"plain\"", escape(body)));
}

std::string authors_html(const Page& page) {
  std::string items;
  for (const letter::Author& author : page.outcome.manifest.authors) {
    std::string item = element("span", "class=\"name\"", escape(author.name));
    if (!author.role.empty()) item += " " + element("span", "class=\"role\"", escape(author.role));
    if (!author.stake.empty()) {
      item += " " + element("span", "class=\"stake\"",
                            page.messages.html("letter.stake", {{"stake", escape(author.stake)}}));
    }
    items += element("li", "", item) + "\n";
  }
  const std::string heading = element("h2", "id=\"authors\"", page.messages.html("letter.authors"));
  return element("section", "class=\"authors\" aria-labelledby=\"authors\"",
                 heading + "\n" + element("ul", "role=\"list\"", items)) +
         "\n";
}

}  // namespace

std::string standing_html(const Page& page) {
  const Standing standing = standing_of(page.outcome, page.messages);
  const std::string headline = element("strong", "", escape(standing.headline));
  return standing.words.empty() ? headline : headline + " " + escape(standing.words);
}

std::string letter_html(const Page& page) {
  const letter::Manifest& manifest = page.outcome.manifest;
  const std::string to = element("span", "class=\"label\"", page.messages.html("letter.to")) + " " +
                         escape(manifest.addressee);
  const std::string html = element("p", "class=\"to\"", to) + "\n" +
                           element("h1", "id=\"title\"", escape(manifest.title)) + "\n" +
                           element("p", "class=\"standing\"", standing_html(page)) + "\n" +
                           body_html(page) + "\n" + authors_html(page);
  return element("article", "id=\"letter\" class=\"letter\" aria-labelledby=\"title\"",
                 "\n" + html) +
         "\n";
}

}  // namespace undersigned::report
