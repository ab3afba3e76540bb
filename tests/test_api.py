"""The pages as data: described in OpenAPI, true to the description, and broken by no request that it allows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi import checks
from starlette.routing import Route

from onrecord.present.web import create_app
from onrecord.present.web.http.app import PAGES
from onrecord.present.web.http.openapi import OTHER_ADDRESSES, PAGE_DESCRIPTIONS, description
from onrecord.present.web.http.reference import reference
from onrecord.present.web.http.schemas import Schemas
from tests.support.gates import gates_record
from tests.support.site import Site
from tests.support.veldra import ADDRESSES, STATUS, veldra_record

DESCRIPTION = description()
ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return veldra_record(tmp_path_factory.mktemp("api"))


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return gates_record(tmp_path_factory.mktemp("gates"))


@pytest.fixture(scope="module")
def site(harbour: Path) -> Iterator[Site]:
    with Site(harbour) as served:
        yield served


def test_every_page_is_described_with_the_parameters_of_its_path() -> None:
    assert {page.path for page in PAGES} == set(PAGE_DESCRIPTIONS)
    for path, page in PAGE_DESCRIPTIONS.items():
        assert ("identity" in page.parameters) == ("{identity" in path)
    names = [operation["get"]["operationId"] for operation in DESCRIPTION["paths"].values()]
    assert len(set(names)) == len(names)


def test_every_address_stands_in_the_reference_which_is_what_is_generated(harbour: Path) -> None:
    assert (ROOT / "docs" / "reference" / "pages.md").read_text(encoding="utf-8") == reference()
    served = {route.path.replace(":path", "") for route in create_app(harbour).routes if isinstance(route, Route)}
    told = {*OTHER_ADDRESSES, *(path for path, _ in DESCRIPTION["paths"].items())}
    told |= {path.removesuffix(".json") or "/" for path in told}
    assert {path for path in served if not path.startswith("/static/")} <= told


def test_the_description_is_served_and_linked(site: Site) -> None:
    answer = site.get("/openapi.json")
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("application/vnd.oai.openapi+json")
    assert "/openapi.json" in site.get("/about").body


@pytest.mark.parametrize("name", ADDRESSES)
def test_pages_as_data_are_as_they_are_described(site: Site, name: str) -> None:
    place = urlsplit(ADDRESSES[name])
    answer = site.get(f"{place.path}.json?{place.query}")
    found = [
        path for path in DESCRIPTION["paths"] if re.fullmatch(re.sub(r"\{\w+\}", ".+", path), f"{place.path}.json")
    ]
    assert found
    responses = DESCRIPTION["paths"][found[0]]["get"]["responses"]
    assert answer.status == STATUS.get(name, 200)
    told = responses.get(str(answer.status), responses["default"])["content"][answer.headers["content-type"]]
    schema = {**told["schema"], "components": DESCRIPTION["components"]}
    jsonschema.Draft202012Validator(schema).validate(answer.data)


def test_a_type_without_a_schema_is_told() -> None:
    with pytest.raises(TypeError, match="has no schema"):
        Schemas().of(Path)


@pytest.fixture(scope="module")
def served(record: Path) -> Iterator[Any]:
    with Site(record) as site:
        yield schemathesis.openapi.from_url(f"{site.base}/openapi.json")


@pytest.mark.parametrize("path", DESCRIPTION["paths"])
def test_no_request_that_is_described_breaks_the_service(served: Any, path: str) -> None:
    @given(case=served[path]["GET"].as_strategy())
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    def ask(case: Any) -> None:
        # Words may be anything, and a day that is none is told in the answer: neither is refused by its shape.
        case.call_and_validate(excluded_checks=[checks.negative_data_rejection, checks.positive_data_acceptance])

    ask()
