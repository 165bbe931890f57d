#include "app/report/result_markdown.h"

#include <algorithm>
#include <string_view>

#include "app/report/document.h"

namespace undersigned::report {
namespace {

// What Markdown would read as its own; a name with an asterisk stays one.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("\\`*_{}[]<>#|~").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

// At the beginning of a line a number, a dash or a plus would begin a list.
std::string line(std::string_view text) {
  std::string out = escaped(text);
  if (out.starts_with('-') || out.starts_with('+')) out.insert(0, "\\");
  const std::size_t digits = out.find_first_not_of("0123456789");
  if (digits != std::string::npos && digits > 0 && (out[digits] == '.' || out[digits] == ')'))
    out.insert(digits, "\\");
  return out;
}

std::string table(const std::vector<std::vector<std::string>>& rows) {
  std::string out;
  const auto row = [&](const std::vector<std::string>& cells) {
    out += "|";
    for (const std::string& cell : cells) out += " " + escaped(cell) + " |";
    out += "\n";
  };
  row(rows.front());
  for (std::size_t i = 0; i < rows.front().size(); ++i) out += i == 0 ? "|---|" : "---:|";
  out += "\n";
  for (std::size_t i = 1; i < rows.size(); ++i) row(rows[i]);
  return out;
}

std::string list(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out += "- " + line(item) + "\n";
  return out;
}

std::string names(const std::vector<NamedSigner>& signers) {
  std::string out;
  for (const NamedSigner& signer : signers) {
    out += "- **" + escaped(signer.name) + "**";
    if (!signer.about.empty()) out += ", " + escaped(signer.about);
    if (!signer.note.empty()) out += " (" + escaped(signer.note) + ")";
    out += "\n";
  }
  return out;
}

std::string block_text(const Block& block) {
  switch (block.kind) {
    case BlockKind::kTitle:
      return "# " + escaped(block.text) + "\n";
    case BlockKind::kHeading:
      return "## " + escaped(block.text) + "\n";
    case BlockKind::kSubheading:
      return "### " + escaped(block.text) + "\n";
    case BlockKind::kStanding:
      return "**" + escaped(block.text) + "**\n";
    case BlockKind::kBody:
      // The letter's own text, set apart by rules and not touched.
      return "---\n\n" + block.text + (block.text.ends_with('\n') ? "" : "\n") + "\n---\n";
    case BlockKind::kAddressee:
    case BlockKind::kText:
      return line(block.text) + "\n";
    case BlockKind::kRemark:
      return "*" + escaped(block.text) + "*\n";
    case BlockKind::kItems:
      return list(block.items);
    case BlockKind::kNames:
      return names(block.names);
    case BlockKind::kTable:
      return table(block.rows);
    case BlockKind::kCommand:
      return "    " + block.text + "\n";
  }
  return "";
}

}  // namespace

std::string result_markdown(const letter::Outcome& outcome) {
  std::string out;
  for (const Block& block : result_document(outcome)) {
    out += (out.empty() ? "" : "\n") + block_text(block);
  }
  return out;
}

}  // namespace undersigned::report
