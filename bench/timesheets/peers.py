#!/usr/bin/python3
"""Rows per second of openpyxl (read-only) and of Python's csv on the same files. Best of five.

    peers.py DIRECTORY
"""
import csv
import sys
import time
from pathlib import Path

import openpyxl

DIRECTORY = Path(sys.argv[1])
ROUNDS = 5


def best(name, read):
    fastest, rows = None, 0
    for _ in range(ROUNDS):
        started = time.perf_counter()
        rows = read()
        took = time.perf_counter() - started
        fastest = took if fastest is None else min(fastest, took)
    print(f"{name};{rows};{rows / fastest:.0f};{fastest * 1000:.0f}")


def read_xlsx():
    book = openpyxl.load_workbook(DIRECTORY / "releve.xlsx", read_only=True, data_only=True)
    rows = sum(1 for row in book.active.iter_rows(values_only=True) if row[3] is not None)
    book.close()
    return rows


def read_csv():
    with open(DIRECTORY / "releve.csv", newline="", encoding="utf-8") as file:
        return sum(1 for row in csv.reader(file, delimiter=";") if row[3])


best("openpyxl read-only, XLSX", read_xlsx)
best("Python csv, CSV", read_csv)
