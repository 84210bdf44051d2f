"""Past-tense facts, published after the commit that made them true."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PointsAwarded:
    """A player earned points.

    Attributes:
        award_id: the newest award in the totals.
        totals: the player's absolute points by board name, for the boards that the awards concern.
    """

    player_id: int
    award_id: int
    totals: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class BadgesEarned:
    """A player has badges that were not there before."""

    player_id: int
    badges: Sequence[str]


@dataclass(frozen=True, slots=True)
class PlayerRenamed:
    """A player is shown under another name from now on."""

    player_id: int


@dataclass(frozen=True, slots=True)
class GroupRenamed:
    """A group is shown under another name from now on."""

    group_id: int


@dataclass(frozen=True, slots=True)
class BoardsChanged:
    """A player stands on other boards from now on: changed groups or bracket, or is no longer or again ranked."""

    player_id: int


@dataclass(frozen=True, slots=True)
class BoardFrozen:
    """A board shows this moment until it is revealed."""

    board: str


@dataclass(frozen=True, slots=True)
class BoardRevealed:
    """A board shows everything again."""

    board: str


@dataclass(frozen=True, slots=True)
class SignedOut:
    """A sign-in ended; whatever hangs on it must go."""

    sign_in_id: int


@dataclass(frozen=True, slots=True)
class PlayerErased:
    """A player is gone, with every award."""

    player_id: int


@dataclass(frozen=True, slots=True)
class StageSet:
    """A host chose what the stage of a campaign shows."""

    campaign_id: str


@dataclass(frozen=True, slots=True)
class TickerGrew:
    """A player did something that the ticker of the stage tells."""

    player_id: int


@dataclass(frozen=True, slots=True)
class RoundMoved:
    """A hosted round shows something else from now on."""

    round_id: int


@dataclass(frozen=True, slots=True)
class RoundRevealed:
    """The points of a question of a hosted round were awarded."""

    round_id: int


@dataclass(frozen=True, slots=True)
class CampaignStaged:
    """Another campaign, or another version of it, is played from now on."""


@dataclass(frozen=True, slots=True)
class JobsChanged:
    """Jobs were added, changed or closed."""


Event = (
    PointsAwarded
    | BadgesEarned
    | PlayerRenamed
    | GroupRenamed
    | BoardsChanged
    | BoardFrozen
    | BoardRevealed
    | SignedOut
    | PlayerErased
    | StageSet
    | TickerGrew
    | RoundMoved
    | RoundRevealed
    | CampaignStaged
    | JobsChanged
)
