"""Posts: the hashtag, a link, and something to do at the beginning and at the end."""

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import ClassVar

from outreach.core.errors import Place
from outreach.core.finding import Effect, Finding, Level, Moment
from outreach.rules.case import Case
from outreach.rules.reading.asking import calls_to_action
from outreach.rules.reading.tags import carries, is_furniture, looks_like
from outreach.rules.reading.weblinks import links
from outreach.rules.reading.words import listed
from outreach.rules.rule import Rule
from outreach.rules.written import WrittenPost

ALWAYS = (Moment.CHECK, Moment.PLAN, Moment.SEND)
Wrong = tuple[Place, str, str]
"""A place, what is wrong there, and what mends it."""


class PostRule(Rule):
    """A rule that judges each text of a post or a kit.

    Networks and occasions that share a text share its finding.

    Source: ours.
    """

    level: ClassVar[Level] = Level.ERROR
    effect: ClassVar[Effect | None] = Effect.HOLD
    moments: ClassVar[tuple[Moment, ...]] = ALWAYS
    names_networks: ClassVar[bool] = False
    """Whether its messages name the networks by themselves."""

    def check(self, case: Case) -> Iterator[Finding]:
        """One finding for each place in a template, however many networks carry it."""
        found: dict[tuple[str, Place, str, str], list[WrittenPost]] = {}
        for post in case.posts:
            if (wrong := self.wrong(case, post)) is not None:
                found.setdefault((post.step.id, *wrong), []).append(post)
        for (step, place, message, fix), posts in found.items():
            occasions = {post.occurrence for post in posts}
            at_fault = tuple(dict.fromkeys(each for post in posts for each in self._at_fault(case, post)))
            yield self.finding(
                case,
                place,
                message + ("" if self.names_networks else _only_on(case, step, at_fault)),
                fix,
                step=step,
                occurrence=occasions.pop() if len(occasions) == 1 else "",
                networks=at_fault,
            )

    def _at_fault(self, case: Case, post: WrittenPost) -> Iterator[str]:
        """The networks on which a post breaks the rule; none named for a kit, which is posted anywhere."""
        for network in post.posted_on:
            if len(post.networks) == 1 or self.wrong(case, replace(post, networks=(network,))) is not None:
                yield network

    @abstractmethod
    def wrong(self, case: Case, post: WrittenPost) -> Wrong | None:
        """The place to point at, what is wrong, and the remedy; None where all is well."""


def _only_on(case: Case, step: str, some: tuple[str, ...]) -> str:
    """` (on x and bluesky)` where the step's other networks are well."""
    every = set(chain.from_iterable(post.networks for post in case.posts if post.step.id == step))
    return f" (on {listed(some)})" if some and set(some) != every else ""


class PostHashtag(PostRule):
    """A post carries the hashtag, written so that the networks recognise it.

    It is how people who follow the partnerships find the post, and how anybody finds out what came of it.

    Source: ambassador briefing package, hashtags.
    """

    code, name = "S001", "The hashtag"
    bad = "Watch how three builders hire. https://partnerships.example.org/video"
    good = "Watch how three builders hire. #wyomingnextgen https://partnerships.example.org/video"

    def wrong(self, case: Case, post: WrittenPost) -> Wrong | None:
        """Whether a network that carries it would not see the hashtag."""
        tag = case.house.hashtag
        if all(carries(post.text, tag, network) for network in post.networks or ("",)):
            return None
        near = looks_like(post.text, tag)
        said = f"`{near}` is not {tag} to the networks" if near else f"the hashtag {tag} is missing"
        return post.place(0), said, f"write {tag} with a space before and after it, at the end for instance"


class FirstCall(PostRule):
    """The first paragraph of a post has a call to action.

    Most readers see no more than the beginning; it must say what they can do.

    Source: ambassador briefing package, talking points for social media.
    """

    code, name = "S002", "A call to action at the beginning"
    bad = """\
Builders in Laramie County hire three hundred people a year.

Watch how they train them: https://partnerships.example.org/video #wyomingnextgen"""
    good = """\
Builders in Laramie County hire three hundred people a year. Watch how they train them.

Join the next meeting: https://partnerships.example.org/contact #wyomingnextgen"""

    def wrong(self, case: Case, post: WrittenPost) -> Wrong | None:
        """Whether nothing in the first paragraph asks the reader for something."""
        return _silent(case, post, last=False)


class LastCall(PostRule):
    """The last paragraph of a post has a call to action.

    Who reads to the end is ready to act; the end must say how. Hashtags and bare links at the end are no
    paragraph, and one paragraph is first and last.

    Source: ambassador briefing package, talking points for social media.
    """

    code, name = "S003", "A call to action at the end"
    bad = """\
Watch how builders in Laramie County train: https://partnerships.example.org/video

They hire three hundred people a year.

#wyomingnextgen"""
    good = """\
Watch how builders in Laramie County train: https://partnerships.example.org/video

They hire three hundred people a year. Tell us what your firm needs.

#wyomingnextgen"""

    def wrong(self, case: Case, post: WrittenPost) -> Wrong | None:
        """Whether nothing in the last paragraph asks the reader for something."""
        return _silent(case, post, last=True)


class PostLink(PostRule):
    """A post has at least one link, written so that the networks that carry it make it one.

    A post has no room for the whole story; the link leads to the video, the website or the page to sign up
    on. On Mastodon an address without `https://` is plain text.

    Source: ambassador briefing package, "make sure to include links".
    """

    code, name = "S004", "A link"
    bad = "Watch how three builders hire, and tell us what your firm needs. #wyomingnextgen"
    good = "Watch how three builders hire: https://partnerships.example.org/video #wyomingnextgen"
    names_networks = True

    def wrong(self, case: Case, post: WrittenPost) -> Wrong | None:
        """Whether a network that carries it would find no link in it."""
        without = tuple(each for each in post.carried_by if not links(post.text, each))
        if post.carried_by and not without:
            return None
        near = next(iter(links(post.text)), "")
        if near:
            said = f"`{near}` is plain text on {listed(without)}"
            return post.place(0), said, f"write it as https://{near}"
        return (
            post.place(0),
            "there is no link" + _only_on(case, post.step.id, post.posted_on),
            "add one, as https:// and the address",
        )


def _silent(case: Case, post: WrittenPost, *, last: bool) -> Wrong | None:
    spoken = [index for index, part in enumerate(post.paragraphs) if not is_furniture(part)]
    which = "last" if last else "first"
    if not spoken:
        return post.place(0), "there is nothing but links and hashtags", f"add a sentence that {_ASKS}"
    index = spoken[-1 if last else 0]
    if calls_to_action(post.paragraphs[index], case.house.calls_to_action):
        return None
    return (
        post.place(index),
        f"the {which} paragraph has no call to action",
        f"let a sentence of it {_ASKS_TO}",
    )


_ASKS = "asks the reader to do something, such as `Watch the video` or `Join us on 18 March`"
_ASKS_TO = _ASKS.replace("asks", "ask", 1)
