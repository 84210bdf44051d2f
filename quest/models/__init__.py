"""Typed mappings of what the quest remembers."""

from quest.models.base import Base
from quest.models.campaigns import Staging
from quest.models.groups import Group, Membership
from quest.models.jobs import Company, Job, JobChange, JobImport
from quest.models.jobseekers import Application, Consent, Jobseeker
from quest.models.play import Answer, Attempt, Award, Review
from quest.models.players import Account, Player, SignIn, SignInLink

__all__ = [
    "Account",
    "Answer",
    "Application",
    "Attempt",
    "Award",
    "Base",
    "Company",
    "Consent",
    "Group",
    "Job",
    "JobChange",
    "JobImport",
    "Jobseeker",
    "Membership",
    "Player",
    "Review",
    "SignIn",
    "SignInLink",
    "Staging",
]
