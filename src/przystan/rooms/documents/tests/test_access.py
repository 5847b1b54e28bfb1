"""Basic access control: the worked example of ICAO 9303-11, appendix D, octet for octet."""

from __future__ import annotations

import pytest

from przystan.rooms.documents.rules.chip import access

H = bytes.fromhex
SEED = access.access_key(number="L898902C", birth="690806", expiry="940623")
CHALLENGE, OURS = H("4608F91988702212"), H("781723860C06C226")
SHARE = H("0B795240CB7049B01C19B33E32804F0B")
AUTHENTICATE = H(
    "0082000028"
    "72C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F2" "5F1448EEA8AD90A7" "28")
AUTHENTICATED = H(
    "46B9342A41396CD7386BF5803104D7CEDC122B9132139BAF2EEDC94EE178534F" "2F2D235D074D7449" "9000")
SCRIPT = {
    H("00A4040C07A0000002471001"): H("9000"),
    H("0084000008"): CHALLENGE + H("9000"),
    AUTHENTICATE: AUTHENTICATED,
    H("0CA4020C158709016375432908C044F68E08BF8B92D635FF24F800"):
        H("990290008E08FA855A5D4C50A8ED9000"),
    H("0CB000000D9701048E08ED6705417E96BA5500"):
        H("8709019FF0EC34F9922651990290008E08AD55CC17140B2DED9000"),
    H("0CB000040D9701128E082EA28A70F3C7B53500"):
        H("871901FB9235F4E4037F2327DCC8964F1F9B8C30F42C8E2FFF224A990290008E08C8B2787EAEA07D749000"),
}


def randoms(size: int) -> bytes:
    return OURS if size == 8 else SHARE


def test_the_worked_example() -> None:
    assert H("239AB9CB282DAF66231DC5A4DF6BFBAE") == SEED
    assert access.derive(SEED, access.ENCRYPT) == H("AB94FDECF2674FDFB9B391F85D7F76F2")
    assert access.derive(SEED, access.MAC) == H("7962D9ECE03D1ACD4C76089DCE131543")
    session = access.open_session(SCRIPT.__getitem__, SEED, random=randoms)
    assert session.read_file(access.COM) == H(
        "60145F0104303130365F36063034303030305C026175")


@pytest.mark.parametrize("answers", [
    {H("0084000008"): H("6982")}, {AUTHENTICATE: H("6300")},
    {AUTHENTICATE: AUTHENTICATED[:-3] + H("009000")},
    {AUTHENTICATE: b"\x00" * 40 + H("9000")},
])
def test_a_chip_that_refuses(answers) -> None:
    with pytest.raises(access.ChipRefused):
        access.open_session((SCRIPT | answers).__getitem__, SEED, random=randoms)


@pytest.mark.parametrize("answer", ["6A82", "990290008E08FA855A5D4C50A8EE9000", "9000"])
def test_an_answer_that_is_not_the_chips(answer: str) -> None:
    script = SCRIPT | {H("0CA4020C158709016375432908C044F68E08BF8B92D635FF24F800"): H(answer)}
    session = access.open_session(script.__getitem__, SEED, random=randoms)
    with pytest.raises(access.ChipRefused):
        session.read_file(access.COM)
