"""The shapes of the fair."""

from __future__ import annotations

from pydantic import BaseModel

from quest.web.api.job_schemas import CompanyView


class BoothView(CompanyView):
    """A company at the fair; `jobs` takes applications now."""

    group: str
    sector: str | None
    place: str | None
    offices_abroad: bool
    jobs: int


class BoothPage(BoothView):
    """A company with its story, and the ids of its levels and talks."""

    story: str
    levels: list[str]
    talks: list[str]


class BoothList(BaseModel):
    """Every company that hires."""

    rows: list[BoothView]


class ShareView(BaseModel):
    """A count, what it is of, and the share, 0 to 1."""

    count: int
    of: int
    share: float


class FiguresView(BaseModel):
    """The figures of the fair; what a source does not say counts under `unstated`."""

    jobs: int
    companies: int
    groups: dict[str, ShareView]
    sectors: dict[str, ShareView]
    levels: dict[str, ShareView]
    educations: dict[str, ShareView]
    open_abroad: ShareView
    offices_abroad: ShareView
    technology: ShareView
