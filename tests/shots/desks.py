"""The pages of organisers, hosts and recruiters, the stage, and the prize draws."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

from quest.exchange.packs import BUILT_IN
from tests.running import Client, Quest
from tests.shots import Shot


def draw_shots(running: Quest, people: dict[str, Client]) -> Iterator[Shot]:
    """A prize draw while it is open and when it is over, for the public and on the desk."""
    organiser = running.signed_in("organiser")
    soon = running.now() + timedelta(seconds=4)
    made = {"prize": "A day at the robotics lab", "places": 3, "who": "levels", "levels": 2}
    late = {**made, "prize": "A kite 風箏", "closes_at": (soon + timedelta(days=2)).isoformat()}
    organiser.api("POST", "/draws", {**late, "public_source": "Hang Seng Index, close of 24 Nov"}, expect=201)
    there = organiser.api("POST", "/draws", {**made, "closes_at": soon.isoformat()}, expect=201).json()["id"]
    yield Shot("draw-open", "/draws/1", people["Priya"], whole=True)
    yield Shot("desk-draws", "/organise/draws", organiser, whole=True)
    running.wait((soon - running.now()).total_seconds() + 0.5)
    organiser.api("POST", f"/draws/{there}/close", expect=200)
    organiser.api("POST", f"/draws/{there}/winners", {"public_value": None}, expect=200)
    in_order = re.findall(r"<td><b>(.*?)</b></td>", organiser.get(f"/organise/draws/{there}").text)
    first = next((people[name] for name in in_order if name in people), people["Priya"])
    yield Shot("draw-drawn", f"/draws/{there}", first, whole=True)
    yield Shot("desk-draw", f"/organise/draws/{there}", organiser)
    yield Shot("draws", "/draws", people["Priya"])


def fairness_shots(running: Quest) -> Iterator[Shot]:
    """The runs that the API's own pace makes improbable, and one of them."""
    organiser = running.signed_in("organiser")
    yield Shot("desk-fairness", "/organise/fairness", organiser)
    rows = organiser.api("GET", "/suspicions", expect=200).json()["rows"]
    worst = max(rows, key=lambda row: (row["twin"] or {"bits": 0})["bits"])
    there = f"/suspicions/{worst['player_id']}/decisions"
    yield Shot("desk-run", f"/organise/fairness/{worst['player_id']}", organiser)
    organiser.api("POST", there, {"decision": "clear", "note": "Our own script for the pictures."}, expect=200)
    yield Shot("desk-fairness-decided", "/organise/fairness", organiser, whole=True)


def review_shots(running: Quest) -> Iterator[Shot]:
    """The reviewer's queue with answers in it and when it is empty, the groups, and the log."""
    host = running.signed_in("host")
    yield Shot("desk-reviews", "/organise/reviews", host)
    organiser = running.signed_in("organiser")
    yield Shot("desk-overview", "/organise", organiser, whole=True)
    yield Shot("desk-groups", "/organise/groups", organiser)
    yield Shot("desk-log", "/organise/log", organiser)
    yield Shot("desk-preview", "/organise/preview", organiser)
    yield Shot("desk-preview-level", "/organise/preview/a1", organiser, whole=True)
    yield Shot("desk-styleguide", "/styleguide", organiser, whole=True)
    yield Shot("desk-reviews-end", "/organise/reviews?after=99999999", host)


def import_shots(running: Quest) -> Iterator[Shot]:
    """Bringing jobs in: the form, a table that is looked at, one that cannot be read, and an import that was done."""
    organiser = running.signed_in("organiser")
    for name, hours in (("board", 24), ("harbour-robotics", 168)):
        address = f"http://127.0.0.1/{name}.json"  # a private address, which is refused without being asked
        organiser.api("POST", "/job-feeds", {"address": address, "every_hours": hours}, expect=201)
    organiser.api("POST", "/job-feeds/1/refresh", expect=200)
    yield Shot("desk-imports", "/organise/jobs", organiser, whole=True)
    rows = ("Tide Analyst,Harbour Robotics,20000 - 25000,05/06/2027,h-1", ",Harbour Robotics,,,h-2")
    table = "\n".join(("title,company,salary,deadline,編號", *rows))
    there = _offered(running, organiser, "vacancies.csv", table)
    yield Shot("desk-import-draft", there, organiser, whole=True)
    unread = _offered(running, organiser, "stellen.csv", "Wunschtitel,Firma\nKoch,Wing\n")
    yield Shot("desk-import-unread", unread, organiser, whole=True, status=422)
    organiser.post(f"{there}/import", follow_redirects=True)
    run = organiser.api("GET", "/job-imports", expect=200).json()["imports"][0]["id"]
    yield Shot("desk-import", f"/organise/jobs/imports/{run}", organiser, whole=True)
    organiser.api("POST", f"/job-imports/{run}/revert", expect=200)


def _offered(running: Quest, organiser: Client, name: str, table: str) -> str:
    """Uploads a table; the path of what would happen."""
    answer = organiser.post("/organise/jobs", files={"file": (name, table.encode())})
    return str(answer.headers["Location"]).removeprefix(running.url)


def draft_shots(running: Quest) -> Iterator[Shot]:
    """Another pack: before there is one, with faults, untranslated, and sound."""
    organiser = running.signed_in("organiser")
    there = "/organise/draft"
    yield Shot("desk-draft-none", there, organiser)
    for name, file, old, new in (
        ("faults", "levels/a1.yaml", "minutes:", "minuets:"),
        ("untranslated", "levels/a1.yaml", "\n      zh-Hans: ", "\n      # "),
        ("sound", "campaign.yaml", "zh-Hant: 下一站\n", "zh-Hant: 下一站！\n"),
    ):
        organiser.post(there, files={"pack": ("next-stop.zip", _zipped(file, old, new))})
        yield Shot(f"desk-draft-{name}", there, organiser, whole=True)


def _zipped(file: str, old: str, new: str) -> bytes:
    """The built-in pack as an archive, with other words in one file."""
    held = BytesIO()
    with ZipFile(held, "w") as archive:
        for path in sorted(BUILT_IN.rglob("*.*")):
            name, data = path.relative_to(BUILT_IN).as_posix(), path.read_bytes()
            archive.writestr(name, data.replace(old.encode(), new.encode(), 1) if name == file else data)
    return held.getvalue()


def desk_shots(running: Quest) -> Iterator[Shot]:
    """The desks of hosts and recruiters, and the stage."""
    yield Shot("host", "/host", running.signed_in("host"))
    recruiter = running.signed_in("recruiter")
    yield Shot("recruit", "/recruit", recruiter)
    for row in recruiter.api("GET", "/candidates", expect=200).json()["rows"][:1]:
        yield Shot("candidate", f"/recruit/{row['id']}", recruiter, whole=True)
    yield Shot("recruit-door", "/recruit", running.client())
    yield Shot("live", "/live", running.client())
    yield Shot("stage", "/stage/overall", running.client())
    yield Shot("stage-line", "/stage/line:F", running.client())
