"""What only a person says: that the message was read, an answer to it, an exception."""

from typing import Final

from outreach.core.inbound.words.phrases import phrases

THEN: Final = phrases("""
that (day|week|morning|afternoon|evening|month|date); those (days|weeks|dates)
on (the )?[0-9]{1,2}(st|nd|rd|th); on (mon|tues|wednes|thurs|fri)days
(in|an) (der|dieser|jener) woche; an (dem|diesem|jenem) tag; am [0-9]{1,2}.? (nicht|leider)
(ce|cette) (jour|semaine)-?l[aà]?; ces jours-la
(ese|aquel|esa|aquella) (día|semana); (nesse|naquele|nessa|naquela) (dia|semana)
(quel|quella|quei) (giorno|settimana|giorni)
die (dag|week); ik ben dan; (den|de) (dagen|veckan|dagarna|dag|uge|uken); (då|da),
(semester|ferie) (då|da)
(sinä|sillä|silloin) (päivänä|viikolla|olen); olen silloin; (tego|tym|w tym) (dnia|tygodniu)
(ten|tento) (den|týden)
aznap; azon a (héten|napon); o (gün|hafta); (в|на) (этот|тот|той|эту) (день|неделе|неделю)
(того|той) (дня|тижня)
εκείνη τη (μέρα|εβδομάδα); 当日; その(日|週); (那|这)(天|一周|週|周|一天|一週); 그(날| 주)
""")
"""A day that somebody else has named: whoever speaks of it has read the message."""

ENGAGED: Final = phrases(r"""
count (me|us) in; (put|sign|mark|pencil) (me|us) (down|up|in); i'll (be there|attend|join|come)
i will (be there|attend|join|come); (he|she|they|jo|my \w+) will (come|attend|join); look(ing)? forward to
(i|we) (would|could|can|may|might) (come|attend|join|go); (may|shall|should|could|can) (i|we)
(in|take) (his|her|their) place; on (his|her|their) behalf; instead of (him|her|them)
see you; (yes|sorry|no)[,.]; (can|could|would|will) you; (send|tell|give|let) (me|us) (the|know|how|what|a)
(works|suits) (for )?me; any other day; happy to; glad to; sorry for the; would (love|like) to
i can't (come|make|attend); please keep me posted; sending my; i was (on|away|out); i'm back early
(komme|nehme|dabei|teilnehmen) (ich )?(gern|gerne|teil); (je|j') ?(viendrai|participerai|confirme)
(cuente|cuenten) conmigo; (allí|ahí) estaré; (conte|contem) comigo; estarei (lá|presente); ci sarò
(kom|neem) (ik )?graag; (jag|jeg) kommer g(ä|j)rn*; (参加|出席)(いた|し|でき|を希望); 참석; приду; прийду
придёт; прийде; participar(ei|é)
(verrà|viene) (il|la); gelecek; przyjdzie; θα (έρθω|έρθει)
(put|add|keep) (me|us) on (the|your) list; try (me|us) (again )?(in|after|next); (swamped|short-? ?handed)
(will|can|could|may|might) (attend|come|join|be there|represent us) (for|in|on|instead of) (me|us|my|our)
(what|which) (time|day|date) (is|does|will|do|are|was); how (long|many|much) (is|does|will|are|can|people)
where (is|do|does|can|should|will) (it|i|we|the|you|one|people)
passed (it|this|your) ... on; (forwarded|handed) (it|this|your); can (come|attend|make)
(可以|能|会|會)(参加|參加|出席); (passt|klappt|lukt|va bene|pasuje|me viene bien|c'est bon)
""")
"""What a program does not say: an answer to what was asked, or an exception to the absence."""

BUT: Final = phrases("""
but; aber; mais; pero; maar; mutta; ale; але; но; αλλά; ama; men (vil|skickar|kollega*|sender)
mas (envio|vai|vou); ma (verrà|viene|mando); de a kolléga*
""")
"""An exception, which programs make seldom and people often."""
