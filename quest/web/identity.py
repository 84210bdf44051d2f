"""Signing in and out of a device: the cookie, the row behind it, and the loader that reads both."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from flask import Flask, Request, Response, after_this_request, request, session
from flask_login import LoginManager, login_user, logout_user

from quest.domain.errors import WrongCredentials
from quest.models import Account, Player
from quest.services import accounts
from quest.services.accounts import Visitor
from quest.web.context import Parts, parts
from quest.web.context import visitor as current_visitor
from quest.web.language import language


def lifetime(of: Parts) -> timedelta:
    """How long a sign-in lasts."""
    return timedelta(days=of.config.sign_in_days)


def load_visitor(of: Parts, cookie_id: str) -> Visitor | None:
    """The visitor whose sign-in the cookie names, asked of the database each time: a sign-out acts at once."""
    if not cookie_id.isdecimal():
        return None
    with of.database.looking() as reader:
        return accounts.visitor(reader, int(cookie_id), now=of.now(), lifetime=lifetime(of))


def remember(player: Player | None, account: Account | None) -> Visitor:
    """Signs this device in and ends whatever it was signed in as.

    The language that was chosen on it stays; on a new device it is the one that the player chose elsewhere.
    """
    before = current_visitor()
    with parts().database.unit_of_work() as work:
        if before is not None:
            accounts.sign_out(work, before.sign_in_id, now=parts().now())
        made = accounts.sign_in(
            work,
            player_id=player.id if player else account.player_id if account else None,
            account_id=account.id if account else None,
            now=parts().now(),
        )
    keep_sign_in(made.id, player.language if player else _language_of(account))
    found = current_visitor()
    assert found is not None  # noqa: S101 - signed in a line before
    return found


def keep_sign_in(sign_in_id: int, elsewhere: str | None) -> None:
    """Lets this device be the sign-in from now on, in the language that it chose, or else that of the person.

    Args:
        elsewhere: what the person chose on another device.
    """
    found = load_visitor(parts(), str(sign_in_id))
    assert found is not None  # noqa: S101 - it was made a moment ago
    kept = session.get("language") or (elsewhere if elsewhere != language() else None)
    session.clear()
    session["language"] = kept
    session.permanent = True
    login_user(found)


def _language_of(account: Account | None) -> str | None:
    """What the player of an account reads; nobody knows it of others."""
    if account is None or account.player_id is None:
        return None
    with parts().database.reading() as reading:
        return reading.get_one(Player, account.player_id).language


def account_with_password(email: str, password: str) -> Account:
    """The account that this e-mail and password open, within what one account and one address may try.

    Raises:
        WrongCredentials: there is none. TooMany: the tries are used up.
    """
    config, throttle = parts().config, parts().throttle
    throttle.check("password", accounts.folded_email(email), f"{config.password_tries_per_account} per 5 minute")
    throttle.check("password", request.remote_addr or "", f"{config.password_tries_per_address} per 5 minute")
    with parts().database.reading() as reading:
        account = accounts.account_of_email(reading, email)
    if not parts().aside(accounts.password_fits, account, password) or account is None:
        raise WrongCredentials
    return account


def forget() -> None:
    """Signs this device out; its sockets are cut, and its browser is told to forget what it kept for the visitor."""
    who = current_visitor()
    if who is not None:
        with parts().database.unit_of_work() as work:
            accounts.sign_out(work, who.sign_in_id, now=parts().now())
    logout_user()
    after_this_request(_clear_browser)


def _clear_browser(response: Response) -> Response:
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


def manage_sign_ins(app: Flask, of: Parts) -> None:
    """Ties Flask-Login to the sign-ins in the database."""
    manager = LoginManager()
    manager.session_protection = None
    manager.user_loader(lambda cookie_id: load_visitor(of, cookie_id))
    manager.init_app(app)
    app.permanent_session_lifetime = lifetime(of)


def visitor_of_environ(app: Flask, of: Parts, environ: Mapping[str, Any]) -> Visitor | None:
    """Who a socket's handshake stands for now: its cookie names the sign-in, the database says whether it holds."""
    opened = app.session_interface.open_session(app, Request(dict(environ)))
    cookie_id = opened.get("_user_id") if opened else None
    return load_visitor(of, cookie_id) if isinstance(cookie_id, str) else None


def live_sign_ins(of: Parts, ids: Collection[int]) -> set[int]:
    """Those of the sign-ins that have not ended."""
    with of.database.reading() as reading:
        return accounts.live_sign_ins(reading, ids, now=of.now(), lifetime=lifetime(of))
