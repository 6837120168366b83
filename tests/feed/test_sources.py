"""The file of sources: what is wrong in it is said when it is read, and never with a secret."""

from pathlib import Path

import pytest

from services.ingest.feed.sources import SourcesUnfit, sources_of

GOOD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
OTHER = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX"


def told(tmp_path: Path, text: str) -> str:
    """Why a file that says this of the one source is refused."""
    file = tmp_path / "sources.toml"
    file.write_text(f'[sources."urn:dcc:itsm:prod"]\n{text}\n')
    with pytest.raises(SourcesUnfit) as refused:
        sources_of(file)
    return str(refused.value)


@pytest.mark.parametrize("secret", ["whsec_", "whsec_not base64", "whsec_AA==", "nope!", GOOD[:-1]])
def test_a_secret_that_could_sign_nothing_is_refused_and_not_repeated(tmp_path: Path, secret: str) -> None:
    said = told(tmp_path, f'secrets = ["{GOOD}", "{secret}"]')
    assert "secrets.1" in said and "openssl rand -base64 24" in said
    assert "MfKQ" not in said and "nope" not in said


def test_two_secrets_are_in_use_at_most(tmp_path: Path) -> None:
    said = told(tmp_path, f'secrets = ["{GOOD}", "{OTHER}", "{GOOD}"]')
    assert "at most two" in said and "whsec_M" not in said


@pytest.mark.parametrize(
    "text",
    [f'secrets = "{GOOD}"', '[sources."urn:dcc:itsm:prod".servicenow]\nurl = "https://dcc.example"\npassword = 4711'],
)
def test_a_secret_of_another_type_is_not_repeated(tmp_path: Path, text: str) -> None:
    said = told(tmp_path, text)
    assert GOOD not in said and "4711" not in said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[sources."urn:dcc:itsm:prod".states]\n"7" = "acepted"', "'acepted'"),
        ('[sources."urn:dcc:itsm:prod".assessment_types]\n"Prelim" = "preliminary"', "'preliminary'"),
        ('[sources."urn:dcc:itsm:prod".hold_reasons]\n"1" = "waiting"', "'waiting'"),
        (
            '[sources."urn:dcc:itsm:prod".servicenow]\nurl = "https://dcc.example"\nfields = { u_x = "modification" }',
            "'modification' is no field of a ticket",
        ),
    ],
)
def test_a_word_that_means_nothing_here_is_refused(tmp_path: Path, text: str, expected: str) -> None:
    assert expected in told(tmp_path, text)
