#!/usr/bin/python3
"""Writes one timesheet of ROWS lines as CSV, XLSX and ODS: the same people, days and hours in each. Needs openpyxl.

    make_files.py DIRECTORY ROWS
"""
import csv
import datetime
import sys
import zipfile
from pathlib import Path

import openpyxl

DIRECTORY, ROWS = Path(sys.argv[1]), int(sys.argv[2])
DAYS = 20  # working days of a person: as many lines
TITLES = ["Nom", "Prénom", "Date", "Heures"]


def letters(number):
    text = ""
    for _ in range(3):
        text = chr(ord("A") + number % 26) + text
        number //= 26
    return text


def lines():
    for i in range(ROWS):
        day = datetime.date(2026, 5, 1) + datetime.timedelta(days=i % DAYS)
        yield [f"FICTIF{letters(i // DAYS)}", "Camille", day, 7.5 if i % 2 else 7.25]


with open(DIRECTORY / "releve.csv", "w", newline="", encoding="utf-8") as file:
    writer = csv.writer(file, delimiter=";")
    writer.writerow(TITLES)
    for family, given, day, hours in lines():
        writer.writerow([family, given, f"{day:%d/%m/%Y}", str(hours).replace(".", ",")])

book = openpyxl.Workbook(write_only=True)
sheet = book.create_sheet("Mai")
sheet.append(TITLES)
for line in lines():
    sheet.append(line)
book.save(DIRECTORY / "releve.xlsx")

NAMESPACES = ('xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
              'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"')


def text_cell(text):
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


rows = ["".join(text_cell(title) for title in TITLES)]
for family, given, day, hours in lines():
    rows.append(text_cell(family) + text_cell(given)
                + f'<table:table-cell office:value-type="date" office:date-value="{day}"><text:p>{day:%d/%m/%Y}</text:p></table:table-cell>'
                + f'<table:table-cell office:value-type="float" office:value="{hours}"><text:p>{hours}</text:p></table:table-cell>')
content = (f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES} office:version="1.2"><office:body><office:spreadsheet>'
           f'<table:table table:name="Mai">' + "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
           + "</table:table></office:spreadsheet></office:body></office:document-content>")
with zipfile.ZipFile(DIRECTORY / "releve.ods", "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.spreadsheet")
    archive.writestr("content.xml", content)
    archive.writestr("META-INF/manifest.xml", '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>')
