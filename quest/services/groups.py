"""Groups and brackets: founding one, joining, leaving, and whom a player rides for."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from quest.db import record
from quest.domain import nicknames
from quest.domain.errors import AlreadyInGroup, CampaignClosed, GroupNameTaken, NoSuchGroup, NotFound
from quest.domain.events import BoardsChanged, GroupRenamed
from quest.domain.groups import folded
from quest.levels.level import Campaign
from quest.models import Group, Membership, Player
from quest.services import acts, badges

LONGEST_NAME = 40
CODE_LENGTH = 6
# Nobody mistakes one of these for another, read aloud or from a poster.
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def stage_presets(session: Session, campaign: Campaign, *, now: datetime) -> None:
    """Makes the groups that the pack presets; one of that name that players founded becomes the preset one."""
    there = {group.preset for group in session.scalars(select(Group).where(Group.campaign_id == campaign.id))}
    for preset in campaign.groups.preset if campaign.groups else ():
        if preset.id in there:
            continue
        founded = _of_name(session, campaign, preset.kind, preset.name.en)
        if founded is None:
            session.add(_new(campaign, preset.kind, preset.name.en, now=now, preset=preset.id))
        else:
            founded.preset = preset.id
    session.flush()


def found(session: Session, campaign: Campaign, *, player_id: int, kind: str, name: str, now: datetime) -> Group:
    """A new group with its founder in it.

    Raises:
        NotFound: players found no groups of this kind here. BadNickname: the name cannot be shown.
        GroupNameTaken: another group of the kind has it. AlreadyInGroup: the player has one of this kind.
        CampaignClosed: the campaign has ended.
    """
    rules = campaign.groups
    if rules is None or kind not in rules.kinds or not rules.found:
        raise NotFound(what="groups")
    shown = nicknames.clean(name, longest=LONGEST_NAME)
    preset_names = {
        folded(words)
        for preset in rules.preset
        if preset.kind == kind
        for words in preset.name.model_dump(exclude_none=True).values()
    }
    if folded(shown) in preset_names or _of_name(session, campaign, kind, shown) is not None:
        raise GroupNameTaken(name=shown)
    group = _new(campaign, kind, shown, now=now)
    session.add(group)
    try:
        session.flush()
    except IntegrityError as error:
        raise GroupNameTaken(name=shown) from error
    _enter(session, campaign, group, player_id, now)
    return group


def join(session: Session, campaign: Campaign, *, player_id: int, group: Group, now: datetime) -> None:
    """Makes a player a member.

    Raises:
        AlreadyInGroup: the player has a group of this kind. CampaignClosed: the campaign has ended.
    """
    _enter(session, campaign, group, player_id, now)


def _enter(session: Session, campaign: Campaign, group: Group, player_id: int, now: datetime) -> None:
    if campaign.closes_at is not None and now >= campaign.closes_at:
        raise CampaignClosed
    # Two devices of one player enter one after the other, so that the second one finds what the first did.
    session.execute(select(Player.id).where(Player.id == player_id).with_for_update())
    if session.get(Membership, (player_id, group.kind)) is not None:
        raise AlreadyInGroup(kind=group.kind)
    session.add(Membership(player_id=player_id, kind=group.kind, group_id=group.id, joined_at=now))
    try:
        session.flush()
    except IntegrityError as error:
        raise AlreadyInGroup(kind=group.kind) from error
    record(session, BoardsChanged(player_id))
    badges.award_due(session, campaign, player_id, now=now)


def leave(session: Session, *, player_id: int, kind: str) -> None:
    """Takes a player out of the group of this kind; being in none is fine."""
    session.execute(delete(Membership).where(Membership.player_id == player_id, Membership.kind == kind))
    record(session, BoardsChanged(player_id))


def forget_empty(session: Session, group_ids: Collection[int]) -> None:
    """Removes those of these groups that players founded and that nobody belongs to any more."""
    belongs = exists().where(Membership.group_id == Group.id)
    session.execute(delete(Group).where(Group.id.in_(group_ids), Group.preset.is_(None), ~belongs))


def choose_bracket(session: Session, campaign: Campaign, *, player_id: int, bracket: str | None) -> None:
    """Puts a player into a bracket, or into none.

    Raises:
        NotFound: the campaign has no such bracket.
    """
    if bracket is not None and campaign.bracket(bracket) is None:
        raise NotFound(what="bracket")
    session.execute(update(Player).where(Player.id == player_id).values(bracket=bracket))
    record(session, BoardsChanged(player_id))


def of_player(session: Session, player_id: int) -> list[Group]:
    """The groups that a player belongs to, at most one of each kind."""
    mine = select(Group).join(Membership, Membership.group_id == Group.id).where(Membership.player_id == player_id)
    return list(session.scalars(mine.order_by(Group.kind)))


def of_kind(session: Session, campaign: Campaign, kind: str) -> list[Group]:
    """Every group of this kind, the first that was founded first."""
    asked = select(Group).where(Group.campaign_id == campaign.id, Group.kind == kind)
    return list(session.scalars(asked.order_by(Group.id)))


def ids_of_kind(session: Session, campaign: Campaign, kind: str) -> list[int]:
    """The ids of every group of this kind."""
    return list(session.scalars(select(Group.id).where(Group.campaign_id == campaign.id, Group.kind == kind)))


def to_choose(session: Session, campaign: Campaign, kind: str) -> list[Group]:
    """The groups of this kind that anybody may join: those that the pack presets now."""
    return [group for group in of_kind(session, campaign, kind) if is_preset(campaign, group)]


def is_preset(campaign: Campaign, group: Group) -> bool:
    """Whether the pack presets this group."""
    return campaign.groups is not None and campaign.groups.named(group.preset) is not None


def by_id(session: Session, campaign: Campaign, group_id: int) -> Group:
    """The group of that id.

    Raises:
        NoSuchGroup: the campaign has none.
    """
    if not is_there(session, campaign, group_id):
        raise NoSuchGroup
    return session.get_one(Group, group_id)


def is_there(session: Session, campaign: Campaign, group_id: int) -> bool:
    """Whether the campaign has a group of that id."""
    group = session.get(Group, group_id)
    return group is not None and group.campaign_id == campaign.id


def by_ids(session: Session, group_ids: Collection[int]) -> list[Group]:
    """The groups of these ids."""
    return list(session.scalars(select(Group).where(Group.id.in_(group_ids))))


def by_code(session: Session, campaign: Campaign, code: str) -> Group:
    """The group whose code this is, however it was typed.

    Raises:
        NoSuchGroup: none has it.
    """
    typed = "".join(char for char in unicodedata.normalize("NFKC", code[:40]).upper() if char.isalnum())
    group = session.scalar(select(Group).where(Group.campaign_id == campaign.id, Group.code == typed))
    if group is None:
        raise NoSuchGroup
    return group


def sizes(session: Session, group_ids: Collection[int]) -> dict[int, int]:
    """How many members each of these groups has."""
    counted = select(Membership.group_id, func.count()).where(Membership.group_id.in_(group_ids))
    found_sizes = dict(session.execute(counted.group_by(Membership.group_id)).all())
    return {group_id: found_sizes.get(group_id, 0) for group_id in group_ids}


def rename(
    session: Session, campaign: Campaign, *, group_id: int, name: str, account_id: int | None, now: datetime
) -> None:
    """Gives a group that players founded another name; a preset one has its names in the pack.

    Raises:
        NoSuchGroup, BadNickname, GroupNameTaken: see `found`.
    """
    group, shown = by_id(session, campaign, group_id), nicknames.clean(name, longest=LONGEST_NAME)
    other = _of_name(session, campaign, group.kind, shown)
    if other is not None and other.id != group.id:
        raise GroupNameTaken(name=shown)
    group.name, group.folded = shown, folded(shown)
    acts.keep(session, campaign, "group_renamed", f"group:{group_id}", account_id=account_id, now=now)
    record(session, GroupRenamed(group_id))


def _of_name(session: Session, campaign: Campaign, kind: str, name: str) -> Group | None:
    return session.scalar(
        select(Group).where(Group.campaign_id == campaign.id, Group.kind == kind, Group.folded == folded(name))
    )


def _new(campaign: Campaign, kind: str, name: str, *, now: datetime, preset: str | None = None) -> Group:
    code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    return Group(
        campaign_id=campaign.id,
        kind=kind,
        preset=preset,
        name=name,
        folded=folded(name),
        code=code,
        created_at=now,
    )
