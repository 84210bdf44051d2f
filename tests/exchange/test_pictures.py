"""Pictures of a pack: shown, kept with the campaign, and refused where they could act or load anything."""

from pathlib import Path

import pytest

from quest.exchange.packs import Fault, FaultyPack, read_pack, write_pack
from quest.levels.base import LANGUAGES
from quest.levels.level import Campaign
from quest.levels.media import pictures
from tests.exchange.test_packs import LEVEL, PACK, lay_out, line_of

PICTURES = """\
  - id: quay-signs
    kind: image-choice
    prompt: {en: Which sign?, zh-Hant: 哪個標誌？, zh-Hans: 哪个标志？}
    options:
      - id: stop
        picture:
          file: stop.svg
          alt: {en: An octagon, zh-Hant: 八角形, zh-Hans: 八边形}
        correct: true
      - id: give-way
        picture:
          file: give-way.svg
          alt: {en: A triangle, zh-Hant: 三角形, zh-Hans: 三角形}
    explanation: {en: It is, zh-Hant: 沒錯, zh-Hans: 没错}
"""
QUAY = LEVEL.format(id="quay") + PICTURES
FILES = {**PACK, "levels/quay.yaml": QUAY}
OCTAGON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M2 0h4l2 2v4L6 8H2L0 6V2z"/></svg>'
TRIANGLE = OCTAGON.replace("M2 0h4l2 2v4L6 8H2L0 6V2z", "M0 0h8L4 8z")
PNG = b"\x89PNG\r\n\x1a\n"


def pack(folder: Path, files: dict[str, str] = FILES, **media: str | bytes | None) -> Path:
    """The pack with both pictures; keyword arguments (stop_svg=…) change a picture, or take it out."""
    drawn = {"stop_svg": OCTAGON, "give-way_svg": TRIANGLE, **media}
    lay_out(folder, files)
    (folder / "media").mkdir()
    for name, content in drawn.items():
        data = content.encode() if isinstance(content, str) else content
        if data is not None:
            (folder / "media" / ".".join(name.rsplit("_", 1))).write_bytes(data)
    return folder


def faults(folder: Path) -> list[Fault]:
    with pytest.raises(FaultyPack) as caught:
        read_pack(folder)
    return caught.value.faults


def shown(campaign: Campaign) -> dict[str, str]:
    """The pictures by their authors' names, and the names under which they are served."""
    return {picture.file: picture.shown("en")["media"] for picture in pictures(campaign.levels)}


def test_the_campaign_holds_its_pictures_under_names_that_say_nothing(tmp_path: Path):
    harbour = read_pack(pack(tmp_path))
    served = shown(harbour)
    assert harbour.picture(served["stop.svg"]) == OCTAGON.encode()
    assert harbour.picture(served["give-way.svg"]) == TRIANGLE.encode()
    assert harbour.picture("stop.svg") is None
    assert not any(word in name for name in served.values() for word in ("stop", "give"))


def test_a_picture_that_changes_is_served_under_another_name(tmp_path: Path):
    before = shown(read_pack(pack(tmp_path / "before")))
    after = shown(read_pack(pack(tmp_path / "after", stop_svg=OCTAGON.replace("M2", "M3"))))
    assert before["stop.svg"] != after["stop.svg"]
    assert before["give-way.svg"] == after["give-way.svg"]


def test_pictures_survive_the_database_and_the_export(tmp_path: Path):
    harbour = read_pack(pack(tmp_path / "one", map_png=None))
    stored = Campaign.parse(harbour.model_dump(mode="json", by_alias=True, exclude_none=True))
    assert stored == harbour
    assert shown(stored) == shown(harbour)
    write_pack(stored, tmp_path / "two")
    assert (tmp_path / "two" / "media" / "stop.svg").read_text() == OCTAGON
    assert read_pack(tmp_path / "two") == harbour


def test_a_pack_without_pictures_is_exported_without_a_folder_for_them(tmp_path: Path):
    write_pack(read_pack(lay_out(tmp_path / "one", PACK)), tmp_path / "two")
    assert not (tmp_path / "two" / "media").exists()


def test_a_picture_that_is_not_there_is_named_where_it_is_asked_for(tmp_path: Path):
    line = line_of(QUAY, "file: stop.svg")
    assert faults(pack(tmp_path, stop_svg=None)) == [
        Fault("levels/quay.yaml", line, "There is no media/stop.svg.", "Put the file there, or name one that is.")
    ]


def test_a_picture_that_no_question_shows_is_named(tmp_path: Path):
    assert [str(fault) for fault in faults(pack(tmp_path, map_svg=OCTAGON))] == [
        "media/map.svg:1: No question shows the picture. Show it, or take the file out."
    ]


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_words_for_a_picture_are_needed_in_every_language(tmp_path: Path, language: str):
    words = {"zh-Hant": ", zh-Hant: 八角形", "zh-Hans": ", zh-Hans: 八边形"}[language]
    (fault,) = faults(pack(tmp_path, {**FILES, "levels/quay.yaml": QUAY.replace(words, "")}))
    assert (fault.line, fault.problem) == (
        line_of(QUAY, "alt: {en: An octagon"),
        f"questions.1.options.0.picture.alt lacks {language}.",
    )


def test_a_picture_without_words_is_refused(tmp_path: Path):
    without = QUAY.replace("          alt: {en: An octagon, zh-Hant: 八角形, zh-Hans: 八边形}\n", "")
    (fault,) = faults(pack(tmp_path, {**FILES, "levels/quay.yaml": without}))
    assert fault.problem == "questions.1.options.0.picture.alt: this field is missing."


@pytest.mark.parametrize(
    ("svg", "line", "says"),
    [
        (OCTAGON.replace("<path", "\n<script>alert(1)</script><path"), 2, "The SVG has a <script>. Take it out."),
        (OCTAGON.replace("<path", "\n\n<foreignObject/><path"), 3, "The SVG has a <foreignObject>. Take it out."),
        (OCTAGON.replace("<path", '<path onclick="x()"'), 1, "The SVG has the attribute onclick, which runs a script."),
        (OCTAGON.replace("<path", '<image href="https://x.example/a.png"/><path'), 1, "The SVG refers to 'https://x."),
        (OCTAGON.replace("<path", '<use href="other.svg#a"/><path'), 1, "The SVG refers to 'other.svg#a'."),
        (OCTAGON.replace("<path", '<a href="javascript:x()"/><path'), 1, "The SVG refers to 'javascript:x()'."),
        (OCTAGON.replace("<path", '<image href="data:image/svg+xml,x"/><path'), 1, "The SVG refers to 'data:image/svg"),
        (OCTAGON.replace("<path", '<path style="fill:url(http://x/#a)"'), 1, "The SVG loads something from elsewhere"),
        (OCTAGON.replace("<path", "<style>@import 'x'</style><path"), 1, "The SVG's style loads something from"),
        (OCTAGON.replace("<path", r"<style>.a{fill:u\72l(//x)}</style><path"), 1, "The SVG's style loads"),
        (OCTAGON.replace("<path", "<style>.a{fill:image-set('x' 1x)}</style><path"), 1, "The SVG's style loads"),
        (OCTAGON.replace("<path", '<set attributeName="href" to="x"/><path'), 1, "The SVG animates href."),
        (f'<?xml-stylesheet href="x"?>{OCTAGON}', 1, "The SVG has a <?xml-stylesheet?> instruction."),
        (f"<!DOCTYPE svg [\n<!ENTITY a 'b'>]>{OCTAGON}", 1, "The SVG has a DOCTYPE, which can define entities."),
        (OCTAGON.replace(' viewBox="0 0 8 8"', ""), 1, "The SVG has no viewBox, so it cannot grow and shrink."),
        (OCTAGON.replace("</svg>", "\n"), 2, "This is no SVG: no element found."),
        ("<html/>", 1, "The file does not begin with <svg xmlns="),
        ("", 1, "This is no SVG: no element found."),
    ],
)
def test_a_drawing_that_could_act_or_load_anything_is_refused(tmp_path: Path, svg: str, line: int, says: str):
    (fault,) = faults(pack(tmp_path, stop_svg=svg))
    assert (fault.file, fault.line) == ("media/stop.svg", line)
    assert f"{fault.problem} {fault.remedy}".startswith(says)
    assert fault.remedy.endswith(".")


def test_a_drawing_may_refer_to_what_is_in_it_and_hold_a_photograph(tmp_path: Path):
    inside = (
        '<style>.a{fill:url(#g)}</style><use href="#g"/><image href="data:image/png;base64,AA"/><path fill="url(#g)"'
    )
    read_pack(pack(tmp_path, stop_svg=OCTAGON.replace("<path", inside)))


@pytest.mark.parametrize(
    ("file", "data", "says"),
    [
        ("stop.png", b"GIF89a", "This is no PNG."),
        ("stop.jpg", PNG, "This is no JPG."),
        ("stop.webp", b"RIFFxxxxWAVE", "This is no WEBP."),
        ("stop.gif", b"GIF89a", "The file's name has not the ending of a picture."),
        ("stop.svg", PNG, "This is no SVG: not well-formed (invalid token)."),
        ("stop.png", PNG + bytes(200_000), "The picture has 200,008 bytes."),
    ],
)
def test_a_file_that_is_no_small_picture_is_refused(tmp_path: Path, file: str, data: bytes, says: str):
    quay = QUAY.replace("stop.svg", file)
    media = {"stop_svg": None, file.replace(".", "_"): data}
    found = faults(pack(tmp_path, {**FILES, "levels/quay.yaml": quay}, **media))
    assert says in [fault.problem for fault in found if fault.file == f"media/{file}"]


@pytest.mark.parametrize(
    ("file", "data"), [("stop.png", PNG), ("stop.jpg", b"\xff\xd8\xff"), ("stop.webp", b"RIFF....WEBP")]
)
def test_photographs_of_every_format_are_read(tmp_path: Path, file: str, data: bytes):
    quay = QUAY.replace("stop.svg", file)
    media = {"stop_svg": None, file.replace(".", "_"): data}
    harbour = read_pack(pack(tmp_path, {**FILES, "levels/quay.yaml": quay}, **media))
    assert harbour.picture(shown(harbour)[file]) == data


def test_a_folder_among_the_pictures_is_no_picture(tmp_path: Path):
    (pack(tmp_path) / "media" / "old").mkdir()
    assert [str(fault) for fault in faults(tmp_path)] == [
        "media/old:1: This is no file. Lay pictures side by side, in no folders."
    ]


def test_a_link_to_a_file_elsewhere_is_no_picture(tmp_path: Path):
    private = tmp_path / "private.svg"
    private.write_text(OCTAGON)
    folder = pack(tmp_path / "pack", stop_svg=None)
    (folder / "media" / "stop.svg").symlink_to(private)
    assert [str(fault) for fault in faults(folder)] == [
        "media/stop.svg:1: This is a link to a file elsewhere. Put the picture itself there."
    ]


def test_a_campaign_whose_pictures_are_missing_cannot_be_made(tmp_path: Path):
    stored = read_pack(pack(tmp_path)).model_dump(mode="json", by_alias=True, exclude_none=True)
    with pytest.raises(ValueError, match=r"there is no picture 'stop\.svg'"):
        Campaign.parse({**stored, "media": {}})
