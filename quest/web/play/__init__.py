"""Pages of the player."""

from quest.web.play import ahead, answering, boards, journey, levels
from quest.web.play.blueprint import blueprint

__all__ = ["ahead", "answering", "blueprint", "boards", "journey", "levels"]
