"""Start it, patched first."""

from importlib import import_module

from quest.server import patch

patch.apply()
import_module("tests.small_quest.app").main()
