"""Every blueprint and where it hangs."""

from __future__ import annotations

from flask import Flask

from quest.web import (
    account,
    agenda,
    cards,
    draws,
    expo,
    health,
    hosting,
    hosttalks,
    installing,
    jobfeeds,
    jobs,
    live,
    media,
    organise,
    play,
    recruit,
    reportpages,
    roundpages,
    stages,
    stationpages,
)
from quest.web.api import boards as api_boards
from quest.web.api import documents as api_documents
from quest.web.api import draws as api_draws
from quest.web.api import expo as api_expo
from quest.web.api import fairness as api_fairness
from quest.web.api import feeds as api_feeds
from quest.web.api import groups as api_groups
from quest.web.api import imports as api_imports
from quest.web.api import jobs as api_jobs
from quest.web.api import jobseekers as api_jobseekers
from quest.web.api import play as api_play
from quest.web.api import recruiting as api_recruiting
from quest.web.api import reports as api_reports
from quest.web.api import reviews as api_reviews
from quest.web.api import rounds as api_rounds
from quest.web.api import session as api_session
from quest.web.api import stages as api_stages
from quest.web.api import stations as api_stations
from quest.web.api import talks as api_talks
from quest.web.rows import RowId

API = "/api/v1"


def register(app: Flask) -> None:
    """Hangs every blueprint on the app; `<int:…>` in an address is the id of a row."""
    app.url_map.converters["int"] = RowId
    pages = (
        account,
        agenda,
        cards,
        draws,
        expo,
        health,
        hosting,
        hosttalks,
        installing,
        jobfeeds,
        jobs,
        live,
        media,
        organise,
        play,
        recruit,
        reportpages,
        roundpages,
        stationpages,
        stages,
    )
    for page in pages:
        app.register_blueprint(page.blueprint)
    for part in (
        api_boards,
        api_documents,
        api_draws,
        api_expo,
        api_fairness,
        api_feeds,
        api_groups,
        api_imports,
        api_jobs,
        api_jobseekers,
        api_play,
        api_recruiting,
        api_reports,
        api_reviews,
        api_rounds,
        api_session,
        api_stations,
        api_stages,
        api_talks,
    ):
        app.register_blueprint(part.blueprint, url_prefix=API)
