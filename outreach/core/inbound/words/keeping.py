# ruff: noqa: RUF001 - letters of other alphabets, as they are written
"""What only sounds like asking to get no more messages."""

from typing import Final

from outreach.core.inbound.words.phrases import phrases

KEEPS: Final = phrases("""
(don't|do not|dont|didn't|did not|never) (want|wish|mean|intend|ask|like|plan|need|try|request*|
  choose)? ?(to )?(be |get |have been )?(unsub*|removed|opt*|off|taken off|dropped|deleted)
(please|but|and) (don't|do not|dont) stop; ^(don't|do not|dont) stop
(don't|do not|dont|never) (take|remove|delete|drop|unsub*) (me|us|him|her|them|my|our)
not (to|going to|want to) (be )?unsub*; without unsub*
(did|have|has|had) (you|i|we|they|someone|somebody) (ever |been ){0,2}(remove|removed|unsubscribe|
  unsubscribed|taken|take|delete|deleted|drop|dropped)
(got|was|were|am|are|been) (i |we )?(accidentally |wrongly )?(removed|unsubscribed|taken off|deleted|
  dropped)
unsub* ... (by (accident|mistake)|accidentally|in error); (accidentally|mistakenly) ... unsub*
(add|put|sign) (me|us|him|her|them) (back|again|up); re-?subscribe
how many; unsubscribe (rate|rates|numbers|figures|list|wording|text); (rate|number|share) of unsub*
unsubscribe ?:? ?[<(\\[]?(https?|www|mailto)
(to|can|may) unsubscribe(,| at any time| any ?time| by | click| reply| from this list,? click|
   please (click|visit|use))
unsubscribe (here|at any time|any ?time|instantly|from this list|preferences)$; unsubscribe \\|
\\| unsubscribe
if you (no longer|(do not|don't)(?! (stop|quit|cease|remove|take))|
  would rather not|prefer not|would like|'d like|like|want|wish|need|are not)
(to|can|may|could) (opt out|unsubscribe|be removed|stop receiving|opt-out) ...(click|reply|visit|
  e-?mail us|contact us|write to|use the|follow|at any)
(reply|answer|text|e-?mail) (with )?"?(stop|unsubscribe|remove)"?; you are receiving this
this (e-?mail|message) was sent to; click here
(wenn|falls|sofern) sie ...; si vous ne (souhaitez|voulez|désirez); si (usted )?no (desea|quiere)
caso não (deseje|queira); se (você )?não (deseja|quiser|quer)
se non (desidera|vuole|vuoi|desiderate); (als|indien) (u|je|jij) ...; om (du|ni) (inte|vill|önskar)
hvis (du|de|i) (ikke|ønsker|vil)
jos (et|ette|haluat); (jeśli|jeżeli) (nie )?(chcesz|chcą|życz*); pokud (nechcete|si nepřejete|chcete)
ha nem (szeretne|kíván|akar); если вы ...; якщо ви ...
(αν|εάν) (δεν )?(θέλετε|επιθυμείτε); 如果(您|你)~(不|想|希望); (希望|不要|停止)(される|の)(方|場合)
(원하지 않으시면|원하시면|원치 않으시면)
(attendee*|attendance|guest|participant*|speaker*|waiting|wait|volunteer*|helper*|carpool|panel|door|lunch|
  seating|venue*|rsvp) ?-?list*
(sign-?in|shopping|to-?do|session|committee|program*|candidate*|supplier*|price|order|team|presenter*|
  short|task|action|sub|punch|parts) ?-?list*
(the|your|our|a) list of; drop (me|us) a (line|note|message)
(two|three|2|3|both|double|duplicate|several|multiple) (copies|versions|e-?mails|mails|messages)
copies; duplicates?; by fax; (get*|got|receiv*|sent|com*|came|arriv*|list*|reach*) ... ?twice; twice now$
(paper|printed|attachments?|by post|by phone|by text|before noon|on weekends|at night|after hours|
  before [0-9]|after [0-9])$
(don't|do not) (e-?mail|contact|call|write) (me|us) (by|at|on|before|after|until|during|this|next|about|if|
  unless|with)
more than
(für|zum|zur|von) (den |die |das |der |dem )?([0-9]+|termin|treffen|sitzung|veranstaltung) ...abmelden
nicht ...(abmelden|abbestellen|austragen)$; nicht ...(streichen|löschen|entfernen)$
(in|auf) (den|die|ihren|ihre|euren) ...(verteiler|liste) ...(auf|setzen|eintragen|aufnehmen)
(rednerliste|teilnehmerliste|gästeliste|warteliste|anwesenheitsliste)
(ne|n') ?(veux|souhaite|voulons|désire) pas (me |nous )?(désabonner|désinscrire)
(liste|listes) (des|d') ?(participants?|invités?|orateurs?|intervenants?|présence|attente)
no (quiero|deseo|queremos) (darme|darnos|cancelar|desuscri*|ser dado)
(lista|mesa) de (asistentes|invitados|participantes|ponentes|espera|oradores|presença|convidados|oradores)
não (quero|desejo|queremos) (cancelar|sair|ser removid*|desinscrev*|descadastr*)
non (voglio|desidero|vogliamo) (disiscri*|cancellar*|essere cancellat*|annullare)
(lista|elenco) (dei|degli|di) (partecipanti|invitati|relatori|attesa|ospiti)
(wil|willen|wens) ...niet (uitschrijven|afmelden); niet ...(uitschrijven|afmelden)$
(sprekerslijst|deelnemerslijst|gastenlijst|wachtlijst)
(vill|önskar) inte (avregistrera|avsluta|avanmäla|avprenumerera)
(talarlista|deltagarlista|gästlista|väntelista)
(deltakerliste|deltagerliste|gæsteliste|gjesteliste|talerliste|venteliste)
en halua (perua|peruuttaa|erota); (osallistujalista*|puhujalista*|vieraslista*)
nie chc[eę] (się )?(wypis*|rezygn*); list[ay] (gości|uczestników|mówców|prelegentów|obecności)
ne(chci|přeji si) (se )?(odhlásit|zrušit); seznam* (hostů|účastníků|řečníků)
nem (akarok|szeretnék) leiratkozni; (vendég|résztvevő|résztvevői|előadói?) ?list*
(çıkmak|ayrılmak|iptal etmek) istemiyorum; (konuşmacı|katılımcı|davetli) listesi*
не (хочу|желаю|собираюсь|надо|нужно) ... ?отпис*; спис* (участников|гостей|докладчиков|выступающих|ожидания)
не (хочу|бажаю) ... ?відпис*; спис* (учасників|гостей|доповідачів)
δεν (θέλω|επιθυμώ) να (διαγραφώ|απεγγραφώ); λίστα (προσκεκλημένων|συμμετεχόντων|ομιλητών)
(停止|解除|削除|退会)(を)?(しないで|せずに|したくない|しません|は(不要|希望しません))
(参加者|出席者|招待)(リスト|名簿)
(不想|不要|不希望|并不想|沒有要|没有要|别|請勿|请勿)(退订|退訂|取消订阅|取消訂閱)
(嘉宾|来宾|參加者|参加者|与会|出席|演讲者|發言)(列表|名单|名單)
(거부|취소|해지|삭제)(하지 (마|말|않)|를 원하지 않); (참석자|참가자|손님|발표자|초대) ?(명단|목록|리스트)
(habe|haben|hat) ...keine ...(erhalten|bekommen)
(duplicate|second|old|extra|wrong|other) (entry|copy|one|version|record|slide|line)
job posting*; (our|the|your) (website|web ?page|site|homepage|calendar|flyer|agenda|programme)$; reply-?all
other (group|newsletter|list)
""")
"""What takes it back in the same sentence: a denial, another list, a narrower wish, a footer."""

ABSENT_TOO: Final = phrases("""
(can't|cannot|can not|won't be able to|unable to) (come|make it|attend|join|be there)
(kann|können) (leider )?nicht (kommen|teilnehmen)
(ne )?(peux|pourrai|pouvons) pas (venir|être là|participer|assister)
no (puedo|podré) (ir|asistir|venir|acudir); não (posso|poderei) (ir|comparecer|participar)
non (posso|potrò) (venire|partecipare); kan (helaas )?niet (komen|aanwezig)
""")
"""Who cannot come, and asks to be taken off "the list", speaks of the list of those who come."""

BARE_LIST: Final = phrases("""
(off|from|out of) (this one|this|it|list)( please)?$; (off|from|out of) the (e-?mail )?list
von der liste; de la liste$; de la lista$; da lista$; dalla lista$
van de lijst
""")
"""A list that nothing tells more about."""
