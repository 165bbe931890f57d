#include "core/trustee/trustee_office.h"

#include "core/ceremony/trustee.h"
#include "core/letter/card.h"
#include "core/letter/holding.h"
#include "core/letter/roster.h"
#include "core/trustee/ceremony_board.h"

namespace undersigned::trustee {
namespace {

using ceremony::TrusteeCeremony;

// What a ceremony step works with.
struct Ceremony {
  Board& board;
  Key& key;
  const letter::Manifest& manifest;
  ceremony::CeremonyContext context;
  ceremony::TrusteeIdentity identity;
  const Runtime& runtime;
};

std::string_view topic_of(std::size_t message, TrusteeCeremony::Step step) {
  if (message == 0) return kCommitTopic;
  if (message == 1) return kDiscloseTopic;
  return step == TrusteeCeremony::Step::kComplained ? kComplainTopic : kConfirmTopic;
}

// Stores the machine, then posts what it has sent so far: never the other way round.
base::Result<void> keep_and_post(Ceremony& ceremony, const TrusteeCeremony& machine) {
  ceremony.key.vault().ceremony = machine.encode();
  UNDERSIGNED_TRY_VOID(ceremony.key.save(ceremony.runtime));
  const auto messages = machine.messages();
  for (std::size_t i = 0; i < messages.size(); ++i) {
    UNDERSIGNED_TRY_VOID(
        ceremony.board.put_message(topic_of(i, machine.step()), machine.trustee(), messages[i]));
  }
  return {};
}

// The names of the trustees who have not written under a topic.
base::Result<std::string> missing_names(const Board& board, std::string_view topic,
                                        const letter::Manifest& manifest) {
  std::string names;
  for (std::uint32_t trustee = 1; trustee <= manifest.trustees.size(); ++trustee) {
    UNDERSIGNED_TRY(const auto message, board.message(topic, trustee));
    if (!message) names += (names.empty() ? "" : ", ") + manifest.trustees[trustee - 1].name;
  }
  return names;
}

std::unexpected<base::Error> void_run(const Ceremony& ceremony, const ceremony::Fault& fault) {
  const std::string who = fault.trustee == 0
                              ? "the trustees together"
                              : "'" + ceremony.manifest.trustees[fault.trustee - 1u].name + "'";
  return base::fail(fault.error.check, "4",
                    "The key ceremony is void: " + who + " did not follow it (" +
                        fault.error.message + "). Start a new letter without this trustee.");
}

// Any complaint on the board is judged by everyone.
base::Result<void> judge_complaints(Ceremony& ceremony, TrusteeCeremony& machine) {
  UNDERSIGNED_TRY(const auto complainers, ceremony.board.authors(kComplainTopic));
  for (const std::uint32_t complainer : complainers) {
    UNDERSIGNED_TRY(const auto message, ceremony.board.message(kComplainTopic, complainer));
    UNDERSIGNED_TRY(const auto complaint, ceremony::Complaint::parse(ceremony.context, *message));
    UNDERSIGNED_TRY(const auto disclosure,
                    ceremony.board.message(kDiscloseTopic, complaint.dealer));
    if (!disclosure) continue;
    UNDERSIGNED_TRY(const ceremony::Fault fault, machine.on_complaint(*disclosure, *message));
    UNDERSIGNED_TRY_VOID(keep_and_post(ceremony, machine));
    return void_run(ceremony, fault);
  }
  return {};
}

// One step of the machine, if all messages that it needs are there. Says what it did, or nothing.
base::Result<std::string> advance(Ceremony& ceremony, TrusteeCeremony& machine) {
  using Step = TrusteeCeremony::Step;
  const Board& board = ceremony.board;
  const std::size_t trustees = ceremony.context.trustees();
  if (machine.step() == Step::kCommitted) {
    UNDERSIGNED_TRY(const auto messages, messages_of_all(board, kCommitTopic, trustees));
    if (messages.empty()) return "";
    UNDERSIGNED_TRY_VOID(machine.on_commitments(messages));
    UNDERSIGNED_TRY_VOID(keep_and_post(ceremony, machine));
    return "disclosed the public points and sent every other trustee its shares";
  }
  if (machine.step() == Step::kDisclosed) {
    UNDERSIGNED_TRY(const auto messages, messages_of_all(board, kDiscloseTopic, trustees));
    if (messages.empty()) return "";
    UNDERSIGNED_TRY_VOID(machine.on_disclosures(ceremony.runtime.ops, ceremony.identity, messages,
                                                ceremony.runtime.randomness));
    UNDERSIGNED_TRY_VOID(keep_and_post(ceremony, machine));
    if (machine.step() == Step::kComplained)
      return "complained: a share sent to this trustee is wrong";
    return "checked every share and confirmed the keys";
  }
  if (machine.step() == Step::kConfirmed) {
    UNDERSIGNED_TRY(const auto messages, messages_of_all(board, kConfirmTopic, trustees));
    if (messages.empty()) return "";
    UNDERSIGNED_TRY_VOID(machine.on_confirmations(messages));
    ceremony.key.vault().shares = machine.shares().encode();
    ceremony.key.vault().ceremony = base::SecretBytes();
    UNDERSIGNED_TRY_VOID(ceremony.key.save(ceremony.runtime));
    return "finished the key ceremony; the shares are in the key file";
  }
  return "";
}

base::Result<TrusteeCeremony> machine_of(Ceremony& ceremony, TrusteeReport& report) {
  TrusteeVault& vault = ceremony.key.vault();
  if (!vault.ceremony.reveal().empty()) {
    UNDERSIGNED_TRY(TrusteeCeremony machine,
                    TrusteeCeremony::resume(ceremony.context, ceremony.identity.trustee,
                                            vault.ceremony.reveal()));
    UNDERSIGNED_TRY_VOID(keep_and_post(ceremony, machine));
    return machine;
  }
  UNDERSIGNED_TRY(TrusteeCeremony machine,
                  TrusteeCeremony::start(ceremony.runtime.ops, ceremony.context, ceremony.identity,
                                         ceremony.runtime.randomness));
  vault.manifest_hash = ceremony.manifest.hash();
  UNDERSIGNED_TRY_VOID(keep_and_post(ceremony, machine));
  report.done.push_back("drew the secret polynomials and committed to them");
  return machine;
}

base::Result<void> run_ceremony(Ceremony& ceremony, TrusteeReport& report) {
  UNDERSIGNED_TRY(TrusteeCeremony machine, machine_of(ceremony, report));
  UNDERSIGNED_TRY_VOID(judge_complaints(ceremony, machine));
  while (true) {
    UNDERSIGNED_TRY(const std::string did, advance(ceremony, machine));
    if (did.empty()) break;
    report.done.push_back(did);
    if (machine.step() == TrusteeCeremony::Step::kFinished) return {};
    UNDERSIGNED_TRY_VOID(judge_complaints(ceremony, machine));
  }
  if (machine.step() == TrusteeCeremony::Step::kVoid) return void_run(ceremony, machine.fault());
  const std::string_view topic =
      topic_of(static_cast<std::size_t>(machine.step()) - 1, machine.step());
  UNDERSIGNED_TRY(const std::string names, missing_names(ceremony.board, topic, ceremony.manifest));
  report.waiting = "Waiting for " + names + " in the key ceremony: undersigned trustee step";
  return {};
}

// The statement that all N bodies are there and are the roster's (section 5, Holding).
base::Result<void> state_holding(TrusteeDesk& desk, Key& key, std::uint8_t trustee,
                                 const Runtime& runtime, TrusteeReport& report) {
  Board& board = desk.board();
  // Also where nothing is new: the step that appended the statements may have been stopped before
  // it wrote the files.
  UNDERSIGNED_TRY(const letter::RecordVerifier* record, desk.record(runtime));
  if (record->next().kind == letter::NextKind::kHolding) {
    UNDERSIGNED_TRY(const auto bodies, board.cards());
    bool whole = bodies.size() == record->roster()->size();
    for (std::uint32_t i = 0; whole && i < bodies.size(); ++i) {
      whole = hash::sha256(bodies[i]) == record->roster()->card_hash(i);
    }
    if (!whole) {
      return base::fail(
          "holding.cards", "5",
          "The cards on the board are not the roster's; do not go on. Ask the registrar.");
    }
    const letter::HoldingStatement statement{
        trustee, key.signer().sign(letter::holding_message(*record->fingerprint(), trustee))};
    UNDERSIGNED_TRY_VOID(board.put_message(kHoldingTopic, trustee, statement.encode()));
    report.done.push_back("stated that it holds every card of the roster");
    UNDERSIGNED_TRY(record, desk.record(runtime));
  }
  UNDERSIGNED_TRY(const std::string names,
                  missing_names(board, kHoldingTopic, *record->manifest()));
  if (!names.empty()) report.waiting = "Waiting for " + names + ": undersigned trustee step";
  report.complete = report.waiting.empty();
  return {};
}

}  // namespace

base::Result<TrusteeReport> trustee_step(TrusteeDesk& desk, Key& key, const Runtime& runtime) {
  UNDERSIGNED_TRY(const letter::Manifest manifest, desk.manifest());
  UNDERSIGNED_TRY(const std::uint8_t trustee, key.number_in(manifest));
  UNDERSIGNED_TRY_VOID(key.check_not_erased());
  TrusteeReport report;
  if (key.vault().shares.reveal().empty()) {
    Ceremony ceremony{desk.board(),
                      key,
                      manifest,
                      letter::ceremony_context(manifest),
                      {trustee, key.vault().decryption, key.signer()},
                      runtime};
    UNDERSIGNED_TRY_VOID(run_ceremony(ceremony, report));
    if (!report.waiting.empty()) return report;
  }
  UNDERSIGNED_TRY(const std::uint64_t leaves, desk.board().leaf_count());
  if (leaves == 0) {
    report.waiting =
        "The keys are ready. Waiting for the roster: undersigned roster issue, undersigned roster "
        "freeze";
    return report;
  }
  UNDERSIGNED_TRY_VOID(state_holding(desk, key, trustee, runtime, report));
  return report;
}

}  // namespace undersigned::trustee
