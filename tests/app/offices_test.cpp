// Two offices and one register: what is decided on a person belongs to the office that decided, and
// nothing tells a firm or another office whether somebody was known.
#include <catch2/catch.hpp>

#include "clausier/app/accounts.hpp"
#include "clausier/app/reports.hpp"
#include "sample_base.hpp"

using namespace clausier;
using namespace clausier::app;
using sample::day;

namespace {

using Codes = std::vector<std::string>;

// Zoé is employed by the holder on a lot of each office; the agency works beside the holder.
struct Offices : sample::Base {
  std::string zoe;

  Offices() {
    (*this)->database->write([&](store::Connection& c) {
      for (const auto& firm : {holder, agency})
        c.execute("INSERT INTO grants VALUES (?1, ?2, 'holder', 'test', 0, NULL)", store::values(foreign_lot, firm.organisation->id));
    });
    zoe = person(holder, earthworks, "LAMPION", "Zoé");
  }

  Outcome<Done> decide(const Actor& office, EligibilityVerdict verdict, const char* reason) {
    return decide_eligibility(**this, office, zoe,
                              {.verdict = verdict, .criterion = "BOETH", .effective_on = day("2026-01-01"), .countable_until = std::nullopt,
                               .proof_kind = "attestation vue", .proof_seen_on = day("2025-12-15"), .reason = reason});
  }
  PersonView seen_by(const Actor& actor, const std::string& reference) { return view_person(**this, actor, reference).value(); }
  std::string status(const Actor& actor, const std::string& reference) { return seen_by(actor, reference).person.status; }

  // 70 hours of May declared and accepted on the lot.
  void work(const Actor& office, LotId lot) {
    const auto sheet = receive_timesheet(**this, holder, subject(lot, holder, "2026-05"), "mai.csv", "Nom;Prénom;Heures\nLAMPION;Zoé;70\n");
    const auto id = confirm_timesheet(**this, holder, sheet.value().timesheet, true).value().head.id;
    const auto review = view_review(**this, office, id).value();
    if (!decide_lines(**this, office, id, review.head.version, {{review.lines.at(0).entry.id, Verdict::accepted, "", ""}}))
      throw std::logic_error("decision refused");
  }
  HoursTotals hours(const Actor& office, LotId lot) {
    const auto later = Instant::from_milliseconds(now.milliseconds() + 60'000);  // every fact of the day gets its own instant
    return position_at(**this, office, lot, day("2026-06-30"), later).value().position.hours;
  }
  Codes faults(const Actor& actor, const TimesheetSubject& about, const std::string& lines) {
    Codes codes;
    const auto reading = check_timesheet_file(**this, actor, about, "mai.csv", "Nom;Prénom;Date;Heures\n" + lines).value();
    for (const auto& f : reading.findings) codes.push_back(f.code);
    return codes;
  }
};

bool holds(const Codes& codes, const char* code) { return std::find(codes.begin(), codes.end(), code) != codes.end(); }

// All that a page of the firm says of a person, but the reference and the lots, which it knows.
std::string told(const PersonView& view) {
  std::string text = view.person.status + "|" + (view.person.countable_until ? view.person.countable_until->iso() : "-") + "|" +
                     view.person.identity.family_name + "|" + view.person.identity.given_name + "|" +
                     std::to_string(view.decisions.size());
  for (const auto& line : view.person.employments)
    text += "|" + line.status + "|" + (line.countable_until ? line.countable_until->iso() : "-") + "|" + std::to_string(line.to_acknowledge);
  return text;
}

}  // namespace

TEST_CASE("A decision is read by the office that took it, and by no other", "[app][offices]") {
  Offices base;
  REQUIRE(base.decide(base.facilitator, EligibilityVerdict::eligible, "Motif de la première"));
  REQUIRE(base.person(base.holder, base.foreign_lot, "LAMPION", "Zoé") == base.zoe);  // one person in the register
  CHECK(base.number("count(*) FROM participants") == 1);

  auto other = base.seen_by(base.other_facilitator, base.zoe);
  CHECK(other.decisions.empty());
  CHECK(other.person.status == "undecided");
  CHECK_FALSE(other.person.employments.at(0).to_acknowledge);  // it would tell that somebody decided
  CHECK(dashboard(*base, base.other_facilitator).undecided_references == Codes{base.zoe});
  CHECK(dashboard(*base, base.other_facilitator).references_to_acknowledge.empty());

  REQUIRE(base.decide(base.other_facilitator, EligibilityVerdict::refused, "Motif de la seconde"));
  other = base.seen_by(base.other_facilitator, base.zoe);
  REQUIRE(other.decisions.size() == 1);
  CHECK(other.decisions.front().reason == "Motif de la seconde");
  CHECK(other.person.status == "refused");
  const auto own = base.seen_by(base.facilitator, base.zoe);
  REQUIRE(own.decisions.size() == 1);
  CHECK(own.decisions.front().reason == "Motif de la première");
  CHECK(own.person.status == "eligible");
}

TEST_CASE("A decision counts on the lots of its office alone", "[app][offices]") {
  Offices base;
  base.person(base.holder, base.foreign_lot, "LAMPION", "Zoé");
  base.work(base.facilitator, base.earthworks);
  base.work(base.other_facilitator, base.foreign_lot);
  REQUIRE(base.decide(base.facilitator, EligibilityVerdict::eligible, ""));
  CHECK(base.hours(base.facilitator, base.earthworks).counted == WorkTime::from_hours(70));
  CHECK(base.hours(base.other_facilitator, base.foreign_lot).pending == WorkTime::from_hours(70));
  CHECK(dashboard(*base, base.other_facilitator).lots.at(0).hours.pending == WorkTime::from_hours(70));

  REQUIRE(base.decide(base.other_facilitator, EligibilityVerdict::refused, "hors public"));
  CHECK(base.hours(base.facilitator, base.earthworks).counted == WorkTime::from_hours(70));
  CHECK(base.hours(base.other_facilitator, base.foreign_lot).uncountable == WorkTime::from_hours(70));
  CHECK(base.number("count(DISTINCT participant_id) FROM ledger_entries") == 1);
}

TEST_CASE("The operator, who is of no office, decides for none", "[app][offices]") {
  Offices base;
  CHECK(base.decide(operator_actor(), EligibilityVerdict::eligible, "").refusal() == Refusal{"forbidden"});
}

TEST_CASE("Declaring somebody known answers as declaring a stranger", "[app][offices][privacy]") {
  Offices base;
  REQUIRE(base.decide(base.facilitator, EligibilityVerdict::eligible, ""));
  for (const auto lot : {base.masonry, base.foreign_lot}) {
    CAPTURE(lot.text());
    // The same people under another spelling and in another order of names.
    const auto known = base.person(base.agency, lot, "zoe", "lampion");
    const auto stranger = base.person(base.agency, lot, "zoe", "lampion", "1990-01-03");
    CHECK(known == base.zoe);
    CHECK(told(base.seen_by(base.agency, known)) == told(base.seen_by(base.agency, stranger)));
    CHECK(base.seen_by(base.agency, known).person.status == "undecided");
    // Found by the name that they wrote, not by the one first known.
    CHECK(list_people(*base, base.agency, {.words = "ZOE", .status = "", .lot = lot}).value().total == 2);
    CHECK(list_people(*base, base.agency, {.words = "LAMPION", .status = "", .lot = lot}).value().total == 0);
    CHECK(list_people(*base, base.agency, {.words = "", .status = "undecided", .lot = lot}).value().total == 2);
    CHECK(list_people(*base, base.agency, {.words = "", .status = "eligible", .lot = lot}).value().total == 0);
    const auto journal = base.number("count(DISTINCT action || detail) FROM audit_events WHERE action = 'person.declare'");
    CHECK(journal == 1);
  }
  CHECK(base.seen_by(base.holder, base.zoe).person.identity.family_name == "LAMPION");
  CHECK(base.seen_by(base.other_facilitator, base.zoe).person.identity.family_name == "zoe");
}

TEST_CASE("A firm reads an eligibility once the office acknowledged the employment", "[app][offices][privacy]") {
  Offices base;
  REQUIRE(base.decide(base.facilitator, EligibilityVerdict::eligible, ""));
  CHECK(base.status(base.holder, base.zoe) == "eligible");  // decided after the employment was declared
  base.person(base.agency, base.masonry, "LAMPION", "Zoé");
  CHECK(base.status(base.agency, base.zoe) == "undecided");
  CHECK(base.status(base.facilitator, base.zoe) == "eligible");
  CHECK(dashboard(*base, base.facilitator).references_to_acknowledge == Codes{base.zoe});

  SECTION("in so many words") {
    const auto lines = base.seen_by(base.facilitator, base.zoe).person.employments;
    const auto fresh = std::find_if(lines.begin(), lines.end(), [](const auto& line) { return line.to_acknowledge; });
    REQUIRE(fresh != lines.end());
    CHECK(acknowledge_employment(*base, base.agency, base.zoe, fresh->id).refusal() == Refusal{"forbidden"});
    CHECK(acknowledge_employment(*base, base.other_facilitator, base.zoe, fresh->id).refusal() == Refusal{"not_found"});
    CHECK(acknowledge_employment(*base, base.facilitator, base.zoe, EmploymentId::from_trusted(99)).refusal() == Refusal{"not_found"});
    CHECK(base.status(base.agency, base.zoe) == "undecided");
    REQUIRE(acknowledge_employment(*base, base.facilitator, base.zoe, fresh->id));
    REQUIRE(acknowledge_employment(*base, base.facilitator, base.zoe, fresh->id));  // a double click
    CHECK(base.number("count(*) FROM audit_events WHERE action = 'employment.acknowledge'") == 1);
  }
  SECTION("by deciding again") { REQUIRE(base.decide(base.facilitator, EligibilityVerdict::eligible, "")); }
  CHECK(base.status(base.agency, base.zoe) == "eligible");
  CHECK(dashboard(*base, base.facilitator).references_to_acknowledge.empty());
}

TEST_CASE("Somebody employed twice on a lot by one firm is still one person there", "[app][offices]") {
  Offices base;
  const NewPerson again{.identity = {"LAMPION", "Zoé", std::nullopt}, .lot = base.earthworks, .firm = std::nullopt, .contract_type = "permanent",
                        .employer_siret = "", .starts_on = day("2026-03-01"), .ends_on = std::nullopt, .reference = ""};
  REQUIRE(declare_person(*base, base.holder, again).value() == base.zoe);
  REQUIRE(declare_person(*base, base.holder, again).value() == base.zoe);
  REQUIRE(base.decide(base.facilitator, EligibilityVerdict::eligible, ""));
  CHECK(base.status(base.holder, base.zoe) == "eligible");
  const auto may = base.subject(base.earthworks, base.holder, "2026-05");
  CHECK_FALSE(holds(base.faults(base.holder, may, "LAMPION;Zoé;04/05/2026;7\n"), "cell.person.notyet"));
}

TEST_CASE("An employment of another office's lot is acknowledged by that office", "[app][offices]") {
  Offices base;
  REQUIRE(base.decide(base.facilitator, EligibilityVerdict::eligible, ""));
  base.person(base.agency, base.foreign_lot, "LAMPION", "Zoé");
  const auto line = base.seen_by(base.other_facilitator, base.zoe).person.employments.at(0);
  CHECK(acknowledge_employment(*base, base.facilitator, base.zoe, line.id).refusal() == Refusal{"not_found"});
  REQUIRE(acknowledge_employment(*base, base.other_facilitator, base.zoe, line.id));
  CHECK(base.status(base.agency, base.zoe) == "undecided");  // nothing was decided there
}

TEST_CASE("What a facilitator declares for a firm, their office knows", "[app][offices]") {
  Offices base;
  REQUIRE(base.decide(base.facilitator, EligibilityVerdict::eligible, ""));
  NewPerson again{.identity = {"LAMPION", "Zoé", day("1990-01-02")}, .lot = base.masonry, .firm = base.agency.organisation->id,
                  .contract_type = "fixed_term", .employer_siret = "", .starts_on = day("2026-02-01"), .ends_on = std::nullopt, .reference = ""};
  REQUIRE(declare_person(*base, base.facilitator, again).value() == base.zoe);
  CHECK(base.status(base.agency, base.zoe) == "eligible");
}

TEST_CASE("A file of hours tells a firm nothing of people it did not declare, nor of what was decided before", "[app][offices][privacy]") {
  Offices base;
  REQUIRE(base.decide(base.facilitator, EligibilityVerdict::eligible, ""));
  const auto may = base.subject(base.earthworks, base.agency, "2026-05");
  // The agency works on the same lot as the holder, who employs Zoé there.
  CHECK(base.faults(base.agency, may, "LAMPION;Zoé;04/05/2026;7\n") == Codes{"cell.person.unknown"});
  CHECK(base.faults(base.agency, may, base.zoe + ";;04/05/2026;7\n") == Codes{"cell.person.unknown"});

  base.person(base.agency, base.earthworks, "LAMPION", "Zoé");
  base.person(base.agency, base.earthworks, "TOURNESOL", "Karim");
  CHECK(base.faults(base.agency, may, "LAMPION;Zoé;04/05/2026;7\n") == base.faults(base.agency, may, "TOURNESOL;Karim;04/05/2026;7\n"));
  CHECK(holds(base.faults(base.agency, may, "LAMPION;Zoé;04/05/2026;7\n"), "cell.person.notyet"));
  CHECK_FALSE(holds(base.faults(base.facilitator, may, "LAMPION;Zoé;04/05/2026;7\n"), "cell.person.notyet"));
}

TEST_CASE("Hours declared elsewhere are told to who may know of them", "[app][offices][privacy]") {
  Offices base;
  base.person(base.agency, base.earthworks, "LAMPION", "Zoé");
  base.person(base.agency, base.foreign_lot, "LAMPION", "Zoé");
  const auto sheet = receive_timesheet(*base, base.holder, base.subject(base.earthworks, base.holder, "2026-05"), "mai.csv",
                                       "Nom;Prénom;Date;Heures\nLAMPION;Zoé;04/05/2026;8\n").value();
  REQUIRE(confirm_timesheet(*base, base.holder, sheet.timesheet, true));
  const std::string day_of_work = "LAMPION;Zoé;04/05/2026;7\n";
  const auto beside = base.subject(base.earthworks, base.agency, "2026-05"), elsewhere = base.subject(base.foreign_lot, base.agency, "2026-05");
  CHECK(holds(base.faults(base.facilitator, beside, day_of_work), "cell.person.overlap"));
  CHECK_FALSE(holds(base.faults(base.agency, beside, day_of_work), "cell.person.overlap"));
  CHECK_FALSE(holds(base.faults(base.agency, elsewhere, day_of_work), "cell.person.overlap"));
  CHECK_FALSE(holds(base.faults(base.other_facilitator, elsewhere, day_of_work), "cell.person.overlap"));
  // The firm's own hours on a lot of another office are its own business.
  base.person(base.holder, base.foreign_lot, "LAMPION", "Zoé");
  CHECK(holds(base.faults(base.holder, base.subject(base.foreign_lot, base.holder, "2026-05"), day_of_work), "cell.person.overlap"));
}
