#include "app/report/html.h"
#include "app/report/page_parts.h"
#include "core/letter/beside.h"

namespace undersigned::report {
namespace {

std::string term(std::string_view term_html, std::string_view html) {
  return element("div", "", element("dt", "", term_html) + element("dd", "", html)) + "\n";
}

std::string moment(const Messages& says, std::uint64_t seconds) {
  return says.moment(static_cast<std::int64_t>(seconds));
}

// An address becomes a link; anything else stays text.
std::string evidence_html(std::string_view evidence) {
  const bool link = evidence.starts_with("https://") || evidence.starts_with("http://");
  const std::string text = escape(evidence);
  if (!link) return text;
  return element("a", "href=\"" + text + "\" rel=\"noreferrer nofollow\"", text);
}

// What an item is called on the page.
std::string item_html(const Page& page, const std::string& id) {
  const letter::Outcome& outcome = page.outcome;
  if (id == outcome.manifest.signature_item().id) return page.messages.html("fate.letter");
  for (const letter::Item& item : outcome.manifest.items) {
    if (item.id == id && !item.question.empty()) return escape(item.question);
  }
  return escape(id);
}

std::string outcome_html(const Page& page, const letter::OutcomeLeaf& leaf) {
  const Messages& says = page.messages;
  const std::string fate(letter::name_of(leaf.fate));
  std::string html =
      element("h3", "", item_html(page, leaf.item)) + "\n" +
      element("p", "class=\"fate " + fate + "\"",
              element("strong", "", says.html("fate." + fate)) + " · " + moment(says, leaf.date)) +
      "\n";
  if (!leaf.text.empty()) html += element("p", "", escape(leaf.text)) + "\n";
  std::string evidence;
  for (const std::string& one : leaf.evidence) {
    evidence += element("li", "", evidence_html(one)) + "\n";
  }
  if (!evidence.empty()) html += element("ul", "class=\"evidence\"", evidence) + "\n";
  const std::string& author = page.outcome.manifest.authors[leaf.author - 1u].name;
  return html +
         element("p", "class=\"remark\"", says.html("fate.by", {{"author", escape(author)}})) +
         "\n";
}

std::string fact_html(const Messages& says, const letter::OfferFact& fact) {
  std::string html =
      element("strong", "", says.html("fact." + std::string(letter::word_of(fact.kind))));
  html += " · " + moment(says, fact.date);
  if (fact.people > 0) html += " · " + says.html_of(fact.people, "fact.people");
  html += ": " + escape(fact.what) + " (" + evidence_html(fact.source) + ")";
  return element("li", "", html) + "\n";
}

std::string offer_html(const Messages& says, const letter::Offer& offer) {
  std::string facts;
  for (const letter::OfferFact& fact : offer.facts) facts += fact_html(says, fact);
  const std::string year =
      facts.empty()
          ? element("p", "class=\"remark\"", says.html("offer.no_facts"))
          : element("p", "", says.html("offer.facts")) + element("ul", "class=\"evidence\"", facts);
  return element("h3", "", escape(offer.company)) + "\n" +
         element(
             "dl", "class=\"facts\"",
             term(says.html("offer.places"), says.number(offer.places)) +
                 term(says.html("offer.who"), escape(offer.who)) +
                 term(says.html("offer.pay"),
                      says.html("offer.pay_" + std::string(letter::word_of(offer.matched_pay)))) +
                 term(says.html("offer.place"), escape(offer.place_of_work)) +
                 term(says.html("offer.firmness"),
                      says.html("offer." + std::string(letter::word_of(offer.firmness)))) +
                 term(says.html("offer.made"), moment(says, offer.made)) +
                 term(says.html("offer.expires"), moment(says, offer.expires))) +
         "\n" + year + "\n";
}

std::string objection_html(const Page& page, const letter::ObjectionStatement& objection) {
  const std::string by = letter::objector_name(objection, page.outcome.manifest);
  return element("li", "",
                 element("strong", "", escape(by)) + " · " + moment(page.messages, objection.date) +
                     ": " + escape(objection.text)) +
         "\n";
}

// A part with its heading and its first sentence; nothing if it holds nothing.
std::string part(const Messages& says, const std::string& id, const std::string& html) {
  if (html.empty()) return "";
  return element("section", "id=\"" + id + "\" aria-labelledby=\"heading-" + id + "\"",
                 "\n" + element("h2", "id=\"heading-" + id + "\"", says.html(id + ".title")) +
                     "\n" + element("p", "class=\"lead\"", says.html(id + ".lead")) + "\n" + html) +
         "\n";
}

}  // namespace

std::string fate_html(const Page& page) {
  std::string html;
  for (const letter::OutcomeLeaf* leaf : letter::standing_outcomes(page.outcome)) {
    html += outcome_html(page, *leaf);
  }
  return part(page.messages, "fate", html);
}

std::string beside_html(const Page& page) {
  std::string offers, objections;
  for (const letter::OfferLeaf* leaf : letter::standing_offers(page.outcome)) {
    offers += offer_html(page.messages, leaf->offer);
  }
  for (const letter::ObjectionStatement& objection : page.outcome.beside.objections) {
    objections += objection_html(page, objection);
  }
  if (!objections.empty()) objections = element("ul", "", objections) + "\n";
  return part(page.messages, "offers", offers) + part(page.messages, "objections", objections);
}

}  // namespace undersigned::report
