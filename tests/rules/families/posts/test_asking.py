"""S001 to S004: the hashtag, calls to action first and last, a link."""

from dataclasses import replace

import pytest

from outreach.core.finding import Finding, Moment
from outreach.rules.catalogue import rule_of
from outreach.rules.examine import examine
from tests.rules.building import POSTING, case, house, posting, written

LINK = "https://example.org/video"
VIDEO = f"Watch this video to learn how business leads the work of the council. #wyomingnextgen {LINK}"
BRIEFING = (
    f"Growing industries bring better jobs to our towns. {VIDEO}",
    f"**Schools should teach what our industry needs to grow.** {VIDEO}",
)
WELL = f"Forty firms hire. Watch how.\n\nThey train together.\n\nJoin them: {LINK}\n\n#wyomingnextgen"


def found_in(code: str, *texts: str, **more: object) -> tuple[Finding, ...]:
    rule = rule_of(code)
    assert rule is not None
    return examine(posting(*texts, **more), (rule,))  # type: ignore[arg-type]


@pytest.mark.parametrize("code", ["S001", "S002", "S003", "S004"])
@pytest.mark.parametrize("text", [*BRIEFING, WELL])
def test_posts_like_those_of_the_briefing_package_pass(code: str, text: str) -> None:
    assert found_in(code, text) == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Join us.", "the hashtag #wyomingnextgen is missing"),
        ("Join us. #wyomingnextgen2", "`#wyomingnextgen2` is not #wyomingnextgen to the networks"),
        ("Join us.#wyomingnextgen", ""),
        ("Join us x#wyomingnextgen", "`x#wyomingnextgen` is not #wyomingnextgen to the networks"),
        ("Join us. # wyomingnextgen", "`# wyomingnextgen` is not #wyomingnextgen to the networks"),
    ],
)
def test_a_missing_or_mistaken_hashtag_is_named(text: str, message: str) -> None:
    found = found_in("S001", text, networks=("x",))
    assert [each.message for each in found] == ([message] if message else [])


def test_the_remedy_of_the_hashtag_says_how_to_write_it() -> None:
    (found,) = found_in("S001", "Join us.")
    assert found.fix == "write #wyomingnextgen with a space before and after it, at the end for instance"
    assert (found.place.file, found.place.line) == ("templates/posts/jobs.txt", 4)


def test_the_hashtag_is_the_houses_own() -> None:
    assert found_in("S001", "Join us. #builders", house=house(hashtag="#builders")) == ()


@pytest.mark.parametrize(
    "text",
    ["Employers are invited to attend.", "It's time to join us.", "Will we see you on March 18?", "Come!"],
)
def test_an_invitation_is_a_call_though_it_commands_nothing(text: str) -> None:
    assert found_in("S002", text) == found_in("S003", text) == ()


def test_asking_anyone_to_vouch_is_no_call() -> None:
    assert len(found_in("S002", "Ask anyone in Cheyenne: work is plentiful.")) == 1


def test_the_first_paragraph_without_a_call_is_pointed_at() -> None:
    (found,) = found_in("S002", f"Forty firms hire.\n\n{VIDEO}")
    assert found.message == "the first paragraph has no call to action"
    assert found.place.line == 4
    assert found.fix == (
        "let a sentence of it ask the reader to do something, such as `Watch the video` "
        "or `Join us on 18 March`"
    )


@pytest.mark.parametrize(
    "end",
    [
        "",
        "\n\n#wyomingnextgen",
        "\n\nhttps://example.org/join\n\n#wyomingnextgen #jobs",
        "\n\n\u27a1 example.org",
    ],
)
def test_the_last_paragraph_is_the_last_one_with_words(end: str) -> None:
    (found,) = found_in("S003", f"Watch how forty firms hire.\n\nThey train\ntogether.{end}")
    assert found.message == "the last paragraph has no call to action"
    assert found.place.line == 6


@pytest.mark.parametrize("code", ["S002", "S003"])
def test_one_paragraph_is_first_and_last(code: str) -> None:
    assert len(found_in(code, "Many visit Wyoming. #wyomingnextgen")) == 1
    assert found_in(code, "Visit Wyoming. #wyomingnextgen") == ()


@pytest.mark.parametrize("code", ["S002", "S003"])
def test_a_post_of_links_and_hashtags_says_nothing(code: str) -> None:
    (found,) = found_in(code, "https://example.org/join-us\n\n#wyomingnextgen")
    assert found.message == "there is nothing but links and hashtags"
    assert found_in(code, "")[0].place.line == 4


def test_verbs_of_the_house_make_calls() -> None:
    text = "Holler at us. #wyomingnextgen"
    assert len(found_in("S002", text)) == 1
    assert found_in("S002", text, house=house(calls_to_action=["holler"])) == ()


def test_networks_that_share_a_text_share_its_finding() -> None:
    (found,) = found_in("S001", "Join us.")
    assert "(on" not in found.message


def test_networks_are_named_where_only_some_have_the_fault() -> None:
    base = case(POSTING)
    step = base.campaign.steps[0]
    posts = (
        written(step, "Join us. #wyomingnextgen", ("bluesky", "mastodon")),
        written(step, "Join us.", ("x",), "templates/posts/jobs.x.txt"),
    )
    rule = rule_of("S001")
    assert rule is not None
    (found,) = examine(replace(base, posts=posts), (rule,))
    assert found.message == "the hashtag #wyomingnextgen is missing (on x)"
    assert found.place.file == "templates/posts/jobs.x.txt"


def test_occasions_that_share_a_text_share_its_finding() -> None:
    base = case(POSTING)
    step = base.campaign.steps[0]
    posts = tuple(written(step, "Join us.", occurrence=day) for day in ("2027-02-02", "2027-03-02"))
    rule = rule_of("S001")
    assert rule is not None
    assert [each.occurrence for each in examine(replace(base, posts=posts), (rule,))] == [""]
    assert [each.occurrence for each in examine(replace(base, posts=posts[:1]), (rule,))] == ["2027-02-02"]


def test_each_text_of_a_kit_is_judged() -> None:
    base = case(
        "kind: social\nsteps: [{id: kit, send: kit, template: k.md, posts: [posts/a.txt, posts/b.txt], "
        "when: on 2027-02-01 at 09:00}]"
    )
    step = base.campaign.steps[0]
    posts = tuple(written(step, "Many came.", ("kit",), f"templates/posts/{name}.txt") for name in "ab")
    rules = tuple(rule for code in ("S001", "S002", "S003") if (rule := rule_of(code)))
    found = examine(replace(base, posts=posts), rules)
    assert [(each.rule, each.place.file[-5:]) for each in found] == [
        (code, name) for code in ("S001", "S002", "S003") for name in ("a.txt", "b.txt")
    ]


@pytest.mark.parametrize("moment", Moment)
def test_posts_are_judged_at_every_moment(moment: Moment) -> None:
    assert len(found_in("S001", "Join us.", moment=moment)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Join us. #wyomingnextgen",
        "Join us: write to hello@example.org",
        "Join us at 9.30 in the hall, e.g. for coffee.",
        "Join us on file://example.org/video",
    ],
)
def test_a_post_without_a_link_is_told_to_add_one(text: str) -> None:
    (found,) = found_in("S004", text)
    assert (found.message, found.place.line) == ("there is no link", 4)
    assert found.fix == "add one, as https:// and the address"
    assert found_in("S004", f"{text} https://example.org/video") == ()


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org",
        "Join us.\n\nMore: (https://example.org/join?how=now).\n\n#wyomingnextgen",
        "Watch http://example.org/a/b_(c)!",
    ],
)
def test_a_link_may_stand_anywhere(text: str) -> None:
    assert found_in("S004", text) == ()


def test_a_bare_address_is_no_link_on_mastodon_and_the_remedy_makes_it_one() -> None:
    text = "Watch how: example.org/video #wyomingnextgen"
    assert found_in("S004", text, networks=("x", "bluesky")) == ()
    (found,) = found_in("S004", text)
    assert found.message == "`example.org/video` is plain text on mastodon"
    assert found.fix == "write it as https://example.org/video"
    assert found_in("S004", text.replace("example.org/video", "https://example.org/video")) == ()


@pytest.mark.parametrize("code", ["S004", "S005"])
@pytest.mark.parametrize("moment", Moment)
def test_links_and_lengths_are_judged_at_every_moment(code: str, moment: Moment) -> None:
    assert len(found_in(code, "Join us. " * 60, moment=moment)) == 1
