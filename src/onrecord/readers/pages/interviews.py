"""Interviews and transcripts by layout: questions set off from their answers, and lists of names and their words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from onrecord import lexicons
from onrecord.readers.pages.layout import Layout
from onrecord.readers.pages.names import is_speaker, mark_names
from onrecord.readers.pages.runs import Piece, Run, holds_marks, runs

_FEWEST = 2  # questions of an interview, and turns of a list
_ASKED = 0.5  # of what is set off that must be questions
_ADDRESSED = 0.4  # of the answers in the first person, or of the questions in the second
_QUESTION_WORDS = 2
_APART = frozenset({"aside", "nav", "footer", "form", "figure", "figcaption", "table", "header", "blockquote", "dl"})
_ENDS = re.compile(r"[?？؟][\"'”’»)\]]*$")
_ASKING = "QFПВD"  # first letters of what stands for "question" in a list of questions and answers
_CAPTION = re.compile(r"[\[(].{0,200}[\])]")
_CLASS_Q = re.compile(r"(?:^|[\s_-])(?:q|questions?|frage|pregunta|domanda|pergunta|vraag|вопрос)(?:$|[\s_-])", re.I)
_CLASS_A = re.compile(
    r"(?:^|[\s_-])(?:a|answers?|antwort|respuesta|risposta|resposta|antwoord|réponse|ответ)(?:$|[\s_-])", re.I
)
_LETTERS = re.compile(
    r"\s*(?:[QAFRПВ]|Question|Answer|Frage|Antwort|Pregunta|Respuesta|Réponse|Domanda|Risposta|Вопрос|Ответ)\s*[:.]\s*"
)
_NAMED = re.compile(r"(?!(?:A|Answer|Antwort|Respuesta|Réponse|Risposta|Ответ)\s*:)[^\W\d_][^:?!.]{1,60}:\s")


def mark_interviews(tree: Any, layout: Layout, title: str | None) -> None:
    """Note the questions and answers of an interview, and the turns of a transcript that is set as a list."""
    for each in list(tree.iter("dl")):
        if not holds_marks(each):
            _mark_list(each, layout)
    found = [part for run in runs(_main(tree)) if _is_of_story(run) for part in _parted(run)]
    kinds = Counter(_kind(run) for run in found if _kind(run))
    for kind, _ in sorted(kinds.items(), key=lambda each: -sum(_asks(run) for run in found if _kind(run) == each[0])):
        at = [n for n, run in enumerate(found) if _kind(run) == kind and len(run.text.split()) >= _QUESTION_WORDS]
        if _is_interview(found, at, title):
            _mark_answers(found, at, layout)
            return
    mark_names(found, layout)


def _main(tree: Any) -> Any:
    """Return the part of the page in which its story stands."""
    for path in (".//article", ".//main", ".//body"):
        if len(found := tree.findall(path)) == 1:
            return found[0]
    return tree


def _is_of_story(run: Run) -> bool:
    apart = any(each.tag in _APART for each in (run.block, *run.block.iterancestors()))
    return not apart and run.block.tag != "h1" and not run.is_marked


def _parted(run: Run) -> Sequence[Run]:
    """Return a run as question and answer where its head is set off and is a question, else as it is."""
    split = next((n for n, piece in enumerate(run.pieces) if piece.text.strip() and not _is_set_off(piece)), 0)
    head = Run(run.block, run.pieces[:split])
    if not split or run.is_strong or not _ENDS.search(head.text):
        return [run]
    return [head, Run(run.block, run.pieces[split:])]


def _is_set_off(piece: Piece) -> bool:
    return piece.strong or _CLASS_Q.search(piece.holder.get("class", "")) is not None


def _kind(run: Run) -> str | None:
    """Return how a run is set off from plain text: by a class, as a heading of some level, in bold or in italics."""
    holders = [piece.holder for piece in run.pieces if piece.text.strip()]
    around = [
        each for holder in holders[:1] for each in (holder, *holder.iterancestors()) if each.tag not in ("body", "html")
    ][:4]
    if any(_CLASS_Q.search(each.get("class", "")) for each in around):
        return "class"
    if not run.is_strong:
        return None
    if re.fullmatch(r"h[2-6]", run.block.tag):
        return str(run.block.tag)
    return "italic" if all(_is_italic(holder) for holder in holders) else "bold"


def _is_italic(holder: Any) -> bool:
    inline = [each.tag for each in (holder, *holder.iterancestors())][:3]
    return ("em" in inline or "i" in inline) and "strong" not in inline and "b" not in inline


def _asks(run: Run) -> bool:
    return _ENDS.search(run.text) is not None


def _is_interview(found: Sequence[Run], at: Sequence[int], title: str | None) -> bool:
    """Tell whether what is set off at some places are questions to somebody: not cross-heads, nor a list of questions
    that the outlet answers itself."""
    answered = [n for n in at if n + 1 < len(found) and n + 1 not in at]
    asked = sum(_asks(found[n]) for n in at)
    if len(answered) < _FEWEST or asked < max(_FEWEST, _ASKED * len(at)):
        return False
    answers = [_answer(found, n, at) for n in answered]
    if sum(_NAMED.match(answer[0].text) is not None for answer in answers) * 2 > len(answers):
        return False  # names with a colon tell whose words they are
    second = _share([found[n].text for n in at], "second")
    first = _share([" ".join(run.text for run in answer) for answer in answers], "first")
    named = any(_CLASS_A.search(run.block.get("class", "")) for answer in answers for run in answer)
    is_called_so = _says_interview([title or "", *(run.text for run in found[: at[0]][-6:])])
    if is_called_so or named:
        return first >= _ADDRESSED / 2
    return first >= _ADDRESSED and (second > 0 or first >= 2 * _ADDRESSED)


def _answer(found: Sequence[Run], n: int, at: Sequence[int]) -> list[Run]:
    following = next((later for later in at if later > n), len(found))
    return list(found[n + 1 : following])


def _share(texts: Sequence[str], person: str) -> float:
    words = _pronouns(person)
    return sum(any(word in words for word in re.findall(r"[^\W\d_]+", text.lower())) for text in texts) / max(
        1, len(texts)
    )


def _pronouns(person: str) -> frozenset[str]:
    return frozenset(row["word"] for row in lexicons.rows("und", "page_words") if row["kind"] == person)


def _says_interview(texts: Iterable[str]) -> bool:
    wanted = _pronouns("interview")
    return any(word in wanted for text in texts for word in re.findall(r"[^\W\d_]+", text.lower()))


def _mark_answers(found: Sequence[Run], at: Sequence[int], layout: Layout) -> None:
    for n in at:
        layout.mark_words(layout.add("question"), [found[n]], _LETTERS)
    for n in at:
        said = [run for run in _answer(found, n, at) if _is_said(run)]
        if n == at[-1]:
            said = _before_note(said)
        if said:
            layout.mark_words(layout.add("answer"), said, _LETTERS)


def _is_said(run: Run) -> bool:
    """Tell whether a run of an answer is words of it: no caption in brackets, no cross-head, nothing set off."""
    return not run.is_strong and not _CAPTION.fullmatch(run.text)


def _before_note(said: Sequence[Run]) -> list[Run]:
    """Return the last answer up to what the outlet adds about the interview."""
    end = next((n for n, run in enumerate(said) if n and _says_interview([run.text])), len(said))
    return list(said[:end])


# --- lists ------------------------------------------------------------------------------------------------------------


def _mark_list(element: Any, layout: Layout) -> None:
    """Note a list of terms as turns if its terms are names, as questions and answers if they are questions."""
    pairs = _pairs(element)
    if len(pairs) < _FEWEST:
        return
    labels = [label.text for label, _ in pairs]
    if all(_LETTERS.fullmatch(f"{label.rstrip(' .:')}:") for label in labels):
        for label, said in pairs:
            asks = label.text.strip()[:1] in _ASKING
            layout.mark_words(layout.add("question" if asks else "answer"), said)
    elif all(is_speaker(label) for label in labels) and _are_turns(labels, pairs):
        for label, said in pairs:
            number = layout.add("turn", speaker=label.text.rstrip(" :.–—-"))
            layout.mark_words(number, said)
            layout.mark_label(number, label)
    elif sum(_asks(label) for label, _ in pairs) >= _ASKED * len(pairs):
        answers = [" ".join(run.text for run in said) for _, said in pairs]
        if _share(answers, "first") >= _ADDRESSED:
            for label, said in pairs:
                layout.mark_words(layout.add("question"), [label])
                layout.mark_words(layout.add("answer"), said)


def _pairs(element: Any) -> list[tuple[Run, list[Run]]]:
    """Return each term of a list with the runs of its descriptions."""
    pairs: list[tuple[Run, list[Run]]] = []
    for each in element.iter("dt", "dd"):
        found = list(runs(each))
        if each.tag == "dt" and len(found) == 1:
            pairs.append((found[0], []))
        elif each.tag == "dd" and pairs:
            pairs[-1][1].extend(found)
    return [pair for pair in pairs if pair[1]]


def _are_turns(labels: Sequence[str], pairs: Sequence[tuple[Run, list[Run]]]) -> bool:
    """Tell whether names speak: some speak again, or are set as names of speakers are, and they speak in sentences."""
    sentences = sum(re.search(r"[.!?…؟。？！]", said[0].text) is not None for _, said in pairs)
    repeated = len(set(labels)) < len(labels)
    styled = sum(_is_styled(label) for label in labels) * 2 > len(labels)
    return sentences * 2 > len(pairs) and (repeated or styled)


def _is_styled(label: str) -> bool:
    letters = [character for character in label if character.isalpha()]
    upper = len(letters) > 1 and all(character.isupper() for character in letters)
    return upper or label.rstrip().endswith(":") or label.split()[0].rstrip(".").lower() in _pronouns("title")
