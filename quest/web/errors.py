"""Each rule's no, as a status and a sentence: a page for people, a problem document for programs (RFC 9457)."""

from __future__ import annotations

import logging
from typing import Any

from flask import Flask, Response, make_response, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from quest.domain import errors
from quest.domain.rounds import NoSuchStep
from quest.domain.standings import NoSuchBoard
from quest.leaderboard.base import LeaderboardUnavailable
from quest.web import rules
from quest.web.context import campaign
from quest.web.forms import field_sentences

log = logging.getLogger(__name__)

STATUS: dict[type[errors.QuestError], int] = {
    errors.NotFound: 404,
    NoSuchBoard: 404,
    errors.BadInput: 422,
    errors.BadAnswer: 422,
    errors.BadNickname: 422,
    errors.LevelLocked: 409,
    errors.NoAttemptsLeft: 409,
    errors.CoolingDown: 409,
    errors.AlreadyAnswered: 409,
    errors.AlreadyAttended: 409,
    errors.AlreadyReviewed: 409,
    errors.NotOpen: 409,
    errors.EmailTaken: 409,
    errors.GroupNameTaken: 409,
    errors.AlreadyInGroup: 409,
    errors.OtherCampaign: 409,
    errors.NotPublishable: 409,
    errors.PrizesOff: 409,
    errors.RoundLocked: 409,
    errors.RoundFull: 409,
    errors.StaleVersion: 409,
    errors.AlreadyCheckedIn: 409,
    errors.AlreadyAwarded: 409,
    errors.StationClosed: 409,
    errors.StationFull: 409,
    NoSuchStep: 409,
    errors.NothingToAsk: 422,
    errors.RemovedFromRound: 403,
    errors.DrawNotReady: 409,
    errors.NotRevertible: 409,
    errors.FeedThere: 409,
    errors.UnreadableJobs: 422,
    errors.NotRegistered: 409,
    errors.CampaignClosed: 410,
    errors.TooLate: 410,
    errors.CodeExpired: 410,
    errors.JobClosed: 410,
    errors.LinkExpired: 410,
    errors.SignInRequired: 401,
    errors.WrongCredentials: 401,
    errors.Forbidden: 403,
    errors.ForeignOrigin: 403,
    errors.TooMany: 429,
}

SENTENCES = {
    "not_found": _l("There is nothing here. Check the address, or start again from the map."),
    "no_such_board": _l("There is no such board. Choose one from the list of boards."),
    "bad_input": _l("Some fields need another look. Each says what to do; nothing was saved."),
    "bad_answer": _l("This answer could not be read. Choose or type an answer and check it again."),
    "no_attempts_left": _l("You have used every attempt at this stop. Your points stay; ride on to another stop."),
    "cooling_down": _l("This stop rests between two tries. Ride another one and come back later."),
    "already_reviewed": _l("Another reviewer was first. Their word stands; go on to the next answer."),
    "already_answered": _l("You have answered this question. Your first answer counts."),
    "already_attended": _l("You were there; it counts already."),
    "code_expired": _l("This code is not the one on the screen. Look there again and type what it shows now."),
    "not_open": _l("This is not the question you are at. Go back to the stop to see it."),
    "email_taken": _l("This e-mail is registered already. Sign in with it instead."),
    "not_registered": _l("Register first: one short form, then you can apply."),
    "campaign_closed": _l("The campaign is closed for play. You can still look at the jobs."),
    "too_late": _l("Time was up before this answer arrived. The question is closed."),
    "job_closed": _l("This job takes no more applications. Look at the others that fit you."),
    "link_expired": _l("This link was used already or is too old. Ask for a new one."),
    "no_such_round": _l("There is no such room. Check the PIN on the big screen."),
    "round_locked": _l("The host lets nobody else in just now. Ask, and try again."),
    "round_full": _l("Every seat of this room is taken."),
    "removed_from_round": _l("The host took you out of this room. Your points stay yours."),
    "stale_version": _l("Somebody else moved the round first. Look at where it stands now."),
    "no_such_step": _l("The round cannot go there from where it stands."),
    "nothing_to_ask": _l("None of these questions can be asked on a stage. Choose another level."),
    "already_checked_in": _l("You have been at this booth. A visit counts once."),
    "station_closed": _l("Nobody is at this booth just now. Its page says when somebody will be."),
    "station_full": _l("There is no room at this booth just now. Take a place in its queue."),
    "not_at_station": _l("This player has not checked in here, or the visit is not confirmed."),
    "already_awarded": _l("This player has these points already."),
    "no_such_group": _l("No group has this code. Check it with whoever gave it to you."),
    "group_name_taken": _l("Another group has this name. Join it with its code, or choose another name."),
    "other_campaign": _l(
        "You ride in an earlier campaign, and your points there stay. Sign out, then start in this one."
    ),
    "in_a_group": _l("You ride for another group of this kind. Leave it first."),
    "not_publishable": _l("This pack has faults, or another one was checked since. Look at it once more."),
    "prizes_off": _l("Set “prizes: true” in campaign.yaml first. Then no points in it hang on speed."),
    "draw_not_ready": _l("The draw is not at this point yet. Look at where it stands."),
    "not_revertible": _l(
        "This import was taken back already, or a later one changed the same jobs: take that one back first."
    ),
    "feed_there": _l("This address is fetched regularly already."),
    "sign_in_required": _l("Start riding or sign in first."),
    "wrong_credentials": _l("This e-mail and password do not fit. Try again, or ask for a link by e-mail."),
    "forbidden": _l("Your account may not do this. Sign in with one that may."),
    "foreign_origin": _l("This request came from another site and was refused. Use the form on this site."),
    "too_many": _l("Too many tries. Wait a moment, then try again."),
    "bad_request": _l("This request could not be read. Check what was sent."),
    "method_not_allowed": _l("This address does not take that kind of request."),
    "too_large": _l("This is too large to take. Send less."),
    "unsupported_media_type": _l("Send this as JSON (Content-Type: application/json)."),
    "unavailable": _l("The boards rest for a moment. Your points are safe. Try again soon."),
    "server_error": _l("Something broke on our side. What you had sent before is safe. Try again in a moment."),
}
HTTP_CODES = {404: "not_found", 405: "method_not_allowed", 413: "too_large", 415: "unsupported_media_type"}

NICKNAME = {
    "empty": _l("Type a nickname, or take one of these."),
    "long": _l("Use at most %(most)s characters."),
    "unreadable": _l("Use letters or digits, so that others can read it."),
    "rude": _l("This name cannot go on the big screen. Choose another."),
}


def status_of(error: errors.QuestError) -> int:
    """The HTTP status of a domain error."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 400)


def sentence(error: errors.QuestError) -> str:
    """What a person reads: what happened and what to do."""
    if isinstance(error, errors.BadNickname):
        return str(NICKNAME[str(error.details["why"])]) % error.details
    if isinstance(error, errors.LevelLocked):
        return rules.sentence(campaign(), error.missing, error.facts)
    if isinstance(error, errors.UnreadableJobs):
        return str(error.details["sentence"])
    return str(SENTENCES.get(error.code, SENTENCES["bad_request"]))


def wants_json() -> bool:
    """Whether the sender is a program: the API, or a page's script that asks for JSON."""
    if request.path.startswith("/api/"):
        return True
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return best == "application/json" and request.accept_mimetypes["text/html"] < 1


def problem(status: int, code: str, detail: str, **more: Any) -> Response:
    """A problem document with a stable `code`."""
    body = {"type": "about:blank", "title": code.replace("_", " "), "status": status, "code": code, "detail": detail}
    response = make_response(body | more, status)
    response.content_type = "application/problem+json"
    return response


def answer(status: int, code: str, detail: str, **more: Any) -> Response:
    """The error as a page or as a problem document, whichever the sender reads."""
    if wants_json():
        return problem(status, code, detail, **more)
    page = render_template("errors/error.html", status=status, code=code, detail=detail, action=_way_on(status, code))
    return make_response(page, status)


def _way_on(status: int, code: str) -> tuple[str, str] | None:
    """Where an error's page leads, and its words."""
    if status == 401:
        there = request.full_path if request.method == "GET" else None
        return url_for("account.sign_in", next=there), _("Sign in")
    return (url_for("account.me"), _("Me")) if code == errors.OtherCampaign.code else None


def _domain(error: errors.QuestError) -> Response:
    more: dict[str, Any] = {}
    if isinstance(error, errors.BadInput):
        more["errors"] = field_sentences(error)
    if isinstance(error, errors.UnreadableJobs):
        more["why"] = error.details["why"]
    if isinstance(error, errors.LevelLocked):
        more["missing"] = rules.phrases(campaign(), error.missing, error.facts)
    response = answer(status_of(error), error.code, sentence(error), **more)
    if isinstance(error, errors.TooMany | errors.CoolingDown):
        response.headers["Retry-After"] = str(error.details["seconds"])
    return response


def _http(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return make_response(error.get_response())
    code = HTTP_CODES.get(error.code, "bad_request" if error.code < 500 else "server_error")
    response = answer(error.code, code, str(SENTENCES[code]))
    if isinstance(error, MethodNotAllowed):
        response.allow.update(error.valid_methods or ())
    return response


def _without_boards(error: LeaderboardUnavailable) -> Response:
    log.warning("the leaderboard is away at %s: %s", request.path, error)
    return answer(503, "unavailable", str(SENTENCES["unavailable"]))


def _broken(error: Exception) -> Response:
    log.error("unexpected error at %s", request.path, exc_info=error)
    return answer(500, "server_error", str(SENTENCES["server_error"]))


def handle_errors(app: Flask) -> None:
    """The one place where an exception becomes a response."""
    app.register_error_handler(errors.QuestError, _domain)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(LeaderboardUnavailable, _without_boards)
    app.register_error_handler(Exception, _broken)
