"""What is mailed: the words, and the way out that keeps nobody waiting."""

from __future__ import annotations

import logging
import smtplib
import threading
from datetime import timedelta
from typing import Any, cast

from flask import Flask, current_app, url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from quest.models import Player
from quest.services import accounts, mail
from quest.web.context import Parts, parts
from quest.web.language import locale

log = logging.getLogger(__name__)


def mail_sign_in_link(email: str, onward: str) -> None:
    """Mails a sign-in link to this address if it has an account, in the language of its player or else of the asker.

    All of it happens on a thread of its own: the asker's page comes at the same moment for a known and an unknown
    address, however slow the mail server is.
    """
    app = cast("Any", current_app)._get_current_object()
    path = url_for("account.link", token="TOKEN", next=onward or None)  # noqa: S106 - a place to fill
    work = (app, parts(), email, parts().config.address + path, locale())
    threading.Thread(target=_mail_sign_in_link, args=work, name="mail", daemon=True).start()


def _mail_sign_in_link(app: Flask, of: Parts, email: str, address: str, language: str) -> None:
    minutes = of.config.sign_in_link_minutes
    with of.database.unit_of_work() as session:
        account = accounts.account_of_email(session, email)
        if account is None:
            return
        player = session.get(Player, account.player_id) if account.player_id else None
        language = player.language.replace("-", "_") if player else language
        token = accounts.make_link(session, account, now=of.now(), lifetime=timedelta(minutes=minutes))
    with app.app_context(), force_locale(language):
        subject, text = _sign_in_letter(account.name, address.replace("TOKEN", token), minutes)
    letter = mail.letter(sender=of.config.mail_from, to=account.email, subject=subject, text=text)
    try:
        mail.send(letter, url=of.config.mail_url, outbox=of.config.data_dir / "outbox")
    except (OSError, smtplib.SMTPException):
        log.exception("sign-in link not sent")


def _sign_in_letter(name: str, address: str, minutes: int) -> tuple[str, str]:
    subject = _("Your sign-in link")
    lines = (
        _("Hello %(name)s,", name=name),
        _("Open this link and press the button to sign in. It works once, within %(span)s minutes:", span=minutes),
        address,
        _("You did not ask for it? Then leave it; without the link nobody gets in."),
    )
    return subject, "\n\n".join(lines) + "\n"
