from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.core.phrase import TEN_YEARS
from outreach.core.when import (
    Every,
    On,
    Relative,
    Span,
    When,
    parse_days,
    parse_span,
    parse_time,
    parse_when,
)

NINE = time(9)
law = settings(deadline=None)


@pytest.mark.parametrize(
    ("phrase", "meant"),
    [
        ("6 weeks before event at 09:00", Relative(6, "weeks", before=True, anchor="event", at=NINE)),
        ("4 weeks before event", Relative(4, "weeks", before=True, anchor="event")),
        ("45 minutes after event", Relative(45, "minutes", before=False, anchor="event")),
        ("36 hours before poll", Relative(36, "hours", before=True, anchor="poll")),
        ("3 days after opening at 17:00", Relative(3, "days", before=False, anchor="opening", at=time(17))),
        ("1 month before event", Relative(1, "months", before=True, anchor="event")),
        ("1 business day after commitments",
         Relative(1, "business days", before=False, anchor="commitments")),
        ("2 business days after two-weeks at 9:00",
         Relative(2, "business days", before=False, anchor="two-weeks", at=NINE)),
        ("2 days before event at 09:00 local",
         Relative(2, "days", before=True, anchor="event", at=NINE, local=True)),
        ("1 Day  After\nAsk", Relative(1, "days", before=False, anchor="ask")),
        ("on 2027-02-01 at 09:00", On(date(2027, 2, 1), NINE)),
        ("on 2027-02-01 at 09:00 local", On(date(2027, 2, 1), NINE, local=True)),
        ("every 2 months from 2027-01-12 at 09:00 until 2027-12-31",
         Every(2, "months", date(2027, 1, 12), NINE, date(2027, 12, 31))),
        ("every 4 weeks from 2027-01-12 at 09:00 local",
         Every(4, "weeks", date(2027, 1, 12), NINE, local=True)),
        ("every month from 2027-01-31 at 09:00", Every(1, "months", date(2027, 1, 31), NINE)),
    ],
)  # fmt: skip
def test_every_phrase_of_a_campaign_is_read(phrase: str, meant: When) -> None:
    assert parse_when(phrase) == meant


@pytest.mark.parametrize(
    ("phrase", "told"),
    [
        ("6 weaks before event", "did you mean `weeks`?"),
        ("6 weeks befor event", "did you mean `before`?"),
        ("evry 2 months from 2027-01-12 at 09:00", "did you mean `every`?"),
        ("3 busines days after event", "did you mean `business`?"),
        ("3 business dais after event", "did you mean `days`?"),
        ("every 2 months form 2027-01-12 at 09:00", "did you mean `from`?"),
        ("every 2 months from 2027-01-12 at 09:00 untill 2027-12-31", "did you mean `until`?"),
        ("6 weeks before event at 09:00 locl", "did you mean `local`?"),
    ],
)
def test_a_misspelt_word_is_named_with_the_nearest_right_one(phrase: str, told: str) -> None:
    with pytest.raises(ValueError, match="write it as `") as refused:
        parse_when(phrase)
    assert f"`{phrase}` is not understood" in str(refused.value)
    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("phrase", "told"),
    [
        ("0 days after event", "0 days is no length of time"),
        ("121 months before event", "so many months are more than ten years"),
        ("9" * 100 + " minutes before event", "so many minutes are more than ten years"),
        ("two weeks before event", "a number in digits"),
        ("1.5 hours before event", "`1.5` is not a whole number in digits"),
        ("6 weeks", "after `weeks` there should be `before` or `after`"),
        ("6 weeks before", "after `before` there should be what it counts from"),
        ("6 weeks before event 09:00", "`09:00` does not belong after `event`"),
        ("6 weeks before event at", "after `at` there should be a time such as 09:00"),
        ("6 weeks before event at 9am", "`9am` is not a time of day"),
        ("6 weeks before event at 24:00", "write `23:59` to stay on the day"),
        ("6 weeks before event!", "`event!` is neither event, poll, opening or commitments nor a step's id"),
        ("2027-02-01 at 09:00", "write it as `on 2027-02-01 at 09:00`"),
        ("on 2027-02-30 at 09:00", "`2027-02-30` does not exist"),
        ("on 1 March at 09:00", "`1` is not a date such as 2027-03-18"),
        ("on 0227-02-01 at 09:00", "the year of 0227-02-01 is not from 2000 to 2199"),
        ("on 2027-02-01", "after `2027-02-01` there should be `at`"),
        ("every 2 days from 2027-01-12 at 09:00", "`days` should be weeks or months"),
        ("every 0 weeks from 2027-01-12 at 09:00", "0 weeks is no length of time"),
        ("every 2 weeks from 2027-01-12 at 09:00 until 2027-01-11",
         "it ends on 2027-01-11, before its first day 2027-01-12"),
        ("", "it holds no words"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_saying_why(phrase: str, told: str) -> None:
    with pytest.raises(ValueError, match="is not understood") as refused:
        parse_when(phrase)
    assert told in str(refused.value)


@pytest.mark.parametrize("value", [None, 6, 2.5, True, ["on 2027-02-01 at 09:00"], {"on": "2027-02-01"}])
def test_a_value_that_is_no_text_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="it is not a phrase; write it as `6 weeks before event at 09:00`"):
        parse_when(value)


@pytest.mark.parametrize(
    "text", ["blah " * 10_000, "9" * 10_000 + " days after event", "6 weeks after a" + "!" * 999]
)
def test_a_very_long_text_is_quoted_in_part_only(text: str) -> None:
    with pytest.raises(ValueError, match="it is too long") as refused:
        parse_when(text)
    assert len(str(refused.value)) < 500


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2 days", Span(2, "days")),
        ("36 hours", Span(36, "hours")),
        ("3 business days", Span(3, "business days")),
        ("1 business day", Span(1, "business days")),
        ("1 week", Span(1, "weeks")),
    ],
)
def test_a_grace_is_a_length_of_time(text: str, meant: Span) -> None:
    assert parse_span(text) == meant
    assert parse_span(meant) == meant


@pytest.mark.parametrize("text", ["", "2", "days", "0 days", "2 dais", "2 days after event", 2, None])
def test_a_grace_of_another_shape_is_refused_with_an_example(text: object) -> None:
    with pytest.raises(ValueError, match="write it as `2 days`"):
        parse_span(text)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("mon-fri", {0, 1, 2, 3, 4}),
        ("mon-sun", set(range(7))),
        ("mon,wed,fri", {0, 2, 4}),
        ("Mon, Wednesday", {0, 2}),
        ("fri-mon", {4, 5, 6, 0}),
        ("sat - sun", {5, 6}),
        ("tue-tue", {1}),
        (["mon-tue", "sat"], {0, 1, 5}),
        (("mon-wed,fri",), {0, 1, 2, 4}),
    ],
)
def test_days_of_the_week_are_ranges_and_lists(text: object, days: set[int]) -> None:
    assert parse_days(text) == days


def test_a_range_of_days_with_a_typographic_dash_is_read() -> None:
    assert parse_days("mon\N{EN DASH}fri") == {0, 1, 2, 3, 4}


@pytest.mark.parametrize("value", ["", ",", "mon-", "moon", "mon-fri-sun", 5, [0, 1], [], None])
def test_what_names_no_day_is_refused_with_an_example(value: object) -> None:
    with pytest.raises(ValueError, match="`mon-fri` or `mon,wed,fri`"):
        parse_days(value)


def test_a_misspelt_day_is_refused_with_the_nearest_right_one() -> None:
    with pytest.raises(ValueError, match=r"`thurday` is no day of the week; did you mean `thursday`\?"):
        parse_days("mon-thurday")


@pytest.mark.parametrize(("text", "meant"), [("08:00", time(8)), ("9:00", time(9)), ("23:59", time(23, 59))])
def test_a_time_of_day_is_hours_and_minutes(text: str, meant: time) -> None:
    assert parse_time(text) == meant
    assert parse_time(meant) == meant


@pytest.mark.parametrize(
    "value", [800, 8.0, True, None, "8", "0800", "8am", "08:00:00", "-1:00", "\u0668:00"]
)
def test_a_time_of_another_shape_is_refused_with_an_example(value: object) -> None:
    with pytest.raises(ValueError, match="write hours and minutes, as `08:00` or `17:30`"):
        parse_time(value)


@pytest.mark.parametrize("value", ["24:01", "25:00", "09:60", "99:99"])
def test_a_time_that_no_day_has_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=f"`{value}` does not exist"):
        parse_time(value)


clocks = st.builds(time, st.integers(0, 23), st.integers(0, 59))
written_days = st.dates(date(2000, 1, 1), date(2199, 12, 31))
anchors = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
units = st.sampled_from(sorted(TEN_YEARS))


@st.composite
def relatives(draw: st.DrawFn) -> Relative:
    unit = draw(units)
    at = draw(st.none() | clocks)
    amount = draw(st.integers(1, TEN_YEARS[unit]))
    return Relative(amount, unit, draw(st.booleans()), draw(anchors), at, bool(at) and draw(st.booleans()))


@st.composite
def recurrences(draw: st.DrawFn) -> Every:
    unit = draw(st.sampled_from(["weeks", "months"]))
    first = draw(written_days)
    until = draw(st.none() | st.dates(first, date(2199, 12, 31)))
    return Every(draw(st.integers(1, 120)), unit, first, draw(clocks), until, draw(st.booleans()))


def written(when: When) -> str:
    at = f" at {when.at:%H:%M}" + " local" * when.local if when.at else ""
    if isinstance(when, On):
        return f"on {when.day}{at}"
    unit = when.unit if when.amount > 1 else when.unit.removesuffix("s")
    if isinstance(when, Every):
        return f"every {when.amount} {unit} from {when.first}{at}" + f" until {when.until}" * bool(when.until)
    return f"{when.amount} {unit} {'before' if when.before else 'after'} {when.anchor}{at}"


@law
@given(relatives() | recurrences() | st.builds(On, written_days, clocks, st.booleans()))
def test_whatever_is_written_by_the_grammar_is_read_as_it_was_meant(when: When) -> None:
    assert parse_when(written(when)) == when
    assert parse_when(when) is when


@law
@given(st.text(max_size=60) | st.lists(st.sampled_from(
    ["on", "every", "6", "0", "weeks", "business", "days", "before", "event", "at", "09:00", "local", "from",
     "2027-02-01", "2027-02-30", "until"]), max_size=9).map(" ".join))  # fmt: skip
def test_any_text_is_either_read_or_refused_with_an_example(text: str) -> None:
    try:
        when = parse_when(text)
    except ValueError as refused:
        assert "write it as `" in str(refused)  # noqa: PT017
    else:
        assert parse_when(written(when)) == when
