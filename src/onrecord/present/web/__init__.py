"""The record as web pages: plain HTML from the record's own machine, each page with a JSON twin, no script at all."""

from onrecord.present.web.app import create_app
from onrecord.present.web.server import listen, serve

__all__ = ["create_app", "listen", "serve"]
