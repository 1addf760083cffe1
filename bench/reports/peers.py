"""One writer in Python, the same table: openpyxl write-only, XlsxWriter in constant memory, csv. Prints as bench_reports.

    peers.py openpyxl|xlsxwriter|csv FILE LINES
"""
import csv
import datetime
import os
import resource
import sys
import time

who, file, lines = sys.argv[1], sys.argv[2], int(sys.argv[3])
TITLES = ["Ligne", "Mois", "Premier jour", "Dernier jour", "Marché et lot", "Entreprise", "Modalité", "Contrat de travail", "Nature",
          "Heures déclarées", "Suite", "Motif"]
MONTH = datetime.date(2026, 5, 1)
DAYS = [MONTH + datetime.timedelta(days=i) for i in range(28)]


def rows():
    for i in range(1, lines + 1):
        yield [i, MONTH, MONTH, DAYS[i % 28], f"2026-{100 + i // 500} · lot 2", "Entreprise générée", "Embauche directe", "CDD", "Travail",
               (80 + i * 37 % 500) / 4, "Comptée", "En attente de la décision du facilitateur"]


started = time.monotonic()
if who == "openpyxl":
    import openpyxl
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Lignes")
    sheet.append(TITLES)
    for row in rows():
        sheet.append(row)
    book.save(file)
elif who == "xlsxwriter":
    import xlsxwriter
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Lignes")
    sheet.write_row(0, 0, TITLES)
    for number, row in enumerate(rows(), 1):
        sheet.write_row(number, 0, row)
    book.close()
else:
    with open(file, "w", newline="", encoding="utf-8-sig") as out:
        writer = csv.writer(out, delimiter=";")
        writer.writerow(TITLES)
        writer.writerows(rows())
seconds = time.monotonic() - started
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
form = "csv" if who == "csv" else "xlsx"
print(f"Python {who};{form};{lines / seconds:.0f};{memory:.0f};{os.path.getsize(file) / 1e6:.0f}")
