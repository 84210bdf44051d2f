"""Campaign packs: a folder of YAML in, a campaign out, or every fault with its file, line and remedy."""

from quest.exchange.packs.archive import unpack
from quest.exchange.packs.faults import Fault, FaultyPack
from quest.exchange.packs.reading import BUILT_IN, look_over, read_pack
from quest.exchange.packs.schema import schemas
from quest.exchange.packs.sheets import LEVELS, MAIN
from quest.exchange.packs.writing import write_pack

__all__ = [
    "BUILT_IN",
    "LEVELS",
    "MAIN",
    "Fault",
    "FaultyPack",
    "look_over",
    "read_pack",
    "schemas",
    "unpack",
    "write_pack",
]
