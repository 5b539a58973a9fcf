"""How mail programs speak in each language: what stands above a quotation, and what telephones add below."""

# ruff: noqa: RUF001 - letters of other alphabets, as they are written
from dataclasses import dataclass
from datetime import datetime
from typing import Final

MONTHS: Final = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "ene feb mar abr may jun jul ago sept oct nov dic",
    "pt": "jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.",
    "it": "gen feb mar apr mag giu lug ago set ott nov dic",
    "nl": "jan feb mrt apr mei jun jul aug sep okt nov dec",
    "sv": "jan. feb. mars apr. maj juni juli aug. sep. okt. nov. dec.",
    "da": "jan. feb. mar. apr. maj jun. jul. aug. sep. okt. nov. dec.",
    "nb": "jan. feb. mars apr. mai juni juli aug. sep. okt. nov. des.",
    "fi": "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta "
          "lokakuuta marraskuuta joulukuuta",
    "pl": "sty lut mar kwi maj cze lip sie wrz paź lis gru",
    "cs": "1. 2. 3. 4. 5. 6. 7. 8. 9. 10. 11. 12.",
    "ru": "янв. февр. марта апр. мая июн. июл. авг. сент. окт. нояб. дек.",
    "ja": "1 2 3 4 5 6 7 8 9 10 11 12",
    "zh": "1 2 3 4 5 6 7 8 9 10 11 12",
    "ko": "1 2 3 4 5 6 7 8 9 10 11 12",
}  # fmt: skip
DAYS: Final = {
    "en": "Mon Tue Wed Thu Fri Sat Sun", "de": "Mo. Di. Mi. Do. Fr. Sa. So.",
    "fr": "lun. mar. mer. jeu. ven. sam. dim.", "es": "lun mar mié jue vie sáb dom",
    "pt": "seg. ter. qua. qui. sex. sáb. dom.", "it": "lun mar mer gio ven sab dom",
    "nl": "ma di wo do vr za zo", "sv": "mån tis ons tors fre lör sön",
    "da": "man. tirs. ons. tors. fre. lør. søn.", "nb": "man. tir. ons. tor. fre. lør. søn.",
    "fi": "ma ti ke to pe la su", "pl": "pon., wt., śr., czw., pt., sob., niedz.",
    "cs": "po út st čt pá so ne", "ru": "пн вт ср чт пт сб вс", "ja": "月 火 水 木 金 土 日",
    "zh": "一 二 三 四 五 六 日", "ko": "월 화 수 목 금 토 일",
}  # fmt: skip
GMAIL: Final = {
    "en": "On {day}, {month} {d}, {y} at {clock12} {name} <{address}> wrote:",
    "de": "Am {day}, {d}. {month} {y} um {clock} Uhr schrieb {name} <{address}>:",
    "fr": "Le {day} {d} {month} {y} à {clock}, {name} <{address}> a écrit :",
    "es": "El {day}, {d} {month} {y} a las {clock}, {name} (<{address}>) escribió:",
    "pt": "Em {day}, {d} de {month} de {y} às {clock}, {name} <{address}> escreveu:",
    "it": "Il giorno {day} {d} {month} {y} alle ore {clock} {name} <{address}> ha scritto:",
    "nl": "Op {day} {d} {month} {y} om {clock} schreef {name} <{address}>:",
    "sv": "Den {day} {d} {month} {y} kl {clock} skrev {name} <{address}>:",
    "da": "Den {day} {d}. {month} {y} kl. {clock} skrev {name} <{address}>:",
    "nb": "{day} {d}. {month} {y} kl. {clock} skrev {name} <{address}>:",
    "fi": "{day} {d}. {month} {y} klo {clock} {name} ({address}) kirjoitti:",
    "pl": "{day} {d} {month} {y} o {clock} {name} <{address}> napisał(a):",
    "cs": "{day} {d}. {month} {y} v {clock} odesílatel {name} <{address}> napsal:",
    "ru": "{day}, {d} {month} {y} г. в {clock}, {name} <{address}>:",
    "ja": "{y}年{month}月{d}日({day}) {clock} {name} <{address}>:",
    "zh": "{name} <{address}> 于{y}年{month}月{d}日周{day} {clock}写道：",
    "ko": "{y}년 {month}월 {d}일 ({day}) 오전 {clock}, {name} <{address}>님이 작성:",
}  # fmt: skip
APPLE: Final = {
    "en": "On {month} {d}, {y}, at {clock12}, {name} <{address}> wrote:",
    "de": "Am {dd}.{mm}.{y} um {clock} schrieb {name} <{address}>:",
    "fr": "Le {d} {month} {y} à {clock}, {name} <{address}> a écrit :",
    "es": "El {d} {month} {y}, a las {clock}, {name} <{address}> escribió:",
    "pt": "No dia {dd}/{mm}/{y}, às {clock}, {name} <{address}> escreveu:",
    "it": "Il giorno {d} {month} {y}, alle ore {clock}, {name} <{address}> ha scritto:",
    "nl": "Op {d} {month} {y}, om {clock} heeft {name} <{address}> het volgende geschreven:",
    "sv": "{d} {month} {y} kl. {clock} skrev {name} <{address}>:",
    "da": "Den {d}. {month} {y} kl. {clock} skrev {name} <{address}>:",
    "nb": "{d}. {month} {y} kl. {clock} skrev {name} <{address}>:",
    "fi": "{name} <{address}> kirjoitti {d}.{m}.{y} kello {clock}:",
    "pl": "Wiadomość napisana przez {name} <{address}> w dniu {d} {month} {y}, o godz. {clock}:",
    "cs": "{d}. {month} {y} v {clock}, {name} <{address}>:",
    "ru": "{d} {month} {y} г., в {clock}, {name} <{address}> написал(а):",
    "ja": "{y}/{mm}/{dd} {clock}、{name} <{address}>のメール:",
    "zh": "{y}年{month}月{d}日 {clock}，{name} <{address}> 写道：",
    "ko": "{y}. {month}. {d}. 오전 {clock}, {name} <{address}> 작성:",
}  # fmt: skip
THUNDERBIRD: Final = {
    "en": "On {m}/{d}/{yy} {clock12}, {name} wrote:",
    "de": "Am {dd}.{mm}.{yy} um {clock} schrieb {name}:",
    "fr": "Le {dd}/{mm}/{y} à {clock}, {name} a écrit :",
    "es": "El {d}/{m}/{yy} a las {clock}, {name} escribió:",
    "pt": "Em {dd}/{mm}/{y} {clock}, {name} escreveu:",
    "it": "Il {dd}/{mm}/{yy} {clock}, {name} ha scritto:",
    "nl": "Op {dd}-{mm}-{y} om {clock} schreef {name}:",
    "sv": "Den {y}-{mm}-{dd} kl. {clock}, skrev {name}:",
    "da": "Den {dd}.{mm}.{y} kl. {clock} skrev {name}:",
    "nb": "Den {dd}.{mm}.{y} {clock}, skrev {name}:",
    "fi": "{name} kirjoitti {d}.{m}.{y} klo {clock}:",
    "pl": "W dniu {d}.{mm}.{y} o {clock}, {name} pisze:",
    "cs": "Dne {dd}. {mm}. {yy} v {clock} {name} napsal(a):",
    "ru": "{dd}.{mm}.{y} {clock}, {name} пишет:",
    "ja": "On {y}/{mm}/{dd} {clock}, {name} wrote:",
    "zh": "在 {y}/{m}/{d} {clock}, {name} 写道:",
    "ko": "{y}-{mm}-{dd} 오전 {clock}에 {name} 이(가) 쓴 글:",
}  # fmt: skip
OUTLOOK: Final = {
    "en": "From|Sent|To|Subject", "de": "Von|Gesendet|An|Betreff", "fr": "De|Envoyé|À|Objet",
    "es": "De|Enviado|Para|Asunto", "pt": "De|Enviado|Para|Assunto", "it": "Da|Inviato|A|Oggetto",
    "nl": "Van|Verzonden|Aan|Onderwerp", "sv": "Från|Skickat|Till|Ämne", "da": "Fra|Sendt|Til|Emne",
    "nb": "Fra|Sendt|Til|Emne", "fi": "Lähettäjä|Lähetetty|Vastaanottaja|Aihe",
    "pl": "Od|Wysłane|Do|Temat", "cs": "Od|Odesláno|Komu|Předmět", "ru": "От|Отправлено|Кому|Тема",
    "ja": "差出人|送信日時|宛先|件名", "zh": "发件人|发送时间|收件人|主题",
    "ko": "보낸 사람|보낸 날짜|받는 사람|제목",
}  # fmt: skip
ORIGINAL: Final = {
    "en": "-----Original Message-----", "de": "-----Ursprüngliche Nachricht-----",
    "fr": "-----Message d'origine-----", "es": "-----Mensaje original-----",
    "pt": "-----Mensagem original-----", "it": "-----Messaggio originale-----",
    "nl": "-----Oorspronkelijk bericht-----", "sv": "-----Ursprungligt meddelande-----",
    "da": "-----Oprindelig meddelelse-----", "nb": "-----Opprinnelig melding-----",
    "fi": "-----Alkuperäinen viesti-----", "pl": "-----Wiadomość oryginalna-----",
    "cs": "-----Původní zpráva-----", "ru": "-----Исходное сообщение-----",
    "ja": "-----元のメッセージ-----", "zh": "-----邮件原件-----", "ko": "-----원본 메시지-----",
}  # fmt: skip
IPHONE: Final = {
    "en": "Sent from my iPhone", "de": "Von meinem iPhone gesendet", "fr": "Envoyé de mon iPhone",
    "es": "Enviado desde mi iPhone", "pt": "Enviado do meu iPhone", "it": "Inviato da iPhone",
    "nl": "Verstuurd vanaf mijn iPhone", "sv": "Skickat från min iPhone", "da": "Sendt fra min iPhone",
    "nb": "Sendt fra min iPhone", "fi": "Lähetetty iPhonesta", "pl": "Wysłane z iPhone'a",
    "cs": "Odesláno z iPhonu", "ru": "Отправлено с iPhone", "ja": "iPhoneから送信",
    "zh": "发自我的iPhone", "ko": "나의 iPhone에서 보냄",
}  # fmt: skip
OUTLOOK_MOBILE: Final = {
    "en": "Get Outlook for iOS", "de": "Outlook für iOS beziehen", "fr": "Obtenir Outlook pour iOS",
    "es": "Obtener Outlook para iOS", "pt": "Obter o Outlook para iOS", "it": "Scarica Outlook per iOS",
    "nl": "Outlook voor iOS downloaden", "sv": "Hämta Outlook för iOS", "da": "Hent Outlook til iOS",
    "nb": "Skaff deg Outlook for iOS", "fi": "Hanki Outlook for iOS",
    "pl": "Pobierz program Outlook dla systemu iOS",
    "cs": "Získat Outlook pro iOS", "ru": "Получить Outlook для iOS", "ja": "Outlook for iOS を入手",
    "zh": "获取 Outlook for iOS", "ko": "iOS용 Outlook 받기",
}  # fmt: skip
WORDS: Final = {
    "en": "Yes, I will be there.\n\nCould you tell me where to park?",
    "de": "Ja, ich komme gern.\n\nWo kann ich parken?",
    "fr": "Oui, je viendrai avec plaisir.\n\nOù peut-on se garer ?",
    "es": "Sí, allí estaré.\n\n¿Dónde puedo aparcar?",
    "pt": "Sim, estarei presente.\n\nOnde posso estacionar?",
    "it": "Sì, ci sarò volentieri.\n\nDove posso parcheggiare?",
    "nl": "Ja, ik kom graag.\n\nWaar kan ik parkeren?",
    "sv": "Ja, jag kommer gärna.\n\nVar kan jag parkera?",
    "da": "Ja, jeg kommer gerne.\n\nHvor kan jeg parkere?",
    "nb": "Ja, jeg kommer gjerne.\n\nHvor kan jeg parkere?",
    "fi": "Kyllä, tulen mielelläni.\n\nMihin voin pysäköidä?",
    "pl": "Tak, chętnie przyjdę.\n\nGdzie mogę zaparkować?",
    "cs": "Ano, rád přijdu.\n\nKde mohu zaparkovat?",
    "ru": "Да, я обязательно приду.\n\nГде можно оставить машину?",
    "ja": "はい、参加します。\n\n駐車場はどこにありますか。",
    "zh": "好的，我会参加。\n\n请问在哪里停车？",
    "ko": "네, 참석하겠습니다.\n\n주차는 어디에 하면 되나요?",
}  # fmt: skip
LANGUAGES: Final = tuple(WORDS)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who wrote what is quoted, and when, as the program's own clock shows it."""

    name: str
    address: str
    at: datetime

    def said(self, form: str, language: str) -> str:
        """The line of that form, such as `GMAIL["de"]`."""
        at = self.at
        twelve = f"{at.hour % 12 or 12}:{at.minute:02} {'AM' if at.hour < 12 else 'PM'}"
        return form.format(
            name=self.name, address=self.address, d=at.day, dd=f"{at.day:02}", m=at.month,
            mm=f"{at.month:02}", y=at.year, yy=f"{at.year % 100:02}", clock=f"{at.hour:02}:{at.minute:02}",
            clock12=twelve,
            day=DAYS[language].split()[at.weekday()], month=MONTHS[language].split()[at.month - 1],
        )  # fmt: skip
