"""Compose: from a touch and a person to the message as it will leave the house."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from outreach.actions.composing.context import Context
from outreach.actions.composing.inviting import invite, key_of, taken_back_for
from outreach.actions.composing.views import KitPost, person
from outreach.actions.world import World
from outreach.core.errors import NotUnderstoodError, OutreachError, Place, Problem
from outreach.core.fields import ID
from outreach.core.history import History, Key
from outreach.core.links import NETWORK_NAMES, compose_link, tokened, unsubscribe
from outreach.core.message import Attachment, Email, Errand, Mailbox, Message, Post, feedback_id, message_id
from outreach.core.people import Contact
from outreach.core.plan import Schedule, Touch
from outreach.ports import Letter
from outreach.rules.reading.weblinks import links
from outreach.rules.reading.words import listed

LINK = "https://"
KIT_WHY = "[Your why, in a sentence: what brought you in?]"


class NotWrittenError(OutreachError):
    """The words of this occasion (`content:`) have not been written yet."""

    def __init__(self, place: Place, path: str) -> None:
        super().__init__(f"{place}: campaigns/{path} is not written yet; write it and it goes out")
        self.place = place
        self.path = path


@dataclass(frozen=True, slots=True)
class Composer:
    """Composes messages in one world. `context` remembers named people and shared values."""

    world: World
    context: Context

    @classmethod
    def of(cls, world: World) -> "Composer":
        """A composer for that world."""
        return cls(world, Context(world))

    def message(
        self, touch: Touch, schedule: Schedule, history: History, contact: Contact | None, now: datetime
    ) -> Message:
        """The message of one touch for one person (None for a post or a task), dated `now`.

        Raises:
            NotUnderstoodError: a template cannot be rendered for this person.
            NotWrittenError: this occasion's words are missing.
        """
        if contact is None:
            if touch.step.send == "post":
                return self.post(touch, schedule)
            return self.task(touch, schedule)
        if touch.step.send == "call":
            return self.call(touch, schedule, contact)
        return self.email(touch, schedule, history, contact, now)

    def email(self, touch: Touch, schedule: Schedule, history: History, contact: Contact, now: datetime,
              key: Key | None = None) -> Email:  # fmt: skip
        """An e-mail, with its invitation where it is one; `key` stands for the delivery's own."""
        key = key or key_of(touch, contact.id)
        house, secret = self.world.house, self.world.secret
        letter = self.letter(touch, schedule, contact, key, why=taken_back_for(touch, history, contact))
        sender = self._sender(touch, contact)
        listed = touch.step.is_list_mail
        domain = house.sender.email.rpartition("@")[2]
        return Email(
            key=key,
            sender=sender,
            reply_to=Mailbox(sender.name, tokened(house, "reply", key, secret)),
            to=Mailbox(contact.name, contact.email),
            subject=letter.subject,
            text=letter.text,
            html=letter.html,
            date=now,
            message_id=message_id(key, secret, domain),
            list_id=self._list_id(touch) if listed else "",
            unsubscribe=unsubscribe(house, key, secret) if listed else (),
            one_click=listed and house.public_url is not None,
            invite=invite(self.world.house, touch, schedule, history, contact, letter),
            attachments=tuple(
                Attachment(path.rpartition("/")[2], self.world.renderer.attachment(path))
                for path in touch.step.attach
            ),
            feedback_id=feedback_id(key, domain) if listed else "",
            auto_generated=touch.step.send == "sign_off",
        )

    def letter(self, touch: Touch, schedule: Schedule, contact: Contact, key: Key, *, strict: bool = False,
               why: str = "") -> Letter:  # fmt: skip
        """The rendered text of an e-mail; `strict` refuses blank values even for a reader who stands in.

        `why` is the reason of the news where it is this reader's alone.
        """
        template, values = self.values(touch, schedule, contact, key, strict=strict)
        if touch.change == "withdraw":
            values["event"] = replace(values["event"], reason=why)
        return self.world.renderer.letter(
            template,
            values,
            layout="letter" if touch.step.send == "sign_off" else touch.step.layout,
            footer=self._footer(touch, values),
            notice=self._notice(touch),
            also=self._other_versions(touch, template) if touch.step.send == "sign_off" else (),
        )

    def _other_versions(self, touch: Touch, shown: str) -> tuple[str, ...]:
        """The versions of a letter that carry the signers' names, beside the one that is shown."""
        renderer, template = self.world.renderer, touch.step.template or ""
        letters = (template, *(renderer.version_for(template, each) for each in renderer.versions(template)))
        return tuple(each for each in letters if each != shown and renderer.uses(each, "signers"))

    def values(
        self, touch: Touch, schedule: Schedule, contact: Contact, key: Key, *, strict: bool = False
    ) -> tuple[str, dict[str, Any]]:
        """The template of an e-mail, in its speaker's own version where there is one, and all its values."""
        values = self.context.reader(touch, schedule, contact, key)
        values["allow_blank"] = values["allow_blank"] and not strict
        values["content"] = self.content(touch, values)
        template = touch.step.template or ""
        signer = self._speaker(touch, contact)
        if signer is not None:
            template = self.world.renderer.version_for(template, signer.id)
        if touch.step.send == "kit":
            self._see_that_posts_are_shown(touch, template)
            values["posts"] = self._kit(touch, schedule, contact)
        return template, values

    def post(self, touch: Touch, schedule: Schedule) -> Post:
        """A post for one network."""
        values = self.context.post(touch, schedule)
        values["content"] = self.content(touch, values)
        text = self.world.renderer.post(touch.step.template or "", values, touch.channel)
        image = None
        if text.image:
            image = Attachment(text.image.rpartition("/")[2], self.world.renderer.attachment(text.image))
        key = key_of(touch, touch.channel)
        return Post(key, touch.channel, text.text, first_link(text.text), image, text.alt)

    def call(self, touch: Touch, schedule: Schedule, contact: Contact) -> Errand:
        """A telephone call for the person's recruiter, else the campaign's owner."""
        key = key_of(touch, contact.id)
        values = self.context.reader(touch, schedule, contact, key)
        values["content"] = self.content(touch, values)
        who = contact.name or contact.organisation or contact.id
        firm = f" ({contact.organisation})" if contact.organisation and contact.name else ""
        return Errand(
            key=key,
            kind="call",
            owner=contact.recruiter or self.context.owner(touch.campaign),
            contact=contact.id,
            phone=contact.phone,
            text=self.world.renderer.script(touch.step.template or "", values),
            reason=f"Telephone {who}{firm}: {touch.campaign.title}",
            due=touch.due or datetime.min.replace(tzinfo=UTC),
        )

    def task(self, touch: Touch, schedule: Schedule) -> Errand:
        """Something that we do not send, on the same list."""
        asked = self.context.somebody(touch.step.who) if ID.fullmatch(touch.step.who or "") else None
        owner = asked or self.context.somebody(self.context.owner(touch.campaign))
        values = self.context.post(touch, schedule)
        values |= {"contact": person(owner) if owner else None, "recruiter": None}
        values["content"] = self.content(touch, values)
        text = ""
        if touch.step.template:
            text = self.world.renderer.script(touch.step.template, values)
        medium = f" ({touch.step.medium})" if touch.step.medium else ""
        whom = f" for {touch.step.who}" if touch.step.who and asked is None else ""
        return Errand(
            key=key_of(touch, "task"),
            kind="task",
            owner=asked.id if asked is not None else self.context.owner(touch.campaign),
            contact="",
            phone="",
            text=text,
            reason=f"{touch.campaign.title}: {touch.step.id.replace('-', ' ')}{medium}{whom}",
            due=touch.due or datetime.min.replace(tzinfo=UTC),
        )

    def kit_posts(self, touch: Touch, schedule: Schedule, why: str) -> tuple[KitPost, ...]:
        """The ready-to-post texts of a kit, with an ambassador's why worked in."""
        values = self.context.post(touch, schedule, why)
        return tuple(self._kit_post(path, values, why) for path in touch.step.posts)

    def _see_that_posts_are_shown(self, touch: Touch, template: str) -> None:
        if not self.world.renderer.uses(template, "posts"):
            remedy = "write `{% for post in posts %}` with `post.name`, `post.text` and `post.links`"
            message = f"`{template}` never shows the kit's posts; {remedy}"
            raise NotUnderstoodError(Problem(touch.campaign.place_of(touch.step, "template"), message))

    def _kit(self, touch: Touch, schedule: Schedule, contact: Contact) -> tuple[KitPost, ...]:
        return self.kit_posts(touch, schedule, contact.why or KIT_WHY)

    def _kit_post(self, path: str, values: dict[str, Any], why: str) -> KitPost:
        renderer = self.world.renderer
        rendered = renderer.post(path, values, "")
        text = rendered.text if renderer.uses(path, "why") else with_why(rendered.text, why)
        to = first_link(text)
        ways = [(name, compose_link(network, text, to)) for network, name in NETWORK_NAMES.items()]
        name = path.rpartition("/")[2].partition(".")[0].replace("-", " ").capitalize()
        return KitPost(name, text, ways)

    def content(self, touch: Touch, values: dict[str, Any]) -> str:
        """This occasion's words; nothing where a step has none of its own.

        Raises:
            NotWrittenError: they are not written yet.
        """
        if touch.step.content is None:
            return ""
        renderer = self.world.renderer
        path = renderer.phrase(touch.step.content, values)
        words = renderer.content(path, values)
        if words is None or not words.strip():
            raise NotWrittenError(touch.campaign.place_of(touch.step, "content"), path)
        return words

    def _speaker(self, touch: Touch, contact: Contact) -> Contact | None:
        """Whose own version of the letter is meant: the recruiter's, or that of the signer who is asked."""
        if touch.step.send == "sign_off":
            return contact
        return self.context.somebody(contact.recruiter) if touch.step.sender == "recruiter" else None

    def _sender(self, touch: Touch, contact: Contact) -> Mailbox:
        """Whose name the reader sees; the address is always the house's, which may send for its domain."""
        house = self.world.house
        signers = self.context.named(touch.campaign.event.signed_by if touch.campaign.event else ())
        speaker = self._speaker(touch, contact) if touch.step.send != "sign_off" else None
        if touch.step.sender == "recruiter":
            named = speaker or next(iter(signers), None)
            return Mailbox((named and named.name) or house.sender.name, house.sender.email)
        if touch.step.sender == "signers" and signers and touch.step.send != "sign_off":
            return Mailbox(listed(tuple(each.name for each in signers)), house.sender.email)
        return Mailbox(house.sender.name, house.sender.email)

    def _footer(self, touch: Touch, values: dict[str, Any]) -> dict[str, str]:
        organisation = self.world.house.organisation
        partnership = values["partnership"].name
        because = (
            f"You hear from us because you are part of, or known to, {partnership or organisation.name}."
        )
        return {
            "organisation": organisation.name,
            "postal_address": organisation.postal_address,
            "partnership": partnership,
            "unsubscribe": values["links"].unsubscribe if touch.step.is_list_mail else "",
            "reason": because,
        }

    def _notice(self, touch: Touch) -> str:
        if touch.change is not None:
            return touch.change
        return "sign_off" if touch.step.send == "sign_off" else ""

    def _list_id(self, touch: Touch) -> str:
        domain = self.world.house.sender.email.rpartition("@")[2]
        return f"{touch.campaign.partnership or touch.campaign.id}.{domain}"


def first_link(text: str) -> str:
    """The first link of a text, as an address to go to, or nothing."""
    link = next(iter(links(text)), "")
    return link if not link or "://" in link else f"{LINK}{link}"


def with_why(text: str, why: str) -> str:
    """An ambassador's why worked into a post: its own paragraph after the first, so that both ends still ask.

    A post of one paragraph opens with it.
    """
    first, blank, rest = text.partition("\n\n")
    return f"{first}\n\n{why}\n\n{rest}" if blank else f"{why} {first}"


def names_signers(world: World, touch: Touch) -> bool:
    """Whether it goes out under the signers' names, so that they must agree to it (L008)."""
    step, event = touch.step, touch.campaign.event
    if event is None or not event.signed_by or not step.is_mail or step.send == "sign_off" or touch.change:
        return False
    template, renderer = step.template or "", world.renderer
    spoken = renderer.versions(template) if step.sender == "recruiter" else ()
    letters = (template, *(renderer.version_for(template, each) for each in spoken))
    return step.sender == "signers" or any(renderer.uses(each, "signers") for each in letters)


__all__ = ["Composer", "NotWrittenError", "key_of", "listed", "names_signers", "person", "with_why"]
