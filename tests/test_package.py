"""An installed package carries everything it serves and takes no name but its own."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from quest import paths

CHECKOUT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that holds what installing the package would put among the installed packages."""
    folder = tmp_path_factory.mktemp("package")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder / "dist"]
    subprocess.run(build, cwd=CHECKOUT, check=True, capture_output=True)
    (wheel,) = (folder / "dist").glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "site-packages")
    return folder / "site-packages"


def test_it_takes_no_name_but_its_own(installed: Path):
    assert {path.name for path in installed.iterdir() if path.suffix != ".dist-info"} == {"quest"}


def test_it_carries_every_template_and_static_file(installed: Path):
    assert _files(installed / "quest" / "_web" / "templates") == _files(paths.TEMPLATES)
    assert _files(installed / "quest" / "_web" / "static") == _files(paths.STATIC)


def test_it_carries_campaigns_migrations_and_catalogues(installed: Path):
    wanted = {
        path.relative_to(CHECKOUT)
        for pattern in ("campaigns/**/*.*", "migrations/versions/*.py", "translations/**/*.mo")
        for path in (CHECKOUT / "quest").glob(pattern)
        if "__pycache__" not in path.parts
    }
    assert wanted
    assert {path for path in wanted if not (installed / path).exists()} == set()


def test_it_uses_its_own_settings_templates_and_static_files(installed: Path):
    question = "import quest.app, quest.paths, quest.settings as s; print(s.Config.__module__, quest.paths.STATIC)"
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(installed)!r}); {question}"]
    answer = subprocess.run(command, cwd=installed, capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["quest._config", str(installed / "quest" / "_web" / "static")]


def test_no_module_of_the_quest_needs_the_checkout_for_its_settings():
    modules = [path for path in (CHECKOUT / "quest").rglob("*.py") if path != CHECKOUT / "quest" / "settings.py"]
    assert modules
    assert [path for path in modules if "\nfrom config import" in path.read_text("utf-8")] == []


def _files(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
