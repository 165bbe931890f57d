#include "app/service/entry_desk.h"

#include "core/letter/roster.h"

namespace undersigned::service {

EntryDesk::EntryDesk(const letter::RecordVerifier& record, std::uint32_t index)
    : epoch_(record.epochs_complete() + 1),
      index_(index),
      credential_(record.roster()->key(index)),
      previous_(record.manifest()->refers_back(epoch_)
                    ? record.entries()->at(index)
                    : proof::PublishedCiphertext::identity(record.manifest()->options)) {}

}  // namespace undersigned::service
