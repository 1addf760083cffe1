#!/usr/bin/python3
"""Prints every cell of an XLSX file as another program reads it, one a line, tab-separated:
sheet, row, column, type, value, number format. Then what is not in cells: properties, panes, print set-up.

Usage: read_workbook.py FILE
"""
import datetime
import sys
import warnings

import openpyxl

warnings.filterwarnings("ignore", "(Unknown|Conditional Formatting) extension")  # the newer form of bars, beside the one read here


def cell_value(cell):
    value = cell.value
    if cell.data_type == "f":
        return "formula", str(value)
    if isinstance(value, bool):
        return "bool", str(value)
    if isinstance(value, (datetime.datetime, datetime.date)):
        return "date", value.isoformat()[:10]
    if isinstance(value, (int, float)):
        return "number", repr(float(value))
    return "text", str(value).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")


def print_fact(name, value):
    print("#", name, value, sep="\t")


def print_sheet(sheet):
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is None:
                continue
            kind, value = cell_value(cell)
            print(sheet.title, cell.row, cell.column, kind, value, cell.number_format, sep="\t")
    print_fact(sheet.title + "/freeze", sheet.freeze_panes)
    print_fact(sheet.title + "/filter", sheet.auto_filter.ref)
    print_fact(sheet.title + "/merged", len(sheet.merged_cells.ranges))
    print_fact(sheet.title + "/orientation", sheet.page_setup.orientation)
    print_fact(sheet.title + "/paper", {8: "A3", 9: "A4"}.get(int(sheet.page_setup.paperSize)))
    print_fact(sheet.title + "/scale", sheet.page_setup.scale)
    print_fact(sheet.title + "/breaks", ",".join(str(mark.id) for mark in sheet.row_breaks.brk))
    print_fact(sheet.title + "/fits_page_width", sheet.sheet_properties.pageSetUpPr.fitToPage)
    print_fact(sheet.title + "/pages_high", sheet.page_setup.fitToHeight)
    print_fact(sheet.title + "/repeated_rows", sheet.print_title_rows)
    print_fact(sheet.title + "/footer_right", sheet.oddFooter.right.text)
    print_fact(sheet.title + "/header_left", sheet.oddHeader.left.text)
    for area in sheet.conditional_formatting:
        rules = [" ".join([rule.type, rule.operator or "", *rule.formula]).strip() for rule in area.rules]
        print_fact(f"{sheet.title}/rules/{area.sqref}", "; ".join(rules))
    # openpyxl keeps drawings it can parse; the number of charts is enough to know that they are there.
    print_fact(sheet.title + "/charts", len(sheet._charts))


def main():
    book = openpyxl.load_workbook(sys.argv[1])
    print_fact("title", book.properties.title)
    print_fact("creator", book.properties.creator)
    print_fact("created", book.properties.created.isoformat())
    for sheet in book.worksheets:
        print_sheet(sheet)


if __name__ == "__main__":
    main()
