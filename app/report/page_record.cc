#include "app/report/charts.h"
#include "app/report/document.h"
#include "app/report/html.h"
#include "app/report/page_parts.h"
#include "core/base/encoding.h"
#include "core/letter/claims.h"
#include "core/letter/totals.h"

namespace undersigned::report {
namespace {

// 64 digits in groups that lines may break between; copied, they are one word.
std::string digest_html(const hash::Digest256& digest) {
  const std::string hex = base::to_hex(digest);
  std::string groups;
  for (std::size_t i = 0; i < hex.size(); i += 8) groups += element("span", "", hex.substr(i, 8));
  return element("code", "class=\"digest\"", groups);
}

std::string fact(std::string_view term_html, std::string_view html) {
  return element("div", "", element("dt", "", term_html) + element("dd", "", html)) + "\n";
}

std::string trustees(const letter::Manifest& manifest) {
  std::string names;
  for (const letter::Trustee& trustee : manifest.trustees) {
    names += (names.empty() ? "" : ", ") + escape(trustee.name);
  }
  return names;
}

std::string epochs(const Page& page) {
  return page.messages.html(
      "record.epochs_of",
      {{"n", page.messages.number(page.outcome.epochs_complete)},
       {"planned", page.messages.number(page.outcome.manifest.schedule.epochs)}});
}

std::string facts(const Page& page) {
  const Messages& says = page.messages;
  const letter::Outcome& outcome = page.outcome;
  const letter::Manifest& manifest = outcome.manifest;
  std::string html = fact(says.html("record.fingerprint"), digest_html(outcome.fingerprint)) +
                     fact(says.html("record.leaves"), says.number(outcome.leaves)) +
                     fact(says.html("record.root"), digest_html(outcome.root)) +
                     fact(says.html("record.manifest"), digest_html(manifest.hash())) +
                     fact(says.html("record.people"), says.number(manifest.roster_size)) +
                     fact(says.html("record.epochs"), epochs(page));
  if (outcome.epochs_complete > 0) {
    html +=
        fact(says.html("record.closed"), says.moment(static_cast<std::int64_t>(outcome.closed_at)));
  }
  if (manifest.cover == letter::Cover::kNone && outcome.count)
    html += fact(says.html("record.took_part"), says.number(letter::people_counted(outcome)));
  if (outcome.testifying > 0)
    html += fact(says.html("record.testifying"), says.number(outcome.testifying));
  if (outcome.amendments > 0)
    html += fact(says.html("record.amendments"), says.number(outcome.amendments));
  html += fact(says.html("record.registrar"), escape(manifest.registrar.name));
  for (const letter::Party& issuer : manifest.issuers) {
    html += fact(says.html("record.issuer"), escape(issuer.name));
  }
  html += fact(says.html_of(manifest.threshold, "record.trustees"), trustees(manifest));
  return element("dl", "class=\"facts\"", "\n" + html) + "\n";
}

std::string list(const Messages& says, std::string_view heading,
                 const std::vector<std::string>& points) {
  std::string items;
  for (const std::string& point : points) items += element("li", "", point) + "\n";
  return element("section", "",
                 element("h3", "", says.html(heading)) + "\n" + element("ul", "", items)) +
         "\n";
}

std::string limits(const Page& page) {
  const Messages& says = page.messages;
  const std::size_t threshold = page.outcome.manifest.threshold;
  const bool one_issuer = page.outcome.manifest.issuers.size() == 1;
  std::vector<std::string> shown = {says.html("limits.registrar"),
                                    says.html(one_issuer ? "limits.issuer" : "limits.issuers"),
                                    says.html_of(threshold, "limits.trustees"),
                                    says.html("limits.coercion"),
                                    says.html("limits.said"),
                                    says.html("limits.unanimous")};
  if (page.outcome.manifest.cover == letter::Cover::kNone)
    shown.push_back(says.html("limits.no_cover"));
  return element("div", "class=\"pair\"",
                 list(says, "holds.title",
                      {says.html("holds.roster"), says.html("holds.exact"),
                       says.html("holds.settlement"), says.html("holds.nothing_else"),
                       says.html("holds.text")}) +
                     list(says, "limits.title", shown)) +
         "\n" +
         element(
             "p", "class=\"remark\"",
             says.html("limits.more", {{"file", element("code", "", "docs/threat-model.md")}})) +
         "\n";
}

// Every published number with the command that derives it again from the record.
std::string claims_html(const Page& page) {
  const Messages& says = page.messages;
  Table table{says.html("claims.title"), {says.html("claims.name"), says.html("claims.value")}, {}};
  for (const letter::Claim& claim : letter::claims_of(page.outcome)) {
    table.rows_html.push_back(
        {element("code", "", escape("--claim " + claim.name)), escape(claim.value)});
  }
  const std::string command = claim_command(page.outcome, says, "NAME");
  return element("section", "",
                 element("h3", "", says.html("claims.title")) + "\n" +
                     element("p", "", says.html("claims.lead")) + "\n" +
                     element("pre", "class=\"command\"", element("code", "", escape(command))) +
                     "\n" + table_html(says, table)) +
         "\n";
}

}  // namespace

std::string next_html(const Page& page) {
  const letter::Outcome& outcome = page.outcome;
  if (outcome.state != letter::LetterState::kInProgress) return "";
  const Messages& says = page.messages;
  const letter::Manifest& manifest = outcome.manifest;
  const std::uint32_t planned = manifest.schedule.epochs;
  std::string html = element("h2", "id=\"heading-next\"", says.html("next.title")) + "\n";
  if (!outcome.next.empty()) {
    const std::string lang = manifest.language == "en" ? "" : " lang=\"en\"";
    html += element("p", "class=\"lead\"" + lang, escape(outcome.next)) + "\n";
  }
  const std::string done = says.html(
      "items.of", {{"n", says.number(outcome.epochs_complete)}, {"all", says.number(planned)}});
  html +=
      figure_html(says.html("next.epochs"), says.html("next.epochs_words"),
                  rows_html({{says.html("next.complete"), done, "",
                              bar_html({{"named", outcome.epochs_complete}}, planned), false}}));
  html += element(
      "dl", "class=\"facts\"",
      fact(says.html("next.start"), says.moment(manifest.schedule.start)) +
          fact(says.html("next.earliest"), says.moment(manifest.schedule.earliest_opening)) +
          fact(says.html("next.last_end"), says.moment(manifest.epoch_end(planned))));
  return element("section", "id=\"next\" aria-labelledby=\"heading-next\"", "\n" + html) + "\n";
}

std::string record_html(const Page& page) {
  const Messages& says = page.messages;
  const std::string command = "undersigned-verify --fingerprint " +
                              base::to_hex(page.outcome.fingerprint) + " " +
                              says.html("record.folder");
  const std::string claims = claims_html(page);
  const std::string html = element("h2", "id=\"heading-record\"", says.html("record.title")) +
                           "\n" + element("p", "class=\"lead\"", says.html("record.lead")) + "\n" +
                           element("pre", "class=\"command\"", element("code", "", command)) +
                           "\n" + element("p", "class=\"remark\"", says.html("record.how")) + "\n" +
                           facts(page) + claims + limits(page);
  return element("section", "id=\"record\" aria-labelledby=\"heading-record\"", "\n" + html) + "\n";
}

}  // namespace undersigned::report
