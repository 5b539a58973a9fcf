"""Asking to get no more messages, in English: the language in which most of them ask."""

from typing import Final

from outreach.core.inbound.words.phrases import phrases

_OFF = (
    "(from|off|out of) ...(list|lists|mailing*|e-?mails?|mails?|distribution|database*|records?|contacts?|"
    "newsletters?|communications?|correspondence|system|crm|files|messages|updates)"
)
"""Off a list of addresses, whatever it is called."""

_WORDS: Final = """
(remove|delete|drop|erase) \\w+ from (all|any|future|every) ...(mailing*|e-?mails?|newsletters?|
  distribution|communications?|lists?)
(remove|take|delete|drop|strike|scratch|get|pull|erase|cross|leave) (me|us|him|her|them|my|our|this address|
  this e-?mail) ... OFF
(remove|take|delete|drop|strike|scratch|pull|erase|cross) \\w+ ... (from|off|out of) (your|this|the mailing|
  the e-?mail|the distribution) ...(list|lists|mailing*|e-?mails?|mails|distribution|database|records?|
  contacts?|newsletters?|communications?|correspondence|updates)
(want|wish|like|love|ask*|request*|need|please|expect|demand|appreciate|insist|prefer) ... (be |get |
  being )?(removed|taken off|deleted)( from| off| of| please| now| asap| immediately|$)
(removal|removed|taken off) (from|off) (your|this|all|any) ...(list*|mailing*|e-?mails?|database|
  distribution)
(please|want|receive|receiving|get|need|wish|send|desire|like) (\\w+ ){0,3}(no|any) (further|
  more) (correspondence|e-?mails?|contact|communications?|messages?|mailings?)
(no|any) further (correspondence|e-?mails?|contact|communications?|messages?|mailings?)( please| thanks|
   thank you| needed| necessary| required| from you| from the partnership){0,2}$
(remove|delete|erase|drop|scrub) (me|us)( completely| entirely| altogether| immediately)?$
please (remove|delete) (me|us)$
(take|get) (me|us) off( please| now| immediately)?$
not interested...(remove|unsub*|stop|take (me|us) off|delete)
(please|just) (remove|delete|unsubscri*)$
(remove|delete|erase|scrub) (my|our|all my|all our) (data|details|information|e-?mail*|contact*|address*|
  account|personal data|record*|info)
stop (e-?mailing|mailing|contacting|messaging|spamming|bothering|texting|harassing|pestering|soliciting)
stop writing (to )?(me|us)
stop all (e-?mails?|mail|messages|contact|communication*)
quit (e-?mailing|mailing|sending|contacting|bothering|spamming) (me|us|this|these|e-?mails?|your)
stop sending( to)? (me |us |out )?(this|these|those|such|your|any|anything|e-?mails?|mails?|messages?|
  mailings?|newsletters?|stuff|spam|it|them|all|things)
stop sending( me| us)?$
stop (these|this|your|the|all) (constant |annoying |daily |weekly )?(e-?mails?|messages?|mailings?|mails?|
  newsletters?|updates?|spam|nonsense)
(please|just) stop( it| this| now)?$
(no|any) more (of )?(these )?(e-?mails?|mailings?|messages|newsletters|spam|mails?)
no more of (this|these|those|your)
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
no need to keep (me|us) on
(cancel|end|terminate|stop) (my|our|this|the) (e-?mail )?subscription
(withdraw*|revoke*) (my |our |all )?consent
(do not|don't|never) consent to being
cease ...(contact*|communicat*|e-?mail*|send*|correspond*)
lose my (number|address|e-?mail)
leave (me|us) alone
right to (be forgotten|erasure)
(blacklist|block) (me|us|my|our)
(want|wish|like|need|please|have|asked|asking|request*) ... (be |get |me |us )unsubscribed
i('ve| have|'d| had)? (already )?unsubscribed
(don't|do not) ... keep (e-?mailing|sending|contacting) (me|us)
receive no (further|more)
out of (your|this) (list|database|mailings?)
(don't|do not|dont|never) (include|keep|add|copy|put|have) (me|us) ... (mailing*|future|list*|e-?mails?|
  updates?|any of|again)
(appreciate|prefer|rather|like|love|want|wish|glad|happy|grateful|thankful) ... (not|no longer|
  never) ...(receiv*|get|getting|includ*|contacted|hear|hearing|e-?mailed|bothered) ...(these|this|those|
  any|anymore|future|again|more|from you|e-?mails?|messages?|announcements?|mailings?|newsletters?|updates?)
(asked|ask|asking|request*|want|would like|need) ... (removed|taken off|unsubscribed|off (this|your) list)
(remove|delete|take|drop|erase|get) ... (owner|employee|colleague|predecessor|he|she|person|address|name|
  number) ... (from|off|out of) (your|this|whatever|all|any|every|the mailing|the distribution) ...(list*|
  mailing*|contacts|database|system|records|distribution|e-?mails?)
(off|out of) (whatever|any|every|all) ...(list*|database*|mailing*)
(cease|discontinue|refrain from|done with|enough of|tired of|sick of|fed up with|halt|end) (these|this|
  those|your|all|any|the|sending|getting) ...(e-?mails?|e-?mailing|mails?|messages?|mailings?|newsletters?|
  spam|communications?|anything)
cease and desist
(don't|do not|dont|never) (bother|pester|disturb|spam|harass) (me|us)
pull (me|us|my|our) ... from (your|this|the mailing)
(should not|shouldn't|don't want to|do not want to|never asked to|did not ask to|didn't ask to) be (on|
  in) (your|this|the|any) ...(list*|mailing*|database|distribution)
(could|can|may|want|like|wish|asking|ask|please|need) ...(taken|taking|removed) off( of)?( this| these| it|
  your list| the list)?$
(sending|send) (me|us) (anything|nothing) (else|more|further)
(no|not) interested in (your|these|any|receiving|getting) ...(e-?mails?|messages?|mailings?|newsletters?|
  updates?)
(would like|want|wish|need|like) (these|them|this|those|it|the e-?mails?|your e-?mails?|all of this|
  the messages?) (all )?to (stop|end|cease)
(don't|do not|dont|never) (e-?mail|write|contact|mail|message) again
(don't|do not|dont|never) send (this|these|those|anything|any|it|e-?mails?|mails?|such) ... to (me|us|
  this address|my|our)
(don't|do not|dont) (add|sign) (me|us) (up )?(to|for) (your|any|this|these|mailing) ...(list*|newsletter*|
  e-?mails?|mailing*)
(like|want|wish|love|need|ask|asking|prefer) to be (taken|kept|left|removed|dropped|deleted|crossed) (off|
  out|from|of) ...(list*|mailing*|e-?mails?|distribution|database|records?|newsletter*)
i (have|had|'ve) (already |now )?unsubscribed; (please )?no e-?mails( please| thanks| any ?more)?$
(don't|do not|dont|never) (e-?mail|contact|write( to)?|mail|message|send( anything)?( to)?) this (e-?mail |
  )(address|account|mailbox|inbox)( again| any ?more| ever| further| please){0,3}$
(don't|do not|dont|never) send (any )?more( please)?$; make (it|this|them|these) stop( please| now)?$
(remove|rmv|take|delete|drop|get|strike|scrub|leave|keep) (me|us) (off|from|out of) (this|these|it)( (one|
  thing|stuff|please|now|asap|immediately|at once|from now on|in (the )?future)){0,2}$
(remove|rmv|scrub) (me|us)( now| please)?$; scrub (me|us) ... (from|off|out of) (your|this|the|all|any)
(want|wants) off( now| please| this| this list)?$; drop (my|our) (e-?mail*|address)( please)?$
(take|get) (this|my|our) (e-?mail |address ){1,2}off( please| now)?$
(no longer|not) interested in (receiving|getting|having) (these|this|those|them|any|your|it)
(please|kindly|pls|plz) (remove|delete) from (your |this |the |all )?(e-?mail |mailing |contact )?(list*|
  mailing*|database|distribution)
(remove|delete|take|drop) [^\\s@]{1,64}@[^\\s@]{1,255} (from|off) (your|this|the mailing|all|any|
  every) ...(list*|mailing*|database|distribution|contacts|e-?mails?)( please| now| thanks)?$
(requesting|request|demand|demanding) (my |our )?(immediate )?removal$
"""

ENGLISH: Final = phrases(_WORDS.replace("OFF", _OFF))
"""Sentences that ask for it."""
