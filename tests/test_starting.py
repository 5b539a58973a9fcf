"""A new workspace has its dates in the coming year, all of a piece; a new campaign keeps the rules today."""

import re
import shutil
import stat
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from outreach.actions.check import Checked, check
from outreach.actions.people import merge
from outreach.actions.world import World
from outreach.core.campaign import Campaign
from outreach.core.errors import UsageError
from outreach.core.finding import Level
from outreach.core.history import History
from outreach.core.plan import Schedule
from outreach.core.schedule import Setting, lay_out_all
from outreach.core.when import Calendar, Every, holiday_test, never, open_day_on_or_after
from outreach.ledger.opening import open_ledger
from outreach.peoplefile import read_people
from outreach.rendering import TemplateRenderer
from outreach.settings import load as load_settings
from outreach.starting import KINDS, new_campaign, start, starter, write_campaign
from outreach.starting.moving import FAR_ENOUGH, Move, move_to_coming_year
from outreach.starting.redating import redated, renamed
from outreach.starting.starter import understood
from outreach.workspace import Workspace, load

SECRET = "k" * 43
HOLIDAY = holiday_test("US-WY")
WRITTEN = understood(starter())
CHAMPIONS, CONVENERS = ("champion-1", "champion-2", "champion-3", "champion-4"), ("convener", "convener-2")
ISO = re.compile(r"\d{4}-\d\d-\d\d")
TODAYS = [date(2026, 11, 22), date(2027, 2, 10), date(2028, 2, 29), date(2028, 12, 30), date(2031, 12, 31)]
every_today = pytest.mark.parametrize("today", TODAYS, ids=str)
every_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Callable[[date], Path]:
    """A workspace started on a day; one for each day."""
    made: dict[date, Path] = {}

    def of(today: date) -> Path:
        if today not in made:
            made[today] = tmp_path_factory.mktemp("begun") / "workspace"
            start(made[today], today, SECRET)
        return made[today]

    return of


def checked(root: Path, today: date, *only: str) -> Checked:
    """What `check` finds in a workspace at noon of a day, its sample people imported."""
    settings_ = load_settings(root)
    assert settings_.house is not None
    assert not settings_.problems
    workspace, now = load(root), datetime.combine(today, time(18), UTC)
    with open_ledger("sqlite://", secret=SECRET.encode(), read_only=False) as ledger:
        ledger.save_contacts(merge(read_people(root / "config" / "people.csv").rows, {}, {}).to_save, now)
        world = World(
            settings_.house, workspace.campaigns, workspace.partnerships, ledger, TemplateRenderer(root),
            SECRET.encode(), problems=workspace.problems,
        )  # fmt: skip
        return check(world, now, workspace.mentions, frozenset(only))


def laid_out(workspace: Workspace) -> dict[str, Schedule]:
    """Every campaign in time, each poll decided for its first option."""
    histories = {
        each.id: History(each.id, decision=each.poll.options[0]) for each in workspace.campaigns if each.poll
    }
    now, horizon = datetime(2000, 1, 1, tzinfo=UTC), datetime(2050, 1, 1, tzinfo=UTC)
    setting = Setting(WRITTEN.house, workspace.partnerships, now, horizon, {})
    return lay_out_all(workspace.campaigns, histories, setting)


def campaign(workspace: Workspace, name: str) -> Campaign:
    return next(each for each in workspace.campaigns if each.id == name)


# A new workspace


def test_in_the_year_it_is_written_for_the_starter_is_copied_byte_for_byte(
    begun: Callable[[date], Path],
) -> None:
    made = begun(date(2026, 11, 22))
    for folder in ("campaigns", "config", "templates"):
        originals = [
            path for path in (starter() / folder).rglob("*") if path.is_file() and path.name[0] != "."
        ]
        assert originals
        for path in originals:
            assert (made / path.relative_to(starter())).read_bytes() == path.read_bytes()


def test_it_returns_the_files_it_wrote(tmp_path: Path) -> None:
    written = start(tmp_path / "new", date(2026, 11, 22), SECRET)
    on_disk = {path.relative_to(tmp_path / "new") for path in (tmp_path / "new").rglob("*") if path.is_file()}
    assert set(written) == on_disk
    assert written == sorted(written)
    assert Path("config/outreach.yaml") in written
    assert not any(path.name == ".gitkeep" for path in written)


def test_the_secret_key_can_be_read_by_its_owner_only_and_is_kept_out_of_git(
    begun: Callable[[date], Path],
) -> None:
    made = begun(date(2026, 11, 22))
    assert stat.S_IMODE((made / ".env").stat().st_mode) == 0o600
    assert load_settings(made).secrets.outreach_secret_key == SECRET
    assert (made / ".gitignore").read_text().split() == [".env", "var/"]


def test_an_existing_gitignore_keeps_its_lines_and_gets_those_it_lacks(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("*.pyc\nvar/")
    start(tmp_path, date(2026, 11, 22), SECRET)
    assert (tmp_path / ".gitignore").read_text() == "*.pyc\nvar/\n.env\n"


@pytest.mark.parametrize("sign", ["campaigns", "config/outreach.yaml"])
def test_a_folder_that_is_a_workspace_is_refused_and_left_alone(tmp_path: Path, sign: str) -> None:
    (tmp_path / sign).mkdir(parents=True)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(UsageError, match=rf"is a workspace already: it holds {sign}; nothing was changed"):
        start(tmp_path, date(2026, 11, 22), SECRET)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("file", [".env", "templates/layout-of-ours.html", "config/people.csv"])
def test_no_file_is_ever_overwritten(tmp_path: Path, file: str) -> None:
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text("ours")
    if file.endswith("ours.html"):
        start(tmp_path, date(2026, 11, 22), SECRET)
    else:
        with pytest.raises(UsageError, match="exists already; nothing was changed"):
            start(tmp_path, date(2026, 11, 22), SECRET)
        assert not (tmp_path / "campaigns").exists()
    assert (tmp_path / file).read_text() == "ours"


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "new").write_text("")
    with pytest.raises(UsageError, match="is a file; name a folder"):
        start(tmp_path / "new", date(2026, 11, 22), SECRET)
    with pytest.raises(UsageError, match=r"cannot be written: .*; choose another folder"):
        start(tmp_path / "new" / "deeper", date(2026, 11, 22), SECRET)


def test_a_second_start_in_the_same_folder_changes_nothing(tmp_path: Path) -> None:
    start(tmp_path / "new", date(2026, 11, 22), SECRET)
    with pytest.raises(UsageError, match="is a workspace already"):
        start(tmp_path / "new", date(2026, 11, 22), "another")
    assert SECRET in (tmp_path / "new" / ".env").read_text()


@pytest.mark.parametrize("secret", ["", "two words", "a#b", "a\nB=c"])
def test_a_key_that_would_not_survive_the_env_file_is_refused(tmp_path: Path, secret: str) -> None:
    with pytest.raises(ValueError, match="letters, digits"):
        start(tmp_path, date(2026, 11, 22), secret)


# Dates of the coming year


@pytest.mark.parametrize(
    ("today", "year"),
    [
        (date(2026, 1, 1), 2027),
        (date(2026, 12, 31), 2027),
        (date(2027, 1, 2), 2027),
        (date(2027, 1, 10), 2028),
        (date(2027, 2, 10), 2028),
        (date(2028, 2, 29), 2029),
        (date(2028, 12, 30), 2029),
        (date(2031, 12, 31), 2032),
    ],
)
def test_the_first_year_whose_first_step_is_still_ahead_is_chosen(
    begun: Callable[[date], Path], today: date, year: int
) -> None:
    launch = campaign(load(begun(today)), "construction-launch")
    assert launch.event is not None
    assert isinstance(launch.event.starts, datetime)
    assert launch.event.starts.year == year
    assert launch.event.starts.time() == time(9)


@every_today
def test_a_new_workspace_has_nothing_that_stops_it(begun: Callable[[date], Path], today: date) -> None:
    found = checked(begun(today), today)
    assert found.problems == ()
    assert [each for each in found.findings if each.level is not Level.ADVICE] == []


@every_today
def test_all_dates_but_those_of_recurring_steps_move_by_the_same_whole_weeks(
    begun: Callable[[date], Path], today: date
) -> None:
    shifts = set()
    for path in [*(starter() / "campaigns").glob("*.yaml"), starter() / "config" / "outreach.yaml"]:
        old, new = path.read_text(), (begun(today) / path.relative_to(starter())).read_text()
        assert ISO.sub("", new) == ISO.sub("", old)
        lines = zip(old.splitlines(), new.splitlines(), strict=True)
        shifts |= {
            date.fromisoformat(after) - date.fromisoformat(before)
            for one, other in lines
            if " every " not in one
            for before, after in zip(ISO.findall(one), ISO.findall(other), strict=True)
        }
    assert len(shifts) == 1
    assert shifts.pop() % timedelta(days=7) == timedelta()


@every_today
def test_no_event_or_poll_option_falls_on_a_holiday(begun: Callable[[date], Path], today: date) -> None:
    for each in load(begun(today)).campaigns:
        days = [option.date() for option in each.poll.options] if each.poll else []
        if each.event and isinstance(each.event.starts, datetime):
            days.append(each.event.starts.date())
        for day in days:
            assert day.weekday() < 5
            assert not HOLIDAY(day)


@pytest.mark.parametrize("today", [date(2027, 2, 10), date(2029, 6, 1), date(2031, 3, 1)], ids=str)
def test_no_step_falls_on_a_holiday_where_a_neighbouring_week_avoids_it(
    begun: Callable[[date], Path], today: date
) -> None:
    for schedule in laid_out(load(begun(today))).values():
        for touch in schedule.touches:
            if not isinstance(touch.step.when, Every):
                assert not any("a holiday" in note for note in touch.notes), touch.name


@every_today
def test_every_update_finds_its_words_under_its_new_day(begun: Callable[[date], Path], today: date) -> None:
    made = begun(today)
    touches = laid_out(load(made))["construction-updates"].touches
    days = [touch.occurrence for touch in touches]
    assert sorted(path.stem for path in (made / "campaigns" / "updates").iterdir()) == days
    originals = sorted((starter() / "campaigns" / "updates").iterdir())
    for path, day in zip(originals, days, strict=True):
        assert (made / "campaigns" / "updates" / f"{day}.md").read_text()[:20] == path.read_text()[:20]


@every_today
def test_what_an_update_says_of_this_week_and_the_next_stays_true(
    begun: Callable[[date], Path], today: date
) -> None:
    laid = laid_out(load(begun(today)))
    by_name = dict(enumerate(laid["construction-updates"].touches))

    def weeks_until(turn: int, name: str) -> int:
        wall, starts = by_name[turn].wall, laid[name].starts
        assert wall is not None
        assert starts is not None
        monday = wall.date() - timedelta(days=wall.weekday())
        return (starts.date() - monday).days // 7

    assert weeks_until(1, "construction-launch") == 1
    assert weeks_until(4, "construction-fall") == 0


@settings(max_examples=25, deadline=None)
@given(st.dates(date(2026, 1, 1), date(2060, 12, 31)))
@example(date(2027, 1, 7))
@example(date(2027, 1, 8))
@example(date(2032, 2, 29))
def test_whatever_the_day_the_year_begins_ahead_of_it_and_within_two(today: date) -> None:
    move = move_to_coming_year(WRITTEN, today)
    first = move.turns.get(date(2027, 1, 12), date(2027, 1, 12))
    assert first - today >= FAR_ENOUGH
    assert first - today < timedelta(days=731) or today.year == 2026
    assert move.by % timedelta(days=7) == timedelta()
    assert open_day_on_or_after(_calendar(), first) == first


def _calendar() -> Calendar:
    return laid_out(load(starter()))["construction-updates"].mail


# Days in words

MOVE = Move(
    timedelta(days=364),
    frozenset({date(2027, 3, 18), date(2027, 3, 12), date(2027, 5, 7)}),
    {3: 3, 6: 7},
    {date(2027, 1, 12): date(2028, 1, 10)},
    {date(2027, 1, 12): date(2028, 1, 10), date(2027, 3, 12): date(2028, 3, 10)},
    {"updates/2027-03-12.md": ("updates/2028-03-10.md", {date(2027, 3, 12): date(2028, 3, 10)})},
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("due: 2027-05-20}", "due: 2028-05-18}"),
        ("on 2027-02-01 at 09:00", "on 2028-01-31 at 09:00"),
        ("[2027-04-06 10:00, 2027-04-07 14:00]", "[2028-04-04 10:00, 2028-04-05 14:00]"),
        ("every 2 months from 2027-01-12 at 09:00 until 2027-12-31",
         "every 2 months from 2028-01-10 at 09:00 until 2028-12-29"),
        ("on 2027-01-12 at 09:00", "on 2028-01-11 at 09:00"),
        ("Join us on March 18.", "Join us on March 16."),
        ("Thursday, March 18, 2027, at nine", "Thursday, March 16, 2028, at nine"),
        ("on 18 March 2027", "on 16 March 2028"),
        ("Mar 18 and 7 May", "Mar 16 and 5 May"),
        ("Friday, March 12", "Friday, March 10"),
        ("March 19 is not ours", "March 19 is not ours"),
        ("March 18, 2031", "March 18, 2031"),
        ("see you in June", "see you in July"),
        ("the June meeting, in March", "the July meeting, in March"),
        ("June Example called; we may March on", "June Example called; we may March on"),
        ("call 307-555-0195 or 2027-13-45", "call 307-555-0195 or 2027-13-45"),
        ("https://example.org/a2027-03-18-b", "https://example.org/a2027-03-18-b"),
    ],
)  # fmt: skip
def test_days_move_in_digits_and_in_words_and_nothing_else_does(before: str, after: str) -> None:
    assert redated(before, MOVE) == after


def test_a_text_that_belongs_to_a_turn_moves_that_day_with_it() -> None:
    own = MOVE.files["updates/2027-03-12.md"][1]
    assert redated("2027-03-12 and 2027-03-18", MOVE, own) == "2028-03-10 and 2028-03-16"


def test_a_file_is_named_after_its_turn_and_any_other_day_after_the_weeks() -> None:
    assert renamed("updates/2027-03-12.md", MOVE) == "updates/2028-03-10.md"
    assert renamed("recaps/2027-03-18.md", MOVE) == "recaps/2028-03-16.md"
    assert renamed("recaps/construction-fall.md", MOVE) == "recaps/construction-fall.md"


def test_without_a_move_no_text_changes() -> None:
    assert redated("every 2 months from 2027-01-12, March 18, in June", Move()) == (
        "every 2 months from 2027-01-12, March 18, in June"
    )


# A new campaign


def furnish(root: Path) -> None:
    """Give a folder the starter's settings and templates."""
    for folder in ("config", "templates"):
        shutil.copytree(starter() / folder, root / folder)


def written(kind: str, today: date, name: str = "energy") -> dict[str, str]:
    return new_campaign(
        kind, name, "laramie-construction", today, HOLIDAY, champions=CHAMPIONS, conveners=CONVENERS
    )


@every_kind
@pytest.mark.parametrize(
    "today", [date(2026, 11, 22), date(2026, 12, 20), date(2028, 2, 29), date(2028, 10, 1)], ids=str
)
def test_a_new_campaign_is_understood_and_keeps_every_rule_today(
    tmp_path: Path, kind: str, today: date
) -> None:
    start(tmp_path, today, SECRET)
    files = written(kind, today)
    write_campaign(tmp_path, files)
    ids = [each.id for each in load(tmp_path).campaigns if each.place().file in files]
    assert len(ids) == sum(name.endswith(".yaml") for name in files)
    found = checked(tmp_path, today, *ids)
    assert found.problems == ()
    assert [each for each in found.findings if each.level is Level.ERROR] == []
    assert [each for each in found.findings if each.level is Level.WARNING and each.rule != "E006"] == []


@every_kind
@pytest.mark.parametrize("today", [date(2026, 11, 22) + timedelta(days=37 * n) for n in range(6)], ids=str)
def test_nothing_in_a_new_campaign_has_to_be_moved_and_nothing_is_due_at_once(
    tmp_path: Path, kind: str, today: date
) -> None:
    write_campaign(tmp_path, written(kind, today))
    furnish(tmp_path)
    for name, schedule in laid_out(load(tmp_path)).items():
        assert schedule.touches
        for touch in schedule.touches:
            assert touch.wall is not None
            assert touch.wall.date() - today >= timedelta(days=5)
            if not isinstance(touch.step.when, Every):
                assert touch.notes == (), f"{name}/{touch.step.id}: {touch.notes}"


def test_a_launch_comes_with_its_first_action_team_within_four_weeks(tmp_path: Path) -> None:
    files = written("launch", date(2026, 11, 22))
    assert list(files) == [
        "campaigns/energy.yaml", "campaigns/energy-team-date.yaml", "campaigns/energy-team.yaml",
    ]  # fmt: skip
    write_campaign(tmp_path, files)
    furnish(tmp_path)
    workspace = load(tmp_path)
    launch, poll = campaign(workspace, "energy"), campaign(workspace, "energy-team-date").poll
    team = campaign(workspace, "energy-team")
    assert launch.event is not None
    assert poll is not None
    assert isinstance(launch.event.starts, datetime)
    assert timedelta() < poll.options[-1] - launch.event.starts <= timedelta(days=28)
    assert launch.event.signed_by == CHAMPIONS[:3]
    for commitment in team.commitments:
        assert commitment.due - poll.options[0].date() <= timedelta(days=60)


def test_updates_go_on_for_a_year_and_the_first_has_an_example_to_write_over(tmp_path: Path) -> None:
    files = written("updates", date(2026, 11, 22))
    write_campaign(tmp_path, files)
    furnish(tmp_path)
    touches = laid_out(load(tmp_path))["energy"].touches
    assert len(touches) == 6
    assert list(files)[1] == f"campaigns/energy/{touches[0].occurrence}.md"


@pytest.mark.parametrize("name", ["null", "2027", "1e5", "true", "x" * 40])
def test_a_name_that_yaml_would_read_as_something_else_is_still_a_name(tmp_path: Path, name: str) -> None:
    for kind in KINDS:
        write_campaign(tmp_path / kind, written(kind, date(2026, 11, 22), name))
        furnish(tmp_path / kind)
        workspace = load(tmp_path / kind)
        assert workspace.problems == ()
        assert name in {each.id for each in workspace.campaigns}


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("Spring Launch", "spring-launch"),
        ("../escape", "escape"),
        ("a_b", "a-b"),
        ("", "spring-launch"),
        ("é", "spring-launch"),
        ("energy\n", "energy"),
    ],
)
def test_a_name_that_cannot_be_an_id_is_refused_with_one_that_can(name: str, better: str) -> None:
    with pytest.raises(UsageError, match=f"cannot name a campaign; .* such as `{better}`"):
        written("meeting", date(2026, 11, 22), name)


def test_a_name_that_is_too_long_and_a_kind_that_is_none_are_refused() -> None:
    with pytest.raises(UsageError, match="longer than 40 characters; choose a shorter name"):
        written("meeting", date(2026, 11, 22), "a" * 41)
    with pytest.raises(UsageError, match=r"`meting` is no kind of campaign.*meeting"):
        written("meting", date(2026, 11, 22))


@pytest.mark.parametrize(("kind", "champions", "needed"), [
    ("launch", ("champion-1",), "2 champions, and laramie has 1"),
    ("poll", (), "one champion, and laramie has none"),
    ("action-team", (), "one champion, and laramie has none"),
])  # fmt: skip
def test_where_champions_are_missing_it_says_how_many_and_where_to_name_them(
    kind: str, champions: tuple[str, ...], needed: str
) -> None:
    with pytest.raises(UsageError, match=f"needs at least {needed}; add .* `champions:` of laramie"):
        new_campaign(kind, "energy", "laramie", date(2026, 11, 22), never, champions=champions)


def test_without_conveners_or_champions_the_file_says_what_to_fill_in() -> None:
    (text,) = new_campaign("meeting", "energy", "laramie", date(2026, 11, 22), never).values()
    assert "# owner: " in text
    assert "# host: " in text


def test_no_file_of_a_new_campaign_replaces_another(tmp_path: Path) -> None:
    (tmp_path / "campaigns").mkdir()
    (tmp_path / "campaigns" / "energy-team.yaml").write_text("ours")
    with pytest.raises(UsageError, match=r"campaigns/energy-team\.yaml exists already; nothing was written"):
        write_campaign(tmp_path, written("launch", date(2026, 11, 22)))
    assert [path.name for path in (tmp_path / "campaigns").iterdir()] == ["energy-team.yaml"]
