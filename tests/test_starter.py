"""The starter workspace can be used as it stands: it is understood, complete, and says what it ought to."""

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import chain, pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from outreach.actions.composing.compose import Composer
from outreach.actions.composing.views import NAMELESS
from outreach.actions.people import merge
from outreach.actions.world import World
from outreach.core.history import History
from outreach.core.house import House
from outreach.core.message import Email, Message, Post
from outreach.core.people import Contact
from outreach.core.plan import Schedule, Touch
from outreach.core.schedule import Setting, lay_out_all
from outreach.peoplefile import read_people
from outreach.ports import Ledger
from outreach.rendering import TemplateRenderer
from outreach.rules.reading.asking import calls_to_action
from outreach.rules.reading.tags import carries, hashtags, is_furniture
from outreach.workspace import load
from outreach.yamlfile import read

ROOT = Path(__file__).parents[1]
WORKSPACE = load(ROOT)
HOUSE = House.model_validate(read(ROOT / "config" / "outreach.yaml", "config/outreach.yaml")[0].data)
PEOPLE = {each.id: each for each in merge(read_people(ROOT / "config" / "people.csv").rows, {}, {}).to_save}
NETWORKS = {"facebook", "linkedin", "x", "mastodon", "bluesky"}
WINNER = datetime(2027, 4, 7, 14)
POLL = History("action-team-date", decision=WINNER)
SETTING = Setting(
    HOUSE,
    WORKSPACE.partnerships,
    datetime(2026, 12, 1, tzinfo=UTC),
    datetime(2028, 3, 1, tzinfo=UTC),
    {},
)
SCHEDULES = lay_out_all(WORKSPACE.campaigns, {POLL.campaign: POLL}, SETTING)
TOUCHES = [(schedule, touch) for schedule in SCHEDULES.values() for touch in schedule.touches]


def _each(chosen: Callable[[Touch], bool]) -> pytest.MarkDecorator:
    found = [(schedule, touch) for schedule, touch in TOUCHES if chosen(touch)]
    names = [f"{touch.campaign.id}/{touch.step.id}/{touch.occurrence}/{touch.channel}" for _, touch in found]
    return pytest.mark.parametrize(("schedule", "touch"), found, ids=names)


def _is_recap(touch: Touch) -> bool:
    return str(touch.step.content).startswith("recaps/")


every_recap = _each(_is_recap)
every_message = _each(lambda touch: not _is_recap(touch))
every_mail = _each(
    lambda touch: touch.step.is_mail and touch.step.send != "sign_off" and not _is_recap(touch)
)
every_list_mail = _each(lambda touch: touch.step.is_list_mail and not _is_recap(touch))
every_post = _each(lambda touch: touch.step.send == "post")
every_mail_or_post = _each(
    lambda touch: (
        (touch.step.is_mail or touch.step.send == "post")
        and touch.step.send != "sign_off"
        and not _is_recap(touch)
    )
)


def _reader(touch: Touch) -> Contact | None:
    if touch.step.send in ("post", "task"):
        return None
    if touch.step.send == "kit":
        return PEOPLE["ambassador-1"]
    return PEOPLE["partner-1" if touch.step.table == "outer_table" else "builder-02"]


def _composer_in(root: Path) -> Composer:
    people = SimpleNamespace(contact=PEOPLE.get, contacts=lambda: iter(PEOPLE.values()))
    renderer = TemplateRenderer(root)
    return Composer.of(
        World(
            HOUSE,
            WORKSPACE.campaigns,
            WORKSPACE.partnerships,
            cast(Ledger, people),
            renderer,
            b"a secret of thirty-two bytes, ok",
        )
    )


@pytest.fixture(scope="module")
def composer() -> Composer:
    return _composer_in(ROOT)


@pytest.fixture(scope="module")
def afterward(tmp_path_factory: pytest.TempPathFactory) -> Composer:
    """The starter once the demo's recaps have been put where a convener would write them."""
    root = tmp_path_factory.mktemp("workspace")
    for folder in ("campaigns", "templates"):
        shutil.copytree(ROOT / folder, root / folder)
    shutil.copytree(ROOT / "demo" / "recaps", root / "campaigns" / "recaps")
    return _composer_in(root)


def _composed(composer: Composer, schedule: Schedule, touch: Touch, reader: Contact | None) -> Message:
    assert touch.due is not None
    return composer.message(touch, schedule, History(touch.campaign.id), reader, touch.due)


def _mail(composer: Composer, schedule: Schedule, touch: Touch) -> Email:
    message = _composed(composer, schedule, touch, _reader(touch))
    assert isinstance(message, Email)
    return message


def _paragraphs(text: str) -> list[str]:
    """What is said, without the greeting, the foot, and links and hashtags that stand alone."""
    body = text.partition("\n--\n")[0].split("\n\n")
    return [part for part in body if not is_furniture(part) and not part.startswith(("Hello ", "Dear "))]


def test_everything_in_it_is_understood() -> None:
    assert [str(problem) for problem in WORKSPACE.problems] == []
    assert {campaign.kind for campaign in WORKSPACE.campaigns} == {
        "launch", "meeting", "updates", "social", "poll", "action-team",
    }  # fmt: skip


def test_every_person_it_names_is_among_the_sample_people() -> None:
    for campaign in WORKSPACE.campaigns:
        event, poll = campaign.event, campaign.poll
        named = [campaign.owner, *(each.who for each in (*campaign.helpers, *campaign.commitments))]
        named += [event.host, event.lead, *event.signed_by] if event else []
        named += poll.key_people if poll else ()
        named += chain.from_iterable(
            (*step.named, step.who, *getattr(step.to, "contacts", ())) for step in campaign.steps
        )
        assert {each for each in named if each} <= PEOPLE.keys()


@every_message
def test_it_can_be_composed_for_somebody_known_and_for_somebody_of_whom_nothing_is_known(
    composer: Composer, schedule: Schedule, touch: Touch
) -> None:
    reader = _reader(touch)
    assert _composed(composer, schedule, touch, reader)
    if reader is not None:
        nameless = _composed(composer, schedule, touch, NAMELESS)
        assert not isinstance(nameless, Email) or "Hello there," in nameless.text


@every_mail
def test_a_subject_states_the_purpose_in_sixty_characters(
    composer: Composer, schedule: Schedule, touch: Touch
) -> None:
    assert 15 <= len(_mail(composer, schedule, touch).subject) <= 60


@every_mail_or_post
def test_it_begins_and_ends_with_something_to_do(
    composer: Composer, schedule: Schedule, touch: Touch
) -> None:
    message = _composed(composer, schedule, touch, _reader(touch))
    paragraphs = _paragraphs(message.text)
    assert calls_to_action(paragraphs[0]), paragraphs[0]
    assert calls_to_action(paragraphs[-1]), paragraphs[-1]


@every_list_mail
def test_list_mail_greets_by_name_and_names_a_person_to_ask(
    composer: Composer, schedule: Schedule, touch: Touch
) -> None:
    text = _mail(composer, schedule, touch).text
    owner = PEOPLE[composer.context.owner(touch.campaign)]
    assert text.startswith("Hello ")
    assert all(each in text for each in (owner.name, owner.phone, owner.email))


@every_recap
def test_a_recap_says_who_does_what_by_when_and_the_next_date(
    afterward: Composer, schedule: Schedule, touch: Touch
) -> None:
    text = _mail(afterward, schedule, touch).text
    assert "Champion One" in text
    assert "By when" in text or ", by " in text or " by May 6" in text
    assert "Next full meeting:" in text or "Next call:" in text


@every_post
def test_a_post_is_short_and_carries_the_hashtag_and_a_link(
    composer: Composer, schedule: Schedule, touch: Touch
) -> None:
    message = _composed(composer, schedule, touch, None)
    assert isinstance(message, Post)
    assert len(message.text.split()) < 60
    assert len(message.text) <= 280
    assert carries(message.text, HOUSE.hashtag, message.network)
    assert len(hashtags(message.text)) == 1
    assert message.link.startswith("https://")


def test_no_kit_text_leaves_an_ambassador_less_than_eighty_characters(composer: Composer) -> None:
    schedule = SCHEDULES["ambassador-spring"]
    kits = [touch for touch in schedule.touches if touch.step.send == "kit"]
    for touch in kits:
        for post in composer.kit_posts(touch, schedule, ""):
            assert len(post.text) + 80 <= 280
    assert {touch.nominal for touch in kits} == {date(2027, 2, 1), date(2027, 2, 3)}


def test_every_post_goes_to_all_networks_and_says_whom_it_is_written_for() -> None:
    posts = [touch.step for _, touch in TOUCHES if touch.step.send == "post"]
    assert all(set(step.networks) == NETWORKS and step.written_for for step in posts)
    assert {step.written_for for step in posts} == {"business", "public_sector", "schools", "everyone"}


def test_every_update_of_the_year_has_its_words() -> None:
    days = [touch.nominal for touch in SCHEDULES["construction-updates"].touches]
    written = {path.stem for path in (ROOT / "campaigns" / "updates").glob("*.md")}
    assert {f"{day:%Y-%m-%d}" for day in days if day} == written
    assert len(written) == 6


def test_no_recap_is_written_before_its_meeting() -> None:
    assert list((ROOT / "campaigns").glob("recaps/*")) == []


def test_the_demo_has_a_recap_for_everything_that_wants_one() -> None:
    wanted = {
        str(step.content)
        for campaign in WORKSPACE.campaigns
        for step in campaign.steps
        if str(step.content).startswith("recaps/")
    }
    assert wanted == {f"recaps/{path.name}" for path in (ROOT / "demo" / "recaps").glob("*.md")}


def test_nothing_has_to_be_moved_off_a_holiday_or_out_of_hours_but_one_sunday_update() -> None:
    moved = [(touch.campaign.id, touch.occurrence) for _, touch in TOUCHES if touch.notes]
    assert moved == [("construction-updates", "2027-09-12")]


def test_nobody_who_never_answers_is_asked_more_than_four_times_in_four_weeks() -> None:
    asked = sorted(
        touch.due
        for _, touch in TOUCHES
        if touch.due is not None and touch.channel == "email" and _knocks(touch)
    )
    assert len(asked) > 12
    for first in asked:
        assert sum(first <= each <= first + timedelta(days=28) for each in asked) <= 4


def _knocks(touch: Touch) -> bool:
    campaign, step = touch.campaign, touch.step
    if campaign.kind == "updates":
        return True
    reminder = step.send == "email" and "not_declined" in step.words
    return (
        campaign.kind in ("launch", "meeting")
        and step.table == "inner_table"
        and (step.send == "invite" or reminder)
    )


def test_guests_who_do_not_answer_hear_something_at_least_every_two_weeks() -> None:
    for schedule in SCHEDULES.values():
        asked = [touch.due for touch in schedule.touches if touch.due and _knocks(touch)]
        if schedule.campaign.kind in ("launch", "meeting") and schedule.starts:
            days = [*sorted(asked), schedule.starts]
            assert len(asked) == 3
            assert max(after - before for before, after in pairwise(days)) <= timedelta(days=14, hours=1)


def test_every_answer_of_the_demo_belongs_to_a_person_and_a_campaign_and_comes_in_order() -> None:
    answers = read(ROOT / "demo" / "answers.yaml", "demo/answers.yaml")[0].data
    campaigns = {campaign.id: campaign for campaign in WORKSPACE.campaigns}
    times = [each["at"] for each in answers]
    assert times == sorted(times)
    for each in answers:
        assert each["from"] in PEOPLE
        assert each["campaign"] in campaigns
        poll = campaigns[each["campaign"]].poll
        if "votes" in each and poll:
            assert set(each["votes"]) == {f"{option:%Y-%m-%d %H:%M}" for option in poll.options}


def test_the_demo_shows_every_kind_of_answer() -> None:
    answers = read(ROOT / "demo" / "answers.yaml", "demo/answers.yaml")[0].data
    kinds = set(chain.from_iterable(answers))
    assert kinds == {"at", "from", "campaign", "text", "rsvp", "votes", "attended", "unsubscribe"}
    assert {each.get("rsvp") for each in answers} >= {"accepted", "declined", "tentative"}
    assert {each.get("attended") for each in answers} >= {True, False}
