"""Who does what by when, and the day of the next meeting, are found in recaps as people write them."""

from datetime import date

import pytest

from outreach.rules.reading.recaps import names_next_meeting, says_who_by_when

MEETING = date(2027, 3, 18)
TASKS = (
    "Champion One names three instructors for the evening class by May 6.",
    "Champion Two will meet the county engineer on April 22.",
    "The training team picks a time for its first call by the end of the month.",
    "We will send the draft to all of you by Friday.",
    "By April 30, Champion Three collects the three worst examples.",
    "Roads to the job sites: Champion Three, by the June meeting.",
    "Partner One of Example Community College answers by April 30.",
    "- Champion One: three instructors, May 6",
    "Champion One | three instructors | May 6",
    "Three instructors | Champion One | 5/6/2027",
    "- Who: Champion Two\n- By when: April 30",
    "Who: the training team\n\nBy when: before the summer meeting",
    "Everyone brings one example of a slow permit by next week.",
    "The college confirms the classroom no later than July 30.",
    "Builder Seven agreed to open a job site on May 20.",
    "Maria and Joe visit the shop class by April 9.",
    "[champion-1]: name three instructors, by May 6",
    "- Champion Two (by April 30): the checklist",
    "Permits: Champion Two has until 2027-04-30.",
    "I will call the three of you before April 2.",
    "A subcommittee of owners will draft the checklist; Champion Two leads it and reports by 4/30.",
    "Our convener sends the list of firms by Tuesday.",
    "Champion Four books the hall, due May 3.",
    "Name three instructors (Ann Smith, May 6)",
    "Set up the evening class (Ann Smith, May 6)",
    "- Draft the checklist ([champion-2], by April 30)",
)
NO_TASKS = (
    "Thank you for being in the room.",
    "Please reply by Friday with the priority you care about most.",
    "Register by May 6.",
    "Tell us by April 2 where you want to lend a hand.",
    "Call Champion One at 307-555-0100 before April 2.",
    "The evening class began on September 7 with fourteen students.",
    "Twenty-five businesses came to Example General Contractors on Thursday.",
    "Permits on the new checklist take eleven days now.",
    "The county accepted the checklist by February 2.",
    "Next full meeting: Thursday, June 24, at 8:00 AM, at Example Heating and Air.",
    "Champion One leads the training team.",
    "We agreed on three priorities.",
    "Somebody should look into the roads.",
    "Champion Two collects the three worst examples of the past year.",
    "Two job sites welcomed forty-one students in May.",
    "Champion One finished the list by March 4.",
    "Your invitation comes on May 20.",
    "- Who: to be decided\n- By when: TBD",
    "- Who: Champion One\n- By when: TBD",
    "Questions? Call Convener One at 307-555-0100 (convener@example.org).",
    "Training people here. We hire from each other because nobody trains enough.",
    "Registration closes by May 6.",
    "Summer party (Example Hall, May 6)",
    "Registration for the Example Fair closes by May 6.",
    "Our survey ends on May 6.",
    "The class visit (Example Roofing, May 6)",
    "Name three instructors (Ann Smith, March 11)",
    "Did we get something wrong, or is your name missing where it belongs?",
    "",
)
NEXT = (
    "Next full meeting: Thursday, June 24, at 8:00 AM, at Example Heating and Air.",
    "Next call: Tuesday, May 11, at 2:00 PM, half an hour again.",
    "We meet again on June 24.",
    "The next meeting is on 24 June 2027.",
    "Our summer meeting is on Thursday, June 24.",
    "Next meeting\n\nThursday, June 24 at 8:00 AM",
    "Date of the next meeting: 2027-06-24",
    "See you again on June 24!",
    "The team talks next on April 15.",
    "Mark your calendar: the next time we meet is June 24.",
    "Save the date: June 24.",
    "The full partnership will meet again Thursday, June 24.",
    "When is the next call? On April 15, at noon.",
    "We will get together again at the end of the quarter, on June 24.",
    "Quarterly meeting: June 24",
    "Next meeting | June 24",
    "Next: June 24 at 8.",
    "The partnership meets next on Thursday, December 9.",
    "You are invited to the next meeting on June 24.",
    "Our next get-together is June 24.",
    "We will see each other again on June 24.",
    "The full partnership will meet June 24 at Example Roofing.",
    "Join us again on June 24.",
    "Join us for the summer meeting on June 24.",
    "We meet Thursday, June 24.",
)
NO_NEXT = (
    "Put the next date in your calendar.",
    "We will meet again in the summer.",
    "Your invitation to the next meeting comes on May 20.",
    "Thank you for coming to our meeting on March 18.",
    "The next meeting will be announced.",
    "Champion Two reports by June 9 at the next meeting.",
    "Champion One names three instructors by May 6.",
    "At the meeting on March 18 you chose three priorities.",
    "Next steps: instructors named by May 6.",
    "The evening class begins on September 7.",
    "Our last meeting was on March 11.",
    "The next meeting is soon.",
    "Call us before May 6.",
    "See the county's plan, dated April 2.",
    "Next week the team writes to you.",
    "The training team has its first call soon.",
    "By when: the June meeting.",
    "We meet where the builders are.",
    "Champion Three takes the list to the county engineer, by July 15.",
    "When is the next call? Soon.",
    "The next meeting was to be on March 11.",
    "Champion Two will meet the county engineer on April 22.",
    "Join us in thanking the crew that starts on May 6.",
)


@pytest.mark.parametrize("text", TASKS)
def test_who_does_what_by_when_is_found(text: str) -> None:
    assert says_who_by_when(text.split("\n\n"), MEETING)


@pytest.mark.parametrize("text", NO_TASKS)
def test_what_lacks_a_person_or_a_day_to_come_is_no_task(text: str) -> None:
    assert not says_who_by_when(text.split("\n\n"), MEETING)


@pytest.mark.parametrize("text", NEXT)
def test_the_day_of_the_next_meeting_is_found(text: str) -> None:
    assert names_next_meeting(text.split("\n\n"), MEETING)


@pytest.mark.parametrize("text", NO_NEXT)
def test_what_names_no_day_of_a_next_meeting_is_not(text: str) -> None:
    assert not names_next_meeting(text.split("\n\n"), MEETING)


@pytest.mark.parametrize(
    ("meeting", "text"),
    [
        (date(2027, 12, 9), "Champion One finds instructors by January 31.\n\nWe meet again on March 16."),
        (date(2027, 6, 24), "Champion Two reports by September 9.\n\nNext full meeting: September 16."),
        (None, "Champion Two reports by September 9.\n\nNext full meeting: September 16."),
    ],
)
def test_a_day_without_a_year_is_the_next_one_after_the_meeting(meeting: date | None, text: str) -> None:
    assert says_who_by_when(text.split("\n\n"), meeting)
    assert names_next_meeting(text.split("\n\n"), meeting)
