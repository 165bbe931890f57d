#include "core/trustee/ceremony_board.h"

#include "core/ceremony/messages.h"

namespace undersigned::trustee {

base::Result<std::vector<base::Bytes>> messages_of_all(const Board& board, std::string_view topic,
                                                       std::size_t trustees) {
  std::vector<base::Bytes> messages;
  for (std::uint32_t trustee = 1; trustee <= trustees; ++trustee) {
    UNDERSIGNED_TRY(auto message, board.message(topic, trustee));
    if (!message) return std::vector<base::Bytes>{};
    messages.push_back(std::move(*message));
  }
  return messages;
}

base::Result<std::vector<ceremony::TrusteePart>> finished_ceremony(
    const Board& board, const letter::Manifest& manifest) {
  const ceremony::CeremonyContext context = letter::ceremony_context(manifest);
  std::vector<ceremony::TrusteePart> parts;
  for (std::uint8_t trustee = 1; trustee <= context.trustees(); ++trustee) {
    UNDERSIGNED_TRY(const auto confirmed, board.message(kConfirmTopic, trustee));
    UNDERSIGNED_TRY(const auto disclosed, board.message(kDiscloseTopic, trustee));
    if (!confirmed || !disclosed) {
      return base::fail(
          "keys.missing", "4",
          "The key ceremony is not complete: '" + manifest.trustees[trustee - 1u].name +
              "' has not confirmed yet. Every trustee runs: undersigned trustee step");
    }
    UNDERSIGNED_TRY(const auto disclosure, ceremony::Disclosure::parse(context, *disclosed));
    UNDERSIGNED_TRY(const auto confirmation, ceremony::Confirmation::parse(context, *confirmed));
    UNDERSIGNED_TRY(ceremony::DisclosedKeys keys, disclosure.open(context));
    parts.push_back({std::move(keys.dealing), confirmation.signature});
  }
  return parts;
}

}  // namespace undersigned::trustee
