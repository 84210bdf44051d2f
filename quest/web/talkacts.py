"""What pages and the API do about talks."""

from __future__ import annotations

from flask import request

from quest.domain import errors
from quest.services import talks
from quest.services.talks import Receipt
from quest.web.context import campaign, parts, rider_id


def attend(talk_id: str, code: str, key: str) -> Receipt:
    """Counts that the player who sent this request is at a talk; wrong codes of one address are slowed down.

    Raises:
        TooMany: too many wrong codes. Otherwise as `talks.attend`.
    """
    try:
        with parts().database.unit_of_work() as session:
            return talks.attend(
                session,
                campaign(),
                player_id=rider_id(),
                talk_id=talk_id,
                code=code,
                key=key,
                secret=parts().config.secret_key,
                now=parts().now(),
            )
    except errors.CodeExpired:
        tries = f"{parts().config.code_tries_per_address} per 5 minute"
        parts().throttle.check("talk-code", request.remote_addr or "", tries)
        raise
