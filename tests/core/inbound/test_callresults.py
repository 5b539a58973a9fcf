"""Call results by mail: a line is understood as a whole, or a person reads it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.core.inbound.callresults import CallResult, Result, call_results

Expected = list[tuple[int | None, Result | None]]


def read(text: str, **names: int) -> Expected:
    return [(each.number, each.result) for each in call_results(text, names)]


YES = [
    "3 yes", "#3 yes", "3: yes", "3 - yes", "3 \u2013 Yes!", "3. YES", "3) yes please", "3 = yep", "3, yeah",
    "No. 3: yes", "call 3 yes", "3 said yes", "3 she said yes", "3 is coming", "3 she is coming",
    "3 coming!!",
    "3 will come", "3 he'll be there", "3 wants to come", "3 accepted", "3 count her in", "\u2022 3 yes",
    "* 3 yes", "- 3 yes", "I called 3, she is coming", "spoke with 3: yes", "yes: 3", "yes from 3",
    "3 would love to join",
]  # fmt: skip
NO = [
    "3 no", "#3: no", "3 - No.", "3 nope", "3 no thanks", "3: no, thank you", "3 said no", "3 can't come",
    "3 can\u2019t come", "3 cannot make it", "3 won't come", "3 not coming", "3 is not coming", "3 declined",
    "3 not interested", "3 he isn't interested", "3 is unable to attend", "no: 3", "3 they will not attend",
]  # fmt: skip
MAYBE = [
    "3 maybe", "3: perhaps", "3 might come", "3 she may come", "3 not sure yet", "3 undecided", "3 tentative",
    "3 is thinking about it", "3 will think about it", "3 will let us know", "3 unsure", "3 still deciding",
]  # fmt: skip
MESSAGE = [
    "3 left a message", "#3: left a message", "3 left message", "3 left voicemail", "3 left her a voice mail",
    "3 LVM", "3 lm", "3 voicemail", "3 message left", "3 answering machine", "3: no answer, left a message",
    "left a message with 3", "3 i left a msg", "3 left him a note",
]  # fmt: skip
NO_ANSWER = [
    "3 no answer", "3: No answer.", "3 did not pick up", "3 didn't answer", "3 no reply yet",
    "3 nobody there",
    "3 could not reach her", "3 couldn't reach", "3 line busy", "3 busy signal", "3 not there", "3 no luck",
    "no answer from 3", "3 unavailable",
]  # fmt: skip
WRONG = [
    "3 wrong number", "#3 wrong number", "3: wrong phone number", "3 number disconnected", "3 not in service",
    "3 out of service", "3 no longer in service", "3 that's the wrong number", "3 bad number",
    "3 wrong person",
    "3 the number is disconnected", "3 not her number", "3 number doesn't work",
]  # fmt: skip
DONE = ["3 done", "#3: done", "3 is done", "3 answered", "3 posted", "3 fixed", "3 taken care of", "done: 3"]


@pytest.mark.parametrize(
    ("phrases", "result"),
    [
        (YES, "reached_yes"), (NO, "reached_no"), (MAYBE, "maybe"), (MESSAGE, "left_message"),
        (NO_ANSWER, "no_answer"), (WRONG, "wrong_number"), (DONE, "done"),
    ],
)  # fmt: skip
def test_what_people_write_of_a_call_is_understood_however_they_put_it(
    phrases: list[str], result: Result
) -> None:
    assert {text: read(text) for text in phrases} == {text: [(3, result)] for text in phrases}


@pytest.mark.parametrize(
    ("text", "result", "note"),
    [
        ("12 - no, too busy", "reached_no", "too busy"),
        ("4 declined (too far)", "reached_no", "too far"),
        ("4 will come with 2 people", "reached_yes", "with 2 people"),
        ("12 yes, 2 people", "reached_yes", "2 people"),
        ("4 yes and brings her partner", "reached_yes", "and brings her partner"),
        ("6 maybe, depends on school", "maybe", "depends on school"),
        ("7 left a message with the office", "left_message", "with the office"),
        ("9 no answer on 3/14 and 3/15", "no_answer", "on 3/14 and 3/15"),
        ("15 wrong person, ask for the foreman", "wrong_number", "ask for the foreman"),
        ("12 note: has moved to Casper", "note", "has moved to Casper"),
        ("12 asked me to call back on Monday", "note", "asked me to call back on Monday"),
    ],
)
def test_what_is_said_beside_a_result_is_kept_as_a_note(text: str, result: Result, note: str) -> None:
    (found,) = call_results(text)
    assert (found.result, found.note, found.words) == (result, note, text)


@pytest.mark.parametrize(
    "text",
    [
        "12 no, but ask again in spring", "12 yes if it is in the morning", "12 yes, but only after lunch",
        "12 yes and no", "12 yes, maybe", "12: yes?", "12", "12 busy", "12 yes, wait, no", "12 yes 14 no",
        "12 said he would come", "12 no problem", "12 not no", "12 yes, 15 moved away", "2 people said yes",
        "12-15 yes", "12 to 15 yes", "10:30 left a message", "3rd said no", "yes", "left a message",
        "3 4 8 yes",
        "everybody said yes", "all no", "307 555 0101 wrong number", "12 left a message, she says yes",
        "12 no answer, husband said she will come", "not 12", "12 unless it rains", "12 OK",
    ],
)  # fmt: skip
def test_what_might_mean_something_else_is_left_to_a_person(text: str) -> None:
    assert {result for _, result in read(text)} == {None}


def test_several_calls_stand_in_one_line_as_people_write_them() -> None:
    assert read("3, 4 and 8 yes") == [(3, "reached_yes"), (4, "reached_yes"), (8, "reached_yes")]
    assert read("3 & 4 no answer") == [(3, "no_answer"), (4, "no_answer")]
    assert read("3 yes, 7 no; 9 left a message. 12 wrong number") == [
        (3, "reached_yes"), (7, "reached_no"), (9, "left_message"), (12, "wrong_number"),
    ]  # fmt: skip
    assert read("3 yes and 7 no") == [(3, "reached_yes"), (7, "reached_no")]
    assert read("yes: 3, 7 and 9") == [(3, "reached_yes"), (7, "reached_yes"), (9, "reached_yes")]


def test_a_whole_mail_is_read_line_by_line_without_its_courtesies() -> None:
    text = """\
Hi Convener,

here are my calls:

3 yes
#7: left a message

   12 - no, too busy
> 8 yes

Thanks so much,
Champion One
"""
    assert read(text) == [(3, "reached_yes"), (7, "left_message"), (12, "reached_no")]


def test_what_else_a_mail_says_is_not_lost() -> None:
    found = call_results("3 yes\nBy the way, the hall is too small for this.\n7 no")
    assert [each.result for each in found] == ["reached_yes", None, "reached_no"]
    assert found[1] == CallResult(None, None, "By the way, the hall is too small for this.")


def test_of_two_answers_about_one_number_neither_is_believed() -> None:
    assert read("3 yes\n3 no") == [(3, None), (3, None)]
    assert read("3 yes\n7 no\n#3: yes") == [(3, "reached_yes"), (7, "reached_no")]


def test_a_name_stands_for_its_number_only_where_the_list_is_known() -> None:
    assert read("Ann said yes") == [(None, None)]
    assert read("Ann said yes\nCarl\nbea - left a message", Ann=7, Bea=9, Carl=11) == [
        (7, "reached_yes"), (None, None), (9, "left_message"),
    ]  # fmt: skip
    assert read("Anna said yes", Ann=7) == [(None, None)]


def test_a_long_mail_is_read_as_far_as_a_person_would_write_one_and_says_so() -> None:
    found = call_results("3 yes\n" * 10_000)
    assert found[0].result == "reached_yes"
    assert found[-1].result is None
    assert len(found) == 2
    assert len(call_results("\n".join(f"{n} yes" for n in range(1000)))) == 201
    assert len(call_results("3 " + "yes, " * 10_000)[0].words) < 400


@given(st.text(max_size=400) | st.from_regex(r"(#?\d{1,3}[ ,:;.)and-]*(yes|no|left a message)?[ ,.]*){1,9}"))
def test_no_text_is_too_odd_to_be_read(text: str) -> None:
    for each in call_results(text, {"Ann": 1, "": 2}):
        assert each.words
        assert (each.number is None) <= (each.result is None)


@given(
    st.lists(st.tuples(st.integers(1, 99_999), st.sampled_from(YES + NO + MESSAGE)), unique_by=lambda e: e[0])
)
def test_each_line_of_a_list_means_what_it_means_alone(lines: list[tuple[int, str]]) -> None:
    written = [phrase.replace("3", str(number)) for number, phrase in lines]
    assert read("\n".join(written)) == [one for line in written for one in read(line)]
