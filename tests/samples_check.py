#!/usr/bin/python3
"""Checks samples/ without using the code that made it. Prints every fault; exit code 1 when there is one."""
import csv
import datetime
import io
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree

import openpyxl

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
LAST_INSTANT = "2026-07-10T23:59:59Z"
SIZE_MAX = 1024 * 1024
FAULTS = []


def check(holds, message):
    if not holds:
        FAULTS.append(message)


def table(name):
    with open(SAMPLES / (name + ".csv"), encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";"))


T = {name: table(name) for name in (
    "organisations", "accounts", "imports", "follow", "lots", "clauses", "grants", "people", "employments",
    "eligibility", "timesheets", "decisions", "closures", "faulty")}


# ---- Identifiers -----------------------------------------------------------------------------------

def luhn(digits):
    doubled = [int(d) * (1 + i % 2) for i, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def fictive_siret(text):
    return re.fullmatch(r"999\d{11}", text) and luhn(text) and luhn(text[:9])


def check_identifiers():
    for name, rows in T.items():
        for row in rows:
            for column, value in row.items():
                if "siret" in column and value:
                    check(fictive_siret(value), f"{name}: {value} is no fictive SIRET")
                if "email" in column:
                    check(value.endswith(".example"), f"{name}: {value} is not under .example")
                if column == "reference":
                    check(re.fullmatch(r"P(-[0-9A-HJKMNP-TV-Z]{4}){2}", value), f"{name}: reference {value}")


def check_values():
    allowed = {
        ("organisations", "kind"): "office firm buyer employer", ("timesheets", "confirm"): "yes no",
        ("accounts", "role"): "facilitator contractor officer administrator",
        ("follow", "programme"): "NPNRU ERBM CSNE", ("clauses", "target"): "fixed_hours amount_formula",
        ("clauses", "schedule"): "linear at_end", ("grants", "role"): "holder joint_holder subcontractor declarant",
        ("employments", "modality"): "direct_hire labour_supply subcontracting",
        ("employments", "contract_type"): "permanent fixed_term fixed_term_insertion permanent_agency "
                                          "professional_training apprenticeship agency_assignment",
        ("eligibility", "decision"): "eligible refused", ("decisions", "decision"): "accepted rejected"}
    for (name, column), values in allowed.items():
        for row in T[name]:
            check(row[column] in values.split(), f"{name}.{column}: {row[column]}")
    for row in T["decisions"]:
        check((row["decision"] == "rejected") == bool(row["reason"]), f"decisions: reason of {row['file']}")


# ---- Contracts -------------------------------------------------------------------------------------

REQUIRED_2022 = set(
    "id acheteur nature objet codeCPV techniques modalitesExecution marcheInnovant ccag offresRecues attributionAvance "
    "typeGroupementOperateurs sousTraitanceDeclaree procedure lieuExecution dureeMois dateNotification "
    "datePublicationDonnees montant typesPrix formePrix titulaires considerationsSociales "
    "considerationsEnvironnementales".split())
OPTIONAL_2022 = {"tauxAvance", "actesSousTraitance", "modifications", "idAccordCadre"}
REQUIRED_2019 = set("id acheteur nature objet codeCPV procedure lieuExecution dureeMois dateNotification "
                    "datePublicationDonnees montant formePrix titulaires modifications".split())
SOCIAL = {"Clause sociale", "Critère social", "Marché réservé", "Pas de considération sociale"}


def check_record_2022(name, record):
    here = f"{name} {record.get('id')}"
    check(REQUIRED_2022 <= set(record), f"{here}: without {REQUIRED_2022 - set(record)}")
    check(set(record) <= REQUIRED_2022 | OPTIONAL_2022, f"{here}: extra {set(record) - REQUIRED_2022 - OPTIONAL_2022}")
    check(1 <= len(record["id"]) <= 16 and len(record["objet"]) <= 1000, f"{here}: length")
    check(fictive_siret(record["acheteur"]["id"]), f"{here}: buyer")
    check(re.fullmatch(r"\d{8}(-\d)?", record["codeCPV"]), f"{here}: CPV")
    check(int(record["dureeMois"]) >= 1 and float(record["montant"]) >= 1, f"{here}: duration, amount")
    social = record["considerationsSociales"]["considerationSociale"]
    check(set(social) <= SOCIAL and (len(social) == 1 or "Pas de considération sociale" not in social), f"{here}: social")
    check(all(fictive_siret(h["titulaire"]["id"]) for h in record["titulaires"]), f"{here}: holder")
    for field in ("dateNotification", "datePublicationDonnees"):
        datetime.date.fromisoformat(record[field])


def check_record_2019(name, record):
    here = f"{name} {record.get('id')}"
    check(REQUIRED_2019 <= set(record), f"{here}: without {REQUIRED_2019 - set(record)}")
    check(7 <= len(record["id"]) <= 16 and int(record["id"][-2:]) == len(record["modifications"]), f"{here}: counter")
    check(record["uid"] == record["acheteur"]["id"] + record["id"] and len(record["objet"]) <= 256, f"{here}: uid")
    check(all(fictive_siret(h["id"]) and h["denominationSociale"] for h in record["titulaires"]), f"{here}: holder")


def xml_records(path):
    """XML records in the shape of the JSON ones: wrappers become lists."""
    for node in ElementTree.parse(path).getroot():
        record = {child.tag: child.text for child in node}
        record["acheteur"] = {"id": node.findtext("acheteur/id")}
        record["titulaires"] = [{"titulaire": {"id": h.text}} for h in node.iterfind("titulaires/titulaire/id")]
        social = [c.text for c in node.iterfind("considerationsSociales/considerationSociale")]
        record["considerationsSociales"] = {"considerationSociale": social}
        yield record


def contracts():
    """uid -> (first day, last day, social) after the files are checked."""
    folder, found = SAMPLES / "contracts", {}
    read = {path.name: json.loads(path.read_text("utf-8"))["marches"] for path in folder.glob("*.json")}
    records = {"npnru-2024.json": read["npnru-2024.json"]["marche"], "canal-lots.json": read["canal-lots.json"],
               "canal-lots-edition-2.json": read["canal-lots-edition-2.json"],
               "erbm.xml": list(xml_records(folder / "erbm.xml"))}
    for name, rows in records.items():
        for record in rows:
            check_record_2022(name, record)
    for record in read["ancien-2019.json"]:
        check_record_2019("ancien-2019.json", record)
    first, second = read["canal-lots.json"], read["canal-lots-edition-2.json"]
    check(len(second[0]["modifications"]) == 1, "the second edition has no amendment")
    check([{k: v for k, v in r.items() if k != "modifications"} for r in second] == first, "the editions differ elsewhere")
    for record in [r for rows in records.values() for r in rows] + read["ancien-2019.json"]:
        months = int(record["dureeMois"])
        for modification in record.get("modifications", []):
            months = modification.get("modification", modification).get("dureeMois", months)
        start = datetime.date.fromisoformat(record["dateNotification"])
        index = start.month - 1 + months
        end = start.replace(year=start.year + index // 12, month=index % 12 + 1) - datetime.timedelta(days=1)
        found[record["acheteur"]["id"] + record["id"]] = (start.isoformat(), end.isoformat())
    return found


# ---- References between tables ---------------------------------------------------------------------

def lot_keys():
    real = defaultdict(set)
    for row in T["lots"]:
        real[row["contract"]].add(row["number"])
    return {(c["contract"], n) for c in T["follow"] for n in real.get(c["contract"], {""})}


def check_references(known_contracts):
    sirets = {row["siret"] for row in T["organisations"]}
    emails = {row["email"]: row for row in T["accounts"]}
    people, lots = {row["reference"] for row in T["people"]}, lot_keys()
    check(len(people) == len(T["people"]), "two people share a reference")
    grants = {(g["contract"], g["lot"], g["firm_siret"]) for g in T["grants"]}
    for name, rows in T.items():
        for row in rows:
            for column, value in row.items():
                if "siret" in column and value:
                    check(value in sirets, f"{name}: unknown organisation {value}")
                if column.endswith("email"):
                    check(value in emails, f"{name}: unknown account {value}")
                if column == "reference":
                    check(value in people, f"{name}: unknown person {value}")
                if column == "file":
                    check((SAMPLES / value).is_file(), f"{name}: no file {value}")
            if "contract" in row:
                check(row["contract"] in known_contracts, f"{name}: unknown contract {row['contract']}")
            if "lot" in row:
                check((row["contract"], row["lot"]) in lots, f"{name}: unknown lot {row['contract']} {row['lot']}")
    check({(c["contract"], c["lot"]) for c in T["clauses"]} == lots, "a followed lot has no clause, or two")
    for sheet in T["timesheets"]:
        check((sheet["contract"], sheet["lot"], sheet["firm_siret"]) in grants, f"{sheet['file']}: firm without grant")
        check(emails[sheet["sent_by_email"]]["siret"] == sheet["firm_siret"], f"{sheet['file']}: another firm's account")
    for clause in T["clauses"]:
        first, last = known_contracts.get(clause["contract"], ("", ""))
        check(first <= clause["starts_on"] < clause["ends_on"] <= last, f"clause of {clause['contract']} outside contract")


# ---- Time ------------------------------------------------------------------------------------------

def check_instants():
    followed = {row["contract"]: row["followed_at"] for row in T["follow"]}
    clause = {(row["contract"], row["lot"]): row["recorded_at"] for row in T["clauses"]}
    for name, rows in T.items():
        for row in rows:
            for column, value in row.items():
                if column == "acknowledged_at" and not value:
                    continue  # the office decided afterwards, or has not seen it yet
                if column.endswith("_at"):
                    check(re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", value), f"{name}: instant {value}")
                    check(value <= LAST_INSTANT, f"{name}: {value} is too late")
            if row.get("acknowledged_at"):
                check(row["acknowledged_at"] > row["recorded_at"], f"{name}: {row['reference']} acknowledged before declared")
            if name in ("clauses", "grants", "employments"):
                check(row["recorded_at"] > followed[row["contract"]], f"{name}: before {row['contract']} is followed")
    first_import = min(row["imported_at"] for row in T["imports"])
    check(all(at > first_import for at in followed.values()), "followed before any import")
    eligible = {row["reference"]: row for row in T["eligibility"] if row["decision"] == "eligible"}
    for job in T["employments"]:
        decision = eligible.get(job["reference"])
        late = decision and decision["decided_at"][:10] >= job["starts_on"] and not decision["reason"]
        check(not late, f"{job['reference']} hired before the decision")
    received = {}
    for sheet in T["timesheets"]:
        received[sheet["file"]] = sheet
        check(sheet["received_at"] > clause[sheet["contract"], sheet["lot"]], f"{sheet['file']}: before the clause")
        check(sheet["received_at"][:7] > sheet["month"], f"{sheet['file']}: before the month ends")
    decided = defaultdict(list)
    for row in T["decisions"]:
        sheet = received[row["file"]]
        check(sheet["confirm"] == "yes", f"{row['file']}: decided though not confirmed")
        check(row["decided_at"] > sheet["received_at"], f"{row['file']}: decided before it came")
        decided[sheet["contract"], sheet["lot"], sheet["month"]].append(row["decided_at"])
    for row in T["closures"]:
        instants = decided[row["contract"], row["lot"], row["month"]]
        check(instants and max(instants) < row["closed_at"], f"{row['contract']} closed before its decisions")


# ---- Timesheets ------------------------------------------------------------------------------------

ODS = {"table": "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}", "office": "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"}


def ods_rows(content):
    tree = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("content.xml"))
    for row in tree.iter(ODS["table"] + "table-row"):
        yield [cell.get(ODS["office"] + "date-value") or "".join(cell.itertext()) for cell in row]


def rows_of(path):
    content = path.read_bytes()
    if path.suffix == ".xlsx":
        return [list(row) for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)]
    if path.suffix == ".ods":
        return list(ods_rows(content))
    utf8 = content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig" if utf8 else "cp1252")
    return list(csv.reader(io.StringIO(text), delimiter="," if utf8 else ";"))


def half_hours(value):
    """Hours of a cell as a whole number of half hours; every sample is made of them."""
    if isinstance(value, datetime.timedelta):
        hours = value.total_seconds() / 3600
    elif isinstance(value, str) and "h" in value:
        whole, minutes = value.split("h")
        hours = int(whole) + int(minutes) / 60
    else:
        hours = float(str(value).replace(",", "."))
    assert hours * 2 == int(hours * 2), value
    return int(hours * 2)


def read_sheet(path):
    """(lines as (row, name, day, half hours), stated total or None)."""
    rows = rows_of(path)
    header = next(i for i, row in enumerate(rows) if any("heures" in str(c).lower() for c in row) and len(row) > 2
                  and any("nom" in str(c).lower() or "intérimaire" in str(c).lower() for c in row))
    titles = [str(title or "").lower() for title in rows[header]]
    hours = next(i for i, title in enumerate(titles) if "heures" in title)
    lines, stated = [], None
    for number, row in enumerate(rows[header + 1:], header + 2):
        if row[0] == "TOTAL":
            stated = half_hours(row[hours])
            continue
        name = row[1] if titles[0] == "référence" else row[0] if "prénom" in titles[0] else f"{row[0]} {row[1]}"
        day = row[titles.index("date")] if "date" in titles else None
        lines.append((number, name, day, half_hours(row[hours])))
    return lines, stated


def check_timesheets():
    names = {row["reference"]: f"{row['family_name']} {row['given_name']}" for row in T["people"]}
    firm_of = {row["reference"]: row["firm_siret"] for row in T["people"]}
    rows_decided = defaultdict(set)
    for row in T["decisions"]:
        rows_decided[row["file"]].add(row["row"])
    for sheet in T["timesheets"]:
        if sheet["confirm"] != "yes":
            continue
        lines, stated = read_sheet(SAMPLES / sheet["file"])
        declared = sum(line[3] for line in lines)
        check(stated is None or stated == declared, f"{sheet['file']}: TOTAL {stated} for {declared} half hours")
        crew = {names[e["reference"]] for e in T["employments"]
                if (e["contract"], e["lot"]) == (sheet["contract"], sheet["lot"])
                and firm_of[e["reference"]] == sheet["firm_siret"]
                and e["starts_on"][:7] <= sheet["month"] <= (e["ends_on"] or "9999")[:7]}
        for number, name, day, amount in lines:
            check(name in crew, f"{sheet['file']} row {number}: {name} is not employed there")
            check(amount > 0 and amount <= (22 if day else 330), f"{sheet['file']} row {number}: {amount / 2} hours")
        numbers = {str(line[0]) for line in lines}
        check(rows_decided[sheet["file"]] <= numbers | {""}, f"{sheet['file']}: decision on a row that is no line")


def check_groups():
    """The reports need a group of six people on some lot, and one under five on another."""
    criterion = {row["reference"]: row["criterion"] for row in T["eligibility"] if row["decision"] == "eligible"}
    sizes = defaultdict(set)
    for job in T["employments"]:
        sizes[job["contract"], job["lot"], criterion.get(job["reference"])].add(job["reference"])
    counts = [len(people) for (_, _, code), people in sizes.items() if code]
    check(max(counts) >= 6 and min(counts) < 5, "no large and small groups")


def check_faulty():
    catalogue = set(re.findall(r'\{"([a-z_.0-9]+)", ', (ROOT / "src/domain/finding_catalogue.cpp").read_text()))
    readme = (SAMPLES / "README.md").read_text("utf-8")
    listed = {row["file"] for row in T["faulty"]}
    present = {str(p.relative_to(SAMPLES)) for p in (SAMPLES / "timesheets/faulty").iterdir()}
    check(listed == present, f"faulty files and their table differ: {listed ^ present}")
    sent = {row["file"] for row in T["timesheets"]} | listed
    everything = {str(p.relative_to(SAMPLES)) for p in (SAMPLES / "timesheets").rglob("*") if p.is_file()}
    check(sent == everything, f"timesheets that no table names: {everything - sent}")
    for row in T["faulty"]:
        check(f"`{Path(row['file']).name}`" in readme, f"README does not name {row['file']}")
        for code in row["expected_codes"].split(","):
            check(code in catalogue and f"`{code}`" in readme, f"{row['file']}: code {code}")


# ---- The generator ---------------------------------------------------------------------------------

def contents(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def check_generator():
    here = contents(SAMPLES)
    check(sum(map(len, here.values())) < SIZE_MAX, "samples are over one megabyte")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, str(ROOT / "scripts/make-samples.py"), "--output", folder], check=True)
        again = contents(Path(folder))
    for name in sorted(set(here) | set(again)):
        check(here.get(name) == again.get(name), f"{name} is not what the generator writes")


def main():
    check_identifiers()
    check_values()
    check_references(contracts())
    if not FAULTS:  # what follows looks rows up by the keys checked above
        check_instants()
        check_timesheets()
        check_groups()
    check_faulty()
    check_generator()
    for fault in FAULTS:
        print(fault)
    print(f"samples: {len(T['timesheets'])} timesheets, {len(FAULTS)} faults")
    return 1 if FAULTS else 0


if __name__ == "__main__":
    sys.exit(main())
