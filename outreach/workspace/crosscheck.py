"""What one campaign names that lies elsewhere in the workspace: partnerships, files, other campaigns."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from outreach.core.campaign import Campaign, PollResult, Step
from outreach.core.coherence import Fault, selections
from outreach.core.errors import Path
from outreach.core.spelling import nearest
from outreach.workspace.files import Files, Kind


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a campaign may name: files, partnerships, and other campaigns with their kinds.

    `partnerships` is None where their file could not be read; `all_kinds_known` is False where a campaign's
    id could not be. Nothing is called unknown then, because it may well be what could not be read.
    """

    files: Files
    partnerships: frozenset[str] | None
    kinds: Mapping[str, str]
    all_kinds_known: bool


def outside_faults(campaign: Campaign, around: Surroundings) -> Iterator[Fault]:
    """Everything the campaign names that is not there, or may not be named."""
    yield from _partnerships(campaign, around)
    yield from _poll(campaign, around)
    for at, step in enumerate(campaign.steps):
        yield from _files(step, ("steps", at), around.files)


def _partnerships(campaign: Campaign, around: Surroundings) -> Iterator[Fault]:
    if around.partnerships is None:
        return
    written: list[tuple[Path, str]] = []
    if campaign.partnership is not None:
        written.append((("partnership",), campaign.partnership))
    for path, chosen in selections(campaign):
        written += [((*path, "partnerships", at), name) for at, name in enumerate(chosen.partnerships)]
    for path, name in written:
        if name not in around.partnerships:
            hint = nearest(name, around.partnerships) or "; config/partnerships.yaml names those there are"
            yield Fault(path, f"unknown partnership `{name}`{hint}")


def _poll(campaign: Campaign, around: Surroundings) -> Iterator[Fault]:
    starts = campaign.event.starts if campaign.event else None
    if not isinstance(starts, PollResult):
        return
    path = ("event", "starts", "poll")
    kind = around.kinds.get(starts.poll)
    if kind is None and around.all_kinds_known:
        polls = [name for name, each in around.kinds.items() if each == "poll"]
        hint = nearest(starts.poll, polls) or "; write the id of a campaign of kind poll"
        yield Fault(path, f"unknown poll `{starts.poll}`{hint}")
    elif kind not in (None, "poll"):
        yield Fault(
            path, f"`{starts.poll}` is a campaign of kind {kind}; only one of kind poll decides a date"
        )
    elif starts.poll == campaign.id:
        yield Fault(path, "an event cannot wait for the poll of its own campaign; give the poll a campaign")


def _files(step: Step, path: Path, files: Files) -> Iterator[Fault]:
    named: list[tuple[Kind, Path, str]] = [
        *(("template", (*path, "posts", at), name) for at, name in enumerate(step.posts)),
        *(("attach", (*path, "attach", at), name) for at, name in enumerate(step.attach)),
    ]
    if step.template is not None:
        named.append(("template", (*path, "template"), step.template))
    for kind, written, name in named:
        if complaint := files.complaint(kind, name):
            yield Fault(written, complaint)
    if step.content is not None and (complaint := files.unsafe("content", step.content)):
        yield Fault((*path, "content"), complaint)
