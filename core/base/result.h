// Errors are values. Every function that can refuse its input returns Result<T>; a programmer's
// error aborts (check.h). Nothing in the core throws.
#pragma once

#include <expected>
#include <string>
#include <utility>

namespace undersigned::base {

struct Error {
  std::string check;    // stable name of the check that refused, e.g. "entry.proof.ciphertext"
  std::string section;  // section of docs/protocol.md, e.g. "6"; empty where none applies
  std::string message;  // one sentence for a person: what is wrong and, if it helps, what to do
};

template <class T>
using Result = std::expected<T, Error>;

inline std::unexpected<Error> fail(std::string check, std::string section, std::string message) {
  return std::unexpected(Error{std::move(check), std::move(section), std::move(message)});
}

}  // namespace undersigned::base

// Evaluates a Result; on error returns it from the enclosing function, else binds the value.
//   UNDERSIGNED_TRY(auto point, Point::parse(bytes));
#define UNDERSIGNED_CONCAT_(a, b) a##b
#define UNDERSIGNED_CONCAT(a, b) UNDERSIGNED_CONCAT_(a, b)
#define UNDERSIGNED_TRY_(temporary, declaration, expression)            \
  auto temporary = (expression);                                        \
  if (!temporary) return std::unexpected(std::move(temporary).error()); \
  declaration = std::move(*temporary)
#define UNDERSIGNED_TRY(declaration, expression) \
  UNDERSIGNED_TRY_(UNDERSIGNED_CONCAT(try_, __LINE__), declaration, expression)
// The same for Result<void>.
#define UNDERSIGNED_TRY_VOID(expression)                                                           \
  do {                                                                                             \
    if (auto outcome = (expression); !outcome) return std::unexpected(std::move(outcome).error()); \
  } while (false)
