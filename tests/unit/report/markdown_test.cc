// The body's Markdown: what it becomes, and what is refused with its line.
#include "app/report/markdown.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <string>

#include "tests/support/html_tags.h"

namespace undersigned::report {
namespace {

std::string rendered(std::string_view body) {
  const auto html = render_markdown(body);
  return html ? *html : "refused: " + html.error().check + ": " + html.error().message;
}

void expect_refused(std::string_view body, std::string_view check, std::string_view words) {
  const auto html = render_markdown(body);
  ASSERT_FALSE(html) << *html;
  EXPECT_EQ(html.error().check, check);
  EXPECT_EQ(html.error().section, "3");
  EXPECT_NE(html.error().message.find(words), std::string::npos) << html.error().message;
}

TEST(Markdown, ParagraphsAndEmphasis) {
  EXPECT_EQ(rendered("We *ask* for\n**one** thing.\n\nNow."),
            "<p>We <em>ask</em> for\n<strong>one</strong> thing.</p>\n<p>Now.</p>\n");
  EXPECT_EQ(rendered("one  \ntwo\n\n---\n"), "<p>one<br>\ntwo</p>\n<hr>\n");
}

TEST(Markdown, ListsTightAndLoose) {
  EXPECT_EQ(rendered("* light\n* heat\n"), "<ul>\n<li>light</li>\n<li>heat</li>\n</ul>\n");
  EXPECT_EQ(rendered("3. a\n\n4. b\n"),
            "<ol start=\"3\">\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ol>\n");
  EXPECT_EQ(rendered("1. a\n   * b\n"), "<ol>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ol>\n");
}

TEST(Markdown, HeadingsBelowTheTitleAndNeverFurtherThanOneDown) {
  EXPECT_EQ(rendered("# A\n\n### B\n\n###### C\n\n## D\n"),
            "<h2>A</h2>\n<h3>B</h3>\n<h4>C</h4>\n<h3>D</h3>\n");
  EXPECT_EQ(rendered("###### Deep\n"), "<h2>Deep</h2>\n");
  EXPECT_EQ(rendered("#\n\ntext\n"), "<p>text</p>\n");
}

TEST(Markdown, TextIsEscaped) {
  EXPECT_EQ(rendered("1 < 2 & \"3\" > '2'"),
            "<p>1 &lt; 2 &amp; &quot;3&quot; &gt; &#39;2&#39;</p>\n");
  EXPECT_EQ(rendered("`<b>`"), "<p><code>&lt;b&gt;</code></p>\n");
  EXPECT_EQ(rendered("    <script>\n"), "<pre><code>&lt;script&gt;\n</code></pre>\n");
  EXPECT_EQ(rendered("```html\n<b>\n```\n"), "<pre><code>&lt;b&gt;\n</code></pre>\n");
  EXPECT_EQ(rendered("&lt;b&gt; \\<i>"), "<p>&lt;b&gt; &lt;i&gt;</p>\n");
}

TEST(Markdown, LinksToPagesAndMailOnly) {
  EXPECT_EQ(rendered("[c](https://a.example/?x=1&y=\"2\")"),
            "<p><a href=\"https://a.example/?x=1&amp;y=&quot;2&quot;\">c</a></p>\n");
  EXPECT_EQ(rendered("<HTTP://a.example> [m](mailto:a@b.example)"),
            "<p><a href=\"HTTP://a.example\">HTTP://a.example</a> <a "
            "href=\"mailto:a@b.example\">m</a></p>\n");
  EXPECT_EQ(rendered("[c][1]\n\n[1]: http://a.example 'title'\n"),
            "<p><a href=\"http://a.example\">c</a></p>\n");
  for (const char* url : {"javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "/path",
                          "#there", "//a.example", "https:a", "http://", "&#106;avascript:x"}) {
    expect_refused("one\n\n[x](" + std::string(url) + ")", "markdown.link", "Line 3");
  }
  expect_refused("[x]()", "markdown.link", "Line 1");
}

TEST(Markdown, RawHtmlIsRefusedWithItsLine) {
  expect_refused("one\n\n<div>two</div>\n", "markdown.html", "Line 3");
  expect_refused("one <b>bold</b>", "markdown.html", "Line 1");
  expect_refused("one\ntwo\nthree <i>four</i>\n", "markdown.html", "Line 3");
  expect_refused("* a\n* b <br> c\n", "markdown.html", "Line 2");
  expect_refused("> quoted\n>\n> <!-- hidden -->\n", "markdown.html", "Line 3");
  expect_refused("text <!-- hidden from readers -->", "markdown.html", "raw HTML");
  expect_refused("<script>alert(1)</script>", "markdown.html", "Line 1");
  expect_refused("a <?php ?> b", "markdown.html", "Line 1");
}

TEST(Markdown, ImagesAreRefusedWithTheirLine) {
  expect_refused("one\n\n![all](https://a.example/x.png)", "markdown.image", "Line 3");
}

TEST(Markdown, CharacterReferencesDoNotBringBackWhatABodyMayNotHold) {
  expect_refused("pay &#x202e;nothing", "markdown.character", "Line 1");
  expect_refused("[x](https://a.example/&#x200b;)", "markdown.character", "Line 1");
  expect_refused("a\n\nb &#7; c", "markdown.character", "Line 3");
  EXPECT_EQ(rendered("caf&eacute; &copy;"), "<p>café ©</p>\n");
}

TEST(Markdown, DepthAndRepeatedDefinitionsAreBounded) {
  EXPECT_TRUE(render_markdown(std::string(24, '>') + " deep"));
  expect_refused(std::string(25, '>') + " deeper", "markdown.depth", "Line 1");
  expect_refused(std::string(60'000, '>'), "markdown.depth", "Line 1");
  std::string swelling = "[a]: http://" + std::string(60'000, 'x') + "\n\n";
  for (int i = 0; i < 15'000; ++i) swelling += "[a] ";
  expect_refused(swelling, "markdown.size", "link definitions");
}

// Whatever is written, what comes out is well formed and made of these elements alone.
RC_GTEST_PROP(Markdown, OnlyHarmlessElements, ()) {
  constexpr std::array<std::string_view, 20> kPieces = {
      "text", " ", "\n", "\n\n", "* ",   "1. ", "> ", "# ", "**",
      "_",    "`", "<b", ">",    "[x](", ")",   "](", "<",  "http://a.example",
      "&lt;", "\""};
  constexpr std::array<std::string_view, 19> kElements = {
      "p",  "em", "strong", "code", "pre", "ul", "ol", "li", "blockquote", "a", "br",
      "hr", "h2", "h3",     "h4",   "h5",  "h6", "",   ""};
  std::string body;
  for (const auto i : *rc::gen::container<std::vector<std::size_t>>(
           rc::gen::inRange<std::size_t>(0, kPieces.size()))) {
    body += kPieces[i];
  }
  const auto html = render_markdown(body);
  if (!html) return;
  const auto tags = test::HtmlReader(*html).tags();
  RC_ASSERT(tags);
  for (const test::Tag& tag : *tags) {
    RC_ASSERT(std::find(kElements.begin(), kElements.end(), tag.name) != kElements.end());
    for (const auto& [name, value] : tag.attributes) {
      RC_ASSERT((tag.name == "a" && name == "href" && value.starts_with("http://")) ||
                (tag.name == "ol" && name == "start"));
    }
  }
}

}  // namespace
}  // namespace undersigned::report
