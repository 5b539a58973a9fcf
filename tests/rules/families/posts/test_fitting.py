"""S005, S006, S009: posts fit their networks, are short, and leave room for a why."""

from dataclasses import replace

import pytest

from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.rules.catalogue import rule_of
from outreach.rules.examine import examine
from outreach.rules.families.posts.fitting import FitsNetworks, RoomForWhy, ShortPost
from tests.rules.building import case, house, posting, written

KIT = """\
kind: social
audience: {roles: [ambassador]}
steps:
  - {id: kit, send: kit, template: kit.md, posts: [posts/a.txt], when: on 2027-02-01 at 09:00}
"""
SMILE = "\U0001f600"
LINK = "https://example.org/" + "a" * 200


def too_long(text: str, *networks: str, **more: object) -> tuple[Finding, ...]:
    return examine(posting(text, networks=networks, **more), (FitsNetworks,))  # type: ignore[arg-type]


def kit(text: str, **more: object) -> tuple[Finding, ...]:
    base = case(KIT, **more)  # type: ignore[arg-type]
    post = written(base.campaign.steps[0], text, ("kit",), "templates/posts/a.txt")
    return examine(replace(base, posts=(post,)), (RoomForWhy,))


@pytest.mark.parametrize(
    ("text", "network"),
    [
        ("a" * 280, "x"),
        (SMILE * 140, "x"),
        ("a" * 256 + " " + LINK, "x"),
        ("a" * 300, "bluesky"),
        (SMILE * 300, "bluesky"),
        ("a" * 476 + " " + LINK, "mastodon"),
        ("a" * 3000, "linkedin"),
        ("a" * 63206, "facebook"),
    ],
)
def test_the_last_that_fits_passes_and_one_more_does_not(text: str, network: str) -> None:
    assert too_long(text, network) == ()
    (found,) = too_long(f"a{text}", network)
    assert found.message.startswith("it is too long: ")
    assert f" on {network}" in found.message
    assert (found.level, found.effect, found.place.line) == (Level.ERROR, Effect.HOLD, 4)


def test_bytes_are_a_limit_of_their_own_on_bluesky() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
    (found,) = too_long(family * 121, "bluesky")
    assert found.message == "it is too long: 3025 bytes on bluesky, and 3000 are the most"
    assert too_long(family * 120, "bluesky") == ()


def test_each_network_is_named_with_its_numbers_and_the_remedy_makes_it_fit() -> None:
    text = "a" * 320
    (found,) = too_long(text, "x", "bluesky", "mastodon")
    assert found.message == (
        "it is too long: 320 characters on x, and 280 are the most; "
        "320 characters on bluesky, and 300 are the most"
    )
    assert found.fix == (
        "take out at least 40 characters on x and 20 characters on bluesky, "
        "or write a shorter templates/posts/jobs.x.txt"
    )
    assert too_long(text[40:], "x", "bluesky", "mastodon") == ()


def test_a_house_may_be_stricter_about_a_network() -> None:
    strict = house(rules={"S005": {"mastodon": 400}})
    assert len(too_long("a" * 450, "mastodon", house=strict)) == 1
    assert too_long("a" * 450, "mastodon") == ()


@pytest.mark.parametrize(
    ("says", "sets", "most"),
    [
        (None, None, 500),
        (1000, None, 1000),
        (300, None, 300),
        (1000, 400, 400),
        (300, 400, 300),
    ],
)
def test_what_our_mastodon_server_says_counts_and_a_house_may_be_stricter(
    says: int | None, sets: int | None, most: int
) -> None:
    strict = house(rules={"S005": {"mastodon": sets}}) if sets else house()
    fits = posting("a" * most, networks=("mastodon",), house=strict)
    assert examine(replace(fits, mastodon_characters=says), (FitsNetworks,)) == ()
    over = posting("a" * (most + 1), networks=("mastodon",), house=strict)
    (found,) = examine(replace(over, mastodon_characters=says), (FitsNetworks,))
    assert found.message.endswith(f"{most + 1} characters on mastodon, and {most} are the most")


def test_what_our_mastodon_server_says_is_nothing_to_a_kit_or_to_other_networks() -> None:
    assert len(examine(replace(posting("a" * 290), mastodon_characters=5000), (FitsNetworks,))) == 1
    base = replace(case(KIT), mastodon_characters=200)
    post = written(base.campaign.steps[0], "a" * 250, ("kit",), "templates/posts/a.txt")
    assert examine(replace(base, posts=(post,)), (FitsNetworks,)) == ()


def test_a_kits_text_must_fit_every_network() -> None:
    base = case(KIT)
    post = written(base.campaign.steps[0], "a" * 290, ("kit",), "templates/posts/a.txt")
    (found,) = examine(replace(base, posts=(post,)), (FitsNetworks,))
    assert found.message == "it is too long: 290 characters on x, and 280 are the most"
    assert found.fix == "take out at least 10 characters on x"


@pytest.mark.parametrize(
    ("text", "many"),
    [
        ("word " * 59, 0),
        ("word " * 59 + "https://example.org/a-very-long-link #wyomingnextgen @council", 0),
        ("It's Laramie County's well-known 24/7 shop, " * 8, 0),
        ("word " * 60, 60),
        ("word\n\n" * 75, 75),
        ("Join us. " * 40 + "#wyomingnextgen", 80),
    ],
)
def test_words_are_counted_without_links_and_hashtags(text: str, many: int) -> None:
    found = examine(posting(text.strip()), (ShortPost,))
    assert [each.message for each in found] == (
        [f"it has {many} words; fewer than 60 are read"] if many else []
    )
    assert all((each.level, each.effect, each.stops) == (Level.ADVICE, None, False) for each in found)


def test_taking_out_the_words_that_are_too_many_makes_it_short() -> None:
    (found,) = examine(posting("word " * 71), (ShortPost,))
    assert found.fix == "take out 12, and let the link tell the rest"
    assert examine(posting("word " * (71 - 12)), (ShortPost,)) == ()


def test_the_number_of_words_may_be_smaller() -> None:
    strict = house(rules={"S006": {"words": 30}})
    assert len(examine(posting("word " * 30, house=strict), (ShortPost,))) == 1


@pytest.mark.parametrize("text", ["a" * 200, "a" * 176 + " " + LINK[:40], SMILE * 100, "Join us."])
def test_a_kits_text_with_room_for_a_why_passes(text: str) -> None:
    assert kit(text) == ()


@pytest.mark.parametrize(
    ("text", "left", "network"),
    [
        ("a" * 201, "79 characters", "x"),
        ("a" * 279, "1 character", "x"),
        ("a" * 400, "no character", "x"),
        ("a " * 50 + LINK, "no character", "bluesky"),
    ],
)
def test_a_kits_text_without_room_names_the_tightest_network(text: str, left: str, network: str) -> None:
    (found,) = kit(text)
    assert found.message == f"it leaves {left} for the ambassador's why on {network}; 80 are needed"
    assert (found.effect, found.place.file, found.place.line) == (Effect.REFUSE, "templates/posts/a.txt", 4)


def test_taking_out_what_the_remedy_says_leaves_room() -> None:
    (found,) = kit("a" * 230)
    assert found.fix == "take out at least 30"
    assert kit("a" * 200) == ()


def test_a_post_of_the_organisation_needs_no_room_for_a_why() -> None:
    assert examine(posting("a" * 270), (RoomForWhy,)) == ()


def test_room_and_shortness_are_asked_when_files_are_checked_only() -> None:
    for code in ("S006", "S007", "S009"):
        rule = rule_of(code)
        assert rule is not None
        assert rule.moments == (Moment.CHECK,)
