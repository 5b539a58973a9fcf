"""Asking to get no more messages, in English: the language in which most of them ask."""

from typing import Final

from outreach.core.inbound.words.phrases import phrases

_OFF = (
    "(from|off|out of) ...(list|lists|mailing*|e-?mails?|mails?|distribution|database*|records?|contacts?|"
    "newsletters?|communications?|correspondence|system|crm|files|messages|updates)"
)
"""Off a list of addresses, whatever it is called."""

ENGLISH: Final = phrases("""
(remove|take|delete|drop|strike|scratch|get|pull|erase|cross|leave) (me|us|our|my|this|that|the|him|her|
  them|\\w+) ... OFF
(remove|delete|erase|drop|scrub) (me|us)( completely| entirely| altogether| immediately)?$
please (remove|delete) (me|us)$
(take|get) (me|us) off( please| now| immediately)?$
not interested...(remove|unsub*|stop|take (me|us) off|delete); (please|just) (remove|delete|unsubscri*)$
(remove|delete|erase|scrub) (my|our|all my|all our) (data|details|information|e-?mail*|contact*|address*|
  account|personal data|record*|info)
stop (e-?mailing|mailing|contacting|messaging|spamming|bothering|texting|harassing|pestering|soliciting)
stop writing (to )?(me|us); stop all (e-?mails?|mail|messages|contact|communication*)
quit (e-?mailing|mailing|sending|contacting|bothering|spamming) (me|us|this|these|e-?mails?|your)
stop sending( to)? (me |us |out )?(this|these|those|such|your|any|anything|e-?mails?|mails?|messages?|
  mailings?|newsletters?|stuff|spam|it|them|all|things)
stop sending( me| us)?$
stop (these|this|your|the|all) (constant |annoying |daily |weekly )?(e-?mails?|messages?|mailings?|mails?|
  newsletters?|updates?|spam|nonsense)
(please|just) stop( it| this| now)?$
(no|any) more (of )?(these )?(e-?mails?|mailings?|messages|newsletters|spam|mails?)
no more of (this|these|those|your)
(no|any) further (correspondence|e-?mails?|contact|communications?|messages?|mailings?)
(don't|do not|dont|never|please not) (e-?mail|contact|write( to)?|mail|message|text|spam|bother) (me|
  us)( again| any ?more| ever| further| in (the )?future| please){0,3}$
(don't|do not|dont|never) (e-?mail|contact|write( to)?|mail|message|bother) (me|us) (again|any ?more|ever)
(don't|do not|dont|never) send (me|us) (any more|any further|any|anything|these|this|those|more|your|
  e-?mails?|mails?|messages?|newsletters?)( of)?( these| this| your)?( e-?mails?| mails?| messages?| stuff|
   things| mailings?| newsletters?)?( again| any ?more| ever| please){0,3}$
(no longer|don't|do not|dont|not|never) (want|wish|care|need|like|desire|agree) to be (contacted|e-?mailed|
  included|written to)
(no longer|don't|do not|dont|not|never) (want|wish|care|need|like|desire|agree) (to )?(receive|get|be (on|
  part of)|hear from|see|have) ...(e-?mails?|messages?|mailings?|mails?|newsletters?|list|you|
  communications?|contacted|e-?mailed|these|this|those|updates?|any more|any)
(no longer|don't|do not) (want|need|wish for|care for) (any more |any of |any )?(of )?(these|those|this|
  your) (e-?mails?|messages?|mails?|mailings?|newsletters?|updates?)
(no longer|don't|do not) (want|need) (any more |any |more )?(e-?mails?|messages|mails?|mailings|
  newsletters?|(of )?(these|those|this))( from you| any ?more| please){0,3}$
(don't|do not) want any more (e-?mails?|mails?|messages|mailings|newsletters|of (these|this)|from you)
rather not (get|receive|have|hear) ...(e-?mails?|messages?|mailings?|mails?|newsletters?|from you)
to be (removed|taken off|deleted)
(removal|removed|taken off) (from|off) (your|the|this|all|any) ...(list*|mailing*|e-?mails?|database|
  distribution)
(be|get) (removed|taken off)$; no need to keep (me|us) on
(cancel|end|terminate|stop) (my|our|this|the) (e-?mail )?subscription
(withdraw*|revoke*) (my |our |all )?consent; (do not|don't|never) consent to being
cease ...(contact*|communicat*|e-?mail*|send*|correspond*)
lose my (number|address|e-?mail); leave (me|us) alone; right to (be forgotten|erasure)
(blacklist|block) (me|us|my|our)
(want|wish|like|need|please|have|asked|asking|request*) ... (be |get |me |us )unsubscribed
i('ve| have|'d| had)? (already )?unsubscribed
(don't|do not) ... keep (e-?mailing|sending|contacting) (me|us); receive no (further|more)
out of (your|this) (list|database|mailings?)
(don't|do not|dont|never) (include|keep|add|copy|put|have) (me|us) ... (mailing*|future|list*|e-?mails?|
  updates?|any of|again)
(appreciate|prefer|rather|like|love|want|wish|glad|happy|grateful|thankful) ... (not|no longer|
  never) ...(receiv*|get|getting|
  includ*|contacted|hear|hearing|e-?mailed|bothered) ...(these|this|those|any|anymore|future|again|more|
  from you|e-?mails?|
  messages?|announcements?|mailings?|newsletters?|updates?)
(asked|ask|asking|request*|want|would like|need) ... (removed|taken off|unsubscribed|off (this|your) list)
(remove|delete|take|drop|erase|get) ... (owner|employee|colleague|predecessor|he|she|person|address|name|
  number) ...
  (from|off|out of) (your|this|whatever|all|any|every|the mailing|the distribution) ...(list*|mailing*|
  contacts|database|
  system|records|distribution|e-?mails?)
(off|out of) (whatever|any|every|all) ...(list*|database*|mailing*)
""".replace("OFF", _OFF))
"""Sentences that ask for it."""
