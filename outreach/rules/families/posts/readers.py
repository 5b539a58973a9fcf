"""Posts: whom they are written for, and whom a kit goes to."""

from collections.abc import Iterator, Mapping
from datetime import date

from outreach.core.campaign import Step
from outreach.core.finding import Finding, Level, Moment
from outreach.core.people import Contact, Role, Selection
from outreach.core.spelling import nearest
from outreach.rules.case import Case
from outreach.rules.families.posts.asking import PostRule, Wrong
from outreach.rules.reading.words import said
from outreach.rules.rule import Rule, Threshold
from outreach.rules.written import WrittenPost

GROUPS = ("business", "public_sector", "schools", "everyone")
"""Whom a post may be written for."""
GROUP_OF: Mapping[str, str] = {
    Role.BUSINESS_MEMBER: "business",
    Role.CORE_PARTNER: "public_sector",
    Role.SUPPORT_PARTNER: "public_sector",
}
"""The group that somebody belongs to by role; a tag that is a group's name says it too."""


class WrittenForSomebody(PostRule):
    """A post says whom it is written for.

    A builder and a teacher stop at different sentences. Who has to name the reader before writing, writes
    what is in it for that reader; `everyone` is an answer too.

    Source: ambassador briefing package, "describe what is in it for them".
    """

    code, name, level, effect, moments = "S007", "Whom it is for", Level.ADVICE, None, (Moment.CHECK,)
    bad = """\
kind: social
steps:
  - {id: jobs, send: post, networks: [x], template: posts/jobs.txt, when: on 2027-02-02 at 10:00}
--- posts/jobs.txt
Watch how builders train: https://partnerships.example.org/video #wyomingnextgen"""
    good = """\
kind: social
steps:
  - id: jobs
    send: post
    networks: [x]
    template: posts/jobs.txt
    written_for: business
    when: on 2027-02-02 at 10:00
--- posts/jobs.txt
Watch how builders train: https://partnerships.example.org/video #wyomingnextgen"""

    def wrong(self, case: Case, post: WrittenPost) -> Wrong | None:
        """Whether neither the step nor the template says so, or the template names nobody we know."""
        del case
        whom = post.whom
        if whom in GROUPS:
            return None
        message = f"`{whom}` is no group{nearest(whom, GROUPS)}" if whom else "it does not say whom it is for"
        return post.top, message, f"write `written_for:` in its front matter, with one of {', '.join(GROUPS)}"


class KitForEach(Rule):
    """A kit has a wording for each group it goes to; no one text goes to more than five ambassadors a day.

    People notice when one text comes from everybody at once, and networks take it for spam; a text made for
    its readers is read. Business members are `business`, partners `public_sector`; a tag that is a
    group's name says it too. The number is ours.

    Source: ambassador briefing package, "tailored to your specific audience"; the number is ours.
    """

    code, name, level, effect = "S010", "A wording for each group", Level.ADVICE, None
    moments = (Moment.CHECK, Moment.PLAN)
    people = Threshold(5, at_least=1, at_most=5)
    bad = """\
kind: social
steps:
  - id: kit
    send: kit
    template: posts/kit.md
    posts: [posts/jobs.txt]
    when: on 2027-02-01 at 09:00
    to: {contacts: [builder-1, builder-2, builder-3, teacher-1, teacher-2, teacher-3]}
"""
    good = """\
kind: social
steps:
  - id: builders
    send: kit
    template: posts/kit.md
    posts: [posts/builders.txt]
    when: on 2027-02-01 at 09:00
    to: {contacts: [builder-1, builder-2, builder-3]}
  - id: teachers
    send: kit
    template: posts/kit.md
    posts: [posts/schools.txt]
    when: on 2027-02-01 at 09:00
    to: {contacts: [teacher-1, teacher-2, teacher-3]}
"""

    def check(self, case: Case) -> Iterator[Finding]:
        """Each group without a wording, and each text that goes to too many on a day."""
        steps = dict.fromkeys(touch.step for touch in case.touches if touch.step.send == "kit")
        for step in steps:
            yield from self._unspoken(case, step)
        yield from self._too_many(case)

    def _unspoken(self, case: Case, step: Step) -> Iterator[Finding]:
        """The groups for which the kit has no text."""
        groups = dict.fromkeys(group for each in case.readers.get(step.id, ()) for group in _groups(each))
        kits = [post for post in case.posts if post.step.id == step.id]
        spoken = {post.whom for post in kits}
        for group in groups:
            if kits and group not in spoken:
                yield self.finding(
                    case,
                    case.campaign.place_of(step, "posts"),
                    f"it goes to {group} as well, and none of its texts is written for {group}",
                    f"add a text with `written_for: {group}` in its front matter",
                    step=step.id,
                )

    def _too_many(self, case: Case) -> Iterator[Finding]:
        """The texts that more ambassadors get for one day than may, at the step by which it is too many."""
        reached: dict[tuple[date, str], set[str]] = {}
        told: set[tuple[str, str]] = set()
        for touch in case.touches:
            due = case.leaves(touch)
            for index, path in enumerate(touch.step.posts if due else ()):
                day = case.local_day(due) if due else case.today
                people = reached.setdefault((day, path), set())
                people |= _names(case, touch.step)
                many = len(people)
                if many > self.people and (touch.step.id, path) not in told:
                    told.add((touch.step.id, path))
                    yield self.finding(
                        case,
                        case.campaign.place_of(touch.step, "posts", index),
                        f"{path} goes to {many} ambassadors on {said(day)}; {self.people} are the most",
                        f"give {many - self.people} of them another text, or another day",
                        step=touch.step.id,
                    )


def _groups(contact: Contact) -> Iterator[str]:
    yield from (group for role, group in GROUP_OF.items() if role in contact.all_roles)
    yield from (group for group in GROUPS[:-1] if group in contact.tags)


def _names(case: Case, step: Step) -> set[str]:
    """The ids of those whom a kit goes to: as imported, else as far as the step names them."""
    if step.id in case.readers:
        return {each.id for each in case.readers[step.id]}
    if isinstance(step.to, Selection):
        others = step.to.roles or step.to.partnerships or step.to.tags or step.to.exclude
        return set() if others else set(step.to.contacts)
    return set(step.named)
