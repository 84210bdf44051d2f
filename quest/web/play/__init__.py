"""Pages of the player."""

from quest.web.play import answering, boards, journey, levels
from quest.web.play.blueprint import blueprint

__all__ = ["answering", "blueprint", "boards", "journey", "levels"]
