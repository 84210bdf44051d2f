"""Groups, brackets and prizes in a pack, and what can be wrong with them."""

from pathlib import Path

import pytest

from quest.exchange.packs import read_pack, write_pack
from tests.exchange.test_packs import MAIN, PACK, faults_of, lay_out, line_of

GROUPS = """\
groups:
  kinds: [school, team]
  score: best
  best_of: 3
  preset:
    - id: kai-tak
      kind: school
      name: {en: Kai Tak, zh-Hant: 啟德, zh-Hans: 启德}
    - id: harbour-side
      kind: school
      name: {en: Harbour Side, zh-Hant: 海濱, zh-Hans: 海滨}
brackets:
  - id: student
    name: {en: Students, zh-Hant: 學生, zh-Hans: 学生}
  - id: pro
    name: {en: Professionals, zh-Hant: 在職人士, zh-Hans: 在职人士}
"""


def test_groups_and_brackets_are_read_and_written_the_same(tmp_path: Path):
    sound = read_pack(lay_out(tmp_path / "sound", {**PACK, "campaign.yaml": MAIN + GROUPS}))
    assert sound.groups is not None
    assert (sound.group_kinds, sound.groups.score, sound.groups.best_of) == (("school", "team"), "best", 3)
    assert [bracket.id for bracket in sound.brackets] == ["student", "pro"]
    write_pack(sound, tmp_path / "copy")
    assert read_pack(tmp_path / "copy") == sound


@pytest.mark.parametrize(
    ("old", "new", "at", "says"),
    [
        ("[school, team]", "[school, guild]", "kinds:", "groups.kinds.1"),
        ("[school, team]", "[school, team, school]", "kinds:", "this kind stands here already. Name it once."),
        ("kind: school", "kind: company", "kind: company", "'company' is none of the kinds."),
        ("id: harbour-side", "id: kai-tak", "id: kai-tak\n      kind: school\n      name: {en: Har", "Give each group"),
        ("{en: Harbour Side", "{en: KAI-TAK", "name: {en: KAI", "an earlier group of this kind has this name."),
        ("score: best", "score: best\n  found: false", "kinds:", "nobody can join a team. Preset some, or let players"),
        ("score: best", "score: median", "score:", "groups.score"),
        ("best_of: 3", "best_of: 0", "best_of:", "groups.best_of"),
        (", zh-Hans: 启德", "", "name: {en: Kai", "groups.preset.0.name lacks zh-Hans."),
        ("id: pro\n", "id: student\n", "id: student\n    name: {en: Pro", "an earlier bracket has this id."),
        (", zh-Hant: 在職人士", "", "name: {en: Pro", "brackets.1.name lacks zh-Hant."),
    ],
)
def test_a_fault_in_groups_or_brackets_is_named_at_its_line(tmp_path: Path, old: str, new: str, at: str, says: str):
    assert old in GROUPS
    main = MAIN + GROUPS.replace(old, new, 1)
    [fault] = [fault for fault in faults_of(tmp_path, {**PACK, "campaign.yaml": main}) if says in str(fault)]
    assert (fault.file, fault.line) == ("campaign.yaml", line_of(main, at))


@pytest.mark.parametrize(
    ("file", "old", "new", "at"),
    [
        ("levels/quay.yaml", "questions:\n", "scoring: {time: half-floor}\nquestions:\n", "scoring:"),
        ("levels/crane.yaml", "    skills: [python]\n", "    scoring:\n      time: to-zero\n", "time:"),
    ],
)
def test_where_something_can_be_won_no_points_hang_on_speed(tmp_path: Path, file: str, old: str, new: str, at: str):
    assert old in PACK[file]
    timed = PACK[file].replace(old, f"{new}").replace("    kind: choice\n", "    kind: choice\n    limit_s: 20\n")
    files = {**PACK, file: timed.replace("    kind: text\n", "    kind: text\n    limit_s: 20\n")}
    assert read_pack(lay_out(tmp_path / "without", files)).prizes is False
    [fault] = faults_of(tmp_path / "with", {**files, "campaign.yaml": MAIN + "prizes: true\n"})
    assert (fault.file, fault.line) == (file, line_of(files[file], at))
    assert "haste would win them. Let `time` be none, or set `prizes: false`." in str(fault)
