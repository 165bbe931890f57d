// The files of tests/vectors that the project makes itself are what make_vectors makes, to the
// byte.
#include "tests/tools/made_vectors.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace undersigned::test {
namespace {

class MadeVectors : public testing::TestWithParam<MadeFile> {};

TEST_P(MadeVectors, AreWhatTheProgramMakes) {
  const std::string path =
      std::string(UNDERSIGNED_SOURCE_DIR) + "/tests/vectors/" + GetParam().name;
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  EXPECT_TRUE(text == text_of(GetParam())) << path << " differs; ./x vectors makes it again";
}

INSTANTIATE_TEST_SUITE_P(Files, MadeVectors,
                         testing::ValuesIn(made_files().begin(), made_files().end()),
                         [](const testing::TestParamInfo<MadeFile>& file) {
                           std::string name = file.param.name;
                           std::ranges::replace(name, '/', '_');
                           return name.substr(0, name.find('.'));
                         });

}  // namespace
}  // namespace undersigned::test
