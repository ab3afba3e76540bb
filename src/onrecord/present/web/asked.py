"""What a search address asks for: it is the whole state, and every link of the page is a changed copy of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from onrecord.present.web.links import with_query
from onrecord.store.errors import NotUnderstoodError
from onrecord.store.views import MOST_RANKED, Query

PAGE_SIZE = 20
LAST_PAGE = MOST_RANKED // PAGE_SIZE


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters of a search as they were typed, without blanks around them."""

    q: str = ""
    speaker: str = ""
    outlet: str = ""
    since: str = ""
    until: str = ""
    form: str = ""
    act: str = ""
    order: str = ""
    page: str = ""

    @classmethod
    def of(cls, parameters: Mapping[str, str]) -> Asked:
        """Read the parameters of an address; unknown ones are passed over."""
        return cls(**{name: parameters.get(name, "").strip() for name in cls.__dataclass_fields__})

    def __bool__(self) -> bool:
        return any(asdict(self).values())

    @property
    def filters(self) -> dict[str, str]:
        """Return what narrows the search besides the words."""
        names = ("speaker", "outlet", "since", "until", "form", "act")
        return {name: value for name in names if (value := getattr(self, name))}

    def with_(self, **changes: str) -> str:
        """Return the address of the search with some parameters changed, on its first page unless told otherwise."""
        return with_query("/", asdict(replace(self, **{"page": "", **changes})))

    def number(self) -> int:
        """Return the page asked for, from 1 on. Raises NotUnderstoodError for what is none."""
        if not self.page:
            return 1
        if not (self.page.isascii() and self.page.isdigit() and 1 <= int(self.page[:9]) <= LAST_PAGE):
            raise NotUnderstoodError("page", f"{self.page[:40]!r} is no page; it is a number from 1 to {LAST_PAGE}")
        return int(self.page[:9])

    def query(self) -> Query:
        """Return the store's query: one hit more than a page shows, which tells whether there is a next one.

        Raises NotUnderstoodError for a page that is none.
        """
        return Query(
            words=self.q,
            speaker=self.speaker,
            outlet=self.outlet,
            since=self.since,
            until=self.until,
            form=self.form,
            act=self.act,
            order=self.order or "best",  # type: ignore[arg-type]  # the store checks it, and says what is wrong
            limit=PAGE_SIZE + 1,
            offset=(self.number() - 1) * PAGE_SIZE,
        )


def tidy(parameters: Mapping[str, str]) -> str | None:
    """Return the address without the empty parameters that a form leaves in it; None where it has none."""
    if all(value.strip() for value in parameters.values()):
        return None
    return with_query("/", asdict(Asked.of(parameters)))
