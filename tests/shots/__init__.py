"""The pages and states of a running quest, each with whoever visits it: for the pictures and for the tests of pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal, TypedDict, cast

from playwright.sync_api import Browser, BrowserContext

from tests.running import Client, Quest

Theme = Literal["light", "dark"]


class Size(TypedDict):
    """A screen in CSS pixels."""

    width: int
    height: int


NARROW: Size = {"width": 320, "height": 640}
PHONE: Size = {"width": 390, "height": 844}
DESK: Size = {"width": 1440, "height": 900}
PROJECTOR: Size = {"width": 1920, "height": 1080}


@dataclass(frozen=True)
class Look:
    """A page as somebody sees it."""

    size: Size
    language: str = "en"
    theme: Theme = "light"

    @property
    def name(self) -> str:
        """Part of a file's name."""
        dark = ".dark" if self.theme == "dark" else ""
        return f"{self.size['width']}x{self.size['height']}.{self.language}{dark}"


EVERYWHERE = (
    Look(PHONE),
    Look(PHONE, "zh-Hant"),
    Look(PHONE, "zh-Hans"),
    Look(PHONE, theme="dark"),
    Look(NARROW),
    Look(DESK),
    Look(DESK, "zh-Hant", "dark"),
)
ON_A_DESK = (Look(DESK), Look(DESK, "zh-Hans", "dark"), Look(PHONE))
ON_THE_STAGE = (Look(PROJECTOR), Look(PROJECTOR, "zh-Hant"), Look(PROJECTOR, "zh-Hans", "dark"))


@dataclass(frozen=True)
class Shot:
    """One page in its looks; `whole` photographs it to its end, beyond the screen, and `status` is to be expected."""

    name: str
    path: str
    visitor: Client
    looks: tuple[Look, ...] = EVERYWHERE
    whole: bool = False
    status: int = 200


@contextmanager
def visiting(browser: Browser, running: Quest, client: Client, look: Look) -> Iterator[BrowserContext]:
    """A browser that is signed in as the client and has this look."""
    on_a_phone = look.size in (NARROW, PHONE)
    options: dict[str, Any] = {
        "viewport": look.size,
        "device_scale_factor": 2 if on_a_phone else 1,
        "has_touch": on_a_phone,
        "is_mobile": on_a_phone,
        "color_scheme": look.theme,
        "reduced_motion": "reduce",
        "locale": look.language,
    }
    context = browser.new_context(**options)
    kept = [{"name": cookie.name, "value": cookie.value or "", "url": running.url} for cookie in client.cookies.jar]
    context.add_cookies(cast("Any", kept))
    context.request.post(f"{running.url}/language", form={"language": look.language}, max_redirects=0)
    yield context
    context.close()
