# ruff: noqa: RUF001 - letters of other alphabets, as they are written
"""What automatic mails call themselves, in their subjects and in their words."""

from typing import Final

from outreach.core.inbound.words.phrases import phrases

OPENINGS: Final = phrases("""
automatic reply; automatic response; automated reply; automated response; auto reply
auto-reply; autoreply; auto response; auto-response; autoresponse; auto responder
autoresponder; auto-responder; out of office; out-of-office; out of office autoreply
out of office auto-reply; out of the office; ooo; oof; away from my mail; vacation reply
vacation response; vacation message; away message; on vacation; on leave; on holiday
automatische antwort; automatische antwort auf; automatische rückantwort; autoantwort
abwesenheitsnotiz; abwesenheit; abwesenheitsmeldung; abwesenheitsnachricht
abwesenheitsbenachrichtigung; abwesend; außer haus; nicht im büro; urlaub; im urlaub
réponse automatique; réponse d'absence; message d'absence; absence du bureau
absent du bureau; absence; notification d'absence; en congé; en congés
respuesta automática; contestación automática; fuera de la oficina; fuera de oficina
ausente de la oficina; ausencia; de vacaciones; autorrespuesta
resposta automática; resposta automatica; ausência temporária; fora do escritório
ausente do escritório; ausência; de férias; em férias; mensagem automática
risposta automatica; fuori sede; fuori ufficio; assente; assenza dall'ufficio; assenza
automatisch antwoord; automatische beantwoording; automatisch bericht; afwezig
afwezigheidsbericht; afwezigheidsmelding; niet aanwezig; niet op kantoor
autosvar; automatiskt svar; automatisk svar; frånvaro; frånvarande; frånvaromeddelande
ej på kontoret; ikke på kontoret; ikke til stede; fraværsbesked; fravær; fraværsmelding
fraværsassistent; ferieavvikling; på ferie; på semester
automaattinen vastaus; automaattivastaus; poissa; poissaoloilmoitus; poissa toimistolta
lomalla
automatyczna odpowiedź; odpowiedź automatyczna; autoodpowiedź; poza biurem; nieobecność
nieobecny; nieobecna; urlop
automatická odpověď; automatická odpoveď; mimo kancelář; nepřítomnost; dovolená
automatikus válasz; automatikus üzenet; irodán kívül; házon kívül; távollét; szabadságon
otomatik yanıt; otomatik cevap; ofis dışında; ofis dışı; izindeyim; yıllık izin
автоматический ответ; автоответ; автоответчик; нет на месте; вне офиса; отсутствие
отпуск; в отпуске
автоматична відповідь; автовідповідь; поза офісом; відсутність; відпустка; у відпустці
αυτόματη απάντηση; απουσία; εκτός γραφείου; σε άδεια; απουσία από το γραφείο
自動応答; 自動返信; 自動送信; 不在通知; 不在のお知らせ; 不在連絡
自动答复; 自动回复; 自動回覆; 自動答覆; 外出自动回复; 不在办公室; 休假通知
자동 회신; 자동회신; 자동 응답; 자동응답; 자동 답장; 부재중; 부재 중; 부재 알림
""")
"""A subject that is one of these, or opens with it before a colon, a dash or the subject it answers."""

NAMED: Final = phrases("""
auto: ... is out of (the )?office
... is out of (the )?office( |$)
... is out of (the )?office (until|from|returning)
... est absent*
... ist (abwesend|nicht im haus|außer haus)
... está fuera de la oficina
... è fuori sede
... är inte på kontoret
""")
"""Whole subjects as Lotus Notes and Exchange write them, naming who is away."""

OWN: Final = phrases("""
this is an automat* (reply|response|message|e-?mail|notification|answer)
this (message|e-?mail|reply|response) (is|was|has been) (automat* )?(generated|sent) automat*
this (message|e-?mail|reply|response) (is|was|has been) automat* (generated|sent|created)
automatically generated (message|e-?mail|reply|response); auto-?generated (message|e-?mail|reply)
this is an auto-?(reply|response|generated); only notification you will receive
you are receiving this automat* (reply|response)
dies ist eine automatisch*; diese (e-?mail|nachricht|antwort) (wurde|wird|ist) automatisch
automatisch (erstellte|generierte|erzeugte|versandte) (e-?mail|nachricht|antwort)
(ceci est|il s'agit d') ?une? (message|réponse|courriel|e-?mail) automatique; réponse automatique
(message|courriel|e-?mail) (généré|envoyé) automatiquement; ceci est un message automatique
(este|esta) es (un|una) (mensaje|respuesta|correo) automátic*; (mensaje|correo) generado automáticamente
este (mensaje|correo) (se ha generado|ha sido generado|se envía|fue generado) automáticamente
esta é uma (mensagem|resposta) automática; (mensagem|e-?mail) gerad* automaticamente
este é um e-?mail automático
(questo|questa) è (un|una) (messaggio|risposta|e-?mail) automatic*; messaggio generato automaticamente
dit is een automatisch*; dit bericht (is|wordt) automatisch
(detta|dette) (är|er) (ett|et|en) (automatiskt?|autogenerer*|automatisk*)
tämä on automaatti*; to (jest )?(wiadomość|odpowiedź) (jest )?automatyczna; toto je automatick*
ez egy automatikus; bu (bir )?otomatik; bu e-?posta otomatik; это автоматическ*; це автоматичн*
αυτό είναι ένα αυτόματο; このメールは自動(送信|返信|配信); 自動(返信|応答|送信)(メール|です|にて)
(此|本)(邮件|郵件|信)(为|為|是|由系统|由系統)?自(动|動); 자동(으로)? ?(발송|회신|응답|생성)
""")
"""What an automatic mail calls itself."""
