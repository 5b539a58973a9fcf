from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach.actions.attendance import Signed, Taken, sheet, sheet_csv, take_back
from outreach.core.errors import Place, UsageError
from outreach.core.people import Consent, Contact, Standing
from outreach.ledger.store import SqlLedger
from outreach.peoplefile.columns import split_name
from tests.world import MEETING, Office, at, member

MENDED = "clear the id if somebody else came, or mend the rest if not"
STEPS = (
    "{id: invitation, send: invite, template: letter.md, when: 6 weeks before event at 09:00}",
    "{id: reminder, send: email, template: letter.md, when: 2 weeks before event at 09:00}",
    "{id: recap, send: email, template: letter.md, when: 1 business day after event at 09:00, to: attended}",
    "{id: sorry, send: email, template: letter.md, when: 1 business day after event at 09:00, to: absent}",
)
PEOPLE = ("ann", "bob", "cat", "dan")
AFTER = "2027-03-18 12:00"
WHO = ("Blue", "Grey")


@pytest.fixture
def met(tmp_path: Path) -> Iterator[Office]:
    """A meeting to which four people were invited."""
    office = Office(tmp_path)
    office.people(*PEOPLE)
    office.campaign(*STEPS)
    office.run("2027-02-04 09:00")
    yield office
    office.ledger.close()


MINUTES = count(1)


def later() -> str:
    """A moment after every moment given before."""
    return f"{datetime(2027, 3, 18, 12) + timedelta(minutes=next(MINUTES)):%Y-%m-%d %H:%M}"


def row(*names: str, came: bool = True, line: int = 2, chose: tuple[str, ...] = (), **more: str) -> Signed:
    """A line that names somebody by an id, an e-mail, or a name, in whatever order."""
    said: dict[str, str] = dict(more)
    for each in names:
        is_id = each in PEOPLE
        first, last = ("", "") if is_id or "@" in each else split_name(each)
        said |= (
            {"id": each}
            if is_id
            else {"email": each}
            if "@" in each
            else {"first_name": first, "last_name": last}
        )
    return Signed(Place("signed.csv", line), replace(Contact(""), **said), came, chose)  # type: ignore[arg-type]


def take(office: Office, *rows: Signed, wall: str = AFTER) -> Taken:
    return take_back(office.world(), "spring", rows, at(wall))


def came(office: Office) -> dict[str, bool]:
    answers = office.ledger.history("spring").answers
    return {who: each.attended for who, each in answers.items() if each.attended is not None}


def test_who_came_gets_the_recap_and_everybody_else_the_other_letter(met: Office) -> None:
    met.run("2027-03-19 09:00")
    assert [each.reason for each in met.asked("task") if "outreach attendance spring" in each.reason]
    taken = take(met, row("ann"), row("bob", came=False), wall="2027-03-19 10:00")
    assert (taken.came, taken.absent) == (1, 3)
    assert not met.asked("task")
    met.run("2027-03-19 10:00")
    assert met.status(step="recap") == {"ann": "sent"}
    assert set(met.status(step="sorry")) == {"bob", "cat", "dan"}


def test_those_who_accepted_come_first_and_those_who_declined_not_at_all(met: Office) -> None:
    met.answer("cat", "2027-02-05 09:00", "accepted")
    met.answer("bob", "2027-02-05 09:00", "declined")
    made = sheet(met.world(), "spring", at("2027-03-17 09:00"))
    assert [each.contact.id for each in made.lines] == ["cat", "ann", "dan"]
    assert [each.is_coming for each in made.lines] == [True, False, False]


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(met: Office) -> None:
    met.people(member("ann", organisation="=1+1", phone="+1 307 555 0100"))
    text = sheet_csv(sheet(met.world(), "spring", at(AFTER)))
    assert "ann,Ann,'=1+1,ann@example.org,'+1 307 555 0100,,,,\r\n" in text


def test_a_substitute_written_into_somebodys_row_is_not_taken_for_them(met: Office) -> None:
    taken = take(met, row("ann", "Zoe Other"), row("bob", "Ann"), row("cat", "cat@new.example.org", "Cat"))
    assert [each.message for each in taken.problems] == [
        f"this row names {who}, and also `{name}`; {MENDED}"
        for who, name in (("ann (Ann)", "Zoe Other"), ("bob (Bob)", "Ann"))
    ]
    assert came(met) == {"cat": True}


def test_a_name_tells_apart_people_who_share_an_address(met: Office) -> None:
    shared = "office@example.org"
    met.people(member("ann", email=shared), member("bob", email=shared))
    assert not take(met, row(shared, "Bob")).problems
    assert came(met) == {"bob": True}
    (problem,) = take(met, row(shared)).problems
    assert problem.message == f"`{shared}` fits several people: ann, bob; write the id instead"


def test_an_address_that_is_known_is_that_person_however_the_name_is_spelt(met: Office) -> None:
    met.people(member("ann", first_name="Ann", last_name="Ample"))
    assert not take(met, row("ann@EXAMPLE.org", "Anne Amplle")).problems
    assert came(met) == {"ann": True}


def test_of_two_of_one_name_the_one_of_that_business_is_meant(met: Office) -> None:
    met.people(
        *(member(f"jo-{n}", first_name="Jo", last_name="Doe", organisation=f"{n} Roofing") for n in WHO)
    )
    assert not take(met, row("Jo Doe", organisation="Blue Roofing Inc.")).problems
    assert came(met) == {"jo-Blue": True}


def test_of_two_of_one_name_the_one_who_was_invited_is_meant(met: Office) -> None:
    met.people(member("other-ann", first_name="Ann", roles=frozenset({"supporter"})))
    assert not take(met, row("ANN")).problems
    assert came(met) == {"ann": True}


def test_one_row_that_says_somebody_came_is_enough(met: Office) -> None:
    take(met, row("ann", came=True), row("Ann", came=False, line=14))
    assert came(met) == {"ann": True}


def test_nothing_understood_records_nothing(met: Office) -> None:
    taken = take(met, row("nobody"), row(""))
    assert (taken.came, taken.absent, len(taken.problems)) == (0, 0, 2)
    assert not met.ledger.history("spring").attendance


def test_of_a_meeting_called_off_nothing_is_taken(met: Office) -> None:
    met.campaign(*STEPS, head=MEETING.replace("Hall", "Hall, status: cancelled, reason: Snow"))
    with pytest.raises(UsageError, match="spring was called off, so nobody came"):
        take(met, row("ann"))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sheets=st.lists(st.dictionaries(st.sampled_from(PEOPLE), st.booleans(), min_size=1), max_size=3))
def test_what_the_last_sheet_says_holds_and_twice_is_as_once(
    met: Office, sheets: list[dict[str, bool]]
) -> None:
    for marks in sheets:
        rows = [row(who, came=there) for who, there in marks.items()]
        once = take(met, *rows, wall=later())
        kept = list(met.ledger.replies())
        assert take(met, *rows, wall=later()) == once
        assert list(met.ledger.replies()) == kept
        assert came(met).items() >= marks.items()
        assert once.came + once.absent == len(PEOPLE)


# Who walks in
def test_who_walks_in_becomes_a_contact_who_came_and_gets_the_recap(met: Office) -> None:
    said = {"organisation": "Roofing & Sons", "phone": "307-555-0188"}
    taken = take(met, row("Jo Doe", "jo@roofing.example.org", **said))
    jo = Contact(
        "jo-roofing-example-org", "jo@roofing.example.org", "Jo", "Doe", organisation="Roofing & Sons",
        phone="307-555-0188", roles=frozenset({"business_member"}), partnerships=frozenset({"laramie"}),
        consent=Consent.RELATIONSHIP, source="walked in: spring",
    )  # fmt: skip
    assert (taken.walk_ins, taken.problems, taken.came, taken.absent) == ((jo,), [], 1, 4)
    assert met.ledger.contact(jo.id) == jo
    met.run("2027-03-19 10:00")
    assert met.status(step="recap") == {jo.id: "sent"}
    assert jo.id not in met.status(step="invitation")


def test_a_walk_in_without_address_is_a_contact_and_somebody_is_asked_for_it(met: Office) -> None:
    taken = take(met, row("Jo Doe", organisation="Roofing & Sons", phone="307-555-0188"))
    assert [each.id for each in taken.walk_ins] == ["jo-doe"]
    (asked,) = met.asked("fix_address")
    assert asked.reason == (
        "Jo Doe (Roofing & Sons) walked in to Spring meeting and left no e-mail address, so nothing can be "
        "sent; telephone and ask, write it on the sheet and take that back again, or import it with "
        "`outreach contacts import`"
    )
    assert (asked.owner, asked.contact, asked.phone) == ("convener", "jo-doe", "307-555-0188")
    assert f"{asked.due}" == "2027-03-22"


def test_an_address_written_on_the_sheet_later_is_taken_and_nobody_is_asked_any_more(met: Office) -> None:
    take(met, row("Jo Doe"))
    taken = take(met, row("Jo Doe", "jo@roofing.example.org"))
    assert [(each.id, each.email) for each in taken.walk_ins] == [("jo-doe", "jo@roofing.example.org")]
    met.run("2027-03-19 10:00")
    assert not met.asked("fix_address")
    assert met.status(step="recap") == {"jo-doe": "sent"}


def test_what_is_known_of_somebody_is_not_changed_by_a_sheet(met: Office) -> None:
    met.people(member("ann", phone="307-555-0101"))
    known = met.ledger.contact("ann")
    taken = take(met, row("ann", "other@example.org", phone="307-555-0199"))
    assert met.ledger.contact("ann") == known
    remedy = "if it is right, import it with `outreach contacts import`"
    assert [each.message for each in taken.notes] == [f"`ann` is known by another e-mail than this; {remedy}"]


def test_who_left_for_good_is_not_written_to_for_walking_in(met: Office) -> None:
    met.ledger.suppress("jo@roofing.example.org", Standing.UNSUBSCRIBED, at("2027-01-02 09:00"))
    (jo,) = take(met, row("Jo Doe", "jo@roofing.example.org")).walk_ins
    assert jo.standing is Standing.UNSUBSCRIBED
    met.run("2027-03-19 10:00")
    assert met.status(step="recap") == {jo.id: "skipped"}


@pytest.mark.parametrize(
    ("written", "organisation"),
    [
        ("Robbin Steiner", ""),
        ("Steiner Robin", ""),
        ("Stiener Robin", ""),
        ("R. Steiner", ""),
        ("Robyn Stiener", "Example Stone"),
        ("Bob Steiner", "Example Stone Inc."),
    ],
)
def test_a_name_close_to_somebody_invited_is_asked_about_and_makes_nobody(
    written: str, organisation: str, met: Office
) -> None:
    met.people(member("cat", first_name="Robin", last_name="Steiner", organisation="Example Stone"))
    taken = take(met, row(written, organisation=organisation))
    (problem,) = taken.problems
    assert problem.message == (
        f"nobody known is called `{written}`; did you mean `cat` (Robin Steiner, Example Stone)? If so, "
        "write the id `cat`; if it is somebody else, import them with `outreach contacts import`, and write "
        "their id"
    )
    assert (taken.walk_ins, came(met)) == ((), {})


def test_a_like_name_of_another_business_is_somebody_else(met: Office) -> None:
    met.people(member("cat", first_name="Robin", last_name="Steiner", organisation="Example Stone"))
    taken = take(met, row("Robyn Steiner", organisation="Prairie Electric"))
    assert [each.id for each in taken.walk_ins] == ["robyn-steiner"]


def test_the_same_name_of_another_business_is_asked_about(met: Office) -> None:
    met.people(member("cat", first_name="Robin", last_name="Steiner", organisation="Example Stone"))
    (problem,) = take(met, row("Robin Steiner", organisation="Prairie Electric")).problems
    assert problem.message.startswith(
        "`Robin Steiner` is known, as `cat` of Example Stone; if it is them, write"
    )
    assert met.ledger.contact("robin-steiner") is None


@pytest.mark.parametrize(
    ("signed", "said"),
    [
        (row("Solo"), "nobody known is called `Solo`; if they walked in, write first name and last name"),
        (row("12 34"), "nobody known is called `12 34`; if they walked in, write first name and last name"),
        (row("jo@roofing.example.org"), "nobody known is called `jo@roofing.example.org`; if they walked in"),
        (
            row("Jo Doe", came=False),
            "nobody known is called `Jo Doe`; if they walked in, mark them as having",
        ),
        (row("Jo Doe", id="builder-99"), "nobody has the id `builder-99`; clear the id if they walked in"),
    ],
)
def test_nobody_is_made_of_too_little(signed: Signed, said: str, met: Office) -> None:
    before = list(met.ledger.contacts())
    (problem,) = take(met, signed).problems
    assert problem.message.startswith(said)
    assert list(met.ledger.contacts()) == before


def test_two_lines_about_one_walk_in_make_one_person(met: Office) -> None:
    first, second = row("Jo Doe", line=2), row("Doe, Jo", "jo@roofing.example.org", line=3)
    (jo,) = take(met, first, second).walk_ins
    assert (jo.id, jo.email) == ("jo-doe", "jo@roofing.example.org")


def test_an_id_that_somebody_has_is_given_to_nobody_else(met: Office) -> None:
    met.people(Contact("jo-doe", email="other@example.org", first_name="Other", last_name="Person"))
    assert [each.id for each in take(met, row("Jo Doe")).walk_ins] == ["jo-doe-2"]


def test_a_name_that_latin_letters_cannot_write_still_makes_a_contact(met: Office) -> None:
    (made,) = take(met, row("王 小明")).walk_ins
    assert made.id.startswith("person-")
    assert take(met, row("王 小明")).walk_ins == (made,)


@pytest.mark.parametrize(
    ("known", "role"),
    [
        (("support_partner",), "support_partner"),
        (("core_partner", "convener"), "support_partner"),
        (("core_partner", "business_member"), "business_member"),
        (("press",), "business_member"),
        ((), "business_member"),
    ],
)
def test_who_comes_from_an_organisation_of_partners_is_a_partner(
    known: tuple[str, ...], role: str, met: Office
) -> None:
    for number, each in enumerate(known):
        met.people(Contact(f"p-{number}", organisation="Example  college", roles=frozenset({each})))
    (made,) = take(met, row("Kim Public", organisation="Example College")).walk_ins
    assert made.roles == {role}


def test_what_the_sheet_says_of_a_role_holds(met: Office) -> None:
    signed = row("Kim Public")
    press = replace(signed, person=replace(signed.person, roles=frozenset({"press"})))
    assert take(met, press).walk_ins[0].roles == {"press"}


def test_a_sheet_is_kept_whole_or_not_at_all(met: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    met.people(member("ann"))
    people, replies = list(met.ledger.contacts()), list(met.ledger.replies())

    def broken(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(SqlLedger, "follow_up", broken)
    with pytest.raises(OSError, match="full"):
        take(met, row("Jo Doe"), row("ann", chose=("Training",)))
    assert (list(met.ledger.contacts()), list(met.ledger.replies())) == (people, replies)


# Who chose what
TEAM = """\
campaign: {name}
title: {name}
kind: action-team
partnership: laramie
audience: {{tags: [{tag}]}}
event: {{title: Call, starts: 2027-05-18 09:00, duration: 30m, location: Online}}
steps:
"""


def team(office: Office, tag: str, name: str = "team") -> None:
    invite = "{id: invitation, send: invite, template: letter.md, when: 5 weeks before event at 09:00}"
    office.campaign(invite, head=TEAM.format(tag=tag, name=name), name=name)


def test_a_mark_gives_the_tag_of_the_team_and_the_team_is_invited(met: Office) -> None:
    team(met, "training-action-team")
    taken = take(met, row("ann", chose=("Training",)), row("Jo Doe", "jo@example.com", chose=("Training",)))
    (found,) = taken.teams
    assert (found.tag, found.people, found.is_new) == (
        "training-action-team", ("ann", "jo-example-com"), False
    )  # fmt: skip
    met.run("2027-03-19 10:00")
    met.run("2027-04-13 10:00")
    invited = {key for key in met.status() if key.startswith("team/invitation")}
    assert invited == {"team/invitation/once/ann", "team/invitation/once/jo-example-com"}


def test_a_mark_never_takes_a_tag_away(met: Office) -> None:
    met.people(member("ann", tags=frozenset({"welders", "roads-action-team"})))
    take(met, row("ann", chose=("Training",)))
    ann = met.ledger.contact("ann")
    assert ann is not None
    assert ann.tags == {"welders", "roads-action-team", "training-action-team"}


@pytest.mark.parametrize(
    ("heading", "used", "on_people", "tag"),
    [
        ("Training", "", "", "training-action-team"),
        ("Roads & Sites", "", "", "roads-sites-action-team"),
        ("Training team", "", "", "training-action-team"),
        ("Training action team", "", "", "training-action-team"),
        ("training-action-team", "", "", "training-action-team"),
        ("Welders", "welders", "", "welders"),
        ("Welders", "", "welders", "welders"),
        ("Training", "training-action-team", "training", "training-action-team"),
        ("Training", "", "Training action team", "Training action team"),
    ],
)
def test_the_heading_of_a_column_leads_to_its_tag(
    heading: str, used: str, on_people: str, tag: str, met: Office
) -> None:
    if used:
        team(met, used)
    if on_people:
        met.people(Contact("other", tags=frozenset({on_people})))
    (found,) = take(met, row("ann", chose=(heading,))).teams
    assert (found.tag, found.is_new) == (tag, not used)


def test_who_leads_is_told(met: Office) -> None:
    signed = row("ann", chose=("Training",))
    (found,) = take(
        met, replace(signed, leads=frozenset({"Training"})), row("bob", chose=("Training",))
    ).teams
    assert (found.people, found.leads) == (("ann", "bob"), ("ann",))


@pytest.mark.parametrize(
    ("kind", "teams", "columns"),
    [
        ("launch", ["training-action-team"], ("priority 1", "priority 2", "priority 3")),
        ("meeting", [], ("priority 1", "priority 2", "priority 3")),
        ("meeting", ["training-action-team", "roads-and-sites"], ("roads and sites", "training")),
        ("action-team", ["training-action-team"], ()),
    ],
)
def test_a_launch_chooses_a_meeting_joins_and_a_team_has_chosen(
    kind: str, teams: list[str], columns: tuple[str, ...], tmp_path: Path
) -> None:
    office = Office(tmp_path)
    office.campaign(*STEPS, head=MEETING.replace("kind: meeting", f"kind: {kind}"))
    for number, tag in enumerate(sorted(teams)):
        team(office, tag, name=f"team-{number}")
    world = office.world()
    assert sheet(world, "spring", at(AFTER)).priorities == columns
    assert sheet(world, "spring", at(AFTER), ["Housing"]).priorities == ("Housing",)
    office.ledger.close()


LINES = st.lists(
    st.builds(
        row,
        st.sampled_from(
            [*PEOPLE, "Jo Doe", "Kim Public", "Kim Publik", "jo@new.example.org", "Solo", "Doe, Jo"]
        ),
        came=st.booleans(),
        chose=st.sets(st.sampled_from(["Training", "Roads"])).map(tuple),
        organisation=st.sampled_from(["", "Example Stone", "Prairie Electric"]),
    ),
    max_size=6,
)


@settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(lines=LINES)
def test_whatever_a_sheet_says_taking_it_twice_is_as_taking_it_once(met: Office, lines: list[Signed]) -> None:
    take(met, *lines, wall=later())
    people, kept = list(met.ledger.contacts()), list(met.ledger.replies())
    again = take(met, *lines, wall=later())
    assert (list(met.ledger.contacts()), list(met.ledger.replies())) == (people, kept)
    assert take(met, *lines, wall=later()) == again
