"""Build hook of the wheel: with ``ZHENGSHU_COMPILE`` set, the modules that cost most are made machine code by mypyc.

They are the same sources and give the same records; they lie beside them in the wheel, and Python takes them first. Without
the variable, in an editable installation and in the sdist all stays pure Python. `make compile` builds such a wheel.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PARTS = ("markup", "stages/blocks", "stages/strip")
"""The folders below ``pipeline`` that are compiled: what loops over each tag and each line of a page."""

BUILD = """
import sys
from mypyc.build import mypycify
from setuptools import setup
folder, *files = sys.argv[1:]
modules = mypycify(files, opt_level="2", debug_level="0", target_dir=f"{folder}/c")
options = ["--build-lib", f"{folder}/lib", "--build-temp", f"{folder}/objects"]
setup(name="pipeline", packages=[], py_modules=[], ext_modules=modules, script_args=["--quiet", "build_ext", *options])
"""


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg] # hatchling's own name and form of a hook
    """Compiles when it is asked to; a build that fails says what the compiler said and ends the wheel's."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Put the compiled modules into the wheel, and its platform into the wheel's name."""
        if version == "editable" or not os.environ.get("ZHENGSHU_COMPILE"):
            return
        root, folder = Path(self.root), Path(self.root, "build", "compiled")
        files = sorted(path.relative_to(root).as_posix() for part in PARTS for path in root.glob(f"pipeline/{part}/**/*.py"))
        built = folder / "lib"
        shutil.rmtree(built, ignore_errors=True)
        subprocess.run([sys.executable, "-c", BUILD, str(folder), *files], cwd=root, check=True)
        found = [path for path in built.rglob("*.*") if path.is_file()]
        build_data["force_include"] |= {str(path): path.relative_to(built).as_posix() for path in found}
        build_data |= {"pure_python": False, "infer_tag": True}
