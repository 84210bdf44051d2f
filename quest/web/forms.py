"""Bodies and forms: read through a pydantic model, refused with a sentence for each field."""

from __future__ import annotations

import re
from datetime import MAXYEAR, MINYEAR, datetime
from typing import Annotated, Any, TypeVar

from flask import request
from flask_babel import lazy_gettext as _l
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, ValidationError
from werkzeug.exceptions import BadRequest

from quest.domain.errors import BadInput

Model = TypeVar("Model", bound="Body")
# A NUL as JSON writes it, which PostgreSQL keeps in no text; an escaped backslash before "u0000" is none.
_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


class Body(BaseModel):
    """What a request carries; unknown fields are refused, so that a typo is not silently ignored."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)


SENTENCES = {
    "missing": _l("Fill this in."),
    "empty": _l("Fill this in."),
    "too_short": _l("Use at least %(least)s characters."),
    "too_long": _l("Use at most %(most)s characters."),
    "too_few": _l("Choose at least one."),
    "too_many": _l("Choose fewer."),
    "not_a_number": _l("Write a number."),
    "not_whole": _l("Write a whole number."),
    "too_small": _l("The smallest possible is %(least)s."),
    "too_large": _l("The largest possible is %(most)s."),
    "not_text": _l("Write this as text."),
    "not_a_list": _l("Send a list."),
    "not_a_choice": _l("Choose one of: %(choices)s."),
    "not_a_date": _l("Write a date as year-month-day, for example 2026-11-22."),
    "not_an_email": _l("Write an e-mail address, for example wing@example.org."),
    "not_yes_or_no": _l("Say true or false."),
    "unknown_field": _l("There is no such field. Leave it out."),
    "unknown_company": _l("There is no company “%(company)s”. Use its short name."),
    "unknown_skill": _l("There is no skill “%(skill)s” in the list."),
    "not_in_future": _l("Choose a moment that is still to come."),
    "not_a_moment": _l("Write a date and a time, for example 2026-11-22T16:00."),
    "no_haste": _l("There are prizes in this campaign, so haste earns no points. Leave this at 0."),
    "unknown_line": _l("There is no line “%(line)s”."),
    "not_a_count": _l("Write a number from 1 to %(most)s."),
    "unknown_cursor": _l("This cursor is not one of ours. Start without it."),
    "not_json": _l("Send a JSON object."),
    "wrong": _l("This cannot be used. Write it another way."),
}

_CODES = {
    "missing": "missing",
    "string_too_short": "too_short",
    "string_too_long": "too_long",
    "too_short": "too_few",
    "too_long": "too_many",
    "int_parsing": "not_whole",
    "int_type": "not_whole",
    "int_from_float": "not_whole",
    "float_parsing": "not_a_number",
    "float_type": "not_a_number",
    "greater_than_equal": "too_small",
    "less_than_equal": "too_large",
    "string_type": "not_text",
    "tuple_type": "not_a_list",
    "list_type": "not_a_list",
    "enum": "not_a_choice",
    "literal_error": "not_a_choice",
    "date_parsing": "not_a_date",
    "date_from_datetime_parsing": "not_a_date",
    "date_from_datetime_inexact": "not_a_date",
    "date_type": "not_a_date",
    "datetime_parsing": "not_a_moment",
    "datetime_from_date_parsing": "not_a_moment",
    "datetime_type": "not_a_moment",
    "timezone_aware": "not_a_moment",
    "bool_parsing": "not_yes_or_no",
    "bool_type": "not_yes_or_no",
    "extra_forbidden": "unknown_field",
    "model_type": "not_json",
    "model_attributes_type": "not_json",
}


def field_sentences(error: BadInput) -> list[dict[str, str]]:
    """The faults of a body: `field` (a dotted path), a stable `code`, and a sentence in the reader's language."""
    fields: dict[str, tuple[str, dict[str, Any]]] = error.details["fields"]  # type: ignore[assignment]
    return [
        {"field": field, "code": code, "detail": str(SENTENCES[code]) % values}
        for field, (code, values) in fields.items()
    ]


def by_field(error: BadInput) -> dict[str, str]:
    """The sentence for each field of a form."""
    return {fault["field"]: fault["detail"] for fault in field_sentences(error)}


def read_json(model: type[Model]) -> Model:
    """The request's JSON body.

    Raises:
        BadInput: it is no JSON, or its fields cannot be used. BadRequest: there is a NUL in it.
    """
    if _NUL.search(request.get_data()):
        raise BadRequest
    return read(model, request.get_json(silent=True, force=True))


def read_form(model: type[Model], **more: Any) -> Model:
    """The request's form, with lists for the fields that the model declares as such; empty fields count as left out.

    Raises:
        BadInput: fields cannot be used.
    """
    values: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        sent = [value for value in request.form.getlist(name) if value.strip()]
        is_list = "tuple" in str(field.annotation)
        if sent or is_list:
            values[name] = sent if is_list else sent[0]
    return read(model, values | more)


def read(model: type[Model], data: Any) -> Model:
    """Any values through a model.

    Raises:
        BadInput: they cannot be used.
    """
    if not isinstance(data, dict):
        raise BadInput(fields={"": ("not_json", {})})
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise BadInput(fields=dict(_fault(fault) for fault in error.errors(include_url=False))) from error


def _fault(fault: Any) -> tuple[str, tuple[str, dict[str, Any]]]:
    context = fault.get("ctx", {})
    field = ".".join(str(step) for step in fault["loc"])
    if fault["type"] == "value_error" and isinstance(context.get("error"), Fault):
        return field, (context["error"].code, context["error"].values)
    code = _CODES.get(fault["type"], "wrong")
    if code == "too_short" and context.get("min_length") == 1:
        code = "empty"
    values = {
        "least": context.get("min_length", context.get("ge", "")),
        "most": context.get("max_length", context.get("le", "")),
        "choices": str(context.get("expected", "")).replace("'", "").replace(" or ", ", "),
    }
    return field, (code, values)


class Fault(ValueError):
    """Raised in a validator to name the sentence of `SENTENCES` that a person should read."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code, self.values = code, values


def _in_every_zone(at: datetime) -> datetime:
    """A time that can be told at any place: the first and the last year that there is would end on the way."""
    if not MINYEAR < at.year < MAXYEAR:
        raise Fault("not_a_moment")
    return at


Moment = Annotated[AwareDatetime, AfterValidator(_in_every_zone)]
"""A time with its zone, as a body carries it."""
