"""Campaign packs: read, written, and every fault named with its file, line and remedy."""

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quest.exchange import yaml_lines
from quest.exchange.packs import BUILT_IN, Fault, FaultyPack, read_pack, schemas, write_pack
from quest.levels.kinds import kinds

CHECKOUT = Path(__file__).resolve().parents[2]

MAIN = """\
id: harbour
title: {en: Harbour, zh-Hant: 海港, zh-Hans: 海港}
tagline: {en: Set sail, zh-Hant: 啟航, zh-Hans: 启航}
about: {en: Two lines, zh-Hant: 兩條線, zh-Hans: 两条线}
opens_at: 2026-11-22T09:00:00+08:00
closes_at: 2026-11-29T18:00:00+08:00
start:
  name: {en: Pier, zh-Hant: 碼頭, zh-Hans: 码头}
terminus:
  name: {en: Sea, zh-Hant: 大海, zh-Hans: 大海}
lines:
  - id: A
    name: {en: Data, zh-Hant: 數據, zh-Hans: 数据}
    colour: blue
    texture: plain
    sector: ai-data
    levels: [quay, buoy]
  - id: B
    name: {en: Robots, zh-Hant: 機械人, zh-Hans: 机器人}
    colour: teal
    texture: line
    sector: robotics
    levels:
      - crane
      - buoy
"""

CHOICE = """\
  - id: {id}-first
    kind: choice
    prompt: {{en: Which unit?, zh-Hant: 哪個單位？, zh-Hans: 哪个单位？}}
    options:
      - id: ampere
        text: {{en: Ampere, zh-Hant: 安培, zh-Hans: 安培}}
        correct: true
      - id: volt
        text:
          en: Volt
          zh-Hant: 伏特
          zh-Hans: 伏特
    explanation: {{en: It is, zh-Hant: 沒錯, zh-Hans: 没错}}
    skills: [python]
"""

LEVEL = (
    """\
id: {id}
name: {{en: "Level {id}", zh-Hant: 關卡, zh-Hans: 关卡}}
intro: {{en: Begin, zh-Hant: 開始, zh-Hans: 开始}}
skills: [sql]
questions:
"""
    + CHOICE
)

TEXT = """\
  - id: {id}-second
    kind: text
    prompt: {{en: Which gas?, zh-Hant: 哪種氣體？, zh-Hans: 哪种气体？}}
    accept:
      en: [carbon dioxide]
      zh-Hant: [二氧化碳]
      zh-Hans: [二氧化碳]
    explanation: {{en: Plants, zh-Hant: 植物, zh-Hans: 植物}}
"""

PACK = {
    "campaign.yaml": MAIN,
    "levels/quay.yaml": LEVEL.format(id="quay"),
    "levels/crane.yaml": LEVEL.format(id="crane") + TEXT.format(id="crane"),
    "levels/buoy.yaml": LEVEL.format(id="buoy") + "unlock:\n  any: [quay, crane]\n",
}


def lay_out(folder: Path, files: dict[str, str]) -> Path:
    (folder / "levels").mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def faults_of(folder: Path, files: dict[str, str]) -> list[Fault]:
    with pytest.raises(FaultyPack) as caught:
        read_pack(lay_out(folder, files))
    return caught.value.faults


def changed(file: str, old: str, new: str) -> dict[str, str]:
    """The sound pack with one change."""
    assert old in PACK[file], f"{old!r} is not in {file}"
    return {**PACK, file: PACK[file].replace(old, new, 1)}


def line_of(text: str, at: str) -> int:
    """The line on which some words begin."""
    return text.count("\n", 0, text.index(at)) + 1


def test_a_sound_pack_is_a_campaign(tmp_path: Path):
    harbour = read_pack(lay_out(tmp_path, PACK))
    assert [level.id for level in harbour.levels] == ["buoy", "crane", "quay"]
    assert harbour.codes("buoy") == [("A", 2), ("B", 2)]
    assert harbour.levels[1].questions[1].kind == "text"


@pytest.mark.parametrize(
    ("old", "new", "at", "says"),
    [
        ("id: harbour\n", "", "title:", "id: this field is missing. Add it."),
        ("tagline:", "strapline: {en: X, zh-Hant: X, zh-Hans: X}\ntagline:", "strapline", "there is no such field"),
        ("colour: teal", "colour: pink", "colour: pink", "'blue', 'teal', 'plum' or 'orange'"),
        (
            "teal\n    texture: line",
            "blue\n    texture: plain",
            "blue\n    texture: plain\n    sector: robotics",
            "an earlier line looks the same",
        ),
        (
            "- id: B",
            "- id: A",
            "A\n    name: {en: Robots",
            "lines.1.id: an earlier line has this id. Give each line its own letter.",
        ),
        (
            "- id: B",
            "- id: b",
            "- id: b",
            "Use small letters, digits and hyphens (a line's id: a capital",
        ),
        ("09:00:00+08:00", "09:00:00", "opens_at", "Write the time with its zone"),
        ("2026-11-22T09", "2026-22-11T09", "opens_at", "Write the time with its zone"),
        ("id: harbour\n", "id: harbour\ntimezone: Asia/Kowloon\n", "timezone:", "'Asia/Kowloon' is no time zone"),
        ("2026-11-29", "2026-11-21", "closes_at", "the campaign closes before it opens"),
        ("      - crane", "      - crane\n      - crain", "- crain", "The line stops at 'crain', which has no file."),
        ("[quay, buoy]", "[quay, buoy, quay]", "[quay", "'quay' stands twice on line A. Name it once."),
        ("- crane\n      - buoy", "- buoy\n      - crane", "- buoy", "is stop 2 on line A and stop 1 on line B."),
        ("lines:\n", "levels: []\nlines:\n", "levels: []", "Put each level into a file in levels/."),
        ("title: {en: Harbour, ", "title: {", "title:", "title.en: this field is missing."),
        ("title: {en: Harbour, ", "title: {en: ' ', ", "title:", "Write some words."),
        ("{en: Harbour, zh-Hant: 海港, zh-Hans: 海港}", "Harbour", "title:", "`en:`, `zh-Hant:`, `zh-Hans:`"),
        ("en: Harbour,", "en: 1842,", "title:", "Put it in quotes if it is words"),
        (", zh-Hans: 海港", "", "title:", "title lacks zh-Hans. Add `zh-Hans:` with the translation."),
        ("zh-Hans: 大海}", "zh-Hans: }", "{en: Sea", "terminus.name lacks zh-Hans."),
    ],
)
def test_a_fault_in_the_main_file_is_named_at_its_line(tmp_path: Path, old: str, new: str, at: str, says: str):
    files = changed("campaign.yaml", old, new)
    [fault] = [fault for fault in faults_of(tmp_path, files) if says in str(fault)]
    assert (fault.file, fault.line) == ("campaign.yaml", line_of(files["campaign.yaml"], at))


@pytest.mark.parametrize(
    ("old", "new", "at", "says"),
    [
        ("kind: choice", "kind: riddle", "kind: riddle", "unknown kind 'riddle'. Use one of choice,"),
        ("    kind: choice\n", "", "- id: crane-first", "questions.0.kind: `kind` is missing."),
        ("          en: Volt\n", "          en: [Volt]\n", "en: [Volt]", "questions.0.options.1.text.en"),
        ("          zh-Hans: 伏特\n", "", "text:\n", "questions.0.options.1.text lacks zh-Hans."),
        ("          en: Volt\n", "          en: Volt\n          fr: Volt\n", "fr: Volt", "no such field"),
        ("correct: true", "correct: yes please", "correct: yes", "Write true or false."),
        ("        correct: true\n", "", "options:", "0 options are marked `correct: true`. Mark exactly one."),
        (
            "- id: volt",
            "- id: ampere",
            "ampere\n        text:\n",
            "an earlier option has this id. Give each option its own.",
        ),
        ("zh-Hant: 伏特", "zh-Hant: 安培", "- id: volt", "an earlier option reads the same. Make them differ in every"),
        ("[carbon dioxide]", "['…']", "en: ['…']", "nothing is left of '…'"),
        ("[carbon dioxide]", "[]", "en: []", "questions.1.accept.en"),
        ("      zh-Hans: [二氧化碳]\n", "", "accept:", "questions.1.accept lacks zh-Hans."),
        (
            "id: crane-second",
            "id: crane-first",
            "crane-first\n    kind: text",
            "an earlier question has this id. Give each question its own.",
        ),
        ("id: crane\n", "id: derrick\n", "id: derrick", "The id is 'derrick'. Name the file derrick.yaml."),
        ("skills: [sql]", "skills: [sql, telepathy]", "skills: [sql", "Skill 'telepathy' is not in the vocabulary."),
        ("skills: [python]", "skills: [telepathy]", "skills: [tele", "Skill 'telepathy' is not in the vocabulary."),
        ("questions:\n", "questions: []\nanswers:\n", "questions: []", "questions: "),
        ("questions:\n", "unlock: {all: [lighthouse]}\nquestions:\n", "unlock:", "'lighthouse', which is no level."),
    ],
)
def test_a_fault_deep_inside_a_level_is_named_at_its_line(tmp_path: Path, old: str, new: str, at: str, says: str):
    files = changed("levels/crane.yaml", old, new)
    [fault] = [fault for fault in faults_of(tmp_path, files) if says in str(fault)]
    assert (fault.file, fault.line) == ("levels/crane.yaml", line_of(files["levels/crane.yaml"], at))


def test_questions_of_two_levels_cannot_share_an_id(tmp_path: Path):
    files = changed("levels/crane.yaml", "id: crane-second", "id: buoy-first")
    [fault] = faults_of(tmp_path, files)
    assert str(fault).startswith("levels/crane.yaml:20: Question id 'buoy-first' is used in levels/buoy.yaml too.")


def test_one_look_finds_the_faults_of_every_file(tmp_path: Path):
    files = {
        "campaign.yaml": PACK["campaign.yaml"].replace("zh-Hans: 海港", "").replace("- crane", "- crain"),
        "levels/buoy.yaml": PACK["levels/buoy.yaml"].replace("any: [quay, crane]", "any: [quay, ferry]"),
        "levels/crane.yaml": PACK["levels/crane.yaml"].replace("kind: text", "kind: riddle").replace("安培", "", 1),
        "levels/quay.yaml": "id: quay\n\tname: tabs\n",
        "levels/raft.yaml": "- raft\n",
    }
    found = [(fault.file, fault.line) for fault in faults_of(tmp_path, files)]
    assert found == [
        ("campaign.yaml", 2),
        ("campaign.yaml", 24),
        ("levels/buoy.yaml", 21),
        ("levels/crane.yaml", 1),
        ("levels/crane.yaml", 11),
        ("levels/crane.yaml", 21),
        ("levels/quay.yaml", 2),
        ("levels/raft.yaml", 1),
    ]


def test_a_list_is_not_called_too_short_for_the_faults_of_its_entries(tmp_path: Path):
    faults = faults_of(tmp_path, changed("levels/quay.yaml", "kind: choice", "kind: riddle"))
    assert [fault.line for fault in faults] == [7]


def test_rules_that_wait_for_one_another_are_a_fault_of_each(tmp_path: Path):
    files = {
        **PACK,
        "levels/quay.yaml": PACK["levels/quay.yaml"] + "unlock:\n  all: [crane]\n",
        "levels/crane.yaml": PACK["levels/crane.yaml"] + "unlock:\n  all: [quay]\n",
        "levels/buoy.yaml": PACK["levels/buoy.yaml"].replace("any: [quay, crane]", "{}"),
    }
    assert [(fault.file, fault.remedy) for fault in faults_of(tmp_path, files)] == [
        ("levels/crane.yaml", "Take the circle out of the unlock rules."),
        ("levels/quay.yaml", "Take the circle out of the unlock rules."),
    ]


def test_lines_that_can_never_lie_side_by_side_are_named_at_the_stop(tmp_path: Path):
    lines = {"A": "p, q, r", "B": "p, t, u", "C": "v, q, u", "D": "v, t, r"}
    looks = zip(lines.items(), ("blue", "teal", "plum", "orange"), strict=True)
    words = "{en: Line, zh-Hant: 線, zh-Hans: 线}"
    written = "".join(
        f"  - {{id: {key}, name: {words}, colour: {colour}, texture: plain, sector: data,\n     levels: [{stops}]}}\n"
        for (key, stops), colour in looks
    )
    main = MAIN[: MAIN.index("lines:")] + "lines:\n" + written
    levels = {f"levels/{key}.yaml": LEVEL.format(id=key) for key in "pqrtuv"}
    [fault] = faults_of(tmp_path, {"campaign.yaml": main, **levels})
    assert fault.file == "campaign.yaml"
    assert "do not lie side by side" in fault.problem
    stop = fault.problem.split("'")[1]
    assert f"levels: [{stop}" in main.splitlines()[fault.line - 1] or f", {stop}" in main.splitlines()[fault.line - 1]


def test_a_folder_without_a_pack_is_said_to_be_none(tmp_path: Path):
    faults = [str(fault) for fault in faults_of(tmp_path / "empty", {})]
    assert faults == [
        "campaign.yaml:1: The file is not there. A pack is a folder with campaign.yaml and levels/*.yaml.",
        "levels:1: There is no level. Write one file for each into levels/.",
    ]


def test_a_level_under_another_ending_is_not_overlooked(tmp_path: Path):
    lay_out(tmp_path, {"levels/ferry.yml": LEVEL.format(id="ferry")})
    [fault] = faults_of(tmp_path, PACK)
    assert str(fault) == "levels/ferry.yml:1: The file is not read. Name it ferry.yaml."


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"id: a\nname: {en: 1", 2),
        (b"id: a\nid: b\n", 2),
        (b"id: a\n---\nid: b\n", 2),
        (b"id: a\nname: \xff\xfe\n", 2),
        (b"id: a\nname: a\x07b\n", 2),
        (b"id: a\nname: !!python/object/apply:os.getcwd []\n", 2),
        (b"id: &a [*a]\n", 1),
        (b"[" * 100_000, 1),
        (b"id: " + b"9" * 5_000, 1),
        (
            b"a: &a [1, 1, 1, 1, 1, 1]\n"
            + b"".join(b"%c: &%c [%s]\n" % (n + 1, n + 1, b", ".join([b"*%c" % n] * 9)) for n in b"abcdefgh"),
            1,
        ),
        (b"", 1),
    ],
)
def test_what_is_no_yaml_is_a_fault_with_its_line(tmp_path: Path, content: bytes, line: int):
    lay_out(tmp_path, PACK)
    (tmp_path / "levels" / "crane.yaml").write_bytes(content)
    with pytest.raises(FaultyPack) as caught:
        read_pack(tmp_path)
    [fault] = [fault for fault in caught.value.faults if fault.file == "levels/crane.yaml"]
    assert fault.line == line


def test_a_file_with_a_byte_order_mark_and_windows_line_ends_is_read(tmp_path: Path):
    files = {name: "\ufeff" + text.replace("\n", "\r\n") for name, text in PACK.items()}
    assert read_pack(lay_out(tmp_path, files)).id == "harbour"


def test_bare_words_that_other_readers_take_for_something_else_stay_words(tmp_path: Path):
    files = changed("levels/quay.yaml", "en: Ampere", "en: No")
    assert read_pack(lay_out(tmp_path, files)).levels[2].questions[0].model_dump()["options"][0]["text"]["en"] == "No"


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x85"))  # to YAML, U+0085 ends a line


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats(-1e300, 1e300) | WORDS,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
        max_leaves=20,
    )
)
def test_values_come_back_from_yaml_as_they_went(value: object):
    assert yaml_lines.load(yaml_lines.dump({"value": value})).data == {"value": value}


def test_a_written_pack_reads_back_the_same(tmp_path: Path):
    campaign = read_pack(BUILT_IN)
    write_pack(campaign, tmp_path / "copy")
    assert read_pack(tmp_path / "copy") == campaign


def test_the_published_schemas_are_those_of_the_code():
    for name, schema in schemas().items():
        published = (CHECKOUT / "docs" / "schema" / f"{name}.schema.json").read_text(encoding="utf-8")
        assert json.loads(published) == schema, "write them anew: quest campaign schema docs/schema"
        jsonschema.Draft202012Validator.check_schema(schema)


def test_the_built_in_pack_fits_the_schemas():
    for name, files in {"campaign": ["campaign.yaml"], "level": sorted((BUILT_IN / "levels").glob("*.yaml"))}.items():
        checker = jsonschema.Draft202012Validator(schemas()[name])
        for file in files:
            text = (BUILT_IN / file).read_text(encoding="utf-8")
            checker.validate(yaml_lines.load(text).data)
            named = text.partition("$schema=")[2].splitlines()[0]
            published = (BUILT_IN / file).parent / named
            assert published.resolve() == CHECKOUT / "docs" / "schema" / f"{name}.schema.json", "for editors"


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_the_schema_reports_what_a_question_of_any_kind_lacks(kind: str):
    checker = jsonschema.Draft202012Validator(schemas()["level"])
    level = _level_with(kinds()[kind].EXAMPLE)
    assert list(checker.iter_errors(level)) == []
    for field in [name for name, field in kinds()[kind].model_fields.items() if field.is_required()]:
        lacking = {name: value for name, value in level["questions"][0].items() if name != field}
        assert any(field in error.message for error in checker.iter_errors({**level, "questions": [lacking]}))
    assert list(checker.iter_errors({**level, "questions": [{**level["questions"][0], "answr": 1}]}))


def _level_with(example: dict[str, object]) -> dict[str, list[dict[str, object]]]:
    """A level with this question, its texts in all languages."""

    def everywhere(value: object) -> object:
        if isinstance(value, list):
            return [everywhere(each) for each in value]
        if not isinstance(value, dict):
            return value
        if "en" in value:
            return {"zh-Hant": value["en"], "zh-Hans": value["en"], **value}
        return {name: everywhere(each) for name, each in value.items()}

    level = yaml_lines.load(LEVEL.format(id="any")).data
    return {**level, "questions": [everywhere(example)]}
