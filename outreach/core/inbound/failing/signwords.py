# ruff: noqa: RUF001 - letters of other alphabets, as they are written
"""The words of servers that report, and of those not to be taken for them; a language after the other."""

from typing import Final

from outreach.core.inbound.words.phrases import phrases, plain


def _parts(text: str) -> tuple[str, ...]:
    """Parts of words and sentences, as they stand in a `plain` text."""
    return tuple(dict.fromkeys(plain(each) for each in phrases(text)))


DAEMONS: Final = phrases("""
mailer-daemon; mailerdaemon; mailer_daemon; postmaster; mail-daemon; maildaemon; mdaemon; mailer
mail-delivery
maildelivery; microsoftexchange; mail.delivery; mailsystem; mail-system; smtpd; mmdf; nondelivery
mailmaster
system administrator
""")
"""How the local parts of servers that report begin."""

DAEMON_NAMES: Final = phrases("""
mail delivery; mailer-daemon; mail administrator; postmaster; mail system; mail daemon; delivery subsystem
system administrator; delivery system; delivery service; systemadministrator; mail router; internet mail
mail-delivery; mailsystem
""")
"""What stands in the names of servers that report."""

FAILED: Final = _parts("""
undeliver; non-deliver; nondeliver; non delivery; not be delivered; not delivered; n't be delivered
not deliver
n't deliver; unable to deliver; returned mail; returned message; returned email; delivery failure
delivery failed
delivery has failed; delivery status notification; delivery notification; delivery report; delivery problem
delivery error; failure notice; failed to deliver; failed to be delivered; failure delivering
error delivering
problem delivering; did not reach; n't reach; not reach; returning message; returned to sender; mail error
mail failure; mail system error; could not be sent; n't be sent; could not send; error sending
has been rejected
was rejected; automatically rejected; rejected your message; message rejected; message blocked
message not sent
address not found; following recipient; following address; failed recipient; failed address
failed permanently
failed:; unsuccessful; bounced; is a bounce; delivery to the following; not able to deliver; unknown user
able to deliver the following; user unknown; no such user; mailbox unavailable; recipient rejected
fatal error
cannot be delivered; no longer accept; not been delivered; has been returned because
unzustellbar; nicht zugestellt; zustellung; nicht zustellen; zustellbar; nicht ausgeliefert
nicht übermittelt
non remis; non distribu; pu être remis; pu être distribu; pu être livr; pu être envoy; pas été remis
pas été livr
pas été distribu; de la remise; de remise; impossible de remettre; n'a pu être; notification d'échec
échec de
pu etre delivre; retour à l'expéditeur; pas pu remettre
entregar; no entregado; entrega fallida; error de entrega; no fue entregado; no ha sido entregado
no se entreg
devuelto al remitente; no entregable
recapit; impossibile consegnare; mancata consegna; non consegnat; stato consegnato; consegna non riuscita
não entregue; ser entregue; falha na entrega; falha de entrega; não foi entregue; foi possível entregar
devolvid
onbestelbaar; niet bezorgd; niet worden bezorgd; niet afgeleverd; worden afgeleverd; bezorging
levereras; olevererbar; gick inte att leverera; kunde inte lever; leveres; uleveret; kunne ikke lever
ikke levert
ikke leveret; toimittaa; toimittaminen; toimitus epäonnistui; ekki afhent
niedostarcz; dostarczyć; dostarczon; nelze doručit; nedoručiteln; nebyla doručena; nepodařilo se doručit
nedoručen
nie je možné doručiť; kézbesíthet; kézbesíteni; nem lehetett kézbes; nelivrat; livrat
ni bilo mogoče dostaviti
nije isporučen; isporučiti
недостав; не доставлен; не было доставлен; не может быть доставлен; не удалось доставить
невозможно доставить
доставить; не вдалося доставити; не може бути доставлен; παραδ; επιδο
teslim edil; iletilemedi; ulaştırılamadı; تعذر; لم يتم تسليم; לא ניתן למסור; לא נמסר; không thể gửi
không gửi được
配信不能; 配信でき; 配送でき; 送信でき; 届きません; 届けでき; 配達でき; エラーメール; 返送
送信されませんでした
无法送达; 未送达; 退信; 无法投递; 投递失败; 发送失败; 被退回; 未能送达; 未传递; 无法发送; 無法傳遞; 無法遞送
未傳遞
無法送達; 退回; 배달되지; 배달할 수; 전달되지; 전송 실패; 전송하지 못; 보낼 수 없; 반송
""")
"""A message did not arrive."""

DELAYED: Final = _parts("""
will be retried; will keep trying; will continue to be; will continue trying; will retry; continue to try
still trying; no action is required; not yet been delivered; not been delivered yet; this is only a warning
just a warning; warning message only; advisory-only; has been delayed; is delayed; was delayed
delivery delayed
delayed delivery; delay notification; delayed:; delivery is delayed; still being retried
do not need to resend
don't need to resend; has been postponed; temporary non-delivery; delivery status notification (delay)
delivery incomplete; will be tried again; not need to take any action; temporary failure report
kept in the queue
verzögert; weiterhin versucht; est retardé; remise retardée; a été retardé; retraso en la entrega
se ha retrasado
in ritardo; consegna ritardata; entrega atrasada; está atrasada; vertraagd; försenad; forsinket; opóźnion
zpožděn
késik; задержана; задержано; отложена; 配信が遅延; 遅れています; 延迟; 延遲; 지연
""")
"""It has not arrived yet, and is being tried on: a warning."""

CHALLENGE: Final = _parts("""
please confirm; confirm that you; verify that you; verify your; click the link; click here to
click on the link
complete the; prove that; approve your message; sender verification; approved senders; challenge
being held until
is being held; awaiting; confirm your; spam arrest; spamarrest; boxbe; tmda; guest list; allowed list
""")
"""Somebody's filter asks the sender to prove who they are."""

AWAY: Final = _parts("""
out of office; out of the office; out-of-office; automatic reply; auto reply; autoreply; auto-reply
on vacation
on leave; away from; abwesen; automatische antwort; absence; réponse automatique; fuera de la oficina
respuesta automática; fuori sede; risposta automatica; resposta automática; afwezig; automatisch antwoord
autosvar
automatiskt svar; automaattinen vastaus; automatyczna odpowiedź; automatická odpověď; автоответ
автоматический ответ; 自動応答; 自动回复; 自動回覆; 자동 회신
""")
"""Said in a subject, it is the recipient's own automatic answer."""
