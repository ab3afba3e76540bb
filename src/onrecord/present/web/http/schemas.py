"""JSON Schemas of the nouns, made from their types, so that the description of the pages cannot differ from them."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping, Sequence
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

Schema = dict[str, Any]
_PLAIN: Mapping[Any, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    type(None): {"type": "null"},
    Any: {},
}


class Schemas:
    """Makes schemas; those of nouns are kept under their names and referred to."""

    def __init__(self) -> None:
        self.known: dict[str, Schema] = {}

    def of(self, kind: Any) -> Schema:
        """Return the schema of a type, as `dataclasses.asdict` and `json` write its values."""
        if kind in _PLAIN:
            return dict(_PLAIN[kind])
        origin, parts = get_origin(kind), get_args(kind)
        if origin is Literal:
            return {"enum": list(parts)}
        if origin in (Union, types.UnionType):
            return {"anyOf": [self.of(part) for part in parts]}
        if origin is dict or (isinstance(origin, type) and issubclass(origin, Mapping)):
            return {"type": "object", "additionalProperties": self.of(parts[1])}
        if origin is tuple and parts[-1] is not Ellipsis:
            return self._fixed(parts)
        if isinstance(origin, type) and issubclass(origin, (tuple, Sequence, frozenset)):
            return {"type": "array", "items": self.of(parts[0])}
        return self._noun(kind)

    def fields(self, wanted: Mapping[str, Any]) -> Schema:
        """Return the schema of an object with these fields, all of them there; others may come to it."""
        properties = {name: self.of(kind) for name, kind in wanted.items()}
        return {"type": "object", "properties": properties, "required": list(properties)}

    def _fixed(self, parts: Sequence[Any]) -> Schema:
        """Return the schema of a list of so many values, each of a type of its own."""
        items = [self.of(part) for part in parts]
        return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}

    def _noun(self, kind: Any) -> Schema:
        """Return a reference to the schema of a dataclass or a named tuple. Raises TypeError for anything else."""
        hints = get_type_hints(kind)
        if issubclass(kind, tuple):
            return self._fixed(list(hints.values()))
        if not (isinstance(kind, type) and dataclasses.is_dataclass(kind)):
            raise TypeError(f"{kind} has no schema")
        name = kind.__name__
        if name not in self.known:
            self.known[name] = {}  # a noun may hold itself
            names = [field.name for field in dataclasses.fields(kind)]
            summary = (kind.__doc__ or "").partition("\n")[0]
            self.known[name] = {**self.fields({each: hints[each] for each in names}), "description": summary}
        return {"$ref": f"#/components/schemas/{name}"}
