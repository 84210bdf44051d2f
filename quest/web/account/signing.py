"""Signing in by password, by a mailed link or by a link from another device, and signing out."""

from __future__ import annotations

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quest.domain import errors
from quest.levels.base import LANGUAGES
from quest.models import Account, Player
from quest.services import accounts, players
from quest.web import identity
from quest.web.account.blueprint import blueprint
from quest.web.account.letters import mail_sign_in_link
from quest.web.api.schemas import Credentials, Email
from quest.web.context import parts, visitor
from quest.web.errors import sentence, status_of
from quest.web.forms import Body, by_field, read_form
from quest.web.language import keep
from quest.web.onward import onward, wanted

DESKS = {
    "recruiter": "recruit.candidates",
    "host": "host.index",
    "organiser": "organise.overview",
    "staff": "host.station_desk",
}


class LinkForm(Body):
    """Who wants a link."""

    email: Email


@blueprint.post("/language")
def set_language() -> ResponseReturnValue:
    """Keeps the language that a reader chose, on this device and with the player."""
    who, chosen = visitor(), request.form.get("language", "")
    keep(chosen)
    if who and who.player_id and chosen in LANGUAGES:
        with parts().database.unit_of_work() as session:
            players.set_language(session, who.player_id, chosen)
    return redirect(onward(url_for("play.landing")), 303)


@blueprint.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    """Asks for e-mail and password, or offers a link by mail."""
    return _sign_in_page({})


@blueprint.post("/sign-in")
def check_password() -> ResponseReturnValue:
    """Signs in with a password."""
    try:
        form = read_form(Credentials)
        account = identity.account_with_password(form.email, form.password)
    except errors.BadInput as error:
        return _sign_in_page(by_field(error)), 422
    except (errors.WrongCredentials, errors.TooMany) as error:
        return _sign_in_page({"": sentence(error)}), status_of(error)
    identity.remember(None, account)
    return redirect(onward(_desk_of(account)), 303)


@blueprint.post("/sign-in/link")
def send_link() -> ResponseReturnValue:
    """Mails a link; whoever asks is told the same whether or not the address is known."""
    try:
        email = accounts.folded_email(read_form(LinkForm).email)
        config = parts().config
        parts().throttle.check("mail", email, f"{config.mails_per_account} per hour")
        parts().throttle.check("mail", request.remote_addr or "", f"{config.password_tries_per_address} per 5 minute")
    except errors.BadInput as error:
        return _sign_in_page(by_field(error)), 422
    except errors.TooMany as error:
        return _sign_in_page({"": sentence(error)}), status_of(error)
    mail_sign_in_link(email, wanted())
    return render_template("account/link_sent.html", email=email, minutes=config.sign_in_link_minutes)


def _sign_in_page(faults: dict[str, str]) -> str:
    return render_template(
        "account/sign_in.html", email=request.form.get("email", "")[:254], next=wanted(), errors=faults
    )


def _desk_of(account: Account) -> str:
    return url_for(DESKS.get(account.role, "jobs.matches"))


@blueprint.get("/sign-in/<token>")
def link(token: str) -> ResponseReturnValue:
    """Shows a button and touches nothing: programs that check mail open every link."""
    return render_template("account/link.html", token=token, next=wanted(), expired=False)


@blueprint.post("/sign-in/<token>")
def follow_link(token: str) -> ResponseReturnValue:
    """Signs in with a mailed link, which is worthless from now on."""
    try:
        with parts().database.unit_of_work() as session:
            account = accounts.account_of_link(session, token, now=parts().now())
    except errors.LinkExpired as error:
        return render_template("account/link.html", token=token, next=wanted(), expired=True), status_of(error)
    identity.remember(None, account)
    return redirect(onward(_desk_of(account)), 303)


@blueprint.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """Signs this device out."""
    identity.forget()
    return redirect(url_for("play.landing"), 303)


@blueprint.get("/resume/<token>")
def resume(token: str) -> ResponseReturnValue:
    """Asks whether this device should carry on as the player of the link."""
    try:
        player = _player_of(token)
    except errors.LinkExpired as error:
        return render_template("account/resume.html", token=token, player=None), status_of(error)
    who = visitor()
    other = who.nickname if who and who.player_id not in (None, player.id) else None
    return render_template("account/resume.html", token=token, player=player, other=other)


@blueprint.post("/resume/<token>")
def follow_resume(token: str) -> ResponseReturnValue:
    """Carries on as the player of the link."""
    try:
        player = _player_of(token)
    except errors.LinkExpired as error:
        return render_template("account/resume.html", token=token, player=None), status_of(error)
    identity.remember(player, None)
    return redirect(url_for("play.route"), 303)


def _player_of(token: str) -> Player:
    with parts().database.reading() as session:
        return players.player_of_token(
            session,
            token,
            secret=str(current_app.config["SECRET_KEY"]),
            max_age_s=parts().config.resume_link_days * 86_400,
        )
