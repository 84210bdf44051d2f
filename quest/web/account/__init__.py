"""Pages of whoever has something of their own here: a language, a sign-in, a profile."""

from quest.web.account import groups, me, profile, signing
from quest.web.account.blueprint import blueprint

__all__ = ["blueprint", "groups", "me", "profile", "signing"]
