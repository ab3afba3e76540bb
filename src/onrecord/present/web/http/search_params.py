"""The parameters of a search address: they are its whole state, and links of the page are changed copies of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from onrecord.present.web.components.links import FEED, with_query
from onrecord.present.web.components.paging import decode_cursor
from onrecord.store.sqlite.reads.cursor import Cursor
from onrecord.store.sqlite.reads.views import Query

PAGE_SIZE = 20
FILTERS = ("speaker", "outlet", "since", "until", "form", "act", "polarity")
_FILTER = re.compile(
    rf"""(?<!\S)(?P<name>{"|".join(FILTERS)}):\s?(?:["“”„](?P<quoted>[^"“”„]*)["“”„]|(?P<plain>[^\s"“”„]+))""",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SearchParams:
    """The parameters of a search as they were typed, without blanks around them."""

    q: str = ""
    speaker: str = ""
    outlet: str = ""
    since: str = ""
    until: str = ""
    form: str = ""
    act: str = ""
    polarity: str = ""
    uncertain: str = ""
    order: str = ""
    after: str = ""

    @classmethod
    def of(cls, parameters: Mapping[str, str]) -> SearchParams:
        """Read the parameters of an address, each filter among the words in its field; unknown ones are passed over."""
        typed = cls(**{name: parameters.get(name, "").strip() for name in cls.__dataclass_fields__})
        return typed.spelled_out()

    def __bool__(self) -> bool:
        return any(asdict(self).values())

    @property
    def filters(self) -> dict[str, str]:
        """Return what narrows the search besides the words."""
        return {name: value for name in FILTERS if (value := getattr(self, name))}

    def spelled_out(self) -> SearchParams:
        """Return the same with what stands among the words as `speaker:name` or `act:deny` in its own field."""
        found = {match["name"].lower(): match["quoted"] or match["plain"] or "" for match in _FILTER.finditer(self.q)}
        if not found:
            return self
        words = " ".join(_FILTER.sub(" ", self.q).split())
        return replace(self, q=words, **{name: value.strip() for name, value in found.items()})

    def with_(self, **changes: str) -> str:
        """Return the address of the search with some parameters changed, on its first page unless with `after`."""
        return with_query("/", asdict(replace(self, **{"after": "", **changes})))

    @property
    def feed(self) -> str:
        """Return the address of the feed of what fits: it has neither pages nor another order than the newest first."""
        return with_query(FEED, asdict(replace(self, order="", after="")))

    def cursor(self) -> Cursor:
        """Return where the page begins. Raises NotUnderstoodError for a cursor that is none."""
        return decode_cursor(self.after)

    def query(self) -> Query:
        """Return the store's query for one page. Raises NotUnderstoodError for a cursor that is none."""
        return Query(
            words=self.q,
            speaker=self.speaker,
            outlet=self.outlet,
            since=self.since,
            until=self.until,
            form=self.form,
            act=self.act,
            polarity=self.polarity,
            order=self.order or "best",  # type: ignore[arg-type]  # the store checks it, and says what is wrong
            limit=PAGE_SIZE,
            after=self.cursor(),
            uncertain=bool(self.uncertain),
        )


def clean_address(parameters: Mapping[str, str]) -> str | None:
    """Return the address without the empty parameters that a form leaves in it, each filter in a field of its own.

    None where it is so already.
    """
    params = SearchParams.of(parameters)
    if params.q == parameters.get("q", "").strip() and all(value.strip() for value in parameters.values()):
        return None
    return with_query("/", asdict(params))
