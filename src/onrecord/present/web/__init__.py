"""The record as web pages: plain HTML and JSON, nothing loaded from elsewhere, usable without a script."""

from onrecord.present.web.http.app import create_app
from onrecord.present.web.http.server import is_public, listen, serve

__all__ = ["create_app", "is_public", "listen", "serve"]
