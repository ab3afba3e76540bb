"""extract: the quotations of a story by marks and a cue lexicon; a plain baseline for the reading model to replace.

Each sentence is read with its quoted words hidden, so that only the reporting frame is left. A verb of saying with a
subject parts the frame into what reports and what is reported; the marks inside the reported part tell its form.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice, pairwise

from onrecord import lexicons
from onrecord.text import Quoted, gaps, pair_marks, paragraphs, seams, sentences, strip
from onrecord.types import Form, Problem, Quotation, Reading, Span, content_id, covered

CONFIDENCE = {"direct": 0.9, "mixed": 0.75, "indirect": 0.6, "uncued": 0.5}
_SPOKEN_WORDS = 5  # fewer words in marks, without a cue, are a term or a title rather than speech
_LONGEST_SOURCE = 16  # words
_MOST_CUES = 40  # verbs of saying in one sentence
_LONGEST_SUBJECT = 300  # characters
_LONGEST_FRAME = 4000  # characters of a sentence; in a longer one only the marks are read
_TRIM = " \t\r\n\xa0,;:—–-"

_DAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today)(?: (?:morning|afternoon|evening|night))?"
_WHEN = rf"(?:(?:late|early|earlier) )?(?:on )?(?:last |this )?{_DAY}"
_AUXILIARY = re.compile(
    r"(?:\b(?:has|have|had|was|were|is|are|be|been|will|would|could|may|might|did|does|not|also|later|then|again|now|"
    r"still|once|even|just|only|further|\w+ly|(?:did|has|was|does)n['’]t)\s+)+$"
)
_CLAUSE_EDGE = re.compile(
    r"[,;:()\[\]—–\"“”„«»?!]|\s-\s|\b(?:and|but|or|while|whereas|as|that|because|after|before|although|though|when|if|"
    r"where|since|than|what|how|whether)\s",
    re.IGNORECASE,
)
_LEADING = re.compile(
    rf"(?:(?:and|but|so|yet|or|then|however|still|also|meanwhile|earlier|later|instead|separately|moreover|{_WHEN}|"
    r"in (?:response|turn|addition|particular|a statement|an interview))\b[, ]*)+",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"(?:to|in|on|at|of|for|by|after|before|since|from|with)\b")
_LAST_NAME = re.compile(r"(?<= )(?:he|she|it|they|we|[A-ZÀ-Þ]\w+(?: [A-ZÀ-Þ]\w+)*)$")
_NO_SUBJECT = re.compile(
    rf"^(?:{_PREPOSITION.pattern}|(?i:what|whether|how|why|if|that)\b)"
    r"|(?i:\b(?:a|an|the|of|to|his|her|its|their|in|for))$"
    r"|^(?:\w+day|January|February|March|April|May|June|July|August|September|October|November|December|\d+)$"
)
_RELATIVE = re.compile(r"\b(?:who|which)\s*$", re.IGNORECASE)
_BEGINS_NAME = re.compile(r"[^\W\d_a-z]|(?:the|an?|his|her|its|their|one|two|three|several|some|he|she|it|they|we|i)\b")
_PRONOUN = re.compile(r"(?:he|she|it|they|who|we|i|you|some|many|others|both)\b", re.IGNORECASE)
_NOUN = re.compile(r"[^\W\d_a-z][\w.]|\b(?:the|a|an|his|her|its|their|one|two|three|several|some|other)\s+\w|\b\w+s\b")
_INVERTED = re.compile(
    r"\s*((?:[^\s,.;:\"“”(]|\.(?=\S)|(?<=\b[A-Z])\.|(?<=\b(?:Mr|Ms|Dr|St))\.|(?<=\b(?:Mrs|Sen|Rep|Gov|Gen))\.|"
    r"(?<! (?:in|on|at|to)) (?!(?:in|on|at|to|during|when|after|as|that|while|and)\b)){1,140})"
)
_ADDRESSEE = (
    r"(?:to )?(?:reporters|journalists|us|me|him|her|them|(?:the |an? )?[\w'’ -]{3,40}?)(?=\s+that\b|, [\"“]|: ?)"
)
_CIRCUMSTANCE = (
    rf"(?:{_WHEN}|(?:in|at|during|after|to|via|through|on) [^,:;\"“]{{1,80}}?)(?=\s+that\b|\s*[,:]|\s*[\"“])"
)
_AFTER_CUE = re.compile(rf"\s*(?:{_ADDRESSEE})?(?:\s*,?\s*{_CIRCUMSTANCE})*\s*[:,]?\s*|\s*", re.IGNORECASE)
_TAIL = re.compile(
    rf"[\s,]*(?:{_WHEN}\b|(?:in|on|at|to|during|after|before|when|while|as|from|by|with|of|about|via|through|following|"
    r"reporters|journalists|speaking|adding|referring|the|an?|his|her|its|their|our|us|me|[A-Z]\w+)\b[^\"“]*|[.!?…\s]*)$"
)
_INTRODUCED = re.compile(r"\bthat\b|:\s|[\"“«]")
_TOLD = re.compile(r"(?:reporters|journalists|us|me|him|her|them|[A-Z]\w+(?: [A-Z]\w+)*)\s+(?=\w+\s+\w+\s+\w+)")
_ADVERBIAL = re.compile(
    r"(?:in|on|at|during|after|before|since|by|from|via|through|earlier|later|late|early|last|this|meanwhile|however)\b",
    re.IGNORECASE,
)
_LONGEST_ADVERBIAL = 5  # words
_THAT = re.compile(r"(?:that|whether|if|why|how|what)\b", re.IGNORECASE)
_ACCORDING = re.compile(r"\baccording to (?P<source>[^,.;:()\"“”]{2,100}?)(?=[,.;:()\"“”]|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Page:
    """A story ready to be read: its text with the quoted words hidden, where lost spaces glued words, its headline."""

    shown: str
    seams: Sequence[int]
    headline: Span | None


@dataclass(frozen=True, slots=True)
class _Cue:
    """A verb of saying in a frame, with the span of its whole verb group and what it takes."""

    span: Span
    takes: str


@dataclass(frozen=True, slots=True)
class _Clause:
    """A reporting clause: its cue, who reports, the whole of it, and whether it shares the source of one before."""

    cue: _Cue
    source: Span
    span: Span
    joined: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """A quotation in the making: where its parts stand."""

    content: tuple[Span, ...]
    cue: Span | None = None
    source: Span | None = None
    headline: bool = False


def extract(reading: Reading) -> Reading:
    """Add the quotations of the story in the order of the text, and a problem for every mark without a partner."""
    story = reading.story.span
    spans = paragraphs(reading.masked, story)
    passages, alone = pair_marks(reading.masked, spans)
    outer = [passage for passage in passages if passage.depth == 0]
    page = _Page(_hide(reading.masked, outer), seams(reading.masked, story), reading.story.headline_span)
    quotations: dict[str, Quotation] = {}
    for span, inside in _by_paragraph(spans, outer):
        for found in _read_paragraph(page, span, inside):
            if not _is_sound(reading.masked, found):
                continue
            quotation = _quotation(reading, inside, found)
            quotations[quotation.id] = quotation
    problems = tuple(_unpaired(reading, mark) for mark in alone)
    ordered = tuple(sorted(quotations.values(), key=lambda quotation: quotation.content))
    return replace(reading, quotations=ordered, problems=(*reading.problems, *problems))


def _is_sound(text: str, found: _Found) -> bool:
    """Refuse content without a word, content that takes in its own cue or source, and parts that cover nothing."""
    own = [span for span in (found.cue, found.source) if span]
    if any(span.start >= span.end for span in (*own, *found.content)):
        return False
    apart = not any(span.meets(part) for span in own for part in found.content)
    return apart and any(character.isalnum() for character in covered(text, found.content))


def _by_paragraph(spans: Sequence[Span], passages: Sequence[Quoted]) -> Iterator[tuple[Span, list[Quoted]]]:
    """Yield each paragraph with its passages; both come in the order of the text."""
    at = 0
    for span in spans:
        end = at
        while end < len(passages) and passages[end].span.start < span.end:
            end += 1
        yield span, list(passages[at:end])
        at = end


def _hide(text: str, passages: Sequence[Quoted]) -> str:
    """Write each passage, one character for one, as “qqq”: whatever its marks are, frames look alike.

    The words become letters that match nothing; a last stop is kept, for it may end the frame's sentence.
    """
    pieces, at = [], 0
    for passage in passages:
        if passage.span.start < at:
            continue
        start, end = passage.span.start + passage.opened, passage.span.end - passage.closed
        stop = text[end - 1 : end] if end > start and text[end - 1] in ".,!?…" else ""
        hidden = "q" * (end - start - len(stop)) + stop
        pieces += [text[at : passage.span.start], "“" * passage.opened, hidden, "”" * passage.closed]
        at = passage.span.end
    return "".join([*pieces, text[at:]])


# --- a paragraph -------------------------------------------------------------------------------------------------


def _read_paragraph(page: _Page, paragraph: Span, passages: Sequence[Quoted]) -> list[_Found]:
    headline = page.headline if page.headline and paragraph.covers(page.headline) else None
    found: list[_Found] = []
    previous: Span | None = None
    for sentence in _frames(page, headline or paragraph, passages):
        new = list(_read_frame(page.shown, sentence, previous, passages))
        if not new and headline:
            new = list(_read_colon(page.shown, sentence))
        found += [replace(f, headline=headline is not None) for f in new if not _overlaps(f, found)]
        previous = sentence
    return _with_uncued(page.shown, paragraph, passages, found, headline is not None)


def _frames(page: _Page, span: Span, passages: Sequence[Quoted]) -> Iterator[Span]:
    """Yield the sentences of a paragraph, parted also where a lost space glued one to the next."""
    joints = page.seams[bisect_left(page.seams, span.start) : bisect_left(page.seams, span.end)]
    glued = [p.span.start for p in passages if p.span.start > span.start and page.shown[p.span.start - 1] in ".!?…"]
    for sentence in sentences(page.shown, span):
        inner = (at for at in (*joints, *glued) if sentence.start < at < sentence.end)
        edges = [sentence.start, *sorted(set(inner)), sentence.end]
        for start, end in pairwise(edges):
            if end - start <= _LONGEST_FRAME:
                yield Span(start, end)


def _overlaps(new: _Found, found: Sequence[_Found]) -> bool:
    return any(a.meets(b) for f in found for a in f.content for b in new.content)


def _with_uncued(
    shown: str, paragraph: Span, passages: Sequence[Quoted], found: list[_Found], is_headline: bool
) -> list[_Found]:
    """Join passages that follow a cued one to it; keep others that are long enough to be speech."""
    found = sorted(found, key=lambda f: f.content)
    for passage in passages:
        span = passage.span
        if any(part.meets(span) for f in found for part in f.content) or not _is_spoken(shown, span):
            continue
        host = next((n for n, f in enumerate(found) if _goes_on(shown, f, span)), None)
        if host is not None:
            found[host] = replace(found[host], content=(*found[host].content, span))
        elif not is_headline and _stands_alone(shown, paragraph, span):
            found.append(_Found((span,)))
    return found


def _is_spoken(shown: str, span: Span) -> bool:
    return span.end - span.start > 4 * _SPOKEN_WORDS or shown[span.start : span.end].rstrip("\"'”’»")[-1:] in (
        ".",
        "?",
        "!",
        ",",
    )


def _goes_on(shown: str, host: _Found, span: Span) -> bool:
    """Tell whether only the host's cue, its source and a full stop stand between the host and `span`."""
    last = max(host.content[-1].end, host.cue.end if host.cue else 0, host.source.end if host.source else 0)
    if host.cue is None or host.content[-1].end > span.start or host.cue.start < host.content[0].start:
        return False
    between = shown[last : span.start] if last <= span.start else "?"
    return between.strip().rstrip(".,:").strip() == "" or bool(re.fullmatch(r"[^.!?\"“”]{0,120}[.,:]\s*", between))


def _stands_alone(shown: str, paragraph: Span, span: Span) -> bool:
    before = shown[paragraph.start : span.start].rstrip()
    return before == "" or before[-1] in ".!?:”"


# --- a frame -----------------------------------------------------------------------------------------------------


def _read_frame(shown: str, frame: Span, previous: Span | None, passages: Sequence[Quoted]) -> Iterator[_Found]:
    taken: list[_Found] = []
    for found in (*_according(shown, frame), *_cued(shown, frame, previous, passages)):
        inside = found.cue is not None and any(part.meets(found.cue) for t in taken for part in t.content)
        if not inside and not _overlaps(found, taken):
            taken.append(found)
            yield found


def _according(shown: str, frame: Span) -> Iterator[_Found]:
    for match in _ACCORDING.finditer(shown, frame.start, frame.end):
        source = strip(shown, Span(*match.span("source")))
        cue = Span(match.start(), match.start("source") - 1)
        before = _trimmed(shown, Span(frame.start, match.start()))
        after = _trimmed(shown, Span(match.end(), frame.end))
        parts = tuple(part for part in (before, after) if part.end - part.start > 8)
        if parts and 1 <= len(source.of(shown).split()) <= _LONGEST_SOURCE:
            yield _Found(parts, cue, source)


def _cued(shown: str, frame: Span, previous: Span | None, passages: Sequence[Quoted]) -> Iterator[_Found]:
    """Read the reporting clauses of a frame: one that closes it first, for it reports all that stands before it."""
    clauses = list(_clauses(shown, frame))
    for clause in (clause for clause in reversed(clauses) if not clause.joined):
        if content := _before(shown, frame, clause):
            yield _Found(content, clause.cue.span, clause.source)
            clauses.remove(clause)
            break
    for clause in clauses:
        joined = (c.span.start for c in clauses if c.joined and c.span.start > clause.span.end)
        content = _after(shown, clause.cue, Span(clause.span.end, next(joined, frame.end)))
        content = content or _sentence_before(shown, frame, clause.span, previous, passages)
        if content:
            yield _Found(content, clause.cue.span, clause.source)


def _clauses(shown: str, frame: Span) -> Iterator[_Clause]:
    last: Span | None = None
    cues = list(islice(_cues(shown, frame), _MOST_CUES))
    edges = [frame.start, *(match.end() for match in _CLAUSE_EDGE.finditer(shown, frame.start, frame.end))]
    for cue in cues:
        subject = _subject(shown, edges[: bisect_right(edges, cue.span.start)], cue)
        inverted = _inverted(shown, frame, cue) if subject is None else None
        own = subject or inverted
        joins = own is None and shown[cue.span.end - 3 : cue.span.end] == "ing"  # "he said ..., adding that"
        source = last if joins else own
        if source is not None and not any(other is not cue and source.covers(other.span) for other in cues):
            spans = [cue.span, *([own] if own else [])]
            yield _Clause(cue, source, Span(min(spans).start, max(span.end for span in spans)), joins)
            last = source


def _cues(shown: str, frame: Span) -> Iterator[_Cue]:
    pattern, takes = _lexicon()
    for match in pattern.finditer(shown, frame.start, frame.end):
        helper = _AUXILIARY.search(shown, max(frame.start, match.start() - 60), match.start())
        start = helper.start() if helper else match.start()
        yield _Cue(Span(start, match.end()), takes.get(" ".join(match.group().lower().split()), "that"))


@cache
def _lexicon() -> tuple[re.Pattern[str], dict[str, str]]:
    rows = lexicons.rows("en", "cues")
    takes = {form.replace(":", " "): row["takes"] for row in rows for form in row["forms"].split()}
    longest_first = sorted(takes, key=len, reverse=True)
    forms = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in longest_first)
    return re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])", re.IGNORECASE), takes


def _subject(shown: str, edges: Sequence[int], cue: _Cue) -> Span | None:
    """Return the noun phrase that ends where the cue begins, with an apposition between commas.

    `edges` are the offsets before the cue at which a clause may begin.
    """
    near = strip(shown, Span(edges[-1], cue.span.start))
    words = near.of(shown)
    if not words or words[0].islower():
        for start in edges[-3:-1]:
            wider = _trimmed(shown, Span(start, cue.span.start))
            if _is_apposition(wider.of(shown)):
                return _noun_phrase(shown, wider)
    if relative := _RELATIVE.search(words):
        near = strip(shown, Span(near.start, near.start + relative.start()))
        if near.start == near.end and len(edges) > 1:
            near = _trimmed(shown, Span(edges[-2], edges[-1]))
    return _noun_phrase(shown, near)


def _is_apposition(words: str) -> bool:
    """ "Ana Ruel, the port's director" or "Ana Ruel, 41," : a name, a comma, and a description."""
    name, _, described = words.partition(",")
    capitals = all(word[0].isupper() for word in name.split()) and not _PREPOSITION.match(name.lower())
    return bool(name.strip()) and capitals and len(name.split()) <= 5 and 1 <= len(described.split()) <= 12


def _inverted(shown: str, frame: Span, cue: _Cue) -> Span | None:
    """Return the noun phrase after a cue that follows quoted words ("…," said the minister)."""
    before = shown[frame.start : cue.span.start].rstrip()
    if before and before[-1] not in ",”!?—–":
        return None
    match = _INVERTED.match(shown, cue.span.end, frame.end)
    found = _noun_phrase(shown, strip(shown, Span(*match.span(1)))) if match else None
    return found if found and _BEGINS_NAME.match(found.of(shown)) else None


def _noun_phrase(shown: str, span: Span) -> Span | None:
    if span.end - span.start > _LONGEST_SUBJECT:
        return None
    leading = _LEADING.match(shown, span.start, span.end)
    span = _trimmed(shown, Span(leading.end() if leading else span.start, span.end))
    if _PREPOSITION.match(span.of(shown).lower()) and (last := _LAST_NAME.search(shown, span.start, span.end)):
        span = Span(*last.span())  # "In May last year Ana Ruel"
    words = span.of(shown)
    if not words or len(words.split()) > _LONGEST_SOURCE or _NO_SUBJECT.search(words):
        return None
    return span if _PRONOUN.fullmatch(words) or _NOUN.search(words) else None


def _before(shown: str, frame: Span, reporting: _Clause) -> tuple[Span, ...]:
    """Return what a reporting clause reports that stands at a frame's end or interrupts it."""
    clause = reporting.span
    before = _trimmed(shown, Span(frame.start, clause.start))
    edge = shown[frame.start : clause.start].rstrip()[-1:]
    edges = "”!?—–," if reporting.cue.takes in ("clause", "addressee") else "”"
    if before.end - before.start <= 3 or not edge or edge not in edges or _is_adverbial(before.of(shown)):
        return ()
    after = shown[clause.end : frame.end]
    quoted_later = re.match(r"[^\"“«]{0,120}[,:]?\s*(?=[\"“«])", after)
    if quoted_later and edge != ",":
        return _both(shown, before, Span(clause.end + quoted_later.end(), frame.end))
    if edge == "”":
        return (before,) if not _INTRODUCED.search(after) else ()  # what follows the speaker's name describes them
    told = r"[^,.:\"“]{0,40}" if reporting.cue.takes == "addressee" else r"\s*"
    if (resumed := re.match(rf"{told},\s*(?=\w)", after)) and not _TAIL.match(after[resumed.end() - 1 :]):
        return _both(shown, before, Span(clause.end + resumed.end(), frame.end))
    ends = _TAIL.match(after) or reporting.cue.takes == "addressee"
    return (before,) if ends and not _INTRODUCED.search(after) else ()


def _is_adverbial(words: str) -> bool:
    """ "In Orme" or "on Monday" before or after a cue tells where and when, and is not what was said."""
    return bool(_ADVERBIAL.match(words)) and len(words.split()) <= _LONGEST_ADVERBIAL and "“" not in words


def _both(shown: str, before: Span, rest: Span) -> tuple[Span, ...]:
    after = _trimmed(shown, rest)
    return (before, after) if after.start < after.end else (before,)


def _after(shown: str, cue: _Cue, rest: Span) -> tuple[Span, ...]:
    skipped = _AFTER_CUE.match(shown, rest.start, rest.end)
    start = rest.start if cue.takes == "object" or skipped is None else skipped.end()
    content = _trimmed(shown, Span(start, rest.end))
    words = content.of(shown)
    introduced = (
        _THAT.match(words) or words[:1] in "\"“«„‘'" or shown[rest.start : content.start].rstrip().endswith(":")
    )
    if cue.takes == "addressee" and not introduced and (told := _TOLD.match(words)):
        content = Span(content.start + told.end(), content.end)
        introduced = told
    if (cue.takes in ("that", "addressee") and not introduced) or words[:3] == "by ":
        return ()
    if cue.takes == "clause" and not introduced and _is_adverbial(words):
        return ()
    if not re.search(r"\w", words) or (len(words.split()) < 2 and words[:1] not in "\"“«„‘'"):
        return ()
    return (content,)


def _sentence_before(
    shown: str, frame: Span, clause: Span, previous: Span | None, passages: Sequence[Quoted]
) -> tuple[Span, ...]:
    """For a frame that holds nothing but the reporting clause, return the quoted sentence just before it."""
    if previous is None or shown[frame.start : clause.start].strip():
        return ()
    if not _TAIL.match(shown[clause.end : frame.end]):
        return ()
    quoted = [p.span for p in passages if p.span.end == previous.end]
    return (quoted[0],) if quoted else ()


def _read_colon(shown: str, frame: Span) -> Iterator[_Found]:
    """A headline's colon: "Minister: talks go on" or "'Talks go on': minister"."""
    colons = [m.start() for m in re.finditer(r":\s", shown[frame.start : frame.end])]
    if len(colons) != 1:
        return
    at = frame.start + colons[0]
    left, right = _trimmed(shown, Span(frame.start, at)), _trimmed(shown, Span(at + 1, frame.end))
    cue = Span(at, at + 1)
    if left.start < left.end and shown[left.start] in "\"“«„‘'":
        yield _Found((left,), cue, right if len(right.of(shown).split()) <= 3 else None)
    elif len(right.of(shown).split()) <= 3 and right.end - right.start < left.end - left.start:
        yield _Found((left,), cue, right)
    elif 1 <= len(left.of(shown).split()) <= 4 and len(right.of(shown).split()) >= 3:
        yield _Found((right,), cue, left)


def _trimmed(shown: str, span: Span) -> Span:
    """Shrink `span` past white space, commas, dashes and a full stop outside marks."""
    start, end = span
    while start < end and shown[start] in _TRIM + ".":
        start += 1
    while end > start and (shown[end - 1] in _TRIM or _is_full_stop(shown, start, end)):
        end -= 1
    return Span(start, end)


def _is_full_stop(shown: str, start: int, end: int) -> bool:
    return shown[end - 1] == "." and not re.search(r"(?:\b\w\.\w|\b[A-Z])\.$", shown[max(start, end - 6) : end])


# --- a quotation -------------------------------------------------------------------------------------------------


def _quotation(reading: Reading, passages: Sequence[Quoted], found: _Found) -> Quotation:
    text = reading.document.text
    form = _form(reading.masked, passages, found.content)
    spans = sorted(found.content)
    return Quotation(
        id=content_id("quotation", reading.document.sha256, *(edge for span in spans for edge in span)),
        form=form,
        content=tuple(spans),
        text=covered(text, spans),
        cue=found.cue,
        source=found.source,
        headline=found.headline,
        confidence=CONFIDENCE[form if found.cue else "uncued"],
    )


def _form(text: str, passages: Sequence[Quoted], content: Sequence[Span]) -> Form:
    inner = [passage.span for passage in passages if any(part.meets(passage.span) for part in content)]
    if not inner:
        return "indirect"
    left = "".join(gap.of(text) for part in content for gap in gaps([s for s in inner if part.meets(s)], part))
    return "mixed" if re.search(r"\w", left) else "direct"


def _unpaired(reading: Reading, mark: Span) -> Problem:
    return Problem(
        stage="extract",
        message=f"quotation mark {mark.of(reading.document.text)} has no partner",
        span=mark,
        uri=reading.document.uri,
        remedy="read the passage in its story: its limits are a guess",
    )
