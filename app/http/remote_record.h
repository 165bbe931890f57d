// A letter's record as its server publishes it (docs/protocol.md 8), copied file by file. Nothing
// of it is believed here: whoever wants to know verifies the copy.
#pragma once

#include <cstdint>
#include <filesystem>

#include "app/http/client.h"
#include "app/service/runtime.h"

namespace undersigned::http {

// Writes every file that the checkpoint's size demands into `folder`, of each bundle the form that
// there is (section 16); its leaves. Goes on with a copy that was stopped. Refuses a folder that
// has something else in it ("folder.exists"), a file longer than it may be ("remote.file"), and
// what Client and the record's formats refuse.
base::Result<std::uint64_t> copy_record(Client& client, const std::filesystem::path& folder,
                                        const service::Runtime& runtime);

}  // namespace undersigned::http
