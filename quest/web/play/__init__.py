"""Pages of the player."""

from quest.web.play import boards, journey, levels
from quest.web.play.blueprint import blueprint

__all__ = ["blueprint", "boards", "journey", "levels"]
