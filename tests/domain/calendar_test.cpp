#include <catch2/catch.hpp>

#include "clausier/domain/calendar.hpp"

using namespace clausier;

namespace {
Date day(const char* iso) { return *Date::parse_iso(iso); }
}  // namespace

TEST_CASE("Dates are read as people and machines write them", "[domain][calendar]") {
  CHECK(Date::parse_iso("2026-05-31") == Date::of(2026, 5, 31));
  for (const auto* text : {"3/11/2026", "03/11/2026", "03-11-2026", "3.11.2026"}) {
    CAPTURE(text);
    CHECK(Date::parse_french(text) == Date::of(2026, 11, 3));
  }
  CHECK(Date::parse_iso("2024-02-29"));
}

TEST_CASE("What is no date is refused", "[domain][calendar]") {
  const auto* text = GENERATE("", "31/02/2026", "2026-02-29", "2026-13-01", "2026-00-10", "1/7/26", "2026-5-31", "2026-05-31T10:00",
                              "3/11-2026", "3 11 2026", "32/01/2026", "03/11/20260", "aa/bb/cccc");
  CAPTURE(text);
  CHECK_FALSE(Date::parse_iso(text));
  CHECK_FALSE(Date::parse_french(text));
}

TEST_CASE("A day of another century is no day of work", "[domain][calendar]") {
  for (const auto* iso : {"2000-01-01", "2026-05-31", "2099-12-31"}) CHECK(is_plausible(day(iso)));
  for (const auto* iso : {"0001-01-01", "1999-12-31", "2100-01-01", "9999-12-31"}) CHECK_FALSE(is_plausible(day(iso)));
}

TEST_CASE("Days since 1970 and back", "[domain][calendar]") {
  CHECK(day("1970-01-01").days_since_1970() == 0);
  CHECK(day("2026-05-01").days_since_1970() == 20574);
  CHECK(Date::from_days(-1).iso() == "1969-12-31");
  CHECK(day("2026-05-31").iso_weekday() == 7);
  CHECK(day("2026-06-01").iso_weekday() == 1);
}

TEST_CASE("Adding months stays inside the month", "[domain][calendar]") {
  CHECK(day("2026-01-31").plus_months(1).iso() == "2026-02-28");
  CHECK(day("2024-01-31").plus_months(1).iso() == "2024-02-29");
  CHECK(day("2026-01-15").plus_months(12).iso() == "2027-01-15");
  CHECK(day("2026-03-31").plus_months(-1).iso() == "2026-02-28");
}

TEST_CASE("A month knows its first and last day and its neighbours", "[domain][calendar]") {
  const auto february = *Month::parse_iso("2024-02");
  CHECK(february.first_day().iso() == "2024-02-01");
  CHECK(february.last_day().iso() == "2024-02-29");
  CHECK(february.next().iso() == "2024-03");
  CHECK(Month::parse_iso("2026-01")->previous().iso() == "2025-12");
  CHECK(day("2026-12-31").month_of().iso() == "2026-12");
  CHECK(Month::from_index(february.index()) == february);
  for (const auto* text : {"", "2026", "2026-13", "2026-00", "2026-5", "05/2026", "0001-01", "1999-12", "2100-01", "9999-12"})
    CHECK_FALSE(Month::parse_iso(text));
}

TEST_CASE("A range holds both its ends", "[domain][calendar]") {
  const DateRange may{day("2026-05-01"), day("2026-05-31")};
  CHECK(may.days() == 31);
  CHECK(may.contains(day("2026-05-01")));
  CHECK(may.contains(day("2026-05-31")));
  CHECK_FALSE(may.contains(day("2026-06-01")));
  CHECK(may.overlaps({day("2026-05-31"), day("2026-06-02")}));
  CHECK_FALSE(may.overlaps({day("2026-06-01"), day("2026-06-02")}));
  CHECK(may.contains(DateRange{day("2026-05-02"), day("2026-05-03")}));
  CHECK_FALSE(may.contains(DateRange{day("2026-05-30"), day("2026-06-01")}));
}

TEST_CASE("Instants are UTC and print their milliseconds only when they have some", "[domain][calendar]") {
  const auto noon = Instant::parse_iso("2026-07-15T12:00:00Z");
  REQUIRE(noon);
  CHECK(noon->iso() == "2026-07-15T12:00:00Z");
  CHECK(noon->utc_date() == day("2026-07-15"));
  CHECK(Instant::parse_iso("2026-07-15T12:00:00.5Z")->iso() == "2026-07-15T12:00:00.500Z");
  CHECK(Instant::from_milliseconds(-1).iso() == "1969-12-31T23:59:59.999Z");
  for (const auto* text : {"", "2026-07-15", "2026-07-15T12:00:00", "2026-07-15T24:00:00Z", "2026-07-15T12:00:00+02:00",
                           "2026-07-15 12:00:00Z", "2026-07-15T12:00:00.1234Z"}) {
    CAPTURE(text);
    CHECK_FALSE(Instant::parse_iso(text));
  }
}

TEST_CASE("Easter follows the computus", "[domain][calendar]") {
  struct Case {
    int year;
    const char* easter;
  };
  const auto [year, easter] = GENERATE(values<Case>({{2000, "2000-04-23"}, {2008, "2008-03-23"}, {2011, "2011-04-24"},
                                                     {2024, "2024-03-31"}, {2025, "2025-04-20"}, {2026, "2026-04-05"},
                                                     {2038, "2038-04-25"}}));
  CHECK(easter_sunday(year) == day(easter));
}

TEST_CASE("The eleven French holidays are no working days", "[domain][calendar]") {
  int holidays = 0;
  for (Date d = day("2026-01-01"); d <= day("2026-12-31"); d = d.plus_days(1)) holidays += is_french_holiday(d);
  CHECK(holidays == 11);
  for (const auto* iso : {"2026-01-01", "2026-04-06", "2026-05-01", "2026-05-08", "2026-05-14", "2026-05-25", "2026-07-14",
                          "2026-08-15", "2026-11-01", "2026-11-11", "2026-12-25"}) {
    CAPTURE(iso);
    CHECK(is_french_holiday(day(iso)));
    CHECK_FALSE(is_working_day(day(iso)));
  }
  CHECK_FALSE(is_working_day(day("2026-05-02")));  // Saturday
  CHECK(first_working_day_from(day("2026-05-08")) == day("2026-05-11"));
  CHECK(first_working_day_from(day("2026-05-11")) == day("2026-05-11"));
}
