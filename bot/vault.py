"""Slack's tokens as the database holds them: sealed (Fernet: AES, HMAC-SHA-256) and bound to their tenant.

The first key seals; every key opens. So a key is changed in two steps: the new one is put first, and once all
is sealed anew the old one is dropped.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal, cast

from bot.errors import ConfigError, TokenSealedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cryptography.fernet import MultiFernet

Kind = Literal["access", "refresh"]

_MISSING = (
    "Tokens of workspaces are kept sealed, and the library for that is not installed; run: "
    "pip install -c constraints.txt '.[workspaces]'"
)


class Vault:
    """Without a repr of its keys. `keys` are Fernet's: 32 bytes in URL-safe base64, one at least."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._first, self._any = _fernets(keys[:1]), _fernets(keys)

    def __repr__(self) -> str:
        return "Vault(…)"

    def seal(self, tenant: str, kind: Kind, token: str) -> str:
        """Text for a column; "" for no token."""
        if not token:
            return ""
        return self._first.encrypt(json.dumps([tenant, kind, token]).encode()).decode()

    def open(self, tenant: str, kind: Kind, sealed: str) -> str:
        """The token; TokenSealedError where no key opens it, or where it is another one's."""
        if not sealed:
            return ""
        from cryptography.fernet import InvalidToken  # noqa: PLC0415 - late: only workspaces need it

        try:
            found = cast("list[str]", json.loads(self._any.decrypt(sealed.encode())))
        except InvalidToken:
            raise TokenSealedError from None
        if found[:2] != [tenant, kind]:  # a row that was copied over another one's
            raise TokenSealedError
        return found[2]


def new_key() -> str:
    """A key fit for DATELINE_ENCRYPTION_KEYS."""
    from cryptography.fernet import Fernet  # noqa: PLC0415 - late, as above

    return Fernet.generate_key().decode()


def _fernets(keys: Sequence[str]) -> MultiFernet:
    try:
        from cryptography.fernet import Fernet, MultiFernet  # noqa: PLC0415 - late, as above
    except ImportError as error:
        raise ConfigError(_MISSING) from error
    return MultiFernet([Fernet(key) for key in keys])
