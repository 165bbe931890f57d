#include "app/print/result_pdf.h"

#include <algorithm>

#include "app/print/body.h"
#include "app/print/flow.h"
#include "app/report/document.h"
#include "app/report/markdown.h"
#include "core/base/encoding.h"

namespace undersigned::print {
namespace {

using report::Block;
using report::BlockKind;

const Type kTitle{.face = Face::kSerif, .points = 23, .bold = true, .leading = 0.92};
const Type kAddressee{.points = 10, .grey = 0.35};
const Type kStanding{.points = 11.5, .bold = true, .leading = 1.02};
const Type kBody{.face = Face::kSerif, .points = 11, .leading = 1.08};
const Type kBodyHeading{.face = Face::kSerif, .points = 12.5, .bold = true};
const Type kHeading{.points = 15, .bold = true};
const Type kSubheading{.points = 10.5, .bold = true};
const Type kText{.points = 9.5, .leading = 1.02};
const Type kRemark{.points = 8.5, .grey = 0.3};
const Type kCode{.face = Face::kMono, .points = 8.5};
const Type kCell{.points = 8.5};

class ResultPrinter {
 public:
  ResultPrinter(Canvas& canvas, const letter::Outcome& outcome)
      : canvas_(canvas),
        flow_(canvas, {},
              outcome.manifest.title + " · " + base::to_hex(outcome.fingerprint).substr(0, 16) +
                  "…") {}

  void print(const std::vector<Block>& blocks) {
    canvas_.begin("Document");
    for (const Block& block : blocks) print(block);
    canvas_.end("Document");
  }

  // The letter's address as a link and a QR code, where it fits.
  base::Result<void> print_address(const std::string& address) {
    constexpr double kSide = 34;
    UNDERSIGNED_TRY(const QrCode code, make_qr(address));
    flow_.need(kSide + 4);
    const double top = flow_.y() + 2;
    canvas_.begin("Figure");
    canvas_.qr(code, flow_.left() - 3, top, kSide);
    canvas_.end("Figure");
    canvas_.begin_link(address);
    canvas_.write("<u>" + markup(address) + "</u>", kText, flow_.left() + kSide + 2, top + 4,
                  flow_.width() - kSide - 2);
    canvas_.end("Link");
    flow_.skip(kSide + 4);
    return {};
  }

  void finish() { flow_.finish(); }

 private:
  void print(const Block& block) {
    const std::string text = markup(block.text);
    switch (block.kind) {
      case BlockKind::kAddressee:
        return flow_.text("P", text, kAddressee, 0, 3);
      case BlockKind::kTitle:
        return flow_.text("H1", text, kTitle, 0, 5);
      case BlockKind::kStanding:
        return print_standing(text);
      case BlockKind::kBody:
        return print_body(block.text);
      case BlockKind::kHeading:
        flow_.skip(7);
        flow_.need(30);
        return flow_.text("H2", text, kHeading, 0, 2.5);
      case BlockKind::kSubheading:
        flow_.skip(3.5);
        flow_.need(22);
        return flow_.text("H3", text, kSubheading, 0, 1.5);
      case BlockKind::kText:
        return flow_.text("P", text, kText, 0, 2.2);
      case BlockKind::kRemark:
        return flow_.text("P", text, kRemark, 0, 2.2);
      case BlockKind::kCommand:
        return flow_.text("Code", text, kCode, 0, 2.2);
      case BlockKind::kItems:
        return print_items(block.items);
      case BlockKind::kNames:
        return print_names(block.names);
      case BlockKind::kTable:
        return print_table(block.rows);
    }
  }

  void print_standing(const std::string& text) {
    canvas_.rule(flow_.left(), flow_.y(), flow_.left() + flow_.width(), flow_.y(), 0.5, 0);
    flow_.skip(2.5);
    flow_.text("P", text, kStanding, 0, 3);
    canvas_.rule(flow_.left(), flow_.y(), flow_.left() + flow_.width(), flow_.y(), 0.2, 0.6);
    flow_.skip(6);
  }

  void print_body(const std::string& body) {
    const auto html = report::render_markdown(body);
    if (!html) return flow_.text("P", markup(body), kCode, 0, 3);
    for (const BodyBlock& block : body_blocks(*html)) print_body_block(block);
    flow_.skip(2);
  }

  void print_body_block(const BodyBlock& block) {
    const double indent = 6.0 * block.depth;
    switch (block.kind) {
      case BodyKind::kHeading:
        flow_.need(20);
        return flow_.text("H2", block.markup, kBodyHeading, indent, 2);
      case BodyKind::kItem:
        return flow_.item(block.mark, block.markup, kBody, indent, 1.8);
      case BodyKind::kQuote: {
        Type quote = kBody;
        quote.italic = true;
        return flow_.text("BlockQuote", block.markup, quote, indent, 3);
      }
      case BodyKind::kCode:
        return flow_.text("Code", block.markup, kCode, indent + 4, 3);
      case BodyKind::kRule:
        canvas_.rule(flow_.left(), flow_.y(), flow_.left() + 25, flow_.y(), 0.2, 0.5);
        return flow_.skip(4);
      case BodyKind::kParagraph:
        return flow_.text("P", block.markup, kBody, indent, 3);
    }
  }

  void print_items(const std::vector<std::string>& items) {
    canvas_.begin("L");
    for (const std::string& item : items) flow_.item("•", markup(item), kText, 5, 1);
    canvas_.end("L");
    flow_.skip(1.5);
  }

  static std::string name_markup(const report::NamedSigner& signer) {
    std::string out = markup(signer.name);
    if (!signer.about.empty())
      out += "\n<span size=\"7pt\" color=\"#555\">" + markup(signer.about) + "</span>";
    if (!signer.note.empty())
      out += "\n<span size=\"7pt\"><i>" + markup(signer.note) + "</i></span>";
    return out;
  }

  // Three columns, each read from top to bottom; a page's names are spread evenly over them.
  void print_names(const std::vector<report::NamedSigner>& signers) {
    constexpr int kColumns = 3;
    constexpr double kGap = 5, kAfter = 1.6;
    const double width = (flow_.width() - (kColumns - 1) * kGap) / kColumns;
    const Type type{.face = Face::kSerif, .points = 9.5};
    std::vector<SetText> set;
    for (const report::NamedSigner& signer : signers)
      set.push_back(canvas_.set(name_markup(signer), type, width));
    canvas_.begin("L");
    for (std::size_t from = 0; from < set.size();) {
      const std::size_t to = names_on_page(set, from, kColumns, kAfter);
      const double height = column_height(set, from, to, kColumns, kAfter);
      int column = 0;
      double y = 0;
      for (std::size_t i = from; i < to; ++i) {
        const double own = set[i].height() + kAfter;
        if (y + own > height + 0.01 && column + 1 < kColumns) {
          ++column;
          y = 0;
        }
        canvas_.begin("LI");
        canvas_.draw(set[i], flow_.left() + column * (width + kGap), flow_.y() + y);
        canvas_.end("LI");
        y += own;
      }
      flow_.skip(height + 2);
      from = to;
      if (from < set.size()) flow_.next_page();
    }
    canvas_.end("L");
  }

  // Whether the names fit into columns of that height.
  static bool fits(const std::vector<SetText>& set, std::size_t from, std::size_t to, int columns,
                   double after, double height) {
    int column = 0;
    double y = 0;
    for (std::size_t i = from; i < to; ++i) {
      const double own = set[i].height() + after;
      if (y + own > height + 0.01) {
        if (++column >= columns || own > height + 0.01) return false;
        y = 0;
      }
      y += own;
    }
    return true;
  }

  // The end of the names that fit on this page: at least one column of a name.
  std::size_t names_on_page(const std::vector<SetText>& set, std::size_t from, int columns,
                            double after) {
    flow_.need(40);
    std::size_t to = from + 1;
    while (to < set.size() && fits(set, from, to + 1, columns, after, flow_.room())) ++to;
    return to;
  }

  // The least height whose columns hold them all.
  double column_height(const std::vector<SetText>& set, std::size_t from, std::size_t to,
                       int columns, double after) const {
    double low = 0, high = flow_.room();
    for (int step = 0; step < 40; ++step) {
      const double middle = (low + high) / 2;
      (fits(set, from, to, columns, after, middle) ? high : low) = middle;
    }
    return high;
  }

  void print_table(const std::vector<std::vector<std::string>>& rows) {
    const std::size_t columns = rows.front().size();
    // The first column has what the numbers leave it.
    const double number =
        columns == 2 ? 45 : std::min(26.0, flow_.width() * 0.62 / static_cast<double>(columns - 1));
    const double first = flow_.width() - number * static_cast<double>(columns - 1);
    canvas_.begin("Table");
    for (std::size_t r = 0; r < rows.size(); ++r) print_row(rows[r], first, number, r == 0);
    canvas_.end("Table");
    flow_.skip(3);
  }

  void print_row(const std::vector<std::string>& row, double first, double number, bool heading) {
    constexpr double kAbove = 0.9, kBelow = 0.9;
    std::vector<SetText> cells;
    double height = 0;
    for (std::size_t c = 0; c < row.size(); ++c) {
      Type type = kCell;
      type.bold = heading;
      if (heading) type.points = 7.5;
      if (c > 0) type.align = Align::kRight;
      cells.push_back(canvas_.set(markup(row[c]), type, (c == 0 ? first : number) - 2));
      height = std::max(height, cells.back().height());
    }
    flow_.need(height + kAbove + kBelow);
    canvas_.begin("TR");
    double x = flow_.left();
    for (std::size_t c = 0; c < row.size(); ++c) {
      const char* tag = heading || c == 0 ? "TH" : "TD";
      canvas_.begin(tag);
      canvas_.draw(cells[c], c == 0 ? x : x + 2, flow_.y() + kAbove + height - cells[c].height());
      canvas_.end(tag);
      x += c == 0 ? first : number;
    }
    canvas_.end("TR");
    flow_.skip(height + kAbove + kBelow);
    canvas_.rule(flow_.left(), flow_.y(), flow_.left() + flow_.width(), flow_.y(),
                 heading ? 0.3 : 0.1, heading ? 0.2 : 0.75);
  }

  Canvas& canvas_;
  Flow flow_;
};

}  // namespace

base::Result<base::Bytes> result_pdf(const letter::Outcome& result, const std::string& address) {
  const letter::Manifest& manifest = result.manifest;
  std::string authors;
  for (const letter::Author& author : manifest.authors)
    authors += (authors.empty() ? "" : ", ") + author.name;
  const std::int64_t made = result.epochs_complete > 0 ? static_cast<std::int64_t>(result.closed_at)
                                                       : manifest.schedule.start;
  Canvas canvas({}, {manifest.title, authors, manifest.addressee, made});
  ResultPrinter printer(canvas, result);
  printer.print(report::result_document(result));
  if (!address.empty()) UNDERSIGNED_TRY_VOID(printer.print_address(address));
  printer.finish();
  return canvas.finish();
}

}  // namespace undersigned::print
