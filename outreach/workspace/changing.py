"""A campaign's file changed by a command: only the values named, and only if it reads back as expected."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from outreach.core.campaign import Campaign
from outreach.core.errors import NotUnderstoodError, Problem, UsageError
from outreach.core.errors import Path as Keys
from outreach.workspace.replacing import replace_file
from outreach.yamlfile import parse
from outreach.yamlfile.editing import CannotEditError, edited

BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A file as it is and as it is to be; `name` is what it is called in the workspace."""

    path: Path
    name: str
    before: bytes
    after: bytes

    def write(self) -> None:
        """Put the new content in its place.

        Raises:
            UsageError: somebody has changed it meanwhile, or it cannot be written; it stays as it is.
        """
        try:
            if self.path.read_bytes() != self.before:
                raise UsageError(f"{self.name} was changed meanwhile; nothing was written. Do this again")
            replace_file(self.path, self.after)
        except OSError as error:
            raise UsageError(f"{self.name} cannot be written ({error.strerror}); nothing was done") from error


def rewriting(root: Path, campaign: Campaign, wanted: Campaign, values: Mapping[Keys, str]) -> Rewriting:
    """What changing these values makes of a campaign's file.

    Args:
        root: the workspace.
        campaign: the campaign as it was read.
        wanted: the campaign as it is to be read afterwards.
        values: what is written for that, by the keys that lead there.

    Raises:
        UsageError: the file cannot be read, or the values cannot be changed by themselves.
    """
    name = campaign.places.file
    path = root / name
    try:
        before = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{name} cannot be read: {error.strerror}") from error
    try:
        text = before.decode("utf-8").removeprefix(BOM)
        number = _number(text, campaign.id)
        after = edited(text, number, values)
        _see_that_it_reads_as(wanted, after, number)
    except (CannotEditError, UnicodeDecodeError) as error:
        raise NotUnderstoodError(Problem(campaign.place("event"), _by_hand(error, values))) from error
    mark = BOM if before.startswith(BOM.encode()) else ""
    return Rewriting(path, name, before, (mark + after).encode())


def _number(text: str, campaign_id: str) -> int:
    for number, each in enumerate(parse(text, "")):
        if isinstance(each.data, dict) and each.data.get("campaign") == campaign_id:
            return number
    raise CannotEditError("the campaign is not in it any more")


def _see_that_it_reads_as(wanted: Campaign, text: str, number: int) -> None:
    try:
        read = Campaign.written(parse(text, "")[number].data, wanted.places)
    except ValidationError:
        read = None
    if read != wanted:
        raise CannotEditError("it would read otherwise")


def _by_hand(error: Exception, values: Mapping[Keys, str]) -> str:
    lines = "; ".join(f"{'.'.join(map(str, path))}: {value}" for path, value in values.items())
    return f"this file cannot be changed by a command ({error}); nothing was done. Write it yourself: {lines}"
