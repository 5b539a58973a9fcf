# ruff: noqa: RUF001 - letters of other alphabets, as they are written
"""Out-of-office mails in words: what their first sentences say."""

from typing import Final

from outreach.core.inbound.words.phrases import phrases

ABSENT: Final = phrases("""
i am (currently |presently |now |still )?(away|out|ooo|off)
i am (currently |presently |now |still )?(travell?ing|unavailable|on leave|on vacation)
i'm (currently |presently |now |still )?(away|out|ooo|off)
i'm (currently |presently |now |still )?(travell?ing|unavailable|on leave|on vacation)
i (am|'m) ... on (annual|parental|maternity|paternity|sick|medical|family|sabbatical|extended) leave
i'm ... on (annual|parental|maternity|paternity|sick|medical|family|extended) leave
on (annual|parental|maternity|paternity|sick|medical|family|extended) leave; out of (the )?office
i (am|will be|'ll be) ... (on vacation|on holiday)
i (am|will be|'ll be) ... (on holidays|away from (the office|my desk|e-?mail))
i'll be (away|out|on vacation|on holiday|travell?ing)
(our|the) (office|shop|business|plant) (is|will be) closed
we are (currently )?closed; while i('m| am) (away|out|on); (during|in) my absence; away from my desk
i will be (away|out|on vacation|on holiday|travell?ing|offline|unavailable); gone fishing
ich bin ... (nicht im (büro|haus|hause)|abwesend|im urlaub)
ich bin ... (außer haus|verreist|in elternzeit|unterwegs)
ich befinde mich ... (im urlaub|in elternzeit|auf dienstreise|außer haus); während meiner abwesenheit
bin ich (nicht im (büro|haus)|abwesend|im urlaub|nicht erreichbar); nicht (im büro|im haus) (bin|erreichbar)
(büro|betrieb|geschäft) ... geschlossen; ich bin ... nicht erreichbar; betriebsferien; bin ... nicht im haus
je suis ... (absente?|en (congés?|vacances|déplacement|voyage|arrêt)); je serai ... (absente?|en congés?)
(pendant|durant|en) mon absence; (absente?|hors) du bureau; bureaux? ... fermé*
en congé (maternité|parental)
(estoy|estaré|me encuentro|encuentro) ... (fuera|ausente|de vacaciones|de viaje|de permiso|de baja)
durante mi ausencia; oficina ... cerrada; fuera de la oficina
(estou|estarei|encontro-me) ... (fora|ausente|de férias|em férias|em viagem|de licença); de licença
durante (a )?minha ausência; fora do escritório; escritório ... fechado
(sono|sarò) ... (fuori|assente|in (ferie|vacanza|viaggio|trasferta|maternità|congedo))
durante la mia assenza
ufficio ... chiuso; fuori ufficio
ik ben ... (niet (op kantoor|aanwezig|bereikbaar)|afwezig)
ik ben ... (met (vakantie|verlof)|op (vakantie|reis)|er (even )?niet)
ben ik ... (niet (op kantoor|aanwezig|bereikbaar)|afwezig|met (vakantie|verlof)|op vakantie)
tijdens mijn (afwezigheid|vakantie|verlof); kantoor ... gesloten
jag (är|har) ... (inte på (kontoret|plats)|borta|ledig|semester)
jag (är|har) ... (på (semester|resande fot)|bortrest|föräldraledig|frånvarande|tjänstledig)
(under|vid) min frånvaro; kontoret ... stängt; föräldraledig
jeg (er|har|holder) ... (ikke (på kontoret|til stede)|fraværende)
jeg (er|har|holder) ... (ferie|på (ferie|rejse|reise|barsel))
jeg (er|har|holder) ... (ikke (tilgængelig|tilgjengelig)|fraværende)
jeg (er|har|holder) ... (ferie|på (ferie|rejse|reise|barsel))
jeg (er|har|holder) ... (bortrejst|bortreist|ute av kontoret|permisjon|fri)
(under|i) (mit|mitt) fravær; kontoret ... (lukket|stengt); i ferie; jeg (afholder|avvikler) ferie
olen ... (poissa|lomalla|matkoilla|vuosilomalla|vapaalla|äitiyslomalla|perhevapaalla)
en ole (toimistolla|paikalla|töissä|tavoitettavissa)
poissaoloni aikana; toimisto ... suljettu
(jestem|będę) ... (nieobecn*|na urlopie|poza biurem|w podróży|niedostępn*)
przebywam na (urlopie|zwolnieniu)
przebywam ... na (urlopie|zwolnieniu); (podczas|w czasie) mojej nieobecności
biuro ... (zamknięte|nieczynne)
(jsem|budu) ... (mimo (kancelář|pracoviště)|na (dovolené|cestách)|nepřítom*); nejsem ... v (kanceláři|práci)
nebudu ... v (kanceláři|práci)
čerpám ... dovolenou; (v době|po dobu) mé nepřítomnosti; kancelář ... zavřen*
nem vagyok ... (az irodában|elérhető|bent); szabadságon (vagyok|leszek); nem leszek ... irodában
távollétem (alatt|idején)
(yıllık |doğum )?izindeyim; (ofis|şehir|iş yeri) dışındayım; tatildeyim; ofiste (değilim|olmayacağım)
izinde olacağım; seyahatteyim
я (нахожусь |сейчас )?в (отпуске|командировке); я ... (нахожусь )?в (отпуске|командировке|декрете)
меня ... (нет|не будет) ... (в офисе|на месте|на рабочем месте)
(во время|на время|в период) моего отсутствия; нахожусь в (отпуске|командировке); я ... отсутствую
я ... (у|в) (відпустці|відрядженні); мене ... (немає|не буде) ... (в офісі|на місці|на робочому місці)
(під час|на час) моєї відсутності; перебуваю у (відпустці|відрядженні)
(είμαι|βρίσκομαι|λείπω|απουσιάζω|θα λείπω|θα απουσιάζω) ... (άδεια|διακοπές|εκτός γραφείου|γραφείο)
κατά την απουσία μου; είμαι εκτός γραφείου; απουσιάζω
不在にして(おります|います); 不在と(なります|なっております)
休暇(中です|中の|を(いただいて|取得して)|をとって); 出張(中|のため); 不在です; 不在のため
我?(目前|现在|現在)?(正在|正)?(休假|休年假|度假|出差); (不在|离开|離開)(办公室|辦公室|公司)
本人(休假|出差|外出); 外出(中|期间); 休假中; 放假期间
(휴가|출장|부재) ?중(이|입니다|이며|이라|으로|인); 자리를 비(웁|우|울); 부재중; 휴가로
i (am|'m|will be|'ll be|won't be|will not be|shall be) ... (unavailable|not available|unreachable|offline|
  on sabbatical|ooo)
i (am|'m|will|'ll) (currently |presently )?(not be|not) (available|in the office|at my desk|here|reachable|
  working)
(away|out|travell?ing) (on business|for business|until|through|from the office)
(am|'m|be) ... attending a (conference|training|course)
bin ... (nicht verfügbar|auf (geschäftsreise|dienstreise)|im (mutterschutz|krankenstand)|erkrankt|
  krankgeschrieben)
nicht am platz
(ne (suis|serai) pas|suis) ... (disponible|joignable|indisponible|au bureau); en arrêt maladie
en formation jusqu*
no (estoy|estaré) ... (disponible|en la oficina|localizable); estaré fuera de oficina; fuera de oficina
estoy de (permiso|baja|licencia)
(não (estou|estarei)|estou|estarei) ... (disponível|indisponível|no escritório)
de licença (médica|maternidade)
non (sono|sarò) ... (disponibile|raggiungibile|in ufficio|in sede)
in (ferie|malattia|maternità) (fino|dal|da)
(ben|ik ben) ... (niet beschikbaar|vrij|ziek|op zakenreis|met zwangerschapsverlof); ik ben er niet
jag (är|kommer att vara) ... (inte (tillgänglig|anträffbar|i tjänst)|upptagen); (är|har) ledigt
jeg (er|har|vil være) ... (borte|væk|ikke (tilgængelig|tilgjengelig|å treffe)|fri|sykemeldt|sygemeldt)
(olen|en ole) ... (tavattavissa|kiireinen|virkavapaalla|opintovapaalla); nie ma mnie w (biurze|pracy)
nie będzie mnie; jestem na (zwolnieniu|delegacji)
(nejsem|nebudu) ... (k zastižení|dostupn*|v práci); jsem (nemocn*|na služební cestě)
(nem leszek|nem vagyok) ... (elérhető|az irodában)
(müsait|ofiste|ulaşılabilir) (değilim|olmayacağım); (буду|я) ... (недоступ*|не на связи|вне офиса)
не буду на связи; нахожусь вне офиса
(буду|я) ... (недоступн*|поза офісом); не буду на зв'язку
(δεν (είμαι|θα είμαι)) ... (διαθέσιμ*|στο γραφείο|προσβάσιμ*)
(席|オフィス|会社)を(外し|離れ)て; (お休み|休業|夏季休業|年末年始休業)(を|と|に|中|いた); 無法(及時)?回覆
无法(及时)?(回复|处理); 外勤; 외근
on (pto|paid time off)
taking (my |some |a )?(\\w+ )?(leave|time off|days off|vacation)|(am|'m|be) on \\w+ leave
nicht ... (erreichbar|verfügbar)$; nicht ... erreichbar
nicht in der (agentur|firma|praxis|schule|werkstatt|kanzlei); (bin|befinde) ... in (urlaub|elternzeit)
(休|请|請|放)(产|產|陪产|年|病|事)?假; (旅行|度假|外出)~(无|無|没有|沒有)~(网络|網絡|信号|信號)
不在(公司|单位|辦公)
(on|off) (the road|the grid|duty|a job site|assignment); jury duty; (work|working) part-?time; i've left
i have left
auf (montage|fortbildung|lehrgang|schulung|tagung|messe)
(wegen|durch) (einer )?(fortbildung|schulung|krankheit|tagung|urlaub*); arbeite nicht mehr bei
jours de repos; en (formation|séminaire|télétravail); (bureaux|bureau|magasin|atelier|entreprise) ...ferm*
(oficina|empresa|taller) ...(cerrad*|vacaciones)
de (permiso|viaje de trabajo|capacitación); em (viagem|formação|treinamento)( de trabalho)?
(ufficio|azienda|sede) ...(chius*|pausa estiva)
(paar|enkele) (vrije )?dagen; op (cursus|training|zakenreis)
på (kurs|utbildning|tjänsteresa|konferens|barsel|kursus|tjenestereise|forretningsrejse)
jeg er bortreist; koulutuksessa; työmatkalla; (na|w) (szkoleniu|delegacji|konferencji|podróży służbowej)
na (školení|služební cestě|konferenci|nemocenské)
(képzésen|tréningen|konferencián|kiküldetésben|úton)
(eğitimdeyim|seyahatteyim|toplantıdayım|yurt dışındayım|raporluyum)
(в|на) (командировке|обучении|больничном|отъезде|конференции)
(у|в|на) (відрядженні|навчанні|лікарняному|від'їзді|конференції)
(ταξιδεύω|λείπω|βρίσκομαι) ...(δουλειά|ταξίδι|εκτός|σεμινάριο|συνέδριο); 研修のため; 会議のため; 外出培训
培训(中|期间); 参加培训; (교육|세미나|회의) 참석
""")
"""Who says so is away."""

BACK: Final = phrases("""
(i )?will (be back|return|be returning|be available again); i'll (be back|return)
i (return|get back|am back|come back)
back (in the office |at work |at my desk )?on; returning (on|to the office|[0-9]+)
(until|through) (i return|my return|the end of)
when (we|i) (re-?open|return|am back|get back|'m back); when i'm back; no (set|firm) return date
(closed|away|out|leave|vacation) ... (until|through|till)
reopen on; (once|after) i('m| am) back; after my return; (up)?on my return; back in the office
(bin|bin ich|stehe ich) ... (wieder|zurück) ... (im büro|im haus|erreichbar)
(bin|bin ich|stehe ich) ... (wieder|zurück) ... (da|für sie|zurück|verfügbar)
(wieder|zurück) (im büro|im haus|erreichbar|da|für sie|am)
nach meiner rückkehr; ab dem ... (wieder|zurück); ich bin (erst )?(ab|am) ... wieder; nach unserer rückkehr
wieder erreichbar; bis (einschließlich|zum|und mit|voraussichtlich)
(je serai )?de retour (le|au|à partir|lundi|mardi|mercredi|jeudi|vendredi); (à|dès|lors de|après) mon retour
jusqu'au; serai de retour
(regresaré|volveré|regreso|vuelvo|estaré de vuelta|me reincorporo|reincorporaré)
(a|en|hasta) mi (regreso|vuelta|retorno); cuando (vuelva|regrese); hasta el
(retornarei|regressarei|voltarei|regresso|retorno|volto|estarei de volta)
(no|ao|após o|após) (meu )?(regresso|retorno); assim que (retornar|voltar|regressar); até (o )?(dia|[0-9]+)
(tornerò|rientrerò|rientro|sarò di nuovo|sarò di ritorno); al mio (rientro|ritorno); fino al
dal mio rientro
(ben ik|ik ben) ... (weer|terug); (na|bij) (mijn )?terug(komst|keer); weer (aanwezig|bereikbaar|op kantoor)
tot en met
(är|kommer) ... (tillbaka|åter); när jag (är|kommer) (tillbaka|åter); till och med; åter på kontoret
(vid|efter) min återkomst
(er|kommer) ... (tilbage|tilbake); når jeg (er|kommer) ... (tilbage|tilbake); til og med
(efter|etter) ferien; vender (tilbage|tilbake); jeg vender tilbage
palaan; (palattuani|loman jälkeen|lomani jälkeen); (asti|saakka); takaisin
(wracam|wrócę|będę z powrotem|będę dostępn*|powrócę); po (moim )?powrocie; do (dnia )?[0-9]+
(vrátím se|budu zpět|zpět budu|vracím se); po (svém |mém )?návratu; do [0-9]+
(visszatérek|jövök vissza|visszaérkezem|leszek újra|leszek ismét)
(visszaérkezésem|visszatérésem|visszajövetelem) után; -ig
(döneceğim|dönüyorum|dönmüş olacağım|ofiste olacağım|geri döneceğim); (döndüğümde|dönüşümde|dönünce)
tarihine kadar; '(a|e|ya|ye) kadar
(вернусь|возвращаюсь|буду на (рабочем )?месте|буду в офисе|выйду на работу); (после|по) (моего )?возвращени*
до [0-9]+
(повернуся|повертаюся|буду на (робочому )?місці|буду в офісі); (після|по) (мого )?повернення; до [0-9]+
(θα επιστρέψω|επιστρέφω|θα είμαι πίσω); (με|μετά|κατά) την επιστροφή μου; μόλις επιστρέψω; (έως|μέχρι) τις
戻り次第; (まで|より)?(不在|休暇); 日(以降|に戻り|から出社|より出社); 出社(いたします|します); 復帰
(返回|回到|回来|回來)(办公室|辦公室|公司)?; (将于|將於|会在|會在)...(返回|回来|回來|回覆|回复); 回来后
返回后
복귀; 돌아(온|와|오); 까지 (휴가|출장|부재|자리)
(i|we) (am|'m|are|will be) back
back (at|in) (my|the|our) (desk|office)|back (in office|monday|tuesday|wednesday|thursday|friday)
(out|away|leave|vacation|holiday|unavailable|offline|ooo) ... (until|till|through|thru)
returning (on )?\\w+; from ... (to|until|through) ... [0-9]+
(ritornerò|torno|ritorno) (il|in|lunedì|martedì|mercoledì|giovedì|venerdì|operativ*); fino al; tot [0-9]+
vanaf ... (weer|terug)
retornando; volviendo; a partir del? (día )?[0-9]+; (fra|från) ... (til|till) ... [0-9]+
(明日|来週|[0-9]日)~(戻|出社); 出社予定
bis (zum )?[0-9]+; vom ... bis; du [0-9]+ ... au [0-9]+; jusqu'(à|en); del? [0-9]+ ... al [0-9]+
dal ... al [0-9]+; desde ... hasta; de [0-9]+ ... a [0-9]+
bis (montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)|(到|至)[0-9]+年?~(结束|結束|为止|為止|返)
(till|until|through|thru) (the )?(monday|tuesday|wednesday|thursday|friday|weekend|next week|new year|
  next working day|tomorrow|[0-9]+)
(closed|away|out) ... [0-9]+ (to|through)
(back|in touch) ...(monday|tuesday|wednesday|thursday|friday|weekend|next week|new year|next working day|
  tomorrow)
(de|jusqu'au|du) ...[0-9]+ ...(décembre|janvier|août|juillet|mars|avril)
hasta (el )?([0-9]+|enero|febrero|marzo|abril|mayo|junio|julio|agosto|lunes|martes)
dal [0-9]+ al [0-9]+; frem til; fram till; (perjantaihin|maanantaihin|viikon) asti
do (piątku|poniedziałku|końca|środy|czwartku|pátku|pondělí|konce)
(всю|до конца) (неделю|недели); (увесь|до кінця) (тиждень|тижня); 本周; 这周; 今週; 이번 ?주; bu hafta
(a héten|péntekig|péntekig); (celý|tento) týden; hele (uken|ugen|veckan); denne (uken|uge)
(αυτή|όλη) την εβδομάδα
""")
"""When they are back."""

LATER: Final = phrases("""
limited (access|availability|connectivity)
(no|without|intermittent) access to (my )?(e-?mail*|inbox|messages|mailbox)
(sporadic|little|infrequent|restricted) access to (my )?(e-?mail*|inbox|messages|mailbox)
(not|n't) (be )?(checking|reading|monitoring) ... (e-?mail*|inbox|mailbox|messages)
(not|n't) (be )?(check|read|have access to) ... (e-?mail*|inbox|mailbox|messages)
(will|i'll) ... (reply|respond|answer) ... (return|back|soon as|when|once|then|after)
(will|i'll) ... (get back to you|be in touch|attend to) ... (return|back|soon as)
(will|i'll) ... (get back to you|be in touch|attend to) ... (when|once|then|after)
(reply|respond|response|replies) ... (on|upon|after) my return; (may|will|might) be (delayed|slow*)
slow to (respond|reply|answer); delay* in (responding|replying|my response)
(will|i'll|we will) ... (reply|respond|answer) ... (as soon as|when|once)
message will not be (forwarded|read); e-?mails? (is|are|will) not (be )?(forwarded|read|monitored)
nicht (automatisch )?weiter ?geleitet; keinen zugriff auf (meine|mein)
(nachricht*|mails?|e-?mails?|anfrage) ... (nach meiner|nach unserer|beantworte*)
lese ... (mails?|nachrichten) nicht
(eingeschränkt*|nur (selten|sporadisch)) ... (zugriff|erreichbar|gelesen|abgerufen)
melde mich ... (rückkehr|zurück|sobald)
(répondrai|recontacterai|traiterai|prendrai connaissance) ... (retour|possible|que possible)
(pas|sans|limité) ... accès à (mes|ma|la); accès (limité|restreint); ne (sera|seront) pas (transféré*|lu*)
(responderé|contestaré|atenderé) ... (regres*|vuelt*|retorn*|vuelv*|posible|mensaje|correo)
acceso (limitado|restringido); (no tendré|sin|no tengo) acceso
(responderei|retornarei o contato|darei retorno) ... (retorn*|regress*|volt*|possível|assim)?
acesso (limitado|restrito); (não terei|sem|não tenho) acesso
(risponderò|leggerò) ... (rientro|ritorno|possibile|prima); (vi|le|ti) risponderò
accesso (limitato|saltuario); (non (ho|avrò)|senza) accesso; leggerò la posta
(reageer|antwoord|beantwoord) ... (terug*|weer|mogelijk|na); (beperkt*|geen) (toegang|bereikbaar)
lees ... (mail*|e-?mail*|berichten) niet; wordt niet doorgestuurd
(svarar|återkommer) ... (när|så snart|efter|åter); (begränsad|ingen) (tillgång|åtkomst)
läser inte (min |mina )?(e-?post|mejl|mail)
(svarer|besvarer|vender) ... (når|så snart|efter|etter|tilbage)
(begrænset|begrenset|ingen) (adgang|tilgang); (læser|leser) ikke (min |mine )?(mails?|e-?post|e-?mails?)
jeg svarer deg når
(vastaan|palaan asiaan|luen) ... (loman|palattuani|jälkeen|pian); en lue (sähköposti*|viestejä); enkä lue
(odpowiem|odpiszę) ... (po|jak|kiedy|wkrótce); (ograniczony|nie mam|bez) dostęp*
(odpovím|ozvu se) ... (po|jakmile|hned); (omezený|nemám|bez) přístup*; e-?maily ne(čtu|budu)
(válaszolok|válaszolni|jelentkezem) ... (után|visszatérés*|amint); után válaszolok
(korlátozott|nincs|nem) ... hozzáfér*; leveleimet nem
(yanıt|cevap) (vereceğim|verebileceğim); (yanıtlayacağım|cevaplayacağım)
erişimim (sınırlı*|olmayacak*|yok*)
(отвечу|свяжусь) ... (после|по|как только|когда|возвращ*); (ограничен|нет|без) ... доступ*
не (читаю|проверяю) почту
(відповім|зв'яжуся) ... (після|по|щойно|коли); (обмежений|немає|без) ... доступ*; не (читаю|перевіряю) пошту
(απαντήσω|επικοινωνήσω) ... (επιστρ*|σύντομα|μόλις); (δεν έχω|περιορισμένη) πρόσβαση
(次第|以降|順次)...(返信|連絡|回答|返事); (メール|返信)...(確認でき|できません|遅れ|遅く); 確認ができません
(届时|屆時|返回后|回来后|回來後|尽快|盡快|儘快)...(回复|回覆|答复|处理|聯絡|联系)
(无法|不能|無法)(及时|及時|即时)?(查看|查收|回复|回覆|处理|收取)
(복귀|돌아온|확인) ?(후|하는 대로|하는대로) ...(회신|답변|연락|답장); (메일|이메일) 확인이 (어렵|불가|늦)
(회신|답변)이 (늦|지연|어렵)
(delay|delayed) (before|in|response|reply)
(i'll|i will|we'll) ... (reply|respond|answer|get back) ... (return|back|possible)
not have access to e-?mail
(contestar*|responder*) ... (regres*|vuelt*|posible|retorn*)
(vil|kommer til å|vil blive) (blive |bli )?(besvart|besvaret) ... (når|tilbake|tilbage)
(折り返し|改めて|戻り次第|出社した際)~(連絡|返信|返事); 返信(が|は)?(遅れ|遅く|できな); 連絡いたします
nicht (bearbeitet|gelesen|beantwortet)|komme ich nach meiner rückkehr
(will|i'll|we'll|we will) ... (answer|reply|respond|get (back )?to|catch up|be (back )?in touch|
  talk) ...(monday|tuesday|wednesday|thursday|friday|weekend|next week|new year|next working day|tomorrow)
(read|check) (mail|e-?mail) on; expect a (slow|delayed|late); talk soon
(antworte|melde mich) ...(erst|danach|ab|montag|dienstag|mittwoch|donnerstag|freitag|woche)
(sera|seront) lus?; (volto a|vuelvo a) ...(ler|leer); (lees|beantwoord) ik
(svarar|svarer) ...(så fort|så snart|på (måndag|mandag)|måndag|mandag|neste uke|næste uge)
vastaan ...(viikolla|maanantaina|jälkeen); (odpiszę|odpowiem) ...(poniedziałek|wtorek|tygodniu|piątek)
(ozvu se|odpovím) ...(pondělí|týden|úterý)
(hétfőn|jövő héten|kedden) ...(válaszol*|jelentkez*); dönüş yapacağım; geri dönüş
(отвечу|свяжусь) ...(понедельник|вторник|неделе); (відповім|зв'яжуся) ...(понеділок|вівторок|тижня)
(απαντήσω|επικοινωνήσω) ...(δευτέρα|τρίτη|εβδομάδα); (月曜|来週|週明け)~(返信|連絡|対応)
(下周|周一|下週|週一)~(回复|回覆|处理|處理); (답변|회신)이 늦; (월요일|다음 ?주)~(회신|답변|연락)
""")
"""That an answer comes later, or that nobody reads this now."""
