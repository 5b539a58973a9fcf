"""Answers as mail programs write them: headers, MIME structure and quotation of each, byte for byte.

`gmail(Answer(words="Yes, I will come.", in_reply_to="<m...@example.org>"))` is the raw mail. Everything has a
default, so that a test names what it is about. `CLIENTS` holds every program by name.
"""

from collections.abc import Callable, Mapping
from html import escape
from typing import Final

from tests.core.inbound import dialects
from tests.core.inbound.writing import (
    ORIGINAL,
    Answer,
    Names,
    alternative,
    arranged,
    arranged_html,
    below,
    encoded,
    exchange,
    exchange_page,
    flowed,
    header_block,
    header_lines,
    identified,
    lines,
    marked,
    paragraphs,
    single,
    wrapped,
)

__all__ = ["CLIENTS", "ORIGINAL", "Answer"]


def gmail(answer: Answer) -> bytes:
    """As Gmail's web page and its apps write: no Received of its own, `gmail_quote` around the original."""
    line = answer.attribution.said(dialects.GMAIL[answer.language], answer.language)
    signature = f"\n-- \n{answer.signature}\n" if answer.signature else ""
    text = arranged(answer, wrapped(line), signature)
    name = 'class="gmail_signature" data-smartmail="gmail_signature"'
    below = (
        f'<br><span class="gmail_signature_prefix">-- </span><br><div dir="ltr" {name}>'
        f"{lines(answer.signature)}</div>"
    )
    signed = below if answer.signature else ""
    style = "margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex"
    shown = escape(line).replace(escape(answer.to), f'<a href="mailto:{answer.to}">{escape(answer.to)}</a>')
    html = arranged_html(
        answer,
        above='<div dir="ltr">{}</div>',
        opening='<br><div class="gmail_quote gmail_quote_container">'
        f'<div dir="ltr" class="gmail_attr">{shown}<br></div>'
        f'<blockquote class="gmail_quote" style="{style}">',
        closing="</blockquote></div>",
        signature=signed,
    )
    names = (*identified(answer, "mail.gmail.com", "CA+"), ("Subject", encoded(answer.subject)))
    return alternative(answer, (text, html), names, f"000000000000{answer.token[:16]}")


def outlook_365(answer: Answer) -> bytes:
    """As Outlook on the web and the new Outlook write: `appendonsend`, a rule, `divRplyFwdMsg`."""
    plain = f"{'_' * 32}\n{header_block(answer)}"
    text = _quote_below(answer, answer.signed, plain)
    font = 'style="font-family: Aptos, Calibri, sans-serif; font-size: 12pt; color: rgb(0, 0, 0);"'
    words = "".join(
        f'<div class="elementToProof" {font}>{escape(line) or "<br>"}</div>\n'
        for line in answer.signed.splitlines()
    )
    block = (
        '<font face="Calibri, sans-serif" style="font-size:11pt" color="#000000">'
        f"{header_lines(answer)}</font>\n<div>&nbsp;</div>"
    )
    quote = (
        '<div id="appendonsend"></div>\n<hr style="display:inline-block;width:98%" tabindex="-1">'
        f'<div id="divRplyFwdMsg" dir="ltr">{block}\n</div>\n{paragraphs(answer.quoted)}\n'
    )
    html = exchange_page(words + (quote if answer.quoted else ""))
    return alternative(answer, (text, html), exchange(answer), f"_000_{answer.token.upper()}namprd")


def outlook_desktop(answer: Answer) -> bytes:
    """As Outlook for Windows writes: Word's HTML, a line above `From:`, `Sent:`, `To:`, `Subject:`."""
    text = _quote_below(answer, answer.signed, f"\n{header_block(answer)}")
    words = "\n".join(
        f"<p class=MsoNormal>{escape(line) or '&nbsp;'}<o:p></o:p></p>" for line in answer.signed.splitlines()
    )
    style = "border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in"
    quote = (
        f"<p class=MsoNormal><o:p>&nbsp;</o:p></p><div><div style='{style}'><p class=MsoNormal>"
        f"{header_lines(answer)}<o:p></o:p></p></div></div><p class=MsoNormal><o:p>&nbsp;</o:p></p>"
        f"{paragraphs(answer.quoted, 'class=MsoNormal')}"
    )
    html = (
        '<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns="http://www.w3.org/TR/REC-html40"><head><meta name=Generator content="Microsoft Word 15 '
        '(filtered medium)"><style><!--\n/* Font Definitions */\n@font-face\n\t{font-family:Calibri;}\n'
        "p.MsoNormal\n\t{margin:0in;\n\tfont-size:11.0pt;}\n--></style><!--[if gte mso 9]><xml>\n"
        '<o:shapedefaults v:ext="edit" spidmax="1026" />\n</xml><![endif]--></head>'
        f"<body lang=EN-US link=\"#0563C1\" style='word-wrap:break-word'><div class=WordSection1>{words}"
        f"{quote if answer.quoted else ''}</div></body></html>"
    )
    names = (*exchange(answer), ("X-Mailer", "Microsoft Outlook 16.0"))
    mark = answer.token.upper()
    boundary = f"----=_NextPart_000_{mark[:4]}_01DD{mark[4:8]}.{mark[:8]}"
    return alternative(answer, (text, html), names, boundary)


def outlook_plain(answer: Answer) -> bytes:
    """As Outlook for Windows answers a plain text: `-----Original Message-----`, nothing marked."""
    above = dialects.ORIGINAL[answer.language]
    text = _quote_below(answer, answer.signed, f"{above}\n{header_block(answer)}")
    return single(answer, text, (*exchange(answer), ("X-Mailer", "Microsoft Outlook 16.0")))


def outlook_mobile(answer: Answer) -> bytes:
    """As Outlook on telephones writes: an advertisement between the words and a rule."""
    line = dialects.OUTLOOK_MOBILE[answer.language]
    mobile = f"\n\n{line}<https://aka.ms/o0ukef>" if answer.mobile else ""
    text = _quote_below(answer, answer.signed + mobile, f"{'_' * 32}\n{header_block(answer)}")
    words = f'<div dir="auto">{lines(answer.signed)}</div>\n'
    if answer.mobile:
        words += f'<div id="ms-outlook-mobile-signature"><div><br></div><a href="https://aka.ms/o0ukef">{line}</a></div>\n'
    quote = (
        '<div id="mail-editor-reference-message-container" class="ms-outlook-mobile-reference-message">'
        '<hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr">'
        f'<font face="Calibri, sans-serif">{header_lines(answer)}</font><div>&nbsp;</div></div>'
        f"{paragraphs(answer.quoted)}</div>"
    )
    html = exchange_page(words + (quote if answer.quoted else ""))
    return alternative(answer, (text, html), exchange(answer), f"_000_{answer.token.upper()}eurprd")


def apple_mail(answer: Answer) -> bytes:
    """As Mail on a Mac writes: the attribution stands inside the quotation."""
    return _apple(answer, "", "Apple Mail (2.3826.700.81)")


def iphone(answer: Answer) -> bytes:
    """As Mail on an iPhone writes: its line, a BOM before the quotation, `Mime-Version: 1.0 (1.0)`."""
    return _apple(answer, dialects.IPHONE[answer.language] if answer.mobile else "", "iPhone Mail (22E240)")


def yahoo(answer: Answer) -> bytes:
    """As Yahoo Mail writes: in plain text the original is indented, and not marked."""
    at = answer.quoted_at
    line = (
        f"On {at:%A, %B} {at.day}, {at.year} at {at:%I:%M:%S %p} MST, {answer.to_name} <{answer.to}> wrote:"
    )
    indented = "\n".join(f" {each}" for each in answer.quoted.splitlines())
    text = _quote_below(answer, f" {answer.signed}", f"    {line}  \n \n{indented}  ")
    words = "".join(
        f'<div dir="ltr" data-setdir="false">{escape(each) or "<br>"}</div>'
        for each in answer.signed.splitlines()
    )
    mark = f"ydp{answer.token[:8]}"
    quote = (
        f'<div id="{mark}yahoo_quoted_{int(answer.token[:8], 16)}" class="{mark}yahoo_quoted">'
        "<div style=\"font-family:'Helvetica Neue', Helvetica, Arial, sans-serif;color:#26282a;\">"
        f"<div>{escape(line)}</div><div><br></div><div><br></div>"
        f"<div>{paragraphs(answer.quoted)}</div></div></div>"
    )
    html = (
        f'<html><head></head><body><div class="{mark}yahoo-style-wrap" style="font-size:13px;">{words}'
        f"<div><br></div></div>{quote if answer.quoted else ''}</body></html>"
    )
    names = (*identified(answer, "mail.yahoo.com"), ("Subject", encoded(answer.subject)))
    names += (("X-Mailer", "WebService/1.1.24652 YMailNorrin"),)
    return alternative(answer, (text, html), names, f"----=_Part_{answer.token[:7]}_1.1772464")


def thunderbird(answer: Answer) -> bytes:
    """As Thunderbird writes plain text: format=flowed, `-- ` above the signature."""
    signature = f"\n-- \n{answer.signature}\n" if answer.signature else ""
    line = answer.attribution.said(dialects.THUNDERBIRD[answer.language], answer.language)
    text = arranged(answer, line, signature)
    body = "\n".join(flowed(each) for each in text.splitlines())
    return single(answer, body, _thunderbird(answer), "; format=flowed")


def thunderbird_html(answer: Answer) -> bytes:
    """As Thunderbird writes HTML: `moz-cite-prefix`, `blockquote type="cite"`, one part alone."""
    line = answer.attribution.said(dialects.THUNDERBIRD[answer.language], answer.language)
    signed = f'<pre class="moz-signature" cols="72">-- \n{escape(answer.signature)}</pre>\n'
    html = (
        "<!DOCTYPE html>\n<html>\n  <head>\n    "
        '<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">\n'
        "  </head>\n  <body>\n"
    )
    html += arranged_html(
        answer,
        above="{}",
        opening=f'<div class="moz-cite-prefix">{escape(line)}<br>\n    </div>\n'
        f'<blockquote type="cite" cite="mid:{escape(answer.in_reply_to[1:-1])}">\n',
        closing="</blockquote>\n",
        signature=signed if answer.signature else "",
    )
    return single(answer, f"{html}  </body>\n</html>", _thunderbird(answer), kind="html")


def proton(answer: Answer) -> bytes:
    """As Proton Mail writes: its advertisement, then a marked quotation."""
    at = answer.quoted_at
    line = (
        f"On {at:%A, %B} {at.day}st, {at.year} at {at.hour}:{at:%M} AM, {answer.to_name} <{answer.to}> wrote:"
    )
    ad = "\n\nSent with [Proton Mail](https://proton.me/mail/home) secure email." if answer.mobile else ""
    text = _quote_below(answer, answer.signed + ad, f"{line}\n\n{marked(answer.quoted)}")
    font = 'style="font-family: Arial, sans-serif; font-size: 14px;"'
    words = "".join(f"<div {font}>{escape(each) or '<br>'}</div>" for each in answer.signed.splitlines())
    if answer.mobile:
        words += (
            f'<div class="protonmail_signature_block" {font}><div class="protonmail_signature_block-proton">'
            'Sent with <a target="_blank" href="https://proton.me/mail/home">Proton Mail</a> '
            "secure email.</div></div>"
        )
    quote = (
        f'<div class="protonmail_quote">{escape(line)}<br><br>'
        f'<blockquote class="protonmail_quote" type="cite">{paragraphs(answer.quoted)}</blockquote><br></div>'
    )
    names = (*identified(answer, "protonmail.com"), ("Subject", encoded(answer.subject)))
    html = words + (quote if answer.quoted else "")
    return alternative(answer, (text, html), names, f"b1=_{answer.token}")


def _apple(answer: Answer, mobile: str, version: str) -> bytes:
    line = answer.attribution.said(dialects.APPLE[answer.language], answer.language)
    ending = f"\n\n{mobile}" if mobile else ""
    bom = "\ufeff" if mobile else ""
    text = _quote_below(answer, answer.signed + ending, marked(f"{line}\n\n{bom}{answer.quoted}"))
    words = "".join(f"<div>{escape(each) or '<br>'}</div>" for each in answer.signed.splitlines())
    if mobile:
        words += f'<br id="lineBreakAtBeginningOfSignature"><div dir="ltr">{escape(mobile)}</div>'
    quote = (
        f'<div><br><blockquote type="cite"><div>{escape(line)}</div><br class="Apple-interchange-newline">'
        f"<div>{bom}{paragraphs(answer.quoted)}</div></blockquote></div><br>"
    )
    html = (
        '<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head>'
        '<body style="overflow-wrap: break-word; -webkit-nbsp-mode: space; line-break: after-white-space;">'
        f"{words}{quote if answer.quoted else ''}</body></html>"
    )
    domain = "example.com" if mobile else "icloud.com"
    names = (*identified(answer, domain), ("Subject", encoded(answer.subject)), ("X-Mailer", version))
    return alternative(answer, (text, html), names, f"Apple-Mail=_{answer.token.upper()}")


def _thunderbird(answer: Answer) -> Names:
    agent = ("User-Agent", "Mozilla Thunderbird")
    return (
        agent,
        ("Content-Language", "en-US"),
        *identified(answer, "example.com"),
        ("Subject", encoded(answer.subject)),
    )


def _quote_below(answer: Answer, words: str, quote: str) -> str:
    return below(words, quote, quoted=bool(answer.quoted))


CLIENTS: Final[Mapping[str, Callable[[Answer], bytes]]] = {
    "gmail": gmail,
    "outlook_365": outlook_365,
    "outlook_desktop": outlook_desktop,
    "outlook_plain": outlook_plain,
    "outlook_mobile": outlook_mobile,
    "apple_mail": apple_mail,
    "iphone": iphone,
    "yahoo": yahoo,
    "thunderbird": thunderbird,
    "thunderbird_html": thunderbird_html,
    "proton": proton,
}
