"""Packs that come as one zipped file."""

from __future__ import annotations

import zlib
from io import BytesIO
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from quest.exchange.packs.faults import Fault, FaultyPack
from quest.exchange.packs.sheets import LEVELS, MAIN, MEDIA

MOST_FILES = 2_000


def unpack(archive: bytes, folder: Path, *, name: str, most_bytes: int) -> None:
    """Puts the files of a zipped pack into a folder; whatever belongs to no pack stays out of it.

    The pack may lie at the top of the archive or in a folder of its own. `name` is what its author calls the file.

    Raises:
        FaultyPack: it is no archive that can be read, or a larger one than `most_bytes` once it is unpacked.
    """
    try:
        with ZipFile(BytesIO(archive)) as zipped:
            members = _members(zipped)
            if len(members) > MOST_FILES or sum(info.file_size for info in members.values()) > most_bytes:
                remedy = f"Send at most {MOST_FILES} files, {most_bytes // 1_000_000} MB in all."
                raise FaultyPack([Fault(name, 1, "There is too much in the archive.", remedy)])
            for path, info in members.items():
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(zipped.read(info))
    except FaultyPack:
        raise
    except (BadZipFile, RuntimeError, ValueError, EOFError, OSError, zlib.error, LZMAError) as error:
        remedy = f"Zip the folder that holds {MAIN}, without a password, and send that file."
        raise FaultyPack([Fault(name, 1, "This is no zip archive that can be read.", remedy)]) from error


def _members(zipped: ZipFile) -> dict[str, ZipInfo]:
    """The pack's files by their path inside it."""
    files = {PurePosixPath(info.filename): info for info in zipped.infolist() if not info.is_dir()}
    tops = [path.parent for path in files if path.name == MAIN]
    top = min(tops, key=lambda path: len(path.parts), default=PurePosixPath())
    inside = {path.relative_to(top): info for path, info in files.items() if path.is_relative_to(top)}
    return {path.as_posix(): info for path, info in inside.items() if _belongs(path)}


def _belongs(path: PurePosixPath) -> bool:
    """Whether a pack has such a file; no such path leads out of the folder."""
    match path.parts:
        case (name,):
            return name == MAIN
        case (folder, name):
            return folder in (LEVELS, MEDIA) and not name.startswith(".") and "\\" not in name
    return False
