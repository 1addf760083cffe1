"""The scenario as CSV tables: UTF-8, semicolons, one header row."""
import datetime

from . import faulty
from . import lots as L
from . import organisations as O
from . import people as P
from . import timesheets as T
from .spreadsheets import csv_file

HIRED_BEFORE = "Reprise du suivi\u00a0: personne embauchée avant l’ouverture du dossier."
FOLLOWED_AT = "2025-06-16T08:{minute:02d}:00Z"
CLAUSE_COLUMNS = ["target", "hours", "amount", "labour_share_percent", "insertion_rate_percent", "hourly_cost",
                  "rounding", "contract_hours", "legal_basis", "penalty_per_hour"]


def _earlier(day: str, days: int, hour: int) -> str:
    """Some days before, but never before the lots are followed."""
    date = max(datetime.date.fromisoformat(day) - datetime.timedelta(days=days), datetime.date(2025, 6, 19))
    return f"{date.isoformat()}T{hour:02d}:00:00Z"


def organisations() -> list:
    return [["siret", "kind", "name"]] + [[o.siret, o.kind, o.name] for o in O.ALL]


def accounts() -> list:
    return [["email", "role", "siret", "display_name"]] + [
        [a.email, a.role, a.organisation.siret if a.organisation else "", a.display_name] for a in O.ACCOUNTS]


def imports() -> list:
    return [["file", "imported_at"],
            ["contracts/ancien-2019.json", "2025-06-10T07:30:00Z"],
            ["contracts/npnru-2024.json", "2025-06-10T07:35:00Z"],
            ["contracts/erbm.xml", "2025-06-10T07:40:00Z"],
            ["contracts/canal-lots.json", "2025-06-10T07:45:00Z"],
            ["contracts/avec-defauts.json", "2025-06-12T09:00:00Z"],
            ["contracts/canal-lots-edition-2.json", "2026-03-02T08:00:00Z"]]


def follow() -> list:
    contracts = dict.fromkeys((lot.contract, lot.office.siret, lot.programme) for lot in L.ALL)
    return [["contract", "office_siret", "programme", "followed_at"]] + [
        [*row, FOLLOWED_AT.format(minute=rank)] for rank, row in enumerate(contracts)]


def lots() -> list:
    return [["contract", "number", "label", "amount"]] + [list(row) for row in L.REAL_LOTS]


def clauses() -> list:
    rows = [["contract", "lot", *CLAUSE_COLUMNS, "starts_on", "ends_on", "schedule", "counting_months", "author_email",
             "recorded_at"]]
    for rank, lot in enumerate(L.ALL):
        rows.append([lot.contract, lot.number, *(lot.clause.get(column, "") for column in CLAUSE_COLUMNS),
                     lot.starts_on, lot.ends_on, lot.clause["schedule"], 24, O.facilitator_email(lot.office),
                     f"2025-06-17T09:{5 * rank:02d}:00Z"])
    return rows


def grants() -> list:
    return [["contract", "lot", "firm_siret", "role", "recorded_at"]] + [
        [lot.contract, lot.number, firm.siret, role, f"2025-06-18T08:{3 * rank:02d}:00Z"]
        for rank, lot in enumerate(L.ALL) for firm, role in lot.grants]


def people() -> list:
    return [["reference", "family_name", "given_name", "birth_date", "sex", "firm_siret"]] + [
        [p.reference, p.family_name, p.given_name, p.birth_date, p.sex, p.firm.siret] for p in P.ALL]


def employments() -> list:
    rows = [["reference", "contract", "lot", "modality", "contract_type", "employer_siret", "starts_on", "ends_on",
             "recorded_at", "acknowledged_at"]]
    met = set()
    for e in P.EMPLOYMENTS:
        # The firm declares a person before the facilitator decides; longer before when a refusal came first.
        declared_at = _earlier(e.starts_on, 28 if e.person in P.REFUSED_FIRST else 12, 8)
        # Decided before they were declared there: the office says that it knows, but of the last.
        again = e.person in met and e.person not in P.TO_ACKNOWLEDGE
        acknowledged_at = _earlier(e.starts_on, 8, 9) if again else ""
        met.add(e.person)
        rows.append([e.person.reference, e.lot.contract, e.lot.number, e.modality, e.contract_type, e.person.firm.siret,
                     e.starts_on, e.ends_on, declared_at, acknowledged_at])
    return rows


def eligibility() -> list:
    rows = [["reference", "criterion", "decision", "effective_on", "countable_until", "proof_kind", "proof_seen_on",
             "reason", "facilitator_email", "decided_at"]]
    for person in P.ALL:
        if not person.criterion:
            continue
        job = min((e for e in P.EMPLOYMENTS if e.person is person), key=lambda e: e.starts_on)
        decided_at = _earlier(job.starts_on, 7, 9)
        facilitator = O.facilitator_email(job.lot.office)
        proof = P.PROOFS[person.criterion]

        def row(decision, day, instant, reason):
            countable = P.COUNTABLE_UNTIL.get(person, "") if decision == "eligible" else ""
            seen = (datetime.date.fromisoformat(day) - datetime.timedelta(days=5)).isoformat()
            return [person.reference, person.criterion, decision, job.starts_on, countable, proof, seen, reason,
                    facilitator, instant]
        if person in P.REFUSED:
            day, reason = P.REFUSED[person]
            rows.append(row("refused", day, day + "T10:20:00Z", reason))
            continue
        if person in P.REFUSED_FIRST:
            day, reason = P.REFUSED_FIRST[person]
            rows.append(row("refused", day, day + "T10:20:00Z", reason))
        reason = HIRED_BEFORE if job.starts_on < "2025-06" else ""
        rows.append(row("eligible", decided_at[:10], decided_at, reason))
    return rows


def timesheets(sheets: list) -> list:
    sent = [[s.path, s.lot.contract, s.lot.number, s.firm.siret, s.month, O.contractor_email(s.firm), s.received_at,
             "yes"] for s in sheets]
    sent += [[f.path, f.lot.contract, f.lot.number, f.firm.siret, f.month, O.contractor_email(f.firm), f.sent_at, "no"]
             for f in faulty.ALL if f.sent_at]
    return [["file", "contract", "lot", "firm_siret", "month", "sent_by_email", "received_at", "confirm"]] + sorted(
        sent, key=lambda row: row[6])


def decisions(sheets: list) -> list:
    rows = [[sheet.path, row, decision, reason, T.reviewer(sheet), instant]
            for sheet in sheets for row, decision, reason, instant in T.decisions(sheet)]
    return [["file", "row", "decision", "reason", "reviewed_by_email", "decided_at"]] + sorted(
        rows, key=lambda row: row[5])


def closures() -> list:
    july = [lot for lot in L.ALL if lot.starts_on == "2025-07-01"]
    return [["contract", "lot", "month", "facilitator_email", "closed_at"]] + [
        [lot.contract, lot.number, "2025-07", O.facilitator_email(lot.office), f"2025-09-15T14:{rank:02d}:00Z"]
        for rank, lot in enumerate(july)]


def faulty_files() -> list:
    return [["file", "contract", "lot", "firm_siret", "month", "expected_codes"]] + [
        [f.path, f.lot.contract, f.lot.number, f.firm.siret, f.month, ",".join(f.codes)] for f in faulty.ALL]


def files(sheets: list) -> dict:
    tables = {
        "organisations": organisations(), "accounts": accounts(), "imports": imports(), "follow": follow(),
        "lots": lots(), "clauses": clauses(), "grants": grants(), "people": people(), "employments": employments(),
        "eligibility": eligibility(), "timesheets": timesheets(sheets), "decisions": decisions(sheets),
        "closures": closures(), "faulty": faulty_files()}
    return {name + ".csv": csv_file(rows, ";", "utf-8").replace(b"\r\n", b"\n") for name, rows in tables.items()}
