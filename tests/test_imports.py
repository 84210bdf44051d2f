"""The house stands as docs/architecture.md draws it: imports point one way, and rules know no machinery."""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent

# Each room and the rooms that it may import beside itself. `campaigns` is content; `paths` and `settings` are leaves.
ARROWS: dict[str, str] = {
    "campaigns": "",
    "paths": "",
    "settings": "paths",
    "levels": "domain",
    "domain": "",
    "exchange": "levels domain campaigns",
    "prepared": "",
    "db": "prepared domain",
    "models": "domain",
    "migrations": "models",
    "leaderboard": "domain",
    "realtime": "leaderboard domain",
    "services": "levels domain exchange db prepared models",
    "web": "refreshing services levels domain exchange db models leaderboard paths settings",
    "server": "",
    "rehearsal": "",
    "projection": "services levels domain db leaderboard settings",
    "refreshing": "services domain exchange db settings",
    "publisher": "projection realtime services levels domain db leaderboard",
    "app": (
        "projection publisher refreshing web realtime services levels domain exchange db models leaderboard paths "
        "settings"
    ),
    "cli": (
        "app projection refreshing rehearsal server migrations services levels domain exchange db models leaderboard "
        "paths settings"
    ),
    "entry": "cli server",
    "__main__": "entry",
}
# Rooms that know of the outside world only what stands here and the standard library, and nothing that opens a socket.
PURE = {"domain": set(), "levels": {"pydantic", "pydantic_core"}}
SOCKETS = {"asyncio", "http", "selectors", "smtplib", "socket", "socketserver", "ssl", "urllib"}
MACHINERY = {"flask", "flask_babel", "flask_login", "flask_socketio", "gevent", "redis", "socketio", "sqlalchemy"}


@cache
def imports() -> dict[str, frozenset[str]]:
    """Every module of the quest with the names that it imports, wherever in the file that is."""
    files = [path for path in (CHECKOUT / "quest").rglob("*.py") if "node_modules" not in path.parts]
    return {_module(path): frozenset(_imported(path)) for path in files}


def _module(path: Path) -> str:
    return ".".join(path.relative_to(CHECKOUT).with_suffix("").parts).removesuffix(".__init__")


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: write the whole name of the module"
            assert node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room(name: str) -> str:
    """The room of a module or imported name: `quest.web.play` lies in `web`."""
    return name.split(".")[1] if "." in name else ""


def of_room(wanted: str) -> dict[str, frozenset[str]]:
    return {module: names for module, names in imports().items() if room(module) == wanted}


def test_every_room_of_the_house_has_its_arrows():
    assert {room(module) for module in imports()} - {""} == set(ARROWS)


@pytest.mark.parametrize("own", sorted(ARROWS))
def test_a_room_imports_only_where_its_arrows_point(own: str):
    allowed = {own, *ARROWS[own].split()}
    strays = {
        (module, name)
        for module, names in of_room(own).items()
        for name in names
        if _is_here(name) and room(name) not in allowed
    }
    assert not strays


def test_the_arrows_run_in_no_circle():
    ends: set[str] = set()
    while True:
        fresh = {name for name, targets in ARROWS.items() if set(targets.split()) <= ends} - ends
        if not fresh:
            break
        ends |= fresh
    assert ends == set(ARROWS)


@pytest.mark.parametrize("own", sorted(PURE))
def test_rules_know_the_standard_library_and_no_machinery(own: str):
    outside = {(module, name.split(".")[0]) for module, names in of_room(own).items() for name in names}
    allowed = (set(sys.stdlib_module_names) - SOCKETS) | PURE[own] | {"quest"}
    assert not {(module, package) for module, package in outside if package not in allowed}


def test_formats_and_boards_know_no_web_and_no_database():
    known = {"exchange": set(), "leaderboard": {"redis"}, "realtime": {"flask", "flask_socketio", "redis", "socketio"}}
    strays = {
        (module, name)
        for own, tools in known.items()
        for module, names in of_room(own).items()
        for name in names
        if name.split(".")[0] in MACHINERY - tools
    }
    assert not strays


def test_services_know_no_web():
    packages = {name.split(".")[0] for names in of_room("services").values() for name in names}
    assert not packages & {"flask", "flask_babel", "flask_login", "flask_socketio", "redis", "socketio", "gevent"}


def test_no_module_needs_itself_to_be_imported():
    graph = {module: {_target(name) for name in names if _is_here(name)} for module, names in imports().items()}
    done: set[str] = set()
    while True:
        fresh = {module for module, needs in graph.items() if needs - {module} <= done} - done
        if not fresh:
            break
        done |= fresh
    assert not set(graph) - done, "these modules wait for one another"


def _is_here(name: str) -> bool:
    """Whether a name is one of this checkout; `quest._config` is config.py as a wheel carries it."""
    return name.startswith("quest.") and not name.startswith("quest._config.")


def _target(name: str) -> str:
    """The module that an imported name lies in: itself, or what it was taken from."""
    return name if name in imports() else name.rpartition(".")[0]
