"""Everybody, and who is meant by each audience: worked out once for a plan or a check."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from outreach.core.audience import Audience
from outreach.core.people import Contact, Selection

Index = Mapping[tuple[str, str], list[int]]
"""The positions of people by a condition and a value they have for it, such as ("roles", "champion")."""


@dataclass(slots=True)
class Crowd:
    """Everybody by id. An audience is looked for among those of its rarest condition only."""

    people: tuple[Contact, ...]
    _chosen: dict[Audience, tuple[Contact, ...]] = field(default_factory=dict)
    _index: Index | None = None
    _by_id: dict[str, Contact] | None = None

    def meant(self, who: Audience) -> tuple[Contact, ...]:
        """The people an audience means."""
        if who not in self._chosen:
            found = tuple(each for each in self._candidates(who) if each in who)
            if who.recruiters:
                ids = {each.recruiter for each in found if each.recruiter}
                found = tuple(each for each in self.people if each.id in ids)
            self._chosen[who] = found
        return self._chosen[who]

    def chosen(self, selection: Selection) -> tuple[Contact, ...]:
        """The people that a selection chooses."""
        return self.meant(Audience(chosen=selection))

    def named(self, ids: Iterable[str]) -> dict[str, Contact]:
        """Those of the ids that exist."""
        if self._by_id is None:
            self._by_id = {each.id: each for each in self.people}
        known = self._by_id
        return {each: known[each] for each in ids if each in known}

    def _candidates(self, who: Audience) -> Iterable[Contact]:
        """Everybody who may be meant, in order of id."""
        if who.ids is not None:
            return sorted(self.named(who.ids).values(), key=lambda each: each.id)
        index = self._indexed()
        wanted = (
            ("roles", who.chosen.roles),
            ("partnerships", who.chosen.partnerships),
            ("tags", who.chosen.tags),
            ("contacts", who.chosen.contacts),
        )
        places = [
            {at for value in values for at in index.get((kind, str(value)), ())}
            for kind, values in wanted
            if values
        ]
        rarest = min(places, key=len, default=set[int]())
        return (self.people[at] for at in sorted(rarest))

    def _indexed(self) -> Index:
        if self._index is None:
            index = defaultdict[tuple[str, str], list[int]](list)
            for at, each in enumerate(self.people):
                index["contacts", each.id].append(at)
                for kind, values in _conditions(each):
                    for value in values:
                        index[kind, value].append(at)
            self._index = index
        return self._index


def _conditions(contact: Contact) -> tuple[tuple[str, frozenset[str]], ...]:
    return (
        ("roles", contact.all_roles),
        ("partnerships", contact.partnerships),
        ("tags", contact.tags),
    )
