"""The names that templates are read with are those that they are rendered with."""

from collections.abc import Mapping
from dataclasses import is_dataclass
from typing import Any

import pytest

from outreach.actions.agenda import agenda
from outreach.actions.check import AHEAD
from outreach.actions.composing.compose import Composer, key_of
from outreach.actions.composing.views import SPECIMEN
from outreach.actions.judging.vocabulary import POST, READER, Vocabulary
from tests.world import Office, at

INVITATION = "{id: invitation, send: invite, template: letter.md, when: 6 weeks before event at 09:00}"


def given(office: Office, kind: str) -> Mapping[str, Any]:
    office.people("ann")
    office.campaign(INVITATION)
    world, now = office.world(), at("2027-01-04 09:00")
    schedule = agenda(world, now, now + AHEAD, blank=True).schedules["spring"]
    context, touch = Composer.of(world).context, schedule.touches[0]
    if kind == "post":
        return context.post(touch, schedule)
    return context.reader(touch, schedule, SPECIMEN, key_of(touch, SPECIMEN.id))


@pytest.mark.parametrize(("kind", "words"), [("reader", READER), ("post", POST)])
def test_the_names_are_exactly_those_that_a_template_is_given(
    office: Office, kind: str, words: Vocabulary
) -> None:
    values = given(office, kind)
    assert values.keys() == words.keys()
    for name, value in values.items():
        if is_dataclass(value):
            assert type(value) is words[name], name
    names = " ".join(f"{{{{ {name} is defined }}}}" for name in words)
    assert set(office.world().renderer.phrase(names, values).split()) == {"True"}
