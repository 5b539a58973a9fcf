"""What servers give as the cause, in the languages in which they do; in small letters, blanks made one.

Every gap is bounded, so that looking takes time in proportion to the text.
"""

import re
from typing import Final

_WHO = "(?:user|mailbox|recipient|address|addressee|account|e-?mail(?: account| address)?|person|alias)"
_GONE = (
    "(?:disabled|deactivated|inactive|closed|terminated|deleted|cancell?ed|discontinued|expired|suspended|removed"
    "|not active|unavailable|retired)"
)


def _any(lines: str) -> re.Pattern[str]:
    """A pattern from its alternatives, one a line; WHO and GONE stand for the words above."""
    alternatives = "|".join(line.strip() for line in lines.splitlines() if line.strip())
    return re.compile(alternatives.replace("WHO", _WHO).replace("GONE", _GONE))


DEAD: Final = _any(r"""
    \b(?:unknown|no such|invalid|non-?exist[ae]nt|bad|undeliverable|illegal) (?:\S{1,30} ){0,2}WHO
    \bWHOs?\b[^.;:]{0,60} (?:doesn't|n't|not) (?:appear to )?(?:exist|found|known|valid)
    \bWHOs?\b[^.;:]{0,60} not (?:recogni[sz]ed|listed)
    \bWHOs?[ '"]{1,2}(?:\S{1,40} ){0,3}(?:unknown|invalid|not known|undeliverable|GONE)\b
    \b(?:disabled|inactive|deactivated|closed|expired|deleted|suspended) (?:user|mailbox|account|recipient)
    \b(?:no|not a|not a valid|isn't a valid) (?:\S{1,30} )?WHO\b
    (?:user|recipient|mailbox|adress|address|account|name)s? (?:\S{1,60} )?(?:was |were |is )?not found
    (?:user|recipient|mailbox|adress|address|account|name)s? (?:\S{1,60} )?(?:was |were |is )?unknown
    (?:user|recipient|mailbox|address|account)s? (?:\S{1,60} )?(?:wasn't|couldn't be|could not be) found
    user ?unknown|nosuchuser|recip(?:ient)?notfound|userunknown|unroute?able address|not our customer
    (?:can ?not|can't|couldn't|could not|unable to) (?:find|locate|resolve) (?:the |a |an )?WHO
    doesn't have an? \S{1,60} account|no mailbox here|no account (?:by|with|here)
    no longer (?:at |with |here|employed|valid|exist|in use|work|available|active|accept)
    not listed in|recipient address rejected: access denied|address not valid|has no mailbox
    suppress(?:ed|ion)
    requested action not taken: mailbox unavailable|mailbox unavailable or access denied
    mailbox not available
    does not like recipient|is not a (?:known|registered|local)|no valid recipients?|there is no user
    not a local
    (?:empfänger|benutzer|adresse|postfach)[^.]{0,60}(?:unbekannt|ungültig)
    nicht bekannt|unbekannter? (?:benutzer|empf)|existiert nicht|nicht vorhanden|nicht gefunden
    (?:utilisateur|destinataire|adresse|compte|bo[iî]te)[^.]{0,60}(?:inconnu|introuvable|n'existe pas)
    (?:usuario|destinatario|direcci[oó]n|cuenta|buz[oó]n)[^.]{0,60}(?:desconocid|no existe)
    (?:usuario|destinatario|direcci[oó]n|cuenta|buz[oó]n)[^.]{0,60}no se (?:ha )?encontr
    (?:usuario|destinatario|direcci[oó]n|cuenta|buz[oó]n)[^.]{0,60}(?:no v[aá]lid|deshabilitad)
    (?:utente|destinatario|indirizzo|casella)[^.]{0,60}(?:sconosciut|inesistente|non esiste|disabilitat)
    (?:utente|destinatario|indirizzo|casella)[^.]{0,60}non (?:[eè] stato )?trovat
    (?:usu[aá]rio|destinat[aá]rio|endere[cç]o|conta|caixa)[^.]{0,60}(?:desconhecid|n[aã]o existe|inexistente)
    (?:usu[aá]rio|destinat[aá]rio|endere[cç]o|conta|caixa)[^.]{0,60}(?:n[aã]o (?:foi )?encontrad|desativad)
    onbekende? (?:gebruiker|ontvanger|adres)|bestaat niet|niet gevonden
    ok[aä]nd (?:mottagare|användare)|finns inte|hittades inte|findes ikke|blev ikke fundet
    finnes ikke|ble ikke funnet|tuntematon|ei ole olemassa|bilinmeyen|mevcut değil
    nieznany (?:użytkownik|odbiorca)|nie istnieje|neexistuje|neznám|nem létezik|ismeretlen|nu exist[aă]
    не существует|не найден|неизвестный пользователь|нет такого пользователя|не існує|недействительн
    リストにありません|存在しません|見つかりません|あて先不明|宛先不明|不存在|无此用户|找不到|查無此
    존재하지 않|찾을 수 없
""")
"""The mailbox is not there, or not any more."""

NO_DOMAIN: Final = _any(r"""
    (?:unknown|no such|invalid|non-?existent|illegal) (?:mail )?(?:host|domain)|illegal host
    (?:host|domain)(?: name)?(?: \S{1,80})? (?:is |was )?(?:unknown|not found|invalid)(?!. ?try)
    (?:host|domain)(?: name)?(?: \S{1,80})? (?:does not|doesn't) exist
    (?:host|domain)(?: name)?(?: \S{1,80})? (?:wasn't|couldn't be|could not be) found
    nxdomain|null ?mx|couldn't find any host|name server: \S{1,80}: host not found|no (?:valid )?mx\b
    domain \S{0,80} ?does(?: not|n't) accept (?:e-?)?mail|not accept any mail|unroute?able (?:mail )?domain
    unable to find any mx|domain has no mail|indicated no smtp service|couldn't find a mail exchanger
    no mail ?(?:server|host)s? (?:for|found)
""")
"""What stands behind the @ takes no mail at all."""

FULL: Final = _any(r"""
    (?:mail ?box|inbox|mail ?folder|disk|storage|maildrop)(?: \S{1,60}){0,3} (?:is |are |was )?(?:too )?full\b
    \bfull (?:mail ?box|inbox)|mailfolder is full|account is full|user is full|mailboxfull
    over ?quota|over (?:its |their |his |the |disk |mail |storage |allocated |message |allowed ){1,4}quota
    quota[^.]{0,40}(?:exceed|full|overdr|reached|erreicht|überschritten|dépass|superad|superat|excedid|превышен)
    exceed(?:s|ed|ing)?[^.]{0,60}(?:quota|storage|mailbox size|mailbox limit|space|maximum amount of)
    (?:not enough|insufficient|no|out of|lack of|low on)(?: \S{1,20}){0,2} (?:disk ?space|storage|quota)
    (?:not enough|insufficient|no|out of|lack of|low on)(?: \S{1,20}){0,2} (?:space|room)
    mailbox (?:size )?(?:limit|quota)|size limit for this recipient|too many messages in|overdrawn
    postfach[^.]{0,40} voll|speicherplatz|bo[iî]te[^.]{0,60}(?:pleine|satur)|buz[oó]n[^.]{0,40} llen
    casella[^.]{0,40} piena|caixa[^.]{0,40} cheia|mailbox[^.]{0,40} vol\b|brevl[aå]d[^.]{0,40} full
    postkasse[^.]{0,40} fu(?:ld|ll)|postilaatikko[^.]{0,40} täynnä|skrzynk[^.]{0,60} (?:pe[lł]n|przepe[lł])
    schránk[^.]{0,40} pln|postafiók[^.]{0,40} (?:megtelt|tele)|posta kutusu[^.]{0,40} dolu
    ящик[^.]{0,60}(?:переполнен|полон)|скринька[^.]{0,60}переповнен
    いっぱい|一杯|満杯|容量|邮箱已满|空间不足|郵件信箱已滿|가득|용량
""")
"""There is no room now. RFC 3463, 3.3: X.2.2 "should be used as a persistent transient failure"."""

REFUSED: Final = _any(r"""
    \bspam|\bjunk\b|unsolicited|\bbulk\b|\buce\b|phish|\bvirus|malware|infected|trojan|suspicious|suspected
    abus(?:e|ive)\b|block(?:ed|ing|list|s)\b|block list|(?:black|white|deny|gr[ae]y) ?-?list|\brbl\b|dnsbl
    spamhaus|spamcop|barracuda|senderbase|senderscore|cloudmark|reputation|\bpolic(?:y|ies)\b|prohibited
    not permitted|not allowed|(?:not |un)authori[sz]ed|forbidden|restrict|denied by|you are not allowed
    access denied(?<!recipient address rejected: access denied)|permission|administrative|moderat
    relay(?:ing)?[^.]{0,40}(?:denied|not permitted|prohibited|not allowed|disallow)
    unable to relay|not relay|cannot relay|no relay|\bdmarc|\bspf\b|\bdkim|\barc\b|authenticat
    auth ?required
    sender(?:'s)? (?:\S{1,60} )?(?:rejected|denied|invalid|not|verif|unknown|domain|check|address|is)
    bad sender
    callout|mail from\b|envelope sender|return path|reverse path|content filter|message filter
    (?:content|message|body|header)s? (?:was |has been |is )?(?:rejected|refused|filtered|denied|discarded)
    (?:content|message|body|header)s? (?:data )?(?:looks|contains|is not accepted|not accepted)
    (?:content|data) (?:rejected|refused)
    rejected by (?:\S{1,40} )?(?:filter|rule|server|system|recipient|policy|the recipient)
    attachment|banned|reverse dns|reverse lookup|\brdns\b|\bptr\b|\bhelo\b|\behlo\b|does not resolve
    fully qualified|your ip|sending ip|client host|my name was|preferences|rate ?limit|too many|too fast
    too quickly|throttl|at a rate|excessive|limit exceeded|exceeded the (?:max|limit|allow)|\btls\b|encrypt
    certificate|only accept|accepts? mail only|refused mail service|connection (?:rejected|dropped)|\bloop
    hop count|complain|fraud|violat|(?<!not )listed (?:at|in|by|on) |syntax error|protocol|8-?bit|smtputf8
    bare lf|duplicate|non-?ascii|charset|not in my list|challenge
""")
"""It says something of our message, our server or our name, and leaves the address as it is."""

LARGE: Final = _any(r"""
    (?:message|mail) (?:is )?too long|too (?:large|big)\b|size (?:limit|exceed)|oversize
    (?:message|mail)[^.]{0,40} (?:size|length)[^.]{0,40} (?:exceed|limit|larger|big)
    exceeds? (?:the |its |a )?(?:fixed |maximum |allowed |message ){0,3}size
    zu gro[sß]|trop volumineu|demasiado grande|troppo grande|muito grande
""")

LATE: Final = _any(r"""
    timed? ?-?out|expired|too long in|in the queue|queue too long|connection refused|connection lost
    no route to host|unreachable|not respond|network|temporar|try again|retry|gave up|giving up
    lost connection
    not reachable|name server error|server failure|servfail|unable to connect|could not connect
    couldn't connect
    conversation with|no answer
""")
"""The other server was not reached."""

PASSING: Final = _any("temporar|try again later|for now|at this time")
"""It may be otherwise tomorrow."""

SENDER: Final = _any(r"\bfrom:|sender|from address|mail from|originator|return address")
"""It speaks of whom the message comes from."""
