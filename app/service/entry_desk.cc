#include "app/service/entry_desk.h"

#include "core/letter/roster.h"

namespace undersigned::service {

EntryDesk::EntryDesk(const letter::RecordVerifier& record, std::uint32_t index)
    : epoch_(record.epochs_complete() + 1),
      index_(index),
      credential_(record.roster()->key(index)),
      previous_(record.epochs_complete() == 0
                    ? proof::PublishedCiphertext::identity(record.manifest()->options)
                    : record.entries()->at(index)) {}

}  // namespace undersigned::service
