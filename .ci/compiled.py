"""Build hook of the wheel: with ``ZHENGSHU_COMPILE`` set, the modules that pages pass through are made machine code by mypyc.

They are the same sources and give the same records; they lie beside them in the wheel, and Python takes them first. Without
the variable, in an editable installation and in the sdist all stays pure Python. `make compile` builds such a wheel. The
variable names the groups to compile (``page,figures,attribution``), or is ``all``.

hatch-mypyc does the same for one group; here three are compiled side by side, and one that fails is named.

Four things that mypyc does otherwise than Python, and that these modules therefore leave alone: ``is`` between tuples, which
it copies; ``x in (*a, *b)``; fields whose types are imported for the type checker only; and ``cached_property``, which a compiled
class works out anew each time.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

TABLES = ("attribution", "confidence", "metrics", "names", "periods", "scanner")
"""The tables that attribution asks at every word."""

GROUPS = {
    "page": ("markup", "stages/blocks", "stages/describe", "stages/strip"),
    "figures": ("numerals", "stages/measure"),
    "attribution": ("chronology", "stages/attribute", *(f"lexicon/{name}.py" for name in TABLES)),
}
"""The folders and modules below ``pipeline`` that are compiled, those of a group into one library; groups side by side."""

LEFT = ("pipeline/chronology/__init__.py", "pipeline/numerals/number.py")
"""Their classes go to JSON by dataclasses-json, which adds to them what a compiled class cannot hold."""

BUILD = """
import sys
from mypyc.build import mypycify
from setuptools import setup
folder, name, *files = sys.argv[1:]
modules = mypycify(files, opt_level="1", debug_level="0", multi_file=True, group_name=name, target_dir=f"{folder}/c")
options = ["--build-lib", f"{folder}/lib", "--build-temp", f"{folder}/objects"]
setup(name="pipeline", packages=[], py_modules=[], ext_modules=modules, script_args=["--quiet", "build_ext", *options])
"""


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg] # hatchling's own name and form of a hook
    """Compiles when it is asked to; a build that fails says what the compiler said, and ends the wheel's."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Put the compiled modules into the wheel, and its platform into the wheel's name."""
        asked = os.environ.get("ZHENGSHU_COMPILE", "")
        if version == "editable" or self.target_name != "wheel" or not asked:
            return
        root, folder = Path(self.root), Path(self.root, "build", "compiled")
        shutil.rmtree(folder, ignore_errors=True)
        names = list(GROUPS) if asked == "all" else asked.split(",")
        running = {name: subprocess.Popen(_command(root, folder / name, name), cwd=root) for name in names}
        failed = [name for name, process in running.items() if process.wait()]
        if failed:
            raise RuntimeError(f"mypyc could not compile {', '.join(failed)}: see above. Without ZHENGSHU_COMPILE all is Python")
        for name in names:
            built = folder / name / "lib"
            found = [path for path in built.rglob("*.*") if path.is_file()]
            build_data["force_include"] |= {str(path): path.relative_to(built).as_posix() for path in found}
        build_data |= {"pure_python": False, "infer_tag": True}


def _command(root: Path, folder: Path, name: str) -> list[str]:
    """What compiles a group of modules into `folder`."""
    parts = [part if part.endswith(".py") else f"{part}/**/*.py" for part in GROUPS[name]]
    found = {path.relative_to(root).as_posix() for part in parts for path in root.glob(f"pipeline/{part}")}
    return [sys.executable, "-c", BUILD, str(folder), name, *sorted(found - set(LEFT))]
