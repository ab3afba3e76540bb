"""The reference of the pages in Markdown (docs/reference/pages.md), made from what describes them as data.

`python -c "from onrecord.present.web.http.reference import reference; print(reference(), end='')"` prints it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from onrecord.present.web.http.openapi import OTHER_ADDRESSES, description

_HEAD = """# Pages

What `onrecord serve` answers. Each page is there for people at its address, and as JSON with `.json` behind the path;
what is described here is the latter, as `/openapi.json` has it for programs. Unknown parameters are passed over; what
goes wrong comes as problem details (RFC 9457). A list comes in parts: `next` is the address of the next, or null.
"""


def reference() -> str:
    """Return the whole page."""
    described = description()
    parts = [_HEAD, *(_page(path, operations["get"]) for path, operations in described["paths"].items()), _others()]
    return "\n".join(parts)


def _page(path: str, operation: Mapping[str, Any]) -> str:
    return "\n".join(
        [
            f"## `{path.removesuffix('.json') or '/'}`\n",
            f"{operation['summary']}.\n",
            *_parameters(operation),
            *_fields(operation),
        ]
    )


def _parameters(operation: Mapping[str, Any]) -> Iterator[str]:
    if not operation["parameters"]:
        return
    yield "| parameter | meaning |\n|---|---|"
    for each in operation["parameters"]:
        schema = each["schema"]
        values = f"; one of {', '.join(f'`{value}`' for value in schema['enum'])}" if "enum" in schema else ""
        yield f"| `{each['name']}` | {each['description']}{values} |"
    yield ""


def _fields(operation: Mapping[str, Any]) -> Iterator[str]:
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    for number, shape in enumerate(schema.get("anyOf", [schema])):
        if shape["properties"]:
            fields = (f"`{name}`{_kind(each)}" for name, each in shape["properties"].items())
            yield f"{'Or' if number else 'Gives'} {', '.join(fields)}.\n"


def _kind(schema: Mapping[str, Any]) -> str:
    """Return what a field is, where it is a noun or a list of them."""
    if "items" in schema:
        inner = _kind(schema["items"])
        return f" (list{f' of{inner}' if inner else ''})".replace("of (", "of ").replace("))", ")")
    if "$ref" in schema:
        return f" ({schema['$ref'].rpartition('/')[2]})"
    return ""


def _others() -> str:
    rows = [f"| `{address}` | {meaning} |" for address, meaning in OTHER_ADDRESSES.items()]
    return "\n".join(["## Other addresses\n", "| address | what it gives |\n|---|---|", *rows, ""])
