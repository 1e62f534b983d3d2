"""Fetch the front-end files named in vendor.toml. For developers only: nothing here runs in the product or its tests.

    python tools/vendor.py             fetch, compare with vendor.lock, copy
    python tools/vendor.py --accept    the same, and write new tarball hashes into vendor.lock

Each package is fetched through the npm client, its tarball's sha512 compared with vendor.lock, and the named
files laid flat, with their licence, into `src/beistand/site/static/vendor/<name>-<version>/`.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path
from typing import Any

TOOLS = Path(__file__).resolve().parent
STATIC = TOOLS.parent / "src" / "beistand" / "site" / "static" / "vendor"
LOCK = TOOLS / "vendor.lock"


def main(accept: bool) -> int:
    """Fetch every package; 1 when a tarball is not the one that the lock names."""
    old = json.loads(LOCK.read_text()) if LOCK.exists() else {}
    new: dict[str, Any] = {}
    for package in tomllib.loads((TOOLS / "vendor.toml").read_text())["package"]:
        key = f"{package['name']}@{package['version']}"
        with tempfile.TemporaryDirectory() as folder:
            tarball = _fetch(key, Path(folder))
            sha512 = hashlib.sha512(tarball.read_bytes()).hexdigest()
            if not accept and old.get(key, {}).get("sha512") != sha512:
                print(f"{key}: the tarball is not the one in vendor.lock", file=sys.stderr)
                return 1
            new[key] = {
                "licence": package["licence"],
                "sha512": sha512,
                "files": _lay(package, tarball),
            }
        print(f"{key}: {len(new[key]['files'])} files")
    LOCK.write_text(json.dumps(new, indent=1, sort_keys=True) + "\n")
    return 0


def _fetch(key: str, folder: Path) -> Path:
    done = subprocess.run(
        ["npm", "pack", "--silent", "--pack-destination", str(folder), key],
        check=True,
        capture_output=True,
        text=True,
    )
    return folder / done.stdout.split()[-1]


def _lay(package: dict[str, Any], tarball: Path) -> dict[str, str]:
    """Copy the named files; gives path below static/vendor -> sha256."""
    home = STATIC / f"{package['name'].split('/')[-1]}-{package['version']}"
    home.mkdir(parents=True, exist_ok=True)
    laid = {}
    with tarfile.open(tarball) as tar:
        wanted = {name: _read(tar, name) for name in [*package["files"], "LICENSE"]}
        if icons := package.get("icons"):
            wanted["sprite.svg"] = _sprite({icon: _read(tar, f"icons/{icon}.svg").decode() for icon in icons})
    for name, content in wanted.items():
        path = home / Path(name).name
        path.write_bytes(content)
        laid[path.relative_to(STATIC).as_posix()] = hashlib.sha256(content).hexdigest()
    return laid


def _read(tar: tarfile.TarFile, name: str) -> bytes:
    file = tar.extractfile(f"package/{name}")
    if file is None:
        raise FileNotFoundError(name)
    return file.read()


def _sprite(icons: dict[str, str]) -> bytes:
    """One SVG with a symbol per icon; stroke and fill come from the page's `.i` class."""
    symbols = []
    for name, svg in sorted(icons.items()):
        inner = re.sub(r"\s+", " ", re.search(r"<svg[^>]*>(.*)</svg>", svg, re.DOTALL).group(1)).strip()  # type: ignore[union-attr]  # every lucide file has that form
        symbols.append(f'<symbol id="i-{name}" viewBox="0 0 24 24">{inner}</symbol>')
    return ('<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n").encode()


if __name__ == "__main__":
    sys.exit(main("--accept" in sys.argv[1:]))
