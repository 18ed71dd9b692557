"""`make lighthouse`: what Lighthouse says of the pages, beside what it is to say.

Needs Node.js with npx, which fetches Lighthouse under its own name, and chromium. The service runs as an operator
starts it; pages are looked at as on a telephone with a slow line, which is how Lighthouse does it unless told
otherwise. It measures time: on a machine that does something else meanwhile the figures for performance are worse.
"""

import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from tests.benchmarks.browsers import Browser
from tests.http_api.serving import live

LIGHTHOUSE: Final = "lighthouse@12.8.2"  # 13 needs a newer Node.js
AIMS: Final = {"accessibility": 100, "best-practices": 100, "performance": 95}
LOOKED_AT: Final = (
    *("/ar/", "/ar/examples/half_answered", "/ar/campaign/section/context", "/ar/campaign/shares/preview"),
    *("/en/", "/en/examples/half_answered", "/en/campaign/section/context", "/ar/shared"),
)
SECONDS: Final = 180
_CODE: Final = re.compile(rb'id="code"[^>]*>([a-z ]+)<')


async def cookies(port: int) -> str:
    """An owner's and a reader's, each for a campaign that has been begun."""
    owner, reader = Browser(port), Browser(port)
    await owner.post("/ar/new", {"campaign": "ماء نظيف", "stage": "preparing", "mode": "full"})
    await owner.post("/ar/campaign/code", {"replace": ""})
    shared = await owner.post("/ar/campaign/shares", {"days": "7", "_revision": "1"})
    found = _CODE.search(shared.content)
    if found is None:
        raise SystemExit(f"nothing could be shared: {shared.status}")
    await reader.post("/ar/shared", {"code": found[1].decode()})
    for path in LOOKED_AT:
        await owner.get(path)  # an example is worked out when it is first asked for, and kept
    return f"{owner.cookie}; {reader.cookie}"


def looked_at(url: str, cookie: str, folder: Path) -> dict[str, Any]:
    """The report of Lighthouse on one page."""
    headers = folder / "headers.json"
    headers.write_text(json.dumps({"Cookie": cookie}), encoding="utf-8")
    ran = subprocess.run(
        [
            *("npx", "--yes", LIGHTHOUSE, url, "--quiet", "--output=json", f"--extra-headers={headers}"),
            f"--only-categories={','.join(AIMS)}",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        ],
        env={**os.environ, "CHROME_PATH": shutil.which("chromium") or shutil.which("google-chrome") or ""},
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )
    if ran.returncode:
        raise SystemExit(f"Lighthouse ended with {ran.returncode}: {ran.stderr[-2000:]}")
    report: dict[str, Any] = json.loads(ran.stdout)
    return report


def failed(report: Mapping[str, Any]) -> Iterator[str]:
    """What cost points, by the words of Lighthouse."""
    for name in AIMS:
        for part in report["categories"][name]["auditRefs"]:
            audit = report["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 1:
                yield f"{name}: {audit['title']} ({audit.get('displayValue') or audit['score']})"


def main() -> int:
    if shutil.which("npx") is None:
        print("Lighthouse needs Node.js with npx; neither is part of this project's environment. Nothing was measured.")
        return 2
    missed = 0
    with TemporaryDirectory() as folder, live(Path(folder), MUNASARA_PACKS="advocacy") as server:
        cookie = asyncio.run(cookies(server.port))
        print(f"{'page':34}" + "".join(f"{name:>16}" for name in AIMS))
        for path in LOOKED_AT:
            report = looked_at(f"http://localhost:{server.port}{path}", cookie, Path(folder))
            if report["finalDisplayedUrl"].partition("localhost")[2].partition("/")[2] != path[1:]:
                raise SystemExit(f"{path} led to {report['finalDisplayedUrl']}")
            scores = {name: round(100 * (report["categories"][name]["score"] or 0)) for name in AIMS}
            missed += sum(scores[name] < aim for name, aim in AIMS.items())
            print(f"{path:34}" + "".join(f"{scores[name]:>16}" for name in AIMS), flush=True)
            if any(scores[name] < aim for name, aim in AIMS.items()):
                print("".join(f"  {line}\n" for line in failed(report)), end="")
    print("Aims: " + ", ".join(f"{name} {aim}" for name, aim in AIMS.items()) + (": NOT met" if missed else ": met"))
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
