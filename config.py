"""Settings: read once from the environment, then frozen."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


class WrongSetting(Exception):
    """A setting that cannot be used; the message names it and says what would do."""


def _whole(name: str, text: str, least: int, most: int) -> int:
    if not text.strip().lstrip("-").isdecimal() or not least <= int(text) <= most:
        raise WrongSetting(f"{name}={text!r}: write a whole number from {least} to {most}.")
    return int(text)


def _url(name: str, text: str, schemes: tuple[str, ...]) -> str:
    if text and urlsplit(text).scheme not in schemes:
        raise WrongSetting(
            f"{name}={text!r}: write an address that starts with {' or '.join(s + '://' for s in schemes)}."
        )
    return text


def _one_of(name: str, text: str, choices: tuple[str, ...]) -> str:
    if text not in choices:
        raise WrongSetting(f"{name}={text!r}: use {' or '.join(choices)}.")
    return text


def _ports(name: str, text: str) -> str:
    if not all(part.strip().isdecimal() and 0 < int(part) < 65_536 for part in text.split(",")):
        raise WrongSetting(f"{name}={text!r}: write port numbers with commas between them, such as 80,443.")
    return text


def _setting(default: Any, read: Callable[[str, str], Any] = lambda _, text: text) -> Any:
    return field(default=default, metadata={"read": read})


def _number(default: int, least: int, most: int) -> Any:
    return _setting(default, lambda name, text: _whole(name, text, least, most))


DATABASES = ("sqlite", "postgresql", "postgresql+psycopg")


@dataclass(frozen=True, slots=True)
class Config:
    """Every setting of the quest. The variable is the field's name in capitals after `QUEST_`.

    Without `database_url` the quest keeps SQLite under `data_dir`; without `redis_url` it is one process with its
    leaderboard in memory. Nothing else tells one installation from another.
    """

    host: str = _setting("127.0.0.1")
    port: int = _number(8000, 0, 65_535)
    data_dir: Path = _setting(Path("instance"), lambda _, text: Path(text))
    database_url: str = _setting("", lambda name, text: _url(name, text, DATABASES))
    redis_url: str = _setting("", lambda name, text: _url(name, text, ("redis", "rediss", "unix")))
    redis_prefix: str = _setting("quest")
    secret_key: str = _setting("")
    public_url: str = _setting("", lambda name, text: _url(name, text, ("http", "https")))
    proxy_hops: int = _number(0, 0, 5)
    service_worker: str = _setting("on", lambda name, text: _one_of(name, text, ("on", "off")))
    async_mode: str = _setting("gevent", lambda name, text: _one_of(name, text, ("gevent", "threading")))
    database_pool: int = _number(20, 1, 500)
    mail_url: str = _setting("", lambda name, text: _url(name, text, ("smtp", "smtps")))
    mail_from: str = _setting("Talent Quest <quest@localhost>")
    max_body_bytes: int = _number(2_000_000, 1_000, 100_000_000)
    max_import_bytes: int = _number(20_000_000, 1_000, 1_000_000_000)
    feed_seconds: int = _number(20, 1, 600)
    feed_most_missing_percent: int = _number(50, 0, 100)
    feed_ports: str = _setting("80,443", lambda name, text: _ports(name, text))
    feed_allow_private: str = _setting("")
    max_message_bytes: int = _number(64_000, 1_000, 10_000_000)
    sign_in_days: int = _number(60, 1, 3_650)
    sign_in_link_minutes: int = _number(20, 1, 1_440)
    resume_link_days: int = _number(30, 1, 365)
    password_tries_per_account: int = _number(10, 1, 100_000)
    password_tries_per_address: int = _number(600, 1, 1_000_000)
    mails_per_account: int = _number(5, 1, 10_000)
    new_players_per_address: int = _number(3_000, 1, 10_000_000)
    code_tries_per_address: int = _number(600, 1, 1_000_000)
    code_tries_per_player: int = _number(10, 1, 1_000_000)
    checkin_late_minutes: int = _number(180, 0, 10_080)

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> Config:
        """The settings of this environment, with a secret key kept in the data folder when none is given.

        Raises:
            WrongSetting: a value cannot be used.
        """
        values: dict[str, Any] = {}
        for setting in fields(cls):
            name = "QUEST_ASYNC" if setting.name == "async_mode" else f"QUEST_{setting.name.upper()}"
            if text := environ.get(name, "").strip():
                values[setting.name] = setting.metadata["read"](name, text)
        config = cls(**values)
        _make(config.data_dir)
        return config if config.secret_key else cls(**{**values, "secret_key": _kept_secret(config.data_dir)})

    @property
    def database(self) -> str:
        """The SQLAlchemy address of the database; PostgreSQL always through psycopg 3."""
        if not self.database_url:
            return f"sqlite:///{self.data_dir.resolve() / 'quest.db'}"
        scheme, rest = self.database_url.split("://", 1)
        return f"{'postgresql+psycopg' if scheme == 'postgresql' else scheme}://{rest}"

    @property
    def address(self) -> str:
        """Where people reach the quest, without a slash at the end."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def feed_port_numbers(self) -> frozenset[int]:
        """The ports that may be asked for jobs."""
        return frozenset(int(part) for part in self.feed_ports.split(","))

    @property
    def feed_private_hosts(self) -> frozenset[str]:
        """The hosts that may be asked for jobs although they are private."""
        return frozenset(host.strip() for host in self.feed_allow_private.split(",") if host.strip())


def _make(data_dir: Path) -> None:
    """Makes the data folder where there is none."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WrongSetting(f"QUEST_DATA_DIR={str(data_dir)!r}: cannot be made ({error.strerror}).") from error


def _kept_secret(data_dir: Path) -> str:
    """The secret key of the data folder, made at the first start and readable by its owner alone.

    It is written aside and put in place whole, so that of several processes that start at once all read the same.
    """
    kept, aside = data_dir / "secret_key", data_dir / f"secret_key.{secrets.token_hex(8)}"
    try:
        if not kept.exists():
            with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
                new.write(secrets.token_urlsafe(48))
            with suppress(FileExistsError):
                os.link(aside, kept)
            aside.unlink()
        return kept.read_text().strip()
    except OSError as error:
        raise WrongSetting(f"QUEST_DATA_DIR={str(data_dir)!r}: cannot be used ({error.strerror}).") from error
