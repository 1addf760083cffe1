#include "duplicate_search.hpp"

#include "clausier/domain/duplicates.hpp"
#include "clausier/store/contract_store.hpp"
#include "hashing.hpp"

namespace clausier::app {

void suggest_duplicates(store::Connection& c, ImportId import, ContractId id, const ContractRecord& record, Instant now) {
  if (!record.buyer || !record.notified_on || record.cpv.empty() || !record.amount) return;
  // More contracts of one buyer, day and CPV than that are the lots of a large consultation: amounts that
  // happen to be equal say nothing there.
  constexpr std::size_t alike_max = 12;
  const auto alike = store::find_alike(c, import, id, record, alike_max + 1);
  if (alike.size() > alike_max) return;
  for (const auto& known : alike) {
    const auto evidence = duplicate_evidence(known.initial, record);
    if (!evidence) continue;
    c.execute("INSERT INTO duplicate_suggestions (id, import_id, first_id, second_id, common_holder, power_of_ten, recorded_at) "
              "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING",
              store::values(derived_id("duplicate " + known.id.text() + " " + id.text()), import, known.id, id, evidence->common_holder, evidence->power_of_ten, now));
  }
}

}  // namespace clausier::app
