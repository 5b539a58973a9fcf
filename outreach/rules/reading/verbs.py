"""The words that calls to action are made of, in English; a workspace adds its own as `calls_to_action`.

A verb stands here when it commonly asks a reader of a post or an e-mail for something.
"""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _company(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """`verb: what may follow, what else may follow`; a verb may take several lines."""
    pairs = (line.split(":", 1) for line in text.strip().splitlines())
    return tuple((verb.strip(), tuple(each.strip() for each in words.split(","))) for verb, words in pairs)


VERBS: tuple[str, ...] = _words("""
    watch visit read join register rsvp attend share reply respond call phone ring text email e-mail mail
    write bring tell ask answer follow subscribe apply vote sign book reserve download print click tap
    scan enter submit send forward invite introduce recommend nominate volunteer donate pledge commit
    contact check double-check choose pick confirm complete fill schedule block host offer help support
    learn discover explore listen add build hire train review comment tag retweet repost post message
    report request order return prepare bookmark mentor sponsor endorse engage participate enroll enrol
    connect encourage urge describe discuss suggest propose select browse study rate swipe claim grab
    seize lend adopt contribute collect skim weigh upload promote circle verify correct renew install fund
    invest coach celebrate plan try use park consider update name pass save advertise co-sign cosign
    unsubscribe dm
""")
"""They ask by themselves, followed by almost anything."""

ONLY_WITH: tuple[tuple[str, tuple[str, ...]], ...] = _company("""
    open: your, the, a, this, our, up
    like: us on, our page, our facebook, our post, our video, this page, this post, this video, the page
    like: the post, the video, it on, and share, and follow, or share
    find: out, us, your, the, details, it, them, more, a, an, someone, one, directions
    get: involved, in touch, started, in on, on board, your, our, the, a, to know, out and, ready
    get: registered, tickets, details, to, more, together, answers, signed, updates, connected, them
    get: behind, moving
    give: input, us, your, feedback, a, an, it a, me, to, back, blood, them, these, this, the, him, her
    give: someone, one, generously
    take: part, action, advantage, note, a, an, this, our, your, the, one, charge
    take: along, time to, to
    make: sure, plans, time, room, your, a, an, the, it to, this, contact, use, space, way for
    keep: up, in touch, us, the, your, an eye, this, that, it on, a, following, reading, sending, asking
    keep: sharing, watching, them
    put: it, the, this, your, us, a, in, down, our, forward, up
    set: aside, the, your, a, up
    stay: tuned, in touch, connected, for, with us, up to date, after, informed, involved, in the loop
    be: sure, there, part of, a part, among, one of, our, heard, the first, the one, the voice, ready
    be: on time, a, an, prepared, in touch, at the, at our
    let: us know, me know, us hear, your, them know, others know, people know, the team know
    let: everyone know, the council know, our
    do: it, this, so, your, join, come, let us, tell, call
    do: write, reply, share, read, watch, visit, your part, send, get
    do: bring, ask, have a, not miss
    have: a look, your say, a say, a word, a read, a voice, your, a seat
    come: to, and, join, by, along, see, meet, early, with, hear, ready, visit, help, talk, as you, tell
    come: prepared, hungry, on, in, back, out, listen, learn, share, over, build, for, at, if, when
    come: together, work, give, celebrate
    go: to, here, online, ahead, and, see, on to, there
    head: to, over, on over, down, for, out
    stop: by, in, at, over, what you
    hit: reply, the reply, send, subscribe, the subscribe, the button, us up
    drop: by, in, us, me, off, a, your, it
    swing: by
    pop: by, in, over
    turn: up, to, out
    look: at, for, out, into, around, inside, here, up, through, over
    see: link, how, what, why, who, for yourself, yourself, the, our, more, where, it
    see: which, whether, if, them
    see: their, a, one, this, these, attached, details, all
    meet: us, me, your, our, the, with, at, up, them
    speak: up, to, with, out, at, for
    talk: to, with, about it, it
    show: up, this, us, your, the, them, our, a, support
    step: up, forward, in, into
    tune: in
    reach: out
    hear: from, how, what, why, the, more, directly, about, our, their, it, her, his, them, one, two
    hear: three
    spread: the, it
    raise: your, a, the
    voice: your, an
    mark: your, the, it, this, march, april, may, june, january, february, july, august, september
    mark: october, november, december
    remember: to, the date, your, that your
    note: the, down, your, this
    begin: with, by, at, the, your, here
    start: with, by, the, your, a, here, now, today, planning, saving, small, at
    cast: your, a
    say: yes, which, what, so, when, how, whether
    leave: a, us, your, word, the, feedback
    hold: the, that, this
    work: with us, alongside us, with your, together with
    welcome: a, an, the, your, our, one, students, them
    thank: a, an, the, your, our, them, him, her
    trade: cards, ideas, your
    become: a, an, part, one, involved
    feel: free
    think: about, ahead, of someone, of a
    stand: with, up, by, beside
    grow: with, your
    partner: with
    team: up
    weigh: in
    chime: in
    jump: in, on
    dive: in, into
    dig: in, into
    lean: in
    log: in, on
    sit: down, in, with
    line: up
    lead: a, the, your
    teach: a, the, your, us
    wear: a, your, the
    walk: through, with, in, the
    buy: local, from, a
    shop: local
    skip: the
    pause: for, and
    point: us, your, them, to
    push: for
    pull: up
    dial: in, the
    travel: to
    gather: your, the, with
    create: a, an, your
    fill: out, in, the, this, your
    press: the
    push: the
""")
"""They ask only in certain company."""

NEVER: tuple[tuple[str, tuple[str, ...]], ...] = _company("""
    see: you, page, above, below, figure, table
    look: no further, at it this way, at that
    make: no mistake
    take: the case, the example, it from, that
    give: or take
    come: what may, rain, spring, summer, fall, winter, autumn, monday, tuesday, wednesday, thursday
    come: friday, one
    call: for proposals, for papers, for volunteers, for nominations, for entries, for action, for change
    call: for applications, for speakers, for bids
    be: it, that as
    keep: in mind
    note: that
    remember: when
    say: hello to, goodbye to, what you will
    thank: you, goodness, heaven
    help: is, was, wanted, for, from, comes, came, arrived, arrives, needed
    support: for, from, is, was
    do: the math
    open: to, house, houses, since, from, until, every, daily, now, doors
    start: of
    go: figure, team
    plan: for
    hear: hear
    text: of
    report: card, cards
    post: office, offices
    believe: it
    contact: with
    print: is
    print: ads
    name: of
    share: of
    sign: of, language
    build: costs
    order: books
    answer: is
""")
"""Openings that look like calls and are none."""

NOUNS_TOO: tuple[str, ...] = _words("""
    watch visit read join register rsvp share reply call phone ring text email e-mail mail answer vote
    sign book download print click tap scan invite support help contact check pick block host offer train
    review comment tag post message report request order return study rate swipe claim plan try use open
    name pass save hire schedule build fill forward mentor sponsor update circle lead walk show talk mark
    start set step look stop drop head partner team upload promote fund coach subscribe volunteer pledge
""")
"""Verbs that may as well be the subject of a statement: `Share prices fell`."""

HEADINGS: tuple[str, ...] = _words("""
    report study review plan offer update note text book name train email e-mail mail phone message order
    request answer mark sign build host block print support help post check fund coach schedule contact
    tag comment rate open circle claim return use try pass partner team step
""")
"""Such verbs that, standing alone, are a heading."""

COMPOUNDS: tuple[str, ...] = _words("""
    party parties list lists dog rate rates number numbers figure figures count counts total totals volume
    volumes price prices center centers centre centres time times form forms office offices sale sales fee
    fees cost costs team teams staff group groups partner partners desk desks letter letters line lines
    hour hours sheet sheets board boards day days date dates house tour tours code codes club clubs worker
    workers force page pages entry entries record records log logs company companies site sites position
    positions job jobs language maker makers value values tower towers marks card cards box boxes inbox
    deal deals grant grants network networks system systems service services agent agents committee
    committees session sessions material materials case cases holder holders traffic meter meters lights
    test tests queue cycle cycles season seasons change changes history right rights mission missions wage
    wages newsletter newsletters review reviews result results backlog backlogs view views station
    stations travel tag tags message messages info information organization organizations structure
    structures period periods window windows process book books
    shop shops ad ads thinking thinkers window fair fairs
    data budget budgets space spaces
""")
"""Nouns that, after such a verb, name a thing: `watch parties`, `call centers`."""

CONTINUES: tuple[str, ...] = _words("""
    about above across after against along among around as at before behind below beside between beyond by
    down during for from in inside into like near next of off on onto or out outside over past since through
    to toward towards under until up via with within without and but nor so yet than that who which whose
    how why what where when whether if because while unless today tomorrow tonight now here there online
    again also too soon once twice early late first together directly easily all each every both this these
    those the a an your our my their his her its one two three four five ten more most less
""")
"""Words that go on after the object of an imperative: `Share stories from your shop`."""

FINITE: tuple[str, ...] = _words("""
    is are was were has had will would can could should may might must does did isn't aren't wasn't
    weren't won't rose fell drew came went took gave grew began brought built sold led ran saw said won
    lost kept made became stood told found felt beat broke spent paid met got held drove sank flew spoke
    taught thought bought caught chose wrote sent hit cut rises falls draws comes goes takes gives grows
    begins starts brings builds leads runs says wins means matters works opens closes remains needs helps
    shows keeps pays returns gets sees adds hits continues arrives follows ends moves depends reaches
    makes becomes stays stands drives tops climbs soars drops slips doubles triples varies differs expires
    changes turns looks sounds feels seems appears lands finds attracted doubled tripled climbed dropped
    jumped increased decreased slipped stalled soared improved reached moved opened closed arrived started
    ended helped showed turned changed remained continued happened poured welcomed surprised failed vary
    differ rarely often usually seldom
""")
"""Words that show that what stands before them was the subject of a statement."""
