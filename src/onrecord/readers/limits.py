"""How much the readers take on before they say so instead: every number in one place."""

from __future__ import annotations

HEAD_BYTES = 65_536
"""What is looked at to choose a reader."""

DOCUMENT_BYTES = 32 * 1024 * 1024
"""The largest single document: one text file, one page, one line of JSON Lines; also the largest file kept whole."""

SAMPLE_BYTES = 16_384
"""What the detection of a legacy code page looks at."""

HEADER_LINES = 100
"""The longest block of leading metadata lines."""

PAGE_TAGS = 50_000
"""Pages with more tags than this are read plainly: the careful extraction would take minutes."""

PAGE_DEPTH = 200
"""Pages nested deeper than this are read plainly: the careful extraction recurses."""

TAG_CHARACTERS = 20_000
"""The longest tag that is read with its attributes."""

LINKED_CHARACTERS = 1_000_000
"""The longest linked data of a page that is read; what is longer than a tag is not shown to the careful extraction."""

BLOCK_QUOTATIONS = 2000
"""Block quotations of a page that are looked at; each is looked for in all of the page."""

TAG_PARTS = 500
"""Tags of more words than this lose their attributes: the parser's time grows with the square of their number."""

JSON_VALUES = 2_000_000
"""Values of one JSON record, by its commas and brackets: each may become a hundred bytes in memory."""

HELD_RECORDS = 20
"""How many records without words are named one by one when they stand before the first that has some."""

SECONDS = 30.0
"""Processor time for one step of a reader: the next document or problem of a file."""

SECONDS_PER_MEBIBYTE = 10.0
"""Time more for each mebibyte that the step has read."""

MEMORY_BYTES = 1024 * 1024 * 1024
"""Memory for such a step, beside what the process holds when it begins."""

PAGE_SECONDS = 10.0
"""Time for the careful extraction of a page, seven hundred times what one takes; then the page is read plainly."""

EXPANSION = 200
"""How many bytes one compressed byte may become, once `EXPANSION_FREE` bytes have come out."""

EXPANSION_FREE = 1024 * 1024
"""What any compressed file may become, however small it is."""

SUBTITLE_NOTES = 5
"""Notes of a file of subtitles that stand in its text; they tell what it is."""

SUBTITLE_CHARACTERS = 2000
"""A paragraph of subtitles that never end a sentence; a new one begins then."""

ANNOTATED_BYTES = 64 * 1024 * 1024
"""The largest file of a folder that people have corrected in brat: as long as a document may become in UTF-8."""

ANNOTATIONS = 100_000
"""Lines of one such file of marks."""


MAIL_FIELDS = 500
"""Lines in the header of a mail."""

MAIL_PARTS = 1000
"""Parts of one mail, pictures and attached files among them."""


TABLE_TOP = 20
"""Rows of a table among which the names of its columns are looked for: titles and notes may stand above them."""


TABLE_COLUMNS = 300
"""Columns of a sheet that are read."""

BLANK_ROWS = 5000
"""Rows without a value behind which no more of a sheet is read: hostile ones have millions."""

PACKAGE_PARTS = 10_000
"""Files inside a Word document or workbook."""

PACKAGE_BYTES = 256 * 1024 * 1024
"""What they may become together when they are unpacked."""


PDF_PAGES = 500
"""Pages of a PDF that are read."""

PDF_PAGE_SECONDS = 5.0
"""Time for one page, a hundred times what one takes."""


def megabytes(count: int) -> str:
    """Return a size in the way it is written in messages to people."""
    return f"{count / 1024 / 1024:.1f} MiB"
