"""Mails of people, each with its exact new words: programs, languages and ways of answering, and odd ones.

The regular ones are every program of `shapes` in every language; `ODD` are written by hand, one for each
habit that goes wrong. Sizes: about a thousand, and some seventy.
"""

# ruff: noqa: RUF001 - letters of other alphabets, as they are written
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from tests.core.inbound.dialects import LANGUAGES, WORDS
from tests.core.inbound.shapes import CLIENTS, Answer

MARKING: Final = frozenset({"gmail", "thunderbird", "thunderbird_html"})
CARD: Final = "Champion One\nDirector, Example Builders\n+1 555 010 0100"
Posting = Literal["top", "bottom", "between"]
POSTINGS: Final[tuple[Posting, ...]] = ("top", "bottom", "between")


@dataclass(frozen=True, slots=True)
class Case:
    """One mail: what it is called, its bytes, and the words that are new in it."""

    name: str
    raw: bytes
    words: str


def regular() -> Iterator[Case]:
    """Every program in every language, plain and HTML alone, with a signature and without."""
    for language in LANGUAGES:
        for client, write in CLIENTS.items():
            for posting in POSTINGS if client in MARKING else POSTINGS[:1]:
                for plain in (True, False):
                    for signature in ("", CARD):
                        answer = Answer(words=WORDS[language], language=language, posting=posting)
                        answer = replace(answer, plain=plain, signature=signature)
                        name = f"{client} {language} {posting} {'plain' if plain else 'html'}"
                        yield Case(f"{name}{' signed' if signature else ''}", write(answer), answer.words)


def odd() -> Iterator[Case]:
    """The mails written by hand, as plain text in UTF-8 from Champion One."""
    for name, (text, words) in ODD.items():
        head = "From: Champion One <champion-1@example.com>\nSubject: Re: Launch\nMIME-Version: 1.0\n"
        kind = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
        yield Case(name, f"{head}{kind}{text}".encode(), words)


QUOTE: Final = "> Will you be there?\n> Convener One\n"
BLOCK: Final = (
    "From: Convener One <convener@example.org>\nSent: Monday, March 1, 2027 9:00 AM\n"
    "To: Champion One <champion-1@example.com>\nSubject: Launch\n\nWill you be "
    "there?\n\nConvener One\n"
)
WROTE: Final = "On Mon, Mar 1, 2027 at 9:00 AM Convener One <convener@example.org> wrote:\n"
LEGAL: Final = (
    "This message and any attachments are confidential and meant for the intended "
    "recipient alone. If you "
    "have received it in error, please notify the sender and delete it."
)

ODD: Final[dict[str, tuple[str, str]]] = {
    "one word": (f"Yes\n\n{WROTE}{QUOTE}", "Yes"),
    "no empty line above": (f"Yes, both of us.\n{WROTE}{QUOTE}", "Yes, both of us."),
    "wrapped in the middle of the name": (
        "I will come.\n\nOn Mon, Mar 1, 2027 at 9:00 AM Convener\nOne <convener@example.org> wrote:\n\n"
        + QUOTE,
        "I will come.",
    ),
    "wrapped over three lines": (
        "I will come.\n\nOn Monday, March 1, 2027\nat 9:00 AM, Convener One of the Partnership\n"
        "<convener@example.org> wrote:\n\n" + QUOTE,
        "I will come.",
    ),
    "wrapped inside the address": (
        "I will come.\n\nOn Mon, Mar 1, 2027 at 9:00 AM Convener One <\nconvener@example.org> wrote:\n\n"
        + QUOTE,
        "I will come.",
    ),
    "quoted to the end, answered below": (f"{WROTE}\n{QUOTE}\nYes, gladly.\n", "Yes, gladly."),
    "answered between, without empty lines": (
        f"{WROTE}> Will you be there?\nYes.\n> Do you need parking?\nNo.\n> Convener One\n",
        "Yes.\n\nNo.",
    ),
    "answered above and between": (
        f"Thanks for asking!\n\n{WROTE}> Will you be there?\n\nYes.\n\n> Bye\n",
        "Thanks for asking!\n\nYes.",
    ),
    "quoted twice over": (f"Yes\n\n{WROTE}> Good\n>> older\n>>> oldest\n", "Yes"),
    "name alone above the quote": (f"Yes\n\nConvener One wrote:\n{QUOTE}", "Yes"),
    "her own sentence with a colon": (
        "On March 5 at 10:00 we have to:\n\n- open the hall\n- set the tables",
        "On March 5 at 10:00 we have to:\n\n- open the hall\n- set the tables",
    ),
    "what you wrote": (
        "On March 1 at 9:00 you wrote that parking is free:\n\nIs it still?",
        "On March 1 at 9:00 you wrote that parking is free:\n\nIs it still?",
    ),
    "a list of her own": (
        "From: Cheyenne\nTo: Laramie\nWe drive together.",
        "From: Cheyenne\nTo: Laramie\nWe drive together.",
    ),
    "outlook without a line": (f"We will be there.\n\n{BLOCK}", "We will be there."),
    "outlook with bold fields": (
        (
            "We will be there.\n\n*From:* Convener One <convener@example.org>\n*Sent:* Monday, "
            "March 1, 2027\n"
            "*To:* Champion One\n*Subject:* Launch\n\nWill you be there?\n"
        ),
        "We will be there.",
    ),
    "outlook with a copy and an importance": (
        (
            "We will be there.\n\nFrom: Convener One <convener@example.org>\nSent: Monday, March "
            "1, 2027 9:00 AM\n"
            "To: Champion One; Champion Two\nCc: Champion Three\nSubject: Launch\nImportance: "
            "High\n\nWill you?\n"
        ),
        "We will be there.",
    ),
    "outlook with many recipients": (
        (
            "We will be there.\n\nFrom: Convener One <convener@example.org>\nSent: Monday, March "
            "1, 2027 9:00 AM\n"
            "To: Champion One <champion-1@example.com>; Champion Two\n<champion-2@example.com>; "
            "Champion Three\n"
            "<champion-3@example.com>\nSubject: Launch\n\nWill you?\n"
        ),
        "We will be there.",
    ),
    "outlook below a rule": (f"We will be there.\n\n{'_' * 32}\n{BLOCK}", "We will be there."),
    "outlook with an empty line between fields": (
        (
            "We will be there.\n\nFrom: Convener One <convener@example.org>\n\nSent: Monday, "
            "March 1, 2027 9:00 AM\n\n"
            "To: Champion One\n\nSubject: Launch\n\nWill you?\n"
        ),
        "We will be there.",
    ),
    "outlook marked by a program in between": (
        "We will be there.\n\n" + "".join(f"> {line}\n" for line in BLOCK.splitlines()),
        "We will be there.",
    ),
    "original message": (f"Yes.\n\n-----Original Message-----\n{BLOCK}", "Yes."),
    "original message without fields": ("Yes.\n\n-----Original Message-----\n\nWill you come?\n", "Yes."),
    "original message in German": (
        (
            "Ja.\n\n-----Ursprüngliche Nachricht-----\nVon: Convener One <convener@example.org>\n"
            "Gesendet: Montag, 1. März 2027 09:00\nAn: Champion One\nBetreff: Start\n\nKommen Sie?\n"
        ),
        "Ja.",
    ),
    "forwarded": (
        (
            "For your information.\n\n---------- Forwarded message ---------\nFrom: Convener One "
            "<convener@example.org>\n"
            "Date: Mon, Mar 1, 2027 at 9:00 AM\nSubject: Launch\nTo: "
            "<champion-1@example.com>\n\nWill you come?\n"
        ),
        "For your information.",
    ),
    "forwarded by Apple": (
        (
            "Please see to this.\n\nBegin forwarded message:\n\nFrom: Convener One "
            "<convener@example.org>\n"
            "Subject: Launch\nDate: March 1, 2027 at 9:00:00 AM MST\nTo: "
            "champion-1@example.com\n\nWill you come?\n"
        ),
        "Please see to this.",
    ),
    "signature as it should be": (f"Yes.\n\n-- \n{CARD}\n\n{WROTE}{QUOTE}", "Yes."),
    "signature without the space": (f"Yes.\n\n--\n{CARD}\n", "Yes."),
    "signature above and answer below": (f"-- \n{CARD}\n\n{WROTE}{QUOTE}\nYes.\n", "Yes."),
    "a dash that is no signature": (
        "Three things\n--\n" + "\n".join(f"and point {number} is that we come" for number in range(30)),
        "Three things\n--\n" + "\n".join(f"and point {number} is that we come" for number in range(30)),
    ),
    "farewell and card": (f"Yes, I will.\n\nBest regards,\n\n{CARD}\nwww.example.com\n", "Yes, I will."),
    "farewell and first name": ("Yes, I will.\n\nKind regards\nChampion\n", "Yes, I will."),
    "farewell and name on one line": ("Yes, I will.\n\nRegards, Champion One\n", "Yes, I will."),
    "farewell in German": (
        "Ja, gern.\n\nMit freundlichen Grüßen\nChampion One\nBeispielbau GmbH\n",
        "Ja, gern.",
    ),
    "farewell in French": ("Oui, volontiers.\n\nCordialement,\nChampion One\n", "Oui, volontiers."),
    "farewell in Spanish": ("Sí, con gusto.\n\nSaludos,\nChampion One\n", "Sí, con gusto."),
    "farewell in Japanese": ("参加します。\n\nよろしくお願いいたします。\nChampion One\n", "参加します。"),
    "thanks are words": ("Yes, I will.\n\nThanks,\nChampion\n", "Yes, I will.\n\nThanks,"),
    "a postscript is words": (
        "Yes, I will.\n\nRegards,\nChampion One\n\nP.S. I bring a colleague.\n",
        "Yes, I will.\n\nP.S. I bring a colleague.",
    ),
    "words below a farewell": (
        "Best regards to all,\n\nwe will be there with five people on Tuesday.",
        "Best regards to all,\n\nwe will be there with five people on Tuesday.",
    ),
    "an answer below her name": (
        "Regards,\nChampion One\n\nAnd yes, we will come with two people.",
        "Regards,\nChampion One\n\nAnd yes, we will come with two people.",
    ),
    "names that are the answer": (
        "We send these people:\n\nChampion One\nChampion Two",
        "We send these people:\n\nChampion One\nChampion Two",
    ),
    "her name is the answer": (f"Champion One\n\n{WROTE}{QUOTE}", "Champion One"),
    "telephone": (f"Yes\n\nSent from my iPhone\n\n{WROTE}{QUOTE}", "Yes"),
    "telephone of a provider": (
        f"Yes\n\nSent from my Verizon, Samsung Galaxy smartphone\n\n{WROTE}{QUOTE}",
        "Yes",
    ),
    "telephone with a link": (
        "Yes\n\nSent from Yahoo Mail on Android<https://go.example.com/mail>\n",
        "Yes",
    ),
    "telephone, then a name": ("Yes\n\nSent from my iPhone\nChampion One\n", "Yes"),
    "windows mail": ("Yes\n\nSent from Mail for Windows\n", "Yes"),
    "outlook for android": ("Yes\n\nGet Outlook for Android<https://aka.ms/AAb9ysg>\n", "Yes"),
    "sent from somewhere by a person": (
        "Sent from the office by mail yesterday, did you get it?",
        "Sent from the office by mail yesterday, did you get it?",
    ),
    "lawyers": (f"Yes, I will.\n\n{LEGAL}\n", "Yes, I will."),
    "lawyers below a card": (
        f"Yes, I will.\n\nRegards,\n{CARD}\n\nCONFIDENTIALITY NOTICE\n\n{LEGAL}\n",
        "Yes, I will.",
    ),
    "lawyers in German": (
        (
            "Ja, gern.\n\nDiese E-Mail ist vertraulich. Wenn Sie nicht der richtige Empfänger "
            "sind, informieren Sie den "
            "Absender und vernichten Sie diese Nachricht. Unbefugtes Kopieren ist nicht gestattet.\n"
        ),
        "Ja, gern.",
    ),
    "lawyers in French": (
        (
            "Oui.\n\nCe message est confidentiel. Si vous n'en êtes pas le destinataire, merci "
            "d'avertir l'expéditeur et de "
            "le détruire ; toute divulgation est interdite.\n"
        ),
        "Oui.",
    ),
    "lawyers, then a quote": (f"Yes, I will.\n\n{LEGAL}\n\n{WROTE}{QUOTE}", "Yes, I will."),
    "a confidential matter": (
        "Please keep this confidential until Monday.",
        "Please keep this confidential until Monday.",
    ),
    "trees": ("Yes.\n\nPlease consider the environment before printing this email.\n", "Yes."),
    "scanner": ("Yes.\n\nVirus-free.www.avast.com\n", "Yes."),
    "warning of a server": (
        (
            "CAUTION: This email originated from outside of the organization. Do not click "
            "links.\n\nYes, I will.\n"
        ),
        "Yes, I will.",
    ),
    "mark of a server": ("[EXTERNAL EMAIL]\n\nYes, I will.\n", "Yes, I will."),
    "seldom heard from": (
        (
            "You don't often get email from champion-1@example.com. Learn why this is important"
            "<https://aka.ms/LearnAboutSenderIdentification>\n\nYes, I will.\n"
        ),
        "Yes, I will.",
    ),
    "caution of her own": ("Caution is needed with the stairs.", "Caution is needed with the stairs."),
    "mailing list": (
        (
            "Yes.\n\n_______________________________________________\nPartners mailing "
            "list\npartners@lists.example.org\n"
            "https://lists.example.org/mailman/listinfo/partners\n"
        ),
        "Yes.",
    ),
    "google groups": (
        (
            "Yes.\n\n-- \nYou received this message because you are subscribed to the Google Groups "
            '"Partners" group.\n'
            "To unsubscribe from this group and stop receiving emails from it, send an email to "
            "partners+unsubscribe@lists.example.org.\n"
        ),
        "Yes.",
    ),
    "to leave, in her own words": (
        "Please unsubscribe me from this list.",
        "Please unsubscribe me from this list.",
    ),
    "nothing new": (f"\n\n{WROTE}{QUOTE}", ""),
    "nothing new but a telephone": (f"Sent from my iPhone\n\n{WROTE}{QUOTE}", ""),
    "nothing new, outlook": (BLOCK, ""),
    "more than a number": (
        ">50 people is too many?\n\nI think so.",
        ">50 people is too many?\n\nI think so.",
    ),
    "an arrow": ("-> Tuesday works\n-> Friday does not", "-> Tuesday works\n-> Friday does not"),
    "a rule of her own": (
        "Yes to all.\n\n----------\n\nCan I bring a guest?",
        "Yes to all.\n\nCan I bring a guest?",
    ),
    "several paragraphs": ("One.\n\nTwo.\n\n\n\nThree.", "One.\n\nTwo.\n\nThree."),
    "windows line and spaces": ("Yes,   \nI will.  \n", "Yes,\nI will."),
    "yahoo in French": (
        (
            "Oui, je viendrai.\n\n    Le lundi 1 mars 2027 à 09:00:00 UTC+1, Convener One "
            "<convener@example.org> a écrit :  \n"
            " \n Venez-vous ?\n"
        ),
        "Oui, je viendrai.",
    ),
    "proton in German": (
        (
            "Ja.\n\nGesendet mit der sicheren E-Mail von Proton Mail.\n\nConvener One "
            "<convener@example.org> schrieb am Montag, "
            "1. März 2027 um 09:00:\n\n> Kommen Sie?\n"
        ),
        "Ja.",
    ),
    "gmx": (
        "Ja, gern.\n\n--\nDiese Nachricht wurde von meinem Android Mobiltelefon mit GMX Mail gesendet.\n",
        "Ja, gern.",
    ),
    "mail.ru": (
        (
            "Да, приду.\n\nПонедельник, 1 марта 2027, 9:00 +03:00 от Convener One "
            "<convener@example.org>:\n\n> Придёте?\n"
        ),
        "Да, приду.",
    ),
    "poczta in Polish": (
        (
            "Tak.\n\nDnia 1 marca 2027 09:00 Convener One <convener@example.org> napisał(a):\n\n> "
            "Czy przyjdziesz?\n"
        ),
        "Tak.",
    ),
    "naver in Korean": (
        (
            '네.\n\n-----Original Message-----\nFrom: "Convener One" <convener@example.org>\nTo: '
            "<champion-1@example.com>\n"
            "Cc:\nSent: 2027-03-01 (월) 09:00:00\nSubject: 출범\n\n참석하십니까?\n"
        ),
        "네.",
    ),
    "foxmail in Chinese": (
        (
            '好的。\n\n------------------ 原始邮件 ------------------\n发件人: "Convener One" '
            "<convener@example.org>;\n"
            '发送时间: 2027年3月1日(星期一) 上午9:00\n收件人: "Champion One"<champion-1@example.com>;\n主题: '
            "启动\n\n您来吗？\n"
        ),
        "好的。",
    ),
}
