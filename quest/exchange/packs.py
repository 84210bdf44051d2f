"""Campaign packs: a folder of YAML in, a campaign out, or every fault with its file, line and remedy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

import quest.campaigns
from quest.exchange.skills import vocabulary
from quest.exchange.yaml_lines import BadYaml, Located, load
from quest.levels.base import LANGUAGES, Text
from quest.levels.level import Campaign

BUILT_IN = Path(quest.campaigns.__file__).parent / "next-stop"
MAIN = "campaign.yaml"
LEVELS = "levels"

REMEDIES = {
    "missing": "Add it.",
    "extra_forbidden": "Remove it, or check its spelling.",
    "string_pattern_mismatch": "Use small letters, digits and hyphens (line ids: capitals).",
    "string_too_short": "Write some words.",
    "too_short": "Add entries.",
    "too_long": "Remove entries.",
    "literal_error": "Use one of the values that the message lists.",
    "timezone_aware": "Write the time with its zone, as 2026-11-22T09:00:00+08:00.",
}


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong in a pack."""

    file: str
    line: int
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.problem} {self.remedy}"


class FaultyPack(ValueError):
    """A pack that cannot be played; `faults` has at least one entry."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def read_pack(folder: Path) -> Campaign:
    """The campaign of a pack.

    Raises:
        FaultyPack: anything is wrong with it.
    """
    pack = _Pack(folder)
    campaign = pack.campaign()
    if pack.faults or campaign is None:
        raise FaultyPack(sorted(pack.faults))
    return campaign


def write_pack(campaign: Campaign, folder: Path) -> None:
    """Writes a campaign as a pack that `read_pack` reads back the same."""
    (folder / LEVELS).mkdir(parents=True, exist_ok=True)
    data = campaign.model_dump(mode="json", by_alias=True, exclude_none=True)
    for level in data.pop("levels"):
        _dump(folder / LEVELS / f"{level['id']}.yaml", level)
    _dump(folder / MAIN, data)


def _dump(file: Path, data: Any) -> None:
    file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110), encoding="utf-8")


class _Pack:
    """One reading of a folder: the documents by file, and the faults found so far."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.faults = folder, list[Fault]()
        self.main = self._document(folder / MAIN)
        self.levels = [(path, self._document(path)) for path in sorted((folder / LEVELS).glob("*.yaml"))]

    def campaign(self) -> Campaign | None:
        """The campaign, as far as there is one; every fault of the pack is in `faults` afterwards."""
        if self.main is None or not isinstance(self.main.data, dict):
            if self.main is not None:
                self._fault(MAIN, 1, "this is no list of fields.", "Write `id:`, `title:`, `lines:` and so on.")
            return None
        documents = [(path, document) for path, document in self.levels if document is not None]
        if "levels" in self.main.data:
            self._fault(MAIN, self.main.line(("levels",)), "`levels` stands here.", f"Put each level in {LEVELS}/.")
            return None
        try:
            campaign = Campaign.model_validate(self.main.data | {"levels": [doc.data for _, doc in documents]})
        except ValidationError as error:
            self._invalid(error, documents)
            return None
        for where, document, part in self._parts(campaign, documents):
            self._missing_words(where, document, (), part)
        self._ids(campaign, documents)
        self._references(campaign, documents)
        self._reachable(campaign)
        return campaign

    def _document(self, path: Path) -> Located | None:
        name = str(path.relative_to(self.folder))
        try:
            return load(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            self._fault(name, 1, "the file is not there.", "A pack is a folder with campaign.yaml and levels/*.yaml.")
        except UnicodeDecodeError:
            self._fault(name, 1, "the file is not UTF-8.", "Save it as UTF-8.")
        except BadYaml as error:
            self._fault(
                name, error.line, f"{error.problem}.", "Mend the YAML; indent with spaces, quote texts with `: `."
            )
        return None

    def _fault(self, file: str, line: int, problem: str, remedy: str) -> None:
        self.faults.append(Fault(file, line, problem, remedy))

    def _name(self, path: Path) -> str:
        return str(path.relative_to(self.folder))

    def _invalid(self, error: ValidationError, documents: list[tuple[Path, Located]]) -> None:
        assert self.main is not None  # noqa: S101 - it was read to get here
        for fault in error.errors(include_url=False):
            loc = tuple(step for step in fault["loc"] if step not in ("function-before",))
            file, document, path = MAIN, self.main, loc
            if loc[:1] == ("levels",) and len(loc) > 1 and isinstance(loc[1], int):
                where, document = documents[loc[1]]
                file, path = self._name(where), loc[2:]
            field = ".".join(str(step) for step in path)
            message = fault["msg"].removeprefix("Value error, ")
            remedy = REMEDIES.get(fault["type"], "Mend the value; docs/organisers.md describes the field.")
            self._fault(file, document.line(path), f"{field or 'the file'}: {message}.", remedy)

    def _parts(
        self, campaign: Campaign, documents: list[tuple[Path, Located]]
    ) -> Iterator[tuple[str, Located, BaseModel]]:
        assert self.main is not None  # noqa: S101 - it was read to get here
        yield MAIN, self.main, campaign.model_copy(update={"levels": ()})
        for (path, document), level in zip(documents, campaign.levels, strict=True):
            yield self._name(path), document, level

    def _missing_words(self, file: str, document: Located, path: tuple[str | int, ...], value: Any) -> None:
        if isinstance(value, Text):
            for language in value.missing():
                line, field = document.line(path), ".".join(map(str, path))
                self._fault(file, line, f"{field} lacks {language}.", f"Add `{language}:` with the translation.")
            return
        steps: Iterable[tuple[str | int, Any]] = ()
        if isinstance(value, BaseModel):
            steps = ((field.alias or name, getattr(value, name)) for name, field in type(value).model_fields.items())
        elif isinstance(value, tuple):
            steps = enumerate(value)
        for step, inner in steps:
            self._missing_words(file, document, (*path, step), inner)
        if type(value).__name__ == "Accepted":
            for language in LANGUAGES[1:]:
                if not value.model_dump(by_alias=True)[language]:
                    line = document.line(path)
                    self._fault(file, line, f"accept lacks {language}.", f"Add `{language}:` with the right spellings.")

    def _ids(self, campaign: Campaign, documents: list[tuple[Path, Located]]) -> None:
        seen: dict[str, str] = {}
        for (path, document), level in zip(documents, campaign.levels, strict=True):
            if level.id != path.stem:
                self._fault(
                    self._name(path),
                    document.line(("id",)),
                    f"the id is {level.id!r}.",
                    f"Name the file {level.id}.yaml.",
                )
            for place, question in enumerate(level.questions):
                line = document.line(("questions", place, "id"))
                if question.id in seen:
                    problem = f"question id {question.id!r} is used in {seen[question.id]} too."
                    self._fault(self._name(path), line, problem, "Give each question of the campaign its own id.")
                seen[question.id] = self._name(path)

    def _references(self, campaign: Campaign, documents: list[tuple[Path, Located]]) -> None:
        assert self.main is not None  # noqa: S101 - it was read to get here
        known, skills = {level.id for level in campaign.levels}, vocabulary()
        for place, line in enumerate(campaign.lines):
            for stop, level_id in enumerate(line.levels):
                if level_id not in known:
                    at = self.main.line(("lines", place, "levels", stop))
                    self._fault(
                        MAIN,
                        at,
                        f"line {line.id} stops at {level_id!r}, which has no file.",
                        f"Write {LEVELS}/{level_id}.yaml.",
                    )
        for (path, document), level in zip(documents, campaign.levels, strict=True):
            file = self._name(path)
            if not campaign.lines_of(level.id):
                self._fault(file, 1, f"no line stops at {level.id!r}.", f"Add it to a line in {MAIN}.")
            for name in (*(level.unlock.all if level.unlock else ()), *(level.unlock.any if level.unlock else ())):
                if name not in known:
                    self._fault(
                        file,
                        document.line(("unlock",)),
                        f"unlock names {name!r}, which is no level.",
                        "Name a level of this campaign.",
                    )
            tagged = [(("skills",), level.skills)]
            tagged += [(("questions", n, "skills"), q.skills) for n, q in enumerate(level.questions)]  # type: ignore[misc]
            for at_path, names in tagged:
                for name in names:
                    if name not in skills:
                        self._fault(
                            file,
                            document.line(at_path),
                            f"skill {name!r} is not in the vocabulary.",
                            "Use an id of skills.yaml, or add it there.",
                        )

    def _reachable(self, campaign: Campaign) -> None:
        """Finds levels that no order of play can open: unlock rules that wait for one another."""
        if self.faults:
            return
        passed: set[str] = set()
        while True:
            rules = {level.id: campaign.requires(level.id) for level in campaign.levels if level.id not in passed}
            fresh = {
                name
                for name, rule in rules.items()
                if set(rule.all) <= passed and (not rule.any or passed & set(rule.any))
            }
            if not fresh:
                break
            passed |= fresh
        for path, document in self.levels:
            if document is not None and path.stem not in passed:
                problem = f"{path.stem!r} can never open: its unlock rule waits for levels that wait for it."
                self._fault(self._name(path), document.line(("unlock",)), problem, "Take the circle out of the rules.")
