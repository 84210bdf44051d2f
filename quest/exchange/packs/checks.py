"""What no single file shows: references between files, ids used twice, levels that no map can show.

Each check reads what the files say, sound or not, so that one fault does not hide another.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from quest.exchange.packs.faults import Fault
from quest.exchange.packs.sheets import LEVELS, MAIN, MEDIA, Draft
from quest.exchange.skills import vocabulary
from quest.levels.base import LANGUAGES
from quest.levels.network import MapError, misplaced, network


def check_files(folder: Path, draft: Draft) -> Iterator[Fault]:
    """Level files that are not there, or would not be found."""
    if not draft.stems:
        yield Fault(LEVELS, 1, "There is no level.", f"Write one file for each into {LEVELS}/.")
    for path in sorted((folder / LEVELS).glob("*.*")):
        if path.suffix != ".yaml" and path.suffix.lower() in (".yaml", ".yml"):
            yield Fault(f"{LEVELS}/{path.name}", 1, "The file is not read.", f"Name it {path.stem}.yaml.")


def check_words(draft: Draft) -> Iterator[Fault]:
    """Texts that lack a language."""
    for sheet in [*([draft.main] if draft.main else []), *draft.sheets]:
        for path, value in sheet.values():
            if not isinstance(value, dict) or not value or not value.keys() <= set(LANGUAGES):
                continue
            for language in LANGUAGES[1:]:
                if value.get(language) in (None, []):
                    field = ".".join(map(str, path))
                    yield sheet.fault(path, f"{field} lacks {language}.", f"Add `{language}:` with the translation.")


def check_ids(draft: Draft) -> Iterator[Fault]:
    """Levels whose file has another name, and questions that share an id."""
    asked_in: dict[str, str] = {}
    for sheet in draft.sheets:
        for path, value in sheet.values():
            match path:
                case ("id",) if isinstance(value, str) and value != sheet.stem:
                    yield sheet.fault(path, f"The id is {value!r}.", f"Name the file {value}.yaml.")
                case ("questions", int(), "id") if isinstance(value, str):
                    if asked_in.setdefault(value, sheet.name) != sheet.name:
                        problem = f"Question id {value!r} is used in {asked_in[value]} too."
                        yield sheet.fault(path, problem, "Give each question of the campaign its own.")


def check_stops(draft: Draft) -> Iterator[Fault]:
    """Lines that name levels which do not exist, and levels that no line names."""
    if draft.main is None:
        return
    named = set()
    for path, value in draft.main.values():
        match path:
            case ("lines", int(), "levels", int()) | ("lines", int(), "branch", "levels", int()):
                named.add(value)
                if value not in draft.known:
                    problem = f"The line stops at {value!r}, which has no file."
                    yield draft.main.fault(path, problem, f"Write {LEVELS}/{value}.yaml, or take the stop out.")
    for sheet in draft.sheets if named else ():
        if not named & {sheet.stem, sheet.fields.get("id")}:
            yield sheet.fault(("id",), f"No line stops at {sheet.stem!r}.", f"Add it to a line in {MAIN}.")


def check_agenda(draft: Draft) -> Iterator[Fault]:
    """Talks whose quiz is no level."""
    for path, value in draft.main.values() if draft.main else ():
        match path:
            case ("agenda", int(), "level") if isinstance(value, str) and value not in draft.known and draft.main:
                problem = f"The quiz after this talk is {value!r}, which has no file."
                yield draft.main.fault(path, problem, f"Write {LEVELS}/{value}.yaml, or take `level:` out.")


def check_skills(draft: Draft) -> Iterator[Fault]:
    """Skills that are in no vocabulary."""
    skills = vocabulary()
    for sheet in draft.sheets:
        for path, value in sheet.values():
            match path:
                case ("skills", int()) | ("questions", int(), "skills", int()):
                    if isinstance(value, str) and value not in skills:
                        problem = f"Skill {value!r} is not in the vocabulary."
                        yield sheet.fault(path, problem, "Use an id of skills.yaml, or add it there.")


def check_prizes(draft: Draft) -> Iterator[Fault]:
    """Points that hang on speed where something can be won."""
    if draft.outline is None or not draft.outline.prizes:
        return
    for sheet in draft.sheets:
        for path, value in sheet.values():
            match path:
                case ("scoring", "time") | ("questions", int(), "scoring", "time") if value != "none":
                    problem = f"Points fall with time, and there are prizes in {MAIN}: haste would win them."
                    yield sheet.fault(path, problem, "Let `time` be none, or set `prizes: false`.")


def check_media(folder: Path, draft: Draft) -> Iterator[Fault]:
    """Pictures that no question shows."""
    named = {value for sheet in draft.sheets for path, value in sheet.values() if _names_a_picture(path)}
    for path in sorted((folder / MEDIA).glob("*")):
        if path.is_file() and path.name not in named:
            yield Fault(f"{MEDIA}/{path.name}", 1, "No question shows the picture.", "Show it, or take the file out.")


def check_pictures(draft: Draft) -> Iterator[Fault]:
    """Questions that show a picture which is not there."""
    broken = {fault.file for fault in draft.faults}
    for sheet in draft.sheets:
        for path, value in sheet.values():
            if not _names_a_picture(path) or not isinstance(value, str):
                continue
            if value not in draft.media and f"{MEDIA}/{value}" not in broken:
                yield sheet.fault(path, f"There is no {MEDIA}/{value}.", "Put the file there, or name one that is.")


def _names_a_picture(path: tuple[str | int, ...]) -> bool:
    return path[-2:] == ("picture", "file")


def check_map(draft: Draft) -> Iterator[Fault]:
    """Levels that stand where no map can show them."""
    if draft.main is None or draft.outline is None:
        return
    flaws = list(misplaced(draft.outline))
    for flaw in flaws:
        yield draft.main.fault(flaw.path, f"{flaw.problem}.", f"{flaw.remedy}.")
    if flaws:
        return
    try:
        network(draft.outline)
    except MapError as error:
        places = (path for path, value in draft.main.values() if value == error.level and path[0] == "lines")
        problem, _, remedy = str(error).partition(". ")
        yield draft.main.fault(next(places, ("lines",)), f"{problem}.", remedy)
