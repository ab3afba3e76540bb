"""The record as web pages: plain HTML from the record's own machine, each page with a JSON twin, no script at all."""

from onrecord.present.web.http.app import create_app
from onrecord.present.web.http.server import allowed, listen, serve

__all__ = ["allowed", "create_app", "listen", "serve"]
