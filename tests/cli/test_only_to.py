"""`only_to:` as its people meet it: in `plan`, in `run`, in a wrong spelling of it."""

from .conftest import Desk

PEOPLE = "id,email,first_name,roles,consent\n"
DUE = "2027-02-01T16:01"


def _three(small: Desk, listed: str) -> None:
    rows = "".join(f"r{n},r{n}@example.org,Reader,business_member,yes\n" for n in range(3))
    small.write("people.csv", PEOPLE + rows)
    small.good("contacts", "import", "people.csv")
    small.change("config/outreach.yaml", "approval: none", f"only_to: [{listed}]\napproval: none")
    small.good("run")


def test_the_plan_says_in_one_line_that_a_list_is_set_and_counts_who_is_on_it(small: Desk) -> None:
    _three(small, "r1@example.org, '@staff.test'")
    said = small("plan").out
    assert "1 message would go out." in said
    assert (
        "`only_to:` is set: mail goes to r1@example.org, @staff.test only, and nothing is posted in public."
        in said
    )
    assert "2 passed over: not on the short list (`only_to:` in config/outreach.yaml)" in said


def test_without_a_list_nothing_is_said_of_one(small: Desk) -> None:
    assert "only_to" not in small("plan").out


def test_a_run_sends_to_the_list_and_passes_the_others_over_without_a_finding(small: Desk) -> None:
    _three(small, "r1@example.org")
    ended = small.at(DUE).good("run")
    assert ended.out == "1 sent, 2 skipped. Next: outreach deliveries\n"
    assert [path.name for path in (small.outbox / "notice/mail/once").iterdir()] == ["r1.eml"]
    assert small("run").out == ""
    assert "not on the short list (`only_to:` in config/outreach.yaml)" in small("deliveries").out


def test_what_is_no_address_is_told_at_its_place(small: Desk) -> None:
    small.change("config/outreach.yaml", "approval: none", "only_to: [nobody]\napproval: none")
    ended = small("plan")
    assert ended.status == 2
    assert "`nobody` is not an e-mail address" in ended.err
    assert ended.err.startswith("config/outreach.yaml:")
