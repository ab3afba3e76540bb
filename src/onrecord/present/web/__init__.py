"""The record as web pages: plain HTML from the record's own machine, each with a JSON twin, usable without a script."""

from onrecord.present.web.http.app import create_app
from onrecord.present.web.http.server import allowed, listen, serve

__all__ = ["allowed", "create_app", "listen", "serve"]
