"""What the HTTP interface says of itself, held against what it does, by schemathesis and by hand."""

import json
from contextlib import suppress

import httpx
import jsonschema
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks
from support.helpers import PAPERS, readback, write
from support.served import serving

from ui.http import examples
from ui.server import create_app

CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]
# Would have made-up addresses asked, or those of this computer.
ELSEWHERE = {("PUT", "/api/settings"), ("POST", "/api/settings/test"), ("POST", "/api/settings/models")}
FEW = settings(max_examples=5, deadline=None, database=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """The document of the examples, and others."""
    folder = tmp_path_factory.mktemp("openapi")
    with readback(folder / "lib", max_megabytes=1) as rb:
        rb.add(write(folder / "in", {"ferry.txt": examples.TEXT["text"], **PAPERS}))
        yield rb


@pytest.fixture(scope="module")
def url(library):
    with serving(create_app(library, shelf=library.path.parent / "shelf")) as url:
        yield url


@pytest.fixture(scope="module")
def description(url):
    return httpx.get(f"{url}/openapi.json", timeout=60).json()


@pytest.fixture(scope="module")
def routes(description):
    """Method, path, and what is said of them."""
    return [
        (method, path, said)
        for path, methods in description["paths"].items()
        for method, said in methods.items()
    ]


def resolved(schema, description):
    """A schema that stands for itself."""
    return {**schema, "components": description["components"]}


def body_of(said, description):
    """The schema of a route's JSON body, or none."""
    content = said.get("requestBody", {}).get("content", {}).get("application/json", {})
    name = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
    return description["components"]["schemas"].get(name)


def test_every_route_says_what_it_takes_gives_and_refuses(routes, description):
    assert {path.split("/")[1] for _, path, _ in routes} == {"api", "v1"}
    for method, path, said in routes:
        assert said["summary"], path
        assert said["description"], path
        assert {"200", "400", "401", "403", "404", "409", "429", "500"} <= set(said["responses"]), path
        for status, response in said["responses"].items():
            for content in response["content"].values():
                assert status == "default" or "example" in content, (method, path, status)
        if body := body_of(said, description):
            assert body["examples"], path


def test_the_examples_are_of_the_shapes_they_are_examples_of(routes, description):
    seen = 0
    for _, _, said in routes:
        for response in said["responses"].values():
            told = response["content"].get("application/json", {})
            if "example" in told:
                jsonschema.validate(told["example"], resolved(told["schema"], description))
                seen += 1
        if body := body_of(said, description):
            for example in body.get("examples", []):
                jsonschema.validate(example, resolved(body, description))
    assert seen > 100


def test_the_examples_of_bodies_can_be_sent(routes, description, library, url):
    """Only the document's id is another."""
    known = library.document("ferry.txt").id
    sent = 0
    for method, path, said in routes:
        for example in (body_of(said, description) or {}).get("examples", []):
            where = path.replace("{ident}", known).replace("{name}", examples.MADE["name"])
            body = json.loads(json.dumps(example).replace(examples.ID, known))
            if (method.upper(), path) == ("PUT", "/api/settings"):
                body = {"model": "", "base_url": ""}
            if path == "/api/watch":  # the folder of the example is not on every computer
                body = {"folder": ""}
            reply = httpx.request(method, f"{url}{where}", json=body, timeout=60)
            assert reply.status_code == 200, (path, reply.text)
            sent += 1
    assert sent >= 8


def test_shapes_are_the_contracts(description):
    """Names and types as programs rely on them."""
    schemas = description["components"]["schemas"]
    assert list(schemas["Citation"]["properties"]) == [
        "n", "document", "title", "outlet", "published", "page", "start", "end", "quote",
    ]  # fmt: skip
    assert list(schemas["Summary"]["properties"]) == [
        "document", "engine", "sentences", "citations", "key_facts", "questions",
    ]  # fmt: skip
    assert list(schemas["Briefing"]["properties"]) == [
        "title", "engine", "documents", "sections", "citations", "disagreements", "timeline", "coverage",
    ]  # fmt: skip
    assert list(schemas["Report"]["properties"]) == ["sentences", "citations", "counts"]
    assert list(schemas["ErrorBody"]["properties"]) == ["error"]
    assert schemas["Citation"]["required"] == list(schemas["Citation"]["properties"])


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_every_reply_is_one_that_is_described(url, routes, library, mode):
    """To what is asked as described, and to what is not; of made-up documents, and of one that is there."""
    described = schemathesis.openapi.from_url(f"{url}/openapi.json", timeout=60)
    operations = [result.ok() for result in described.get_all_operations()]
    assert len(operations) == len(routes)
    assert {(operation.method.upper(), operation.path) for operation in operations} >= ELSEWHERE
    known = library.document("ferry.txt").id
    # Who takes nothing, or anything, cannot be asked wrongly.
    impossible = (Unsatisfiable,) if mode is GenerationMode.NEGATIVE else ()
    for operation in operations:
        if (operation.method.upper(), operation.path) in ELSEWHERE:
            continue

        @FEW
        @given(operation.as_strategy(generation_mode=mode))
        def replies(case):
            case.call_and_validate(checks=CHECKS, timeout=60)
            if "/documents/{ident}" in case.path and case.method != "DELETE":
                case.path_parameters["ident"] = known
                case.call_and_validate(checks=CHECKS, timeout=60)

        with suppress(*impossible):
            replies()
