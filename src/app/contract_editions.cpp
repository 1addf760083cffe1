#include "contract_editions.hpp"

#include "clausier/store/contract_store.hpp"
#include "clausier/store/edition_store.hpp"

namespace clausier::app {

void apply_editions(Services& services, store::Connection& c, ImportId import, Instant now) {
  for (const auto& edition : store::carry_editions(c, import))
    for (const auto& programme : suggest_programmes(edition.record, services.reference.programme_rules, services.reference.geography))
      store::suggest_programme(c, edition.contract, programme, now);
}

}  // namespace clausier::app
