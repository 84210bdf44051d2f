"""What can go wrong, in the quest's own words; `quest.web.errors` gives each a status and a sentence."""

from __future__ import annotations

from typing import ClassVar

from quest.domain.rules import Facts, Rule


class QuestError(Exception):
    """A rule said no. `code` is stable, for programs; `details` fill the sentence that a person reads."""

    code: ClassVar[str] = "error"

    def __init__(self, **details: object) -> None:
        super().__init__(self.code, details)
        self.details = details


class NotFound(QuestError):
    """There is no such thing, or this visitor may not know of it."""

    code = "not_found"


class BadInput(QuestError):
    """Fields of a form or body cannot be used; `details["fields"]` maps each to a code and its values."""

    code = "bad_input"


class BadAnswer(QuestError):
    """The answer has no sense for this kind of question; nothing was graded."""

    code = "bad_answer"


class LevelLocked(QuestError):
    """The player has not unlocked this level; `missing` is what is left of its rule, by the `facts` of the player."""

    code = "level_locked"

    def __init__(self, level_id: str, missing: Rule, facts: Facts) -> None:
        super().__init__(level_id=level_id)
        self.missing, self.facts = missing, facts


class NoAttemptsLeft(QuestError):
    """The player has used every attempt at this level."""

    code = "no_attempts_left"


class CoolingDown(QuestError):
    """The next attempt at this level may begin only in `details["seconds"]`."""

    code = "cooling_down"


class CampaignClosed(QuestError):
    """The campaign has not opened yet or has ended."""

    code = "campaign_closed"


class AlreadyAnswered(QuestError):
    """This question of the attempt has its answer; the first one counts."""

    code = "already_answered"


class AlreadyReviewed(QuestError):
    """Another reviewer was first; that word stands."""

    code = "already_reviewed"


class NotOpen(QuestError):
    """This question is not the one that stands open in the attempt."""

    code = "not_open"


class AlreadyAttended(QuestError):
    """The player was at this talk, and it was counted."""

    code = "already_attended"


class CodeExpired(QuestError):
    """The code is not the one that is shown, or its time is over."""

    code = "code_expired"


class TooLate(QuestError):
    """The time for this question was up when the answer arrived."""

    code = "too_late"


class BadNickname(QuestError):
    """The nickname cannot be shown; `details["why"]` is `empty`, `long`, `unreadable` or `rude`."""

    code = "bad_nickname"


class NoSuchGroup(NotFound):
    """No group here has this id or code."""

    code = "no_such_group"


class GroupNameTaken(QuestError):
    """Another group of the kind has this name."""

    code = "group_name_taken"


class AlreadyInGroup(QuestError):
    """The player belongs to a group of this kind and has to leave it first."""

    code = "in_a_group"


class OtherCampaign(QuestError):
    """The player joined a campaign that is not the one that is played here now."""

    code = "other_campaign"


class NotPublishable(QuestError):
    """This draft has faults, or is not the one any more that its organiser looked at."""

    code = "not_publishable"


class PrizesOff(QuestError):
    """The campaign does not say that it is free of speed, so there is nothing to be won in it."""

    code = "prizes_off"


class DrawNotReady(QuestError):
    """The draw does not stand where this act belongs: it has to be closed first, or its time has not come."""

    code = "draw_not_ready"


class NoSuchRound(NotFound):
    """No round has this PIN or id, it is over, or this visitor is not in it."""

    code = "no_such_round"


class RoundLocked(QuestError):
    """The host lets nobody else in."""

    code = "round_locked"


class RoundFull(QuestError):
    """Every seat of the round is taken."""

    code = "round_full"


class RemovedFromRound(QuestError):
    """The host took this player out of the round for good."""

    code = "removed_from_round"


class StaleVersion(QuestError):
    """Somebody else moved the round first; `details["version"]` is where it stands now."""

    code = "stale_version"


class NothingToAsk(QuestError):
    """None of the chosen questions can be asked on a stage."""

    code = "nothing_to_ask"


class AlreadyCheckedIn(QuestError):
    """The player has been at this station; `details["pending"]` says that its staff have yet to confirm it."""

    code = "already_checked_in"


class StationClosed(QuestError):
    """Nobody is at this station now; `details["opens_at"]` is when somebody will be, or None."""

    code = "station_closed"


class StationFull(QuestError):
    """There is no room at this station; one can wait in its queue."""

    code = "station_full"


class NotAtStation(NotFound):
    """This player is not, or not any more, where the staff of the station look."""

    code = "not_at_station"


class AlreadyAwarded(QuestError):
    """This player has the extra award of the station already."""

    code = "already_awarded"


class SignInRequired(QuestError):
    """Only somebody who is signed in may do this."""

    code = "sign_in_required"


class Forbidden(QuestError):
    """The visitor's role does not allow this."""

    code = "forbidden"


class WrongCredentials(QuestError):
    """No account has this e-mail and password."""

    code = "wrong_credentials"


class LinkExpired(QuestError):
    """The link was used before, or its time is over."""

    code = "link_expired"


class EmailTaken(QuestError):
    """Another jobseeker registered with this e-mail."""

    code = "email_taken"


class NotRegistered(QuestError):
    """Only a registered jobseeker may do this."""

    code = "not_registered"


class JobClosed(QuestError):
    """The job takes no more applications."""

    code = "job_closed"


class TooMany(QuestError):
    """Too many tries in a short time; `details["seconds"]` says how long to wait."""

    code = "too_many"


class ForeignOrigin(QuestError):
    """An unsafe request came from another site."""

    code = "foreign_origin"


class NotRevertible(QuestError):
    """An import cannot be taken back: `details["why"]` is `reverted`, or `changed_since` by the later `imports`."""

    code = "not_revertible"


class UnreadableJobs(QuestError):
    """What was sent or fetched gives no jobs: `details["why"]` is the reader's code, `sentence` says what to do."""

    code = "unreadable_jobs"


class FeedThere(QuestError):
    """The address is a feed of jobs already."""

    code = "feed_there"
