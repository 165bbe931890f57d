#include "app/print/cards.h"

#include <algorithm>

#include "app/print/canvas.h"
#include "app/report/messages.h"
#include "core/base/check.h"

namespace undersigned::print {
namespace {

constexpr int kColumns = 2, kRows = 4;
constexpr double kMargin = 10, kPadding = 6, kQrSide = 37;
constexpr double kCardWidth = (210 - 2 * kMargin) / kColumns;
constexpr double kCardHeight = (297 - 2 * kMargin) / kRows;

// Where to cut: short marks at the corners of the grid, outside the cards.
void cut_marks(Canvas& canvas) {
  constexpr double kLength = 5, kThickness = 0.15, kGrey = 0.55;
  const double width = canvas.size().width, height = canvas.size().height;
  for (int column = 0; column <= kColumns; ++column) {
    const double x = kMargin + column * kCardWidth;
    canvas.rule(x, kMargin - kLength - 1, x, kMargin - 1, kThickness, kGrey);
    canvas.rule(x, height - kMargin + 1, x, height - kMargin + 1 + kLength, kThickness, kGrey);
  }
  for (int row = 0; row <= kRows; ++row) {
    const double y = kMargin + row * kCardHeight;
    canvas.rule(kMargin - kLength - 1, y, kMargin - 1, y, kThickness, kGrey);
    canvas.rule(width - kMargin + 1, y, width - kMargin + 1 + kLength, y, kThickness, kGrey);
  }
}

class CardPrinter {
 public:
  CardPrinter(Canvas& canvas, const letter::Manifest& manifest, const std::string& fingerprint,
              std::size_t issuer)
      : canvas_(canvas), manifest_(manifest), says_(manifest.language), issuer_(issuer) {
    UNDERSIGNED_CHECK(issuer >= 1 && issuer <= manifest.issuers.size());
    // Two lines of four groups of eight digits.
    for (std::size_t at = 0; at < fingerprint.size(); at += 8) {
      fingerprint_ += (at == 0 ? "" : at == 32 ? "\n" : " ") + fingerprint.substr(at, 8);
    }
  }

  base::Result<void> print(const PrintedCard& card, double left, double top) {
    const double x = left + kPadding, width = kCardWidth - 2 * kPadding;
    const double beside = beside_qr(card, width);
    canvas_.begin("Sect");
    double y = top + kPadding;
    y += text("P", manifest_.title, {.points = 7.5, .grey = 0.35, .most_lines = 2}, x, y, beside);
    y = std::max(y + 2.5, top + kPadding + 8);
    y += text("P", card.name,
              {.face = Face::kSerif, .points = 13, .bold = true, .leading = 0.9, .most_lines = 2},
              x, y, beside);
    const std::string about = card.role.empty() ? card.cohort : card.role + " · " + card.cohort;
    text("P", about, {.points = 7.5, .grey = 0.25, .most_lines = 2}, x, y + 0.8, beside);
    UNDERSIGNED_TRY_VOID(print_link(card, left + kCardWidth - kPadding - kQrSide, top));
    print_code(card, x, top + kCardHeight - kPadding, width);
    canvas_.end("Sect");
    return {};
  }

 private:
  // Words about the code, and what follows from having it.
  std::string about_code(const PrintedCard& card) const {
    const auto& issuers = manifest_.issuers;
    if (issuers.size() == 1) return says_.text("card.code");
    return says_.text(
        card.testifies ? "card.code_of_testifies" : "card.code_of",
        {{"issuer", issuers[issuer_ - 1].name}, {"other", issuers[2 - issuer_].name}});
  }
  std::string keep(const PrintedCard& card) const {
    if (card.testifies) return says_.text("card.keep_testifies");
    return says_.text(manifest_.issuers.size() == 1 ? "card.keep" : "card.keep_both");
  }

  static double beside_qr(const PrintedCard& card, double width) {
    return card.link.empty() ? width : width - kQrSide - 1;
  }

  double text(const char* tag, const std::string& plain, const Type& type, double x, double y,
              double width) {
    canvas_.begin(tag);
    const double height = canvas_.write(markup(plain), type, x, y, width);
    canvas_.end(tag);
    return height;
  }

  base::Result<void> print_link(const PrintedCard& card, double x, double top) {
    if (card.link.empty()) return {};
    UNDERSIGNED_TRY(const QrCode code, make_qr(card.link));
    const double y = top + kPadding - 3;
    canvas_.begin("Figure");
    canvas_.qr(code, x + 2, y, kQrSide);
    canvas_.end("Figure");
    text("P", says_.text(card.testifies ? "card.scan_testifies" : "card.scan"),
         {.points = 6, .grey = 0.35, .align = Align::kCentre}, x + 2, y + kQrSide - 1.5, kQrSide);
    return {};
  }

  // The lower part, from its lower edge up.
  void print_code(const PrintedCard& card, double x, double bottom, double width) {
    const Type small{.points = 5.5, .grey = 0.35};
    double y = bottom - 9;
    canvas_.rule(x, y, x + width, y, 0.15, 0.75);
    text("P", says_.text("card.fingerprint"), small, x, y + 1, width / 3);
    text("P", fingerprint_, {.face = Face::kMono, .points = 5.5, .grey = 0.2}, x + width / 3, y + 1,
         width * 2 / 3);
    const std::int64_t end = manifest_.earliest_close();
    text("P", says_.text("card.until", {{"end", says_.text_moment(end)}}) + "  ·  " + keep(card),
         small, x, y + 6, width);
    if (card.code.empty()) return;
    y -= 8.4;
    text("P", card.code, {.face = Face::kMono, .points = 11.5, .bold = true}, x, y, width);
    // Ends just above the code, beside the QR code's caption, however many lines it has.
    const Type about{.points = 5.5, .grey = 0.35, .most_lines = 3};
    const double beside = beside_qr(card, width);
    const std::string words = about_code(card);
    text("P", words, about, x, y - canvas_.set(markup(words), about, beside).height() - 0.2,
         beside);
  }

  Canvas& canvas_;
  const letter::Manifest& manifest_;
  report::Messages says_;
  std::size_t issuer_;
  std::string fingerprint_;
};

}  // namespace

base::Result<base::Bytes> print_cards(const letter::Manifest& manifest,
                                      const std::string& fingerprint,
                                      const std::vector<PrintedCard>& cards, std::size_t issuer) {
  Canvas canvas({}, {manifest.title, "Undersigned", manifest.addressee, manifest.schedule.start});
  CardPrinter printer(canvas, manifest, fingerprint, issuer);
  constexpr std::size_t kPerPage = kColumns * kRows;
  for (std::size_t i = 0; i < cards.size(); ++i) {
    const std::size_t place = i % kPerPage;
    if (place == 0) {
      if (i > 0) canvas.next_page();
      cut_marks(canvas);
    }
    const auto column = static_cast<double>(place % kColumns);
    const auto row = static_cast<double>(place / kColumns);
    UNDERSIGNED_TRY_VOID(
        printer.print(cards[i], kMargin + column * kCardWidth, kMargin + row * kCardHeight));
  }
  return canvas.finish();
}

}  // namespace undersigned::print
