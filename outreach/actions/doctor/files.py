"""What people have written and imported, and who is asked where a person is needed."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from outreach.actions.doctor.check import Check, Group, Status, counted, listed
from outreach.actions.world import World
from outreach.core.errors import Problem
from outreach.core.owner import owner_of

MOST = 5
"""So many problems of the files are told one by one; `outreach check` tells all."""
_check = partial(Check, Group.WORKSPACE)


@dataclass(frozen=True, slots=True)
class Files:
    """How many campaigns there are, how many people, and the owners.

    `owners` are those who get follow-ups, as written (empty where nobody is named), with the campaigns of
    each; `strangers` those among them that nobody imported is, by id or by role. `readers` are those whom
    `digests:` names, and nobody imported has the id.
    """

    campaigns: int
    people: int
    owners: dict[str, tuple[str, ...]]
    strangers: frozenset[str]
    readers: frozenset[str] = frozenset()


def look_at_files(world: World) -> Files:
    """What the files and the people imported come to.

    Raises:
        LedgerError: the people cannot be read.
    """
    owners: dict[str, tuple[str, ...]] = {world.house.owner: ()} if world.house.owner else {}
    for campaign in world.campaigns:
        owner = owner_of(campaign, world.partnerships, world.house)
        owners[owner] = (*owners.get(owner, ()), campaign.id)
    people, strangers = 0, set(owners) - {""}
    named = set(world.house.digests.people) if world.house.digests else set()
    for people, contact in enumerate(world.ledger.contacts(), 1):  # noqa: B007 - the last number counts them
        strangers -= {contact.id, *contact.roles}
        named.discard(contact.id)
    return Files(len(world.campaigns), people, owners, frozenset(strangers), frozenset(named))


def judge_files(files: Files, *, sound: bool) -> Iterator[Check]:
    """How the workspace stands; `sound` tells that every file can be understood."""
    if sound:
        yield _check("settings", Status.OK, "every file can be understood")
    yield _campaigns(files)
    yield _people(files.people)
    if files.campaigns:
        yield _owners(files)
    if files.readers and files.people:
        said = f"`digests:` names {listed(sorted(files.readers))}, and nobody imported has that id"
        remedy = "correct the id under `people:` of `digests:` in config/outreach.yaml"
        yield _check("digests", Status.WARNING, said, remedy)


def judge_problems(problems: tuple[Problem, ...]) -> Iterator[Check]:
    """What cannot be understood, each with its place."""
    for problem in problems[:MOST]:
        yield _check("files", Status.ERROR, str(problem), "mend it there, then: outreach check")
    if len(problems) > MOST:
        rest = counted(len(problems) - MOST, "more problem")
        yield _check("files", Status.ERROR, f"{rest} of this kind", "outreach check names them all")


def _campaigns(files: Files) -> Check:
    if files.campaigns:
        return _check("campaigns", Status.OK, f"{counted(files.campaigns, 'campaign')} can be used")
    said = "there is none that can be used"
    return _check("campaigns", Status.WARNING, said, "outreach new launch NAME --partnership P")


def _people(people: int) -> Check:
    if people:
        return _check("people", Status.OK, f"{counted(people, 'person', 'people')} imported")
    said = "nobody has been imported, so nothing goes to anybody"
    return _check("people", Status.WARNING, said, "outreach contacts import config/people.csv")


def _owners(files: Files) -> Check:
    remedy = "write the id of a contact, or a role, under `owner:` in config/outreach.yaml"
    if nobodys := files.owners.get(""):
        said = f"nobody is asked to follow up {listed(nobodys)}"
        return _check("follow-ups", Status.WARNING, said, remedy)
    if files.strangers and files.people:
        said = f"go to {listed(sorted(files.strangers))}, and nobody imported has that id or role"
        return _check("follow-ups", Status.WARNING, said, remedy)
    return _check("follow-ups", Status.OK, f"go to {listed(files.owners)}")
