// A trustee at work without its person: does what can be done now, waits, goes on until the letter
// is complete. Every step is one that the trustee's commands take (app/service/trustee_office.h).
#pragma once

#include <functional>
#include <string>

#include "app/http/client.h"
#include "app/service/trustee_key.h"
#include "core/trustee/trustee_office.h"

namespace undersigned::http {

struct AgentEvents {
  std::function<void(const std::string&)> did;      // a sentence for each thing done
  std::function<void(const std::string&)> waiting;  // what it waits for, when that changes
  std::function<bool()> stopped;                    // whether to end
  std::function<void(int seconds)> pause;
};

// `despite`: as of trustee_open. Refuses what no waiting mends: a void ceremony, a record that was
// rewritten, a strange key, objections that its person has to weigh. Lost connections and the time
// to object are waited for.
base::Result<void> run_trustee_agent(Client& client, service::TrusteeKey& key, std::size_t despite,
                                     const service::Runtime& runtime, const AgentEvents& events);

}  // namespace undersigned::http
