"""What stands in the way, told in words a convener understands, each with its remedy."""

import re
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.actions.doctor import Check, Given, Status, diagnose, look, stands_in_the_way
from outreach.actions.doctor.machine import size, strength
from outreach.core.errors import LedgerError
from outreach.core.message import Message
from outreach.ports import (
    Disk,
    NotSent,
    Page,
    Receipt,
    Refused,
    SecretsFile,
    Store,
    Unanswered,
    Uncertain,
    ZoneData,
)
from tests.probe import FakeProbe
from tests.world import APPROVED, MEETING, SETTINGS, SOCIAL, Office, at, member

OK, WARNING, ERROR, UNKNOWN = Status.OK, Status.WARNING, Status.ERROR, Status.UNKNOWN
HEX = "0b6042b3a2653aea7b0eee1a825eca9c8c938fffa725acd2798d78b1c2265167"
KEY = "pVq3-9ZsX_u7Lw0aTe5RkNc2YhGd8BjMfIo1WbElQ6A"  # as `init` draws one
EVERY = frozenset({
    "SMTP_URL", "SENDGRID_API_KEY", "X_API_KEY", "X_API_SECRET", "X_ACCESS_TOKEN", "X_ACCESS_SECRET",
    "MASTODON_URL", "MASTODON_TOKEN", "BLUESKY_HANDLE", "BLUESKY_APP_PASSWORD",
})  # fmt: skip
NOW = "2027-02-20 09:00"
INVITATION = "{id: invitation, send: invite, template: letter.md, when: 6 weeks before event at 09:00}"
NEWS = "{id: news, send: email, template: letter.md, when: on 2027-02-24 at 09:00}"
JOBS = "{id: jobs, send: post, networks: [x, mastodon], template: post.txt, when: on 2027-02-25 at 10:00}"


@dataclass
class Account:
    """A channel that only says whom its provider takes us for."""

    name: str
    answer: str | Exception
    asked: int = 0

    def account(self) -> str:
        self.asked += 1
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def send(self, message: Message) -> Receipt:
        raise AssertionError(f"doctor sends nothing, not even {message}")


def told(
    office: Office, *accounts: Account, now: str = NOW, probe: FakeProbe | None = None, key: str = KEY,
    given: frozenset[str] = EVERY, offline: bool = False, ledger_fault: str = "",
) -> list[Check]:  # fmt: skip
    """What doctor says of an office."""
    world = office.world()
    kinds = {"smtp": "email", "sendgrid": "email"}
    ways = dict(world.channels) | {kinds.get(each.name, each.name): each for each in accounts}
    world = replace(world, channels=ways)
    facts = look(
        world, Given(given, key), probe or FakeProbe(), at(now), offline=offline, ledger_fault=ledger_fault
    )
    return diagnose(facts)


def one(checks: list[Check], name: str) -> Check:
    """The one check of that name."""
    (found,) = [each for each in checks if each.name == name]
    return found


def using(**channels: str) -> str:
    """Settings in which some messages leave by a provider."""
    return SETTINGS + f"channels: {{{', '.join(f'{kind}: {way}' for kind, way in channels.items())}}}\n"


@pytest.fixture
def busy(office: Office) -> Office:
    """An office with a campaign, somebody to write to, and a convener."""
    office.people("ann", "bob", member("convener", roles=frozenset({"convener"})))
    office.campaign(NEWS, JOBS, head=SOCIAL)
    return office


def test_a_day_with_more_posts_than_a_network_takes_is_told_before_it_comes(busy: Office) -> None:
    busy.write("config/outreach.yaml", using(x="x") + "limits: {x: {per_day: 1}}\n")
    jobs = JOBS.replace("id: jobs", "id: more").replace("post.txt", "more.txt")
    busy.write("templates/more.txt", "Come along. Sign up at https://example.org/more #wyomingnextgen\n")
    busy.campaign(NEWS, JOBS, jobs, head=SOCIAL)
    check = one(told(busy, Account("x", "@example")), "limit")
    assert check.status is WARNING
    assert "2 messages are planned for x on" in check.message


def test_where_all_is_well_nothing_is_a_warning_and_every_group_has_its_line(busy: Office) -> None:
    checks = told(busy)
    assert {each.status for each in checks} == {OK}
    assert list(dict.fromkeys(each.group.value for each in checks)) == [
        "Workspace", "Ways out", "Ways in", "Sender authentication", "Web pages", "This machine",
        "The next two weeks",
    ]  # fmt: skip


def test_what_is_not_well_always_says_what_to_do(office: Office) -> None:
    office.write(
        "config/outreach.yaml",
        using(email="smtp", x="x") + "only_to: [ann@example.org]\npublic_url: http://example.org\n",
    )
    office.write("campaigns/spring.yaml", "campaign: [")
    probe = FakeProbe(
        {}, page=Unanswered("no route"), secrets=SecretsFile(0o644), space=Disk("var", 1, writable=True)
    )
    checks = told(
        office,
        Account("smtp", NotSent("wrong password")),
        probe=probe,
        given=frozenset({"SMTP_URL"}),
        key="x",
    )
    assert len([each for each in checks if each.status in (WARNING, ERROR)]) >= 10
    assert all(each.fix for each in checks if each.status in (WARNING, ERROR))


def test_an_empty_office_is_told_the_first_steps(office: Office) -> None:
    (office.root / "campaigns").mkdir()
    checks = told(office)
    assert one(checks, "people").fix == "outreach contacts import config/people.csv"
    assert one(checks, "campaigns").fix.startswith("outreach new ")
    assert not stands_in_the_way(checks)


def test_a_file_that_cannot_be_understood_is_named_with_its_place(busy: Office) -> None:
    busy.write("campaigns/other.yaml", "campaign: other\ntitle: Other\nkind: nonsense\nsteps: []\n")
    checks = told(busy)
    first = next(each for each in checks if each.name == "files")
    assert (first.status, first.message.startswith("campaigns/other.yaml:3:7: ")) == (ERROR, True)
    assert not [each for each in checks if each.name == "settings"]
    assert one(checks, "campaigns").message == "1 campaign can be used"


def test_of_many_broken_files_five_are_told_and_the_rest_counted(busy: Office) -> None:
    for number in range(9):
        busy.write(f"campaigns/n{number}.yaml", "- no campaign\n")
    files = [each for each in told(busy) if each.name == "files"]
    assert (len(files), files[-1].message) == (6, "4 more problems of this kind")


def test_follow_ups_go_to_somebody_who_is_known(busy: Office) -> None:
    assert one(told(busy), "follow-ups").message == "go to convener"
    busy.write("config/outreach.yaml", SETTINGS.replace("owner: convener", "owner: nobody-here"))
    stranger = one(told(busy), "follow-ups")
    assert (stranger.status, "nobody-here" in stranger.message) == (WARNING, True)
    busy.write("config/outreach.yaml", SETTINGS.replace("owner: convener\n", ""))
    none = one(told(busy), "follow-ups")
    assert (none.status, none.message) == (WARNING, "nobody is asked to follow up spring")


def test_a_digest_for_somebody_whom_nobody_knows_is_told(busy: Office) -> None:
    busy.write(
        "config/outreach.yaml", SETTINGS + "digests: {days: mon, people: {convener: never, anne: tue}}\n"
    )
    check = one(told(busy), "digests")
    assert (check.status, bool(check.fix)) == (WARNING, True)
    assert "names anne, and nobody imported has that id" in check.message


def test_each_provider_is_asked_once_who_we_are_and_nothing_is_sent(busy: Office) -> None:
    busy.write("config/outreach.yaml", using(email="smtp", x="x", mastodon="mastodon", bluesky="bluesky"))
    ways = [Account(name, f"@{name}") for name in ("smtp", "x", "mastodon", "bluesky")]
    checks = told(busy, *ways)
    assert [one(checks, kind).message for kind in ("email", "x", "mastodon", "bluesky")] == [
        f"{name} answers: @{name}" for name in ("smtp", "x", "mastodon", "bluesky")
    ]
    assert [each.asked for each in ways] == [1, 1, 1, 1]


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (NotSent("the server refuses the user name or the password", scope="channel"), ERROR),
        (Refused("the account is suspended"), ERROR),
        (Uncertain("the answer was cut short"), UNKNOWN),
        (Unanswered("no answer within 10 seconds"), UNKNOWN),
    ],
)
def test_a_provider_that_does_not_know_us_is_told_in_its_words(
    busy: Office, answer: Exception, status: Status
) -> None:
    busy.write("config/outreach.yaml", using(email="smtp"))
    check = one(told(busy, Account("smtp", answer)), "email")
    assert (check.status, check.message) == (status, f"smtp: {answer}")
    assert "SMTP_URL" in check.fix


def test_a_library_that_breaks_spoils_no_other_check_and_its_words_are_not_shown(busy: Office) -> None:
    busy.write("config/outreach.yaml", using(email="smtp", x="x"))
    checks = told(busy, Account("smtp", RuntimeError("secret-token")), Account("x", "@us"))
    assert (one(checks, "email").status, one(checks, "x").status) == (UNKNOWN, OK)
    assert not [each for each in checks if "secret-token" in f"{each.message}{each.fix}"]


def test_variables_that_are_not_set_are_named_and_nobody_is_asked(busy: Office) -> None:
    busy.write("config/outreach.yaml", using(x="x"))
    account = Account("x", "@us")
    check = one(told(busy, account, given=EVERY - {"X_API_SECRET", "X_ACCESS_TOKEN"}), "x")
    assert (check.status, check.message) == (
        ERROR,
        "x is chosen, and X_API_SECRET and X_ACCESS_TOKEN are not set",
    )
    assert account.asked == 0


def test_offline_nobody_and_nothing_on_the_network_is_asked(busy: Office) -> None:
    busy.write("config/outreach.yaml", using(email="smtp") + "public_url: https://outreach.example.org\n")
    account, probe = Account("smtp", "us"), FakeProbe()
    checks = told(busy, account, probe=probe, offline=True)
    assert (account.asked, probe.asked, probe.heads) == (0, [], [])
    assert {each.name for each in checks if each.status is UNKNOWN} == {"email", "e-mail", "public_url"}
    assert all("--offline" in each.message for each in checks if each.status is UNKNOWN)
    assert not stands_in_the_way(checks)


def test_a_provider_left_alone_is_told_with_since_when_and_why(busy: Office) -> None:
    busy.write("config/outreach.yaml", using(email="smtp"))
    since = at("2027-02-20 08:00")
    busy.ledger.stop("smtp", since + timedelta(hours=2), "the relay refuses our address", since)
    check = one(told(busy, Account("smtp", NotSent("still so"))), "smtp")
    assert check.status is ERROR
    assert check.message == "left alone since Sat 20 Feb 08:00 after 1 failure: the relay refuses our address"
    assert "Sat 20 Feb 10:00" in check.fix
    assert one(told(busy, Account("smtp", "us")), "smtp").status is WARNING


def test_a_short_list_is_counted_and_never_shown(busy: Office) -> None:
    busy.write("config/outreach.yaml", SETTINGS + 'only_to: [ann@example.org, "@example.test"]\n')
    check = one(told(busy), "only_to")
    assert (check.status, "2 addresses or domains" in check.message) == (WARNING, True)
    assert "ann@" not in f"{check.message}{check.fix}"


@pytest.mark.parametrize(
    ("url", "status", "words"),
    [
        ("http://outreach.example.org", ERROR, "RFC 8058"),
        ("https://localhost:8000", ERROR, "outside of your own network"),
        ("https://outreach.local", ERROR, "outside of your own network"),
        ("https://office", ERROR, "outside of your own network"),
        ("https://192.168.1.20/pages", ERROR, "outside of your own network"),
        ("https://[::1]/", ERROR, "outside of your own network"),
        ("https://outreach.example.org/?a=1", ERROR, "goes on after a ?"),
        ("https://outreach.example.org/pages", OK, "answers"),
    ],
)
def test_the_pages_address_must_be_one_that_readers_can_use(
    busy: Office, url: str, status: Status, words: str
) -> None:
    busy.write("config/outreach.yaml", SETTINGS + f'public_url: "{url}"\n')
    probe = FakeProbe()
    check = one(told(busy, probe=probe), "public_url")
    assert (check.status, words in check.message) == (status, True), check.message
    assert probe.heads == ([url] if status is OK else [])


@pytest.mark.parametrize(
    ("page", "status"),
    [
        (Page(200), OK), (Page(404), OK), (Page(301, "/in"), OK),
        (Page(301, "https://outreach.example.org/in"), OK),
        (Page(301, "https://www.example.org/"), WARNING), (Page(502), WARNING),
        (Unanswered("connection refused"), WARNING),
    ],
)  # fmt: skip
def test_the_pages_are_asked_and_their_answer_told(
    busy: Office, page: Page | Unanswered, status: Status
) -> None:
    busy.write("config/outreach.yaml", SETTINGS + "public_url: https://outreach.example.org\n")
    assert one(told(busy, probe=FakeProbe(page=page)), "public_url").status is status


@pytest.mark.parametrize(
    ("key", "status"),
    [
        (KEY, OK), (HEX, OK), ("", WARNING), ("changeme", ERROR), ("a" * 64, ERROR),
        (KEY[:30], WARNING), ("1234567890" * 2, ERROR),
    ],
)  # fmt: skip
def test_the_secret_key_is_long_and_irregular_enough_or_told(busy: Office, key: str, status: Status) -> None:
    check = one(told(busy, key=key), "secret key")
    assert check.status is status
    assert not key or key not in f"{check.message}{check.fix}"


@given(st.text(min_size=1))
def test_a_longer_key_is_never_weaker(key: str) -> None:
    assert 0 <= strength(key) <= strength(key + key)


def test_secrets_are_never_in_what_is_printed_of_them() -> None:
    assert KEY not in repr(Given(EVERY, KEY))


@pytest.mark.parametrize(
    ("kept", "status", "fix"),
    [
        (SecretsFile(0o600, tracked=False, ignored=True), OK, ""),
        (SecretsFile(0o600), OK, ""),
        (SecretsFile(0o640, tracked=False, ignored=True), WARNING, "chmod 600 .env"),
        (SecretsFile(0o600, tracked=False, ignored=False), WARNING, "add a line `.env` to .gitignore"),
        (SecretsFile(0o600, tracked=True, ignored=True), ERROR, "git rm --cached .env"),
    ],
)
def test_the_file_of_secrets_is_kept_to_its_owner_and_out_of_git(
    busy: Office, kept: SecretsFile, status: Status, fix: str
) -> None:
    check = one(told(busy, probe=FakeProbe(secrets=kept)), ".env")
    assert (check.status, check.fix.startswith(fix)) == (status, True)


def test_time_zone_data_of_before_2026_are_told_with_what_brings_newer_ones(busy: Office) -> None:
    system = ZoneData("/usr/share/zoneinfo", "2025b", "2026b", knows_2026=False)
    check = one(told(busy, probe=FakeProbe(zones=system)), "time zones")
    assert (check.status, "British Columbia and Alberta" in check.message) == (WARNING, True)
    assert "/usr/share/zoneinfo" in check.fix
    assert "pip install -U tzdata" in check.fix
    package = ZoneData("", "2025b", "2025b", knows_2026=False)
    assert one(told(busy, probe=FakeProbe(zones=package)), "time zones").fix == "pip install -U tzdata"


def test_time_zone_data_grow_old(busy: Office) -> None:
    probe = FakeProbe(zones=ZoneData("", "2026b", "2026b", knows_2026=True))
    assert one(told(busy, probe=probe, now="2027-12-31 09:00"), "time zones").status is OK
    assert one(told(busy, probe=probe, now="2028-01-02 09:00"), "time zones").status is WARNING


@pytest.mark.parametrize(
    ("disk", "status", "words"),
    [
        (Disk("var", 2_500_000_000, writable=True), OK, "2.5 GB free"),
        (Disk("var", 640_000_000, writable=True), WARNING, "only 640 MB free at var"),
        (Disk("var", 99_000_000, writable=True), ERROR, "only 99 MB free at var"),
        (Disk("var", 2_500_000_000, writable=False), ERROR, "var cannot be written to"),
    ],
)
def test_a_disk_that_runs_short_is_told_before_it_is_full(
    busy: Office, disk: Disk, status: Status, words: str
) -> None:
    check = one(told(busy, probe=FakeProbe(space=disk)), "disk")
    assert (check.status, words in check.message) == (status, True)


@pytest.mark.parametrize(
    ("store", "status", "words"),
    [
        (
            Store("sqlite", "outreach.db", True, 2_100_000, "0003", "wal"),
            OK,
            "sound: 2.1 MB, form 0003, journal wal",
        ),
        (Store("sqlite", "outreach.db", exists=False), OK, "not there yet"),
        (Store("sqlite", "outreach.db", whole=False), OK, "too large to be looked through"),
        (Store("sqlite", "outreach.db", faults=("row 7 missing from index",)), ERROR, "is damaged: row 7"),
        (Store("memory"), ERROR, "in memory only"),
        (Store("server"), OK, "the server answers"),
    ],
)
def test_the_database_is_looked_at(busy: Office, store: Store, status: Status, words: str) -> None:
    check = one(told(busy, probe=FakeProbe(kept=store)), "database")
    assert (check.status, words in check.message) == (status, True), check.message


def test_a_ledger_that_cannot_be_opened_leaves_every_other_check(busy: Office) -> None:
    fault = "The ledger outreach.db may not be written to; nothing was changed. Make the file writable."
    checks = told(busy, ledger_fault=fault)
    database = one(checks, "database")
    assert (database.status, database.fix) == (ERROR, "Make the file writable.")
    assert {"outbox", "public_url", "disk"} <= {each.name for each in checks}
    assert not [each for each in checks if each.name in ("people", "going out")]


def test_a_ledger_that_fails_while_it_is_read_is_told_too(
    busy: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise LedgerError("The disk under the ledger cannot be read. See what the system says of it.")

    monkeypatch.setattr(busy.ledger, "contacts", broken)
    assert one(told(busy), "database").status is ERROR


def test_what_goes_out_in_two_weeks_is_counted_and_what_comes_later_is_not(busy: Office) -> None:
    later = "{id: later, send: email, template: letter.md, when: on 2027-03-08 at 09:00}"
    busy.campaign(NEWS, JOBS, later, head=SOCIAL)
    assert one(told(busy), "going out").message == "2 e-mails and 2 posts"
    assert one(told(busy, now="2027-03-10 09:00"), "going out").message == "nothing"


def test_what_a_rule_holds_is_an_error_with_the_reason_and_the_remedy(office: Office) -> None:
    office.people("ann", "bob", member("convener", roles=frozenset({"convener"})))
    office.campaign(INVITATION.replace("6 weeks", "3 weeks"), head=MEETING)
    check = one(told(office), "held")
    assert (check.status, check.message.startswith("2 of spring: ")) == (ERROR, True)
    assert re.search(r"18 February|move", check.fix)


def test_what_is_not_approved_is_a_warning_for_a_week_and_an_error_once_it_was_due(office: Office) -> None:
    office.write("config/outreach.yaml", APPROVED)
    office.people("ann", "bob", member("convener", roles=frozenset({"convener"})))
    office.campaign(NEWS, head=SOCIAL)
    soon = one(told(office), "approval")
    assert (soon.status, soon.fix) == (WARNING, "outreach approve spring")
    assert soon.message == "spring is not approved, and is due Wed 24 Feb 09:00 (2 messages)"
    early = told(office, now="2027-02-12 09:00")
    assert not [each for each in early if each.name == "approval"]
    office.approve(NOW)
    assert not [each for each in told(office) if each.name == "approval"]


def test_what_was_due_and_is_not_approved_stands_in_the_way(office: Office) -> None:
    office.write("config/outreach.yaml", APPROVED)
    office.people("ann", "bob", member("convener", roles=frozenset({"convener"})))
    office.campaign(NEWS, head=SOCIAL)
    office.approve("2027-02-20 09:00")
    office.write("templates/letter.md", '---\nsubject: "Changed"\n---\nHello, please reply.\n')
    late = one(told(office, now="2027-02-24 10:00"), "approval")
    assert (late.status, "was due" in late.message) == (ERROR, True)


def test_who_is_passed_over_is_counted_by_reason_and_named_nowhere(busy: Office) -> None:
    busy.people(member("cal", email=""), member("dot", email=""))
    check = one(told(busy), "passed over")
    assert (check.status, check.message) == (OK, "2 of spring: has no e-mail address")


@given(st.integers(min_value=0, max_value=10**18))
def test_sizes_are_short_and_grow(count: int) -> None:
    assert re.fullmatch(r"\d\.\d \w+|\d{1,7} \w+", size(count))
