"""Pages of whoever has something of their own here: a language, a sign-in, a profile."""

from quest.web.account import me, profile, signing
from quest.web.account.blueprint import blueprint

__all__ = ["blueprint", "me", "profile", "signing"]
