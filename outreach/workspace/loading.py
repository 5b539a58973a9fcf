"""Reading a workspace whole: what can be understood, and every problem of what cannot."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from outreach import yamlfile
from outreach.core.anchors import anchor_faults
from outreach.core.campaign import Campaign
from outreach.core.coherence import faults, skipped_times
from outreach.core.errors import Path as Keys
from outreach.core.errors import Place, Places, Problem
from outreach.core.explain import checked, reading
from outreach.core.fields import ID, is_zone
from outreach.core.mentions import contact_ids, contact_ids_of_partnerships
from outreach.core.people import Partnership
from outreach.workspace.crosscheck import Surroundings, outside_faults
from outreach.workspace.files import FOLDERS, Files, Kind

SETTINGS = "config/outreach.yaml"
PARTNERSHIPS = "config/partnerships.yaml"
SUFFIXES = frozenset({".yaml", ".yml"})


@dataclass(frozen=True, slots=True)
class Workspace:
    """What people wrote, as far as it can be understood.

    `campaigns` (by id) and `partnerships` (by key) hold only what is sound; `problems` all that is wrong
    anywhere, in order of place. A campaign whose partnership cannot be understood is left out with it.
    `mentions` are all contact ids with their places, those in broken campaigns included.
    """

    root: Path
    campaigns: tuple[Campaign, ...]
    partnerships: Mapping[str, Partnership]
    problems: tuple[Problem, ...]
    files: Files
    mentions: tuple[tuple[str, Place], ...] = ()

    def campaign(self, campaign_id: str) -> Campaign | None:
        """The sound campaign of that id."""
        return next((each for each in self.campaigns if each.id == campaign_id), None)

    def read_text(self, kind: Kind, relative: str) -> str:
        """The text of a template or content file, by its path in its folder.

        Raises:
            FileRefusedError: it is not there, too large, not UTF-8, or outside of the workspace.
        """
        return self.files.read_text(kind, relative)


@dataclass(frozen=True, slots=True)
class _Draft:
    """One campaign as far as it could be read; `broken` are the parts of it that could not."""

    campaign: Campaign | None
    places: Places
    broken: frozenset[Keys]
    problems: list[Problem]

    @property
    def id(self) -> str:
        return "" if self.campaign is None or ("campaign",) in self.broken else self.campaign.id


@dataclass(frozen=True, slots=True)
class _Partnerships:
    """Those that are sound, the names of all that are written (None: unreadable), and where they stand."""

    sound: dict[str, Partnership] = field(default_factory=dict)
    written: frozenset[str] | None = frozenset()
    places: Places = field(default_factory=lambda: Places(PARTNERSHIPS))
    problems: tuple[Problem, ...] = ()


def load(root: Path) -> Workspace:
    """Everything in the workspace at `root`; a broken file loses only itself."""
    files = Files(root)
    partnerships = _partnerships(files)
    problems = list(partnerships.problems)
    drafts = list(_drafts(files, problems))
    _crosscheck(drafts, partnerships, files)
    _duplicates(drafts)
    problems += (problem for draft in drafts for problem in draft.problems)
    sound = (each.campaign for each in drafts if each.campaign and not each.problems)
    campaigns = (each for each in sound if each.partnership is None or each.partnership in partnerships.sound)
    return Workspace(
        files.root,
        tuple(sorted(campaigns, key=lambda each: each.id)),
        partnerships.sound,
        tuple(sorted(set(problems), key=lambda each: (each.place, each.message))),
        files,
        tuple(_mentions(drafts, partnerships)),
    )


def _mentions(drafts: list[_Draft], partnerships: _Partnerships) -> Iterator[tuple[str, Place]]:
    for draft in drafts:
        if draft.campaign:
            hidden = {draft.places.value(*path) for path in draft.broken}
            yield from (each for each in contact_ids(draft.campaign) if each[1] not in hidden)
    yield from contact_ids_of_partnerships(partnerships.sound, partnerships.places)


def _drafts(files: Files, problems: list[Problem]) -> Iterator[_Draft]:
    folder = files.root / FOLDERS["content"]
    if not folder.is_dir():
        message = (
            "there is no folder `campaigns` here; `outreach init DIR` makes a workspace, `-C DIR` names one"
        )
        problems.append(Problem(Place("campaigns"), message))
        return
    for path in _campaign_files(folder):
        file = path.relative_to(files.root).as_posix()
        if not files.holds(path):
            message = "a link that leads out of the workspace; put the file itself there"
            problems.append(Problem(Place(file), message))
            continue
        yield from _campaigns(yamlfile.read(path, file), file)


def _campaign_files(folder: Path) -> Iterator[Path]:
    for above, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if Path(name).suffix.lower() in SUFFIXES and not name.startswith("."):
                yield Path(above) / name


def _campaigns(documents: tuple[yamlfile.Document, ...], file: str) -> Iterator[_Draft]:
    written = [each for each in documents if each.data is not None or each.problems]
    if not written:
        problem = Problem(Place(file), "holds no campaign; write one, or remove the file")
        yield _Draft(None, Places(file), frozenset(), [problem])
    for document in written:
        if document.data is None:
            yield _Draft(None, document.places, frozenset(), list(document.problems))
            continue
        found = reading(Campaign, document.data, document.places)
        draft = found.draft.placed(found.places) if found.draft else None
        yield _Draft(draft, found.places, found.broken, [*document.problems, *found.problems])


def _crosscheck(drafts: list[_Draft], partnerships: _Partnerships, files: Files) -> None:
    kinds = {draft.id: draft.campaign.kind for draft in drafts if draft.campaign and draft.id}
    around = Surroundings(files, partnerships.written, kinds, all(draft.id for draft in drafts))
    house_zone = _house_zone(files.root)
    for draft in drafts:
        if campaign := draft.campaign:
            own = partnerships.sound.get(campaign.partnership or "")
            zone = campaign.timezone or (own.timezone if own else None) or house_zone
            found = [*faults(campaign), *anchor_faults(campaign), *outside_faults(campaign, around)]
            found += skipped_times(campaign, ZoneInfo(zone)) if zone else ()
            told = (each for each in found if not any(each.rests_on(path) for path in draft.broken))
            draft.problems.extend(Problem(each.place(draft.places), each.message) for each in told)


def _house_zone(root: Path) -> str:
    """The organisation's zone as written; empty where it cannot be read, which the settings tell."""
    for document in yamlfile.read(root / SETTINGS, SETTINGS):
        organisation = document.data.get("organisation") if isinstance(document.data, dict) else None
        zone = organisation.get("timezone") if isinstance(organisation, dict) else None
        return zone if isinstance(zone, str) and is_zone(zone) else ""
    return ""


def _duplicates(drafts: list[_Draft]) -> None:
    """Two campaigns of one id: neither is sound, since nobody can tell which one was approved and sent."""
    first: dict[str, _Draft] = {}
    for draft in drafts:
        if draft.id and (earlier := first.setdefault(draft.id, draft)) is not draft:
            place = earlier.places.value("campaign")
            message = (
                f"the campaign `{draft.id}` is written twice, first in {place.file}:{place.line}; "
                "nothing of either goes out until one has another id"
            )
            problem = Problem(draft.places.value("campaign"), message)
            draft.problems.append(problem)
            earlier.problems.append(problem)


def _partnerships(files: Files) -> _Partnerships:
    path = files.root / PARTNERSHIPS
    documents = yamlfile.read(path, PARTNERSHIPS) if path.exists() else ()
    if not documents or (documents[0].data is None and not documents[0].problems):
        return _Partnerships()
    document = documents[0]
    problems = [problem for each in documents for problem in each.problems]
    if len(documents) > 1 and not problems:
        problems.append(
            Problem(documents[1].places.value(), "a second document; all partnerships stand in one")
        )
    if not isinstance(document.data, dict):
        message = "must be a group of keys, one for each partnership"
        problems = problems or [Problem(document.places.value(), message)]
        return _Partnerships(written=None, problems=tuple(problems))
    read = {key: _partnership(key, data, document.places) for key, data in document.data.items()}
    sound = {key: each for key, each in read.items() if isinstance(each, Partnership)}
    problems += (problem for each in read.values() if isinstance(each, list) for problem in each)
    whole = not any(each.problems for each in documents)
    return _Partnerships(sound if whole else {}, frozenset(read), document.places, tuple(problems))


def _partnership(key: str, data: object, places: Places) -> Partnership | list[Problem]:
    if ID.fullmatch(key):
        read = checked(Partnership, data, places, key)
        return read.placed(places.key(key)) if isinstance(read, Partnership) else read
    message = f"`{key}` must be lower-case words, digits and hyphens, such as `county-construction`"
    return [Problem(places.key(key), message)]
