"""What a message about a clinic file does not show: numbers, names, sentences."""

from __future__ import annotations

import hashlib

import pytest

from clinictext import CLINIC, problems, read


@pytest.mark.parametrize("secret", ["+46701234567", "46701234567", "0701234567", "191212121212"])
def test_numbers_without_quotes_are_not_shown_either(secret: str) -> None:
    """A number to call, or a person's, loses its plus or its zero as a number, and is one still."""
    for line in (f"  egenremiss: {secret}", f"  egenremiss: {{status: {secret}}}"):
        found = problems(CLINIC.replace("  egenremiss: inactive", line))
        assert found
        assert secret.lstrip("+0") not in repr(found)
    assert "12" in repr(problems(CLINIC.replace("egenremiss: inactive", "egenremiss: 12")))


@pytest.mark.parametrize(
    "secret", ["Anna Andersson", "19121212-1212", "anna@exempel.se", "0701234567"]
)
def test_free_text_is_never_shown(secret: str) -> None:
    """The excerpt of a wrong line leaves other values out, whatever they hold."""
    line = f"  fornya-recept: {{reason: {secret}, status: activ, note: {secret}}}"
    text = CLINIC.replace(
        "  fornya-recept: {status: not-in-operation, reason: Ingen förskrivare}", line
    )
    found = problems(text)
    assert found
    assert secret not in repr(found)
    tabbed = CLINIC + f'\tanteckning: "{secret}'
    assert secret not in repr(problems(tabbed))


@pytest.mark.parametrize(
    "line",
    [
        "  fornya-recept: Anna Andersson slutade i maj",
        "  fornya-recept: {status: not-in-operation, Anna Andersson: x}",
    ],
)
def test_a_sentence_in_the_wrong_place_is_not_echoed(line: str) -> None:
    """A forgotten `reason:` does not bring a name into the message."""
    text = CLINIC.replace(
        "  fornya-recept: {status: not-in-operation, reason: Ingen förskrivare}", line
    )
    assert "Anna" not in repr(problems(text))


def test_an_unknown_key_that_is_not_shown_is_reported_by_its_place() -> None:
    """A service of several words may be about a person; one in a service is no service."""
    text = CLINIC.replace("  egenremiss: inactive", "  Ring Anna Andersson: active")
    assert [problem.code for problem in problems(text)] == ["service_unknown"]
    text = CLINIC.replace("reason: Ingen förskrivare", "Anna Andersson säger: nej")
    assert [problem.code for problem in problems(text)] == ["unknown_key"]


def test_sole_traders_are_distinguished_without_their_numbers() -> None:
    """Two with the same suffix are shown alike, and still are two."""
    first, second = (
        read(CLINIC.replace("SE2321000131-E000000009001", hsa_id))
        for hsa_id in ("SE1212121212-1001", "SE6408233234-1001")
    )
    assert first.shown_id == second.shown_id
    assert first.identity != second.identity
    assert "1212121212" not in first.identity


def test_a_sole_trader_is_hashed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The slow hash is not made again where a clinic is read once more, for its cases."""
    sole = CLINIC.replace("2321000131-E000000009001", "8901011232-E77")
    hashed: list[bytes] = []
    slow = hashlib.pbkdf2_hmac

    def counted(name: str, password: bytes, salt: bytes, times: int) -> bytes:
        hashed.append(password)
        return slow(name, password, salt, times)

    monkeypatch.setattr("basutbud.clinicfile.reader.hashlib.pbkdf2_hmac", counted)
    assert read(sole).identity == read(sole).identity
    assert len(hashed) == 1
