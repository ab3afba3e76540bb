"""Requests and responses: routes, access, caching, errors, feeds, downloads, and their description."""
