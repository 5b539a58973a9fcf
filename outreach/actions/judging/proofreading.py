"""What the templates of campaigns say that nobody understands: all of it at once, for nothing is rendered."""

from collections.abc import Iterable, Iterator

from outreach.actions.composing.compose import Composer, key_of
from outreach.actions.composing.views import SPECIMEN
from outreach.actions.judging.vocabulary import POST, READER, template_of, words_of
from outreach.core.campaign import Step
from outreach.core.errors import OutreachError, Problem
from outreach.core.plan import Schedule, Touch

Read = tuple[str, str, frozenset[str]]


class Proofreader:
    """Reads each template once for each set of names that it may use."""

    def __init__(self, composer: Composer) -> None:
        self._composer = composer
        self._renderer = composer.world.renderer
        self._read = set[Read]()

    def problems(self, schedule: Schedule) -> Iterator[Problem]:
        """What is wrong with the templates and the contents that a campaign names."""
        for step in schedule.campaign.steps:
            yield from self._step(step)
        for touch in schedule.touches:
            if touch.step.content is not None:
                yield from self._content(touch, schedule)

    def _step(self, step: Step) -> Iterator[Problem]:
        known = template_of(step)
        for template, network in _named(self._composer, step):
            if self._is_new(template, network, known):
                yield from self._renderer.problems(template, known, network)
        for path in step.posts:
            if self._is_new(path, "", POST):
                yield from self._renderer.problems(path, POST)

    def _content(self, touch: Touch, schedule: Schedule) -> Iterator[Problem]:
        known, context = words_of(touch.step), self._composer.context
        if known is READER:
            values = context.reader(touch, schedule, SPECIMEN, key_of(touch, SPECIMEN.id))
        else:
            values = context.post(touch, schedule)
        try:
            path = self._renderer.phrase(touch.step.content or "", values)
        except OutreachError:
            return  # told by the rendering, at the step
        if self._is_new(f"campaigns/{path}", "", known):
            yield from self._renderer.content_problems(path, known)

    def _is_new(self, file: str, network: str, known: Iterable[str]) -> bool:
        mark = (file, network, frozenset(known))
        is_new = mark not in self._read
        self._read.add(mark)
        return is_new


def not_told(told: Iterable[Problem], more: Iterable[Problem]) -> Iterator[Problem]:
    """The problems that are not yet told: those of another line, or about another word."""
    words = {(each.place.file, each.place.line, _word(each)) for each in told}
    for each in more:
        if (each.place.file, each.place.line, _word(each)) not in words:
            yield each


def _named(composer: Composer, step: Step) -> Iterator[tuple[str, str]]:
    """The templates of a step, with the network each is for."""
    renderer, template = composer.world.renderer, step.template
    if not template:
        return
    yield from ((template, network) for network in (step.networks if step.send == "post" else ("",)))
    if step.sender == "recruiter" or step.send == "sign_off":
        yield from ((renderer.version_for(template, each), "") for each in renderer.versions(template))


def _word(problem: Problem) -> str:
    """`name` of a message about `contact.name`; the whole message where it is about no word."""
    _, tick, rest = problem.message.partition("`")
    return rest.partition("`")[0].rpartition(".")[2] if tick else problem.message
