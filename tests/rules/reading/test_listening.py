"""Whether a letter tells its reader to come and listen."""

import pytest

from outreach.rules.reading.listening import tells_to_listen


@pytest.mark.parametrize(
    "text",
    [
        "Will you be our guest, and a listener?",
        "Come and listen: construction launch, March 18",
        "We sit at the outer table and listen: no presentations, no solutions yet.",
        "Join us in listen-only mode.",
        "Hear from the owners what they need.",
        "Come to hear what a whole industry needs.",
        "The businesses do the talking.",
        "During the meeting the floor belongs to the business people.",
        "Please come to observe.",
        "We ask you to hold your solutions until the debrief.",
        "You are asked not to speak during the meeting.",
        "Take notes rather than present your programs.",
    ],
)
def test_words_for_coming_to_listen_are_found(text: str) -> None:
    assert tells_to_listen(text)


@pytest.mark.parametrize(
    "text",
    [
        "Please join us at the launch, and tell the businesses what your programs can do.",
        "We want to hear from you.",
        "We would like to hear what you offer.",
        "We listen to you.",
        "We will listen to your ideas.",
        "Listen to our podcast before you come.",
        "Bring your slides; you have ten minutes to present.",
        "We debrief afterwards.",
        "",
    ],
)
def test_what_asks_the_reader_to_speak_is_not(text: str) -> None:
    assert not tells_to_listen(text)
