"""The settings of `config.py`: the checkout's, or the copy that an installed package carries.

An installed package leaves the name `config` to others, so every module of the quest takes its settings from here.
"""

from typing import TYPE_CHECKING

from quest.paths import INSTALLED

if TYPE_CHECKING or not INSTALLED:
    from config import Config, WrongSetting
else:
    from quest._config import Config, WrongSetting

__all__ = ["Config", "WrongSetting"]
