"""What every page of the desk has: the account behind it, and the role that may see it."""

from __future__ import annotations

from typing import Any

from flask import render_template

from quest.models import Account
from quest.web.context import parts, require


def desk_page(template: str, *roles: str, desk: str, **values: Any) -> str:
    """A page of the desk for these roles; `desk` names its link at the side.

    Raises:
        SignInRequired, Forbidden: see `require`.
    """
    who = require(*roles)
    with parts().database.reading() as session:
        account = session.get_one(Account, who.account_id)
    return render_template(template, account=account, desk=desk, **values)
