"""Asking people to a council meeting is found, and what only speaks of the council is not."""

import pytest

from outreach.rules.reading.councils import council_asks

ASKS = (
    "Give input at quarterly Council meetings: The council is seeking more industry leader input.",
    "Tell the council what your industry needs: join its meeting on Thursday, May 13, 2027.",
    "Tell the council what you see. It asks for your input. Join its next meeting on February 11.",
    "Will you join the Wyoming Workforce Development Council at its February meeting?",
    "Please come to the council\u2019s next meeting.",
    "The council meets on May 13: join us.",
    "Save the date: the council meets May 13.",
    "Bring your ideas to the council's May meeting.",
    "Speak up at the next meeting of the Workforce Development Council.",
    "Tell the council what you need. It meets on May 13.",
    "The council wants to hear from owners. Attend the next meeting and speak.",
    "Sign up to speak at the council meeting: https://example.org/council",
    "To be heard, join the council when it meets in May.",
    "Invite a colleague to the council meeting on May 13.",
    "Register for the council's hearing on May 13.",
    "Could you give input at the council's meeting in May?",
    "We invite you to the council's public session on May 13. Please attend.",
    "Want a say? Come to the council's spring meeting.",
    "Come along when the council meets on May 13.",
    "**Give input** to the council at its next meeting.",
    "The Next Gen Council meets on January 15. Join us! #wyomingnextgen",
    "The council's next meeting is on May 13. Please come, and bring a colleague.",
    "Share your ideas with the Council at its quarterly meeting on January 15.",
    "Voice your ideas at the Council meeting on January 15",
    "If you missed the last council meeting, come to the next council meeting on May 13.",
    "You told us that you need welders, so come and speak at the council meeting on May 13.",
)
TELLS = (
    "Learn more about the council: https://example.org/council",
    "The council met on February 11 and heard three builders.",
    "Read what the council decided at its February meeting: https://example.org",
    "Watch the recording of the council's May meeting.",
    "See the dates of the council's meetings: https://example.org/council",
    "Visit the council's page for its next meetings: https://example.org/council",
    "Find out when the council meets: https://example.org/council",
    "Tell the council what your industry needs: https://example.org/council",
    "Learn more and sign up to speak: https://example.org/council-meeting",
    "Share what the council decided at its meeting in May.",
    "Tell your friends what the council heard at its meeting.",
    "Many came to the council meeting.",
    "The council's meeting in May was a success. Share the video.",
    "Three owners spoke at the council's May meeting. Join the partnership near you.",
    "Join the partnership's meeting on March 18. The council sends its greetings.",
    "Join us for the summer meeting, where the council will report.",
    "Our next meeting is on June 24. Please join us.",
    "Come to the city council meeting on May 13.",
    "Speak at the student council's meeting.",
    "Join the meeting of the county council.",
    "Join the partnership. Five members spoke at the Council meeting last week: join them!",
    "Join the builders who spoke at the last Council meeting!",
    "The council meeting was full. Join us!",
    "The council meets on May 13. Join the partnership near you.",
    "The council meets on May 13. Join us for the launch on March 18.",
    "Share your thoughts on the council's May meeting: https://example.org/council",
    "Watch this video to learn how the council has taken a business-driven approach to help us.",
)


@pytest.mark.parametrize("text", ASKS)
def test_what_asks_people_to_a_council_meeting_is_found(text: str) -> None:
    assert list(council_asks(text))


@pytest.mark.parametrize("text", TELLS)
def test_what_only_tells_of_the_council_or_asks_elsewhere_is_not(text: str) -> None:
    assert list(council_asks(text)) == []


def test_the_sentence_that_asks_is_returned_without_those_around_it() -> None:
    text = "The council met in May. Come to its next meeting on August 19. Then tell us how it went."
    assert list(council_asks(text)) == ["Come to its next meeting on August 19."]


def test_verbs_of_the_house_ask_too() -> None:
    text = "Holler before you attend the council meeting."
    assert list(council_asks(text)) == []
    assert list(council_asks(text, ("holler",))) == [text]
