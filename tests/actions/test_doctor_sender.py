"""Whether mail in our name is believed: SPF, DKIM and DMARC as receivers work them out, and the way back."""

from base64 import b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from outreach.actions.doctor.check import Check, Status
from outreach.actions.doctor.dkim import dkim_of, judge_dkim
from outreach.actions.doctor.dmarc import dmarc_of, judge_dmarc
from outreach.actions.doctor.sender import judge_sender, look_at_sender
from outreach.actions.doctor.spf import judge_spf, spf_of
from outreach.core.house import House
from outreach.ports import Unanswered
from tests.probe import DOMAIN, KEY, FakeProbe, saying

OK, WARNING, ERROR, UNKNOWN = Status.OK, Status.WARNING, Status.ERROR, Status.UNKNOWN


def house(email: str = "smtp", **more: object) -> House:
    """An organisation whose e-mail leaves by a provider."""
    return House.model_validate({
        "organisation": {"name": "Example", "postal_address": "1 Main Street", "timezone": "America/Denver"},
        "sender": {"name": "Example", "email": f"hello@{DOMAIN}"}, "channels": {"email": email}, **more,
    })  # fmt: skip


def checks(probe: FakeProbe, of: House | None = None, *, offline: bool = False) -> dict[str, Check]:
    """What is said of the sender, by name."""
    of = of or house()
    sender = look_at_sender(of, probe, offline=offline)
    return {each.name: each for each in judge_sender(sender, of, offline=offline)}


def spf(*records: str, sendgrid: bool = False, delegated: bool = False, **others: str) -> Check:
    """What is said of a domain with those texts; `others` are texts of other domains."""
    texts = {(DOMAIN, "TXT"): records} | {(f"{name}.test", "TXT"): (said,) for name, said in others.items()}
    found = spf_of(DOMAIN, FakeProbe(texts).records)
    return judge_spf(DOMAIN, found, sendgrid=sendgrid, delegated=delegated)


def test_a_domain_with_all_three_and_a_mail_server_is_well() -> None:
    found = checks(FakeProbe())
    assert {name: each.status for name, each in found.items()} == {
        "SPF": OK, "DKIM": OK, "DMARC": OK, "answers": OK,
    }  # fmt: skip
    assert found["SPF"].message == "one record, 1 of 10 look-ups, ends in -all"
    assert found["answers"].message == f"mail to {DOMAIN} goes to mx.relay.test"


def test_a_domain_without_any_is_told_what_to_publish_where() -> None:
    found = checks(FakeProbe({}))
    assert found["SPF"].status is ERROR
    assert found["SPF"].fix.startswith(f"publish a TXT record at {DOMAIN}: v=spf1 ")
    assert found["DMARC"].status is WARNING
    assert found["DMARC"].fix == f"publish a TXT record at _dmarc.{DOMAIN}: v=DMARC1; p=none"
    assert found["DKIM"].status is UNKNOWN
    assert "DNS cannot list" in found["DKIM"].message
    assert found["answers"].status is ERROR


def test_while_e_mail_goes_to_the_outbox_dns_is_not_asked() -> None:
    probe = FakeProbe({})
    assert checks(probe, house("outbox"))["e-mail"].status is OK
    assert probe.asked == []


def test_offline_it_says_that_nothing_was_looked_up() -> None:
    probe = FakeProbe()
    found = checks(probe, offline=True)
    assert [each.status for each in found.values()] == [UNKNOWN]
    assert "--offline" in found["e-mail"].message
    assert probe.asked == []


def test_without_a_dns_server_everything_is_unknown_and_nothing_an_error() -> None:
    found = checks(FakeProbe(silent=True))
    assert {each.status for each in found.values()} == {UNKNOWN}
    assert all("no DNS server answers" in each.message for each in found.values())


@pytest.mark.parametrize(
    ("record", "status", "words"),
    [
        ("v=spf1 ip4:192.0.2.1 ~all", OK, "0 of 10 look-ups"),
        ("V=SPF1 IP4:192.0.2.1 -ALL", OK, "ends in -all"),
        ("v=spf1 a mx ptr exists:%{i}.check.test -all", OK, "4 of 10 look-ups"),
        ("v=spf1 a/24 mx:relay.test//64 -all", OK, "2 of 10 look-ups"),
        ("v=spf1 +all", ERROR, "lets everybody send"),
        ("v=spf1 all", ERROR, "lets everybody send"),
        ("v=spf1 ip4:192.0.2.1 ?all", WARNING, "keeps nobody out"),
        ("v=spf1 ip4:192.0.2.1", WARNING, "keeps nobody out"),
        ("v=spf1 ipv4:192.0.2.1 -all", ERROR, "`ipv4:192.0.2.1` is nothing that SPF knows"),
        ("v=spf1 include: -all", ERROR, "`include:` is nothing that SPF knows"),
        ("v=spf1 include:gone.test -all", ERROR, "leads to gone.test, which has no SPF record"),
        ("v=spf1 exp=why.test -all", OK, "0 of 10"),
        ("v=spf10 -all", ERROR, "has no SPF record"),
    ],
)
def test_a_record_is_read_as_rfc_7208_has_it(record: str, status: Status, words: str) -> None:
    check = spf(record)
    assert (check.status, words in check.message) == (status, True), check.message


def test_two_records_are_worth_none() -> None:
    check = spf("v=spf1 -all", "v=spf1 include:relay.test -all", relay="v=spf1 -all")
    assert (check.status, check.message) == (ERROR, f"{DOMAIN} has 2 SPF records, so receivers use none")


def test_look_ups_are_counted_through_every_include() -> None:
    inner = {f"i{n}": "v=spf1 a mx -all" for n in range(3)}
    check = spf("v=spf1 include:i0.test include:i1.test include:i2.test -all", **inner)
    assert (check.status, check.message) == (OK, "one record, 9 of 10 look-ups, ends in -all")


def test_the_eleventh_look_up_makes_the_record_worthless() -> None:
    inner = {f"i{n}": "v=spf1 a mx -all" for n in range(3)}
    check = spf("v=spf1 a mx include:i0.test include:i1.test include:i2.test -all", **inner)
    assert (check.status, "takes 11 look-ups" in check.message) == (ERROR, True)


def test_a_redirect_counts_and_lends_its_ending_unless_there_is_one() -> None:
    assert spf("v=spf1 redirect=relay.test", relay="v=spf1 ip4:192.0.2.1 ~all").message.endswith(
        "ends in ~all"
    )
    assert spf("v=spf1 redirect=relay.test", relay="v=spf1 ip4:192.0.2.1 ~all").message.startswith(
        "one record, 1 "
    )
    assert spf("v=spf1 -all redirect=gone.test").message == "one record, 0 of 10 look-ups, ends in -all"


def test_records_that_include_each_other_come_to_an_end() -> None:
    check = spf(
        "v=spf1 include:one.test -all", one="v=spf1 include:two.test -all", two="v=spf1 include:one.test -all"
    )
    assert (check.status, "look-ups" in check.message) == (ERROR, True)


@given(st.text(alphabet="v=spf1 include:redirect+-~?all.%{}test/0", max_size=80))
def test_whatever_stands_in_a_record_there_is_a_verdict(text: str) -> None:
    assert spf(f"v=spf1 {text}").message


def test_sendgrid_needs_to_be_named_unless_it_keeps_the_records_itself() -> None:
    record = "v=spf1 ip4:192.0.2.1 -all"
    assert spf(record, sendgrid=True).status is WARNING
    assert spf(record, sendgrid=True, delegated=True).status is OK
    assert spf(sendgrid=True, delegated=True).status is OK
    named = FakeProbe({
        (DOMAIN, "TXT"): ("v=spf1 include:sendgrid.net -all",), ("sendgrid.net", "TXT"): ("v=spf1 -all",),
    })  # fmt: skip
    assert judge_spf(DOMAIN, spf_of(DOMAIN, named.records), sendgrid=True, delegated=False).status is OK


def rsa_key(bits: int) -> str:
    """A DKIM record with a real key."""
    public = rsa.generate_private_key(65537, bits).public_key()
    written = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return f"v=DKIM1; p={b64encode(written).decode()}"


def dkim(text: str) -> Check:
    """What is said of a domain with that key."""
    probe = FakeProbe(saying(dkim=text))
    return judge_dkim(DOMAIN, dkim_of(DOMAIN, probe.records, sendgrid=False), sendgrid=False)


def test_a_key_under_a_usual_name_is_found_and_named() -> None:
    assert dkim(rsa_key(1024)) == dkim(KEY)
    assert dkim(KEY).message == f"{DOMAIN} publishes the key google"


def test_a_key_withdrawn_is_none_and_one_too_short_is_told() -> None:
    assert dkim("v=DKIM1; p=").status is UNKNOWN
    assert dkim("v=spf1 -all").status is UNKNOWN
    assert dkim("v=DKIM1; p=no base64!").status is UNKNOWN
    short = "v=DKIM1; k=rsa; p=" + b64encode(bytes(126)).decode()
    assert (dkim(short).status, "shorter than 1,024 bits" in dkim(short).message) == (WARNING, True)


def test_an_ed25519_key_is_short_and_good() -> None:
    assert dkim("v=DKIM1; k=ed25519; p=" + b64encode(bytes(range(32))).decode()).status is OK


def test_sendgrid_s_keys_are_looked_for_under_its_own_names() -> None:
    delegated = FakeProbe({
        (f"s1._domainkey.{DOMAIN}", "CNAME"): ("s1.domainkey.u1234.wl.sendgrid.net",),
        (f"s1._domainkey.{DOMAIN}", "TXT"): (KEY,), (f"s2._domainkey.{DOMAIN}", "TXT"): (KEY,),
    })  # fmt: skip
    found = checks(delegated, house("sendgrid"))
    assert (found["DKIM"].status, found["DKIM"].message) == (OK, f"{DOMAIN} publishes the keys s1 and s2")
    assert found["SPF"].status is OK
    none = checks(FakeProbe(saying(dkim=())), house("sendgrid"))["DKIM"]
    assert (none.status, "CNAME" in none.fix) == (WARNING, True)


@pytest.mark.parametrize(
    ("records", "status", "words"),
    [
        (("v=DMARC1; p=none; rua=mailto:reports@example.org",), OK, "asks for p=none"),
        (("v=DMARC1;p=reject",), OK, "asks for p=reject"),
        (("v = DMARC1 ; p = quarantine",), OK, "asks for p=quarantine"),
        (("v=DMARC1; rua=mailto:reports@example.org",), OK, "asks for p=none"),
        (("v=DMARC1; p=monitor",), WARNING, "names no policy"),
        (("v=DMARC1; p=none", "v=DMARC1; p=reject"), WARNING, "has 2 DMARC records"),
        (("p=none; v=DMARC1",), WARNING, "has no DMARC record"),
        (("v=spf1 -all",), WARNING, "has no DMARC record"),
    ],
)
def test_a_policy_is_read_as_rfc_7489_has_it(records: tuple[str, ...], status: Status, words: str) -> None:
    found = dmarc_of(DOMAIN, FakeProbe(saying(dmarc=records)).records)
    check = judge_dmarc(DOMAIN, found)
    assert (check.status, words in check.message) == (status, True), check.message


def test_a_subdomain_takes_the_policy_of_the_domain_above_it() -> None:
    above = {("_dmarc.example.org", "TXT"): ("v=DMARC1; p=reject; sp=quarantine",)}
    assert judge_dmarc(DOMAIN, dmarc_of(DOMAIN, FakeProbe(above).records)).message == (
        "_dmarc.example.org asks for p=quarantine"
    )
    plain = {("_dmarc.example.org", "TXT"): ("v=DMARC1; p=reject",)}
    assert dmarc_of(DOMAIN, FakeProbe(plain).records).policy == "reject"
    probe = FakeProbe({})
    dmarc_of(DOMAIN, probe.records)
    assert ("_dmarc.org", "TXT") not in probe.asked


@pytest.mark.parametrize(
    ("dns", "status", "words"),
    [
        (saying(mx=("",)), ERROR, "takes no mail"),
        (saying(mx=()), ERROR, "has no mail server"),
        (saying(mx=()) | {(DOMAIN, "AAAA"): ("2001:db8::1",)}, WARNING, "names no mail server (MX)"),
        (saying(mx=("mx1.test", "mx2.test")), OK, "goes to mx1.test"),
    ],
)
def test_answers_need_somewhere_to_arrive(
    dns: dict[tuple[str, str], tuple[str, ...]], status: Status, words: str
) -> None:
    check = checks(FakeProbe(dns))["answers"]  # type: ignore[arg-type]
    assert (check.status, words in check.message) == (status, True), check.message


def test_answers_to_another_domain_are_looked_at_beside_the_sender_s_own() -> None:
    probe = FakeProbe()
    of = house(replies={"address": "answers@council.example.org"})
    both = [each for each in judge_sender(look_at_sender(of, probe, offline=False), of, offline=False)
            if each.name == "answers"]  # fmt: skip
    assert [(each.status, each.message.split()[0]) for each in both] == [
        (ERROR, "council.example.org"),
        (OK, "mail"),
    ]


def test_an_answer_that_does_not_come_spoils_no_other_check() -> None:
    class Patchy(FakeProbe):
        def records(self, name: str, kind: str) -> tuple[str, ...]:  # type: ignore[override]
            if name.startswith("_dmarc"):
                raise Unanswered("the DNS servers cannot say anything")
            return super().records(name, kind)  # type: ignore[arg-type]

    found = checks(Patchy())
    assert [found[each].status for each in ("SPF", "DKIM", "DMARC", "answers")] == [OK, OK, UNKNOWN, OK]
