// An invented organisation for demonstrations: names that are nobody's, departments of very unequal
// size, some of them small. The same seed gives the same people.
#pragma once

#include <cstdint>
#include <vector>

#include "app/service/people.h"

namespace undersigned::service {

inline constexpr std::uint32_t kDemoPeople = 770;

std::vector<Person> invent_people(std::uint32_t count, std::uint64_t seed);

}  // namespace undersigned::service
