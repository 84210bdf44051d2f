"""Typed mappings of what the quest remembers."""

from quest.models.attendances import Attendance
from quest.models.badges import EarnedBadge
from quest.models.base import Base
from quest.models.boards import Act, Freeze, RankSample
from quest.models.campaigns import Draft, Staging
from quest.models.cards import Card
from quest.models.desk import CandidateNote, StageChange
from quest.models.drafts import ImportDraft
from quest.models.draws import Draw, Ticket
from quest.models.feeds import JobFeed
from quest.models.groups import Group, Membership
from quest.models.jobs import Company, Job, JobChange, JobImport
from quest.models.jobseekers import Application, Consent, Jobseeker
from quest.models.play import Answer, Attempt, Award, Review
from quest.models.players import Account, Player, SignIn, SignInLink
from quest.models.rounds import Round, RoundAnswer, Seat
from quest.models.stages import Arrival, Stage
from quest.models.stations import CheckIn, QueuePlace, StationNote
from quest.models.wishes import SavedJob, UnwantedKind

__all__ = [
    "Account",
    "Act",
    "Answer",
    "Application",
    "Arrival",
    "Attempt",
    "Attendance",
    "Award",
    "Base",
    "CandidateNote",
    "Card",
    "CheckIn",
    "Company",
    "Consent",
    "Draft",
    "Draw",
    "EarnedBadge",
    "Freeze",
    "Group",
    "ImportDraft",
    "Job",
    "JobChange",
    "JobFeed",
    "JobImport",
    "Jobseeker",
    "Membership",
    "Player",
    "QueuePlace",
    "RankSample",
    "Review",
    "Round",
    "RoundAnswer",
    "SavedJob",
    "Seat",
    "SignIn",
    "SignInLink",
    "Stage",
    "StageChange",
    "Staging",
    "StationNote",
    "Ticket",
    "UnwantedKind",
]
