"""The harbour with stations: visitors who check in, and what they read on the screens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from quest.domain import codes
from quest.levels.level import Campaign
from quest.services import campaigns, stations
from quest.services.stations import Receipt, Sent
from tests.services.harbour import LEVELS, NOW, Port, Rider, harbour, level, pick, text

SECRET = "a secret for a test"
LATE = timedelta(hours=3)
HOUR = timedelta(hours=1)


def fair(**of_quay: Any) -> Campaign:
    """A harbour whose quay and pier are stations; the mast opens with a visit to the quay."""
    quay = {"booth": "01", "company": "Quay & Sons", **of_quay}
    pier = {"booth": "02", "company": "Pier Works", "points": 30, "order": 1}
    changed = {
        "quay": level("quay", pick("quay-1"), pick("quay-2", worth=50), live=quay),
        "pier": level("pier", pick("pier-1"), live=pier),
        "mast": level("mast", pick("mast-1"), unlock={"checkin": "quay"}),
    }
    return harbour([changed.get(each["id"], each) for each in LEVELS])


def extra(extra_id: str, points: int) -> dict[str, Any]:
    return {"id": extra_id, "name": text(extra_id), "points": points}


@dataclass
class Visitor:
    """A rider at the fair."""

    rider: Rider

    @property
    def port(self) -> Port:
        return self.rider.port

    def check_in(
        self,
        level_id: str = "quay",
        *,
        code: str | None = None,
        key: str = "k",
        at: datetime = NOW,
        ago: timedelta = timedelta(0),
    ) -> Receipt:
        """Sends the code that the screen shows (or showed so long ago), or another one."""
        with self.port.database.unit_of_work() as session:
            campaign = campaigns.current(session)
            shown = code or codes.rotating(SECRET, stations.subject(campaign, level_id), at - ago)
            return stations.check_in(
                session,
                campaign,
                level_id,
                Sent(shown, key, ago),
                player_id=self.rider.id,
                secret=SECRET,
                most_late=LATE,
                now=at,
            )


def printed(campaign: Campaign, level_id: str) -> str:
    return codes.printed(SECRET, stations.subject(campaign, level_id))
