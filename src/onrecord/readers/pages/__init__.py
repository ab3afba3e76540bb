"""The layout of web pages: what their tags set apart is noted in the tree, and found again in the words taken out."""

from __future__ import annotations

from typing import Any

from onrecord.readers.pages.boxes import take_out_boxes
from onrecord.readers.pages.facts import Facts
from onrecord.readers.pages.interviews import mark_interviews
from onrecord.readers.pages.layout import Layout
from onrecord.readers.pages.live import mark_entries
from onrecord.readers.pages.posts import mark_posts
from onrecord.readers.pages.quotes import mark_block_quotations, with_marks
from onrecord.readers.pages.runs import make_writable


def mark_layout(tree: Any, facts: Facts, language: str | None, title: str | None, uri: str) -> Layout:
    """Write into the tree of a page what its layout sets apart, and return what was written.

    Boxes that are not of the story, and pull quotes that repeat it, are taken out.
    """
    layout = Layout()
    make_writable(tree)
    for shown in tree.iter("template"):
        shown.tag = "div"
    with_marks(tree, language)
    mark_posts(tree, layout, language, uri)
    take_out_boxes(tree, layout, uri)
    mark_block_quotations(tree, layout)
    mark_interviews(tree, layout, title)
    mark_entries(tree, layout, facts, title)
    for time in tree.iter("time"):
        time.tag = "span"  # or the extraction drops the day out of a sentence
    return layout
