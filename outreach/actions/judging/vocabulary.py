"""The names that a template may use, each with what it stands for: what `Context` gives, read beforehand.

None stands for anything.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from outreach.actions.composing.views import (
    CampaignView,
    CommitmentView,
    EventView,
    HelperView,
    KitPost,
    LinksView,
    Occurrence,
    OrganisationView,
    PartnershipView,
    Person,
    PollView,
)
from outreach.core.campaign import Step

Vocabulary = Mapping[str, Any]

_SHARED: Vocabulary = {
    "campaign": CampaignView,
    "partnership": PartnershipView,
    "organisation": OrganisationView,
    "event": EventView,
    "poll": PollView,
    "signers": Sequence[Person],
    "helpers": Sequence[HelperView],
    "commitments": Sequence[CommitmentView],
    "commitment": CommitmentView,
    "owner": Person,
    "occurrence": Occurrence,
    "next_council_meeting": datetime,
    "hashtag": str,
    "links": LinksView,
    "reader_zone": tzinfo,
}
READER: Vocabulary = {**_SHARED, "contact": Person, "recruiter": Person, "allow_blank": bool}
"""What `Context.reader` gives: e-mails and call scripts."""
POST: Vocabulary = {**_SHARED, "why": str}
"""What `Context.post` gives: posts and tasks."""


def words_of(step: Step) -> Vocabulary:
    """What an occasion's words (`content:`) may use."""
    return READER if step.is_mail or step.send == "call" else POST


def template_of(step: Step) -> Vocabulary:
    """What the template of a step may use."""
    more: Vocabulary = {}
    if step.send == "kit":
        more = {"posts": Sequence[KitPost]}
    elif step.send == "task":
        more = {"contact": Person, "recruiter": Person}
    return {**words_of(step), "content": str, **more}
