"""The lowest versions that pyproject.toml allows, as constraints for pip: `make lowest` installs and tries them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

_NEED = re.compile(r"(?P<name>[\w-]+)[>=]=(?P<version>[\d.]+)")


def constraints(project: Path) -> list[str]:
    """Return a line for each library that is needed at run time, such as `click==8.1`."""
    needs = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["dependencies"]
    found = [_NEED.match(need) for need in needs]
    return ["{name}=={version}".format_map(one.groupdict()) for one in found if one]


def main() -> None:
    """Print them."""
    print("\n".join(constraints(Path(__file__).parent.parent / "pyproject.toml")))


if __name__ == "__main__":
    main()
