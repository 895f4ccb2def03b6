"""Compiles the shipped files to JSON when a wheel is built.

YAML is for people who read and change it; reading it again at every start costs each
of them a wait. A checkout has none of this: it reads the files as they were written.
"""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileContent(BuildHookInterface):  # type: ignore[type-arg]
    """Puts `checklists.json`, `reading.json` and `texts.json` beside their YAML."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the JSON to a place of its own, and name it to the builder."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from fitcheck.content import compile_content

        self.folder = Path(tempfile.mkdtemp())
        for name, content in compile_content().items():
            place = self.folder / name
            place.write_bytes(content)
            build_data["force_include"][str(place)] = f"fitcheck/data/{name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was only made for this wheel."""
        del build_data, artifact_path
        if version != "editable":
            shutil.rmtree(self.folder)
