// The sealed night letter of a demonstration, ready to be signed: invented people (or a roster's),
// three trustees of whom two open, codes for everybody. Its folder is a letter's like any other,
// but holds the trustees' keys too.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/service/epochs.h"
#include "app/service/events.h"
#include "app/service/invitation.h"
#include "app/service/letter_folder.h"
#include "app/service/people.h"
#include "app/service/runtime.h"
#include "app/service/trustee_key.h"
#include "core/log/note.h"
#include "core/trustee/trustee_office.h"

namespace undersigned::service {

struct DemoPlan {
  std::filesystem::path out;                    // the letter's folder
  std::uint32_t people = 0;                     // invented, unless a roster is given
  std::optional<std::filesystem::path> roster;  // CSV, as `roster issue` reads it
  std::uint64_t seed = 1;                       // of the people
  letter::Schedule schedule;
  std::vector<log::VerifierKey> witnesses = {};  // all of them required
};

struct DemoLetter {
  std::vector<Person> people;
  std::vector<TrusteeKey> trustees;
  std::map<std::string, Invitation> invitations;  // by name; with codes
  std::optional<letter::Manifest> manifest;       // always there
  hash::Digest256 fingerprint{};
};

// From nothing to the statements that the cards are held. Says each stage as it begins.
base::Result<DemoLetter> make_demo_letter(LetterFolder& folder, const DemoPlan& plan,
                                          const Runtime& runtime,
                                          const std::function<void(const std::string&)>& stage);

// What one person submits when they do what the event says, with their own code and card.
base::Result<Submitted> demo_submission(const DemoLetter& letter, const RecordView& view,
                                        const Event& event, const Runtime& runtime);

// Two of the trustees, one after the other; whether the letter is complete. Refuses "demo.stuck" if
// neither could do anything.
base::Result<bool> open_demo_letter(DemoLetter& letter, trustee::TrusteeDesk& desk,
                                    const Runtime& runtime);

}  // namespace undersigned::service
