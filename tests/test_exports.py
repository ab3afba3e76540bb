"""What is taken out of a record is read back by foreign readers: data frames, graphs, annotators, bibliographies."""

from __future__ import annotations

import csv
import io
import json
import re
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import duckdb
import jsonschema
import pandas as pd
import pytest
import rdflib
from bibtexparser.entrypoint import parse_string
from pyld import jsonld

from bench.corpora import DEMO
from onrecord import Reading, Record, add
from onrecord.columns import ANSWERS, EXPORTS
from onrecord.present.exports import citations, codebook, parquet, spreadsheet
from onrecord.present.exports.claimreview import NOT_RATED
from onrecord.present.exports.errors import ExportError, MissingPackageError
from onrecord.present.exports.export import export
from onrecord.present.exports.formats import FORMATS, WHAT
from onrecord.present.exports.webannotation import AROUND
from onrecord.store.sqlite.reads import views
from onrecord.store.sqlite.reads.views import QuotationView, document_text
from onrecord.store.sqlite.writes.claims import pin
from onrecord.thresholds import SHOWN
from tests.support.command_line import Run
from tests.support.hostile import HOSTILE_WORDS, hostile_reading

ROOT = Path(__file__).parent.parent
CLAIM = "Corvane will sign a treaty on the barrage"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """A record of a part of the demo, with a pinned claim."""
    path = tmp_path_factory.mktemp("exports") / "demo.db"
    chosen = [*DEMO.glob("*treaty*.txt"), *DEMO.glob("*never*.txt"), *DEMO.glob("*.html"), *DEMO.glob("*ferry*.txt")]
    with Record.open(path) as opened:
        for _ in add(opened, sorted(chosen)):
            pass
        pin(opened, CLAIM, by="ed", at="2033-05-01T08:00:00+00:00")
        yield opened


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """A record in which everything that a text can say is made to harm."""
    with Record.open(tmp_path_factory.mktemp("hostile") / "hostile.db") as opened:
        for number, words in enumerate(HOSTILE_WORDS):
            opened.add((found := hostile_reading(number, words)).document, [found], by="v1")
        yield opened


def made(folder: Path, *readings: Reading) -> None:
    """Make the record that commands in a folder use."""
    with Record.open(folder / "onrecord.db") as opened:
        for one in readings:
            opened.add(one.document, [one], by="v1")


def exported(record: Record, what: str, shape: str) -> str:
    path = record.path.with_name(f"{what}.{shape}")
    if not path.exists():  # the record stays as it is, so once is enough
        export(record, what, shape, path)
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def objects(record: Record, what: str, shape: str) -> list[dict[str, Any]]:
    # Not `splitlines`: that would part lines at characters that JSON may hold.
    return [json.loads(line) for line in exported(record, what, shape).split("\n")[:-1]]


# --- tables ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", WHAT)
def test_every_table_is_the_same_to_pandas_and_duckdb_in_csv_and_parquet(
    record: Record, tmp_path: Path, what: str
) -> None:
    counts = {}
    for shape in ("csv", "parquet"):
        path = tmp_path / f"{what}.{shape}"
        export(record, what, shape, path)
        frame = pd.read_csv(path) if shape == "csv" else pd.read_parquet(path)
        assert tuple(frame.columns) == EXPORTS[what].names
        reader = {"csv": "read_csv(?, header=true, quote='\"', escape='\"')", "parquet": "read_parquet(?)"}[shape]
        (count,) = duckdb.execute(f"SELECT count(*) FROM {reader}", [str(path)]).fetchall()  # noqa: S608 our own words
        counts[shape] = (len(frame), *count)
    lines = len(objects(record, what, "jsonl"))
    assert len(set(counts.values())) == 1, counts
    assert counts["csv"][0] >= lines > 0 if what == "claims" else counts["csv"][0] == lines > 0


def test_parquet_has_types_and_meanings(record: Record, tmp_path: Path) -> None:
    path = tmp_path / "q.parquet"
    export(record, "quotations", "parquet", path)
    types = {
        name: kind
        for name, kind, *_ in duckdb.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
    }
    assert (types["day"], types["confidence"], types["hearsay"], types["implicit"], types["text"]) == (
        "DATE", "DOUBLE", "BIGINT", "BOOLEAN", "VARCHAR",
    )  # fmt: skip
    pq = pytest.importorskip("pyarrow.parquet")
    assert pq.read_schema(path).field("act").metadata[b"meaning"].decode().startswith("What the words chiefly do")


def test_tables_lead_to_one_another(record: Record, tmp_path: Path) -> None:
    for what in ("quotations", "statements", "actors", "claims"):
        export(record, what, "parquet", tmp_path / f"{what}.parquet")
    tables = duckdb.connect()
    for what in ("quotations", "statements", "actors", "claims"):
        tables.read_parquet(str(tmp_path / f"{what}.parquet")).create(what)
    lost = """
        SELECT count(*) FROM quotations AS q
        LEFT JOIN statements AS s ON s.id = q.statement LEFT JOIN actors AS a ON a.id = q.actor
        WHERE (q.statement IS NOT NULL AND s.id IS NULL) OR (q.actor IS NOT NULL AND a.id IS NULL)
        UNION ALL SELECT count(*) FROM claims WHERE quotation NOT IN (SELECT id FROM quotations)
    """
    assert tables.execute(lost).fetchall() == [(0,), (0,)]
    reports = tables.execute("SELECT sum(reports) FROM statements").fetchone()
    assert reports == tables.execute("SELECT count(statement) FROM quotations").fetchone()


def test_rows_are_written_in_groups_of_bounded_size(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "ROWS_AT_ONCE", 10)
    export(record, "quotations", "parquet", tmp_path / "q.parquet")
    pq = pytest.importorskip("pyarrow.parquet")
    file = pq.ParquetFile(tmp_path / "q.parquet")
    sizes = [file.metadata.row_group(number).num_rows for number in range(file.num_row_groups)]
    assert len(sizes) > 2
    assert set(sizes[:-1]) == {10}


@pytest.mark.parametrize("what", WHAT)
def test_no_cell_is_a_formula_or_takes_a_line_of_its_own(hostile: Record, what: str) -> None:
    text = exported(hostile, what, "csv")
    assert text.startswith("\ufeff")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ud800-\udfff]", text)
    table = list(csv.reader(io.StringIO(text[1:])))
    assert len(table) == text.count("\n")
    cells = [cell for row in table for cell in row]
    assert not [cell for cell in cells if cell.lstrip()[:1] in ("=", "+", "-", "@")]


def test_a_cell_keeps_its_words() -> None:
    told = {words: spreadsheet.cell(words) for words in HOSTILE_WORDS}
    assert told["-2+3"] == "'-2+3"
    assert told["\t=1+1"] == "' =1+1"
    assert told["two\nlines\r\nof words\u2028and a third"] == "two lines of words and a third"
    assert told[HOSTILE_WORDS[8]] == HOSTILE_WORDS[8]
    assert [spreadsheet.cell(value) for value in (None, True, -3, -0.5)] == [None, "true", -3, -0.5]


@pytest.mark.parametrize(
    "words", ["＝1+1", "＋1", "－1", "＠SUM(A1)", "﹣1", "﹦1", "⁼1", "\u3000＝1", "\ufeff=1", "\u200b=1"]
)
def test_a_wide_or_small_sign_makes_no_formula_either(words: str) -> None:
    assert spreadsheet.cell(words) == f"'{words}"


@pytest.mark.parametrize("words", ["“＝”", "— a dash", "1＋1", "−3 degrees", "#1", ""])
def test_words_that_no_program_runs_stay_as_they_are(words: str) -> None:
    assert spreadsheet.cell(words) == words


def test_parquet_without_its_package_says_what_to_install(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(MissingPackageError, match=r"pip install 'onrecord\[parquet\]'"):
        export(record, "actors", "parquet", tmp_path / "a.parquet")
    assert list(tmp_path.iterdir()) == []


# --- the codebook ------------------------------------------------------------------------------------------------


def test_every_column_is_described() -> None:
    assert tuple(EXPORTS) == WHAT
    tables = (*EXPORTS.values(), *ANSWERS.values())
    assert len({table.name for table in tables}) == len(tables) == 17
    assert [table.name for table in tables if len(set(table.names)) != len(table.names)] == []
    columns = [column for table in tables for column in table.columns]
    assert [column.name for column in columns if not re.fullmatch(r"\S.{10,}\.", column.meaning)] == []


def test_the_page_of_the_codebook_is_what_is_generated() -> None:
    out = io.StringIO()
    codebook.write_markdown(out)
    assert (ROOT / "docs" / "reference" / "codebook.md").read_text(encoding="utf-8") == out.getvalue()


def test_the_codebook_is_a_table_too() -> None:
    out = io.StringIO()
    codebook.write_csv(out)
    frame = pd.read_csv(io.StringIO(out.getvalue().lstrip("\ufeff")))
    assert list(frame.columns) == ["table", "column", "type", "meaning"]
    assert len(frame) == sum(len(table.columns) for table in (*EXPORTS.values(), *ANSWERS.values()))
    assert set(frame["type"]) == {"text", "integer", "real", "flag", "day"}


# --- JSON Lines --------------------------------------------------------------------------------------------------


def test_a_quotation_line_is_that_of_the_contract_in_its_context(record: Record) -> None:
    for line in objects(record, "quotations", "jsonl"):
        text = document_text(record, line["document"]["sha256"])
        assert text is not None
        assert line["text"] == " ".join(text[start:end] for start, end in line["content"])
        assert line["story"]["id"]
        is_statement = line["speaker"] and line["polarity"] == "said" and line["confidence"] >= SHOWN
        assert (line["statement"] is not None) == bool(is_statement)


def test_nothing_is_lost_in_json_lines(hostile: Record) -> None:
    found = {line["text"] for line in objects(hostile, "quotations", "jsonl")}
    assert found == {words.replace("\ud800", "\ufffd") for words in HOSTILE_WORDS}


# --- linked data -------------------------------------------------------------------------------------------------


def triples(text: str) -> rdflib.Graph:
    """Expand by the algorithms of the standard, with no network, and read what they give as a graph."""

    def loader(url: str, _: Any) -> dict[str, Any]:
        assert url == "https://schema.org", f"{url} would be fetched"
        context = {"@context": {"@vocab": "https://schema.org/", "id": "@id", "type": "@type"}}
        return {"document": context, "documentUrl": url, "contextUrl": None, "contentType": "application/ld+json"}

    options = {"format": "application/n-quads", "documentLoader": loader}
    graph = rdflib.Graph()
    graph.parse(data=jsonld.to_rdf(json.loads(text), options), format="nt")
    return graph


SCHEMA = rdflib.Namespace("https://schema.org/")


@pytest.mark.parametrize("which", ["record", "hostile"])
def test_quotations_are_a_graph_of_schema_org(which: str, request: pytest.FixtureRequest) -> None:
    held: Record = request.getfixturevalue(which)
    graph = triples(exported(held, "quotations", "jsonld"))
    lines = objects(held, "quotations", "jsonl")
    quotations = set(graph.subjects(rdflib.RDF.type, SCHEMA.Quotation))
    assert len(quotations) == len(lines)
    for one in quotations:
        article = graph.value(one, SCHEMA.isPartOf)
        assert (article, rdflib.RDF.type, SCHEMA.NewsArticle) in graph
        assert graph.value(one, SCHEMA.text)
        assert str(graph.value(one, SCHEMA.isBasedOn)).startswith("ni:///sha-256;")
    assert {str(text) for text in graph.objects(None, SCHEMA.text)} == {line["text"] for line in lines}
    assert json.loads(exported(held, "quotations", "jsonld"))["@context"]["@vocab"] == "https://schema.org/"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of rdflib, about itself
        own = rdflib.Graph().parse(data=exported(held, "quotations", "jsonld"), format="json-ld")
    assert len(own) == len(graph)


def test_claims_are_a_graph_of_schema_org_with_their_sides(record: Record) -> None:
    graph = triples(exported(record, "claims", "jsonld"))
    lines = objects(record, "claims", "jsonl")
    assert {str(graph.value(one, SCHEMA.text)) for one in graph.subjects(rdflib.RDF.type, SCHEMA.Claim)} == {
        line["text"] for line in lines
    }
    sides = Counter(stance["stance"] for line in lines for stance in line["stances"])
    assert len(set(graph.subjects(rdflib.RDF.type, SCHEMA.DisagreeAction))) == sides["denies"] > 0
    assert len(set(graph.subjects(rdflib.RDF.type, SCHEMA.AgreeAction))) == sides["affirms"]
    assert len(set(graph.subjects(rdflib.RDF.type, SCHEMA.ReactAction))) == sides["questions"] + sides["neutral"]


def test_a_claim_review_rules_on_nothing(record: Record) -> None:
    (review,) = objects(record, "claims", "claimreview")
    graph = triples(json.dumps(review))
    (node,) = graph.subjects(rdflib.RDF.type, SCHEMA.ClaimReview)
    assert str(graph.value(node, SCHEMA.claimReviewed)) == CLAIM
    assert review["reviewRating"] == {"@type": "Rating", "alternateName": NOT_RATED}
    assert {"author", "datePublished", "itemReviewed", "claimReviewed"} <= review.keys()
    assert review["author"]["name"] == "ed"


# --- annotations -------------------------------------------------------------------------------------------------

TARGET = {
    "type": "object",
    "required": ["source", "selector"],
    "properties": {
        "source": {"type": "object", "required": ["id"]},
        "selector": {
            "type": "array",
            "minItems": 1,
            "items": {
                "oneOf": [
                    {
                        "required": ["exact"],
                        "properties": {
                            "type": {"const": "TextQuoteSelector"},
                            "prefix": {"type": "string", "maxLength": AROUND},
                            "suffix": {"type": "string", "maxLength": AROUND},
                        },
                    },
                    {
                        "required": ["start", "end"],
                        "properties": {
                            "type": {"const": "TextPositionSelector"},
                            "start": {"type": "integer", "minimum": 0},
                            "end": {"type": "integer", "minimum": 0},
                        },
                    },
                ]
            },
        },
    },
}
PAGE = {
    "type": "object",
    "required": ["@context", "id", "type", "items"],
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "id": {"type": "string", "pattern": "^[a-z]+:"},
        "type": {"const": "AnnotationPage"},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "type", "target"],
                "properties": {
                    "id": {"type": "string", "pattern": "^[a-z]+:"},
                    "type": {"const": "Annotation"},
                    "motivation": {"enum": ["describing", "linking"]},
                    "body": {"type": "array"},
                    "target": {"type": "array", "minItems": 1, "items": TARGET},
                },
            },
        },
    },
}
"""What the recommendation demands of a page of annotations (https://www.w3.org/TR/annotation-model/)."""


@pytest.mark.parametrize("which", ["record", "hostile"])
def test_annotations_are_of_the_model_and_anchor_again(which: str, request: pytest.FixtureRequest) -> None:
    held: Record = request.getfixturevalue(which)
    page = json.loads(exported(held, "quotations", "webannotation"))
    jsonschema.validate(page, PAGE)
    texts = {}
    for line in objects(held, "quotations", "jsonl"):
        texts[f"urn:onrecord:quotation:{line['id']}"] = document_text(held, line["document"]["sha256"]) or ""
    assert texts.keys() <= {item["id"] for item in page["items"]}
    for item in page["items"]:
        text = texts[re.sub(":(cue|source)$", "", item["id"])]
        for target in item["target"]:
            quote, place = target["selector"]
            assert text[place["start"] : place["end"]] == quote["exact"]
            assert text[: place["start"]].endswith(quote["prefix"])
            assert text[place["end"] :].startswith(quote["suffix"])
            assert f"{quote['prefix']}{quote['exact']}{quote['suffix']}" in text


def test_brat_finds_its_marks_in_the_texts(record: Record, hostile: Record, tmp_path: Path) -> None:
    for held, folder in ((record, tmp_path / "demo"), (hostile, tmp_path / "hostile")):
        export(held, "quotations", "brat", folder)
        marked = 0
        for path in folder.glob("*.ann"):
            text = path.with_suffix(".txt").read_bytes().decode("utf-8")
            marks = path.read_bytes().decode("utf-8").split("\n")
            known = {line.split("\t")[0] for line in marks if line.startswith("T")}
            for line in marks:
                if line.startswith("T"):
                    _, head, words = line.split("\t", 2)
                    kind, places = head.split(" ", 1)
                    spans = [tuple(map(int, place.split())) for place in places.split(";")]
                    assert words == " ".join(text[start:end] for start, end in spans)
                    assert not re.search("[\n\r]", words)
                    marked += kind == "Content"
                elif line.startswith("R"):
                    assert set(re.findall(r":(T\d+)", line)) <= known
        with held.reading() as db:
            assert marked == db.execute("SELECT count(*) FROM quotations").fetchone()[0]
        assert {line.split()[0] for line in (folder / "annotation.conf").read_text().splitlines() if line} >= {
            "Content", "Cue", "Source", "Has-cue", "Has-source",
        }  # fmt: skip
    with pytest.raises(ExportError, match="not empty"):
        export(record, "quotations", "brat", tmp_path / "demo")


# --- FollowTheMoney ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("which", ["record", "hostile"])
def test_entities_are_valid_to_followthemoney(which: str, request: pytest.FixtureRequest) -> None:
    model = pytest.importorskip("followthemoney", reason="followthemoney is not installed").model
    held: Record = request.getfixturevalue(which)
    entities: dict[str, Any] = {line["id"]: line for line in objects(held, "statements", "ftm")}
    ranges = 0
    for line in entities.values():
        schema = model[line["schema"]]
        assert not schema.abstract
        schema.validate(line)
        assert set(schema.required) <= line["properties"].keys()
        for name, values in line["properties"].items():
            prop = schema.properties[name]
            if prop.range is None:
                continue
            for value in values:
                ranges += 1
                assert model[entities[value]["schema"]].is_a(prop.range), (line["schema"], name)
    assert ranges > len(entities) / 2
    counted = Counter(line["schema"] for line in entities.values())
    assert counted["Event"] == len(objects(held, "statements", "jsonl"))
    assert len(objects(held, "actors", "ftm")) == len(objects(held, "actors", "jsonl"))


def test_our_own_reader_of_lists_takes_the_entities_back(record: Record, tmp_path: Path, onrecord: Run) -> None:
    path = tmp_path / "actors.ftm.json"
    export(record, "actors", "ftm", path)
    made(tmp_path)
    taken = onrecord("actors", "import", path)
    assert taken.returncode == 0, taken.stderr
    assert "Idony Marrick" in onrecord("actors", "list", "Marrick").stdout


# --- citations ---------------------------------------------------------------------------------------------------


def cited(record: Record) -> list[QuotationView]:
    with record.reading() as db:
        ids = [row["id"] for row in db.execute("SELECT id FROM quotations ORDER BY id")]
    return [view for one in ids if (view := views.quotation(record, one))]


@pytest.mark.parametrize("which", ["record", "hostile"])
def test_bibtex_is_read_back(which: str, request: pytest.FixtureRequest) -> None:
    found = cited(request.getfixturevalue(which))
    library = parse_string(citations.cite(found, "bibtex"))
    assert library.failed_blocks == []
    assert [entry.key for entry in library.entries] == [f"onrecord-{view.quotation.id}" for view in found]
    for entry, view in zip(library.entries, found, strict=True):
        note = entry.fields_dict["note"].value
        assert view.document.sha256 in note
        assert note.count("{") == note.count("}")
        link = citations.linked(view)
        assert [field.value for field in entry.fields if field.key == "url"] == ([link] if link else [])


@pytest.mark.parametrize("which", ["record", "hostile"])
def test_csl_and_markdown_hold_what_they_must(which: str, request: pytest.FixtureRequest) -> None:
    found = cited(request.getfixturevalue(which))
    items = json.loads(citations.cite(found, "csl"))
    for item, view in zip(items, found, strict=True):
        assert item["type"] == "article-newspaper"
        assert item["title"]
        assert all(isinstance(part, int) for date in item.get("issued", {}).get("date-parts", []) for part in date)
        assert ("issued" in item) == (view.story.published is not None)
        assert view.document.sha256 in item["note"]
    for view in found:
        line = citations.markdown(view)
        assert "\n" not in line
        assert not re.search(r"(?<!\\)<(?!http)", line)
        assert len(re.findall(r"(?<!\\)\[", line)) == (view.document.url is not None)
    assert citations.cite(found, "plain").count("\n") == len(found) - 1


@pytest.mark.parametrize(
    ("passages", "directive"),
    [
        (["“The gates stay open,”"], "text=The%20gates%20stay%20open"),
        (["A well-known, 50% & more"], "text=A%20well%2Dknown%2C%2050%25%20%26%20more"),
        (["“First part”", "“second part.”"], "text=First%20part&text=second%20part"),
        (["one two three four five six seven eight nine ten eleven twelve thirteen"],
         "text=one%20two%20three%20four%20five,nine%20ten%20eleven%20twelve%20thirteen"),
        (["End of one.\n\nStart of two"], "text=End%20of%20one.,Start%20of%20two"),
        (["Ключ 🗝"], "text=%D0%9A%D0%BB%D1%8E%D1%87%20%F0%9F%97%9D"),
        (["half \ud800"], "text=half%20%3F"),
    ],
)  # fmt: skip
def test_a_link_goes_to_the_words(passages: list[str], directive: str) -> None:
    address = citations.text_fragment("https://lowen.example/a", passages)
    assert address == f"https://lowen.example/a#:~:{directive}"
    words = unquote(directive.partition("=")[2].partition(",")[0].partition("&")[0])
    assert words.replace("?", "\ud800") in passages[0]


def test_a_link_keeps_a_fragment_and_only_web_addresses_become_links(record: Record) -> None:
    assert citations.text_fragment("https://a.example/#part", ["x"]) == "https://a.example/#part:~:text=x"
    assert citations.text_fragment("https://a.example/#:~:text=old", ["x"]) == "https://a.example/#:~:text=x"
    assert citations.text_fragment("https://a.example/", ["“”"]) == "https://a.example/"
    view = cited(record)[0]
    from dataclasses import replace

    for url in ("javascript:alert(1)", "file:///etc/hosts", "ftp://a.example/x", None, "https://u@a.example/"):
        without = replace(view, document=replace(view.document, url=url))
        assert citations.linked(without) is None
        assert "](" not in citations.markdown(without)
        assert "URL" not in citations.csl(without)


# --- from the command line ---------------------------------------------------------------------------------------


def test_the_command_line_writes_files_whole_and_cites(onrecord: Run, tmp_path: Path) -> None:
    made(tmp_path, hostile_reading(0, "plain words"))
    assert onrecord("export", "quotations", "--format", "csv", "-o", "q.csv").stdout == ""
    assert len(pd.read_csv(tmp_path / "q.csv")) > 0
    printed = onrecord("export", "quotations", "--format", "csv").stdout
    assert printed == (tmp_path / "q.csv").read_text(encoding="utf-8")
    assert not list(tmp_path.glob(".*.part"))
    assert onrecord("export", "codebook").stdout.startswith("# Codebook")
    one = pd.read_csv(tmp_path / "q.csv")["id"][0]
    for style in citations.STYLES:
        told = onrecord("show", one, "--cite", style)
        assert (told.returncode, one in told.stdout) == (0, True)
    assert one in onrecord("compare", one, "--cite", "bibtex").stdout
    assert onrecord("show", one, "--cite", "plain", "--json").returncode == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["quotations", "--format", "ftm"], "ftm holds actors and statements, not quotations"),
        (["actors", "--format", "parquet"], "name one with -o"),
        (["quotations", "--format", "brat"], "written to a folder"),
        (["codebook", "--format", "parquet"], "markdown or csv"),
        (["actors", "--format", "markdown"], "the codebook only"),
        (["actors", "-o", "."], "is a folder"),
        (["actors", "-o", "nowhere/actors.jsonl"], "nowhere does not exist"),
    ],
)
def test_what_does_not_go_together_is_told(onrecord: Run, tmp_path: Path, arguments: list[str], said: str) -> None:
    made(tmp_path)
    done = onrecord("export", *arguments)
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr


@pytest.mark.parametrize("shape", FORMATS)
def test_every_format_writes_all_that_it_holds_and_nothing_else(record: Record, tmp_path: Path, shape: str) -> None:
    form = FORMATS[shape]
    for what in form.holds:
        export(record, what, shape, tmp_path / what)
    made = [path for path in tmp_path.iterdir() if path.is_dir() == (form.goes_to == "folder")]
    assert {path.name for path in made} == set(form.holds)
    assert all(any(path.iterdir()) if path.is_dir() else path.stat().st_size for path in made)
    for what in set(WHAT) - set(form.holds):
        with pytest.raises(ExportError, match=f"{shape} holds .*, not {what}"):
            export(record, what, shape, tmp_path / "no")
    if form.goes_to != "text":
        with pytest.raises(ExportError, match=f"written to a {form.goes_to}"):
            export(record, form.holds[0], shape)


def test_a_file_that_fails_half_way_is_not_there(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.csv").write_text("as before")
    monkeypatch.setattr(spreadsheet, "cell", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        export(record, "actors", "csv", tmp_path / "a.csv")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["as before"]
