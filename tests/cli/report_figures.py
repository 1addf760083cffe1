"""Every figure of a report in every form, by code that shares nothing with the program: the XML beside
`position --json`, then each cell of the workbook and each field of the CSV beside the XML.

A value is a pair (kind, value): "h" seconds, "€" cents, "n" number, "%" basis points, "d" day, "m" month,
"t" text; None is an empty cell. ANY is a text of no figure, compared by nobody here.
"""
import csv
import datetime
from decimal import Decimal
from xml.etree import ElementTree

import openpyxl

NS = {"r": "urn:clausier:rapport:1.0"}
HOURS = ("declared", "counted", "pending", "rejected", "uncountable")
ANY = ("t", None)


def text(value):
    return ("t", value) if value else None


def number(kind, value):
    return None if value is None else (kind, int(value))


def plain(value):
    return " ".join(value.split())


def hundredths(seconds):
    return (abs(seconds) + 18) // 36 * (1 if seconds >= 0 else -1)


def ratio(part, whole):
    return ("%", part * 10_000 // whole) if whole is not None and whole > 0 else None


class XmlReport:
    def __init__(self, file):
        self.root = ElementTree.parse(file).getroot()
        self.lots = self.root.findall("r:lots/r:lot", NS)
        self.totals = self.root.find("r:totals", NS)
        self.minimum = self.root.find("r:perimeter", NS).get("people_minimum")
        self.all_lots = ("t", f"Ensemble ({len(self.lots)} lot{'s' if len(self.lots) > 1 else ''})")

    @property
    def cutoff(self):
        return self.root.find("r:cutoff", NS).attrib

    def reference(self, lot):
        contract = lot.find("r:contract", NS)
        name = contract.get("number") or contract.get("id")
        return ("t", f"{name} · lot {lot.get('number')}" if lot.get("number") else name)

    def people(self, element, left_out=0):
        if element.get("disclosure") == "shown":
            return ("t", f"≥ {element.get('count')}") if left_out else ("n", int(element.get("count")))
        return ("t", f"< {self.minimum}") if element.get("disclosure") == "small" else ("t", "masqué")

    def people_of_all(self):
        people = self.totals.find("r:people", NS)
        return self.people(people, int(people.get("lots_left_out")))


def hours_of(element):
    return [number("h", element.get(name + "_seconds")) for name in HOURS]


def seconds(element, name):
    value = element.get(name + "_seconds")
    return None if value is None else int(value)


def joined(elements, name):
    return text(", ".join(element.get(name) for element in elements))


# ---- position --json -------------------------------------------------------------------------------------------------


def check_positions(case, xml, program, data):
    """The number of figures of lots that say what the command says of the lot."""
    same = 0
    for lot in xml.lots:
        position = program.json("position", "--lot", lot.get("id"), "--until", xml.cutoff["worked_until"],
                                "--recorded-until", xml.cutoff["recorded_until"], "--data", data)
        case.assertEqual(lot.get("state"), position["state"])
        figures = lot.find("r:figures", NS)
        for name in ("owed", "due", "missing", *HOURS):
            case.assertEqual(seconds(figures, name), position[name + "_seconds"], (lot.get("id"), name))
            same += 1
    return same


# ---- The sheets, as the XML has them ---------------------------------------------------------------------------------


def standing(xml, parent, people, many):
    figures, straddling = parent.find("r:figures", NS), parent.find("r:straddling", NS)
    owed, due, credited = seconds(figures, "owed"), seconds(figures, "due"), seconds(figures, "credited")
    missing, remaining = seconds(figures, "missing"), seconds(figures, "remaining")
    done, done_to_date = credited, credited
    if many:
        done = owed - remaining if owed is not None and remaining is not None else 0
        done_to_date = due - missing if due is not None and missing is not None else 0
    row = [number("h", owed), number("h", due), *hours_of(figures), number("h", credited), number("h", missing), ratio(done, owed), ratio(done_to_date, due),
           number("€", figures.get("exposure_cents")), people]
    if seconds(xml.totals.find("r:straddling", NS), "declared"):
        row.append(("h", seconds(straddling, "declared")))
    return row


def subject(lot):
    thing, label = lot.find("r:contract", NS).get("object"), lot.get("label") or ""
    return text(f"{thing} – {label}" if thing and label and label != thing else thing or label)


def synthesis(xml):
    for lot in xml.lots:
        people = xml.people(lot.find("r:people", NS))
        yield [xml.reference(lot), subject(lot), ("t", lot.get("state_label")), *standing(xml, lot, people, False)]
    yield [xml.all_lots, None, None, *standing(xml, xml.totals, xml.people_of_all(), len(xml.lots) > 1)]


def progress(xml):
    still_sum = None
    for lot in xml.lots:
        figures = lot.find("r:figures", NS)
        missing = seconds(figures, "missing")
        still = None if missing is None else max(0, missing - seconds(figures, "pending"))
        still_sum = still_sum if still is None else (still_sum or 0) + still
        yield [xml.reference(lot), *(number("h", seconds(figures, name)) for name in ("due", "counted", "credited", "pending")), number("h", still)]
    figures = xml.totals.find("r:figures", NS)
    yield [xml.all_lots, *(number("h", seconds(figures, name)) for name in ("due", "counted", "credited", "pending")), number("h", still_sum)]


def months(xml):
    for line in xml.totals.findall("r:progress/r:month_end", NS):
        yield [("m", line.get("month")), *hours_of(line), number("h", line.get("counted_so_far_seconds")),
               number("h", line.get("due_so_far_seconds"))]
    figures = xml.totals.find("r:figures", NS)
    yield [ANY, *hours_of(figures), number("h", seconds(figures, "counted")), number("h", seconds(figures, "due"))]


def lot_months(xml):
    for lot in xml.lots:
        for line in lot.findall("r:months/r:month", NS):
            yield [xml.reference(lot), ("m", line.get("month")), *hours_of(line)]


def perimeters(xml):
    yield xml.all_lots, xml.totals
    if len(xml.lots) > 1:
        yield from ((xml.reference(lot), lot) for lot in xml.lots)


def modalities(xml):
    for name, part in perimeters(xml):
        for line in part.findall("r:modalities/r:modality", NS):
            yield [name, ("t", line.get("label")), *hours_of(line)]


def group_lines(xml, part):
    for line in part.findall("r:groups/r:group", NS):
        yield [("t", line.get("label")), xml.people(line), *hours_of(line)[:3]]
    for line in part.findall("r:groups/r:undistributed", NS):
        yield [("t", line.get("label")), ("t", "masqué"), *hours_of(line)[:3]]


def groups(xml):
    for name, part in perimeters(xml):
        for line in group_lines(xml, part):
            yield [name, *line]
        people = xml.people_of_all() if part is xml.totals else xml.people(part.find("r:people", NS))
        yield [name, ANY, people, *hours_of(part.find("r:figures", NS))[:3]]


def contracts(xml):
    for lot in xml.lots:
        contract, buyer = lot.find("r:contract", NS), lot.find("r:buyer", NS)
        yield [xml.reference(lot), text(contract.get("object")), text(lot.get("label")), text(buyer.get("name")), text(buyer.get("siret")),
               joined(lot.findall("r:programme", NS), "label"), joined(lot.findall("r:holder", NS), "name"),
               number("d", None) if contract.get("notified_on") is None else ("d", contract.get("notified_on")),
               number("n", contract.get("duration_months")), number("€", contract.get("amount_cents"))]


def target(clause):
    """How the hours are computed: the seven cells after the reference."""
    formula = clause.find("r:amount_formula", NS)
    if formula is None:
        return [ANY] + [None] * 6
    return [ANY, number("€", formula.get("base_amount_cents")), number("%", formula.get("labour_share_basis_points")),
            number("%", formula.get("insertion_rate_basis_points")), number("€", formula.get("hourly_cost_cents")), ANY,
            number("h", formula.get("contractual_seconds"))]


def clauses(xml):
    for lot in xml.lots:
        clause = lot.find("r:clause", NS)
        if clause is None:
            yield [xml.reference(lot), ("t", lot.get("state_label"))] + [None] * 15
            continue
        yield [xml.reference(lot), *target(clause), number("h", seconds(lot.find("r:figures", NS), "owed")), ("d", clause.get("first_day")),
               ("d", clause.get("last_day")), ANY, joined(clause.findall("r:legal_basis", NS), "label"),
               number("€", clause.get("penalty_cents_per_hour")), number("n", clause.get("counting_months")),
               ("t", "Oui" if clause.get("training_counts") == "true" else "Non"), text(clause.get("source_document"))]


KIND_OF_UNIT = {"s": "h", "seconds": "h", "cents": "€", "basis_points": "%", "days": "n", "weeks": "n", "years": "n", "months": "n", "count": "n", "factor": "n"}


def typed(value, unit):
    if unit == "date" and value:
        return ("d", value)
    is_whole = value.lstrip("-").isdigit()
    return (KIND_OF_UNIT[unit], int(value)) if unit in KIND_OF_UNIT and is_whole else ANY


def steps(xml):
    for lot in xml.lots:
        for step in lot.findall("r:steps/r:step", NS):
            yield [xml.reference(lot), text(step.get("id")), ("t", step.find("r:text", NS).text), typed(step.get("result"), step.get("unit") or ""),
                   ANY, ANY]


def unit_of(code):
    return next((unit for unit in ("basis_points", "seconds", "cents", "factor", "count", "years", "months", "weeks", "days") if code.endswith(unit)), "")


def parameters(xml):
    perimeter, entries = xml.root.find("r:perimeter", NS), xml.root.find("r:entries", NS)
    values = [("t", xml.root.find("r:title", NS).text), ANY]
    values += [ANY for name in ("buyer", "firm", "programme") if perimeter.get(name)]
    values += [("n", int(perimeter.get(name))) for name in ("contracts", "lots")]
    values += [("n", int(state.get("lots"))) for state in perimeter.findall("r:state", NS)]
    left_out = int(xml.totals.find("r:people", NS).get("lots_left_out"))
    values += [("n", left_out)] if left_out else []
    values += [("d", xml.cutoff["worked_until"]), ANY, ("t", xml.cutoff["recorded_until"])]
    values += [("t", entries.get("last_recorded_at"))] if entries.get("last_recorded_at") else []
    values += [("t", entries.get("sha256")), ("t", xml.root.find("r:rulebook", NS).get("version")), ("t", xml.root.find("r:software", NS).get("version"))]
    rows = [[ANY, value, ANY, ANY] for value in values]
    rows += [[ANY, typed(rule.get("value"), unit_of(rule.get("code"))), ("t", rule.get("code")), ("t", rule.get("source"))]
             for rule in xml.root.findall("r:rulebook/r:rule", NS)]
    return rows + [[ANY, None, ANY, ANY]]


def penalties(xml):
    for lot in xml.lots:
        for proposal in lot.findall("r:proposal", NS):
            for penalty in proposal.findall("r:penalty", NS):
                about = None if penalty.get("about") is None else ANY
                yield [xml.reference(lot), ANY, about, number("€", penalty.get("penalty_cents")), None if penalty.get("notice_missing") == "false" else ANY]
            yield [xml.reference(lot), ANY, None, number("€", proposal.get("proposed_cents")), ANY if proposal.get("capped") == "true" else None]


def divisions(xml):
    for division in xml.root.findall("r:division", NS):
        for line in division.findall("r:division_line", NS):
            lots = line.get("lots") is not None
            people = xml.people(line, int(line.get("lots_left_out"))) if lots else None
            yield [ANY, ANY, number("n", line.get("contracts")), number("n", line.get("lots")), people, *hours_of(line),
                   number("h", line.get("counted_in_year_seconds"))]
        for line in division.findall("r:rest", NS):
            yield [ANY, ANY, None, None, None, *hours_of(line), None]


def targets(xml):
    kinds = {"basis_points": "%", "seconds": "h"}
    for line in xml.root.findall("r:target", NS):
        kind = kinds.get(line.get("unit"), "n")
        reached = number(kind, line.get("target_reached"))
        yield [ANY, number(kind, line.get("target_value")), ANY if reached is None or line.get("at_least") == "true" else reached, ANY]


def indicators(xml):
    for line in xml.root.findall("r:indicators/r:indicator", NS):
        yield [("t", line.get("code")), ("t", line.get("label")), ("t", line.find("r:definition", NS).text), ANY, text(line.get("formula")),
               ("t", line.get("source"))]


SHEETS = {"Synthèse": synthesis, "Avancement": progress, "Objectifs du programme": targets, "Ventilations": divisions, "Pénalités proposées": penalties, "Par mois": months,
          "Par lot et mois": lot_months, "Par modalité": modalities, "Par public": groups, "Marchés": contracts, "Clauses": clauses,
          "Détail du calcul": steps, "Paramètres": parameters, "Indicateurs": indicators}


# ---- The workbook ----------------------------------------------------------------------------------------------------


def cell_of(value):
    """What a cell of the workbook holds for a value."""
    if value is None:
        return None
    kind, what = value
    if kind == "h":
        return Decimal(hundredths(what)) / 100
    if kind == "€":
        return Decimal(what) / 100
    if kind == "%":
        return Decimal(what) / 10_000
    if kind == "n":
        return Decimal(what)
    if kind == "t":
        return plain(what)
    return datetime.date.fromisoformat(what if kind == "d" else what + "-01")


def read_cell(value):
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Decimal(repr(value))
    if isinstance(value, datetime.datetime):
        return value.date()
    return plain(value) if isinstance(value, str) and value else None


def check_workbook(case, xml, file):
    """The number of numbers and days read, each of them the one of the XML."""
    book, figures = openpyxl.load_workbook(file), 0
    for sheet in book.worksheets:
        case.assertIn(sheet.title, SHEETS, file)
        rows = [[read_cell(cell) for cell in row] for row in sheet.iter_rows(min_row=2, values_only=True)]
        expected = list(SHEETS[sheet.title](xml))
        for place, (found, wanted) in enumerate(zip(rows, expected), start=2):
            case.assertEqual(len(found), len(wanted), (file.name, sheet.title, place))
            for at, (cell, value) in enumerate(zip(found, wanted)):
                where = (file.name, sheet.title, place, sheet.cell(1, at + 1).value)
                if value == ANY:
                    case.assertFalse(isinstance(cell, (Decimal, datetime.date)), where)
                    continue
                case.assertEqual(cell, cell_of(value), where)
                figures += isinstance(cell, (Decimal, datetime.date))
        case.assertGreaterEqual(len(rows), len(expected), (file.name, sheet.title))
        for notes in rows[len(expected):]:  # sentences under the table
            case.assertFalse(any(cell is not None for cell in notes[1:]), (file.name, sheet.title))
            case.assertFalse(isinstance(notes[0], Decimal), (file.name, sheet.title))
    return figures


# ---- The CSV ---------------------------------------------------------------------------------------------------------


def field_of(value):
    if value is None:
        return ""
    kind, what = value
    if kind in ("h", "€"):
        return f"{Decimal(hundredths(what) if kind == 'h' else what) / 100:.2f}".replace(".", ",")
    if kind == "%":
        return f"{Decimal(what) / 100:.2f}%".replace(".", ",")
    if kind == "d":
        return datetime.date.fromisoformat(what).strftime("%d/%m/%Y")
    return plain(str(what))


HOUR_TITLES = ("Heures déclarées", "Heures comptées", "Heures en attente", "Heures écartées", "Heures non valorisables")


def named_hours(element):
    return dict(zip(HOUR_TITLES, hours_of(element)))


def csv_standing(parent, people):
    figures = parent.find("r:figures", NS)
    return named_hours(figures) | {
        "Heures dues au total": number("h", seconds(figures, "owed")), "Heures dues à ce jour": number("h", seconds(figures, "due")),
        "Heures retenues": number("h", seconds(figures, "credited")), "Heures manquantes": number("h", seconds(figures, "missing")), "Pénalité estimée": number("€", figures.get("exposure_cents")),
        "À cheval sur la date": ("h", seconds(parent.find("r:straddling", NS), "declared")), "Personnes": people}


def csv_breakdowns(xml, part, suffix):
    for line in part.findall("r:modalities/r:modality", NS):
        yield "Modalité" + suffix, {"Modalité": ("t", line.get("label"))} | named_hours(line)
    for group, people, declared, counted, pending in group_lines(xml, part):
        yield "Public" + suffix, {"Public éligible": group, "Personnes": people, **dict(zip(HOUR_TITLES, (declared, counted, pending)))}


def csv_lot(xml, lot):
    contract, buyer = lot.find("r:contract", NS), lot.find("r:buyer", NS)
    own = {"Marché et lot": xml.reference(lot), "Objet": text(contract.get("object")), "Intitulé du lot": text(lot.get("label")),
           "Acheteur": text(buyer.get("name")), "SIRET de l’acheteur": text(buyer.get("siret")),
           "Programmes": joined(lot.findall("r:programme", NS), "code"), "Titulaires": joined(lot.findall("r:holder", NS), "name")}
    people = xml.people(lot.find("r:people", NS))
    lines = [("Lot", csv_standing(lot, people) | {"État": ("t", lot.get("state_label"))})]
    lines += [("Mois", {"Mois": ("m", line.get("month"))} | named_hours(line)) for line in lot.findall("r:months/r:month", NS)]
    lines += csv_breakdowns(xml, lot, "")
    return [(kind, own | line) for kind, line in lines]


def csv_lines(xml):
    for lot in xml.lots:
        yield from csv_lot(xml, lot)
    for lot, row in zip(xml.lots, clauses(xml)):
        own = csv_lot(xml, lot)[0][1]
        own = {name: own[name] for name in ("Marché et lot", "Objet", "Intitulé du lot", "Acheteur", "SIRET de l’acheteur", "Programmes", "Titulaires")}
        yield from (("Clause", own | {"Paramètre": ANY, "Valeur": value, "Code": ANY}) for value in row[1:] if value is not None)
    whole = {"Marché et lot": xml.all_lots}
    yield "Ensemble", whole | csv_standing(xml.totals, xml.people_of_all())
    for month, *hours, so_far, due in list(months(xml))[:-1]:
        yield "Mois, ensemble", whole | {"Mois": month, "Heures comptées, cumul": so_far, "Heures dues, cumul": due, **dict(zip(HOUR_TITLES, hours))}
    yield from ((kind, whole | line) for kind, line in csv_breakdowns(xml, xml.totals, ", ensemble"))
    for label, value, code, source in parameters(xml):
        yield "Paramètre", whole | {"Paramètre": label, "Valeur": value, "Code": code, "Source ou définition": source}


def check_csv(case, xml, file):
    """The number of fields read, each of them the one of the XML."""
    with open(file, encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))
    always = {"Travaillé jusqu’au": ("d", xml.cutoff["worked_until"]), "Enregistré jusqu’au": ("t", xml.cutoff["recorded_until"]),
              "Version des règles": ("t", xml.root.find("r:rulebook", NS).get("version")),
              "Empreinte des heures": ("t", xml.root.find("r:entries", NS).get("sha256"))}
    expected, fields = list(csv_lines(xml)), 0
    for place, (row, (kind, wanted)) in enumerate(zip(rows, expected), start=2):
        wanted = {"Ligne": ("t", kind)} | always | wanted
        case.assertLessEqual(set(wanted), set(row), file.name)
        for name, found in row.items():
            value = wanted.get(name)
            if value == ANY:
                continue
            case.assertEqual(plain(found.removeprefix("'")), field_of(value), (file.name, place, name))
            fields += value is not None
    case.assertEqual(len(rows), len(expected), file.name)
    return fields
