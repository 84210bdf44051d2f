"""Bytes of unknown origin to text: byte order marks, Chinese and Western code pages, text that was decoded twice."""

from __future__ import annotations

import codecs
import re

from quest.exchange.jobs.records import UnreadableSource

MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
CHINESE_CODE_PAGES = ("big5hkscs", "gb18030")
CHINESE_NAMES = {"big5": "big5hkscs", "big5-hkscs": "big5hkscs", "gb2312": "gb18030", "gbk": "gb18030"}
WESTERN = frozenset({"iso-8859-1", "latin-1", "latin1", "windows-1252", "us-ascii", "ascii", "utf-16", "utf16"})
COMMON_HAN = frozenset(
    "的一是在不了有和人這这中大為为上個个國国我以要他時时來来用們们生到作地於于出就分對对成會会可主發发年同工也能下過过"
    "公司職职位學学業业經经驗验及與与技術术開开科研請请加入團团隊队數数據据香港系統统管理師师員员資资程"
)
SHARE_OF_COMMON_HAN = 0.15
MARKLESS = 4

NON_ASCII = re.compile(r"[^\x00-\x7f]+")
PLAUSIBLE_ALONE = re.compile(r"[\u00a0-\u00ff\u0152\u0153\u2010-\u2044\u20ac\u2122\u2190-\u21ff\u2212\u25a0-\u25cf]+")
PLAUSIBLE_TOGETHER = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]{2,}")
SURROGATES = re.compile(r"[\ud800-\udfff]")


def _windows_1252() -> dict[str, int]:
    """Byte by character, with the five holes of the code page filled by the controls that decoders put there."""
    return {bytes([byte]).decode("cp1252", errors="ignore") or chr(byte): byte for byte in range(0x80, 0x100)}


BYTE_OF = _windows_1252()
CHARACTER_OF = {byte: character for character, byte in BYTE_OF.items()} | {byte: chr(byte) for byte in range(0x80)}


def decode(data: bytes) -> str:
    """The text of a file that does not say how it is encoded, with lone surrogates and double decoding undone.

    A byte order mark decides, or, where every other byte is a zero, UTF-16 without one; then UTF-8; then the Chinese
    code pages of Hong Kong and the mainland, when the result reads like Chinese; the rest is Windows-1252, in which
    every byte has a meaning.

    Raises:
        UnreadableSource: the byte order mark is not true (`bad_encoding`).
    """
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            try:
                return repair(data.decode(encoding))
            except UnicodeDecodeError as error:
                remedy = "The text is broken where its first bytes promise Unicode: save the file again as UTF-8."
                raise UnreadableSource("bad_encoding", remedy, place=f"byte {error.start}") from error
    try:
        return repair(data.decode(_unmarked_utf_16(data) or "utf-8"))
    except UnicodeDecodeError:
        return _decode_chinese(data) or "".join(CHARACTER_OF[byte] for byte in data)


def decode_declared(data: bytes, declared: str) -> str:
    """The text of a file that says how it is encoded, where that is true; else as `decode`.

    UTF-8 goes before any other declaration, for a program that converts a file often leaves the declaration as it was.

    Raises:
        UnreadableSource: see `decode`.
    """
    encoding = CHINESE_NAMES.get(declared.lower(), declared)
    if encoding.lower() in WESTERN or any(data.startswith(mark) for mark in MARKS):
        return decode(data)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return repair(data.decode(encoding))
        except (LookupError, UnicodeError, ValueError):
            return decode(data)
    return decode(data)


def repair(text: str) -> str:
    """Undo UTF-8 that was read as Windows-1252 ("Cityâ€™s" to "City’s"), only where it can mean nothing else.

    A run of non-ASCII characters is replaced when all of it, taken back to Windows-1252 bytes, is UTF-8 for Western
    letters and typographic signs, or for several Chinese characters; "café" and "voilà »" stay as they are.
    """
    return NON_ASCII.sub(lambda run: _undone(run[0]), SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text))


def _unmarked_utf_16(data: bytes) -> str | None:
    """The encoding of a text that begins with Latin letters of two bytes each and no mark."""
    first, second = data[:64:2], data[1:64:2]
    if len(second) < MARKLESS:
        return None
    if second.count(0) == len(second) and not first.count(0):
        return "utf-16-le"
    return "utf-16-be" if first.count(0) == len(first) and not second.count(0) else None


def _undone(run: str) -> str:
    try:
        fixed = bytes(BYTE_OF[character] for character in run).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return run
    return fixed if PLAUSIBLE_ALONE.fullmatch(fixed) or PLAUSIBLE_TOGETHER.fullmatch(fixed) else run


def _decode_chinese(data: bytes) -> str | None:
    best, best_share = None, SHARE_OF_COMMON_HAN
    for encoding in CHINESE_CODE_PAGES:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        foreign = [character for character in text if character > "\x7f"]
        share = sum(character in COMMON_HAN for character in foreign) / max(len(foreign), 1)
        if share > best_share:
            best, best_share = text, share
    return best
