"""The toolkit's name and the credit for it."""

import pytest

from outreach.rules.reading.toolkit import is_credit, is_credited, made_from_toolkit, misnamed

CREDIT = (
    "The morning follows the Next Gen Sector Partnership toolkit, shared freely by the Next Gen Community of "
    "Practice."
)


@pytest.mark.parametrize(
    ("text", "written", "right"),
    [
        (
            "Our NextGen Sector Partnership meets.",
            "NextGen Sector Partnership",
            "Next Gen Sector Partnership",
        ),
        ("NextGen Sectors meet.", "NextGen Sectors", "Next Gen Sectors"),
        ("the Next-Gen toolkit", "Next-Gen toolkit", "Next Gen toolkit"),
        ("a nextgen sector partnership", "nextgen sector partnership", "Next Gen sector partnership"),
        ("the next gen sector partnerships", "next gen sector partnerships", "Next Gen sector partnerships"),
        (
            "Next generation Sector Partnerships",
            "Next generation Sector Partnerships",
            "Next Generation Sector Partnerships",
        ),
        ("the Nex Gen Toolkit", "Nex Gen Toolkit", "Next Gen Toolkit"),
        ("NxtGen Partnerships grow", "NxtGen Partnerships", "Next Gen Partnerships"),
        ("a NextGen Ambassador", "NextGen Ambassador", "Next Gen Ambassador"),
        (
            "the Nextgen Community of Practice",
            "Nextgen Community of Practice",
            "Next Gen Community of Practice",
        ),
        (
            "Next\u2011Gen\nSector Partnerships",
            "Next\u2011Gen Sector Partnerships",
            "Next Gen Sector Partnerships",
        ),
    ],
)
def test_the_name_in_another_spelling_is_found_with_the_right_one(
    text: str, written: str, right: str
) -> None:
    assert list(misnamed(text)) == [(written, right)]
    assert list(misnamed(" ".join(text.split()).replace(written, right))) == []


@pytest.mark.parametrize(
    "text",
    [
        "#wyomingnextgen",
        "#WyomingNextGen Partnerships grow",
        "Next Gen Sector Partnerships, NEXT GEN SECTOR PARTNERSHIPS, Next\u00a0Generation partnerships",
        "The Next Gen model, a Next Gen partnership",
        "We train the next generation of builders, and the next-gen sectors of tomorrow.",
        "the next generation partnership between schools",
        "https://www.nextgensectorpartnerships.com and info@nextgensectorpartnerships.com",
        "@nextgen sector partnerships",
        "NextGen Builders, Inc. hires.",
        "Next-Generation Sectors",
        "This next gentle sector partnership",
        "",
    ],
)
def test_the_intact_name_other_names_hashtags_and_addresses_are_left_alone(text: str) -> None:
    assert list(misnamed(text)) == []


def test_a_name_of_their_own_may_hold_any_spelling() -> None:
    own = "Laramie NextGen Partnership"
    assert list(misnamed(f"The {own} meets.", [own, ""])) == []
    assert list(misnamed("The NextGen Partnership meets.", [own])) != []


@pytest.mark.parametrize(
    "text",
    [
        CREDIT,
        "This agenda is based on the Next Gen toolkit.",
        "Our steps are adapted from the Next Generation Sector Partnership training manual.",
        "We use the sector partnership toolkit at every launch.",
        "These posts tell of the Next Gen approach, from the toolkit of the Next Gen Community of Practice.",
        "The letter was built on the NextGen Toolkit.",
    ],
)
def test_a_text_that_says_it_is_made_from_the_toolkit_is_found(text: str) -> None:
    assert made_from_toolkit(text)


@pytest.mark.parametrize(
    "text",
    [
        "We are a Next Gen Sector Partnership.",
        "Read the Next Gen toolkit: https://example.org/toolkit",
        "Use the Next Gen toolkit when you plan a meeting.",
        "Bring a tool kit. Our Next Gen partnership follows no script.",
        "The apprenticeship toolkit is based on what firms told us.",
        "",
    ],
)
def test_naming_it_or_asking_to_use_it_is_not_being_made_from_it(text: str) -> None:
    assert not made_from_toolkit(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (CREDIT, True),
        ("The Next Gen toolkit of the Institute for Networked Communities.", True),
        ("The Next Generation toolkit: https://www.nextgensectorpartnerships.com", True),
        ("From the Next Gen Sector Partnership Community of Practice.", True),
        ("The toolkit of the Institute for Networked Communities.", False),
        ("https://www.nextgensectorpartnerships.com", False),
        ("The Next Gen Sector Partnership toolkit.", False),
        ("", False),
    ],
)
def test_credit_needs_the_name_and_whose_it_is(text: str, *, expected: bool) -> None:
    assert is_credited(text) is expected


def test_a_paragraph_of_credit_says_nothing_else() -> None:
    assert is_credit(CREDIT)
    assert not is_credit(CREDIT + " We meet." * 20)
    assert not is_credit("We meet.")
