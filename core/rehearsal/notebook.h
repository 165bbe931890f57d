// What a long study has found so far, cell by cell, so that an interrupted one goes on where it
// stopped. A cell is named by what it holds; its numbers are found again to the last bit. Nothing
// here is secret.
#pragma once

#include <string>
#include <vector>

#include "core/base/executor.h"

namespace undersigned::rehearsal {

class Notebook {
 public:
  virtual ~Notebook() = default;
  // The numbers of a cell; nullptr if there is none of that name.
  virtual const std::vector<double>* find(const std::string& cell) const = 0;
  virtual void keep(const std::string& cell, std::vector<double> values) = 0;
};

// Keeps nothing.
class NoNotebook final : public Notebook {
 public:
  const std::vector<double>* find(const std::string&) const override { return nullptr; }
  void keep(const std::string&, std::vector<double>) override {}
};

// Told how much is done, in 0 … 1; answers whether to go on.
using Progress = std::function<bool(double done)>;

// What a study runs with.
struct Means {
  base::Executor& executor;
  const Progress& progress;
  Notebook& notebook;
};

}  // namespace undersigned::rehearsal
