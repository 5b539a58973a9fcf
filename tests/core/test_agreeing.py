"""L008: an answer to a sign-off that is plainly yes, and everything that is not."""

import pytest

from outreach.core.agreeing import agrees


@pytest.mark.parametrize(
    "text",
    [
        "Yes",
        "yes!",
        "Yes, I agree.",
        "I agree to this letter.",
        "I agree",
        "Agreed.",
        "Approved, thank you for writing it.",
        "OK",
        "Okay, go ahead.",
        "Looks good to me. Thanks!",
        "Looks great, no changes.",
        "It reads fine.",
        "Sounds good.",
        "Sure, happy to.",
        "Works for me",
        "Please go ahead and send it.",
        "Happy to sign this.",
        "Yes, you may use my name.",
        "Hello Convener,\n\nyes, I agree.\n\nChampion One",
        "Good morning! Approved.",
        "Absolutely. Don\u2019t change a word.",
        "Yes.\n\n-- \nChampion One\nOwner, if you need me call 307-555-0191",
        "Agreed\n\nOn Monday, the convener wrote:\n> Will you change anything?\n> but no",
        "Yes\n\nSent from my telephone",
        "I do agree. Call me if you have a question.",
    ],
)
def test_a_plain_yes_agrees(text: str) -> None:
    assert agrees(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "No",
        "No, thank you.",
        "I do not agree.",
        "I don't agree with the second paragraph.",
        "Yes, but please change the date.",
        "Yes, if you take out the last sentence.",
        "Looks good except for the title.",
        "OK once my partner has read it.",
        "Looks good to me. One question: who else signs?",
        "Sure? Who is this?",
        "Yes? What letter",
        "Approved, with one typo: Cheyene.",
        "I would agree, however the time is wrong.",
        "Let me think about it.",
        "I am out of the office until Monday.",
        "Thank you for the letter.",
        "Yesterday I was away.",
        "Yes and no.",
        "Please remove my name.",
        "Agreed, after you correct my company's name.",
        "Okay, wait until Friday please.",
        "Who agreed to this?",
        "The letter is good but long.",
        "> Yes, I agree.",
        "Maybe. I agree in part.",
    ],
)
def test_everything_else_is_for_a_person_to_read(text: str) -> None:
    assert not agrees(text)
