"""The files of a pack: each read as YAML and held against its model, by itself."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from quest.exchange import yaml_lines
from quest.exchange.packs.faults import Fault, explained
from quest.exchange.packs.pictures import read_picture
from quest.levels.level import Campaign, Level, Outline

MAIN = "campaign.yaml"
LEVELS = "levels"
MEDIA = "media"

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file of a pack that could be read: its fields, and the line of each.

    `name` is its path inside the pack, `stem` the level's id as the file's name has it.
    """

    name: str
    located: yaml_lines.Located

    @property
    def stem(self) -> str:
        return Path(self.name).stem

    @property
    def fields(self) -> dict[str, Any]:
        return dict(self.located.data)

    def values(self) -> Iterator[tuple[yaml_lines.Path, Any]]:
        """Every value with its path."""
        return self.located.values()

    def fault(self, path: yaml_lines.Path, problem: str, remedy: str) -> Fault:
        """What is wrong with the value at a path."""
        return Fault(self.name, self.located.line(path), problem, remedy)


@dataclass(slots=True)
class Draft:
    """A pack as far as it could be read.

    Attributes:
        main: its main file, when that is a list of fields; `outline`: what it says, when it is sound.
        sheets: the level files that are lists of fields; `levels`: those that are sound, by the name of their file.
        stems: the names of all level files without their ending, whatever stands in them.
        media: the pictures that are sound, by the name of their file.
        faults: what was wrong with single files.
    """

    main: Sheet | None
    outline: Outline | None
    sheets: list[Sheet]
    levels: dict[str, Level]
    stems: set[str]
    media: dict[str, bytes]
    faults: list[Fault]

    @property
    def known(self) -> set[str]:
        """The ids of all levels, those of unsound files included."""
        written = (sheet.fields.get("id") for sheet in self.sheets)
        return self.stems | {name for name in written if isinstance(name, str)}

    def campaign(self) -> Campaign | None:
        """The campaign, when every file is sound by itself."""
        if self.main is None or self.outline is None or len(self.levels) < len(self.stems):
            return None
        try:
            media = {name: b64encode(data) for name, data in self.media.items()}
            return Campaign.model_validate({**self.main.fields, "levels": list(self.levels.values()), "media": media})
        except ValidationError:
            return None


def read_draft(folder: Path) -> Draft:
    """Reads what can be read of the pack in this folder."""
    paths = sorted((folder / LEVELS).glob("*.yaml"))
    draft = Draft(None, None, [], {}, {path.stem for path in paths}, {}, [])
    draft.main = _sheet(folder / MAIN, folder, draft.faults)
    if draft.main and "levels" in draft.main.fields:
        problem = "`levels` stands in the main file."
        draft.faults.append(draft.main.fault(("levels",), problem, f"Put each level into a file in {LEVELS}/."))
    elif draft.main:
        draft.outline = _sound(Outline, draft.main, draft.faults)
    for path in paths:
        sheet = _sheet(path, folder, draft.faults)
        if sheet:
            draft.sheets.append(sheet)
            level = _sound(Level, sheet, draft.faults)
            draft.levels |= {sheet.name: level} if level else {}
    for path in sorted((folder / MEDIA).glob("*")):
        faults, data = read_picture(path, f"{MEDIA}/{path.name}")
        draft.faults.extend(faults)
        draft.media |= {} if faults else {path.name: data}
    return draft


def _sheet(path: Path, folder: Path, faults: list[Fault]) -> Sheet | None:
    name = path.relative_to(folder).as_posix()
    if path.exists() and not path.is_file():
        faults.append(Fault(name, 1, "This is no file.", "Put a text file in YAML there."))
        return None
    try:
        located = yaml_lines.load(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        faults.append(Fault(name, 1, "The file is not there.", f"A pack is a folder with {MAIN} and {LEVELS}/*.yaml."))
    except OSError as error:
        faults.append(Fault(name, 1, f"The file cannot be read: {error.strerror}.", "Mend that and try again."))
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        faults.append(Fault(name, line, "The file is not UTF-8.", "Save it as UTF-8."))
    except yaml_lines.BadYaml as error:
        remedy = "Mend the YAML: indent with spaces, and put words that hold `: ` or ` #` in quotes."
        faults.append(Fault(name, error.line, f"{error.problem}.", remedy))
    else:
        if isinstance(located.data, dict):
            return Sheet(name, located)
        faults.append(Fault(name, 1, "This is no list of fields.", "Write `id:`, one line for each field."))
    return None


def _sound(model: type[Model], sheet: Sheet, faults: list[Fault]) -> Model | None:
    try:
        return model.model_validate(sheet.fields)
    except ValidationError as error:
        faults.extend(sheet.fault(path, problem, remedy) for path, problem, remedy in explained(error))
        return None
