// usage: make_vectors FOLDER
// Writes the project's own test vectors into an existing folder; ./x vectors calls it.
#include <cstdio>
#include <fstream>

#include "tests/tools/made_vectors.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
    return 2;
  }
  for (const auto& file : undersigned::test::made_files()) {
    const std::string path = std::string(argv[1]) + "/" + file.name;
    std::ofstream out(path, std::ios::binary);
    out << undersigned::test::text_of(file);
    if (!out.flush()) {
      std::fprintf(stderr, "%s: cannot be written\n", path.c_str());
      return 1;
    }
    std::printf("%s\n", path.c_str());
  }
  return 0;
}
