#!/usr/bin/python3
"""A report of 1,100,000 lines of the ledger, written by the command and read back by another program.

    ledger_test.py BINARY [LINES]

The lines are added to a demonstration base as the program itself stores them: chained, totals kept, on lots
of five thousand lines each. `verify` says that they are real; openpyxl and the csv module read them back.
"""
import csv
import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True

BINARY = None
LINES = 1_100_000
LINES_OF_A_LOT = 5_000
ROWS_OF_A_SHEET = 1_048_576
UNTIL = "2026-06-30"
PEAK_MAX = 200 * 1_000_000
LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
RECORDED_AT = 1_782_000_000_000  # 21 June 2026
RECORDED_AT_TEXT = "2026-06-21T00:00:00Z"


def opaque(value):
    text = ""
    for _ in range(13):
        text = LETTERS[value & 31] + text
        value >>= 5
    return text


def canonical(entry):
    fields = ["entry", str(entry["id"]), RECORDED_AT_TEXT, opaque(entry["timesheet"]), opaque(entry["lot"]), opaque(entry["firm"]),
              entry["month"], opaque(entry["participant"]), entry["from"], entry["to"], "work", "direct_hire", "fixed_term", "",
              str(entry["seconds"]), "", "0" * 64, str(entry["row"]), "F"]
    return "\t".join(fields)


def add_lines(base, lines):
    """Returns the seconds declared, added to those of the demonstration."""
    c = sqlite3.connect(base)
    c.execute("PRAGMA synchronous = OFF")
    contract, = c.execute("SELECT contract_id FROM follow_ups ORDER BY contract_id LIMIT 1").fetchone()
    firm, = c.execute("SELECT id FROM organisations WHERE kind = 'firm' ORDER BY id LIMIT 1").fetchone()
    people = [row[0] for row in c.execute("SELECT id FROM participants ORDER BY id")]
    last, chain = c.execute("SELECT id, chain_sha256 FROM ledger_entries ORDER BY id DESC LIMIT 1").fetchone()
    lot_columns = [row[1] for row in c.execute("PRAGMA table_info(lots)")]
    model = dict(zip(lot_columns, c.execute("SELECT * FROM lots WHERE contract_id = ? LIMIT 1", (contract,)).fetchone()))
    months = [f"{year}-{month:02d}" for year, first, end in ((2025, 7, 12), (2026, 1, 5)) for month in range(first, end + 1)]
    seconds_added = 0
    for lot_rank in range((lines + LINES_OF_A_LOT - 1) // LINES_OF_A_LOT):
        lot = 7_000_000_000_000 + lot_rank
        model |= {"id": lot, "rank": 1_000 + lot_rank, "number": f"L{lot_rank + 1}", "label": f"Lot long n° {lot_rank + 1}", "removed_at": None}
        c.execute(f"INSERT INTO lots ({', '.join(model)}) VALUES ({', '.join('?' * len(model))})", list(model.values()))
        rows, totals = [], {}
        sheets = {}
        for i in range(min(LINES_OF_A_LOT, lines - lot_rank * LINES_OF_A_LOT)):
            month = months[i % len(months)]
            if month not in sheets:
                sheets[month] = 8_000_000_000_000 + lot_rank * 100 + len(sheets)
                c.execute("INSERT INTO timesheets VALUES (?, ?, ?, ?, 'confirmed', NULL, NULL, 'releve.csv', '', '', ?, ?, '', 1)",
                          (sheets[month], lot, firm, month, RECORDED_AT, RECORDED_AT))
            last += 1
            entry = {"id": last, "timesheet": sheets[month], "lot": lot, "firm": firm, "month": month, "participant": people[i % len(people)],
                     "from": month + "-01", "to": month + "-28", "seconds": 3600 + 60 * (i % 100), "row": i + 2}
            chain = hashlib.sha256((chain + "\n" + canonical(entry)).encode()).hexdigest()
            rows.append((last, sheets[month], i + 1, lot, firm, month, entry["participant"], "direct_hire", "fixed_term", "", "work", entry["from"],
                         entry["to"], entry["seconds"], None, "releve.csv", "0" * 64, "", entry["row"], "F", RECORDED_AT, chain))
            seconds, count = totals.get(month, (0, 0))
            totals[month] = (seconds + entry["seconds"], count + 1)
            seconds_added += entry["seconds"]
        c.executemany(f"INSERT INTO ledger_entries VALUES ({', '.join('?' * 22)})", rows)
        c.executemany("INSERT INTO lot_month_totals VALUES (?, ?, 'direct_hire', ?, ?)", [(lot, m, s, n) for m, (s, n) in totals.items()])
        c.commit()
    c.close()
    return seconds_added


def run(*words):
    """What a command printed with --json, and its largest resident set in bytes."""
    with tempfile.TemporaryFile() as out:
        words = [BINARY, *map(str, words), "--json"]
        child = os.posix_spawn(words[0], words, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, out.fileno(), 1)])
        _, status, usage = os.wait4(child, 0)
        out.seek(0)
        printed = out.read().decode()
        if os.waitstatus_to_exitcode(status) != 0:
            raise AssertionError(printed)
        return json.loads(printed), usage.ru_maxrss * 1024


class LongLedger(unittest.TestCase):
    def test_every_line_is_read_back_by_another_program(self):
        import openpyxl
        with tempfile.TemporaryDirectory(prefix="clausier-long-") as scratch:
            data, scratch = Path(scratch) / "data", Path(scratch)
            run("demo", "--data", data)
            run("report", "--kind", "ledger", "--format", "csv", "--until", UNTIL, "--output", scratch / "before.csv", "--data", data)
            with open(scratch / "before.csv", encoding="utf-8-sig", newline="") as text:
                before = sum(1 for _ in csv.reader(text, delimiter=";")) - 1
            self.assertGreater(before, 100)
            added = add_lines(data / "clausier.sqlite", LINES)
            self.assertTrue(run("verify", "--data", data)[0]["ok"])  # they are lines as the program writes them

            peaks, hours = {}, {}
            for form in ("csv", "xlsx"):
                printed, peaks[form] = run("report", "--kind", "ledger", "--format", form, "--until", UNTIL, "--output", scratch / f"l.{form}",
                                           "--data", data)
                self.assertEqual(printed["lines"], before + LINES)
                self.assertLess(peaks[form], PEAK_MAX)
            with open(scratch / "l.csv", encoding="utf-8-sig", newline="") as text:
                rows = csv.DictReader(text, delimiter=";")
                hours["csv"] = [row["Heures déclarées"] for row in rows]
            self.assertEqual(len(hours["csv"]), before + LINES)

            book = openpyxl.load_workbook(scratch / "l.xlsx", read_only=True)
            sizes, numbers, hundredths = [], set(), 0
            for sheet in book.worksheets[:-1]:
                size = 0
                for row in sheet.iter_rows(min_row=2, values_only=True):
                    size += 1
                    numbers.add(row[0])
                    hundredths += round(row[9] * 100)
                sizes.append(size)
            self.assertEqual(sum(sizes), before + LINES)
            self.assertEqual(len(numbers), before + LINES)  # none twice
            self.assertEqual(sizes[0], min(before + LINES, ROWS_OF_A_SHEET - 1))
            self.assertEqual(hundredths, sum(round(float(text.replace(",", ".")) * 100) for text in hours["csv"]))
            self.assertGreater(hundredths, added // 36)
            print(f"{before + LINES} lines: {', '.join(f'{form} in {peak // 1_000_000} MB' for form, peak in peaks.items())}, "
                  f"sheets of {sizes}", file=sys.stderr)


if __name__ == "__main__":
    BINARY = str(Path(sys.argv.pop(1)).resolve())
    if len(sys.argv) > 1:
        LINES = int(sys.argv.pop(1))
    unittest.main()
