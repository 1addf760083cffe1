#include <catch2/catch.hpp>

#include "clausier/write/journal_text.hpp"
#include "sample_report.hpp"

using namespace clausier;
using namespace clausier::test;

TEST_CASE("A journal says in one line who worked when, how, how long and where it was read", "[write][journal]") {
  auto entries = SampleLot(101, 1'000).people(1, "RSA", Modality::labour_supply, "2026-05", "2026-05", 126'037).facts().entries;
  entries.push_back(entries[0]);
  auto& reversal = entries.back();
  reversal.id = EntryId::from_trusted(2);
  reversal.declared = -reversal.declared;
  reversal.reverses = EntryId::from_trusted(1);
  reversal.kind = WorkKind::training;
  reversal.worked = {day("2026-05-04"), day("2026-05-10")};
  reversal.source.place.sheet = "Mai";
  const auto lot = LotId::from_trusted(101).text(), person = ParticipantId::from_trusted(1'000).text();
  CHECK(write::write_journal(entries) ==
        "2026-05  lot " + lot + "  person " + person + "  labour_supply  35:00:37  releve.csv!F12\n" +
        "2026-05-04..2026-05-10  lot " + lot + "  person " + person +
        "  labour_supply  training  -35:00:37  releve.csv!Mai!F12  reverses " + EntryId::from_trusted(1).text() + "\n");
  CHECK(write::write_journal({}) == "");
}
