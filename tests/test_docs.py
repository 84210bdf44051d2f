"""The documentation names everything that is there, and nothing else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

import click
import pytest
import yaml
from click.testing import CliRunner
from flask import Flask
from pydantic import BaseModel

from quest.app import create_app
from quest.cli import quest
from quest.cli.base import opened
from quest.domain.work import Education, PayPeriod, Seniority, Workplace, WorkType
from quest.exchange.jobs.csv_headings import SYNONYMS, field_of
from quest.exchange.jobs.detect import READERS
from quest.levels.agenda import Talk
from quest.levels.badges import Badge, Icon
from quest.levels.base import LANGUAGES, Question, Scoring
from quest.levels.crowd import Groups
from quest.levels.kinds import kinds, question_from
from quest.levels.level import Level, Outline
from quest.levels.lines import Line
from quest.levels.rules import Rule
from quest.settings import Config
from quest.web.errors import HTTP_CODES

CHECKOUT = Path(__file__).resolve().parent.parent
DOCS = CHECKOUT / "docs"
PAGES = [CHECKOUT / "README.md", *sorted(DOCS.glob("*.md"))]
OF_ANY_CALL = {"bad_request", "foreign_origin", "server_error", "unavailable", *HTTP_CODES.values()} - {"not_found"}
"""Error codes that stand above the table of calls."""


def section(page: str, heading: str) -> str:
    """What stands under a heading of a page, up to the next one of its rank or above."""
    text = (DOCS / page).read_text("utf-8")
    found = re.search(rf"^(#+) {re.escape(heading)}$", text, re.MULTILINE)
    assert found, f"docs/{page} has no heading “{heading}”"
    rest = text[found.end() :]
    end = re.search(rf"^#{{1,{len(found[1])}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


def rows(text: str) -> list[list[str]]:
    """The cells of each row of each table, without headings."""
    found: list[list[str]] = []
    table: list[str] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            table.append(line)
        else:
            found += [[cell.strip() for cell in re.split(r"(?<!\\)\|", row.strip())[1:-1]] for row in table[2:]]
            table = []
    return found


def codes(text: str) -> list[str]:
    """What stands between backticks."""
    return re.findall(r"`([^`]+)`", text)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """A quest that nobody serves."""
    folder = tmp_path_factory.mktemp("docs")
    config = Config.from_env({"QUEST_DATA_DIR": str(folder), "QUEST_ASYNC": "threading"})
    with opened(config):
        return create_app(config)


@pytest.fixture(scope="module")
def operations(app: Flask) -> dict[str, dict[str, Any]]:
    """Every operation of the OpenAPI document by method and path."""
    paths: dict[str, dict[str, Any]] = app.test_client().get("/api/v1/openapi.json").get_json()["paths"]
    return {f"{method.upper()} {path}": found for path, each in paths.items() for method, found in each.items()}


@pytest.fixture(scope="module")
def commands() -> dict[str, click.Command]:
    """Every command of the shell by its words: `quest jobs import`."""
    return dict(_commands(quest, "quest"))


def _commands(group: click.Group, words: str) -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _commands(command, f"{words} {name}")
        else:
            yield f"{words} {name}", command


def documented_calls() -> dict[str, list[str]]:
    """The table of calls: who, what, refusals."""
    return {codes(cells[0])[0]: cells[1:] for cells in rows(section("interface.md", "HTTP API")) if len(cells) == 4}


def test_every_call_of_the_api_is_documented_and_no_other(operations: dict[str, Any]):
    assert documented_calls().keys() == operations.keys()


def test_each_call_says_who_may_make_it_and_what_it_refuses_with(operations: dict[str, Any]):
    wrong = []
    for call, found in operations.items():
        who, what, refusals = documented_calls().get(call, ["", "", ""])
        said = {code for answer in found["responses"].values() for code in answer.get("x-codes", ())} - OF_ANY_CALL
        roles = ", ".join(found["x-roles"])
        if who != roles or set(codes(refusals)) != said:
            wrong.append(f"| `{call}` | {roles} | {what} | {', '.join(f'`{code}`' for code in sorted(said))} |")
    assert wrong == [], "write:\n" + "\n".join(wrong)


def test_every_setting_is_documented_with_its_default():
    documented = {
        codes(cells[0])[0]: "" if cells[1] == "empty" else codes(cells[1])[0]
        for cells in rows(section("interface.md", "Settings"))
    }
    names = {"async_mode": "QUEST_ASYNC"}
    assert documented == {
        names.get(each.name, f"QUEST_{each.name.upper()}"): str(each.default) for each in fields(Config)
    }


def test_no_page_and_no_deployment_file_names_a_setting_that_does_not_exist():
    known = {codes(cells[0])[0] for cells in rows(section("interface.md", "Settings"))}
    named = {
        (file.name, name)
        for file in [*PAGES, *(CHECKOUT / "deploy").iterdir()]
        for name in re.findall(r"QUEST_[A-Z_]*[A-Z]", file.read_text("utf-8"))
    }
    assert named
    assert {(file, name) for file, name in named if name not in known} == set()


def test_every_command_is_documented_with_its_arguments_and_options(commands: dict[str, click.Command]):
    documented = {codes(cells[0])[0]: cells[1] for cells in rows(section("interface.md", "Commands"))}
    there = {}
    for words, command in commands.items():
        context = click.Context(command)
        arguments = [each.make_metavar(context) for each in command.params if isinstance(each, click.Argument)]
        there[" ".join([words, *arguments])] = [
            each.opts[0] for each in command.params if isinstance(each, click.Option)
        ]
    assert documented.keys() == there.keys()
    assert [(words, option) for words, own in there.items() for option in own if option not in documented[words]] == []


def test_no_page_names_a_command_that_does_not_exist(commands: dict[str, click.Command]):
    known = {*commands, "quest", *(words.rpartition(" ")[0] for words in commands)}
    reserved = section("interface.md", "Not there yet")
    for page in PAGES:
        text = page.read_text("utf-8").replace(reserved, "")
        shell = "\n".join(re.findall(r"```sh\n(.*?)```", text, re.DOTALL))
        for found in re.findall(r"^(?:\S*/)?(quest(?: [a-z]+){0,2})", "\n".join([*codes(text), shell]), re.MULTILINE):
            assert found in known or found.rpartition(" ")[0] in commands, f"{page.name}: {found}"


def test_every_target_of_the_makefile_is_documented():
    (phony,) = re.findall(r"^\.PHONY: (.*)$", (CHECKOUT / "Makefile").read_text("utf-8"), re.MULTILINE)
    documented = {name for cells in rows(section("contributors.md", "Start")) for name in codes(cells[0])}
    assert documented == {f"make {target}" for target in phony.split()}


def test_every_socket_event_is_documented_and_no_other(app: Flask):
    documented = {codes(cells[0])[0].split()[0] for cells in rows(section("interface.md", "Sockets"))}
    heard = set(app.extensions["socketio"].server.handlers["/"]) - {"connect", "disconnect"}
    sources = [ast.parse(file.read_text("utf-8")) for file in sorted((CHECKOUT / "quest" / "realtime").glob("*.py"))]
    nodes = [node for source in sources for node in ast.walk(source)]
    assert heard | {name for node in nodes for name in emitted(node)} <= documented
    assert documented - heard <= {node.value for node in nodes if isinstance(node, ast.Constant)}


def emitted(node: ast.AST) -> list[str]:
    """The event that a call sends, where it is written out."""
    match node:
        case ast.Call(func=ast.Attribute(attr="emit"), args=[ast.Constant(value=str(name)), *_]):
            return [name]
    return []


def test_every_page_that_is_documented_is_there(app: Flask):
    rules = [rule.rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    there = {re.sub(r"<[^>]+>", "<>", rule) for rule in rules}
    documented = [page for cells in rows(section("interface.md", "Pages")) for page in codes(cells[0])]
    assert documented
    assert [page for page in documented if re.sub(r"<[^>]+>", "<>", page) not in there] == []


def test_what_is_said_not_to_be_there_yet_is_not(commands: dict[str, click.Command], operations: dict[str, Any]):
    reserved = codes(section("interface.md", "Not there yet"))
    assert reserved
    assert [name for name in reserved if name in operations] == []
    assert [name for name in reserved if " ".join(re.findall(r"[a-z]+", name.partition("-")[0])) in commands] == []


def default_of(model: type[BaseModel], name: str) -> str:
    """A field's default as the tables write it."""
    field = model.model_fields[name]
    if field.is_required():
        return "required"
    written = {None: "none", (): "`[]`", True: "`true`", False: "`false`"}
    return written.get(field.default) if isinstance(field.default, bool | tuple | None) else f"`{field.default}`"


def documented_fields(text: str) -> dict[str, str]:
    """Fields and their defaults."""
    return {name: cells[1] for cells in rows(text) if len(cells) == 3 for name in codes(cells[0])}


def test_every_field_of_a_pack_is_documented_with_its_default():
    campaign, line = section("organisers.md", "`campaign.yaml`").split("Each of `lines`:")
    tables = {
        Outline: campaign,
        Line: line,
        Level: section("organisers.md", "`levels/<id>.yaml`"),
        Scoring: section("organisers.md", "Scoring"),
        Groups: section("organisers.md", "Groups and brackets"),
        Badge: section("organisers.md", "Badges"),
        Talk: section("organisers.md", "Agenda"),
    }
    for model, text in tables.items():
        assert documented_fields(text) == {name: default_of(model, name) for name in model.model_fields}, model


def test_every_condition_of_a_rule_and_every_picture_of_a_badge_is_documented():
    conditions = {name for cells in rows(section("organisers.md", "Unlock rules")) for name in codes(cells[0])}
    fields = {field.alias or name for name, field in Rule.model_fields.items()}
    assert {condition.partition(":")[0] for condition in conditions} == fields
    (icons,) = (cells[2] for cells in rows(section("organisers.md", "Badges")) if codes(cells[0]) == ["icon"])
    assert codes(icons) == list(get_args(Icon))


def test_every_field_of_every_question_kind_is_documented_with_its_default():
    parts = re.split(r"^\*\*([\w-]+)\*\*:", section("organisers.md", "Questions"), flags=re.MULTILINE)
    by_kind = dict(zip(parts[1::2], parts[2::2], strict=True))
    common = Question.model_fields
    assert documented_fields(parts[0]) == {name: default_of(Question, name) for name in common}
    assert by_kind.keys() == kinds().keys()
    for name, kind in kinds().items():
        own = {field: default_of(kind, field) for field in kind.model_fields if field not in common}
        assert documented_fields(by_kind[name]) == own, name


def test_an_example_of_each_question_kind_can_be_copied():
    (examples,) = re.findall(r"```yaml\n(- id:.*?)```", section("organisers.md", "Questions"), re.DOTALL)
    assert {question_from(each).kind for each in yaml.safe_load(examples)} == kinds().keys()


def test_the_campaign_of_the_guide_is_whole_and_its_faults_read_as_shown(tmp_path: Path):
    text = section("organisers.md", "Your own campaign")
    for name, content in re.findall(r"^`(tiny/\S+)`\n```yaml\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")
    check = ["campaign", "check", str(tmp_path / "tiny")]
    sound = CliRunner().invoke(quest, check)
    assert (sound.exit_code, f"# {sound.output.strip()}" in text) == (0, True), sound.output
    sorting = tmp_path / "tiny" / "levels" / "sorting.yaml"
    faulty = sorting.read_text("utf-8").replace(", zh-Hans: 把航程排好次序。", "").replace("kind: order", "kind: sort")
    sorting.write_text(faulty, "utf-8")
    broken = CliRunner().invoke(quest, check)
    assert (broken.exit_code, broken.output.replace(f"{tmp_path}/", "").strip() in text) == (1, True), broken.output


def test_every_column_of_a_table_of_jobs_is_documented_with_headings_that_are_understood():
    table = [cells for cells in rows(section("organisers.md", "Columns of a table")) if len(cells) == 2]
    assert {name for cells in table for name in codes(cells[0])} == set(SYNONYMS)
    for names, headings in table:
        for heading in re.split(r"[.;:]", headings)[0].split(", "):
            assert field_of(heading) in codes(names), heading


def test_every_format_and_value_of_jobs_is_documented():
    assert {name for cells in rows(section("organisers.md", "Jobs")) for name in codes(cells[0])} >= set(READERS)
    stated = (Education, Seniority, Workplace, WorkType, PayPeriod)
    assert set(codes(section("organisers.md", "Values"))) == {value for words in stated for value in words}


def test_every_language_is_documented():
    assert set(codes(section("organisers.md", "Languages"))) >= set(LANGUAGES)


@pytest.mark.parametrize("document", PAGES, ids=lambda document: document.name)
def test_every_link_inside_the_documentation_leads_somewhere(document: Path):
    text = re.sub(r"```.*?```", "", document.read_text("utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"", text):
        path, _, anchor = "".join(target).partition("#")
        if "://" in path:
            continue
        file = (document.parent / path).resolve() if path else document
        assert file.exists(), path
        if anchor:
            headings = re.findall(r"^#+ (.*)$", file.read_text("utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w\- ]", "", name.lower()).replace(" ", "-") for name in headings}
