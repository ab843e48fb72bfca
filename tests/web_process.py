"""`dateline web` as a process of its own, and what it is asked for by HTTP."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Self

import httpx2

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from bot.demo.slack import SlackStandIn

_DATELINE = [sys.executable, "-c", "from bot.cli import main; main()"]


class WebProcess:
    """Listening once it is there; killed at the end of the block where it still runs then."""

    def __init__(self, folder: Path, slack: SlackStandIn, *arguments: str, **environment: str) -> None:
        tokens = {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_SIGNING_SECRET": slack.signing_secret,
            "SLACK_API_URL": slack.api_url,
        }
        self.process = subprocess.Popen(
            [*_DATELINE, "web", "--port", "0", *arguments],
            cwd=folder,
            env={**os.environ, **tokens, **environment},
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self.said: list[str] = []
        self.deaf = False  # it has closed its mouth
        self._heard = threading.Condition()
        self._ear = threading.Thread(target=self._listen, daemon=True)
        self._ear.start()

    def __enter__(self) -> Self:
        port = self.waited_for(r'"port": ([0-9]+), "event": "web.listening"')
        self.url = f"http://127.0.0.1:{port}"
        self.client = httpx2.Client(base_url=self.url, timeout=10)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.client.close()
        self.process.kill()
        self.process.wait()
        self._ear.join()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                with self._heard:
                    self.said.append(line)
                    self._heard.notify_all()
        self.deaf = True
        with self._heard:
            self._heard.notify_all()

    def waited_for(self, pattern: str, timeout: float = 60) -> str:
        """The first group of what it says that matches."""

        def found() -> re.Match[str] | None:
            return re.search(pattern, "".join(self.said))

        with self._heard:
            assert self._heard.wait_for(lambda: found() or self.deaf, timeout)
        match = found()
        assert match, "".join(self.said)
        return match[1] if match.groups() else match[0]

    def ready(self) -> Self:
        self.waited_for("web.ready")
        assert self.client.get("/readyz").json() == {"status": "ready"}
        return self

    def tell(self, number: signal.Signals = signal.SIGTERM) -> None:
        self.process.send_signal(number)

    def ended(self, timeout: float = 20) -> str:
        """What it said, once it has ended well."""
        status = self.process.wait(timeout)
        self._ear.join(timeout)
        said = "".join(self.said)
        assert status == 0, said
        assert "Traceback" not in said
        return said
