# ruff: noqa: RUF001 - letters of other alphabets, as they are written
"""Asking to get no more messages, in words, in other languages than English."""

from typing import Final

from outreach.core.inbound.words.phrases import phrases

WORDS: Final = phrases("""
unsubscri(be|bing|ption)?; unsub; un-?scribe; de-?subscribe; opt (me|us|this address) out
opting out
opt out (of|from) (these|this|your|all|the (list|e-?mails?|mailing*|newsletter*|updates?|messages?|
  communications?)|any|future)
(how|want|wish|like|need|please|where|can|may|could) ... opt[ -]?out
(newsletter|mails?|e-?mails?|verteiler|abo|abonnement|nachrichten) ... (abbestellen|abmelden|kündigen|
  abbestelle|kündige)
(vom|von|aus) ... (newsletter|verteiler|liste|mails?|mailings?) ... (abmelden|austragen|streichen|löschen|
  nehmen|entfernen)
(désabonn|désinscri)(er|re|ez|vez|tion|ption|ement)*; darme de baja; d[eé]nme de baja; d[eé]me de baja
(dar|darse|solicito|pido|quiero|deseo) ... (de )?baja; desuscri*
cancelar (la|mi|esta|su) (suscripción|subscripción)
descadastr*; desinscrev*; cancelar (a|minha|a minha|esta) (inscrição|subscrição|assinatura); disiscri*
annulla(re)? (la |l')?iscrizione
cancellare (la )?mia iscrizione; (mij|me|ons|graag|wil|kan) ... uitschrijven
uitschrijven (van|voor|uit|uit de)
(afmelden|afmelding|meld (mij|me|ons)) ... (nieuwsbrief|mails?|e-?mails?|mailing*|mailinglijst|lijst|
  berichten|updates)
(avsluta|säga upp|avbryt*) ... prenumeration*; avprenumerer*; avregistrera (mig|oss|min); avanmäl (mig|oss)
(frameld|afmeld|afmelde|framelde) (mig|os|mit); (frameld|afmeld) ... (nyhedsbrev|mails?|liste)
meld (meg|oss|mig|os) (av|af)
(melde|meldes) (meg|oss) av; avmeld (meg|oss|min)
(peruuttaa|peruuta|perua|peruutan|lopettaa) ... (tilau*|uutiskirje*)
(wypisa[ćc]|wypisanie|wypisz|wypiszcie|wyrejestr*) (mnie|nas|mój|z|się)
(rezygnuj[eę]|rezygnacj[aę]) ... (subskrypcj*|newsletter*|list*|mail*)
odhlásit ... (odběr*|newsletter*|z|se); odhlaste (mě|nás|mne); zrušit ... odběr*; leiratkoz*
(iratkozzam|iratkozni|iratni) le
abonelikten (çık*|ayrıl*); aboneliği* ... iptal*; listeden (çık*|ayrıl*); отпис(аться|ать|ывай*|ите|к[ауи])*
отпишите*
отказ* от (рассылки|подписки); відпис(атися|ати|ки|ку|ка)*; відпишіть*
απεγγραφ*; (να|θέλω|επιθυμώ) ...διαγραφώ
(配信|購読|登録|送信)(の|を|は)?(停止|解除|中止|取り消し|取消); 配信~不要; メール~(不要|停止|拒否)
(退订|退訂|取消订阅|取消訂閱|取消关注邮件|取消訂閲); 수신 ?거부*; 구독 ?(취소|해지|중단)*
수신을 ?(거부|원하지|중단)*
""")
"""Words for leaving a list: who uses them of themselves asks for it."""

ASKS: Final = phrases("""
(aus|von) (ihrem|ihrer|eurem|eurer|dem|der|deinem|deiner|allen) ...(verteiler*|liste*|kartei|datenbank|
  mailing*|adressbuch)
(löschen|entfernen|streichen|tragen) sie (bitte )?(mich|uns|meine|unsere|diese) ...(adresse|daten|mail*|
  verteiler*|liste*|aus$)
(lösch|entfern|streich)(t|e|en)? (bitte )?(mich|uns|meine (adresse|mail*|daten|e-mail*))
keine (weiteren )?(e-?mails?|nachrichten|mails|post|werbung) mehr
(bitte )?keine weiteren (e-?mails?|nachrichten|mails|zusendungen|schreiben|informationen|einladungen)
schreib* ... nicht mehr
(möchte|will|wollen|möchten|wünsche) ... (keine|nicht mehr|nicht länger) ...(mails?|nachrichten|post|
  werbung|newsletter|angeschrieben|kontaktiert|informationen)
(schicken|senden|schickt|sendet) ... (nichts|keine) ...mehr
(hören sie|hört) ... auf...(schreiben|mails?|senden|schicken|kontaktieren)
(retirer|supprimer|enlever|effacer|radier|retirez|supprimez|enlevez|effacez|ôter|ôtez)...(liste*|diffusion|
  adresse|fichier*|base|données|coordonnées)
(ne (veux|souhaite|désire|souhaitons|voulons)|n'ai) (plus|pas) ...(recevoir|être contacté*|messages|
  courriels|mails?|e-?mails?)
ne (m'|nous )?(envoyez|envoie|écrivez|écris|contactez|envoyer)(-moi)? ?(plus|pas) ?(me |m')?
ne m'(envoyez|écrivez) plus; ne me (contactez|écrivez|sollicitez) plus
(cessez|cesser|arrêtez|arrêter|stoppez) (de |d')(m'|me |nous )(écrire|envoyer|contacter|solliciter)
plus de (mails?|messages|courriels)
(quite*|quiten*|elimine*|eliminen*|borre*|borren*|saque*|saquen*|retire*|remueva*|remuevan*|dar|
  baja) ...(lista*|base|correo|correos|registros|datos|dirección)
no (quiero|deseo|queremos|deseamos) ...(recibir|que me (escriban|envíen|contacten)) ...(más|correo*|
  mensaje*|esto*|email*|contacten|escriban|envíen)?
no me (escriban|escriba|envíen|envíe|manden|mande|contacten|contacte)
(deje|dejen|deja|dejad) de (enviar|mandar|escribir|contactar)*
(remova|removam|retire|retirem|exclua|excluam|apague|apaguem|tire|tirem)[ -](me|nos|o meu|meu|a minha|minha|
  nosso|por favor|este) ...(lista*|e-?mail*|base|cadastro|dados|endereço)
(remova|removam|retirem|exclua|excluam|tirem)-(me|nos)
não (quero|desejo|queremos|gostaria de|pretendo) ...(receber|ser contat*|ser contact*) ...(mais|e-?mails?|
  mensagens|estes|estas)?
não me (enviem|mandem|escrevam|contatem|contactem)
(parem|pare|deixem|deixe) de (me )?(enviar|mandar|escrever|contatar|contactar)*
(cancella|cancellami|cancellarmi|cancellatemi|cancellare|cancellate|cancellazione|rimuovi|rimuovimi|
  rimuovermi|rimuovetemi|rimuovere|rimozione|eliminami|eliminarmi|eliminatemi|eliminare|toglimi|togliermi|
  toglietemi|togliere) ...(lista|liste|mailing list|indirizzo|database|newsletter|miei dati|rubrica|vostr*)
non (voglio|desidero|vogliamo|desideriamo|intendo) ...(ricevere|essere contattat*)
(non (scrivetemi|inviatemi|mandatemi|contattatemi)|non mi scriv*)( più)?
(smette*|smetti*|basta|finitela) ... (scriver*|inviar*|mandar*|contattar*|e-?mail|mail|messaggi)
(haal|verwijder|schrap|gooi|wis) (mij|me|ons|mijn|onze|dit) ...(lijst*|mailinglijst|bestand*|database|
  adres*|gegevens|systeem)
(wil|wens|willen|wensen) ...(geen|niet meer|niet langer) ...(mails?|e-?mails?|berichten|post|ontvangen|
  gemaild|benaderd|nieuwsbrie*)
geen (e-?mails?|mails?|berichten|post|nieuwsbrie*) meer
stop met ... (mailen|sturen|mails|schrijven|e-?mailen)
(stuur|mail) (mij|me|ons) ...(niets|niet|geen|nooit) ...meer
ta bort (mig|oss|min|mitt|vår) ...(list*|sändlist*|register|adress|mejladress|utskick*|e-?post*|uppgifter)
(vill|önskar) (inte|inga) ...(ha|få|motta|ta emot) ...(mejl|mail|e-?post|meddelanden|utskick|fler|
  nyhetsbrev)
inga fler (mejl|mail|utskick|meddelanden)
(sluta|slutar ni) (skicka|mejla|maila|skriva|kontakta)*
(fjern|slet|slett|ta|stryk) (mig|meg|os|oss|min|mitt|vår|venligst mig) ...(list*|mailingliste|adresse*|
  register|database|e-?post*|data|av listen|oplysninger)
(ønsker|vil) (ikke|ikke længere|ikke lenger|ingen) ...(modtage|få|ha|have|motta|høre) ...(mails?|e-?mails?|
  e-?post*|beskeder|meldinger|flere|nyhedsbrev*|nyhetsbrev*)
ønsker ikke (flere|mer) ...(mails?|e-?post*|e-?mails?|beskeder|meldinger)
(ingen|ikke) flere (mails?|e-?mails?|e-?poster|beskeder|meldinger)
(stop|slutt|hold op) (med )?(at|å) (sende|skrive|maile|kontakte)*
(poista|poistakaa|poistattehan|poistetaan) (minut|meidät|osoitte*|sähköposti*|tieto*) ...
en (halua|halua enää|halua enempää|tahdo) ...(viestejä|sähköpost*|posti*|uutiskirje*|saada|vastaanottaa)
(lopeta|lopettakaa) ...(lähett*|viest*|sähköpost*); (älkää|älä) ...(lähett*|lähetä*)
(usun[ąa]ć|usuńcie|usunięcie|skreśl*|wykreśl*|wypisa*|wykreślenie|wypisanie) ...(mnie|nas|mój|adres*|list*|
  baz*|danych|mailing*)
nie (chc[eę]|życz[eę] sobie|chcemy) ...(otrzymywać|dostawać|więcej|maili|wiadomości|e-?maili|korespondencji)
(nie|przestańcie|proszę nie) (wysyła*|przysyła*|pisz*|pisa*) ...(więcej|do mnie|mi|maili)
(vyřa[dď]*|vyřazení|vyškrtn*|odstra[nň]*|vymaž*|smaž*) ...(seznam*|databáz*|adres*|odběr*|mailing*|mě|mne)
(ne(chci|přeji si|chceme)|nepřeji si) ...(dostávat|dostat|žádné|další|e-?maily|zprávy|maily)
(už |mi |nám |prosím ){0,3}(neposílejte|neposílat|nepište)
(neposílejte|neposílat|nepište|přestaňte) ...(mi|nám|posílat|psát|nic|žádné)
(vegyen|vegyenek|töröl|törölj|töröljen|töröljenek|távolíts|kiiratkoz)* ...(listáról|levelezőlistáról|
  adatbázisból|hírlevélről|címemet|címlistáról|le a listáról)
(nem (kérek|szeretnék|akarok|kívánok)) ...(több|levelet|e-?mailt|üzenetet|kapni|hírlevelet)
ne (küldj*|írj*) ...(több|nekem|levelet|e-?mailt|többet)
(beni|bizi|adresimi|e-?postamı|mailimi) ...(liste*) ...(çıkar*|sil*|kaldır*)
(artık |bir daha |daha fazla )?(e-?posta|mail|mesaj|ileti) (almak|gelmesini) istemiyor*
(bana|bize|artık) ...(e-?posta|mail|mesaj) ...(göndermeyin*|atmayın*|yollamayın*); liste* çıkar*
(удалите|удалить|исключите|исключить|уберите|убрать|вычеркните) ...(меня|нас|мой|наш|адрес|почту|
  данные) ...(рассылк*|списк*|баз*|адрес*|данные|почту)?
(не (хочу|желаю|хотим|надо|нужно)) ...(получать|писем|писать|рассылк*|ваши|присылать|слать|ваших)
(больше )?не (присылайте|шлите|пишите|отправляйте|беспокойте) ...(мне|нам|больше|писем|письма|сообщени*)
(прекратите|перестаньте) ...(слать|присылать|писать|отправлять|рассылк*)
(видаліть|видалити|вилучіть|вилучити|виключіть|приберіть|викресліть) ...(мене|нас|мою|мій|адресу|
  пошту) ...(розсилк*|списк*|баз*|адрес*)?
не (хочу|бажаю|хочемо|треба) ...(отримувати|листів|розсилк*|ваші|ваших)
(більше )?не (надсилайте|пишіть|шліть|турбуйте) ...(мені|нам|більше|листів)
(припиніть|перестаньте) ...(надсилати|писати|слати|розсилк*)
(διαγράψτε|διέγραψε|διαγράψετε|αφαιρέστε|βγάλτε|σβήστε) ...(λίστα*|με|διεύθυνση|email|mail)
(να |θέλω να |επιθυμώ να )(διαγραφώ|αφαιρεθώ|απεγγραφώ)
δεν (θέλω|επιθυμώ|θέλουμε) ...(λαμβάνω|παίρνω|λάβω|μηνύματα|email*|mail*)
μη(ν)? (μου|μας) ...(στέλνετε|στείλετε|γράφετε|ξαναστείλετε|ξαναγράψετε)
(σταματήστε|πάψτε) ...(στέλνετε|γράφετε|μηνύματα|email*)
(メール|連絡|案内|送信|配信)~(送らない|しない|送ら|送信しない|送付しない|やめて|止めて|停止して|ご遠慮|
  控えて)
(リスト|名簿|宛先|配信先|メーリングリスト)~(外し|削除|除外|抜い|はずし)
(アドレス|登録|連絡先)~(削除|抹消|消して); 受信~(希望しません|したくありません|拒否|望みません)
(二度と|もう|これ以上)~(送ら|メール|連絡)
(把|将|將)我~(移除|删除|刪除|去掉|剔除|移出|除名); (从|從)~(列表|名单|名單|清单|清單)~(移除|删除|刪除|去掉)
(不要|别|別|勿|请勿|請勿|停止)~(再)?~(发|發|寄|联系|聯絡|打扰|打擾|发送|發送)~(邮件|郵件|信|消息|给我|給我|
  我)?
不(想|愿|願|希望|需要)(再|继续|繼續)~(收到|接收|收)
(删除|刪除)我的~(邮箱|郵箱|地址|信息|資料|资料|邮件地址)
(메일|이메일|연락|문자)~(보내지|그만|중단|중지|원하지|받지 않|받고 싶지)
(리스트|목록|명단|주소록)~(삭제|제외|빼)
(제|내|저의) ?(주소|이메일|메일|정보)~(삭제|지워)
(그만|더 ?이상|다시는)~(보내|메일|연락)
nehm* (mich|uns|bitte) ...(verteiler*|liste*)
(lösch*|löschung|entfern*|streich*|austrag*) ...(meiner|meine|mich|uns|dieser|diese) ...(daten|adresse*|
  mail*|liste*|verteiler*)
(nicht|nichts|nie|keine) (mehr|weiter*|länger) ...(anschreiben|anzuschreiben|schreiben|schicken|senden|
  mailen|kontaktieren|zusenden|zuschicken|belästigen|kontaktiert|angeschrieben)
(retirez|retirer|enlevez|enlever|supprimez|supprimer|effacez|effacer|radiez|radier|rayez|rayer|ôtez|
  ôter)...(liste*|fichier*|base|adresse|diffusion|coordonnées|données|mailing*)
(stop|halte|assez|fini) (aux?|de|les|avec) ...(mails?|courriels?|messages?|e-?mails?)
(chega|basta|para|pare) (de|com) ...(e-?mails?|mensagens|mails)
(sáqu*|sac*|quit*|borr*|elimin*|retir*|remov*|remuev*|suprim*) ...(lista*|base de datos|registro*|correo*|
  mis datos|mi dirección)
(tirem|tirar|removam|remover|retirem|retirar|excluam|excluir|apaguem|apagar|eliminem|eliminar|remova|retire|
  exclua|apague)...(lista*|base de dados|cadastro|meus dados|meu e-?mail|meu endereço)
(togli*|toglie*|levat*|leva|rimuov*) ...(lista*|elenco|indirizzario|miei dati|mio indirizzo|rubrica)
basta (con|e-?mail|mail|messaggi); (stuur|mail|schrijf) ...(niks|niets|niet|geen|nooit) ...meer
(haal|gooi|schrap|verwijder|wis) ...(lijst|bestand|mailinglijst|adressenbestand|database)
(ta|plocka|stryk|radera|tag) (bort )?(mig|oss|min|vår) ...(list*|utskick*|register*|sändlist*|mejl*|adress*)
(slet|slett|fjern|stryk) ...(mailadresse|e-?postadresse*|mail|adresse*|liste*|oplysninger|opplysninger|data)
(poist*|ottakaa|ota|poistu*) ...(list*|rekister*|postituslist*|osoit*)
(skreśl*|wykreśl*|usuń*|usun*|wypis*|zdję*) ...(list*|baz*|mailing*|adres*)
(vymaž*|smaž*|vyřaď*|vyřad*|odstraň*|vyškrtn*) ...(seznam*|databáz*|evidenc*|adres*|kontakt*)
(vegy*|töröl*|kivesz*|távolít*|vedd) ...(list*|címlist*|adatbázis*|nyilvántart*|címem*)
(liste*|kayıt*|veritaban*) ...(çıkar*|sil*|kaldır*); (adımı|beni|adresimi) ...(sil*|çıkar*|kaldır*)
(уберите|удалите|исключите|вычеркните) ...(баз*|списк*|рассылк*|контакт*)
(приберіть|видаліть|виключіть|вилучіть) ...(баз*|списк*|розсилк*|контакт*)
(βγάλτε|βγάλε|διαγράψτε|σβήστε|αφαιρέστε) ...(λίστα*|κατάλογ*|επαφ*|βάση*)
(アドレス|宛|メール)~(送信|配信|送付)~(止め|やめ|停止|ご遠慮|控え)
(邮箱|邮件地址|地址|郵箱|郵件地址|信箱|名字)~(移出|移除|删除|刪除|去掉|踢出|除名|移走)
(명단|목록|리스트|주소록)~(빼|제외|삭제|지워)
(meld*|abmeld*) ...(newsletter|verteiler*|mailing*|mails?|liste) ...ab
keine ...(zusendung*|mails?|e-?mails?|newsletter|schreiben|werbung|rundmail*) (mehr|weiter*)
ne plus (m'|nous |me |vous )?(envoy*|écri*|recevoir|contact*|être contact*|sollicit*|adresser)
ne (pas|plus) (m'|me |nous )(envoyer|écrire|contacter)
(rayez|radiez|sortez|ôtez)-moi
basta (de|ya)( de| con)? ...(correos?|mensajes?|e-?mails?)
(que me|me) (eliminen|borren|quiten|retiren|saquen) ...(registros?|lista*|base*)
basta de (correos?|mensajes?|e-?mails?)
(quero|queria|gostaria de|desejo|pretendo) (sair|ser removid*|ser retirad*|ser excluíd*) ...(lista*|
  mailing*|cadastro|newsletter|grupo)
não me (contact*|contat*|mand*|envi*|escrev*)
(vorrei|desidero|preferisco|preferirei) non ...(ricever*|essere contattat*)
non ...(ricevere|mandarmi|inviarmi) ...(più|nulla|niente)
(ontvang|krijg|wil|hoef) ...(liever )?(niets|niks|geen|niet) ...meer( van jullie| van u)?
(meld|schrijf|haal) (mij|me|ons) (af|uit)
(vill|önskar|önska|vil|ønsker) ...(bli |blive |å |gerne |gjerne )?(borttagen|raderad|struken|slettet|
  slettes|fjernet|fjernes|avmeldt|afmeldt|avmeldes|afmeldes|meldes av)
(nic|żadn*|więcej) ...(nie )?(przysyła*|wysyła*|przesyła*)
nie ...(przysyła*|wysyła*|przesyła*) ...(nic|więcej|już|żadn*)
(już|więcej) (nic|nie) ...(przysyła*|wysyła*|pis*)
(nic|žádné|už) ...(neposíl*|nezasíl*|nepiš*)
ne ...(küldj*|írj*) ...(többé|többet|semmit|több|levelet|e-?mailt); (többé|többet) ne ...(küldj*|írj*)
(mail|e-?posta|mesaj|ileti) ...(atmayı|göndermeyi|yollamayı) ...(bırak*|kes*|durdur*)
(хватит|прекратите|перестаньте|довольно|достаточно) ...(слать|присылать|писать|отправлять|писем|рассыл*|
  сообщен*)
(досить|годі|припиніть|перестаньте) ...(слати|надсилати|писати|листів|розсил*|повідомлен*)
μη(ν)? (μου |μας |με |ξανα)(στείλ*|στέλν*|ξαναστείλ*|γράφ*|γράψ*|ενοχλ*)
(σταματήστε|φτάνουν|αρκετά) ...(email*|mail*|μηνύματα)
(案内|メール|連絡|配信|送信|送付|ニュースレター)~(不要|いりません|結構です|要りません|お断り)
(今後|以後|以降)~(不要|送らない|連絡しない|停止)
(别|不要|别再|勿)~(发|發|寄|打扰|打擾|联系|聯絡)~(了|给我|給我|邮件|郵件|$)
(메일|이메일|연락|소식)~(그만|사양|원치|필요 ?없|받지)
älkää ...(lähettä*|kirjoitta*|ottako) ...(enää|mitään|lisää|yhteyttä)
(fjern*|slet*|stryg*|stryk*|afmeld*|avmeld*|framel*) ...(list*|mailinglist*|e-?postlist*|adresselist*|
  nyhedsbrev*|nyhetsbrev*|register*|database*)
(list*|mailinglist*|e-?postlist*|adresselist*|nyhedsbrev*|nyhetsbrev*|register*|database*) ...(fjern*|slet*|
  stryg*|stryk*|afmeld*|avmeld*|framel*)
(ta bort|tas bort|tagna bort|avregistrer*|avslut*|avprenumer*|stryk*|radera*|plocka bort|
  säga upp) ...(list*|maillist*|mejllist*|sändlist*|utskick*|prenumeration*|nyhetsbrev*|register*)
(list*|maillist*|mejllist*|sändlist*|utskick*|prenumeration*|nyhetsbrev*|register*) ...(ta bort|tas bort|
  tagna bort|avregistrer*|avslut*|avprenumer*|stryk*|radera*|plocka bort|säga upp)
(poist*|pois|peru*|lopet*|erota) ...(list*|postituslist*|sähköpostilist*|tilau*|uutiskirje*|rekister*)
(list*|postituslist*|sähköpostilist*|tilau*|uutiskirje*|rekister*) ...(poist*|pois|peru*|lopet*|erota)
(usun*|usuń*|wypis*|skreśl*|wykreśl*|rezygn*) ...(list*|newsletter*|baz*|subskryp*|mailing*)
(list*|newsletter*|baz*|subskryp*|mailing*) ...(usun*|usuń*|wypis*|skreśl*|wykreśl*|rezygn*)
(zruš*|odhlás*|odhlašuj*|vyřa*|vymaz*|vymaž*|smaz*|smaž*|odebr*|odeber*) ...(odběr*|odbir*|seznam*|
  newsletter*|novin*|databáz*|rozesíl*)
(odběr*|odbir*|seznam*|newsletter*|novin*|databáz*|rozesíl*) ...(zruš*|odhlás*|odhlašuj*|vyřa*|vymaz*|
  vymaž*|smaz*|smaž*|odebr*|odeber*)
(leirat*|iratkoz*|töröl*|kivesz*|vegy*|levesz*|levenni|kivenni) ...(list*|levelezőlist*|címlist*|hírlev*|
  adatbáz*)
(list*|levelezőlist*|címlist*|hírlev*|adatbáz*) ...(leirat*|iratkoz*|töröl*|kivesz*|vegy*|levesz*|levenni|
  kivenni)
(çık*|sil*|kaldır*|ayrıl*|iptal*) ...(liste*|abonel*|bülten*)
(liste*|abonel*|bülten*) ...(çık*|sil*|kaldır*|ayrıl*|iptal*)
(отпис*|удали*|удале*|удаля*|исключ*|убер*|убра*|вычерк*) ...(рассыл*|спис*|баз*)
(рассыл*|спис*|баз*) ...(отпис*|удали*|удале*|удаля*|исключ*|убер*|убра*|вычерк*)
(відпис*|відпиш*|видали*|видале*|видаля*|виключ*|прибер*|прибра*|вилуч*|викресл*) ...(розсил*|спис*|баз*)
(розсил*|спис*|баз*) ...(відпис*|відпиш*|видали*|видале*|видаля*|виключ*|прибер*|прибра*|вилуч*|викресл*)
(διαγραφ*|διαγραψ*|απεγγραφ*|αφαιρ*|βγαλ*|βγειτε|σβησ*) ...(λίστα*|newsletter|κατάλογο*|βάση|αλληλογραφί*)
(λίστα*|newsletter|κατάλογο*|βάση|αλληλογραφί*) ...(διαγραφ*|διαγραψ*|απεγγραφ*|αφαιρ*|βγαλ*|βγειτε|σβησ*)
(haal|halen|verwijder*|schrap*|uitschrijv*|schrijf|afmeld*|wis|wissen) ...(mailinglijst*|verzendlijst*|
  maillijst*|lijst|bestand|nieuwsbrief*|adressenlijst)
(mailinglijst*|verzendlijst*|maillijst*|lijst|bestand|nieuwsbrief*|adressenlijst) ...(haal|halen|verwijder*|
  schrap*|uitschrijv*|schrijf|afmeld*|wis|wissen)
(streich*|lösch*|entfern*|austrag*|herausnehm*|rausnehm*) ...(verteiler*|mailingliste*|e-?mail-?liste*|
  adressliste*|newsletter*|kartei|datenbank|adressbuch)
(verteiler*|mailingliste*|e-?mail-?liste*|adressliste*|newsletter*|kartei|datenbank|
  adressbuch) ...(streich*|lösch*|entfern*|austrag*|herausnehm*|rausnehm*)
kein (interesse|bedarf) ...(mails?|newsletter|zusendung*|nachrichten|anschreiben)
no (me )?(enviar*|mandar*|escribir*|envíen|manden) (más|ningún); no (enviarme|mandarme|escribirme)
não (me )?(envi*|mand*|escrev*) (mais|nenhum*)
(больше не|не надо|не нужно|прошу не) ...(присыла*|слать|шлите|писа*|отправл*|беспоко*)
(більше не|не треба|не потрібно|прошу не) ...(надсила*|слати|писа*|турбува*)
(구독|수신|뉴스레터|메일링|메일)~(해지|취소|거부|중단|중지|탈퇴)
(meine|unsere|diese) ...(adresse|mailadresse|e-?mail-?adresse|daten) ...(löschen|streichen|entfernen|
  austragen)
(vorrei|desidero|chiedo di|voglio) (essere|venire) (cancellat*|rimoss*|eliminat*|tolt*)
""")
"""Sentences that ask for it, in other languages than English."""
