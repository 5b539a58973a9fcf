"""E007 and E009: credit for the toolkit, and somebody to ask."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from outreach.core.finding import Finding, Level, Moment
from outreach.core.people import Contact, Partnership
from outreach.rules.case import Case, People
from outreach.rules.examine import examine
from outreach.rules.families.letters.crediting import SomebodyToAsk, ToolkitCredit
from tests.rules.building import POSTING, case, house, letter, written
from tests.rules.examples import example

MEETING = """\
kind: meeting
owner: convener-1
event: {title: Spring meeting, starts: 2027-03-18 09:00}
steps:
  - {id: invitation, send: invite, template: meeting/invitation.md, when: 6 weeks before event at 09:00}
  - {id: coming, send: email, template: meeting/coming.md, when: 2 days before event, to: accepted}
  - {id: single, send: email, template: meeting/single.md, when: 1 week before event, to: [champion-1]}
  - {id: sign-off, send: sign_off, template: meeting/invitation.md, when: 7 weeks before event, to: signers}
  - {id: recap, send: email, template: meeting/recap.md, when: 1 business day after event, to: attended}
"""
KIT = """\
kind: social
audience: {roles: [ambassador]}
steps:
  - {id: kit, send: kit, template: posts/kit.md, posts: [posts/jobs.txt], when: on 2027-02-01 at 09:00}
  - {id: own, send: kit, template: posts/kit.md, posts: [posts/jobs.txt], when: 1 day after kit, to: owners}
"""
MADE = "The morning follows the Next Gen Sector Partnership toolkit."
CREDIT = "the Next Gen Sector Partnership toolkit, shared freely by the Next Gen Community of Practice"
HELLO = "Hello [first name],\n\nPlease join us.\n\n"
ASK = "Call Convener One at 307-555-0195 or write to convener@example.org."
FIX = "end with `Call {{ owner.name }} at {{ owner.phone }} or write to {{ owner.email }}.`"
AFTER = datetime(2027, 4, 1, tzinfo=UTC)


def credited(text: str, campaign: str = MEETING, **more: object) -> tuple[Finding, ...]:
    step, subject = str(more.pop("step", "")), str(more.pop("subject", "An update"))
    base = case(campaign, **more)  # type: ignore[arg-type]
    return examine(replace(base, letters=(letter(base, text, step=step, subject=subject),)), (ToolkitCredit,))


def posted(text: str, **more: object) -> tuple[Finding, ...]:
    base = case(POSTING, **more)  # type: ignore[arg-type]
    return examine(replace(base, posts=(written(base.campaign.steps[0], text),)), (ToolkitCredit,))


def asked(text: str, campaign: str = MEETING, step: str = "", **more: object) -> tuple[Finding, ...]:
    base = case(campaign, **more)  # type: ignore[arg-type]
    return examine(replace(base, letters=(letter(base, text, step=step),)), (SomebodyToAsk,))


@pytest.mark.parametrize("rule", [ToolkitCredit, SomebodyToAsk])
def test_the_examples_of_a_rule_say_what_it_is_about(
    rule: type[ToolkitCredit] | type[SomebodyToAsk],
) -> None:
    (found,) = examine(example(rule.bad, rule.moments[0]), (rule,))
    assert (found.rule, found.stops) == (rule.code, False)
    assert examine(example(rule.good, rule.moments[0]), (rule,)) == ()


# E007


def test_a_name_in_another_spelling_is_quoted_with_the_right_one() -> None:
    (found,) = credited(f"{HELLO}We are a NextGen Sector Partnership.\n\nReply today.")
    assert found.message == "`NextGen Sector Partnership` is not the name as it is"
    assert found.fix == "write `Next Gen Sector Partnership`"
    assert str(found.place) == "templates/meeting/invitation.md:8:1"
    assert (found.level, found.effect, found.step) == (Level.WARNING, None, "invitation")
    assert found.source == "training manual, terms of use; frequently asked questions, terms of use"
    assert credited(f"{HELLO}We are a Next Gen Sector Partnership.\n\nReply today.") == ()


def test_what_is_made_from_the_toolkit_says_whose_it_is() -> None:
    (found,) = credited(HELLO + MADE)
    assert found.message == "it is made from the toolkit and does not say whose that is"
    assert found.fix == f"name it as `{CREDIT}`"
    assert found.place.line == 8
    assert credited(HELLO + MADE.replace("the Next Gen Sector Partnership toolkit", CREDIT)) == ()


def test_the_credit_may_stand_anywhere_in_the_text() -> None:
    assert credited(f"{HELLO}{MADE}\n\nThe toolkit is by the Next Gen Community of Practice.") == ()
    assert credited(f"{HELLO}{MADE}\n\nhttps://www.nextgensectorpartnerships.com") == ()


def test_each_thing_to_mend_is_a_finding_of_its_own() -> None:
    text = f"{HELLO}The NextGen Sector Partnership follows the NextGen Toolkit.\n\nNextGen Sector Partnership"
    assert [(each.place.line, each.fix[:5]) for each in credited(text)] == [
        (8, "write"),
        (8, "write"),
        (10, "write"),
        (8, "name "),
    ]


def test_a_subject_is_read_too() -> None:
    (found,) = credited(HELLO, subject="The NextGen Partnership meets")
    assert found.place.line == 2
    assert credited(HELLO, subject="The Next Gen Partnership meets") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Follow #wyomingnextgen and #NextGenPartnerships.",
        "We are a Next Gen Sector Partnership, one of many Next Generation partnerships.",
        "Read the Next Gen toolkit: https://example.org/toolkit",
        "We train the next generation of builders.",
        "Questions go to info@nextgensectorpartnerships.com.",
    ],
)
def test_a_mention_of_the_intact_name_asks_for_nothing_more(text: str) -> None:
    assert credited(HELLO + text) == ()
    assert posted(text) == ()


def test_names_of_their_own_are_left_alone() -> None:
    own = Partnership(name="Laramie NextGen Partnership")
    text = "The Laramie NextGen Partnership of the Wyoming NextGen Initiative meets."
    assert len(credited(HELLO + text)) == 2
    wyoming = {
        "name": "Wyoming NextGen Initiative",
        "postal_address": "1 Main Street",
        "timezone": "America/Denver",
    }
    assert credited(HELLO + text, partnership=own, house=house(organisation=wyoming)) == ()


def test_posts_are_read_as_well() -> None:
    (found,) = posted("Watch how a NextGen Sector Partnership works. #wyomingnextgen")
    assert str(found.place) == "templates/posts/jobs.txt:4:1"
    assert posted("Watch how a Next Gen Sector Partnership works. #wyomingnextgen") == ()
    (found,) = posted(MADE)
    assert found.message == "it is made from the toolkit and does not say whose that is"


def test_the_posts_that_a_kit_shows_are_read_by_themselves() -> None:
    shown = f"{HELLO}> Join a NextGen Sector Partnership.\n\nReply today."
    assert credited(shown, KIT) == ()
    base = case(KIT)
    post = written(base.campaign.steps[0], "Join a NextGen Sector Partnership.", ("kit",))
    both = replace(base, posts=(post,), letters=(letter(base, shown),))
    (found,) = examine(both, (ToolkitCredit,))
    assert found.place.file == "templates/posts/jobs.txt"


@pytest.mark.parametrize(("moment", "found"), [(Moment.CHECK, 1), (Moment.PLAN, 0), (Moment.SEND, 0)])
def test_credit_is_looked_for_in_the_files(moment: Moment, found: int) -> None:
    assert len(credited(HELLO + MADE, moment=moment)) == found


def test_credit_is_no_matter_of_what_has_gone_out_or_is_called_off() -> None:
    off = MEETING.replace("09:00}\nsteps", "09:00, status: cancelled, reason: Snow}\nsteps")
    assert credited(HELLO + MADE, now=AFTER) == ()
    assert credited(HELLO + MADE, off) == ()
    assert posted("NextGen Sector Partnership", now=AFTER) == ()


def test_occasions_with_the_same_words_share_a_finding() -> None:
    base = case(POSTING)
    posts = tuple(
        written(base.campaign.steps[0], "NextGen Sector Partnership", occurrence=day)
        for day in ("once", "2027-03-02")
    )
    (found,) = examine(replace(base, posts=posts), (ToolkitCredit,))
    assert found.occurrence == ""


# E009


def test_a_letter_that_names_nobody_to_ask_is_told_what_is_missing() -> None:
    (found,) = asked(f"{HELLO}We look forward to it.")
    assert found.message == "who has a question finds no telephone number and no e-mail address in it"
    assert found.fix == FIX
    assert str(found.place) == "templates/meeting/invitation.md:8:1"
    assert (found.level, found.effect) == (Level.ADVICE, None)
    assert found.source == "ambassador briefing package, communications team"


@pytest.mark.parametrize(
    ("end", "lacks"),
    [
        ("Call Convener One at 307-555-0195.", "no e-mail address"),
        ("Write to Convener One: convener@example.org.", "no telephone number"),
        ("Call 307-555-0195 or write to hello@example.org.", "no name"),
        ("For firms with 200-2500 workers. Ask for Bob: bob@example.org", "no telephone number"),
        ("Call us: 307-555-0195.", "no e-mail address and no name"),
        ("Say yes (mailto:hello@example.org?subject=rsvp).", "no telephone number and no e-mail address"),
    ],
)
def test_each_thing_that_is_missing_is_named(end: str, lacks: str) -> None:
    (found,) = asked(HELLO + end)
    assert found.message == f"who has a question finds {lacks} in it"


@pytest.mark.parametrize(
    "end",
    [
        ASK,
        "Reply, or call Convener One at (307) 555-0195 (convener@example.org).",
        "Best wishes,\n\nConvener One\n307-555-0195\nconvener@example.org",
        "Best wishes,\n\nConvener One\n\n307-555-0195, convener@example.org",
        "Call [convener] at [telephone] or write to convener@example.org.",
        "Ask Ann: 307-555-0195, ann@example.org",
        "Ann: 307-555-0195, ann@example.org",
        "Ask for Bob: 307-555-0195, bob@example.org",
    ],
)
def test_a_name_with_a_number_and_an_address_is_somebody_to_ask(end: str) -> None:
    assert asked(HELLO + end) == ()


def test_writing_what_the_fix_says_is_enough() -> None:
    (found,) = asked(HELLO)
    end = found.fix.split("`")[1]
    for field, value in {"name": "Convener One", "phone": "307-555-0195", "email": "c@example.org"}.items():
        end = end.replace(f"{{{{ owner.{field} }}}}", value)
    assert asked(HELLO + end) == ()


@pytest.mark.parametrize(
    ("owner", "needs"),
    [
        (Contact("convener-1", "c@example.org", "Convener", "One", phone="307-555-0195"), ""),
        (Contact("convener-1", "c@example.org", "Convener", "One"), "give convener-1 a telephone number"),
        (Contact("convener-1", "c@example.org"), "give convener-1 a name and a telephone number"),
        (Contact("champion-1"), ""),
    ],
)
def test_an_owner_who_cannot_be_reached_is_completed_first(owner: Contact, needs: str) -> None:
    (found,) = asked(HELLO, people=People(named={owner.id: owner}))
    assert found.fix == (f"{needs} where people are kept, and {FIX}" if needs else FIX)


def test_the_owner_of_a_partnership_is_its_first_convener() -> None:
    unowned = MEETING.replace("owner: convener-1\n", "")
    partnership = Partnership(name="Laramie", conveners=("convener-2", "convener-1"))
    known = People(named={"convener-2": Contact("convener-2", "c@example.org", "Convener")})
    (found,) = asked(HELLO, unowned, people=known, partnership=partnership)
    assert found.fix.startswith("give convener-2 a telephone number")


def test_whoever_is_known_may_be_named_in_any_letters() -> None:
    end = "Ask sunny at 307-555-0195 or hello@example.org."
    assert len(asked(HELLO + end)) == 1
    known = People(named={"convener-1": Contact("convener-1", first_name="sunny")})
    assert asked(HELLO + end, people=known) == ()


def test_the_readers_own_name_and_the_organisations_are_nobody_to_ask() -> None:
    end = "[first name], call Example Sector Partnerships at 307-555-0195 or hello@example.org."
    (found,) = asked(HELLO + end)
    assert found.message == "who has a question finds no name in it"


@pytest.mark.parametrize(
    ("campaign", "step", "judged"),
    [
        (MEETING, "invitation", True),
        (MEETING, "recap", True),
        (MEETING, "coming", False),
        (MEETING, "single", False),
        (MEETING, "sign-off", False),
        (KIT, "kit", True),
        (KIT, "own", True),
    ],
)
def test_list_mail_and_kits_name_somebody_and_other_mail_need_not(
    campaign: str, step: str, *, judged: bool
) -> None:
    assert len(asked(HELLO, campaign, step)) == int(judged)
    assert asked(HELLO + ASK, campaign, step) == ()


def test_the_posts_that_a_kit_shows_name_nobody() -> None:
    assert len(asked(f"{HELLO}> {ASK}", KIT)) == 1


@pytest.mark.parametrize(("moment", "found"), [(Moment.CHECK, 1), (Moment.PLAN, 0), (Moment.SEND, 0)])
def test_somebody_is_looked_for_in_the_files(moment: Moment, found: int) -> None:
    assert len(asked(HELLO, moment=moment)) == found


def test_nobody_has_to_be_named_in_what_has_gone_out() -> None:
    assert asked(HELLO, now=AFTER) == ()


def test_an_empty_letter_is_judged_at_its_first_line() -> None:
    base: Case = case(MEETING)
    empty = replace(letter(base, "x"), paragraphs=(), lines=())
    (found,) = examine(replace(base, letters=(empty,)), (SomebodyToAsk,))
    assert found.place.line == 1
