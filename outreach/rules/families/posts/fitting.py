"""Posts: that they fit the networks, are short, and leave room for an ambassador's own words."""

import re
from collections.abc import Iterator

from outreach.core.finding import Effect, Level, Moment
from outreach.core.house import House
from outreach.rules.case import Case
from outreach.rules.families.posts.asking import PostRule, Wrong
from outreach.rules.reading.lengths import LENGTHS, in_bytes
from outreach.rules.reading.tags import without_furniture
from outreach.rules.reading.words import counted, listed
from outreach.rules.rule import Threshold
from outreach.rules.written import WrittenPost

_WORD = re.compile(r"\w+(?:['\u2019.,/-]\w+)*")


class FitsNetworks(PostRule):
    """A post fits each network that carries it, as that network counts it.

    A network refuses what is too long, and no two count alike: on X and Mastodon a link counts 23, on X an
    emoji two; Bluesky counts what a reader takes for one character, and bytes as well. A Mastodon server may
    allow more or fewer than 500: what ours has said of itself counts, once it has posted there. The numbers
    for LinkedIn and Facebook, where every character counts one, are ours.

    Source: the networks' own rules.
    """

    code, name = "S005", "It fits"
    names_networks = True
    x = Threshold(280, at_least=100, at_most=280)
    bluesky = Threshold(300, at_least=100, at_most=300)
    bluesky_bytes = Threshold(3000, at_least=300, at_most=3000)
    mastodon = Threshold(500, at_least=100, at_most=500)
    linkedin = Threshold(3000, at_least=100, at_most=3000)
    facebook = Threshold(63206, at_least=100, at_most=63206)
    bad = f"""\
Watch how builders in Laramie County train together, and {"tell us what your own firm needs, and " * 6}
join the next meeting: https://partnerships.example.org/video #wyomingnextgen"""
    good = """\
Watch how builders in Laramie County train together, and tell us what your own firm needs to grow:
https://partnerships.example.org/video #wyomingnextgen"""

    def wrong(self, case: Case, post: WrittenPost) -> Wrong | None:
        """Whether it is longer than a network allows, on which, and by how much."""
        over = [each for each in self.sizes(post, case.mastodon_characters) if each[1] > each[2]]
        if not over:
            return None
        said = "; ".join(f"{size} {unit}, and {most} are the most" for unit, size, most in over)
        least = listed(tuple(f"{size - most} {unit}" for unit, size, most in over))
        return (
            post.place(0),
            f"it is too long: {said}",
            f"take out at least {least}{_shorter(post, over[0][0])}",
        )

    def sizes(self, post: WrittenPost, server: int | None = None) -> Iterator[tuple[str, int, int]]:
        """For each network that carries it: what is counted, how many there are, how many may be.

        Args:
            post: the text.
            server: how many characters our Mastodon server allows, None where it has not said. An
                ambassador's is another, so that it does not matter to a kit.
        """
        for network in post.carried_by:
            ours = server if network == "mastodon" and post.posted_on else None
            yield f"characters on {network}", LENGTHS[network](post.text), self._most(network, ours)
            if network == "bluesky":
                yield "bytes on bluesky", in_bytes(post.text), self.bluesky_bytes

    def _most(self, network: str, server: int | None) -> int:
        """How many a network takes: what a workspace has set holds on a server that allows more, too."""
        usual: int = getattr(self, network)
        if server is None:
            return usual
        return min(usual, server) if network in self.settings else server

    @classmethod
    def room(cls, house: House, post: WrittenPost) -> tuple[str, int]:
        """Its tightest network, and how many characters are left there; below 0 where it is too long."""
        sizes = cls.of(house).sizes(post)
        left = {unit.rpartition(" ")[2]: most - size for unit, size, most in sizes if "bytes" not in unit}
        return min(left.items(), key=lambda each: each[1])


def _shorter(post: WrittenPost, unit: str) -> str:
    """` or write a shorter templates/posts/jobs.x.txt`, where a network may have a version of its own."""
    network = unit.rpartition(" ")[2]
    stem, dot, kind = post.file.rpartition(".")
    if post.step.send == "kit" or not stem.startswith("templates/") or stem.endswith(f".{network}"):
        return ""
    return f", or write a shorter {stem}.{network}{dot}{kind}"


class ShortPost(PostRule):
    """A post stays under 60 words.

    People do not read long posts, and need not: the link leads to the rest. Links, hashtags and mentions are
    no words. The number is ours.

    Source: ambassador briefing package, "don't write a dissertation"; the number is ours.
    """

    code, name, level, effect, moments = "S006", "Short", Level.ADVICE, None, (Moment.CHECK,)
    words = Threshold(60, at_least=10, at_most=60)
    bad = f"""\
Watch how builders in Laramie County train. {"They hire, they teach, they share what they know. " * 6}

Join them: https://partnerships.example.org/contact #wyomingnextgen"""
    good = """\
Watch how builders in Laramie County train together. They hire, they teach, they share what they know.

Join them: https://partnerships.example.org/contact #wyomingnextgen"""

    def wrong(self, case: Case, post: WrittenPost) -> Wrong | None:
        """Whether it has as many words as are too many, or more."""
        del case
        found = sum(1 for _ in _WORD.finditer(without_furniture(post.text)))
        if found < self.words:
            return None
        said = f"it has {found} words; fewer than {self.words} are read"
        return post.place(0), said, f"take out {found - self.words + 1}, and let the link tell the rest"


class RoomForWhy(PostRule):
    """A kit's text leaves at least 80 characters on its tightest network for the ambassador's own why.

    An ambassador's friends read on because of the ambassador: the sentence that says why they are in it is
    the heart of the post, and a text that fills the network leaves no place for it. The number is ours.

    Source: ambassador briefing package, "briefly tell your why"; the number is ours.
    """

    code, name, effect, moments = "S009", "Room for a why", Effect.REFUSE, (Moment.CHECK,)
    names_networks = True
    characters = Threshold(80, at_least=80, at_most=200)
    bad = f"""\
kind: social
audience: {{roles: [ambassador]}}
steps:
  - {{id: kit, send: kit, template: posts/kit.md, posts: [posts/jobs.txt], when: on 2027-02-01 at 09:00}}
--- posts/jobs.txt
Watch how builders in Laramie County train together, {"and how they hire and teach, " * 4}and join them:
https://partnerships.example.org/video #wyomingnextgen"""
    good = """\
kind: social
audience: {roles: [ambassador]}
steps:
  - {id: kit, send: kit, template: posts/kit.md, posts: [posts/jobs.txt], when: on 2027-02-01 at 09:00}
--- posts/jobs.txt
Watch how builders in Laramie County train together, and join them:
https://partnerships.example.org/video #wyomingnextgen"""

    def wrong(self, case: Case, post: WrittenPost) -> Wrong | None:
        """Whether too little is left on the network that allows least."""
        if post.step.send != "kit":
            return None
        network, left = FitsNetworks.room(case.house, post)
        if left >= self.characters:
            return None
        leaves = f"leaves {counted(left, 'character')}" if left > 0 else "leaves no character"
        said = f"it {leaves} for the ambassador's why on {network}; {self.characters} are needed"
        return post.place(0), said, f"take out at least {self.characters - left}"
