"""How long the web app takes to start and to load, beside an empty Gradio app on the same machine.

    python tests/benchmarks/bench_page.py [RUNS]

Both in turns, in Chromium, each page in a fresh profile: from the start of the process until the page can be
used, and from going to the page until it can. Ours can be used once its documents are listed and the question
box is there.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
_EMPTY = """
import os, socket
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
import gradio
with gradio.Blocks() as page:
    gradio.HTML("<p id=ready>Nothing here.</p>")
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
page.launch(server_port=port, prevent_thread_lock=True, quiet=True)
print(f"http://127.0.0.1:{port}", flush=True)
page.block_thread()
"""
_APPS = {
    "readback serve": ("#rb-app[data-state=full] .rb-doc", "#rb-question textarea:enabled"),
    "an empty Gradio app": ("#ready",),
}
_SHOWN = "selectors => selectors.every((one) => document.querySelector(one)?.checkVisibility())"
_LOADS = 5  # page loads of each server


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    starts: dict[str, list[float]] = {name: [] for name in _APPS}
    loads: dict[str, list[float]] = {name: [] for name in _APPS}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        library = f"{folder}/library"
        subprocess.run(
            [sys.executable, "-m", "ui.cli", "demo", "--no-serve", "--library", library],
            check=True, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        ours = ["-m", "ui.cli", "serve", "--library", library, "--port", "0"]
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for _ in range(runs):
            for name, arguments in zip(_APPS, (ours, ["-c", _EMPTY]), strict=True):
                begun = time.perf_counter()
                with served(arguments) as url:
                    load(browser, url, name)
                    starts[name].append(time.perf_counter() - begun)
                    loads[name] += [load(browser, url, name) for _ in range(_LOADS)]
    for what, times in (("start to a page that can be used", starts), ("page load", loads)):
        for name, taken in times.items():
            print(f"{what}, {name}: {spread(taken)} s, n = {len(taken)}")
        mine, empty = (statistics.median(taken) for taken in times.values())
        print(f"{what}: {mine / empty:.2f} times that of an empty Gradio app")


@contextmanager
def served(arguments: list[str]) -> Iterator[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        cwd=ROOT, env=environment,
    )  # fmt: skip
    try:
        line = process.stdout.readline()
        yield line[line.index("http") :].split()[0]
    finally:
        process.terminate()
        process.wait(30)


def load(browser: Browser, url: str, name: str) -> float:
    """Seconds until the page can be used."""
    context = browser.new_context()
    page = context.new_page()
    begun = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.wait_for_function(_SHOWN, arg=_APPS[name])  # looks at each frame; wait_for_selector up to .5 s apart
    taken = time.perf_counter() - begun
    context.close()
    return taken


def spread(values: list[float]) -> str:
    return f"{statistics.median(values):.2f} (from {min(values):.2f} to {max(values):.2f})"


if __name__ == "__main__":
    main()
