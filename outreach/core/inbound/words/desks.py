# ruff: noqa: RUF001 - letters of other alphabets, as they are written
"""Desks that take every message in, guards that ask who is there, and mailboxes that nobody reads."""

from typing import Final

from outreach.core.inbound.words.phrases import phrases

TAKEN_IN: Final = phrases(r"""
your (request|ticket|case|enquiry|inquiry|message|e-?mail) ... (has been|was) (received|created|logged|
  opened|
  registered|assigned|given)
(request|ticket|case|reference) (number|id|no.) ... (is|has been); (ticket|case|request) (number|id)( is|:)
has been assigned (a|an|the) (id|ticket|number|case|reference); has reached our ... (desk|team)
in response to the creation of (a|your) (ticket|case)
we('ve| have)? (received|got) your (message|e-?mail|request|enquiry|inquiry) (and|.) ... (will|shortly|
  soon|within)
(someone|one of our|a member of|our team|we) ... (will|aim to) ... (respond|reply|get back|be in touch|
  contact you|
  answer) ... (within|in the next|shortly|as soon as|soon)
(respond|reply|get back to you|be in touch) within [\w-]+ (business|working|hours|days)
please do not (reply|respond) to this (e-?mail|message); is being (reviewed|handled|processed) by
to add (additional|further|more) (comments|information)
ihre (anfrage|nachricht|e-?mail|meldung) ... ist ... eingegangen
ihre (anfrage|nachricht|e-?mail|meldung) ... (wurde ... (erfasst|registriert)|erhalten)
(ticketnummer|vorgangsnummer|bearbeitungsnummer); wir haben ihre (e-?mail|nachricht|anfrage) erhalten
unter der nummer
votre demande ... (a (bien )?été (reçue|prise en compte|enregistrée)|enregistrée)
nous avons bien reçu votre (demande|message|courriel); merci de ne pas (y )?répondre
dans les meilleurs délais
(su|tu) (solicitud|mensaje|consulta) ... (ha sido|fue) (registrad[oa]|recibid[oa])
hemos recibido (su|tu) (mensaje|solicitud|consulta|correo); (le|te) responderemos; por favor(,)? no responda
(recebemos|registramos) (a )?(sua|seu) (solicitação|mensagem|e-?mail|pedido); não responda (a )?este e-?mail
(abbiamo ricevuto|ricevuto) la (sua|tua|vostra) (richiesta|e-?mail); non rispondere a questo
(we hebben|wij hebben) (uw|je) (bericht|vraag|e-?mail|verzoek) ontvangen
vi har (mottagit|modtaget|mottatt) (ditt|din|ert)
otrzymaliśmy (twoją|państwa|pani|pana) (wiadomość|zgłoszenie)
ваш(а|е|у)? (заявк[ау]|обращение|запрос) ... (принят|зарегистрирован)*
お問い合わせ(を受け付け|ありがとうございます); 受け付けました
(已收到|收到了?)(您|你)的(邮件|来信|请求|咨询); (접수|등록)되었습니다
""")
"""Only our message was taken in; nobody has answered it yet."""

GUARDS: Final = phrases("""
(prove|confirm|verify) ... (you are|you're|that you are|are) (a )?(real|human|person|people)
(click|follow|visit) ... (link|below) ... (deliver*|verify|confirm|approve*|release)
(not|n't) been delivered yet; (sender|e-?mail) (verification|authentication) (required|request)
added to (my|the|our) (approved|allowed|whitelist|safe) ; challenge.response; i use a service that asks
waiting for (your )?(verification|confirmation|approval)
(bestätigen|beweisen) sie ... (mensch|kein spam|absender); confirmez ... (humain|expéditeur)
(confirme|demuestre) que ... (humano|persona); confirme que ... (humano|pessoa)
""")
"""The sender is asked to prove to be a person before anybody reads the message."""

UNREAD: Final = phrases("""
(unmonitored|unattended) (mailbox|inbox|e-?mail|address|account)
(this|our) (mailbox|inbox|address|account) is (not|no longer|never) (being )?(monitored|checked|read|
  attended)
(this|our) (mailbox|inbox|address|account) is (not|no longer|never) (being )?(monitored|checked|read|
  attended)
replies ... (are|will) not (be )?(read|monitored|answered)
(postfach|adresse|mailadresse) ... (nicht (mehr )?(gelesen|überwacht|betreut|aktiv|genutzt))
(boîte|adresse) ... n'est (plus|pas) (consultée|utilisée|surveillée|active|lue)
(buzón|dirección|cuenta) ... (no|ya no) (se (lee|revisa)|está (activ|supervisad)*)
(caixa|endereço) ... não (é|está) (mais )?(monitorad|ativ|lid)*
(casella|indirizzo) ... non (è|viene) (più )?(attiv|monitorat|lett|presidiat)*
""")
"""Nobody reads what goes there."""
