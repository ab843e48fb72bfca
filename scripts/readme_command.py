"""Prints a command of README.md by its name, so that CI runs the very lines that a newcomer copies.

In README.md a command is the one line of the code block after `<!-- command: NAME -->`.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"
BLOCK = re.compile(r"<!-- command: (?P<name>[\w-]+) -->\n+```\w*\n(?P<body>.*?)\n```", re.DOTALL)


def commands(markdown: str) -> dict[str, str]:
    """The named commands of a Markdown text; ValueError where a name comes twice or isn't one line."""
    found: dict[str, str] = {}
    for block in BLOCK.finditer(markdown):
        name, body = block["name"], block["body"]
        if name in found or "\n" in body:
            raise ValueError(f"README.md: the command {name} must be one line, once")
        found[name] = body
    return found


def main() -> None:
    name = sys.argv[1]
    found = commands(README.read_text(encoding="utf-8"))
    if name not in found:
        sys.exit(f"README.md has no command {name}; it has: {', '.join(found)}")
    sys.stdout.write(found[name] + "\n")


if __name__ == "__main__":
    main()
