"""Twelve months of timesheets: each firm has its own shape of file, and its own punctuality."""
import datetime
from dataclasses import dataclass, field

from . import lots as L
from . import people as P
from .draws import between
from .organisations import AGENCY, BUILDERS, EARTHWORKS, GARDENERS, Organisation, facilitator_email
from .spreadsheets import csv_file, ods_file, xlsx_file
from .work import Day, crew, total

MONTHS = [f"2025-{m:02d}" for m in range(7, 13)] + [f"2026-{m:02d}" for m in range(1, 7)]
MONTH_NAMES = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
               "novembre", "décembre"]
CONTRACT_WORDS = {
    "permanent": "CDI", "fixed_term": "CDD", "fixed_term_insertion": "CDDI", "permanent_agency": "CDI intérimaire",
    "professional_training": "Contrat de professionnalisation", "apprenticeship": "Apprentissage",
    "agency_assignment": "Contrat de mission"}
MODALITY_WORDS = {"direct_hire": "Embauche directe", "labour_supply": "Mise à disposition",
                  "subcontracting": "Sous-traitance"}

# What was never sent, or is only there as a faulty file that nobody confirmed.
MISSING = {(L.CSNE_3, GARDENERS, "2026-04"), (L.CSNE_3, GARDENERS, "2026-05"), (L.NPNRU_3, GARDENERS, "2026-05"),
           (L.CSNE_2, BUILDERS, "2026-03"), (L.NPNRU_2_1, BUILDERS, "2026-05"), (L.NPNRU_2_2, AGENCY, "2026-05")}
SENT_FOR_JUNE = {(L.CSNE_1, EARTHWORKS), (L.CSNE_2, AGENCY)}
SENT_LATE = {(L.CSNE_3, "2025-12"): "2026-01-27T15:12:00Z", (L.ERBM_11, "2026-02"): "2026-03-24T10:41:00Z"}
NOT_REVIEWED = {(L.NPNRU_2_1, BUILDERS, "2026-04"), (L.CSNE_2, AGENCY, "2026-04")}
REVIEWED_IN_MAY = {L.ERBM_11}

# Lines that the facilitator rejects: (lot, month, person, rank of the person's line in the file).
REJECTED = {
    (L.CSNE_1, "2025-12", P.PERSIENNE, 1): "duplicate",
    (L.CSNE_3, "2025-11", P.JONQUILLE, 1): "not_worked",
    (L.CSNE_3, "2026-01", P.JONQUILLE, 0): "proof_missing",
    (L.CSNE_2, "2026-02", P.GRIMOIRE, 0): "excess_unexplained",
    (L.NPNRU_2_2, "2026-03", P.TISON, 2): "other_operation",
    (L.ERBM_11, "2026-01", P.EGLANTINE, 0): "wrong_lot",
    (L.ERBM_11, "2025-09", P.TABOURET, 0): "not_eligible_then",
    (L.ERBM_11, "2025-10", P.TABOURET, 0): "not_eligible_then",
    (L.NPNRU_3, "2026-02", P.FOUGERE, 0): "eligibility_unverified",
    (L.NPNRU_3, "2026-02", P.FOUGERE, 1): "eligibility_unverified",
    (L.NPNRU_3, "2026-02", P.FOUGERE, 2): "eligibility_unverified",
    (L.NPNRU_3, "2026-02", P.FOUGERE, 3): "eligibility_unverified",
}
SENT_TWICE = {(L.CSNE_1, "2025-12"): P.PERSIENNE}          # the same line twice in the file
LONG_DAY = {(L.CSNE_2, "2026-02"): (P.GRIMOIRE, 11.0)}     # one day over ten hours


@dataclass
class Line:
    row: int  # as the spreadsheet shows it
    person: P.Person
    hours: float


@dataclass
class Timesheet:
    lot: L.FollowedLot
    firm: Organisation
    month: str
    path: str = ""
    content: bytes = b""
    lines: list = field(default_factory=list)
    stated_total: float | None = None
    received_at: str = ""

    @property
    def declared(self) -> float:
        return sum(line.hours for line in self.lines)


def month_words(month: str) -> str:
    return f"{MONTH_NAMES[int(month[5:]) - 1]} {month[:4]}"


def french_date(iso: str) -> str:
    return f"{iso[8:]}/{iso[5:7]}/{iso[:4]}"


def comma(hours: float) -> str:
    return f"{hours:.2f}".replace(".", ",")


def clock(hours: float) -> str:
    minutes = round(hours * 60)
    return f"{minutes // 60}h{minutes % 60:02d}"


def _birth(person: P.Person) -> datetime.date:
    return datetime.date.fromisoformat(person.birth_date)


def semicolon_rows(sheet: Timesheet, work: list) -> list:
    rows = [["Nom", "Prénom", "Date de naissance", "Mois", "Nb heures", "Type de contrat", "Modalité"]]
    for job, days in work:
        rows.append([job.person.family_name, job.person.given_name, french_date(job.person.birth_date),
                     f"{sheet.month[5:]}/{sheet.month[:4]}", comma(total(days)), CONTRACT_WORDS[job.contract_type],
                     MODALITY_WORDS[job.modality]])
        sheet.lines.append(Line(len(rows), job.person, total(days)))
    sheet.stated_total = sheet.declared
    return rows + [["TOTAL", "", "", "", comma(sheet.declared), "", ""]]


def comma_rows(sheet: Timesheet, work: list) -> list:
    rows = [["Nom et prénom", "Né(e) le", "Heures réalisées", "Nature du contrat"]]
    for job, days in work:
        # One decimal: "21.5" cannot be taken for 21 h 50.
        rows.append([job.person.full_name, french_date(job.person.birth_date), f"{total(days):.1f}",
                     CONTRACT_WORDS[job.contract_type]])
        sheet.lines.append(Line(len(rows), job.person, total(days)))
    return rows


def workbook_rows(sheet: Timesheet, work: list) -> list:
    place = sheet.lot.contract_id + (f", lot {sheet.lot.number}" if sheet.lot.number else "")
    rows = [["Relevé mensuel des heures d’insertion"], ["Entreprise :", sheet.firm.name], ["Marché :", place],
            ["Mois :", month_words(sheet.month)], [],
            ["Nom", "Prénom", "Date de naissance", "Nombre d’heures", "Type de contrat", "Modalité"]]
    for job, days in work:
        rows.append([job.person.family_name, job.person.given_name, _birth(job.person),
                     datetime.timedelta(hours=total(days)), CONTRACT_WORDS[job.contract_type],
                     MODALITY_WORDS[job.modality]])
        sheet.lines.append(Line(len(rows), job.person, total(days)))
    sheet.stated_total = sheet.declared
    return rows + [["TOTAL", "", "", datetime.timedelta(hours=sheet.declared)]]


def weeks(days: list) -> list:
    """(first day, last day, days) by ISO week; the ends stay inside the month."""
    groups = {}
    for day in days:
        groups.setdefault(day.on.isocalendar()[1], []).append(day)
    result = []
    for group in groups.values():
        monday = group[0].on - datetime.timedelta(days=group[0].on.isoweekday() - 1)
        friday = monday + datetime.timedelta(days=4)
        inside = [d for d in (monday + datetime.timedelta(days=i) for i in range(5)) if d.month == group[0].on.month]
        result.append((inside[0], min(friday, inside[-1]), group))
    return result


def weekly_rows(sheet: Timesheet, work: list) -> list:
    rows = [["NOM", "Prénom", "Né(e) le", "Semaine du", "Au", "Heures d’insertion", "Type de contrat", "Modalité"]]
    for job, days in work:
        for first, last, group in weeks(days):
            first = max(first, datetime.date.fromisoformat(job.starts_on))
            last = min(last, datetime.date.fromisoformat(job.ends_on or "9999-12-31"))
            rows.append([job.person.family_name, job.person.given_name, _birth(job.person), first, last,
                         clock(total(group)), CONTRACT_WORDS[job.contract_type], MODALITY_WORDS[job.modality]])
            sheet.lines.append(Line(len(rows), job.person, total(group)))
    return rows


def daily_rows(sheet: Timesheet, work: list) -> list:
    rows = [[sheet.firm.name], ["Relevé des missions, " + month_words(sheet.month)], [],
            ["Référence", "Intérimaire", "Date", "Heures travaillées", "Modalité", "Type de contrat"]]
    for job, days in work:
        for day in days:
            rows.append([job.person.reference, job.person.full_name, day.on, day.hours, MODALITY_WORDS[job.modality],
                         CONTRACT_WORDS[job.contract_type]])
            sheet.lines.append(Line(len(rows), job.person, day.hours))
    sheet.stated_total = sheet.declared
    return rows + [["TOTAL", "", "", sheet.declared]]


def fill(sheet: Timesheet, work: list) -> None:
    base = f"timesheets/{sheet.firm.slug}/{sheet.month}-{sheet.lot.slug}"
    if sheet.firm is EARTHWORKS:
        sheet.path, sheet.content = base + ".csv", csv_file(semicolon_rows(sheet, work), ";", "cp1252")
    elif sheet.firm is BUILDERS and sheet.lot is L.ERBM_11:  # exported from the pay software
        sheet.path, sheet.content = base + ".csv", csv_file(comma_rows(sheet, work), ",", "utf-8-sig")
    elif sheet.firm is BUILDERS:
        sheet.path = base + ".xlsx"
        sheet.content = xlsx_file(workbook_rows(sheet, work), "Relevé", 6, [18, 16, 18, 18, 30, 20])
    elif sheet.firm is GARDENERS:
        sheet.path, sheet.content = base + ".ods", ods_file(weekly_rows(sheet, work), "Heures")
    else:
        sheet.path = base + ".xlsx"
        sheet.content = xlsx_file(daily_rows(sheet, work), "Missions", 4, [14, 22, 12, 18, 20, 20])


def with_oddities(lot: L.FollowedLot, month: str, work: list) -> list:
    if (lot, month) in SENT_TWICE:
        work = work + [pair for pair in work if pair[0].person is SENT_TWICE[lot, month]]
    if (lot, month) in LONG_DAY:
        person, hours = LONG_DAY[lot, month]
        work = [(job, [Day(days[0].on, hours)] + days[1:] if job.person is person else days) for job, days in work]
    return work


def received_at(lot: L.FollowedLot, firm: Organisation, month: str) -> str:
    if (lot, month) in SENT_LATE:
        return SENT_LATE[lot, month]
    year, number = int(month[:4]), int(month[5:])
    year, number = (year + 1, 1) if number == 12 else (year, number + 1)
    key = (lot.slug, firm.slug, month)
    return (f"{year}-{number:02d}-{between(2, 8, 'day', *key):02d}T{between(7, 15, 'hour', *key):02d}:"
            f"{between(0, 59, 'minute', *key):02d}:00Z")


def expected(lot: L.FollowedLot, firm: Organisation, month: str) -> bool:
    if (lot, firm, month) in MISSING:
        return False
    return month != "2026-06" or (lot, firm) in SENT_FOR_JUNE


def all_timesheets() -> list:
    sheets = []
    for lot in L.ALL:
        for firm in (EARTHWORKS, BUILDERS, GARDENERS, AGENCY):
            for month in MONTHS:
                work = with_oddities(lot, month, crew(lot, firm, month))
                if not work or not expected(lot, firm, month):
                    continue
                sheet = Timesheet(lot, firm, month, received_at=received_at(lot, firm, month))
                fill(sheet, work)
                sheets.append(sheet)
    return sorted(sheets, key=lambda sheet: sheet.received_at)


def _reviewed(sheet: Timesheet) -> bool:
    if sheet.month == "2026-06" or (sheet.lot, sheet.firm, sheet.month) in NOT_REVIEWED:
        return False
    return sheet.month != "2026-05" or sheet.lot in REVIEWED_IN_MAY


def decisions(sheet: Timesheet) -> list:
    """(row or "", decision, reason, instant); a person still unchecked leaves their lines pending."""
    if not _reviewed(sheet):
        return []
    key = (sheet.lot.slug, sheet.firm.slug, sheet.month)
    opened = datetime.datetime.fromisoformat(sheet.received_at[:10] + "T13:00:00")
    opened += datetime.timedelta(days=between(3, 8, "review", *key), minutes=between(0, 90, "at", *key))
    rank, rejected, accepted, pending = {}, [], [], False
    for line in sheet.lines:
        nth = rank.get(line.person, 0)
        rank[line.person] = nth + 1
        reason = REJECTED.get((sheet.lot, sheet.month, line.person, nth))
        if reason:
            rejected.append((line.row, "rejected", reason))
        elif line.person.criterion:
            accepted.append((line.row, "accepted", ""))
        else:
            pending = True
    taken = rejected + (accepted if pending else [("", "accepted", "")])
    return [(*decision, (opened + datetime.timedelta(minutes=i)).isoformat() + "Z") for i, decision in enumerate(taken)]


def reviewer(sheet: Timesheet) -> str:
    return facilitator_email(sheet.lot.office)
