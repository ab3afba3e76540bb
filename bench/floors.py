"""The floors that must not be fallen below, pinned with the hash of the gold and the texts they were set on."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import (
    actors,
    attribute,
    certainty,
    claims,
    classify,
    context,
    corpora,
    dates,
    demo,
    events,
    extract,
    languages,
    linking,
    quote_alignment,
    relations,
    split,
    statements,
    understanding,
)
from bench.corpora import Text

EVENTS = "events dev"
LANGUAGES = "other languages"
ACTORS = "actors of all corpora"
STATEMENTS = "statements as given"
CLAIMS = "claims of the seeds"
MADE_UP = "links of the demo"
PUBLIC = "public gold of linking"
PATH = Path(__file__).with_name("floors.json")
CORPORA: dict[str, Callable[[], tuple[Text, ...]]] = {
    "demo": corpora.demo,
    "seeds": corpora.seeds,
    "polnear dev": lambda: tuple(corpora.polnear("dev")),
}


def pinned() -> dict[str, dict[str, Any]]:
    """Return the floors by corpus as they are kept: the hash under `gold`, and a floor for each score."""
    found: dict[str, dict[str, Any]] = json.loads(PATH.read_text(encoding="utf-8"))
    return found


def measured(corpus: str) -> dict[str, Any] | None:
    """Measure what `pinned` keeps floors for; None where the corpus is not at hand."""
    if corpus == EVENTS:
        return _events()
    if corpus == LANGUAGES:
        return _languages()
    if corpus == ACTORS:
        result = actors.run()
        if result is None:
            return None
        return {"gold": actors.fingerprint(), "precision": result.all.precision, "recall": result.all.recall}
    if corpus == STATEMENTS:
        return _statements()
    if corpus == CLAIMS:
        return _claims()
    if corpus == MADE_UP:
        return _made_up()
    if corpus == PUBLIC:
        return _public()
    found = CORPORA[corpus]()
    return _measured(found) if found else None


def _languages() -> dict[str, Any]:
    stories = languages.stories()
    made = dict(languages.lines(stories))
    gold = corpora.fingerprint(tuple(text for texts in stories.values() for text in texts))
    each = {f"content + source, {name}": made[name]["content + source"].f1 for name in stories}
    return {"gold": gold} | {name: score.f1 for name, score in made[languages.ALL].items()} | each


def _measured(found: tuple[Text, ...]) -> dict[str, Any]:
    scores = extract.run(found).scores
    measures: dict[str, Any] = {"gold": corpora.fingerprint(found)}
    if any(text.headlines is not None for text in found):
        measures |= {
            "headline F1": split.headlines(found).f1,
            "digest days right": split.dates(found).recall,
            "quotations without furniture": float(split.leaks(found) == 0),
        }
        measures["day right"] = dates.run(found).recall
        for stage in (attribute, context, classify):
            measures |= {f"{name} right": score.f1 for name, score in stage.run(found).items()}
    for name, score in scores.items():
        measures |= {f"{name} F1": score.f1, f"{name} precision": score.precision, f"{name} recall": score.recall}
    return measures


def _events() -> dict[str, Any] | None:
    """Return the figures of real events; of errors, what is left of 1."""
    found = events.labelled("dev")
    if not found:
        return None
    told = understanding.figures(found, events.is_right)
    wrong = told.pop(understanding.WRONG_NAME) or 0.0
    apart = {name: told.pop(name) for name in list(told) if name.endswith(understanding.APART)}
    sure = {name.replace(understanding.APART, "as sure as right"): 1 - error for name, error in apart.items() if error}
    return {"gold": events.fingerprint("dev"), "no wrong person named": 1 - wrong} | told | sure


def _statements() -> dict[str, Any] | None:
    outlets, seeds, raw = statements.of_outlets(), statements.of_seeds(), statements.from_raw()
    if outlets is None or seeds is None or raw is None:
        return None
    return {
        "gold": statements.fingerprint(),
        "outlets B cubed F1": outlets.all.f1,
        "outlets, English B cubed F1": outlets.english.f1,
        "look-alikes apart": outlets.apart[0] / outlets.apart[1],
        "no statement of two groups": float(outlets.mixed == 0),
        "English from the text on B cubed F1": raw.cubed.f1,
        "seeds B cubed F1": seeds.f1,
        "wordings macro F1": quote_alignment.macro(quote_alignment.run()),
        "denials F1": relations.run()["denies"].f1,
        "shifts F1": relations.run()["shifts"].f1,
    }


def _claims() -> dict[str, Any] | None:
    seeds, found = claims.of_seeds(), claims.found_in_seeds()
    if seeds is None or found is None:
        return None
    return {
        "gold": claims.fingerprint(),
        "what bears on one F1": seeds.bears.f1,
        "sides right": seeds.sides,
        "pairs found F1": found.pairs.f1,
        "denials joined": found.denials[0] / found.denials[1],
    }


def _made_up() -> dict[str, Any]:
    found = relations.of_demo()
    told = certainty.run()
    return {
        "gold": demo.fingerprint(),
        "departures found": found["shifts"].recall,
        "promises followed": (found["keeps_promise"].recall + found["breaks_promise"].recall) / 2,
        "nothing invented": float(all(score.right == score.predicted for score in found.values())),
        "certainty F1": told.f1,
    }


def _public() -> dict[str, Any]:
    apart, count = linking.lookalikes()
    found = linking.related()
    return {
        "gold": linking.fingerprint(),
        "B cubed F1": linking.utterances().f1,
        "look-alikes apart": apart / count,
        "denials precision": found["denies"].precision,
        "denials recall": found["denies"].recall,
        "departures precision": found["shifts"].precision,
        "departures recall": found["shifts"].recall,
    }
