"""Whether Python's XML parser is safe."""

import pyexpat

from bot.errors import DatelineError

_SAFE_EXPAT = (2, 5, 0)  # the first that stops entities that blow up ("billion laughs") by itself


def check_expat() -> None:
    """Raise DatelineError where Python's XML parser is too old to be safe. Called once at start."""
    if pyexpat.version_info < _SAFE_EXPAT:
        found = ".".join(map(str, pyexpat.version_info))
        raise DatelineError(f"Python's XML parser (libexpat {found}) is unsafe: 2.5.0 or newer is needed")
