"""What people write, as the guide to campaigns shows it: a workspace that has nothing wrong with it."""

from pathlib import Path

LAUNCH = """\
campaign: construction-launch
title: Construction partnership launch
kind: launch
partnership: laramie-construction
owner: convener
timezone: America/Denver

event:
  title: Construction partnership launch meeting
  starts: 2027-03-18 09:00
  duration: 2h
  location: Example Builders, 100 Main Street, Cheyenne
  venue: business
  businesses_hoped_for: 25
  host: champion-1
  signed_by: [champion-1, champion-2, champion-3]
  outer_table:
    audience: {roles: [core_partner, support_partner]}
    stay_until: 45 minutes after event

audience:
  roles: [business_member]
  partnerships: [laramie-construction]
  exclude: {tags: [do-not-invite]}

steps:
  - id: sign-off
    send: sign_off
    template: launch/letter.md
    when: 7 weeks before event at 09:00
    to: signers
  - id: invitation
    send: invite
    template: launch/letter.md
    from: recruiter
    layout: letter
    when: 6 weeks before event at 09:00
  - id: invite-partners
    send: invite
    for: outer_table
    template: launch/partners.md
    when: 5 weeks before event at 09:00
  - id: announce
    send: post
    networks: [facebook, linkedin, x, mastodon, bluesky]
    template: launch/announce.txt
    written_for: business
    when: 5 weeks before event at 10:00
  - id: save-your-seat
    send: email
    template: launch/reminder.md
    when: 4 weeks before event at 09:00
    to: not_declined
  - id: phone
    send: call
    template: launch/call.md
    when: 4 weeks before event
    to: not_replied
  - id: two-weeks
    send: email
    template: launch/reminder.md
    when: 2 weeks before event at 09:00
    to: not_declined
  - id: see-you-there
    send: email
    template: launch/see-you-there.md
    when: 2 days before event at 09:00
    to: accepted
  - id: recap
    send: email
    template: launch/recap.md
    content: recaps/construction-launch.md
    when: 1 business day after event at 09:00
    to: attended
  - id: missed-you
    send: email
    template: launch/missed-you.md
    content: recaps/construction-launch.md
    when: 2 business days after event at 09:00
    to: absent
"""

TEAM = """\
campaign: action-team-date
title: When the training action team meets
kind: poll
partnership: laramie-construction
audience: {tags: [training-action-team]}
poll:
  question: When should the training action team have its first call?
  for: action-team
  options: [2027-04-06 10:00, 2027-04-07 14:00, 2027-04-08 09:00]
  duration: 30m
  closes: 3 days after opening at 17:00
  key_people: [champion-1]
steps:
  - {id: ask, send: poll, template: polls/ask.md, when: on 2027-03-22 at 09:00}
  - {id: remind, send: email, template: polls/remind.md, when: 2 days after ask at 09:00, to: not_voted}
  - id: phone
    send: call
    template: polls/call.md
    when: 2 days after ask at 14:00
    to: [key_people, not_voted]
---
campaign: training-action-team
title: Training action team, first call
kind: action-team
partnership: laramie-construction
audience: {tags: [training-action-team]}
event:
  title: Training action team call
  starts: {poll: action-team-date}
  duration: 30m
  location: Online
  venue: online
  lead: champion-1
helpers: [{who: partner-1, with: classroom space}]
commitments:
  - {id: instructors, what: Name three instructors for the evening class, who: champion-1, due: 2027-05-20}
steps:
  - {id: invitation,  send: invite, template: teams/invitation.md, when: 1 day after poll at 09:00}
  - id: reminder
    send: email
    template: teams/reminder.md
    when: 2 business days before event at 09:00
    to: not_declined
  - {id: recap,       send: email,  template: teams/recap.md,      when: 2 days after event at 09:00}
  - {id: commitments, send: email, template: teams/commitment.md, when: 1 week before commitments, to: owners}
  - {id: asked, send: call, template: teams/ask.md, when: 1 business day after commitments, to: owners}
"""

PARTNERSHIPS = """\
laramie-construction:
  name: Laramie County Construction Sector Partnership
  industry: construction
  region: Laramie County, Wyoming
  timezone: America/Denver
  holidays: US-WY
  stage: preparing_to_launch
  conveners: [convener]
  champions: [champion-1, champion-2]
  website: https://partnerships.example.org/construction
"""

SETTINGS = """\
organisation:
  name: Example Sector Partnerships
  postal_address: 1 Main Street, Cheyenne, WY 82001
  timezone: America/Denver
  holidays: US-WY
owner: convener
sender: {name: Example Sector Partnerships, email: hello@partnerships.example.org}
replies: {address: hello@partnerships.example.org, tokens: plus}
links:
  website: https://partnerships.example.org
  videos: {story: https://partnerships.example.org/video}
  contact: https://partnerships.example.org/contact
council: {page: https://partnerships.example.org/council, meetings: [2027-02-11 09:00, 2027-05-13 09:00]}
communications_team: [comms-1]
hashtag: "#wyomingnextgen"
channels: {email: outbox, x: outbox, mastodon: outbox, bluesky: outbox, facebook: by_hand, linkedin: by_hand}
send_window: {days: mon-fri, from: "08:00", to: "18:00"}
post_window: {days: mon-sun, from: "07:00", to: "20:00"}
approval: required
"""

TEMPLATES = (
    "launch/letter.md", "launch/partners.md", "launch/announce.txt", "launch/reminder.md", "launch/call.md",
    "launch/see-you-there.md", "launch/recap.md", "launch/missed-you.md", "polls/ask.md", "polls/remind.md",
    "polls/call.md", "teams/invitation.md", "teams/reminder.md", "teams/recap.md", "teams/commitment.md",
    "teams/ask.md", "posts/kit.md", "posts/jobs.txt", "posts/schools.txt", "updates/update.md",
)  # fmt: skip


def write(root: Path, **files: str) -> Path:
    """A workspace with the shared settings and templates, and the campaigns given as `name=text`."""
    write_file(root / "config/outreach.yaml", SETTINGS)
    write_file(root / "config/partnerships.yaml", PARTNERSHIPS)
    for template in TEMPLATES:
        write_file(root / "templates" / template, "Hello\n")
    (root / "campaigns").mkdir(exist_ok=True)
    for name, text in files.items():
        write_file(root / "campaigns" / f"{name}.yaml", text)
    return root


def write_file(path: Path, text: str | bytes) -> Path:
    """A file with its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path
