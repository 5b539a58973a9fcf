"""What a pass does when a provider takes little, nothing, or answers that nobody hears."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from outreach.actions.running.account import Account
from outreach.actions.running.run import one_pass, run
from outreach.actions.world import World
from outreach.core.message import Email, Message
from outreach.core.people import Standing
from outreach.ports import NotSent, Pending, Receipt, Refused, Uncertain, Unsupported
from tests.world import LETTER, SETTINGS, Office, Recorder, at, counted, member

BEGAN, DUE = "2027-01-04 08:00", "2027-02-01 09:00"
UPDATES = """\
campaign: spring
title: Spring news
kind: updates
partnership: laramie
audience: {roles: [business_member]}
steps:
"""
NEWS = "{id: news, send: email, template: letter.md, when: on 2027-02-01 at 09:00}"
MORE = "{id: more, send: email, template: letter.md, when: on 2027-02-01 at 09:00}"


@dataclass
class Watch:
    """A clock that goes on by `step` whenever it is looked at, and a rest that moves it."""

    moment: datetime
    step: timedelta = timedelta()
    rested: list[float] = field(default_factory=list)
    stopping: bool = False

    def now(self) -> datetime:
        self.moment += self.step
        return self.moment

    def rest(self, seconds: float) -> None:
        self.rested.append(seconds)
        self.moment += timedelta(seconds=seconds)


@dataclass
class Several(Recorder):
    """A recorder that takes several messages at once."""

    lanes: int = 4
    waves: list[int] = field(default_factory=list)
    hung_up: int = 0

    def send_abreast(self, messages: Sequence[Message]) -> Sequence[Receipt | Exception]:
        self.waves.append(len(messages))
        answers: list[Receipt | Exception] = []
        for message in messages:
            try:
                answers.append(self.send(message))
            except Exception as error:  # noqa: BLE001 - as a real channel answers
                answers.append(error)
        return answers

    def hang_up(self) -> None:
        self.hung_up += 1


@pytest.fixture
def office(office: Office) -> Office:
    office.campaign(NEWS, head=UPDATES)
    office.people("ann", "bob", "cat", "dee", "eve", "fay")
    office.wire["email"] = Recorder("smtp")
    office.run(BEGAN)
    return office


def status(office: Office) -> list[str]:
    return list(office.status(step="news").values())


def with_clock(office: Office, watch: Watch) -> World:
    return replace(office.world(), clock=watch, rest=watch)


def limited(office: Office, limits: str) -> None:
    office.write("config/outreach.yaml", f"{SETTINGS}limits: {{smtp: {limits}}}\n")


def test_a_provider_that_takes_nothing_stops_once_for_everybody_and_loses_nobody(office: Office) -> None:
    tried: list[Message] = []
    office.mail.before = tried.append
    office.mail.fails["*"] = NotSent("the password is refused; see SMTP_URL", scope="channel")
    account = office.run(DUE)
    assert account.problems == ["smtp is stopped for now: the password is refused; see SMTP_URL"]
    assert len(tried) == 1
    assert status(office) == ["waiting"] * 6
    office.mail.fails.clear()
    assert counted(office.run("2027-02-01 09:05")) == {"sent": 6}


def test_it_is_left_alone_for_longer_and_longer_and_a_person_is_told_once(office: Office) -> None:
    tried: list[str] = []
    office.mail.before = lambda _message: tried.append(clock)
    office.mail.fails["*"] = NotSent("no connection", scope="channel")
    told: list[str] = []
    for minute in range(60):
        clock = f"09:{minute:02}"
        told += office.run(f"2027-02-01 {clock}").problems
    assert tried == ["09:00", "09:01", "09:03", "09:07", "09:15", "09:31"]
    assert told == ["smtp is stopped for now: no connection"]
    assert [each.kind for each in office.asked()] == ["task"]


def test_what_a_person_was_asked_is_withdrawn_when_messages_go_out_again(office: Office) -> None:
    office.mail.fails["*"] = NotSent("no connection", scope="channel")
    office.run(DUE)
    office.run("2027-02-01 09:05")
    [asked] = office.asked("task")
    assert asked.owner == "convener"
    assert asked.reason == (
        "nothing goes out by smtp: no connection. It is tried again by itself; see `outreach doctor`"
    )
    office.mail.fails.clear()
    office.run("2027-02-01 09:10")
    assert office.asked() == []
    assert not office.ledger.stops()


def test_a_provider_that_asks_for_patience_gets_it_up_to_a_day(office: Office) -> None:
    office.mail.fails["*"] = NotSent("too many requests", retry_after=900, scope="channel")
    office.run(DUE)
    office.mail.fails.clear()
    assert counted(office.run("2027-02-01 09:14")) == {}
    office.mail.fails["*"] = NotSent("the month is used up", retry_after=30 * 86400, scope="channel")
    office.run("2027-02-01 09:16")
    [stop] = office.ledger.stops()
    assert stop.until == at("2027-02-02 09:16")


def test_one_message_that_is_not_taken_now_is_tried_again_with_growing_waits(office: Office) -> None:
    tried: list[str] = []
    office.mail.before = lambda message: tried.append(clock) if message.key.recipient == "ann" else None
    office.mail.fails["ann"] = NotSent("450 4.7.1 greylisted")
    for minute in range(0, 9 * 60, 5):
        clock = f"{9 + minute // 60:02}:{minute % 60:02}"
        office.run(f"2027-02-01 {clock}")
    assert tried == ["09:00", "09:05", "09:15", "09:35", "10:15", "11:35", "14:15"]
    assert sorted(status(office)) == ["sent"] * 5 + ["waiting"]


def test_the_last_attempt_is_made_just_before_it_is_too_late(office: Office) -> None:
    office.campaign(NEWS[:-1] + ", grace: 2 hours}", head=UPDATES)
    office.mail.fails["ann"] = NotSent("450 4.7.1 greylisted")
    for minute in (0, 5, 15, 35):
        office.run(f"2027-02-01 09:{minute:02}")
    office.run("2027-02-01 10:15")
    [ann] = [each for each in office.ledger.deliveries() if each.key.recipient == "ann"]
    assert (ann.attempts, ann.due) == (5, at("2027-02-01 10:50"))
    office.mail.fails.clear()
    assert counted(office.run("2027-02-01 10:50")) == {"sent": 1}


def test_an_address_that_is_refused_for_good_is_not_written_to_again_and_somebody_mends_it(
    office: Office,
) -> None:
    office.campaign(NEWS, MORE.replace("09:00", "10:00"), head=UPDATES)
    office.mail.fails["ann"] = Refused("550 5.1.1 no such user", address=True)
    office.run(DUE)
    assert office.status(step="news")["ann"] == "failed"
    [asked] = office.asked("fix_address")
    assert (asked.contact, asked.step) == ("ann", "news")
    assert asked.reason.startswith("the e-mail address of Ann is refused for good")
    office.mail.fails.clear()
    office.run("2027-02-01 10:00")
    assert office.status(step="more")["ann"] == "skipped"


def test_a_message_that_is_refused_for_what_it_says_leaves_its_address_alone(office: Office) -> None:
    office.mail.fails["ann"] = Refused("554 5.7.1 looks like spam")
    office.run(DUE)
    contact = office.ledger.contact("ann")
    assert contact is not None
    assert contact.standing == "ok"
    assert office.asked("fix_address") == []


@pytest.mark.parametrize("lost", [Uncertain("the answer was lost"), ConnectionResetError("gone")])
def test_a_lost_answer_is_unknown_and_the_others_go_on(office: Office, lost: Exception) -> None:
    office.mail.fails["bob"] = lost
    assert counted(office.run(DUE)) == {"sent": 5, "unknown": 1}
    office.mail.fails.clear()
    assert counted(office.run("2027-02-01 12:00")) == {}
    assert office.status(step="news")["bob"] == "unknown"


def test_answers_lost_one_after_another_stop_the_provider_before_everybody_is_unknown(office: Office) -> None:
    office.people(*(f"p{number:02}" for number in range(30)))
    office.mail.fails["*"] = Uncertain("the answer was lost")
    account = office.run(DUE)
    assert counted(account) == {"unknown": 5}
    assert account.problems == ["smtp is stopped for now: its answers were lost 5 times in a row"]


def test_a_lost_answer_of_a_provider_that_answers_nobody_is_the_only_unknown(office: Office) -> None:
    office.mail.fails["*"] = Uncertain("502 bad gateway", scope="channel")
    assert counted(office.run(DUE)) == {"unknown": 1}
    assert sorted(status(office)) == ["unknown"] + ["waiting"] * 5


def test_messages_go_as_many_abreast_as_the_channel_has_lanes(office: Office) -> None:
    office.wire["email"] = several = Several("smtp")
    assert counted(office.run(DUE)) == {"sent": 6}
    assert (several.waves, several.hung_up) == ([4, 2], 1)


def test_what_goes_abreast_ends_each_as_it_ended(office: Office) -> None:
    office.wire["email"] = several = Several("smtp")
    several.fails = {
        "ann": Refused("550 5.7.1 no"), "bob": NotSent("451 later"), "cat": Uncertain("lost"),
        "dee": Unsupported("too large"),
    }  # fmt: skip
    office.run(DUE)
    assert office.status(step="news") == {
        "ann": "failed", "bob": "waiting", "cat": "unknown", "dee": "failed", "eve": "sent", "fay": "sent",
    }  # fmt: skip


def test_somebody_who_leaves_while_a_wave_is_under_way_is_not_in_the_next(office: Office) -> None:
    office.wire["email"] = several = Several("smtp", lanes=2)

    def leave(message: Message) -> None:
        if message.key.recipient == "ann":
            assert isinstance(message, Email)
            office.ledger.save_contacts([replace(member("fay"), email="fay2@example.org")], at(DUE))
            office.ledger.forget("dee", at(DUE))

    several.before = leave
    office.run(DUE)
    assert office.status(step="news")["dee"] == "skipped"
    assert [each.to.address for each in several.emails()][-1] == "fay2@example.org"


def test_a_limit_lets_some_go_and_the_rest_when_there_is_room(office: Office) -> None:
    limited(office, "{per_minute: 20}")
    watch = Watch(at(DUE))
    account = run(with_clock(office, watch), at(DUE))
    assert counted(account) == {"sent": 6}
    assert account.problems == []
    assert sum(watch.rested) == pytest.approx(60 / 18 * 4, rel=0.01)


def test_nothing_is_reserved_while_a_pass_waits_for_a_limit(office: Office) -> None:
    limited(office, "{per_minute: 20}")
    seen: list[set[str]] = []

    class Looking(Watch):
        def rest(self, seconds: float) -> None:
            seen.append(set(status(office)))
            super().rest(seconds)

    watch = Looking(at(DUE))
    run(with_clock(office, watch), at(DUE))
    assert seen
    assert all(each <= {"sent", "waiting"} for each in seen)


def test_a_quota_of_the_day_is_told_once_and_the_rest_goes_the_next_day(office: Office) -> None:
    limited(office, "{per_day: 4}")
    office.campaign(NEWS[:-1] + ", grace: 4 days}", head=UPDATES)
    account = office.run(DUE)
    assert (counted(account), account.problems) == (
        {"sent": 4},
        ["smtp is stopped for now: its limit of 4 a day is reached; the rest waits for the next day"],
    )
    assert office.run("2027-02-01 10:00").problems == []
    assert counted(office.run("2027-02-02 08:00")) == {"sent": 2}


def test_a_limit_holds_from_one_pass_to_the_next_and_is_nothing_to_tell(office: Office) -> None:
    limited(office, "{per_hour: 30}")
    assert office.run(DUE).problems == []
    assert sorted(status(office)) == ["sent"] * 3 + ["waiting"] * 3
    office.run(DUE)
    assert sorted(status(office)) == ["sent"] * 3 + ["waiting"] * 3


def test_a_long_step_gives_the_others_their_turn(office: Office) -> None:
    office.campaign(NEWS, MORE, head=UPDATES)
    watch = Watch(at(DUE))
    office.mail.before = lambda _message: setattr(watch, "moment", watch.moment + timedelta(seconds=40))
    run(with_clock(office, watch), at(DUE))
    order = [message.key.step for message in office.mail.sent]
    assert order == ["news", "news", "more", "more"] * 3
    assert set(office.status().values()) == {"sent"}


def test_a_run_ends_after_ten_minutes_and_the_next_goes_on(office: Office) -> None:
    watch = Watch(at(DUE))
    office.mail.before = lambda _message: setattr(watch, "moment", watch.moment + timedelta(minutes=4))
    office.people(*(f"p{number:03}" for number in range(400)))
    run(with_clock(office, watch), at(DUE))
    left = status(office)
    assert set(left) <= {"sent", "waiting"}
    assert 0 < left.count("sent") < 400


def test_a_pass_that_reaches_the_end_of_the_sending_hours_sends_nothing_after_it(office: Office) -> None:
    watch = Watch(at("2027-02-01 17:50"))
    office.mail.before = lambda _message: setattr(watch, "moment", watch.moment + timedelta(minutes=4))
    office.people(*(f"p{number:03}" for number in range(400)))
    run(with_clock(office, watch), at("2027-02-01 17:50"))
    last = max(message.date for message in office.mail.emails())
    assert last < at("2027-02-01 18:00")


def test_each_message_is_dated_and_settled_at_its_own_moment(office: Office) -> None:
    watch = Watch(at(DUE))
    office.mail.before = lambda _message: setattr(watch, "moment", watch.moment + timedelta(seconds=5))
    run(with_clock(office, watch), at(DUE))
    ended = sorted((each.settled, each.key.recipient) for each in office.ledger.deliveries() if each.settled)
    moments = [at(DUE) + timedelta(seconds=5 * number) for number in range(1, 7)]
    assert ended == list(zip(moments, office.mail.who, strict=True))
    for moment, message in zip(moments, office.mail.emails(), strict=True):
        assert moment - message.date <= timedelta(seconds=10)


def stop_after(watch: Watch, number: int) -> Callable[[Message], None]:
    """What stops the program while that message is on its way."""
    seen: list[Message] = []

    def before(message: Message) -> None:
        seen.append(message)
        watch.stopping = len(seen) >= number

    return before


def test_asked_to_stop_it_ends_with_the_message_in_hand_and_gives_the_others_back(office: Office) -> None:
    watch = Watch(at(DUE))
    office.mail.before = stop_after(watch, 3)
    account = run(with_clock(office, watch), at(DUE))
    assert counted(account) == {"sent": 3}
    assert sorted(status(office)) == ["sent"] * 3 + ["waiting"] * 3
    office.mail.before = lambda _message: None
    assert counted(office.run("2027-02-01 09:05")) == {"sent": 3}


def test_asked_to_stop_it_ends_with_the_wave_in_hand(office: Office) -> None:
    watch = Watch(at(DUE))
    office.wire["email"] = several = Several("smtp", lanes=4)
    several.before = stop_after(watch, 1)
    run(with_clock(office, watch), at(DUE))
    assert sorted(status(office)) == ["sent"] * 4 + ["waiting"] * 2


def test_the_plan_shows_the_days_on_which_a_provider_takes_less_than_is_planned(office: Office) -> None:
    limited(office, "{per_day: 4, per_month: 100}")
    office.campaign(NEWS, MORE.replace("2027-02-01", "2027-02-02"), head=UPDATES)
    made = office.plan("2027-01-05 09:00")
    shown = [(each.provider, str(each.limit), f"{each.start:%Y-%m-%d}", each.planned) for each in made.quotas]
    assert shown == [("smtp", "4 a day", "2027-02-01", 6), ("smtp", "4 a day", "2027-02-02", 6)]


def test_what_has_gone_already_counts_in_the_plan_of_the_same_month(office: Office) -> None:
    limited(office, "{per_month: 10}")
    office.campaign(NEWS, MORE.replace("2027-02-01", "2027-02-15"), head=UPDATES)
    office.run(DUE)
    [quota] = office.plan("2027-02-03 09:00").quotas
    assert (quota.planned, str(quota.limit)) == (12, "10 a month")


def test_a_person_who_waits_has_what_failed_tried_at_once(office: Office) -> None:
    office.mail.fails["*"] = NotSent("the password is refused", scope="channel")
    office.run(DUE)
    office.mail.fails.clear()
    assert counted(run(replace(office.world(), impatient=True), at(DUE))) == {"sent": 6}


def test_what_a_provider_that_takes_nothing_was_allowed_is_not_used_up(office: Office) -> None:
    limited(office, "{per_day: 10}")
    office.mail.fails["*"] = NotSent("no connection", scope="channel")
    for minute in (0, 1, 3):
        assert "limit" not in " ".join(office.run(f"2027-02-01 09:{minute:02}").problems)
    office.mail.fails.clear()
    assert counted(office.run("2027-02-01 09:30")) == {"sent": 6}


def test_what_is_held_uses_up_no_limit_and_stands_in_nobodys_way(office: Office) -> None:
    limited(office, "{per_day: 3}")
    office.write("templates/letter.md", LETTER)
    office.people(
        "ann", "bob", "cat", *(member(each, organisation="Example") for each in ("dee", "eve", "fay"))
    )
    for minute in range(3):
        office.run(f"2027-02-01 09:{minute:02}")
    assert status(office) == ["held"] * 3 + ["sent"] * 3
    assert office.ledger.spent("smtp")["day"].number == 3


def test_a_limit_that_is_raised_lets_the_rest_go_at_once(office: Office) -> None:
    limited(office, "{per_month: 4}")
    office.run(DUE)
    assert counted(office.run("2027-02-01 09:01")) == {}
    limited(office, "{per_month: 5}")
    account = office.run("2027-02-01 09:02")
    assert (counted(account), len(account.problems)) == ({"sent": 1}, 1)
    assert office.run("2027-02-01 09:03").problems == []
    limited(office, "{per_month: 4000}")
    assert counted(office.run("2027-02-01 09:04")) == {"sent": 1}
    assert not office.ledger.stops()


def test_a_provider_that_fails_after_its_limit_was_reached_has_failed_once(office: Office) -> None:
    limited(office, "{per_day: 4}")
    office.run(DUE)
    limited(office, "{per_day: 40}")
    office.mail.fails["*"] = NotSent("no connection", scope="channel")
    office.run("2027-02-01 09:01")
    assert office.asked() == []
    assert [(each.reason, each.until) for each in office.ledger.stops()] == [
        ("no connection", at("2027-02-01 09:02"))
    ]


def test_a_provider_that_takes_some_of_a_wave_and_asks_for_patience_gets_it(office: Office) -> None:
    office.wire["email"] = several = Several("smtp")
    several.fails["*"] = NotSent("too many requests", retry_after=60, scope="channel")
    office.run(DUE)
    several.fails = {"ann": NotSent("too many requests", retry_after=900, scope="channel")}
    assert counted(office.run("2027-02-01 09:02")) == {"sent": 3}
    several.fails = {}
    assert counted(office.run("2027-02-01 09:16")) == {}
    assert counted(office.run("2027-02-01 09:17")) == {"sent": 3}
    assert (office.ledger.stops(), office.asked()) == ([], [])


def test_nobody_is_asked_about_a_provider_that_is_no_longer_used(office: Office) -> None:
    office.mail.fails["*"] = NotSent("no connection", scope="channel")
    office.run(DUE)
    office.run("2027-02-01 09:05")
    assert len(office.asked("task")) == 1
    office.wire["email"] = Recorder("sendgrid")
    assert counted(office.run("2027-02-01 09:06")) == {"sent": 6}
    assert (office.ledger.stops(), office.asked()) == ([], [])


def test_a_machine_that_slept_in_the_middle_of_a_pass_sends_nothing_that_is_too_late(office: Office) -> None:
    grace = ", grace: 2 hours}"
    office.campaign(NEWS[:-1] + grace, MORE[:-1] + grace, head=UPDATES)
    watch = Watch(at(DUE))

    def sleep(_message: Message) -> None:
        watch.moment += timedelta(days=2)

    office.mail.before = sleep
    run(with_clock(office, watch), at(DUE))
    assert [message.key.step for message in office.mail.sent] == ["news"]
    office.mail.before = lambda _message: None
    account = run(with_clock(office, watch), watch.now())
    assert counted(account) == {"missed": 11}


def test_asked_to_stop_it_looks_at_no_further_step(office: Office) -> None:
    office.campaign(NEWS, MORE, head=UPDATES)
    watch = Watch(at(DUE))
    office.mail.before = stop_after(watch, 1)
    run(with_clock(office, watch), at(DUE))
    assert office.status(step="more") == {}


def test_a_clock_that_is_set_back_ends_a_run_that_waits_for_a_limit(office: Office) -> None:
    limited(office, "{per_minute: 20}")

    class SetBack(Watch):
        def rest(self, seconds: float) -> None:
            super().rest(seconds)
            if len(self.rested) == 1:
                self.moment -= timedelta(hours=7)

    watch = SetBack(at(DUE))
    run(with_clock(office, watch), at(DUE))
    assert len(watch.rested) <= 2
    assert sorted(status(office)) == ["sent"] * 2 + ["waiting"] * 4


def test_a_pass_that_stands_at_one_moment_waits_for_no_limit(office: Office) -> None:
    limited(office, "{per_minute: 20}")
    assert counted(office.run(DUE)) == {"sent": 2}


def test_a_run_that_rests_for_a_limit_ends_when_a_file_has_been_changed(office: Office) -> None:
    limited(office, "{per_minute: 4}")
    watch, unchanged = Watch(at(DUE)), [True, False]
    account = run(replace(with_clock(office, watch), as_read=lambda: unchanged.pop(0)), at(DUE))
    assert counted(account) == {"sent": 1}


def test_a_clock_that_was_hours_ahead_leaves_no_limit_used_for_hours(office: Office) -> None:
    limited(office, "{per_hour: 30}")
    office.campaign(NEWS[:-1] + ", grace: 4 days}", head=UPDATES)
    office.run("2027-02-01 16:00")
    assert counted(office.run("2027-02-01 09:30")) == {}
    assert counted(office.run("2027-02-01 09:40")) == {"sent": 3}


@pytest.mark.parametrize("hours", [7, 20_000])
def test_a_clock_that_was_ahead_leaves_no_provider_alone_until_then(office: Office, hours: int) -> None:
    ahead = at(DUE) + timedelta(hours=hours)
    office.ledger.stop("smtp", ahead + timedelta(minutes=1), "no connection", ahead)
    assert counted(office.run(DUE)) == {"sent": 6}
    assert not office.ledger.stops()


def test_failures_that_come_one_after_another_are_one_follow_up_that_counts_them_all(office: Office) -> None:
    limited(office, "{per_minute: 20}")
    office.people(*(f"p{number:02}" for number in range(20)))
    office.mail.fails = {f"p{number:02}": Refused("550 no") for number in range(0, 20, 2)}
    watch = Watch(at(DUE))
    account = run(with_clock(office, watch), at(DUE))
    assert (counted(account), account.followups) == ({"sent": 16, "failed": 10}, 1)
    assert [(each.kind, each.count) for each in office.asked()] == [("decide", 10)]
    [listed] = office.ledger.followups()
    office.ledger.followup_done(listed.id, at(DUE))
    office.campaign(NEWS, head=UPDATES)
    office.run("2027-02-01 12:00")
    assert office.asked() == []


def test_a_limit_by_the_second_is_waited_for_in_the_same_pass(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited(office, "{per_second: 10}")
    office.people(*(f"p{number:02}" for number in range(60)))
    passes: list[datetime] = []

    def counting(world: World, now: datetime, account: Account) -> datetime | None:
        passes.append(now)
        return one_pass(world, now, account)

    monkeypatch.setattr("outreach.actions.running.run.one_pass", counting)
    watch = Watch(at(DUE))
    assert counted(run(with_clock(office, watch), at(DUE))) == {"sent": 66}
    assert len(passes) == 1
    assert sum(watch.rested) == pytest.approx(65 / 9, rel=0.01)


def test_whoever_leaves_while_a_limit_is_waited_for_gets_nothing_more(office: Office) -> None:
    limited(office, "{per_second: 10}")

    class Leaving(Watch):
        def rest(self, seconds: float) -> None:
            super().rest(seconds)
            office.ledger.suppress("fay@example.org", Standing.UNSUBSCRIBED, at(DUE))

    run(with_clock(office, Leaving(at(DUE))), at(DUE))
    assert office.mail.who == ["ann", "bob", "cat", "dee", "eve"]


def test_whoever_leaves_just_after_a_batch_was_read_gets_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = office.ledger.pending

    def reading(*asked: Any) -> list[Pending]:
        batch = read(*asked)
        office.ledger.suppress("ann@example.org", Standing.UNSUBSCRIBED, at(DUE))
        return batch

    monkeypatch.setattr(office.ledger, "pending", reading)
    office.run(DUE)
    assert office.mail.who == ["bob", "cat", "dee", "eve", "fay"]


def test_a_post_that_one_network_refuses_and_another_a_day_later_is_asked_about_twice(office: Office) -> None:
    post = "{id: jobs, send: post, networks: [x, mastodon], template: post.txt, when: on 2027-02-01 at 09:00}"
    office.campaign(post[:-1] + ", grace: 3 days}", head=UPDATES)
    office.wire["x"].fails["*"] = Refused("403 the text is refused")
    office.wire["mastodon"].fails["*"] = NotSent("no connection")
    office.run(DUE)
    office.wire["mastodon"].fails["*"] = Refused("422 the text is refused")
    office.run("2027-02-02 09:00")
    assert [each.reason.partition(";")[0] for each in office.asked("decide")] == [
        "could not be sent on X", "could not be sent on Mastodon",
    ]  # fmt: skip
