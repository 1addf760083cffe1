"""Who worked which day, and how long. Every shape of timesheet is cut from these days."""
import datetime
from dataclasses import dataclass

from .draws import chance, draw
from .people import EMPLOYMENTS, Employment

# Legal holidays of metropolitan France, July 2025 to June 2026.
HOLIDAYS = {datetime.date.fromisoformat(day) for day in (
    "2025-07-14", "2025-08-15", "2025-11-01", "2025-11-11", "2025-12-25", "2026-01-01", "2026-04-06", "2026-05-01",
    "2026-05-08", "2026-05-14", "2026-05-25")}
SITE_CLOSED = [("2025-08-04", "2025-08-22"), ("2025-12-24", "2026-01-02")]
LENGTHS = (7.0, 7.0, 7.0, 7.0, 7.0, 7.5, 6.5, 6.5, 8.0, 3.5)  # hours a day


@dataclass(frozen=True)
class Day:
    on: datetime.date
    hours: float  # a whole number of half hours


def month_days(month: str) -> list:
    day = datetime.date.fromisoformat(month + "-01")
    days = []
    while day.isoformat().startswith(month):
        days.append(day)
        day += datetime.timedelta(days=1)
    return days


def present(employment: Employment, day: datetime.date) -> bool:
    text = day.isoformat()
    if text < employment.starts_on or (employment.ends_on and text > employment.ends_on):
        return False
    if text < employment.lot.starts_on or text > employment.lot.ends_on:
        return False
    if str(day.isoweekday()) not in employment.weekdays or day in HOLIDAYS:
        return False
    if any(first <= text <= last for first, last in SITE_CLOSED):
        return False
    return not chance(11, "absent", employment.person.reference, text)


def worked(employment: Employment, month: str) -> list:
    return [Day(day, LENGTHS[draw("hours", employment.person.reference, day) % len(LENGTHS)])
            for day in month_days(month) if present(employment, day)]


def crew(lot, firm, month: str) -> list:
    """(employment, days worked) of the people of a firm on a lot in a month; nobody without days."""
    pairs = [(e, worked(e, month)) for e in EMPLOYMENTS if e.lot is lot and e.person.firm is firm]
    return [(employment, days) for employment, days in pairs if days]


def total(days: list) -> float:
    return sum(day.hours for day in days)
