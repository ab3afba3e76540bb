"""The search form, as it was filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from onrecord.present.terms import FORMS, ORDERS, POLARITIES
from onrecord.present.web.http.search_params import SearchParams
from onrecord.present.words import LONGEST_NAME, shortened
from onrecord.store.sqlite.reads import views
from onrecord.store.sqlite.record import Record
from onrecord.types import Act


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a select box."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class SearchForm:
    """The search form as it was filled in, the speaker by name; `wrong` names the field that was not understood."""

    params: SearchParams
    speaker: str
    forms: tuple[Option, ...]
    acts: tuple[Option, ...]
    polarities: tuple[Option, ...]
    orders: tuple[Option, ...]
    wrong: str = ""
    message: str = ""


def search_form(params: SearchParams, speaker: str, wrong: str = "", message: str = "") -> SearchForm:
    """Return the form; `wrong` names the field that was not understood, `message` says why."""
    forms = {"": "any form"} | FORMS
    acts = {"": "any act"} | dict.fromkeys(sorted(get_args(Act)))
    polarities = {"": "said or not", "said": "reported as said"} | POLARITIES
    order = params.order or "best"
    return SearchForm(
        params,
        speaker,
        tuple(Option(value, words, value == params.form) for value, words in forms.items()),
        tuple(Option(value, words or value, value == params.act) for value, words in acts.items()),
        tuple(Option(value, words, value == params.polarity) for value, words in polarities.items()),
        tuple(Option("" if value == "best" else value, words, value == order) for value, words in ORDERS.items()),
        wrong,
        message,
    )


def named_speaker(record: Record, params: SearchParams) -> str:
    """Return the speaker asked for as people know them: links of facets hold the id of an actor."""
    name = views.actor_name(record, params.speaker) if params.speaker else None
    return params.speaker if name is None else shortened(name, LONGEST_NAME)
