"""What mail programs and people write around their words, in two dozen languages."""

# ruff: noqa: RUF001 - letters of other alphabets, as they are written
from typing import Final


def _each(text: str) -> tuple[str, ...]:
    return tuple(" ".join(phrase.split()).casefold() for phrase in text.split("|") if phrase.strip())


_FIELDS: Final = {
    "from": """
        from | von | de | da | van | från | fra | od | от | від | lähettäjä | kimden | gönderen |
        feladó | dela | 发件人 | 寄件者 | 寄件人 | 差出人 | 送信元 | 보낸사람 | 보낸이 | 발신 | από |
        expéditeur | absender | remitente | remetente | mittente | afzender | nadawca | odesílatel |
        отправитель | avsändare | afsender | avsender
    """,
    "sent": """
        sent | date | gesendet | datum | envoyé | enviado | inviato | verzonden | skickat | sendt |
        wysłane | wysłano | odesláno | отправлено | lähetetty | päiväys | päivämäärä | data | fecha |
        dato | дата | надіслано | gönderildi | elküldve | trimis | 发送时间 | 发送日期 | 日期 | 时间 |
        傳送日期 | 寄件日期 | 送信日時 | 日時 | 日付 | 보낸날짜 | 날짜 | 보낸시간 | enviadoel |
        enviadael | enviadaem | enviadoem | στάλθηκε | ημερομηνία | tarih | dátum | odoslané | posláno
    """,
    "to": """
        to | an | à | a | para | til | till | aan | do | komu | vastaanottaja | кому | 收件人 | 宛先 |
        받는사람 | 수신 | kime | címzett | către | προς | pre | destinataire | destinatario |
        destinatário | empfänger
    """,
    "cc": """
        cc | kopie | copie | copia | kopia | kopi | kopio | cópia | копия | kopija | 抄送 | 副本 |
        참조 | kopię | kopii | másolat
    """,
    "subject": """
        subject | betreff | objet | asunto | assunto | oggetto | onderwerp | ämne | emne | aihe |
        temat | předmět | тема | predmet | 主题 | 主旨 | 标题 | 件名 | 제목 | konu | tárgy | subiect |
        θέμα | predmet | betr | re
    """,
}
FIELDS: Final = {word: kind for kind, words in _FIELDS.items() for word in _each(words)}
"""Outlook's fields above what it quotes, without spaces."""

_WROTE = """
    wrote | writes | said | schrieb | schreibt | geschrieben | a écrit | écrit | escribió | escribio |
    escribe | escreveu | ha scritto | scrive | schreef | geschreven | skrev | skriver | kirjoitti |
    napisał | napisal | pisze | napsal | napísal | написал | пишет | писал | написав | пише | έγραψε |
    yazdı | írta | scris | written | piše | a scris | rakstīja | rašė | kirjutas | 写道 | 寫道 |
    のメール | 書きました | さんは | 作成 | 작성 | 쓴 글 | 보낸 메일 | đã viết | menulis | כתב | كتب
"""
WROTE: Final = _each(_WROTE)
"""Words of which one stands in the line above a quotation."""

_YOU = """
    you | sie | ihr | vous | nous | usted | ustedes | você | vocês | wij | jullie | вы | мы | нас |
    вас | 你 | 您 | 당신 | 我 | 我们
"""
YOU: Final = frozenset(_each(_YOU))
"""Whom such a line of a program never speaks of; a person's own sentence does."""

_OPENERS = """
    on | am | le | el | em | no dia | il | op | den | dne | w dniu | dnia | in data | il giorno | på |
    tarihinde | la data | στις | wiadomość | в | um | vào | pada | lun | mon | tue | wed | thu | fri |
    sat | sun
"""
OPENERS: Final = tuple(f"{each} " for each in _each(_OPENERS))
"""How such a line begins, as far as languages go that begin it with a word."""

_ORIGINAL = """
    original message | original appointment | original email | forwarded message | forwarded by |
    begin forwarded message | reply message | reply above this line | ursprüngliche nachricht |
    originalnachricht | original-nachricht | weitergeleitete nachricht |
    anfang der weitergeleiteten nachricht | message d'origine | mail original | message d’origine |
    message original |
    message transféré | message transmis | début du message transféré | début du message réexpédié |
    e-mail d'origine | mensaje original | mensaje reenviado | mensagem original | mensagem encaminhada |
    início da mensagem reencaminhada | messaggio originale | messaggio inoltrato |
    inizio messaggio inoltrato | oorspronkelijk bericht | oorspronkelijke bericht |
    doorgestuurd bericht | begin doorgestuurd bericht | ursprungligt meddelande | originalmeddelande |
    vidarebefordrat meddelande | vidarebefordrat brev | oprindelig meddelelse | videresendt meddelelse |
    opprinnelig melding | videresendt melding | alkuperäinen viesti | välitetty viesti |
    edelleenlähetetty viesti | wiadomość oryginalna | oryginalna wiadomość | wiadomość przekazana |
    původní zpráva | přeposlaná zpráva | původní e-mail | исходное сообщение | пересылаемое сообщение |
    пересланное сообщение | orijinal mesaj | özgün ileti | eredeti üzenet | mesaj original |
    元のメッセージ | 転送メッセージ | 転送されたメッセージ | 邮件原件 | 原始邮件 | 转发邮件 | 原始郵件 |
    轉寄郵件 | 원본 메시지 | 원본 메일 | 전달된 메시지 | original besked | originalt meddelande
"""
ORIGINAL: Final = frozenset(_each(_ORIGINAL))
"""What stands alone, often between dashes, above a message that is quoted or forwarded whole."""

_BELOW = """
    below | inline | in-line | in line with | in red | in blue | in green | in bold | in caps | unten |
    im text | in rot | in blau | ci-dessous | dans le texte | en rouge | abajo | a continuación |
    en rojo | abaixo | a vermelho | em vermelho | di seguito | qui sotto | in rosso | hieronder |
    onderstaand | in het rood | nedan | nedenfor | alla olevassa | poniżej | níže | ниже | 以下 | 下記 |
    见下 | 下面 | 如下 | 아래
"""
BELOW: Final = _each(_BELOW)
"""How people say that they wrote into what they quote."""

_FAREWELLS = """
    regards | kind regards | kindest regards | best regards | warm regards | warmest regards |
    with kind regards | with best regards | many regards | best | all the best | best wishes |
    with best wishes | sincerely | yours sincerely | sincerely yours | yours truly | yours faithfully |
    yours | respectfully | cheers | cordially | warmly | take care | thanks and regards |
    thanks & regards | thanks and best regards | rgds | br | kr | mit freundlichen grüssen |
    mit freundlichen gruessen | mit freundlichem gruss | freundliche grüsse | freundlicher gruss |
    viele grüsse | viele gruesse | beste grüsse | liebe grüsse | herzliche grüsse | schöne grüsse |
    gruss | grüsse | mfg | lg | vg | mit besten grüssen | mit herzlichen grüssen | herzlichst |
    hochachtungsvoll | einen schönen tag | cordialement | bien cordialement | très cordialement |
    bien à vous | salutations | meilleures salutations | sincères salutations |
    salutations distinguées | amicalement | cdlt | bien à toi | saludos | un saludo |
    saludos cordiales | un cordial saludo | cordiales saludos | atentamente | cordialmente | un abrazo |
    abrazos | atenciosamente | att | cumprimentos | com os melhores cumprimentos |
    melhores cumprimentos | abraços | um abraço | saudações | cordiali saluti | distinti saluti |
    saluti | un saluto | un cordiale saluto | cari saluti | met vriendelijke groet |
    met vriendelijke groeten | vriendelijke groet | vriendelijke groeten | groet | groeten | mvg |
    hartelijke groet | hartelijke groeten | med vänliga hälsningar | vänliga hälsningar | vänligen |
    hälsningar | mvh | med vänlig hälsning | bästa hälsningar | med venlig hilsen | venlig hilsen |
    venlige hilsner | hilsen | bedste hilsner | de bedste hilsner | vh | mange hilsner |
    med vennlig hilsen | vennlig hilsen | beste hilsen | ystävällisin terveisin | terveisin |
    parhain terveisin | terv | pozdrawiam | z poważaniem | serdecznie pozdrawiam | z pozdrowieniami |
    pozdrowienia | s pozdravem | s přátelským pozdravem | zdravím | с уважением | з повагою |
    с наилучшими пожеланиями | всего доброго | всего хорошего | saygılarımla | iyi çalışmalar |
    üdvözlettel | üdv | cu stimă | toate cele bune | με εκτίμηση | よろしくお願いいたします |
    よろしくお願いします | どうぞよろしくお願いいたします | 宜しくお願いいたします |
    宜しくお願い致します | 敬具 | 此致 | 敬礼 | 祝好 | 顺祝商祺 | 감사합니다
"""
FAREWELLS: Final = frozenset(_each(_FAREWELLS))
"""Lines that end a letter; the name and the address stand below."""

_SENT = """
    sent from | sent via | sent with | sent by | sent using | sent on | get outlook | gesendet |
    von meine | diese nachricht wurde | verschickt | envoyé | télécharge | obtenir | obtenez | enviado |
    obtener | obtén | obter | obtenha | inviato | inviata | scarica | ottieni | verzonden | verstuurd |
    outlook voor | outlook für | outlook for | skickat | skickades | hämta | sendt | hent | skaff |
    lähetetty | hanki | wysłan | pobierz | odesláno | odeslané | odoslané | získat | získejte |
    отправлено | получить | надіслано | otrzymaj | 发自 | 發自 | 发送自 | 获取 | 取得 | 从我的 |
    從我的 | gönderildi | küldve | trimis | yahoo mail | στάλθηκε
"""
SENT: Final = _each(_SENT)
"""How the line begins that a telephone or a program adds."""

_SENT_AT_END = """
    送信 | 入手 | 보냄 | 받기 | gesendet | gesendet. | gönderildi | downloaden | beziehen | küldve
"""
SENT_AT_END: Final = _each(_SENT_AT_END)
"""How it ends in languages that say so at the end."""

_DEVICES = """
    iphon | ipad | ipod | android | samsung | galaxy | blackberry | huawei | xiaomi | pixel | nokia |
    motorola | windows | outlook | yahoo | mail app | mail-app | mail for | mailapp | gmx | web.de |
    t-online | freemail | proton | aol | mobile | mobil | smartphone | handy | telefon | phone |
    teléfono | móvil | celular | telefone | telefoon | puhelim | téléphone | telefono | cellulare |
    tablet | телефона | смартфона | 携帯 | 手机 | 手機 | 휴대 | icloud | spark | bluemail |
    orange mail | laposte | fairemail | k-9 | k9 | airmail | superhuman | gmail | mail.ru | яндекс |
    移动 | 邮箱 | 郵件
"""
DEVICES: Final = _each(_DEVICES)
"""What such a line names."""

_LEGAL = """
    confidential | privileged | intended recipient | intended solely | intended only | addressee |
    unauthori | disclos | disseminat | prohibited | in error | notify the sender | notify us | destroy |
    delete | virus | attachments | vertraulich | empfänger | adressat | irrtümlich | unbefugt |
    vernichten | nicht gestattet | absender | confidentiel | destinataire | par erreur | expéditeur |
    divulgation | interdit | détruire | supprimer | confidencial | destinatari | por error | remitente |
    prohibid | elimin | divulgación | destinatário | por engano | remetente | proibid | apague |
    riservat | per errore | mittente | vietat | cancell | distrugg | vertrouwelijk | geadresseerde |
    bestemd | onrechte | abusievelijk | afzender | verwijder | openbaar | konfidentiell | mottagare |
    avsändare | av misstag | radera | fortrolig | modtager | mottaker | afsender | avsender |
    ved en fej | ved en feil | slet | luottamuksell | vastaanottaj | lähettäj | erehdy | poista |
    poufn | adresat | nadawc | usun | omyłk | důvěrn | adresát | odesílatel | omyl | smaž |
    конфиденциал | получател | адресат | отправител | ошибк | удалит | 機密 | 受信者 | 受取人 | 誤って |
    削除 | 保密 | 机密 | 收件人 | 误收 | 错误 | 删除 | 기밀 | 수신인 | 수신자 | 삭제 | 발신
"""
LEGAL: Final = _each(_LEGAL)
"""What lawyers put below a mail; three of these in one paragraph are no coincidence."""

_SCANNED = """
    consider the environment before printing | think before you print | before printing this |
    virus-free. | avast.com | avg.com | denken sie an die umwelt | an die umwelt, bevor |
    pensez à l'environnement | avant d'imprimer | antes de imprimir | prima di stampare |
    milieu voordat u | innan du skriver ut | før du printer | przed wydrukowaniem | has been scanned |
    checked for viruses | checked by avg | auf viren geprüft | virenfrei
"""
SCANNED: Final = _each(_SCANNED)
"""What virus scanners and friends of trees add."""

_LISTS = """
    you received this message because you are subscribed | you are receiving this because |
    to unsubscribe from this group | to unsubscribe from this list |
    to unsubscribe from this mailing list | _._,_._,_ | groups.io links: | -=-=-=-=-=- |
    yahoo groups links | /mailman/listinfo | /mailman3/ | /listinfo/ |
    sie erhalten diese nachricht, weil sie in google groups |
    vous recevez ce message, car vous êtes abonné | has recibido este mensaje porque estás suscrito |
    you're receiving this message because you're a member of | to view this discussion visit |
    to view this discussion on the web
"""
LISTS: Final = _each(_LISTS)
"""What mailing lists put below a mail."""

_BANNERS = """
    caution | warning | external | [external | **external | attention | achtung | vorsicht | extern |
    [extern | you don't often get | you don’t often get | some people who received this |
    sie erhalten nicht | this message originated | this email originated | this message came from |
    this email came from | this message was sent from outside | think before you click | do not click |
    notice: this
"""
BANNERS: Final = _each(_BANNERS)
"""How a line begins in which a server warns of mail from elsewhere."""

_OUTSIDE = """
    outside | external | extern | often get e | learnaboutsenderidentification | click link |
    click on link | nicht oft | nicht häufig
"""
OUTSIDE: Final = _each(_OUTSIDE)
"""What else such a line has."""
