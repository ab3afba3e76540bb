"""The record as web pages: plain HTML and JSON, nothing loaded from elsewhere, usable without a script."""

from onrecord.present.web.http.app import create_app
from onrecord.present.web.http.server import allowed, listen, serve

__all__ = ["allowed", "create_app", "listen", "serve"]
