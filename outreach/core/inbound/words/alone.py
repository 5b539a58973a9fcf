# ruff: noqa: RUF001 - letters of other alphabets, as they are written
"""What says by itself that somebody wants no more messages, and the polite words around it."""

from typing import Final

from outreach.core.inbound.words.phrases import phrases

ALONE: Final = phrases("""
(stop[^\\w]*){2,6}; (désabonn|désinscri)*; je me (désabonne|désinscris)
stop; stop all; stop it; stop this; stop now; stopall; stop mail; stop e-?mails?; quit; remove; remove us
opt-? ?out; take me off; take us off; get me off; delete me; remove me; no more; leave me alone
leave us alone; arret
unsubscribe all; list unsubscribe; stopp; abmelden; austragen; abbestellen; löschen; keine (e-?)?mails? mehr
desabonnement; désinscription; désabonner; désinscrire; désabonnez-moi; arrêtez; baja; dar de baja
cancelar (la )?suscripción; parar; sair; remover; descadastrar; descadastro
cancelar (a )?(inscrição|subscrição)
cancelamento; cancellami; cancellazione; disiscrizione; disiscrivimi; disiscrivetemi; rimuovi; rimuovimi
basta
afmelden; uitschrijven; afmelding; uitschrijving; avregistrera( mig)?; avsluta; avanmäl( mig)?
avprenumerera; afmeld( mig)?
frameld( mig)?; afmelding; avmeld( meg)?; meld (meg|mig) (av|af|fra); avslutt; peruuta; peruuta tilaus
poista; lopeta
wypisz( mnie)?; wypisuję się; rezygnuję; rezygnacja; odhlásit( se| odběr| odber)?; odhlásenie; odhlaste mě
zrušit odběr
leiratkozás; leiratkozom; leiratkozni; iratkozz le; (abonelikten|listeden) (çık|ayrıl|çıkış)*( istiyorum)?
abonelik iptali
отписка; отписаться; отпишите; отпишитесь; стоп; відписатися; відписка; відпишіть; απεγγραφή; διαγραφή; στοπ
配信停止; 配信解除; 購読解除; 登録解除; 退会; 解除; 退订; 退訂; 取消订阅; 取消訂閱; 取消訂閲; 수신 ?거부
구독 ?취소; 구독 ?해지; 수신 ?거절
""")
"""All that somebody writes, or the first line above a name: nothing else can be meant."""

POLITE: Final = phrases("""
please; pls; plz; kindly; thanks( a lot| so much| again)?; thank you( very much| so much)?; thx; ty
hi( there| all| team)?
hello( there| all)?; dear ... (team|all|sir|madam|partners)?; hey; sorry; immediately; asap; now; today
regards; cheers
at once; best( regards| wishes)?; kind regards; sincerely
from (this|your|the|all) (list|e-?mails?|mailing list|mails)
bitte; danke; vielen dank; guten tag; hallo; mfg; mit freundlichen grüßen; sofort; viele grüße; graag
a.u.b.?; aub; svp
s'il (vous|te) pla[iî]t; merci( d'avance)?; bonjour; cordialement; por favor; gracias; hola; buenos días
saludos
obrigad[oa]; olá; bom dia; per favore; grazie; buongiorno; salve; cordiali saluti; bedankt; dank (u|je)
beste; groet*
tack; hej; vänligen; snälla; venligst; tak; vennligst; takk; hei; kiitos; ystävällisesti; proszę; dziękuję
dzień dobry
prosím( o)?; děkuji; dobrý den; kérem; köszönöm; lütfen; teşekkür*; merhaba; пожалуйста; прошу; спасибо
здравствуйте
будь ласка; дякую; παρακαλώ; ευχαριστώ; お願い(します|いたします|致します)
よろしくお願い(します|いたします|致します); を; 希望(します)?
して(ください|下さい)
请; 請; 谢谢; 謝謝; 您好; 你好; 부탁(드립니다|드려요)?; 합니다; 해 ?주세요; 안녕하세요; 감사합니다
sent from my ...
""")
"""What stands around it and changes nothing."""
