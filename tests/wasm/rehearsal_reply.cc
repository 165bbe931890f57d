// What rehearsal.wasm replies to a request, natively. usage: rehearsal_reply REQUEST
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "core/rehearsal/request.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s REQUEST\n", argv[0]);
    return 2;
  }
  std::ifstream file(argv[1], std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  undersigned::rehearsal::Answerer answerer;
  const auto answer = answerer.answer(undersigned::base::as_bytes(text));
  if (!answer) {
    std::fprintf(stderr, "%s: %s\n", answer.error().check.c_str(), answer.error().message.c_str());
    return 1;
  }
  std::printf("%s\n", answer->dump().c_str());
  return 0;
}
