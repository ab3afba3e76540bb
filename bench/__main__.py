"""`python -m bench [--quick]`: one table of all that is measured, on whatever corpora are at hand."""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from rich.console import Console
from rich.table import Table

from bench import (
    actors,
    attribute,
    certainty,
    claims,
    confidence,
    corpora,
    events,
    extract,
    languages,
    linking,
    memory,
    polarity,
    quote_alignment,
    read,
    relations,
    runtime,
    scale,
    search,
    split,
    statements,
    trivial,
    understanding,
)
from bench.corpora import Text
from bench.matched import Found, found
from bench.score import FORMS, MEASURES, Score, named

Line = tuple[str, str, str, str, str]
SEARCHES = ("speaker + dates + word, newest", "speaker + dates + word, best", "all searches", "all facets")

# Figures from other work: PolNeAR, a month kept aside, all forms (see docs/reference/scores.md)
PUBLISHED = ".57    .42    .51  Citron, retrained"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only the demo, without search, reading and memory")
    quick = parser.parse_args().quick
    table = Table(title=f"Onrecord, {datetime.now(UTC):%Y-%m-%d}, {machine()}", title_justify="left")
    for column, justify in (
        ("task", "left"),
        ("score", "right"),
        ("trivial", "right"),
        ("published", "left"),
        ("speed", "left"),
    ):
        table.add_column(column, justify=justify)  # type: ignore[arg-type]
    for line in lines(quick=quick):
        table.add_row(*line)
    console = Console(width=140)
    console.print(table)
    console.print(f"Quotations: F1 of {', '.join(MEASURES)}.")


def machine() -> str:
    """Return what the figures were taken on."""
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


def lines(*, quick: bool) -> Iterator[Line]:
    """Yield the rows of the table: task, score, trivial floor, best published figure, speed."""
    yield from quality("demo", corpora.demo())
    if quick:
        return
    if corpora.seeds():
        yield from quality("seeds", corpora.seeds())
    if stories := corpora.events():
        made = split.made_digests(stories)
        yield "digests joined from articles: headlines F1", f"{made.f1:.3f}", "", "", ""
    if polnear := tuple(corpora.polnear("dev")):
        yield from extraction("polnear dev", polnear, PUBLISHED)
        apart = confidence.error(confidence.curve(polnear))
        yield "polnear dev: confidence stated and measured apart", f"{apart:.3f}", "", "", ""
    yield from other_languages()
    yield from real_events()
    for where, scores in (("as given", polarity.as_given()), ("as found", polarity.as_found())):
        for name, score in scores.items():
            yield f"polnear, {name} ({score.gold} labels), {where}: precision, recall, F1", _ratios(score), "", "", ""
    yield from reading()
    yield from running()
    yield from across_stories()  # last: the record of all corpora would count into the peak of the processes before


def other_languages() -> Iterator[Line]:
    """Yield the rows of stories in other languages than English."""
    for language, made in languages.lines(languages.stories()):
        told = ", ".join(name for name, score in made.items() if score.gold)
        figures = "  ".join(f"{score.f1:.3f}" for score in made.values() if score.gold)
        yield f"stories, {language}: {told}", figures, "", "", ""
    if german := tuple(languages.german()):
        yield from extraction("German Wikinews", german, "")


def real_events() -> Iterator[Line]:
    """Yield the rows of labelled articles on real events, those kept for reporting."""
    if not events.texts("dev"):
        return
    yield from understood("events dev", events.labelled("dev"), events.is_right)
    wrong = events.run("dev")[events.NO_STATEMENT]
    told = f"{wrong.precision:.3f}; {events.statements('dev').recall:.3f}"
    yield "events dev: of what is shown, no statement; statements shown", told, "", "", ""


def across_stories() -> Iterator[Line]:
    """Yield the rows of actors and statements across stories, on all corpora."""
    if linked := actors.run():
        told = f"{linked.all.precision:.3f}  {linked.all.recall:.3f}"
        yield f"actors, {linked.all.gold} pairs that are one: precision, recall", told, "", "", ""
        for stratum, score in linked.strata.items():
            yield f"actors, {stratum}", f"{score.precision:.3f}  {score.recall:.3f}", "", "", ""
    yield from public_gold()
    yield from folding()
    for kind, score in relations.run().items():
        yield f"relations, {kind} ({score.gold} labels): precision, recall, F1", _ratios(score), "", "", ""
    for kind, score in relations.of_demo().items():
        told = f"{score.right} of {score.gold}; {score.predicted - score.right}"
        yield f"relations of the demo, {kind}: found; invented", told, "", "", ""
    yield from claiming()


def public_gold() -> Iterator[Line]:
    """Yield the rows of the gold of linking that comes with the project."""
    apart, count = linking.lookalikes()
    yield "public gold, statements as given: B cubed", _cubed(linking.utterances()), "", "", ""
    yield "the same: look-alikes kept apart", f"{apart} of {count}", "", "", ""
    for kind, score in linking.related().items():
        yield f"public gold, {kind} ({score.gold} labels): precision, recall, F1", _ratios(score), "", "", ""


def folding() -> Iterator[Line]:
    """Yield the rows of statements and wordings."""
    if given := statements.of_outlets():
        yield "statements of several outlets, as given: B cubed", _cubed(given.all), "", "", ""
        yield "the same, those in English", _cubed(given.english), "", "", ""
        kept, count = given.apart
        told = f"{kept} of {count}; {given.mixed}"
        yield "the same: look-alikes kept apart; statements of two groups", told, "", "", ""
    if raw := statements.from_raw():
        told = f"{_cubed(raw.cubed)}; {raw.found:.3f}"
        yield "those in English, from the text on: B cubed of the quotations found; share found", told, "", "", ""
    if seeds := statements.of_seeds():
        yield "statements of the seeds, as given: B cubed", _cubed(seeds), "", "", ""
    if kinds := quote_alignment.run():
        yield "wordings: macro F1", f"{quote_alignment.macro(kinds):.3f}", "", "", ""
        for kind, score in kinds.items():
            yield f"wordings, {kind}: F1", f"{score.f1:.3f}", "", "", ""


def claiming() -> Iterator[Line]:
    """Yield the rows of claims, those given and those found, and of how surely they were told."""
    if asked := claims.of_seeds():
        yield "claims of the seeds, text given: precision, recall, F1", _ratios(asked.bears), "", "", ""
        trivially = asked.commonest / asked.bears.right
        yield "side of what was found right", f"{asked.sides:.3f}", f"{trivially:.3f}", "", ""
    if found := claims.found_in_seeds():
        yield "claims found there: pairs, precision, recall, F1", _ratios(found.pairs), "", "", ""
        yield "denials joined to their matter", f"{found.denials[0]} of {found.denials[1]}", "", "", ""
    planted = certainty.run()
    told = f"{planted.right} of {planted.gold}; {planted.predicted - planted.right}"
    yield "certainty of two made-up courses: accounts right; invented", told, "", "", ""


def _ratios(score: Score) -> str:
    return f"{score.precision:.3f}  {score.recall:.3f}  {score.f1:.3f}"


def _cubed(score: statements.Cubed) -> str:
    return f"{score.precision:.3f}  {score.recall:.3f}  {score.f1:.3f}"


def quality(name: str, texts: tuple[Text, ...]) -> Iterator[Line]:
    """Yield the rows of a corpus whose stories and furniture are labelled."""
    headlines = split.headlines(texts)
    yield f"{name}: headlines F1", f"{headlines.f1:.3f}", f"{trivial.headlines(texts).f1:.3f}", "", ""
    yield f"{name}: digest days right", f"{split.dates(texts).recall:.3f}", "", "", ""
    yield f"{name}: quotations with furniture", str(split.leaks(texts)), "", "", ""
    yield from extraction(name, texts, "")
    yield from facts(name, texts)


def facts(name: str, texts: tuple[Text, ...]) -> Iterator[Line]:
    """Yield the rows of what is told of the quotations found."""
    yield f"{name}: role right", f"{attribute.run(texts)['role'].recall:.3f}", "", "", ""
    yield from understood(name, tuple(found(texts)), attribute.is_right)


def understood(name: str, quotations: Sequence[Found], is_right: understanding.Right) -> Iterator[Line]:
    """Yield the rows of speaker, day, act and so on, beside those of the commonest label."""
    floor = understanding.figures(trivial.commonest(quotations), is_right)
    for part, value in understanding.figures(quotations, is_right).items():
        yield (
            f"{name}: {part}",
            _figure(value),
            "" if part.endswith(understanding.APART) else _figure(floor.get(part)),
            "",
            "",
        )


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def extraction(name: str, texts: tuple[Text, ...], published: str) -> Iterator[Line]:
    """Yield the rows of quotations against gold: all, and by form."""
    result, floor = extract.run(texts), trivial.quotations(texts)
    for form in FORMS:
        speed = "" if form else f"{result.words_per_second:,.0f} words a CPU-second"
        yield f"{name}: {form or 'quotations'}", _three(result.scores, form), _three(floor, form), published, speed
        published = ""
    yield f"{name}: words in any content, F1", f"{result.scores['token'].f1:.3f}", "", "", ""
    content, sourced = result.scores["content"], result.scores["content + source"]
    told = f"{content.recall:.3f}  {sourced.recall:.3f}  {content.precision:.3f}"
    yield f"{name}: recall of content, content + source; precision", told, "", "", ""


def reading() -> Iterator[Line]:
    """Yield the rows of `onrecord analyse` as a whole."""
    articles = runtime.articles()
    many, one = runtime.measure(articles), runtime.measure(articles[:1])
    yield "analyse, articles", "", "", "", f"{many.words / many.seconds:,.0f} words a CPU-second, {many.peak:,.0f} MiB"
    yield "analyse, start to first story", "", "", "", f"{one.first:.1f} s"
    long = runtime.measure([runtime.long_story(articles)])
    yield (
        "analyse, one story of 5 MB",
        "",
        "",
        "",
        f"{long.words / long.seconds:,.0f} words a CPU-second, {long.peak:,.0f} MiB",
    )


def _three(scores: dict[str, Score], form: str) -> str:
    return "  ".join(f"{scores[named(measure, form)].f1:.3f}" for measure in MEASURES)


def running() -> Iterator[Line]:
    """Yield the rows of speed and memory."""
    found = search.run(100_000)
    yield "search, 100,000 quotations: adding", "", "", "", f"{found['rows added per second']:,.0f} rows a second"
    for kind in SEARCHES:
        p50, p95 = (found[f"{kind}: {part} ms"] for part in ("p50", "p95"))
        yield f"search, 100,000 quotations: {kind}", "", "", "", f"p50 {p50:.1f} ms, p95 {p95:.1f} ms"
    pages = read.run()
    yield (
        "pages: words kept",
        f"{pages['words kept']:.3f}",
        "",
        "",
        f"{pages['pages a CPU-second']:,.0f} pages a CPU-second",
    )
    yield "pages: furniture let through", f"{pages['furniture let through']:.3f}", "", "", ""
    linked = scale.run(10_000, jobs=2)
    told = f"{linked.seconds:,.0f} s, a thousand more {linked.more:.1f} s, {linked.peak:,.0f} MiB"
    yield "linking 10,000 quotations, two threads", "", "", "", told
    for files in (200, 1_000):
        yield f"adding a folder of {files:,} files", "", "", "", f"at most {memory.run(files):,.0f} MiB"


if __name__ == "__main__":
    main()
