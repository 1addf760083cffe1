"""Writers of CSV, XLSX and ODS whose bytes do not depend on the clock."""
import datetime
import io
import re
import zipfile
from xml.sax.saxutils import escape, quoteattr

import openpyxl
from openpyxl.styles import Font

EPOCH = (1980, 1, 1, 0, 0, 0)
STAMP = datetime.datetime(2026, 7, 1, 8, 0, 0)


def _entry(archive: zipfile.ZipFile, name: str, content: bytes, compression=zipfile.ZIP_DEFLATED) -> None:
    info = zipfile.ZipInfo(name, EPOCH)
    info.create_system = 3
    info.external_attr = 0o600 << 16
    info.compress_type = compression
    archive.writestr(info, content)


def csv_file(rows: list, separator: str, encoding: str) -> bytes:
    def quoted(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if separator in text or '"' in text else text
    lines = [separator.join(quoted(str(cell)) for cell in row) for row in rows]
    return ("\r\n".join(lines) + "\r\n").encode(encoding)


def xlsx_file(rows: list, sheet_name: str, header_row: int, widths: list) -> bytes:
    """Cells may be text, numbers, dates or timedelta (shown as [h]:mm)."""
    book = openpyxl.Workbook()
    book.properties.creator = "Clausier"
    book.properties.created = STAMP
    sheet = book.active
    sheet.title = sheet_name
    for row_number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value in ("", None):
                continue
            cell = sheet.cell(row=row_number, column=column, value=value)
            if isinstance(value, datetime.timedelta):
                cell.number_format = "[h]:mm"
            elif isinstance(value, datetime.date):
                cell.number_format = "DD/MM/YYYY"
            if row_number == header_row:
                cell.font = Font(bold=True)
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].width = width
    return _without_clock(book)


def _without_clock(book: openpyxl.Workbook) -> bytes:
    written, packed = io.BytesIO(), io.BytesIO()
    book.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                stamp = STAMP.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
            _entry(target, name, content)
    return packed.getvalue()


ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
ODS_SPACES = " ".join(f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for prefix, name in (
    ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("number", "datastyle"),
    ("manifest", "manifest")))
ODS_STYLES = (
    '<number:date-style style:name="N1"><number:day number:style="long"/><number:text>/</number:text>'
    '<number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/>'
    '</number:date-style><style:style style:name="date" style:family="table-cell" style:data-style-name="N1"/>')


def _ods_cell(value) -> str:
    if value in ("", None):
        return "<table:table-cell/>"
    if isinstance(value, datetime.date):
        return (f'<table:table-cell table:style-name="date" office:value-type="date" '
                f'office:date-value="{value.isoformat()}"><text:p>{value:%d/%m/%Y}</text:p></table:table-cell>')
    return f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'


def ods_file(rows: list, sheet_name: str) -> bytes:
    """Cells are text or dates."""
    body = "".join("<table:table-row>" + "".join(map(_ods_cell, row)) + "</table:table-row>" for row in rows)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    content = (f'{head}<office:document-content {ODS_SPACES} office:version="1.2"><office:automatic-styles>{ODS_STYLES}'
               f'</office:automatic-styles><office:body><office:spreadsheet><table:table table:name='
               f'{quoteattr(sheet_name)}>{body}</table:table></office:spreadsheet></office:body>'
               f'</office:document-content>')
    manifest = (f'{head}<manifest:manifest {ODS_SPACES} manifest:version="1.2">'
                f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_TYPE}"/>'
                f'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
                f'</manifest:manifest>')
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        _entry(archive, "mimetype", ODS_TYPE.encode(), zipfile.ZIP_STORED)
        _entry(archive, "content.xml", content.encode())
        _entry(archive, "META-INF/manifest.xml", manifest.encode())
    return packed.getvalue()
