"""What every way out must do in every weather: one table, and the laws that hold for all of them."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, get_args

import pytest

from outreach.core.house import Provider
from outreach.ports import Abreast, NotSent, Receipt, Refused, Uncertain, Unsupported
from tests.channels import outbox_rig, smtp_rig
from tests.channels.bluesky import rig as bluesky
from tests.channels.certificates import trust
from tests.channels.mastodon import rig as mastodon
from tests.channels.rig import Ended, Rig, Word, ended
from tests.channels.sendgrid import rig as sendgrid
from tests.channels.weather import Sky, Weather
from tests.channels.x import rig as x

NO_CONNECTION = Word(NotSent, "channel")
LOST = Word(Uncertain, "channel")
NEVER = Word(Refused)
EXPECTED: dict[Weather, tuple[Word, ...]] = {
    Weather.FAIR: (Word(Receipt),),
    Weather.NO_SUCH_NAME: (NO_CONNECTION,),
    Weather.NOT_LISTENING: (NO_CONNECTION,),
    Weather.UNTRUSTED: (NO_CONNECTION,),
    Weather.WRONG_KEY: (NO_CONNECTION,),
    Weather.NOT_ALLOWED: (NO_CONNECTION,),
    Weather.TOO_MANY_UNTIL: (NO_CONNECTION,),
    Weather.TOO_MANY: (NO_CONNECTION,),
    Weather.USED_UP: (NO_CONNECTION,),
    Weather.BROKEN: (NO_CONNECTION,),
    Weather.BUSY: (NO_CONNECTION,),
    Weather.NO_ROOM: (NO_CONNECTION,),
    Weather.GREYLISTED: (Word(NotSent, "message"),),
    Weather.BAD_ADDRESS: (Word(Refused, address=True),),
    Weather.BAD_CONTENT: (NEVER,),
    Weather.TOO_LARGE: (NEVER,),
    Weather.STALL: (LOST,),
    Weather.CUT: (LOST,),
    Weather.HALF: (LOST,),
    Weather.LOST_ONCE: (LOST,),
    Weather.PORTAL: (LOST,),
    Weather.GATEWAY: (LOST,),
    Weather.GATEWAY_TIMEOUT: (LOST,),
}
"""What a channel must say. Where it can find out what a lost answer was, `FOUND_OUT` stands instead."""

FOUND_OUT: dict[Weather, tuple[Word, ...]] = {
    Weather.LOST_ONCE: (Word(Receipt),),
    # Nothing was published, and the channel may have seen as much, or tried again in vain.
    **dict.fromkeys(
        (Weather.STALL, Weather.CUT, Weather.HALF, Weather.PORTAL, Weather.GATEWAY, Weather.GATEWAY_TIMEOUT),
        (LOST, NO_CONNECTION),
    ),
}
RIGS = (outbox_rig.RIG, smtp_rig.RIG, sendgrid.RIG, x.RIG, mastodon.RIG, bluesky.RIG)
EVERY = [pytest.param(rig, id=rig.name) for rig in RIGS]
PROVIDERS = [pytest.param(rig, id=rig.name) for rig in RIGS if rig.provider]
SEVERAL = [pytest.param(rig, id=rig.name) for rig in RIGS if rig.abreast]
IN_WEATHER = [
    pytest.param(rig, weather, id=f"{rig.name}: {weather}")
    for rig in RIGS
    for weather in Weather
    if weather in rig.knows
]
IN_TROUBLE = [each for each in IN_WEATHER if each.values[1] is not Weather.FAIR]


@pytest.fixture(autouse=True)
def _authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trust(tmp_path, monkeypatch.setenv)


@contextmanager
def made(rig: Rig, weather: Weather) -> Iterator[tuple[Any, Sky]]:
    """The channel and its provider; what it holds open is given back at the end."""
    with rig.sky(weather) as sky:
        channel = rig.make(sky.url)
        try:
            yield channel, sky
        finally:
            if isinstance(channel, Abreast):
                channel.hang_up()


def words(rig: Rig, weather: Weather) -> tuple[Word, ...]:
    if weather in rig.own:
        return rig.own[weather]
    table = EXPECTED | FOUND_OUT if rig.finds_out else EXPECTED
    return table[weather]


def shown(became: Ended) -> str:
    """Everything of an exception that may come to be shown or logged."""
    if isinstance(became, Receipt):
        return repr(became)
    return f"{became} {became!r} {''.join(traceback.format_exception(became))}"


def asked(channel: Any) -> str:
    """Whom the provider takes us for, or all that is said of why that cannot be told."""
    try:
        return str(channel.account())
    except (NotSent, Refused, Uncertain) as error:
        return shown(error)


def test_every_provider_that_the_settings_may_name_is_held_to_this() -> None:
    assert set(get_args(Provider)) <= {rig.name for rig in RIGS}


def test_the_table_has_a_word_for_every_weather() -> None:
    assert set(EXPECTED) == set(Weather)


@pytest.mark.parametrize(("rig", "weather"), IN_WEATHER)
def test_each_weather_has_its_word(rig: Rig, weather: Weather) -> None:
    with made(rig, weather) as (channel, sky):
        became = ended(channel, rig.message)
        assert any(word.fits(became) for word in words(rig, weather)), repr(became)
        if isinstance(became, Receipt):
            assert len(sky.taken) == 1
        if isinstance(became, (NotSent, Refused)):
            assert len(sky.taken) == 0


@pytest.mark.parametrize(("rig", "weather"), IN_TROUBLE)
def test_after_any_trouble_the_next_message_goes_out_in_good_weather(rig: Rig, weather: Weather) -> None:
    with made(rig, weather) as (channel, sky):
        ended(channel, rig.message)
        sky.clear()
        before = len(sky.taken)
        assert isinstance(channel.send(rig.another), Receipt)
        assert len(sky.taken) == before + 1


@pytest.mark.parametrize(("rig", "weather"), IN_WEATHER)
def test_no_secret_and_no_address_is_ever_shown(rig: Rig, weather: Weather) -> None:
    with made(rig, weather) as (channel, _):
        told = shown(ended(channel, rig.message)) + repr(channel)
    assert not [secret for secret in rig.secrets if secret in told]
    assert "@example.org" not in told


@pytest.mark.parametrize("rig", EVERY)
def test_it_is_called_what_the_settings_call_it(rig: Rig) -> None:
    with made(rig, Weather.FAIR) as (channel, _):
        assert channel.name == rig.name


@pytest.mark.parametrize("rig", EVERY)
def test_what_it_does_not_carry_it_refuses_before_anything_leaves(rig: Rig) -> None:
    with made(rig, Weather.FAIR) as (channel, sky):
        assert [type(ended(channel, each)) for each in rig.strange] == [Unsupported] * len(rig.strange)
        assert (sky.heard(), len(sky.taken)) == (0, 0)


@pytest.mark.parametrize("rig", PROVIDERS)
def test_it_says_whom_the_provider_takes_us_for_and_sends_nothing(rig: Rig) -> None:
    with made(rig, Weather.FAIR) as (channel, sky):
        assert channel.account()
        assert sky.heard() > 0
        assert len(sky.taken) == 0


@pytest.mark.parametrize(("rig", "weather"), [each for each in IN_TROUBLE if each.values[0].provider])
def test_to_ask_whom_the_provider_takes_us_for_ends_in_house_words_too(rig: Rig, weather: Weather) -> None:
    with made(rig, weather) as (channel, sky):
        told = asked(channel)
        assert told
        assert not [secret for secret in rig.secrets if secret in told]
        assert len(sky.taken) == 0


@pytest.mark.parametrize("rig", PROVIDERS)
@pytest.mark.parametrize("weather", [Weather.NO_SUCH_NAME, Weather.NOT_LISTENING, Weather.WRONG_KEY])
def test_a_provider_that_does_not_know_us_is_told_of_before_anything_is_sent(
    rig: Rig, weather: Weather
) -> None:
    with made(rig, weather) as (channel, _), pytest.raises(NotSent) as told:
        channel.account()
    assert told.value.scope == "channel"


@pytest.mark.parametrize("rig", [each for each in PROVIDERS if each.values[0].waits is not None])
def test_it_waits_as_long_as_the_provider_asks(rig: Rig) -> None:
    with made(rig, Weather.TOO_MANY_UNTIL) as (channel, _):
        became = ended(channel, rig.message)
    assert isinstance(became, NotSent)
    assert became.retry_after == rig.waits


@pytest.mark.parametrize("rig", SEVERAL)
def test_several_abreast_are_answered_in_order(rig: Rig) -> None:
    with rig.sky(Weather.FAIR) as sky:
        channel = rig.abreast(sky.url, 3)
        try:
            became = channel.send_abreast([rig.message, rig.strange[0], rig.another])
            assert [type(each) for each in became] == [Receipt, Unsupported, Receipt]
            channel.hang_up()
            assert [type(each) for each in channel.send_abreast([rig.another])] == [Receipt]
        finally:
            channel.hang_up()
        assert len(sky.taken) == 3
        assert (channel.lanes, channel.name) == (3, rig.name)


@pytest.mark.parametrize("rig", SEVERAL)
def test_of_several_abreast_each_meets_the_weather_on_its_own(rig: Rig) -> None:
    with rig.sky(Weather.LOST_ONCE) as sky:
        channel = rig.abreast(sky.url, 2)
        try:
            became = channel.send_abreast([rig.message, rig.another])
        finally:
            channel.hang_up()
        assert sorted(type(each).__name__ for each in became) == sorted(["Receipt", "Uncertain"])
        assert len(sky.taken) == 2
