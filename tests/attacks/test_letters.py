"""What somebody writes into a form does not change where a letter goes, or what stands in it."""

import pytest

from quest.domain.errors import BadInput
from quest.web.api.schemas import JobseekerBody
from quest.web.forms import read

PROFILE = {"name": "Ada", "email": "ada@example.org", "education": "bachelor"}


@pytest.mark.parametrize(
    "email",
    [
        "a@b.co,c@d.co",
        "a@b.co;c@d.co",
        "<a@b.co>",
        "a@b.co>,<c@d.co",
        '"a"@b.co',
        "a(b)@c.co",
        "a@@b.co",
        "a@b..co",
        "a@[1.2.3.4]",
        "a@b.co\x7f",
        "a\u200bb@c.co",
    ],
)
def test_an_address_is_one_address(email: str) -> None:
    with pytest.raises(BadInput) as refused:
        read(JobseekerBody, PROFILE | {"email": email})
    assert list(refused.value.details["fields"]) == ["email"]  # type: ignore[call-overload]


@pytest.mark.parametrize("email", ["ada+fair@example.org", "o'neil@example.co.uk", "é@bücher.example", "a_b-c@d.e.f"])
def test_an_unusual_address_is_taken(email: str) -> None:
    assert read(JobseekerBody, PROFILE | {"email": email}).email == email


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Ada\r\nBcc: evil@example.org", "Ada Bcc: evil@example.org"),
        ("Ada\n\nClick here", "Ada Click here"),
        ("\u202eadA\u202c", "adA"),
        ("Ada\x07 Lovelace", "Ada Lovelace"),
        ("陳　大文", "陳 大文"),
    ],
)
def test_a_name_stays_on_one_line(written: str, kept: str) -> None:
    assert read(JobseekerBody, PROFILE | {"name": written}).name == kept


def test_a_name_of_nothing_to_see_is_refused() -> None:
    with pytest.raises(BadInput) as refused:
        read(JobseekerBody, PROFILE | {"name": "\u202e\x07"})
    assert list(refused.value.details["fields"]) == ["name"]  # type: ignore[call-overload]
