"""What keeps an export from being written, in words for people."""

from __future__ import annotations


class ExportError(Exception):
    """An export cannot be written; the message says why and what to do."""


class MissingPackageError(ExportError):
    """A format needs a package that is not installed."""

    def __init__(self, format_name: str, package: str, extra: str) -> None:
        super().__init__(f"{format_name} needs the package {package}. Install it with: pip install 'onrecord[{extra}]'")
