"""The install flow against `emulate`, a stand-in for Slack that others wrote (npm, Apache-2.0).

It knows no refresh tokens, no organisations and no cancelling: for those there is our own stand-in.
"""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from installs import BACK, INSTALL, Browser, Installs, installable, settings, site
from sqlalchemy import text

from bot import tenancy
from bot.errors import SlackError
from bot.slack.manifest import BOT_SCOPES

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

pytestmark = pytest.mark.exhaustive
PACKAGES = ("node@24", "emulate@0.12.2")
CLIENT = ("1234.5678", "the secret of an app that does not exist")
CHANNEL = "C000000001"  # #general, as it comes


@pytest.fixture(scope="module")
def emulate() -> Iterator[list[str]]:
    """The command that starts it, in a folder that goes afterwards."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("needs npm, for the package emulate")
    folder = Path(tempfile.mkdtemp(prefix="dateline-emulate-"))
    try:
        command = [npm, "install", "--no-audit", "--no-fund", "--prefix", str(folder), *PACKAGES]
        try:
            done = subprocess.run(command, cwd=folder, capture_output=True, timeout=300, check=False)
        except subprocess.TimeoutExpired:
            pytest.skip("needs the npm packages emulate and node: not installed within 300 s")
        if done.returncode:
            pytest.skip(f"needs the npm packages {', '.join(PACKAGES)}: {done.stderr.decode()[-200:]}")
        modules = folder / "node_modules"
        node = modules / "node/bin/node"
        if not node.exists():
            pytest.skip("needs node 24: npm put none into the package node")
        yield [str(node), str(modules / "emulate/dist/index.js"), "start"]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def started(command: list[str], seed: dict[str, Any], folder: Path) -> Generator[str]:
    """Its address, once it says that it is ready."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    path = folder / "seed.json"
    path.write_text(json.dumps({"slack": seed}), encoding="utf-8")
    arguments = ["--service", "slack", "--port", str(port), "--seed", str(path)]
    with subprocess.Popen([*command, *arguments], stdout=subprocess.PIPE, cwd=folder, text=True) as process:
        try:
            assert process.stdout
            assert any("Ready" in line for line in process.stdout), "it ended without a word"
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()


class There:
    def __init__(self, ours: Installs, slack: str) -> None:
        self.ours, self.slack = ours, slack
        self.house, self.site = ours.house, ours.site
        self.browser = Browser()

    def agreed(self, scopes: str = "") -> str:
        """Where Slack sends the browser back to, once its first person has agreed (to other scopes)."""
        page = Browser().get(self.browser.get(self.site + INSTALL).leads_to)
        form = page.body.partition("<form")[2].partition("</form>")[0]
        fields = {name: unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', form)}
        if scopes:
            fields["scope"] = scopes
        return Browser().send(f"{self.slack}/oauth/v2/authorize/callback", fields).leads_to

    def post(self) -> str:
        (row,) = self.house.workspaces.every()
        with tenancy.of(row.tenant):
            return self.house.messenger.post(CHANNEL, text="Good morning", blocks=[])


@pytest.fixture
def there(emulate: list[str], tmp_path: Path) -> Iterator[There]:
    pages: dict[str, Any] = {}
    with site(pages) as address:
        client = {
            "client_id": CLIENT[0],
            "client_secret": CLIENT[1],
            "name": "Dateline",
            "app_id": "A000000001",
        }
        seed = {
            "strict_scopes": True,
            "team": {"name": "Ann & Co", "domain": "ann"},
            "oauth_apps": [{**client, "redirect_uris": [address + BACK]}],
        }
        with started(emulate, seed, tmp_path) as slack:
            config = settings(tmp_path, f"{slack}/api/", CLIENT, address + BACK, "signing")
            with installable(config, pages) as house:
                yield There(Installs(house, address), slack)


def test_a_workspace_installs_and_is_posted_to_with_the_token_that_was_stored_sealed(there: There) -> None:
    page = there.browser.get(there.agreed())
    assert (page.status, "Dateline is installed in Ann &amp; Co." in page.body) == (200, True)
    (row,) = there.house.workspaces.every()
    assert set(BOT_SCOPES) <= set(row.scopes)
    assert row.expires is None
    with there.house.store.read() as db:
        assert "xox" not in repr(db.execute(text("SELECT * FROM installations")).all())
    assert there.post()


def test_a_code_and_a_state_are_good_once(there: There) -> None:
    back = there.agreed()
    cookies = dict(there.browser.cookies)
    assert there.browser.get(back).status == 200
    assert Browser(cookies).get(back).status == 400
    code = parse_qs(urlsplit(back).query)["code"][0]
    with pytest.raises(SlackError, match="does not know that code"):
        there.house.workspaces.install(code)


def test_without_the_browser_s_own_state_nothing_is_installed(there: There) -> None:
    back = there.agreed()
    assert Browser().get(back).status == 400
    assert there.browser.get(back.replace("state=", "state=x")).status == 400
    assert there.ours.tenants == []


def test_installing_again_with_other_scopes_is_what_counts(there: There) -> None:
    """Slack's refusal for want of a scope comes through; the whole set mends it."""
    page = there.browser.get(there.agreed("commands"))
    assert "Without these permissions" in page.body
    with pytest.raises(SlackError, match="lacks a permission"):
        there.post()
    assert there.browser.get(there.agreed()).status == 200
    assert len(there.ours.tenants) == 1
    assert there.post()
