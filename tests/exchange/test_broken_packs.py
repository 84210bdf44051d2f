"""Packs that are sound but for one thing: each is named once, with its file, its line and what to do.

The sound pack has a question of every kind that is found, pictures, an unlock rule, groups, brackets, badges and a
curve. A case changes one value of it and says on which line the fault is found, by words that stand there.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from quest.exchange import yaml_lines
from quest.exchange.packs import Fault, FaultyPack, read_pack
from quest.levels.base import LANGUAGES, Question
from quest.levels.kinds import kinds

GONE: Any = object()
SUN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="{size}"/></svg>\n'


def words(text: str) -> dict[str, str]:
    return dict.fromkeys(LANGUAGES, text)


def in_all_languages(value: Any) -> Any:
    """The same, with each text of an example in every language."""
    if isinstance(value, list):
        return [in_all_languages(each) for each in value]
    if not isinstance(value, dict):
        return value
    if "en" in value:
        return {language: value.get(language, value["en"]) for language in LANGUAGES}
    return {name: in_all_languages(each) for name, each in value.items()}


def pick(question_id: str) -> dict[str, Any]:
    options = [{"id": "yes", "text": words("Yes"), "correct": True}, {"id": "no", "text": words("No")}]
    texts = {"prompt": words("Is it?"), "explanation": words("It is.")}
    return {"id": question_id, "kind": "choice", **texts, "options": options}


def line(line_id: str, colour: str, *levels: str) -> dict[str, Any]:
    looks = {"colour": colour, "texture": "plain", "sector": "data", "levels": list(levels)}
    return {"id": line_id, "name": words(f"Line {line_id}"), **looks}


def level(level_id: str, *questions: dict[str, Any], **more: Any) -> dict[str, Any]:
    texts = {"name": words(level_id.capitalize()), "intro": words("Begin.")}
    return {"id": level_id, **texts, **more, "questions": list(questions)}


def badge(badge_id: str, rule: Any) -> dict[str, Any]:
    texts = {"name": words(badge_id.capitalize()), "proves": words("It shows.")}
    return {"id": badge_id, **texts, "rule": rule, "icon": "star"}


EXAMPLES = {
    name: in_all_languages(kind.EXAMPLE) | {"id": f"a-{name}", "hint": words("Think.")}
    for name, kind in sorted(kinds().items())
}
SOUND: dict[str, Any] = {
    "campaign.yaml": {
        "id": "harbour",
        "title": words("Harbour"),
        "tagline": words("Set sail"),
        "about": words("Two lines."),
        "timezone": "Asia/Hong_Kong",
        "opens_at": "2026-11-22T09:00:00+08:00",
        "closes_at": "2026-11-29T18:00:00+08:00",
        "start": {"name": words("Pier")},
        "terminus": {"name": words("Sea")},
        "lines": [line("A", "blue", "quay", "buoy"), line("B", "teal", "crane", "buoy")],
        "groups": {"kinds": ["team"], "preset": [{"id": "tugs", "kind": "team", "name": words("Tugs")}]},
        "brackets": [{"id": "student", "name": words("Students")}, {"id": "working", "name": words("At work")}],
        "badges": [badge("ashore", "quay"), badge("rich", {"points": 100})],
        "curve": [0, {"points": 200, "name": words("Sailor")}, 500],
    },
    "levels/quay.yaml": level("quay", *EXAMPLES.values(), skills=["sql"]),
    "levels/crane.yaml": level(
        "crane", pick("crane-1"), pick("crane-2"), pick("crane-3"), draw=2, scoring={"penalty": 0.5}
    ),
    "levels/buoy.yaml": level(
        "buoy",
        pick("buoy-1"),
        unlock={"all": ["quay", {"points": 150, "line": "A"}], "any": ["crane", {"group": "student"}]},
        live={"booth": "7", "company": "Tugs Ltd"},
    ),
}
PICTURES = sorted(set(re.findall(r"'file': '([^']+)'", str(EXAMPLES))))


@dataclass(frozen=True, slots=True)
class Broken:
    """One change of the sound pack, and what is said of it.

    Attributes:
        file: the file that is changed, and named.
        at: where: names and places in their order; a question by its kind. What is not there yet is added.
        value: what stands there instead; GONE takes it out.
        line: words on the line that is named; says: words of the fault.
    """

    file: str
    at: str
    value: Any
    line: str
    says: str

    def __str__(self) -> str:
        return f"{self.file.rpartition('/')[2].removesuffix('.yaml')}: {self.at}: {self.says}"


def quay(at: str, value: Any, line_: str, says: str) -> Broken:
    """A change of a question, by its kind."""
    return Broken("levels/quay.yaml", f"questions/{at}", value, line_, says)


def main(at: str, value: Any, line_: str, says: str) -> Broken:
    return Broken("campaign.yaml", at, value, line_, says)


def change(files: dict[str, Any], case: Broken) -> None:
    *steps, last = case.at.split("/")
    inside = files[case.file]
    for step in steps:
        inside = inside[place(inside, step)]
    if case.value is GONE:
        del inside[place(inside, last)]
    elif isinstance(inside, list) and place(inside, last) == len(inside):
        inside.append(case.value)
    else:
        inside[place(inside, last)] = case.value


def place(inside: Any, step: str) -> Any:
    """A field's name, a place in a list, or the place of the question of a kind."""
    if not isinstance(inside, list):
        return step
    return int(step) if step.isdigit() else [each["kind"] for each in inside].index(step)


def write(folder: Path, files: dict[str, Any]) -> None:
    (folder / "levels").mkdir(parents=True)
    (folder / "media").mkdir()
    for name, content in files.items():
        (folder / name).write_text(yaml_lines.dump(content), encoding="utf-8")
    for size, picture in enumerate(PICTURES, start=1):
        (folder / "media" / picture).write_text(SUN.format(size=size / 4), encoding="utf-8")


def the_fault(folder: Path) -> Fault:
    with pytest.raises(FaultyPack) as caught:
        read_pack(folder)
    [fault] = caught.value.faults
    return fault


def line_of(folder: Path, fault: Fault) -> str:
    return (folder / fault.file).read_text("utf-8").splitlines()[fault.line - 1]


def test_the_pack_is_sound_before_anything_is_broken(tmp_path: Path):
    write(tmp_path / "pack", SOUND)
    harbour = read_pack(tmp_path / "pack")
    assert {question.kind for each in harbour.levels for question in each.questions} == set(kinds())


CASES = [
    main("id", "The harbour", "id:", "Use small letters, digits and hyphens"),
    main("title", GONE, "id: harbour", "title: this field is missing. Add it."),
    main("title", "Harbour", "title:", "Write one entry for each language"),
    main("about/zh-Hans", GONE, "about:", "about lacks zh-Hans. Add `zh-Hans:` with the translation."),
    main("tagline/zh-Hant", "", "zh-Hant", "tagline.zh-Hant: String should have at least 1 character. Write some"),
    main("timezone", "Asia/Kowloon", "Kowloon", "is no time zone. Use a name such as Asia/Hong_Kong."),
    main("opens_at", "2026-11-22T09:00:00", "opens_at", "Write the time with its zone"),
    main("closes_at", "2026-11-21T09:00:00+08:00", "closes_at", "closes before it opens. Let it close later."),
    main("start", "Pier", "start:", "this should be a list of fields. Write its fields, each on its line."),
    main("levels", [], "levels: []", "`levels` stands in the main file. Put each level into a file in levels/."),
    main("colour", "blue", "colour:", "colour: there is no such field. Remove it, or check its spelling."),
    main("lines/1/texture", "zigzag", "zigzag", "Input should be 'plain', 'line', 'dots' or 'dashes'. Use one"),
    main("lines/1/id", "A", "id: A", "an earlier line has this id. Give each line its own letter."),
    main("lines/1/colour", "pink", "pink", "Input should be 'blue', 'teal', 'plum' or 'orange'"),
    main("lines/1/colour", "blue", "colour: blue", "looks the same. Change its colour or texture."),
    main("lines/1/levels/2", "wreck", "- wreck", "which has no file. Write levels/wreck.yaml, or take the stop out."),
    main("lines/1/levels/2", "crane", "- crane", "stands twice on line B. Name it once."),
    main("lines/0/levels/2", "crane", "- crane", "Give it the same number on all its lines."),
    main(
        "lines/0/branch", {"after": "quay", "levels": ["crane"]}, "- crane", "nothing else stops where a branch does."
    ),
    main("lines/0/branch", {"after": "quay"}, "branch:", "lines.0.branch.levels: this field is missing. Add it."),
    main("groups/kinds/0", "club", "club", "Input should be 'school', 'company' or 'team'"),
    main("groups/preset/0/kind", "school", "kind: school", "is none of the kinds. Add it to `kinds`."),
    main("brackets/1/id", "student", "id: student", "an earlier bracket has this id. Give each bracket its own."),
    main("badges/1/id", "ashore", "id: ashore", "an earlier badge has this id. Give each badge its own."),
    main("badges/0/proves", GONE, "id: ashore", "badges.0.proves: this field is missing. Add it."),
    main("badges/0/icon", "skull", "skull", "Input should be 'beaker', 'bolt',"),
    main("badges/0/rule", {}, "rule: {}", "everybody has it from the start. Say what earns it."),
    main("badges/0/rule", "wreck", "rule: wreck", "names 'wreck', which is no level. Name a level of this pack."),
    main("badges/1/rule", {"badge": "gold"}, "badge: gold", "'gold', which is no badge. Name a badge of this pack."),
    main("badges/1/rule", {"badge": "rich"}, "rule:", "can never be earned: what its rule asks for waits for"),
    main("badges/1/rule", {"points": 99_999}, "points: 99999", "can be earned before it. Ask for 2210 at the most."),
    main("badges/1/rule", {"kinds": 99}, "kinds: 99", "can be met before it. Ask for"),
    main("curve/0", 10, "- 10", "the first tier does not begin at 0. Begin the curve with 0."),
    main("curve/2", 200, "- 200", "begins no later than the one before it. Let it begin above 200."),
    main("curve/2", 99_999, "- 99999", "can be earned. Let it begin earlier, or take it out."),
    Broken("levels/buoy.yaml", "id", "bouy", "id: bouy", "The id is 'bouy'. Name the file bouy.yaml."),
    Broken("levels/buoy.yaml", "minutes", 0, "minutes: 0", "Write 1 or more."),
    Broken("levels/buoy.yaml", "minutes", "two", "minutes: two", "Write a whole number."),
    Broken("levels/buoy.yaml", "pass_mark", 60, "pass_mark: 60", "Write 1 or less."),
    Broken("levels/buoy.yaml", "shuffle", "maybe", "shuffle: maybe", "Write true or false."),
    Broken("levels/buoy.yaml", "live/booth", 7, "booth: 7", "Put it in quotes if it is words"),
    Broken("levels/buoy.yaml", "questions", [], "questions: []", "Add entries."),
    Broken("levels/buoy.yaml", "questions/0/id", "crane-1", "crane-1", "is used in levels/buoy.yaml too"),
    Broken("levels/buoy.yaml", "questions/0/skills", ["telepathy"], "telepathy", "not in the vocabulary. Use an id of"),
    Broken("levels/buoy.yaml", "questions/0/limit_s", 2, "limit_s: 2", "Write 5 or more."),
    Broken("levels/buoy.yaml", "scoring", {"time": "to-zero"}, "id: buoy-1", "no time limit. Add `limit_s:`, or let"),
    Broken(
        "levels/buoy.yaml", "questions/0/scoring", {"hint_cost": 5}, "scoring:", "that is not there cannot cost. Write"
    ),
    Broken("levels/buoy.yaml", "unlock/all/0", "quai", "- quai", "The rule names 'quai', which is no level. Name a"),
    Broken("levels/buoy.yaml", "unlock/all/1/line", "Z", "line: Z", "'Z', which is no line. Name a line of this pack."),
    Broken("levels/buoy.yaml", "unlock/any/1/group", "tutor", "tutor", "'tutor', which is no group, kind of group or"),
    Broken("levels/buoy.yaml", "unlock/all/1/points", 9_000, "points: 9000", "before it. Ask for"),
    Broken("levels/buoy.yaml", "unlock/all/1/streak", 3, "points: 150", "stand in one condition. Write them as"),
    Broken("levels/buoy.yaml", "unlock", ["quay"], "unlock:", "a list of them stands under `all:` or `any:`."),
    Broken("levels/buoy.yaml", "unlock/all/0", "buoy", "unlock:", "can never open: what its rule asks for cannot be"),
    Broken("levels/crane.yaml", "draw", 3, "draw: 3", "3 are drawn from a pool of 3. Add questions, draw fewer, or"),
    Broken("levels/crane.yaml", "questions/2/worth", 50, "worth: 50", "worth the same for everybody"),
    Broken("levels/crane.yaml", "questions/1/id", "crane-1", "crane-1", "an earlier question has this id. Give each"),
    Broken("levels/crane.yaml", "questions/1/kind", "riddle", "riddle", "unknown kind 'riddle'. Use one of choice,"),
    Broken("levels/crane.yaml", "questions/1", "crane-2", "crane-2", "this is no question. Write `id:`, `kind:`"),
    Broken("levels/crane.yaml", "scoring/penalty", 2, "penalty: 2", "Write 1 or less."),
    quay("choice/options/0/correct", GONE, "options:", "0 options are marked `correct: true`. Mark exactly one."),
    quay("choice/options/1/id", "ampere", "id: ampere", "an earlier option has this id. Give each option its own."),
    quay("cloud/words", 9, "words: 9", "Write 3 or less."),
    quay("estimate/zero", 1, "zero: 1", "`zero` is not larger than `full`. Let the points fall over some distance."),
    quay("estimate/max", 200, "value: 100", "the slider starts in the middle, which is right. Move `min` or `max`."),
    quay("estimate/value", 400, "value: 400", "`value` lies outside `min` and `max`. Widen them."),
    quay("gaps/text/zh-Hans", "水在 {1} 结冰。", "zh-Hans", "does not have {1}, {2} once each. Write each gap"),
    quay("gaps/choose", False, "extra:", "only shown with `choose: true`. Add that, or take them out."),
    quay("groups/groups/1/name", words("It senses"), "name:", "an earlier group has this name. Make them differ"),
    quay("groups/groups/1/items/0", words("Camera"), "en: Camera", "an earlier item reads the same. Make them differ"),
    quay("hotspot/spots/1/correct", GONE, "spots:", "0 spots are marked `correct: true`. Mark exactly one."),
    quay("hotspot/spots/0/x", 90, "width: 20", "leaves the picture at the right. Keep `x` + `width` within 100."),
    quay("image-choice/options/1/correct", True, "options:", "2 options are marked `correct: true`. Mark exactly one."),
    quay("interests/statements/0/type", "social", "statements:", "the types are not equally often there"),
    quay("interests/statements/0/type", "lazy", "type: lazy", "Input should be 'realistic', 'investigative',"),
    quay("open/rubric", GONE, "a-open", "rubric: this field is missing. Add it."),
    quay("order/items/1", words("A second"), "en: A second", "an earlier item reads the same. Make them differ"),
    quay("order/items", [words("A second")], "items:", "items: "),
    quay("pairs/pairs/1/left", words("Current"), "left:", "an earlier left side reads the same. Make them differ."),
    quay("passcode/accept/0", "---", "---", "Write letters or digits."),
    quay("poll/choose", 4, "choose: 4", "there are fewer options than votes. Lower `choose`, or add options."),
    quay("scenario/scenes/0/choices/0/leads_to", "limbo", "leads_to: limbo", "no scene 'limbo'. Name the id of"),
    quay("text/accept/en/0", "…", "…", "Write a word."),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_one_fault_is_named_once_with_its_file_its_line_and_what_to_do(tmp_path: Path, case: Broken):
    files = deepcopy(SOUND)
    change(files, case)
    write(tmp_path / "pack", files)
    fault = the_fault(tmp_path / "pack")
    assert case.says in str(fault)
    assert case.line in line_of(tmp_path / "pack", fault)
    assert re.fullmatch(r"\S.*[^.]\.", fault.problem)
    assert re.fullmatch(r"[A-Z`].*[^.]\.", fault.remedy)


FILES: list[tuple[str, str | None, int, str]] = [
    ("campaign.yaml", None, 1, "The file is not there. A pack is a folder with campaign.yaml and levels/*.yaml."),
    ("levels/crane.yml", "id: crane\n", 1, "The file is not read. Name it crane.yaml."),
    ("levels/wreck.yaml", "- wreck\n", 1, "This is no list of fields. Write `id:`, one line for each field."),
    ("levels/wreck.yaml", "id: wreck\n\tname: tabs\n", 2, "Mend the YAML: indent with spaces,"),
    ("levels/wreck.yaml", "id: wreck\nid: wreck\n", 2, "`id` is written twice. Mend the YAML"),
    ("levels/wreck.yaml", "id: &a [*a]\n", 1, "Mend the YAML"),
    ("media/spare.svg", SUN.format(size=3), 1, "No question shows the picture. Show it, or take the file out."),
    ("media/spare.bmp", "BM", 1, "has not the ending of a picture. Use one of"),
    (f"media/{PICTURES[0]}", None, 0, f"There is no media/{PICTURES[0]}. Put the file there, or name one that is."),
    (f"media/{PICTURES[0]}", "<svg", 1, "This is no SVG"),
    (f"media/{PICTURES[0]}", SUN.format(size=3).replace("<circle", "<script/><circle"), 1, "Take it out."),
]


@pytest.mark.parametrize(("name", "content", "line_", "says"), FILES)
def test_a_file_that_is_missing_strange_or_unreadable_is_named(
    tmp_path: Path, name: str, content: str | None, line_: int, says: str
):
    """Without a `line_`, the fault lies where another file names the missing one."""
    write(tmp_path / "pack", SOUND)
    file = tmp_path / "pack" / name
    if content is None:
        file.unlink()
    else:
        file.write_text(content, encoding="utf-8")
    with pytest.raises(FaultyPack) as caught:
        read_pack(tmp_path / "pack")
    found = [fault for fault in caught.value.faults if says in str(fault)]
    assert len(found) == 1
    if line_:
        assert (found[0].file, found[0].line) == (name, line_)
    else:
        assert PICTURES[0] in line_of(tmp_path / "pack", found[0])


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_a_level_that_is_no_file_is_named_and_keeps_nobody_waiting(tmp_path: Path, make: Callable[[Path], None]):
    write(tmp_path / "pack", SOUND)
    make(tmp_path / "pack" / "levels" / "pipe.yaml")
    fault = the_fault(tmp_path / "pack")
    assert (fault.file, fault.problem) == ("levels/pipe.yaml", "This is no file.")


def own_field(kind: type[Question]) -> str:
    """A field that this kind cannot do without and that holds no picture, or one that all kinds need."""
    own = set(kind.model_fields) - set(Question.model_fields)
    needed = (name for name in sorted(own) if kind.model_fields[name].is_required())
    return next((name for name in needed if "'file'" not in str(kind.EXAMPLE[name])), "prompt")


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_a_question_of_any_kind_names_what_it_lacks_and_what_it_does_not_know(tmp_path: Path, kind: str):
    lacks = own_field(kinds()[kind])
    broken = {
        f"{lacks}": (GONE, f"{lacks}: this field is missing. Add it."),
        "explanation/zh-Hant": (GONE, "explanation lacks zh-Hant. Add `zh-Hant:` with the translation."),
        "anser": ("x", "anser: there is no such field. Remove it, or check its spelling."),
    }
    for number, (field, (value, says)) in enumerate(broken.items()):
        files = deepcopy(SOUND)
        change(files, quay(f"{kind}/{field}", value, "", says))
        write(tmp_path / str(number), files)
        fault = the_fault(tmp_path / str(number))
        assert says in str(fault)
        assert re.search(rf"a-{kind}|{field.partition('/')[0]}", line_of(tmp_path / str(number), fault))


def test_a_campaign_without_lines_does_not_blame_each_level_for_it(tmp_path: Path):
    files = deepcopy(SOUND)
    files["campaign.yaml"]["lines"] = []
    del files["levels/buoy.yaml"]["unlock"]
    write(tmp_path / "pack", files)
    fault = the_fault(tmp_path / "pack")
    assert (line_of(tmp_path / "pack", fault), fault.remedy) == ("lines: []", "Add entries.")


def test_there_are_enough_of_them():
    assert len({(case.file, case.at, str(case.value)) for case in CASES}) >= 40
