"""S007, S010: whom posts are written for, and whom kits go to."""

from dataclasses import replace

import pytest

from outreach.core.finding import Finding, Level
from outreach.core.people import Contact
from outreach.rules.examine import examine
from outreach.rules.families.posts.readers import KitForEach, WrittenForSomebody
from tests.rules.building import POSTING, case, house, written

KITS = """\
kind: social
audience: {{roles: [ambassador]}}
steps:
  - id: kit
    send: kit
    template: kit.md
    posts: [posts/a.txt, posts/b.txt]
    when: on 2027-02-01 at 09:00
  - id: later
    send: kit
    template: kit.md
    posts: [posts/b.txt]
    when: on 2027-02-{day} at 09:00
"""


def people(number: int, start: int = 0, role: str = "ambassador", *tags: str) -> tuple[Contact, ...]:
    return tuple(
        Contact(f"p{each}", roles=frozenset({role}), tags=frozenset(tags))
        for each in range(start, start + number)
    )


def kits(
    day: str, kit: tuple[Contact, ...], later: tuple[Contact, ...] = (), *groups: str, **more: object
) -> tuple[Finding, ...]:
    base = case(KITS.format(day=day), readers={"kit": kit, "later": later}, **more)  # type: ignore[arg-type]
    step = base.campaign.steps[0]
    posts = tuple(replace(written(step, "Join us.", ("kit",)), written_for=group) for group in groups)
    return examine(replace(base, posts=posts), (KitForEach,))


def whom(written_for: str, step: str = "") -> tuple[Finding, ...]:
    base = case(POSTING + (f"    written_for: {step}\n" if step else ""))
    post = replace(written(base.campaign.steps[0], "Join us."), written_for=written_for)
    return examine(replace(base, posts=(post,)), (WrittenForSomebody,))


@pytest.mark.parametrize(
    ("front", "step"), [("business", ""), ("everyone", ""), ("", "schools"), ("", "public_sector")]
)
def test_the_step_or_the_template_may_say_whom_a_post_is_for(front: str, step: str) -> None:
    assert whom(front, step) == ()


@pytest.mark.parametrize(
    ("front", "message"),
    [
        ("", "it does not say whom it is for"),
        ("bussiness", "`bussiness` is no group; did you mean `business`?"),
        ("builders", "`builders` is no group"),
    ],
)
def test_a_post_for_nobody_is_advised_at_the_top_of_its_template(front: str, message: str) -> None:
    (found,) = whom(front)
    assert found.message.startswith(message)
    assert (found.level, found.place.file, found.place.line) == (Level.ADVICE, "templates/posts/jobs.txt", 1)
    assert found.fix == (
        "write `written_for:` in its front matter, with one of business, public_sector, schools, everyone"
    )


def test_each_text_for_nobody_is_named() -> None:
    base = case(POSTING)
    files = ("templates/posts/jobs.txt", "templates/posts/jobs.x.txt")
    posts = tuple(written(base.campaign.steps[0], "Join us.", file=file) for file in files)
    found = examine(replace(base, posts=posts), (WrittenForSomebody,))
    assert [each.place.file for each in found] == list(files)


def test_one_text_to_more_than_five_on_a_day_is_advised_at_the_text() -> None:
    found = kits("03", people(6))
    assert [each.message for each in found] == [
        "posts/a.txt goes to 6 ambassadors on 1 February; 5 are the most",
        "posts/b.txt goes to 6 ambassadors on 1 February; 5 are the most",
    ]
    assert {each.fix for each in found} == {"give 1 of them another text, or another day"}
    assert {each.level for each in found} == {Level.ADVICE}
    assert kits("03", people(5)) == ()


def test_two_kits_of_one_day_count_together_and_on_two_days_apart() -> None:
    (found,) = kits("01", people(4), people(4, 4))
    assert (found.step, found.message) == (
        "later",
        "posts/b.txt goes to 8 ambassadors on 1 February; 5 are the most",
    )
    assert kits("03", people(4), people(4, 4)) == ()


def test_somebody_who_gets_a_text_twice_counts_once() -> None:
    assert kits("01", people(5), people(5)) == ()


def test_a_house_may_want_fewer() -> None:
    assert len(kits("03", people(3), house=house(rules={"S010": {"people": 2}}))) == 2


@pytest.mark.parametrize(
    ("readers", "groups", "missing"),
    [
        (people(2, 0, "champion"), ("business",), None),
        (people(2, 0, "support_partner"), ("business", "public_sector"), None),
        (people(2), ("business",), None),
        (people(2, 0, "champion"), ("everyone",), "business"),
        (people(2, 0, "core_partner"), ("business",), "public_sector"),
        (people(2, 0, "ambassador", "schools"), ("business", "public_sector"), "schools"),
    ],
)
def test_a_kit_has_a_wording_for_each_group_it_goes_to(
    readers: tuple[Contact, ...], groups: tuple[str, ...], missing: str | None
) -> None:
    found = kits("03", readers, (), *groups)
    assert [each.fix for each in found] == (
        [f"add a text with `written_for: {missing}` in its front matter"] if missing else []
    )
    assert kits("03", readers, (), *groups, *([missing] if missing else [])) == ()
