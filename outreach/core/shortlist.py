"""The short list of a new installation (`only_to`): whom its mail may reach while it is being tried."""

from dataclasses import dataclass

NOT_LISTED = "not on the short list (`only_to:` in config/outreach.yaml)"
"""Why somebody, or a post, is passed over while the list is set."""


@dataclass(frozen=True, slots=True)
class ShortList:
    """Who may be reached, and nobody else; without `entries` everybody and every network.

    `entries` are addresses and, written `@example.org`, domains; all in lower case. `public` are the networks
    on which posts really appear: what anybody can read is on no short list.
    """

    entries: tuple[str, ...] = ()
    public: frozenset[str] = frozenset()

    def holds(self, address: str) -> bool:
        """Whether mail may go to that address; a domain stands for itself, not for those below it."""
        whole = address.strip().lower()
        return not self.entries or whole in self.entries or f"@{whole.rpartition('@')[2]}" in self.entries

    def lets_post(self, network: str) -> bool:
        """Whether a post may go to that network."""
        return not self.entries or network not in self.public


EVERYBODY = ShortList()
