"""A report as text: sentences, and tables no wider than eighty columns."""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from rich.cells import cell_len, set_cell_size

from outreach.actions.report.faith import Errands, PromiseKind
from outreach.actions.report.figures import CampaignFigures, Report
from outreach.core.followingup.words import shortened, who
from outreach.rendering import report_words as words

WIDE = 80
INSET = 2
GAP = 2
Block = tuple[str, list[str]]
"""A heading, and the lines below it."""
Cells = Sequence[str]


def blocks(report: Report) -> Iterator[Block]:
    """The report, block by block; what there is nothing to say of is left out."""
    yield "Reach", list(_sentences(words.reach(report.reach)))
    yield "Delivery", list(_sentences([*words.delivery(report.delivered), words.leaving(report.leaving)]))
    yield "Replies", list(_sentences(words.replies(report)))
    if report.partnerships:
        yield "Partnerships", list(_partnerships(report))
    if report.campaigns:
        yield "Campaigns", list(_campaigns(report.campaigns))
    if report.meetings:
        yield "Who came", list(_meetings(report))
    if report.promises:
        yield "Cadence", list(_cadence(report))
    yield "Answers of ours", list(_sentences(words.responses(report.responses)))
    yield "Silence", list(_silence(report))
    if report.leaving.listed:
        yield "Who left", list(_left(report))
    if report.waivers:
        yield "Rules let off", list(_waivers(report))
    if report.errands:
        yield "Follow-ups due in these days", list(_errands(report.errands))


def _partnerships(report: Report) -> Iterator[str]:
    rows = [
        (each.name, words.number(each.sent), words.number(each.heard.written_to),
         words.percent(_share(each.heard.replied_of_them, each.heard.written_to)), words.number(each.came),
         f"{each.updates_kept} of {each.updates_owed}")
        for each in report.partnerships
    ]  # fmt: skip
    yield from _table(("partnership", "sent", "people", "replied", "came", "updates kept"), rows)


def _campaigns(found: Iterable[CampaignFigures]) -> Iterator[str]:
    rows = [
        (each.id, words.number(each.delivered.sent), words.number(each.heard.written_to),
         words.number(each.heard.replied_of_them), words.percent(each.reply_rate),
         words.elapsed(each.hours_to_reply))
        for each in found
    ]  # fmt: skip
    yield from _table(("campaign", "sent", "people", "replied", "rate", "median reply"), rows)


def _meetings(report: Report) -> Iterator[str]:
    for each in report.meetings:
        yield from _wrapped(f"{each.title}, {words.day(each.starts.date())}")
        yield from _sentences(words.meeting(each), deeper=INSET)


def _cadence(report: Report) -> Iterator[str]:
    for kind, name in words.PROMISES.items():
        kept, decided = report.kept(kind)
        if decided:
            yield f"{' ' * INSET}{name:<28}{words.number(kept)} of {words.number(decided)} kept"
        yield from _broken(report, kind)


def _broken(report: Report, kind: PromiseKind) -> Iterator[str]:
    for each in report.promises:
        if each.kind == kind and each.verdict != "kept":
            mark = "x" if each.verdict == "broken" else "-"
            yield from _wrapped(f"{mark} {words.promise(each)}", deeper=INSET, hang=2)


def _silence(report: Report) -> Iterator[str]:
    found = report.silence
    yield from _wrapped(words.silence(found))
    rows = [
        (f"{'* ' if each.contact.key else ''}{who(each.contact)}", str(each.messages), f"{each.days} days",
         each.recruiter)
        for each in found.listed
    ]  # fmt: skip
    yield from _table(("who", "messages", "silent for", "recruiter"), rows, left=("recruiter",))
    if any(each.contact.key for each in found.listed):
        yield f"{' ' * INSET}* key people"
    if len(found.listed) < found.silent:
        yield f"{' ' * INSET}and {words.number(found.silent - len(found.listed))} more: --all"


def _left(report: Report) -> Iterator[str]:
    rows = [
        (who(each.contact), words.WHY_LEFT.get(each.why, each.why.value), words.day(each.on))
        for each in report.leaving.listed
    ]
    yield from _table(("who", "why", "when"), rows, left=("why",))
    missing = sum(report.leaving.counts.values()) - len(rows)
    if missing:
        yield f"{' ' * INSET}and {words.number(missing)} more: --all"


def _waivers(report: Report) -> Iterator[str]:
    for each in report.waivers:
        where = f"{each.campaign}/{each.step}" if each.step else each.campaign
        yield from _wrapped(f"{each.rule} {each.name}: {where}, by {each.by} until {words.day(each.until)}")
        yield from _wrapped(each.reason, deeper=INSET)


def _errands(found: Iterable[Errands]) -> Iterator[str]:
    rows = [
        (each.owner or "(nobody)", str(each.raised), str(each.done), str(each.late), str(each.withdrawn),
         str(each.overdue), str(each.open))
        for each in found
    ]  # fmt: skip
    yield from _table(("owner", "due", "done", "late", "no longer needed", "overdue", "open"), rows)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _sentences(said: Iterable[str], *, deeper: int = 0) -> Iterator[str]:
    yield from _wrapped(" ".join(said), deeper=deeper)


def _wrapped(text: str, *, deeper: int = 0, hang: int = 0) -> Iterator[str]:
    inset = " " * (INSET + deeper)
    yield from wrap(text, WIDE, initial_indent=inset, subsequent_indent=inset + " " * hang)


def _table(headings: Cells, rows: Sequence[Cells], *, left: Cells = ()) -> Iterator[str]:
    """The first column as wide as there is room for, the others as they must be; numbers to the right."""
    if not rows:
        return
    others = [max(cell_len(row[at]) for row in (headings, *rows)) for at in range(1, len(headings))]
    room = WIDE - INSET - sum(others) - GAP * len(others)
    first = min(max(cell_len(row[0]) for row in (headings, *rows)), room)
    for row in (headings, *rows):
        cells = [
            set_cell_size(cell, width) if name in left else _to_the_right(cell, width)
            for name, cell, width in zip(headings[1:], row[1:], others, strict=True)
        ]
        lead = set_cell_size(shortened(row[0], first), first)
        yield f"{' ' * INSET}{(' ' * GAP).join((lead, *cells))}".rstrip()


def _to_the_right(cell: str, width: int) -> str:
    return " " * (width - cell_len(cell)) + cell
