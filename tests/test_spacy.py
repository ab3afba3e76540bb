"""The spaCy component, in real pipelines: its spans cover the right words, and a Doc keeps all when it is saved."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from onrecord import Quotation, analyse

TEXT = (
    "Bridge at Tolm Opens in June\n\n"
    "“It is finished,” Transport Minister Edmar Harrowell told reporters in Tolm. “Apart from the paint.”\n\n"
    '"They never saw the piers,"Linnet Harrowell said.\n'
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    made = spacy.blank("en")
    made.add_pipe("onrecord")
    return made


@pytest.fixture(scope="module")
def doc(nlp: Language) -> Doc:
    return nlp(TEXT)


def words(doc: Doc, group: str) -> list[str]:
    return [span.text for span in doc.spans[group]]


def groups(doc: Doc) -> dict[str, list[tuple[int, int, str, str, str]]]:
    return {
        name: [(span.start, span.end, span.label_, span.id_, span.kb_id_) for span in group]
        for name, group in doc.spans.items()
    }


def test_spans_cover_the_words_of_the_quotations(doc: Doc) -> None:
    assert words(doc, "quotations")[:2] == ["“It is finished,”", "“Apart from the paint.”"]
    assert [span.label_ for span in doc.spans["quotations"]][:2] == ["direct", "direct"]


def test_cues_and_sources_are_told_and_point_to_their_quotation(doc: Doc) -> None:
    first = doc.spans["quotations"][0]
    cue = next(span for span in doc.spans["cues"] if span.id_ == first.id_)
    source = next(span for span in doc.spans["sources"] if span.id_ == first.id_)
    assert cue.text.startswith("told")
    assert source.text.endswith("Edmar Harrowell")
    assert source.kb_id_ == first._.quotation.speaker.id


def test_all_that_is_found_is_marked_and_nothing_else(doc: Doc) -> None:
    found = [quotation for reading in analyse(TEXT) for quotation in reading.quotations]
    assert doc._.quotations == tuple(found)
    assert [span.id_ for span in doc.spans["quotations"]] == [q.id for q in found for _ in q.content]
    for span in doc.spans["quotations"]:
        assert isinstance(span._.quotation, Quotation)
        assert any(part.of(TEXT) in span.text for part in span._.quotation.content)


def test_a_span_that_ends_within_a_token_takes_it_in(doc: Doc) -> None:
    glued = doc.spans["quotations"][-1]
    assert glued.text == '"They never saw the piers,"Linnet'
    assert [part.of(TEXT) for part in glued._.quotation.content] == ['"They never saw the piers,"']


def test_a_span_of_somebody_else_has_no_quotation(nlp: Language, doc: Doc) -> None:
    assert doc[0:2]._.quotation is None
    never_read = nlp.make_doc(TEXT)
    assert never_read._.quotations == ()
    assert never_read[0:2]._.quotation is None


@pytest.mark.parametrize("text", ["", " \n\n ", "It rained.", "“", "It\r\nrained."])
def test_any_text_has_the_three_groups(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert groups(doc) == {"quotations": [], "cues": [], "sources": []}
    assert doc._.quotations == ()


@pytest.mark.parametrize("processes", [1, 2])
def test_many_texts_give_what_each_gives_alone(nlp: Language, processes: int) -> None:
    texts = [TEXT, "It rained.", "„We stay here too,“ Ivo Sand said."]
    for doc, text in zip(nlp.pipe(texts, n_process=processes, batch_size=1), texts, strict=True):
        assert groups(doc) == groups(nlp(text))
        assert doc._.quotations == nlp(text)._.quotations


def test_a_saved_doc_keeps_its_spans_and_quotations(doc: Doc) -> None:
    bins = DocBin(store_user_data=True, docs=[doc])
    (binned,) = DocBin().from_bytes(bins.to_bytes()).get_docs(spacy.blank("en").vocab)
    for again in (Doc(spacy.blank("en").vocab).from_bytes(doc.to_bytes()), binned):
        assert groups(again) == groups(doc)
        assert again._.quotations == doc._.quotations
        assert again.spans["quotations"][0]._.quotation == doc.spans["quotations"][0]._.quotation


def test_a_saved_pipeline_works_when_loaded(nlp: Language, doc: Doc, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    assert groups(spacy.load(tmp_path / "pipeline")(TEXT)) == groups(doc)
    other = spacy.blank("en")
    other.add_pipe("onrecord")
    assert groups(other.from_bytes(nlp.to_bytes())(TEXT)) == groups(doc)


def test_it_is_found_without_an_import_and_beside_other_components() -> None:
    code = (
        "import spacy; nlp = spacy.blank('de'); nlp.add_pipe('sentencizer'); nlp.add_pipe('onrecord'); "
        "print(len(list(nlp('“We stay here,” he said. It rained.').sents)), nlp.pipe_names)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "2 ['sentencizer', 'onrecord']\n"
