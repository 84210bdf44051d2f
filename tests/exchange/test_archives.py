"""A pack that comes as a zip file: read like a folder, and nothing of it lands outside."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_LZMA, ZipFile

import pytest

from quest.exchange.packs import BUILT_IN, FaultyPack, look_over, read_pack, unpack

PLENTY = 20_000_000


def zipped(files: dict[str, bytes]) -> bytes:
    """An archive of these files."""
    held = BytesIO()
    with ZipFile(held, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return held.getvalue()


def files_of(folder: Path, below: str = "") -> dict[str, bytes]:
    return {below + path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.*")}


@pytest.mark.parametrize("below", ["", "next-stop/", "export/of march/"])
def test_a_zipped_pack_is_the_pack_wherever_it_lies_in_the_archive(tmp_path: Path, below: str):
    unpack(zipped(files_of(BUILT_IN, below)), tmp_path, name="pack.zip", most_bytes=PLENTY)
    assert read_pack(tmp_path) == read_pack(BUILT_IN)


def test_what_belongs_to_no_pack_stays_out_of_the_folder(tmp_path: Path):
    odd = {
        "campaign.yaml": b"id: x",
        "levels/a.yaml": b"id: a",
        "../outside.yaml": b"",
        "/etc/levels/b.yaml": b"",
        "levels/../../c.yaml": b"",
        "levels/deeper/d.yaml": b"",
        "levels/.hidden.yaml": b"",
        "__MACOSX/levels/a.yaml": b"",
        "notes.txt": b"",
    }
    folder = tmp_path / "pack"
    folder.mkdir()
    unpack(zipped(odd), folder, name="pack.zip", most_bytes=PLENTY)
    left = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    assert left == ["pack/campaign.yaml", "pack/levels/a.yaml"]


def misnamed() -> bytes:
    """An archive that says its names are UTF-8, where one is not."""
    return zipped({"levels/\u00e9.yaml": b"id: x"}).replace("\u00e9".encode(), b"\xff\xfe")


def damaged() -> bytes:
    """An archive whose one file is packed with LZMA and damaged."""
    held = BytesIO()
    with ZipFile(held, "w", ZIP_LZMA) as archive:
        archive.writestr("campaign.yaml", bytes(range(256)) * 40)
    whole = held.getvalue()
    at = len("campaign.yaml") + 30 + 9
    return whole[:at] + bytes([0xFF]) * 40 + whole[at + 40 :]


@pytest.mark.parametrize("archive", [misnamed(), damaged()])
def test_an_archive_that_is_damaged_within_is_told_in_a_sentence_too(tmp_path: Path, archive: bytes):
    with pytest.raises(FaultyPack, match="no zip archive that can be read"):
        unpack(archive, tmp_path, name="pack.zip", most_bytes=PLENTY)


@pytest.mark.parametrize("archive", [b"", b"no zip at all", zipped({"campaign.yaml": b"id: x"})[:-30]])
def test_what_is_no_archive_is_told_in_a_sentence_with_a_remedy(tmp_path: Path, archive: bytes):
    with pytest.raises(FaultyPack) as found:
        unpack(archive, tmp_path, name="pack.zip", most_bytes=PLENTY)
    assert str(found.value).startswith("pack.zip:1: This is no zip archive that can be read. Zip the folder")


def test_an_archive_that_would_fill_the_disk_is_not_unpacked(tmp_path: Path):
    with pytest.raises(FaultyPack, match="too much in the archive"):
        unpack(zipped({"media/large.png": bytes(30_000_000)}), tmp_path, name="pack.zip", most_bytes=PLENTY)
    many = {f"levels/l{number}.yaml": b"" for number in range(2_001)}
    with pytest.raises(FaultyPack, match="too much in the archive"):
        unpack(zipped(many), tmp_path, name="pack.zip", most_bytes=PLENTY)
    assert list(tmp_path.iterdir()) == []


def test_a_pack_that_lacks_nothing_but_translations_can_be_shown_with_its_faults(tmp_path: Path):
    folder = shutil.copytree(BUILT_IN, tmp_path / "pack")
    main = folder / "campaign.yaml"
    lines = [line for line in main.read_text("utf-8").splitlines() if line != "  zh-Hans: 下一站"]
    main.write_text("\n".join(lines), "utf-8")
    campaign, faults = look_over(folder)
    assert campaign is not None
    assert campaign.title.missing() == ["zh-Hans"]
    assert [fault.problem for fault in faults] == ["title lacks zh-Hans."]
    (folder / "levels" / "a1.yaml").unlink()
    campaign, faults = look_over(folder)
    assert campaign is None
    assert len(faults) > 1
