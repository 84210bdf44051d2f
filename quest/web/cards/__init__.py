"""Cards: what somebody shows others of a finished line, and the pictures that chats show of a link."""

from quest.web.cards.pages import blueprint, own_card

__all__ = ["blueprint", "own_card"]
