"""What pages and the API do about talks."""

from __future__ import annotations

from quest.domain import errors
from quest.services import talks
from quest.services.talks import Receipt
from quest.web import guesses
from quest.web.context import campaign, parts, rider_id

CODE = "talk code"


def attend(talk_id: str, code: str, key: str) -> Receipt:
    """Counts that the player who sent this request is at a talk.

    Raises:
        TooMany: the player was wrong too often. Otherwise as `talks.attend`.
    """
    me = rider_id()
    guesses.expect_room(CODE, me)
    try:
        with parts().database.unit_of_work() as session:
            return talks.attend(
                session,
                campaign(),
                player_id=me,
                talk_id=talk_id,
                code=code,
                key=key,
                secret=parts().config.secret_key,
                now=parts().now(),
            )
    except errors.CodeExpired:
        guesses.count(CODE, me)
        raise
