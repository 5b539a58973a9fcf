"""`outreach approve` and `agreed`: somebody has read this exact wording."""

from .conftest import Desk

LAUNCH = "campaigns/construction-launch.yaml"


def test_an_approval_names_every_text_and_what_is_left_to_do(peopled: Desk) -> None:
    ended = peopled.good("approve", "construction-launch")
    assert "construction-launch/invitation: approved (new)" in ended.out
    assert "    + " in ended.out
    assert "campaigns/recaps/construction-launch.md is not written yet" in ended.out
    assert ended.out.splitlines()[-1] == "When one has: outreach agreed construction-launch champion-1"


def test_the_second_approval_asks_only_for_what_an_edit_changed_and_shows_it(peopled: Desk) -> None:
    peopled.good("approve", "construction-launch")
    peopled.change("templates/launch/two-weeks.md", "\n\n", "\n\nBring a colleague.\n\n")
    stale = {
        row["step"]
        for row in peopled.json("plan")["touches"]
        if row["campaign"] == "construction-launch" and not row["approved"]
    }
    assert "two-weeks" in stale
    assert "invitation" not in stale
    document = peopled.json("approve", "construction-launch")
    (campaign,) = document["campaigns"]
    assert [(each["step"], each["outcome"]) for each in campaign["approved"]] == [("two-weeks", "changed")]
    assert "invitation" in {each["step"] for each in campaign["unchanged"]}
    added = [line for line in campaign["approved"][0]["diff"].splitlines() if line.startswith(("+", "-"))]
    assert any("Bring a colleague." in line for line in added)
    assert len(added) < 6


def test_a_diff_is_shown_to_a_person_too(peopled: Desk) -> None:
    peopled.good("approve", "construction-launch", "two-weeks")
    peopled.change("templates/launch/two-weeks.md", "\n\n", "\n\nBring a colleague.\n\n")
    assert "    +Bring a colleague." in peopled.good("approve", "construction-launch", "two-weeks").out


def test_only_the_steps_that_are_named_are_approved(peopled: Desk) -> None:
    document = peopled.json("approve", "construction-launch", "save-your-seat", "two-weeks")
    steps = [each["step"] for each in document["campaigns"][0]["approved"]]
    assert steps == ["save-your-seat", "two-weeks"]
    flags = {
        row["step"]: row["approved"]
        for row in peopled.json("plan")["touches"]
        if row["campaign"] == "construction-launch"
    }
    assert flags["two-weeks"]
    assert not flags["invitation"]


def test_an_error_that_refuses_stops_the_whole_campaign(peopled: Desk) -> None:
    peopled.change("campaigns/construction-updates.yaml", "every 2 months from", "every 3 months from")
    ended = peopled("approve", "construction-updates", "--json")
    (campaign,) = ended.document["campaigns"]
    assert ended.status == 1
    assert campaign["approved"] == []
    assert {each["rule"] for each in campaign["refused"]} == {"C001"}
    words = peopled("approve", "construction-updates")
    assert words.status == 1
    assert "nothing approved. Mend the above, then: outreach approve construction-updates" in words.out


def test_an_error_that_holds_leaves_out_its_own_step_only(peopled: Desk) -> None:
    peopled.invite_too_late()
    ended = peopled("approve", "construction-launch", "--json")
    (campaign,) = ended.document["campaigns"]
    approved = {each["step"] for each in campaign["approved"]}
    assert ended.status == 1
    assert {(each["rule"], each["step"]) for each in campaign["refused"]} == {("N001", "invitation")}
    assert "two-weeks" in approved
    assert "invitation" not in approved


def test_what_was_due_before_is_left_out_by_name(peopled: Desk) -> None:
    peopled.at("2027-02-20T16:00")
    (campaign,) = peopled.json("approve", "construction-launch")["campaigns"]
    left = {each["step"]: each["outcome"] for each in campaign["left_out"]}
    assert left["invitation"] == "before this campaign began"
    assert left["recap"] == "campaigns/recaps/construction-launch.md is not written yet"


def test_all_approves_every_campaign_and_by_names_who(peopled: Desk) -> None:
    ended = peopled.good("approve", "--all", "--by", "Communications One", "--json")
    assert {each["campaign"] for each in ended.document["campaigns"]} == {
        path.stem for path in (peopled.root / "campaigns").glob("*.yaml")
    }
    again = peopled.good("approve", "--all", "--json").document["campaigns"]
    assert [each["approved"] for each in again] == [[]] * len(again)


def test_a_rule_broken_in_one_campaign_lets_the_others_be_approved(peopled: Desk) -> None:
    peopled.change("campaigns/construction-updates.yaml", "every 2 months from", "every 3 months from")
    ended = peopled("approve", "--all", "--json")
    approved = {each["campaign"] for each in ended.document["campaigns"] if each["approved"]}
    assert ended.status == 1
    assert "construction-launch" in approved
    assert "construction-updates" not in approved


def test_a_text_that_cannot_be_made_is_two_and_the_others_are_approved(peopled: Desk) -> None:
    peopled.change("templates/launch/two-weeks.md", "\n\n", "\n\n{{ contact.nmae }}\n\n")
    ended = peopled("approve", "construction-launch", "--json")
    assert ended.status == 2
    assert {each["file"] for each in ended.document["errors"]} == {"templates/launch/two-weeks.md"}
    assert "invitation" in {each["step"] for each in ended.document["campaigns"][0]["approved"]}


def test_words_that_name_nothing_are_refused(peopled: Desk) -> None:
    assert "name a campaign, or give --all" in peopled("approve").err
    assert "name a campaign, or give --all" in peopled("approve", "construction-launch", "--all").err
    assert "did you mean `construction-launch`" in peopled("approve", "construction-lunch").err
    assert "has no step `invitatoin`" in peopled("approve", "construction-launch", "invitatoin").err
    assert peopled("approve").status == 2
    assert peopled.json("approve") == {
        "errors": [
            {
                "file": "",
                "line": 1,
                "column": 1,
                "message": "name a campaign, or give --all for every campaign",
            }
        ],
        "findings": [],
        "campaigns": [],
    }


def test_an_approval_of_a_sign_off_waits_for_every_signer(peopled: Desk) -> None:
    waiting = peopled.json("approve", "construction-launch")["campaigns"][0]["awaiting_agreement"]
    assert waiting == ["champion-1", "champion-2", "champion-3"]
    assert peopled.good("agreed", "construction-launch", "champion-2").out.startswith("champion-2 agrees to ")
    waiting = peopled.json("approve", "construction-launch")["campaigns"][0]["awaiting_agreement"]
    assert waiting == ["champion-1", "champion-3"]


def test_agreement_is_to_this_letter_and_asked_again_when_it_changes(peopled: Desk) -> None:
    for who in ("champion-1", "champion-2", "champion-3"):
        peopled.good("agreed", "construction-launch", who)
    peopled.change("templates/launch/letter.champion-2.md", "\n\n", "\n\nI would like to add a word.\n\n")
    waiting = peopled.json("approve", "construction-launch")["campaigns"][0]["awaiting_agreement"]
    assert waiting == ["champion-1", "champion-2", "champion-3"], "the names of all three stand under it"


def test_who_signs_nothing_cannot_agree(peopled: Desk) -> None:
    ended = peopled("agreed", "construction-launch", "builder-07", "--json")
    assert ended.status == 2
    assert "`builder-07` signs nothing in construction-launch" in ended.document["errors"][0]["message"]
