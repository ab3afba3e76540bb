"""FollowTheMoney entities as JSON Lines, for Aleph, OpenSanctions and the tools around them (https://followthemoney.tech).

An actor is a Person, a PublicBody, an Organization or a LegalEntity. A story is an Article, a statement an Event in
which the actor is involved, and each quotation a Documentation that ties the actor to the article, with the words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TextIO

from onrecord.present.escaping import as_json, safe
from onrecord.present.exports.dates import interval, single
from onrecord.present.terms import NOT_NAMED
from onrecord.present.words import characters, shortened
from onrecord.queries import contents
from onrecord.queries.compare import fullest
from onrecord.queries.contents import NamedActor
from onrecord.store.sqlite.reads import exports
from onrecord.store.sqlite.reads.exports import WholeStory
from onrecord.store.sqlite.reads.statements import ReportView, StatementView
from onrecord.store.sqlite.record import Record
from onrecord.text.web_addresses import web_address
from onrecord.types import Dated, Progress

Entity = dict[str, Any]
_SCHEMATA = {
    "person": "Person",
    "organisation": "Organization",
    "office": "Organization",
    "state": "PublicBody",
    "document": "Document",
}
"""What each kind of actor is; a described group, or one of unknown kind, is a LegalEntity: whoever can act."""
_MOST_IN_NAME = 100
# The languages that are known, in ISO 639-1, and as FollowTheMoney has them, in ISO 639-3.
_LANGUAGES = """
af afr, am amh, ar ara, az aze, be bel, bg bul, bn ben, bs bos, ca cat, cs ces, da dan, de deu, el ell, en eng,
es spa, et est, fa fas, fi fin, fr fra, ga gle, he heb, hi hin, hr hrv, hu hun, hy hye, id ind, is isl, it ita,
ja jpn, ka kat, kk kaz, km khm, kn kan, ko kor, ky kir, lb ltz, lo lao, lt lit, lv lav, mk mkd, mn mon, ms msa,
mt mlt, my mya, ne nep, nl nld, no nor, pl pol, ps pus, pt por, ro ron, ru rus, si sin, sk slk, sl slv, sq sqi,
sr srp, sv swe, sw swa, ta tam, te tel, tg tgk, th tha, tk tuk, tl tgl, tr tur, uk ukr, ur urd, uz uzb, vi vie,
zh zho
"""


def write(record: Record, what: str, out: TextIO, progress: Progress | None = None) -> None:
    """Write all actors; with the statements also the articles that report them, and every quotation."""
    for entity in _ENTITIES[what](record, progress):
        out.write(f"{as_json(entity)}\n")


def _actors(record: Record, progress: Progress | None) -> Iterator[Entity]:
    return map(actor, contents.actors(record, progress))


def _statements(record: Record, progress: Progress | None) -> Iterator[Entity]:
    yield from _actors(record, None)
    for story in exports.stories(record):
        if any(each.statement for each in story.quotations):
            yield article(story)
    for one in contents.statements(record, progress):
        yield statement(one.statement)
        for report in one.statement.reports:
            yield documentation(one.statement, report)


def actor(one: NamedActor) -> Entity:
    """Return an actor under all its names, a person also with the roles and offices put down to it."""
    view = one.view
    schema = _SCHEMATA.get(view.actor.kind, "LegalEntity")
    if schema == "Document":  # which has a title and a file instead of names
        return _entity(schema, _id("actor", view.actor.id), title=one.names, fileName=[view.actor.name])
    roles = [*(role.role for role in view.roles), *(office.role for office in view.offices)]
    return _entity(
        schema,
        _id("actor", view.actor.id),
        name=[view.actor.name],
        alias=[name for name in one.names if name != view.actor.name],
        position=roles if schema == "Person" else [],
    )


def article(around: WholeStory) -> Entity:
    """Return a story, without its text."""
    story, document = around.story, around.document
    return _entity(
        "Article",
        _id("story", story.id),
        title=[story.headline],
        author=[story.byline],
        publisher=[story.outlet],
        publishedAt=[single(story.published)],
        language=[_languages().get(story.language or "")],
        sourceUrl=[web_address(document.url)],
        retrievedAt=[(document.retrieved or "")[:10]],
        notes=[f"SHA-256 {document.sha256}", document.uri],
    )


def statement(view: StatementView) -> Entity:
    """Return a statement as an event in which the actor is involved, proven by the articles that report it."""
    words = fullest(view)
    return _entity(
        "Event",
        _id("statement", view.id),
        name=[f"{view.speaker or NOT_NAMED}: {shortened(words, _MOST_IN_NAME)}"],
        summary=[words],
        **_when(view.said),
        involved=[_id("actor", view.actor)] if view.actor and not _is_document(view) else [],
        proof=[_id("story", report.story.id) for report in view.reports],
        keywords=[report.quotation.act for report in view.reports],
        recordId=[view.id],
    )


def documentation(view: StatementView, report: ReportView) -> Entity:
    """Return a quotation as the tie between an actor and an article; `role` holds the form and the act."""
    quotation = report.quotation
    place = ", ".join(map(characters, quotation.content))
    whom = _id("actor", view.actor) if view.actor else _id("statement", view.id)
    return _entity(
        "Documentation",
        _id("quotation", quotation.id),
        document=[_id("story", report.story.id)],
        entity=[whom],
        role=[f"quoted ({', '.join(filter(None, (quotation.form, quotation.act)))})"],
        summary=[quotation.text],
        description=[f"characters {place} of the document with SHA-256 {report.sha256}"],
        **_when(quotation.said),
        recordId=[quotation.id],
    )


def _is_document(view: StatementView) -> bool:
    return any(speaker.kind == "document" for report in view.reports if (speaker := report.quotation.speaker))


def _when(day: Dated | None) -> dict[str, Sequence[str | None]]:
    both = interval(day)
    return {"startDate": [both[0]], "endDate": [both[1]]} if both else {"date": [single(day)]}


@cache
def _languages() -> Mapping[str, str]:
    return dict(pair.split() for pair in _LANGUAGES.split(","))


def _id(kind: str, identity: str) -> str:
    return f"onrecord-{kind}-{identity}"


def _entity(schema: str, identity: str, **properties: Sequence[str | None]) -> Entity:
    cleaned = {name: list(dict.fromkeys(filter(None, map(_clean, values)))) for name, values in properties.items()}
    return {
        "id": identity,
        "schema": schema,
        "properties": {name: values for name, values in cleaned.items() if values},
    }


def _clean(value: str | None) -> str:
    return safe(" ".join((value or "").split()))


_ENTITIES: Mapping[str, Callable[[Record, Progress | None], Iterator[Entity]]] = {
    "actors": _actors,
    "statements": _statements,
}
