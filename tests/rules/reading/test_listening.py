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
        "Come with your ears open.",
        "Please be a fly on the wall.",
        "Please refrain from speaking until the debrief.",
        "The businesses meet, and we listen.",
        "While the businesses talk, we will listen.",
        "We will be all ears with you: come and listen.",
        "You are here to listen.",
        "We are coming to listen.",
        "We are there to listen.",
        "Partners will listen at the outer table.",
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
        "Please come and present your programs; the businesses will listen. We are listening.",
        "Come and hear what we have planned.",
        "Tell the businesses what your college offers. They are all ears.",
        "The owners are gladly listening.",
        "Come and hear from us.",
        "",
    ],
)
def test_what_asks_the_reader_to_speak_is_not(text: str) -> None:
    assert not tells_to_listen(text)
