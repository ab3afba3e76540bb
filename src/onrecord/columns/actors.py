"""The columns of actors: those of the export, and those of a list of actors."""

from __future__ import annotations

from onrecord.columns.tables import Column, Table, joined
from onrecord.queries.contents import NamedActor
from onrecord.store.sqlite.reads.actors import ActorRow
from onrecord.types import Office

_ID = "Id of the actor that stands for all that are taken for it."
_NAME = "Fullest of its names."
_KIND = "person, office, organisation, state, document, group or unknown."
_QUOTATIONS = "Number of its quotations."
_OUTLETS = "Number of outlets that quote it."
_FIRST = "Day of its first quotation."
_LAST = "Day of its last quotation."


def _office(office: Office) -> str:
    return " ".join(filter(None, (office.role, "/".join((office.since, office.until)).strip("/"))))


ACTORS: Table[NamedActor] = Table(
    "actors",
    NamedActor,
    "`onrecord export actors`",
    "actor",
    "actors",
    (
        Column("id", lambda one: one.view.actor.id, _ID),
        Column("name", lambda one: one.view.actor.name, _NAME),
        Column("kind", lambda one: one.view.actor.kind, _KIND),
        Column("names", lambda one: joined(one.names), "Every name under which it was printed or imported."),
        Column(
            "roles",
            lambda one: joined(role.role for role in one.view.roles),
            "Roles under which it was quoted, in the order of their days.",
        ),
        Column(
            "offices",
            lambda one: joined(map(_office, one.view.offices)),
            "Offices that an imported list gives it, each with its days.",
        ),
        Column("source", lambda one: one.view.source, "The imported list that names it."),
        Column("quotations", lambda one: one.view.actor.quotations, _QUOTATIONS, "integer"),
        Column("outlets", lambda one: one.view.actor.outlets, _OUTLETS, "integer"),
        Column("first_day", lambda one: one.view.actor.first_day, _FIRST, "day"),
        Column("last_day", lambda one: one.view.actor.last_day, _LAST, "day"),
    ),
)

ACTOR_ROWS: Table[ActorRow] = Table(
    "ActorRow",
    ActorRow,
    "`onrecord actors list`",
    "actor",
    "actors",
    (
        Column("name", lambda actor: actor.name, _NAME),
        Column("kind", lambda actor: actor.kind, _KIND),
        Column("quotations", lambda actor: actor.quotations, _QUOTATIONS, "integer"),
        Column("outlets", lambda actor: actor.outlets, _OUTLETS, "integer"),
        Column("first_day", lambda actor: actor.first_day, _FIRST, "day"),
        Column("last_day", lambda actor: actor.last_day, _LAST, "day"),
        Column("id", lambda actor: actor.id, _ID),
    ),
)
