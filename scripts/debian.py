"""Install the Debian packages that Python and npm packages cannot stand in for.

Runs before anything else is installed, on the system's own Python: standard library only.
"""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys

OLDEST_PYTHON = (3, 11)


def missing(purpose: str) -> list[str]:
    """Return the Debian packages that this machine lacks for a purpose: `python` (the set-up) or `browser` (tests)."""
    if purpose == "python":
        return [] if importlib.util.find_spec("ensurepip") else ["python3-venv"]
    needs = {"chromium": _has_chromium(), "libatomic1": _has_libatomic(), "fonts-noto-cjk": _has_chinese_font()}
    packages = [package for package, present in needs.items() if not present]
    # Without fc-list nobody can tell which fonts there are, and the next run would install them once more.
    return [*packages, "fontconfig"] if not needs["fonts-noto-cjk"] and not shutil.which("fc-list") else packages


def install(packages: list[str]) -> bool:
    """Install packages with apt-get, as root or through sudo, and return whether that worked."""
    if not shutil.which("apt-get"):
        return False
    if os.geteuid() != 0 and not shutil.which("sudo"):
        return False
    rights = [] if os.geteuid() == 0 else ["sudo", "DEBIAN_FRONTEND=noninteractive"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}

    def apt_get(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [*rights, "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120", *arguments]
        return subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    request = ("install", "-y", "--no-install-recommends", *packages)
    outcome = apt_get(*request)
    if outcome.returncode != 0:  # a fresh machine has no package lists yet
        apt_get("update")
        outcome = apt_get(*request)
    if outcome.returncode != 0:
        print(outcome.stdout, file=sys.stderr)
    return outcome.returncode == 0


def main() -> None:
    """Install what the purposes named on the command line lack, or name it and fail."""
    if sys.version_info < OLDEST_PYTHON:
        sys.exit(f"{sys.executable} is too old; name a newer one, as in: make play PYTHON=python3.12")
    packages = sorted({package for purpose in sys.argv[1:] for package in missing(purpose)})
    if not packages:
        return
    names = " ".join(packages)
    print(f"Installing Debian packages: {names}", file=sys.stderr)
    if not install(packages):
        sys.exit(
            f"Could not install them (that takes root or sudo, and apt). Install these yourself, then retry: {names}"
        )


def _has_chromium() -> bool:
    return any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))


def _has_libatomic() -> bool:
    """Playwright's driver is linked against it."""
    try:
        ctypes.CDLL("libatomic.so.1")
    except OSError:
        return False
    return True


def _has_chinese_font() -> bool:
    if not shutil.which("fc-list"):
        return False
    found = subprocess.run(["fc-list", ":lang=zh-hk", "family"], capture_output=True, check=False)
    return bool(found.stdout.strip())


if __name__ == "__main__":
    main()
