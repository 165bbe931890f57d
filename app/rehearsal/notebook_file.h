// A notebook as a file of JSON lines, so that an interrupted study can be taken up again:
//
//   {"undersigned-rehearsal-notebook":1,"scenario":"<hexadecimal digest>"}
//   {"cell":"scenario 3 of 512","values":[0.25,…]}
//
// The digest is of whatever the numbers depend on; a notebook of another scenario is refused. A
// last line without its end was being written when the program stopped, and is left out.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/rehearsal/notebook.h"

namespace undersigned::rehearsal {

inline constexpr std::size_t kMostNotebookBytes = std::size_t{256} << 20;

class FileNotebook final : public Notebook {
 public:
  // Adds a line to the file.
  using Append = std::function<void(const std::string& line)>;

  // `text` is the file so far, empty if there is none. Refuses "notebook.size", "notebook.line"
  // (with its number) and "notebook.scenario".
  static base::Result<FileNotebook> parse(std::string_view text, const std::string& digest,
                                          Append append);

  const std::vector<double>* find(const std::string& cell) const override;
  void keep(const std::string& cell, std::vector<double> values) override;
  std::size_t cells() const { return cells_.size(); }
  // How many bytes of the text were whole lines.
  std::size_t whole() const { return whole_; }

 private:
  std::map<std::string, std::vector<double>> cells_;
  std::size_t whole_ = 0;
  Append append_;
};

}  // namespace undersigned::rehearsal
