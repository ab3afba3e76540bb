"""Small files of office programs, made of words: PDF, Word documents, workbooks."""

from __future__ import annotations

import io
from collections.abc import Sequence


def pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """Return a PDF of pages of lines, each blank one a gap; what Windows-1252 lacks is left out."""
    objects = [b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    objects.append(b"<< /Font << /F1 1 0 R >> >>")
    contents = [_content(lines) for lines in pages]
    objects += contents
    parent = 3 + 2 * len(contents)
    pages_at = range(3 + len(contents), parent)
    form = b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources 2 0 R >>"
    objects += [form % (parent, 3 + number) for number in range(len(contents))]
    kids = b" ".join(b"%d 0 R" % number for number in pages_at)
    objects.append(b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(contents), kids))
    objects.append(b"<< /Type /Catalog /Pages %d 0 R >>" % parent)
    return _file(objects)


def _content(lines: Sequence[str]) -> bytes:
    shown = b"".join(b"(%s) Tj T*\n" % _escaped(line) if line else b"T*\n" for line in lines)
    stream = b"BT /F1 12 Tf 72 720 Td 14 TL\n%sET" % shown
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream)


def _escaped(line: str) -> bytes:
    raw = line.encode("cp1252", "ignore")
    return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _file(objects: Sequence[bytes]) -> bytes:
    made, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(b"%010d 00000 n \n" % len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    trailer = b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        len(objects),
        len(made),
    )
    return made + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (len(objects) + 1, b"".join(places), trailer)


def word(paragraphs: Sequence[str], title: str | None = None) -> bytes:
    """Return a Word document of paragraphs, the first its title if it has one."""
    import docx

    made = docx.Document()
    if title is not None:
        made.add_heading(title, 0)
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def workbook(sheets: dict[str, Sequence[Sequence[object]]], merged: str = "") -> bytes:
    """Return a workbook of sheets of rows; `merged` are cells of each sheet that are one."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if merged:
            sheet.merge_cells(merged)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
