#!/usr/bin/python3
"""Writes the samples of this folder: one file for each quirk of the spreadsheets that firms really send, with what
must be read of it, decided here and not by the reader.

Each NAME.csv, .txt, .xlsx or .ods stands beside NAME.expected, read for May 2026, one fact a line:
    line SPOT PERSON FIRST LAST SECONDS [KIND]   "-" for the days when the file gives none
    total SPOT STATED SUMMED                     in seconds
    finding CODE SPOT

Needs openpyxl and, for the files of LibreOffice, soffice. Run again only to change a sample:
    python3 tests/read/quirks/make_quirks.py
"""
import datetime
import pathlib
import subprocess
import sys
import tempfile
import zipfile

import openpyxl

HERE = pathlib.Path(__file__).resolve().parent
HOUR = 3600
NBSP, NNBSP = "\u00a0", "\u202f"


def line(spot, person, seconds, first="-", last=None, kind=""):
    return f"line {spot} {person} {first} {last or first} {seconds} {kind}".rstrip()


def total(spot, stated, summed):
    return f"total {spot} {stated} {summed}"


def finding(code, spot=""):
    return f"finding {code} {spot}".rstrip()


def expect(name, facts):
    (HERE / f"{pathlib.Path(name).stem}.expected").write_text("\n".join(facts) + "\n", encoding="utf-8")


def text(name, content, facts, encoding="utf-8"):
    (HERE / name).write_bytes(content.encode(encoding) if isinstance(content, str) else content)
    expect(name, facts)


def book(name, fill, facts, **options):
    workbook = openpyxl.Workbook(**options)
    fill(workbook, workbook.active)
    workbook.save(HERE / name)
    expect(name, facts)


def fill_rows(sheet, rows, title="Mai"):
    sheet.title = title
    for row in rows:
        sheet.append(row)


def day(number, month=5):
    return datetime.date(2026, month, number)


# ---- Hours ---------------------------------------------------------------------------------------------

def hours_written():
    """One sample for each way of writing an amount of hours."""
    ways = {
        "hours-decimal-comma": ("35,5", 35 * HOUR + 1800),
        "hours-decimal-two-digits": ("8,50", 8 * HOUR + 1800),
        "hours-hundredths": ("151,67", 546012),
        "hours-decimal-point": ("35.50", 35 * HOUR + 1800),
        "hours-thousands-space": ("1 234,75", 1234 * HOUR + 2700),
        "hours-thousands-nbsp": (f"1{NBSP}234,75", 1234 * HOUR + 2700),
        "hours-thousands-narrow": (f"1{NNBSP}234,75", 1234 * HOUR + 2700),
        "hours-7h30": ("7h30", 27000),
        "hours-7-h-30": ("7 h 30", 27000),
        "hours-clock": ("07:30", 27000),
        "hours-clock-long": ("151:40", 546000),
        "hours-minutes-alone": ("45 min", 2700),
        "hours-unit": ("35,5 h", 35 * HOUR + 1800),
    }
    for name, (written, seconds) in ways.items():
        text(name + ".csv", f"Nom;Prénom;Heures\nPELLE;Ida;{written}\n", [line("C2", "PELLE|Ida", seconds)])
    refused = {
        "hours-fraction-of-day": ("0,3125", "cell.hours.fraction"),
        "hours-negative": ("-7", "cell.hours.negative"),
        "hours-ref-error": ("#REF!", "cell.value_error"),
        "hours-na-error": ("#N/A", "cell.value_error"),
        "hours-div-error": ("#DIV/0!", "cell.value_error"),
        "hours-words": ("sept", "cell.hours.format"),
    }
    for name, (written, code) in refused.items():
        text(name + ".csv", f"Nom;Prénom;Heures\nPELLE;Ida;{written}\nSEAU;Mia;7\n", [line("C3", "SEAU|Mia", 7 * HOUR), finding(code, "C2")])
    text("hours-dot-minutes-asked.csv", "Nom;Prénom;Heures\nPELLE;Ida;7.30\nSEAU;Mia;8.15\n",
         [line("C2", "PELLE|Ida", 26280), line("C3", "SEAU|Mia", 29340), finding("cell.hours.minutes", "C2")])

    def durations(_, sheet):
        fill_rows(sheet, [["Nom", "Prénom", "Heures"], ["PELLE", "Ida", datetime.timedelta(hours=151, minutes=40)],
                          ["SEAU", "Mia", datetime.timedelta(hours=7, minutes=30)]])
        for cell in ("C2", "C3"):
            sheet[cell].number_format = "[h]:mm"
    book("hours-duration-cells.xlsx", durations, [line("Mai!C2", "PELLE|Ida", 546000), line("Mai!C3", "SEAU|Mia", 27000)])

    def formulas(_, sheet):
        fill_rows(sheet, [["Nom", "Prénom", "Heures"], ["PELLE", "Ida", "=3+4"]])
    book("formula-never-computed.xlsx", formulas, [finding("cell.value_error", "Mai!C2")])


# ---- Dates ---------------------------------------------------------------------------------------------

def dates_written():
    fourth, whole = "2026-05-04", ("-", "-")
    ways = {
        "date-slashes": ("Date", "04/05/2026", (fourth, fourth), []),
        "date-short-year": ("Date", "4/5/26", (fourth, fourth), [finding("cell.date.short", "D2")]),
        "date-dots-short-year": ("Date", "04.05.26", (fourth, fourth), [finding("cell.date.short", "D2")]),
        "date-iso": ("Date", "2026-05-04", (fourth, fourth), []),
        "date-digits": ("Date", "04052026", (fourth, fourth), []),
        "date-serial-text": ("Date", "46146", (fourth, fourth), [finding("cell.date.serial", "D2")]),
        "date-words": ("Date", "lundi 4 mai 2026", (fourth, fourth), []),
        "period-from-to": ("Du;Au", "04/05/2026;08/05/2026", (fourth, "2026-05-08"), []),
        "period-start-end": ("Période - Start;Période - End", "2026-05-01;2026-05-31", ("2026-05-01", "2026-05-31"), []),
        "week-number": ("Semaine", "S19", (fourth, "2026-05-10"), []),
        "week-first-day": ("Semaine du", "04/05/2026", (fourth, "2026-05-10"), []),
        "month-short": ("Mois", "mai-26", whole, []),
        "month-numbers": ("Mois", "05/2026", whole, []),
        "month-words": ("Période", "Mai 2026", whole, []),
    }
    for name, (titles, cells, (first, last), said) in ways.items():
        text(name + ".csv", f"Nom;Prénom;Heures;{titles}\nPELLE;Ida;7;{cells}\n", [line("C2", "PELLE|Ida", 7 * HOUR, first, last), *said])
    refused = {
        "date-impossible": ("Date", "31/02/2026", "cell.date.format"),
        "date-other-month": ("Date", "30/04/2026", "cell.date.month"),
        "month-other": ("Mois", "juil-24", "cell.date.month"),
        "quarter": ("Période", "T2 2026", "cell.date.quarter"),
        "quarter-words": ("Période", "2e trimestre 2026", "cell.date.quarter"),
        "birth-date-short-year": ("Né(e) le", "28/02/79", "cell.date.format"),
    }
    for name, (title, cell, code) in refused.items():
        kept = [line("C2", "PELLE|Ida", 7 * HOUR)] if title.startswith("Né") else []
        text(name + ".csv", f"Nom;Prénom;Heures;{title}\nPELLE;Ida;7;{cell}\n", [*kept, finding(code, "D2")])

    def one_day(workbook, sheet):
        fill_rows(sheet, [["Nom", "Prénom", "Date", "Heures"], ["PELLE", "Ida", day(4), 7]])
        sheet["C2"].number_format = "dd/mm/yyyy"
    facts = [line("Mai!D2", "PELLE|Ida", 7 * HOUR, fourth)]
    book("date-1900-system.xlsx", one_day, facts)

    def one_day_1904(workbook, sheet):
        workbook.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        one_day(workbook, sheet)
    book("date-1904-system.xlsx", one_day_1904, facts)

    def serials(_, sheet):
        fill_rows(sheet, [["Nom", "Prénom", "Date", "Heures"], ["PELLE", "Ida", 46146, 7]])
    book("date-serial-number.xlsx", serials, [*facts, finding("cell.date.serial", "Mai!C2")])


# ---- Files of text ---------------------------------------------------------------------------------------

ROWS = "Nom;Prénom;Heures\r\nÉTABLI;Zoë;35,5\r\n"
ROWS_FACTS = [line("C2", "ÉTABLI|Zoë", 35 * HOUR + 1800)]


def encodings():
    text("utf8.csv", ROWS, ROWS_FACTS)
    text("utf8-bom.csv", ROWS, ROWS_FACTS, "utf-8-sig")
    text("cp1252.csv", ROWS, [*ROWS_FACTS, finding("file.encoding.cp1252")], "cp1252")
    tabs = ROWS.replace(";", "\t")
    text("utf16-tabs.txt", tabs, [*ROWS_FACTS, finding("file.encoding.utf16")], "utf-16")
    text("separator-tab.txt", tabs, ROWS_FACTS)
    text("separator-comma.csv", ROWS.replace(";", ",").replace("35,5", "35.5"), ROWS_FACTS)
    text("separator-pipe.txt", ROWS.replace(";", "|"), ROWS_FACTS)
    text("separator-declared.csv", "sep=;\r\n" + ROWS, ROWS_FACTS)
    text("separator-at-each-end.csv", ROWS.replace("\r\n", ";\r\n"), ROWS_FACTS)
    text("line-ends-mixed.csv", "Nom;Prénom;Heures\rPELLE;Ida;7\nSEAU;Mia;8\r\n",
         [line("C2", "PELLE|Ida", 7 * HOUR), line("C3", "SEAU|Mia", 8 * HOUR)])
    text("quotes-doubled.csv", 'Nom;Prénom;Heures\n"PELLE ""la grande""";"Ida";"7"\n', [line("C2", 'PELLE "la grande"|Ida', 7 * HOUR)])
    text("cell-of-two-lines.csv", 'Nom;Prénom;Heures\n"PELLE\nNÉE SEAU";Ida;7\n', [line("C2", "PELLE NÉE SEAU|Ida", 7 * HOUR)])
    text("quote-never-closed.csv", 'Nom;Prénom;Heures\n"PELLE;Ida;7\nSEAU;Mia;8\n',
         [line("C2", '"PELLE|Ida', 7 * HOUR), line("C3", "SEAU|Mia", 8 * HOUR), finding("cell.quote", "A2")])
    text("invisible-characters.csv", "Nom;Prénom;Heures\n\u200bPELLE;Ida;7\n", [line("C2", "PELLE|Ida", 7 * HOUR), finding("cell.invisible", "A2")])
    text("sentinel-rows.txt", "DEBReleve052026||\nNom|Prénom|Heures\nPELLE|Ida|7\nFIN||\n",
         [line("C3", "PELLE|Ida", 7 * HOUR), finding("row.after_table", "A4")])


def identifiers():
    titles, siret = "Nom;Prénom;Heures;SIRET\n", "99900301500016"
    good = [line("C2", "PELLE|Ida", 7 * HOUR)]
    text("siret.csv", f"{titles}PELLE;Ida;7;{siret}\n", [*good, f"siret {siret}"])
    text("siret-spaced.csv", f"{titles}PELLE;Ida;7;999 003 015 00016\n", [*good, f"siret {siret}"])
    text("siret-protected-zeros.csv", f'{titles}PELLE;Ida;7;="01850799000002"\n', [*good, "siret 01850799000002"])
    text("siret-lost-zero.csv", f"{titles}PELLE;Ida;7;1850799000002\n", [*good, "siret 01850799000002", finding("cell.siret.repaired", "D2")])
    text("siret-destroyed.csv", f"{titles}PELLE;Ida;7;1,23E+13\n", [*good, finding("cell.siret.destroyed", "D2")])
    text("siret-wrong-key.csv", f"{titles}PELLE;Ida;7;99900301500017\n", [*good, finding("cell.siret.key", "D2")])

    def destroyed(_, sheet):
        fill_rows(sheet, [["Nom", "Prénom", "Heures", "SIRET"], ["PELLE", "Ida", 7, 1.23e13]])
    book("siret-destroyed-number.xlsx", destroyed, [line("Mai!C2", "PELLE|Ida", 7 * HOUR), finding("cell.siret.destroyed", "Mai!D2")])


# ---- Layouts ---------------------------------------------------------------------------------------------

def preambles():
    above = ["Relevé mensuel d’heures d’insertion", "Marché M214", "Lot 2 Terrassement", "Entreprise : Terrassements d’Exemple",
             "", "Mois : mai 2026", "Interlocuteur : Aline MODÈLE", "", "Version 3", "Confidentiel", "", "Logo", "", "Consignes", ""]
    text("preamble-15-rows.csv", "\n".join(above) + "\nNom;Prénom;Heures\nPELLE;Ida;7\n", [line("C17", "PELLE|Ida", 7 * HOUR)])
    text("preamble-other-month.csv", "Mois : avril 2026\nNom;Prénom;Heures\nPELLE;Ida;7\n",
         [line("C3", "PELLE|Ida", 7 * HOUR), finding("cell.date.month", "A1")])


def titles_on_two_levels():
    facts = [line("{}D3", "PELLE|Ida", 7 * HOUR, "2026-05-04"), line("{}E3", "PELLE|Ida", 2 * HOUR, "2026-05-04", kind="training")]
    rows = [["Salarié", None, "Date", "Heures", None], ["Nom", "Prénom", None, "travaillées", "de formation"],
            ["PELLE", "Ida", "04/05/2026", 7, 2]]

    def merged(_, sheet):
        fill_rows(sheet, rows)
        for area in ("A1:B1", "C1:C2", "D1:E1"):
            sheet.merge_cells(area)
    book("titles-merged.xlsx", merged, [fact.format("Mai!") for fact in facts])
    unmerged = rows[:1] + [["Nom", "Prénom", "Date", "travaillées", "de formation"]] + rows[2:]
    unmerged[0] = ["Salarié", "", "", "Heures", ""]
    text("titles-two-rows.csv", "\n".join(";".join(str(cell) for cell in row) for row in unmerged) + "\n", [fact.format("") for fact in facts])

    def people_merged(_, sheet):
        fill_rows(sheet, [["Nom", "Prénom", "Date", "Heures"], ["PELLE", "Ida", day(4), 7], [None, None, day(5), 6]])
        for area in ("A2:A3", "B2:B3"):
            sheet.merge_cells(area)
    book("person-merged-over-days.xlsx", people_merged,
         [line("Mai!D2", "PELLE|Ida", 7 * HOUR, "2026-05-04"), line("Mai!D3", "PELLE|Ida", 6 * HOUR, "2026-05-05")])


def rows_and_columns():
    text("row-per-person.csv", "Salarié;Heures\nPELLE Ida;7\nSEAU Mia;8\n", [line("B2", "PELLE Ida", 7 * HOUR), line("B3", "SEAU Mia", 8 * HOUR)])
    text("row-per-day.csv", "Nom;Prénom;Date;Heures\nPELLE;Ida;04/05/2026;7\nPELLE;Ida;05/05/2026;6\n",
         [line("D2", "PELLE|Ida", 7 * HOUR, "2026-05-04"), line("D3", "PELLE|Ida", 6 * HOUR, "2026-05-05")])
    text("row-per-week.csv", "Nom;Prénom;Semaine;Heures\nPELLE;Ida;S19;35\nPELLE;Ida;S20;28\n",
         [line("D2", "PELLE|Ida", 35 * HOUR, "2026-05-04", "2026-05-10"), line("D3", "PELLE|Ida", 28 * HOUR, "2026-05-11", "2026-05-17")])
    text("row-per-month.csv", "Nom;Prénom;Mois;Heures\nPELLE;Ida;avril 2026;70\nPELLE;Ida;mai 2026;35\n",
         [line("D3", "PELLE|Ida", 35 * HOUR), finding("cell.date.month", "C2")])
    text("months-as-columns.csv", "NOM Prénom;Janv.;Févr.;Mars;Avr.;Mai;Juin;Total\nRATEAU Éli;70;71;72;73;74,25;75;435,25\n"
         "TOTAL;70;71;72;73;74,25;75;435,25\n",
         [line("F2", "RATEAU Éli", 267300), total("F3", 267300, 267300), finding("row.total.skipped", "F3")])
    text("months-with-years.csv", "Nom;Prénom;mai-25;mai-26\nPELLE;Ida;7;8\n", [line("D2", "PELLE|Ida", 8 * HOUR)])
    text("totals-and-subtotals.csv", "Nom;Prénom;Heures\nPELLE;Ida;10\nSEAU;Mia;20\nSous-total;;30\nRATEAU;Éli;5\nSous-total;;5\nTotal général;;36\n",
         [line("C2", "PELLE|Ida", 10 * HOUR), line("C3", "SEAU|Mia", 20 * HOUR), line("C5", "RATEAU|Éli", 5 * HOUR),
          total("C4", 30 * HOUR, 30 * HOUR), total("C6", 5 * HOUR, 5 * HOUR), total("C7", 36 * HOUR, 35 * HOUR),
          *(finding("row.total.skipped", spot) for spot in ("C4", "C6", "C7"))])
    text("total-cumul.csv", "Nom;Prénom;Heures\nPELLE;Ida;10\nCumul;;10\n",
         [line("C2", "PELLE|Ida", 10 * HOUR), total("C3", 10 * HOUR, 10 * HOUR), finding("row.total.skipped", "C3")])
    text("titles-repeated.csv", "Nom;Prénom;Heures\nPELLE;Ida;7\n\nNom;Prénom;Heures\nSEAU;Mia;8\n",
         [line("C2", "PELLE|Ida", 7 * HOUR), line("C5", "SEAU|Mia", 8 * HOUR)])
    text("blank-rows.csv", "Nom;Prénom;Heures\n\n;;\nPELLE;Ida;7\n\nSEAU;Mia;8\n", [line("C4", "PELLE|Ida", 7 * HOUR), line("C6", "SEAU|Mia", 8 * HOUR)])
    text("signature-under-total.csv", "Nom;Prénom;Heures\nPELLE;Ida;7\nTotal;;7\nFait à Lille, le 2 juin 2026;;\n",
         [line("C2", "PELLE|Ida", 7 * HOUR), total("C3", 7 * HOUR, 7 * HOUR), finding("row.total.skipped", "C3"), finding("row.after_table", "A4")])


def sheets():
    def hidden_rows_and_columns(_, sheet):
        fill_rows(sheet, [["Nom", "Prénom", "Heures", "Observations"], ["PELLE", "Ida", 7, "x"], ["SEAU", "Mia", 8, "y"]])
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["C"].hidden = True
        sheet.column_dimensions["D"].hidden = True
    book("hidden-row-and-column.xlsx", hidden_rows_and_columns,
         [line("Mai!C2", "PELLE|Ida", 7 * HOUR), line("Mai!C3", "SEAU|Mia", 8 * HOUR), finding("col.ignored", "Mai!D1"),
          finding("col.hidden", "Mai!C1"), finding("row.hidden", "Mai!C3")])

    def per_month(workbook, sheet):
        for index, (name, hours) in enumerate([("Avril 2026", 40), ("Mai 2026", 50), ("Juin 2026", 60)]):
            fill_rows(sheet if index == 0 else workbook.create_sheet(), [["Nom", "Prénom", "Heures"], ["PELLE", "Ida", hours]], name)
    book("sheet-per-month.xlsx", per_month, [line("Mai 2026!C2", "PELLE|Ida", 50 * HOUR), finding("sheet.several")])

    def per_person(workbook, sheet):
        for index, (name, hours) in enumerate([("PELLE Ida", 7), ("SEAU Mia", 8)]):
            fill_rows(sheet if index == 0 else workbook.create_sheet(), [["Salarié", "Date", "Heures"], [name, day(4), hours]], name)
    book("sheet-per-person.xlsx", per_person,
         [line("PELLE Ida!C2", "PELLE Ida", 7 * HOUR, "2026-05-04"), line("SEAU Mia!C2", "SEAU Mia", 8 * HOUR, "2026-05-04"), finding("sheet.several")])

    def hidden_sheet(workbook, sheet):
        fill_rows(sheet, [["Nom", "Prénom", "Heures"], ["PELLE", "Ida", 7]])
        calculations = workbook.create_sheet("Calculs")
        calculations.append(["Nom", "Prénom", "Heures"])
        calculations.sheet_state = "hidden"
    book("sheet-hidden.xlsx", hidden_sheet, [line("Mai!C2", "PELLE|Ida", 7 * HOUR), finding("sheet.hidden", "Calculs!")])

    def long_name(_, sheet):
        fill_rows(sheet, [["Nom", "Prénom", "Heures"], ["PELLE", "Ida", 7]], "🏗 Heures_Insertion_Lot 2 terras")
    book("sheet-name-cut.xlsx", long_name, [line("🏗 Heures_Insertion_Lot 2 terras!C2", "PELLE|Ida", 7 * HOUR)])


def exports():
    """Titles of exports met in public: the GEIQ export and interface, a board with groups above its titles."""
    text("export-geiq.csv", "Nom candidat;Prénom candidat;Sexe;Date de naissance;Prescripteur;Type de contrat;Heures de formation réalisées;Nombre heures\n"
         "PELLE;Ida;F;28/02/1990;France Travail;CDD;2;35\n",
         [line("H2", "PELLE|Ida", 35 * HOUR), line("G2", "PELLE|Ida", 2 * HOUR, kind="training"), finding("col.ignored", "C1"),
          finding("col.ignored", "E1")])
    text("export-snake-case.csv", "siret_employeur;nom;prenom;date_naissance;type_contrat;heures_travaillees;nb_heures_formation\n"
         "99900301500016;PELLE;Ida;1990-02-28;CDD;35;2\n",
         [line("F2", "PELLE|Ida", 35 * HOUR), line("G2", "PELLE|Ida", 2 * HOUR, kind="training"), "siret 99900301500016", "siret 99900301500016"])
    text("export-board.csv", "Heures_Insertion;;;\nGroupe mai;;;\nName;Statut;Date;Heures insertion\nPELLE Ida;Fait;2026-05-04;7\n",
         [line("D4", "PELLE Ida", 7 * HOUR, "2026-05-04"), finding("col.ignored", "B3")])
    text("title-with-unit-and-star.csv", "NOM *;Prénom :;Nb heures (h)\nPELLE;Ida;7\n", [line("C2", "PELLE|Ida", 7 * HOUR)])


# ---- LibreOffice -----------------------------------------------------------------------------------------

SAME_ROWS = [["Nom", "Prénom", "Date", "Heures", "SIRET"],
             ["PELLE", "Ida", day(4), 7.5, "99900301500016"], ["PELLE", "Ida", day(5), 7, "99900301500016"],
             ["SEAU", "Mia", day(4), 8.25, "01850799000002"], ["ÉTABLI", "Zoë", day(6), 3.05, None], ["TOTAL", None, None, 25.8, None]]


FRENCH_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>fr-FR</value></prop></item></oor:items>
"""


def same_content():
    """One content in every format, by three programs: the same lines."""
    def facts(sheet):
        at = (lambda spot: f"{sheet}!{spot}") if sheet else (lambda spot: spot)
        return [line(at("D2"), "PELLE|Ida", 27000, "2026-05-04"), line(at("D3"), "PELLE|Ida", 25200, "2026-05-05"),
                line(at("D4"), "SEAU|Mia", 29700, "2026-05-04"), line(at("D5"), "ÉTABLI|Zoë", 10980, "2026-05-06"),
                "siret 99900301500016", "siret 99900301500016", "siret 01850799000002",
                total(at("D6"), 92880, 92880), finding("row.total.skipped", at("D6"))]

    def fill(_, sheet):
        fill_rows(sheet, SAME_ROWS)
        for row in range(2, 6):
            sheet.cell(row, 3).number_format = "dd/mm/yyyy"
    book("same-openpyxl.xlsx", fill, facts("Mai"))
    french = "\n".join(";".join("" if cell is None else cell.strftime("%d/%m/%Y") if isinstance(cell, datetime.date) else
                                str(cell).replace(".", ",") if isinstance(cell, float) else str(cell) for cell in row) for row in SAME_ROWS)
    text("same-comma.csv", french + "\n", facts(""))
    with tempfile.TemporaryDirectory() as folder:
        settings = pathlib.Path(folder) / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(FRENCH_SETTINGS, encoding="utf-8")
        for kind in ("ods", "xlsx", "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false"):
            subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", kind, "--outdir", folder,
                            str(HERE / "same-openpyxl.xlsx")], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            extension = kind.split(":")[0]
            made = pathlib.Path(folder) / f"same-openpyxl.{extension}"
            kept = HERE / f"same-libreoffice-{extension}.{extension}"
            if extension == "csv":
                kept.write_bytes(made.read_bytes())
            else:
                with zipfile.ZipFile(made) as archive, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as smaller:
                    for entry in archive.infolist():
                        if "Thumbnails" not in entry.filename:
                            smaller.writestr(entry.filename, archive.read(entry))
            expect(kept.name, facts("" if extension == "csv" else "Mai"))


if __name__ == "__main__":
    for stale in HERE.iterdir():
        if stale.suffix != ".py":
            stale.unlink()
    for make in (hours_written, dates_written, encodings, identifiers, preambles, titles_on_two_levels, rows_and_columns, sheets, exports):
        make()
    if "--without-libreoffice" not in sys.argv:
        same_content()
    for path in sorted(HERE.iterdir()):
        assert path.suffix == ".py" or path.stat().st_size < 20_000, path
