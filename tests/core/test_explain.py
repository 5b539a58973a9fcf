"""Whatever is written, it is read or told: never an exception, never a complaint without a place."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.core.anchors import anchor_faults
from outreach.core.campaign import Campaign
from outreach.core.coherence import faults
from outreach.core.explain import checked, reading
from outreach.core.people import Partnership
from outreach.yamlfile import parse
from tests.examples import LAUNCH, TEAM

DOCUMENTS = [document for text in (LAUNCH, TEAM) for document in parse(text, "campaigns/a.yaml")]
ODD = st.sampled_from([None, "", "event", "x", 7, True, 1.5, [], ["a"], [None], {}, {"a": 1}, [{"id": "a"}]])


def spots(data: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(found for key, value in parts for found in spots(value, (*path, key)))]


def put(data: Any, path: tuple[str | int, ...], value: object) -> Any:
    if not path:
        return value
    copy = dict(data) if isinstance(data, dict) else list(data)
    copy[path[0]] = put(data[path[0]], path[1:], value)
    return copy


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_campaign_with_anything_in_any_place_is_read_or_told(data: st.DataObject) -> None:
    document = data.draw(st.sampled_from(DOCUMENTS))
    written = document.data
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(spots(written)))
        written = put(written, path, data.draw(ODD))
    found = reading(Campaign, written, document.places)
    assert (found.value is None) == bool(found.problems)
    assert all(problem.place.file == "campaigns/a.yaml" for problem in found.problems)
    assert not any("Input should" in problem.message for problem in found.problems)
    for fault in (*faults(found.draft), *anchor_faults(found.draft)) if found.draft else ():
        assert fault.message


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_one_broken_value_leaves_a_draft_of_all_the_rest(data: st.DataObject) -> None:
    document = data.draw(st.sampled_from(DOCUMENTS))
    path = data.draw(st.sampled_from([each for each in spots(document.data) if each]))
    found = reading(Campaign, put(document.data, path, data.draw(ODD)), document.places)
    assert found.draft is not None


def test_a_value_is_told_at_its_path_in_a_larger_file() -> None:
    (document,) = parse("one:\n  name: [a]\n  stag: resting\n", "config/partnerships.yaml")
    found = checked(Partnership, document.data["one"], document.places, "one")
    assert isinstance(found, list)
    assert [str(problem) for problem in found] == [
        "config/partnerships.yaml:2:9: `name`: must be one text, not a list",
        "config/partnerships.yaml:3:3: unknown key `stag`; did you mean `stage`?",
    ]


def test_nothing_of_what_was_given_is_changed() -> None:
    (document,) = parse("titel: x\nkind: 7\nsteps: [{id: a, sendd: email}]\n", "campaigns/a.yaml")
    before, places = repr(document.data), repr(document.places)
    reading(Campaign, document.data, document.places)
    assert (repr(document.data), repr(document.places)) == (before, places)
