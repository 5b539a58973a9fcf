# ruff: noqa: RUF001 - letters of other alphabets, as they are written
"""Out-of-office mails in words: whom to turn to instead, and the thanks at the top."""

from typing import Final

from outreach.core.inbound.words.phrases import phrases

INSTEAD: Final = phrases("""
(urgent*|immediate|emergenc*) ... (contact|call|ring|e-?mail|text)
(urgent*|immediate|emergenc*) ... (reach|write|phone|dial|message|assist*)
(pressing|time.sensitive|can't wait|cannot wait) ... (contact|call|ring|e-?mail|text)
(pressing|time.sensitive|can't wait|cannot wait) ... (reach|write|phone|dial|message|assist*)
(if|for|in) ... (urgent*|immediate (assistance|help|attention)|emergenc*|pressing|can't wait)
(please )?(direct|forward|address|refer) (your|any|all) (enquir*|inquir*|question*)
(please )?(direct|forward|address|refer) (your|any|all) (request*|mail|e-?mails?); in the meantime
(in|bei) (dringenden|eiligen|wichtigen) (fällen|angelegenheiten|anliegen|fragen); in (dringlichen|notfällen)
(dringend*|eilig*|notfall*) ... (wenden|kontaktieren|rufen|erreichen|hilft|schreiben); meine vertretung
vertritt mich; vertreten mich
en cas d'urgence ...(contact*|adress*|appel*|joign*|écri*|merci)?
(pour toute urgence|urgen*) ...(contact*|adress*|appel*|joign*|écri*|merci)?
(pour toute (question urgente|demande urgente)) ...(contact*|adress*|appel*|joign*|écri*|merci)?
urgen* ...(contact*|adress*|appel*|joign*|écri*|merci)?
(en caso de urgencia|para (asuntos|temas|cuestiones|casos) urgentes) ... (contact*|comuni*|póng*)
(en caso de urgencia|para (asuntos|temas|cuestiones|casos) urgentes) ... (llam*|escrib*|dirij*)
(urgente|urgencias?) ... (contact*|comuni*|póng*|llam*|escrib*|dirij*)
(em caso de urgência|para (assuntos|questões) urgentes) ... (contact*|contat*|ligue|escrev*|favor)
(urgente|urgência) ... (contact*|contat*|ligue|escrev*|favor)
(per (urgenze|questioni urgenti)) ... (contatt*|rivolg*|chiam*|scriv*|telefon*)
(in caso di (urgenza|emergenza|necessità)|urgen*) ... (contatt*|rivolg*|chiam*|scriv*|telefon*)
(per (casi urgenti|emergenze)) ... (contatt*|rivolg*|chiam*|scriv*|telefon*)
(in caso di (urgenza|emergenza|necessità)|urgen*) ... (contatt*|rivolg*|chiam*|scriv*|telefon*)
(voor (dringende|spoedeisende|urgente) (zaken|gevallen|vragen)) ... (contact|bel*|mail*|kun*|kan)
(bij (spoed|dringende)) ... (contact|bel*|mail*|kun*|kan)
(in (dringende|spoed)|spoed) ... (contact|bel*|mail*|kun*|kan)
(vid|för) (brådskande|akuta) (ärenden|frågor|fall); om det är bråttom; brådskande ...(kontakta|ring)
(ved|i) (hastende|presserende|akutte) (henvendelser|sager|saker|tilfælde|tilfeller|spørsmål)
(hvis|om) det haster; haster det; ved hastesaker; ved behov for (rask|akutt|øyeblikkelig)
kiireelli* ... (asioissa|tapauksissa|asiat|soita|yhtey*|ota)
(w|we) (sprawach pilnych|pilnych (sprawach|przypadkach)|nagłych); w (przypadku|razie) pil*
v (naléhavých|urgentních|akutních|neodkladných) (případech|záležitostech)
v případě (nutnosti|naléhav*|potřeby)
sürgős (esetben|ügyben|ügyekben|kérdésben)
acil (durum*|konular*|işler*|hallerde|ihtiyaç*)
по (срочным|неотложным|всем срочным) (вопросам|делам); в (срочных|экстренных) случаях; (если|при) ... срочн*
(з|із|у|в|щодо) (термінових|невідкладних|нагальних) (питань|справах|випадках|справ)
(για (επείγοντα|κάτι επείγον|επείγουσες)|σε (επείγουσα|περίπτωση ανάγκης|επείγουσες))
(お急ぎ|緊急)(の場合|の(ご)?(用件|連絡)|の際|の方)
(如有|如果|若有|若)(紧急|緊急|急事|急件|要事|任何紧急); (紧急|緊急)(情况|事宜|事项|事務|事项)
(급한|긴급한?|급하신) (용무|사항|일|업무|경우|연락|문의)
(please )?contact ... (instead|in my absence|during my absence|while i)
(contact|reach out to|e-?mail|call) my (colleague|assistant|deputy|manager|team|office)
(my colleague|my assistant|our office|our team) ... (will|can|is able to) (help|assist|answer)
(if you )?(need|require) (immediate|urgent) (assistance|help|attention)
(kontaktieren|wenden) sie ... (kollegen|kollegin|vertretung|büro|sekretariat)|(mein kollege|
  meine kollegin) ... (hilft|vertritt)
(vous pouvez|veuillez|merci de) (joindre|contacter|vous adresser)
(puede|pueden|puedes) (contactar|comunicarse|ponerte|ponerse|escribir)
(pode|podem|favor) (contactar|contatar|escrever|ligar); (potete|può|puoi) (contattare|rivolger*|scrivere)
per qualsiasi (necessità|urgenza); urgenze:
(kun|kunt|kan) (je|u) (terecht|contact|bellen|mailen)
(kontakta|kontakt) ... (kollega*|min kollega|ved|vid|hvis|om)
if ... (is|are) urgent; urgent ... contact; wenden sie sich ... an; (请|請)(联系|聯系|聯絡|致电|致電)
(在此|此|休假|出差)~期(间|間); 敬请(知悉|谅解); 敬請(知悉|見諒)
reach the ... (desk|office); bitte wenden sie sich; skriv i stedet; schreiben sie (bitte )?(an|stattdessen)
mi (compañer*|colega) (atiende|le ayud*)
""")
"""Whom to turn to where it cannot wait."""

THANKS: Final = phrases("""
thank(s| you) (very much |so much )?for (your |the )?(e-?mail|message|note|mail|getting in touch)
thank(s| you) (very much |so much )?for (your |the )?(contacting|reaching out)
thank(s| you) (very much |so much )?for (your |the )?(writing|inquiry|enquiry); you have reached
thank you for contacting
(vielen |herzlichen |besten )?dank für (ihre|deine|die) (e-?mail|mail|nachricht|anfrage)
merci (beaucoup )?(pour|de) (votre|ton) (message|courriel|e-?mail|mail); nous avons bien reçu
(muchas )?gracias por (su|tu) (mensaje|correo|e-?mail); gracias por (contactar*|escribir*|comunicar*)
(muito )?obrigad[oa] pel[oa] (seu|sua|teu|tua) (mensagem|e-?mail|contacto|contato)
agradeço (o seu|a sua) (e-?mail|mensagem|contato|contacto)
grazie per (il|la|la sua|il suo) ?(messaggio|e-?mail|mail|scritto|contattato)?
grazie per (la tua|il tuo|avermi|averci) ?(messaggio|e-?mail|mail|scritto|contattato)?
(hartelijk )?(bedankt|dank) voor (uw|je|jouw|het) (e-?mail|mail|bericht)
tack för (ditt|din|ert) (mejl|mail|e-?post|meddelande|e-?postmeddelande)
tak for (din|jeres|deres) (mail|e-?mail|henvendelse|besked)
takk for (din |e-?posten|meldingen|henvendelsen|mailen)( e-?post| henvendelse| melding)?
kiitos (viestistä*|sähköpostista*|yhteydenoto*); dziękuj[eę] za (wiadomość|e-?mail|kontakt|maila)
děkuj(i|eme) za (váš |vaši |vas |tvůj )?(e-?mail|zprávu)
köszön(öm|jük) (a )?(levelét|üzenetét|megkeresését|e-?mail*)
(e-?postanız|mesajınız|iletiniz) için teşekkür*
(спасибо|благодарю|благодарим) за (ваше |ваш )?(письмо|сообщение|обращение)
(дякую|дякуємо) за (ваш |ваше )?(лист|повідомлення|звернення)
(σας )?ευχαριστώ(με)? (πολύ )?για το (μήνυμα|email|e-mail)*
(メール|ご連絡|お問い合わせ)(を)?(いただき|頂き|ありがとう)
(感谢|感謝|谢谢|謝謝)(您|你)?的?(来信|來信|邮件|郵件|来函)
(메일|이메일|연락) (주셔서|주신|보내주셔서)? ?감사
grazie (per )?(la |il )?(tua|sua|vostra|tuo|suo|vostro) (e-?mail|mail|messaggio)
gracias por (tu|su|el) (contacto|mail)
obrigad[oa] pel[oa] (seu|sua) (contato|contacto); takk for (din )?e-?post; お世話になっております
ご連絡ありがとうございます
""")
"""The thanks that stand at the top."""
