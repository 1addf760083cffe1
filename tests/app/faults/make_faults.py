#!/usr/bin/python3
"""Writes thirty-faults.csv and thirty-faults.xlsx: one good row, then thirty different faults, one by row.

In the workbook, what a spreadsheet would hold as a number, a date or an error is one. Needs openpyxl:
    python3 tests/app/faults/make_faults.py
"""
import csv
import datetime
import pathlib
import re

import openpyxl

HERE = pathlib.Path(__file__).resolve().parent
TITLES = ["Nom", "Prénom", "Date de naissance", "Mois", "Du", "Au", "Heures", "Modalité", "SIRET employeur"]


def row(name, hours, first="", last="", month="", modality="", siret="", born="02/01/1990"):
    family, given = name
    return [family, given, born, month, first, last or first, hours, modality, siret]


ROWS = [
    row(("AMARRE", "Zoé"), "35,5"),
    row(("BOUSSOLE", "Iris"), "7h9x"),
    row(("CADRAN", "Paul"), ""),
    row(("DAMIER", "Rose"), "-3"),
    row(("ENCLUME", "Luc"), "30", "04/05/2026"),
    row(("FANION", "Anne"), "11", "05/05/2026"),
    row(("GRELOT", "Théo"), "50", "04/05/2026", "10/05/2026"),
    row(("HAMAC", "Nina"), "230"),
    row(("JALON", "Omar"), "800"),
    row(("KAYAK", "Eva"), "7.30"),
    row(("LANTERNE", "Hugo"), "0,3125"),
    row(("MOUFLE", "Lina"), "7", "32/05/2026", "12/05/2026"),
    row(("NACELLE", "Sam"), "7", "12/05/2026", "11/05/2026"),
    row(("OCARINA", "Jade"), "7", "30/05/2026"),
    row(("PALAN", "Noé"), "7", "15/04/2026"),
    row(("QUILLE", "Lou"), "7", month="T2 2026"),
    row(("", ""), "7", born=""),
    row(("INCONNU", "Jean"), "7"),
    row(("TOTEM", "Camille"), "7", born=""),
    row(("URNE", "Léa"), "7"),
    row(("VOILIER", "Tim"), "7"),
    row(("WAGON", "Mia"), "7", "11/05/2026"),
    row(("XYLO", "Ben"), "7", "11/05/2026"),
    row(("YOLE", "Ida"), "20"),
    row(("ZINC", "Léo"), "7", modality="télépathie"),
    row(("ABAQUE", "Ugo"), "4", "06/05/2026"),
    row(("ABAQUE", "Ugo"), "4", "06/05/2026"),
    row(("DRAPEAU", "Jo"), "#REF!"),
    row(("ÉCUELLE", "Ana"), "7", siret="123"),
    row(("FLÛTE", "Gil"), "7", siret="99900022700011"),
    row(("GABARE", "Zia"), "7", siret="9,99E+13"),
    row(("HÉLICE", "Ado"), "7", siret="1 84 12 76 451 089 46"),
]


def typed(text):
    """As a spreadsheet would hold it."""
    if re.fullmatch(r"-?\d+(,\d+)?", text) and len(text) < 6:
        return float(text.replace(",", "."))
    if match := re.fullmatch(r"(\d\d)/(\d\d)/(\d{4})", text):
        day, month, year = map(int, match.groups())
        return datetime.date(year, month, day) if day <= 31 else text
    return 9.99e13 if text == "9,99E+13" else text or None


with open(HERE / "thirty-faults.csv", "w", newline="", encoding="utf-8-sig") as file:
    csv.writer(file, delimiter=";").writerows([TITLES, *ROWS])
book = openpyxl.Workbook()
book.active.title = "Mai"
for cells in [TITLES, *([typed(text) for text in cells] for cells in ROWS)]:
    book.active.append(cells)
book.save(HERE / "thirty-faults.xlsx")
