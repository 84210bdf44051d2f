"""Registering as a jobseeker, and changing or taking back what one said."""

from __future__ import annotations

import random
import re
import secrets
from typing import Annotated, Any, TypeVar

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from pydantic import StringConstraints

from quest.domain import errors, nicknames
from quest.domain.consent import ASKED, TEXT_VERSION
from quest.exchange.skills import vocabulary
from quest.models import Jobseeker
from quest.services import accounts, jobseekers
from quest.services.jobseekers import Agreement, Profile
from quest.web import consents, identity, labels
from quest.web.account.blueprint import blueprint
from quest.web.api.schemas import JobseekerBody
from quest.web.context import parts, require, visitor
from quest.web.errors import sentence
from quest.web.forms import by_field, read_form
from quest.web.joining import join
from quest.web.language import language
from quest.web.onward import onward, wanted

Form = TypeVar("Form", bound=JobseekerBody)
LISTS = ("work_types", "skills")
_BETWEEN = re.compile(r"[,;，；、\n]")


class RegisterForm(JobseekerBody):
    """The profile, and a password for whoever wants one."""

    password: Annotated[str, StringConstraints(min_length=accounts.SHORTEST_PASSWORD, max_length=1_000)] | None = None


@blueprint.errorhandler(errors.NotRegistered)
def register_first(_error: errors.NotRegistered) -> ResponseReturnValue:
    """Takes a player who has no profile yet to the form for one."""
    return redirect(url_for("account.register"), 303)


@blueprint.get("/register")
def register() -> ResponseReturnValue:
    """The form of somebody who wants a job."""
    who = visitor()
    if who and who.player_id and _jobseeker_of(who.player_id):
        if who.account_id is None:
            return redirect(url_for("account.sign_in", next=wanted() or None))
        return redirect(onward(url_for("account.profile")))
    return _register_page({"based_in": "hong-kong"}, {})


@blueprint.post("/register")
def create_jobseeker() -> ResponseReturnValue:
    """Makes a jobseeker of the player, and a player of a stranger; refusing every consent is as good as giving it."""
    try:
        form = _read(RegisterForm)
        _register(form)
    except errors.BadInput as error:
        return _register_page(_sent(), _faults(error)), 422
    except errors.EmailTaken as error:
        return _register_page(_sent(), {"email": sentence(error)}), 422
    flash(_("You are registered. These jobs fit how you played."), "good")
    return redirect(onward(url_for("jobs.matches")), 303)


def _register(form: RegisterForm) -> None:
    who = visitor()
    with parts().database.reading() as session:
        if accounts.account_of_email(session, form.email):
            raise errors.EmailTaken(email=form.email)
    password_hash = parts().aside(accounts.HASHER.hash, form.password) if form.password else None
    player_id = who.player_id if who and who.player_id else join(_some_nickname(), language()).id
    with parts().database.unit_of_work() as session:
        jobseeker = jobseekers.register(
            session,
            player_id=player_id,
            profile=_profile(form),
            agreements=consents.ticked(),
            language=language(),
            now=parts().now(),
            password_hash=password_hash,
        )
        account = accounts.account_of_email(session, jobseeker.email)
    identity.remember(None, account)


def _some_nickname() -> str:
    """For somebody who registers before playing: the board never learns the name of the form."""
    dice = random.Random(secrets.randbits(64))  # noqa: S311 - a friendly name, no secret
    return nicknames.suggest(language(), dice)[0]


@blueprint.get("/profile")
def profile() -> ResponseReturnValue:
    """The jobseeker's own page: what employers could see, and who may."""
    jobseeker = own_jobseeker()
    return _profile_page(_kept(jobseeker), jobseeker, {})


@blueprint.post("/profile")
def change_profile() -> ResponseReturnValue:
    """Rewrites the profile."""
    jobseeker = own_jobseeker()
    try:
        changed = _profile(_read(JobseekerBody))
        with parts().database.unit_of_work() as session:
            jobseekers.change(session, session.get_one(Jobseeker, jobseeker.id), changed, now=parts().now())
    except errors.BadInput as error:
        return _profile_page(_sent(), jobseeker, _faults(error)), 422
    except errors.EmailTaken as error:
        return _profile_page(_sent(), jobseeker, {"email": sentence(error)}), 422
    flash(_("Saved."), "good")
    return redirect(url_for("account.profile"), 303)


@blueprint.post("/profile/consents")
def change_consents() -> ResponseReturnValue:
    """Gives or takes back one consent; the button of each says which."""
    jobseeker = own_jobseeker()
    purpose, granted = request.form.get("purpose"), request.form.get("granted") == "yes"
    if purpose not in ASKED:
        raise errors.NotFound(what="consent")
    with parts().database.unit_of_work() as session:
        jobseekers.decide(
            session,
            session.get_one(Jobseeker, jobseeker.id),
            [Agreement(purpose, None, TEXT_VERSION)],
            granted=granted,
            language=language(),
            source="profile",
            now=parts().now(),
        )
    flash(_("Agreed, from now on.") if granted else _("Taken back, from now on."), "good")
    return redirect(url_for("account.profile") + "#consents", 303)


def own_jobseeker() -> Jobseeker:
    """The jobseeker who is signed in here with the account; a link to play on another device opens no profile.

    Raises:
        SignInRequired: a stranger, or a player who registered but did not sign in here. NotRegistered: a player who
            has not registered.
    """
    who = require("player")
    assert who.player_id is not None  # noqa: S101 - the role says so
    found = _jobseeker_of(who.player_id)
    if found is None:
        raise errors.NotRegistered
    if who.account_id is None:
        raise errors.SignInRequired
    return found


def jobseeker_here() -> Jobseeker | None:
    """The jobseeker who is signed in here with the account, if there is one."""
    try:
        return own_jobseeker()
    except (errors.SignInRequired, errors.NotRegistered):
        return None


def _jobseeker_of(player_id: int) -> Jobseeker | None:
    with parts().database.reading() as session:
        return jobseekers.of_player(session, player_id)


def _register_page(values: dict[str, Any], faults: dict[str, str]) -> str:
    return render_template(
        "account/register.html", values=values, errors=faults, next=wanted(), asked=consents.asked(), **_choices()
    )


def _profile_page(values: dict[str, Any], jobseeker: Jobseeker, faults: dict[str, str]) -> str:
    with parts().database.reading() as session:
        agreed = jobseekers.choices(session, jobseeker)
    return render_template(
        "account/profile.html", values=values, errors=faults, asked=consents.asked(), agreed=agreed, **_choices()
    )


def _choices() -> dict[str, Any]:
    """What the lists of both forms offer."""
    named = ((skill.id, vocabulary().name(skill.id, language())) for skill in vocabulary())
    return {
        "educations": labels.EDUCATION.items(),
        "work_types": labels.WORK_TYPE.items(),
        "places": labels.BASED_IN.items(),
        "skills": sorted(named, key=lambda skill: skill[1].casefold()),
    }


def _read(model: type[Form]) -> Form:
    more = [*request.form.getlist("skills"), *_listed("other_skills")]
    return read_form(model, locations=_listed("locations"), skills=list(dict.fromkeys(more)))


def _listed(name: str) -> list[str]:
    """What was written into a field that takes several, each once."""
    written = (part.strip() for part in _BETWEEN.split(request.form.get(name, "")))
    return list(dict.fromkeys(part for part in written if part))


def _profile(form: JobseekerBody) -> Profile:
    return Profile(
        name=form.name,
        email=form.email,
        education=form.education.value,
        experience=form.experience,
        based_in=form.based_in,
        locations=list(form.locations),
        work_types=[work_type.value for work_type in form.work_types],
        skills=list(form.skills),
        starts_on=form.starts_on,
    )


def _sent() -> dict[str, Any]:
    """The form as it came, to be shown again with nothing lost but the password."""
    single = {name: value[:2_000] for name, value in request.form.items() if name != "password"}
    return single | {name: request.form.getlist(name) for name in LISTS}


def _kept(jobseeker: Jobseeker) -> dict[str, Any]:
    own_words = [skill for skill in jobseeker.skills if skill not in vocabulary()]
    return jobseekers.view(jobseeker) | {
        "locations": ", ".join(jobseeker.locations),
        "other_skills": ", ".join(own_words),
    }


def _faults(error: errors.BadInput) -> dict[str, str]:
    """The sentence for each field; one for a list whose third entry is wrong stands with the list."""
    return {field.split(".")[0]: words for field, words in by_field(error).items()}
