"""Many readers at once: 20 HTTP clients and two browsers ask for two minutes while files are uploaded.

    python tests/benchmarks/bench_serve.py [SECONDS]

Before them and after them one client asks alone, back to back, under the same uploads, beside the same
browsers. Each client asks a question of its own, and each answer must be the one its question has when nobody
else is there: any other is a mix-up. Who sits at a browser reads for a few seconds before asking again.
"""

import json
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from bench_page import ROOT, served, spread
from playwright.sync_api import sync_playwright

_CLIENTS = 20
_BROWSERS = 2
_EVERY = 2.0  # seconds between two uploads
_READING = 5.0  # seconds between two questions of a browser
_NOTICES = 300  # documents beside those asked about, so that what is uploaded hardly makes the library larger
_PLACES = (
    *("Velm", "Tarn", "Brenn", "Ostrey", "Marrow", "Selm", "Corvin", "Lorne", "Hanne", "Pell", "Quill"),
    *("Garth", "Uist", "Fell", "Wick", "Dune", "Alder", "Birch", "Cedar", "Rowan", "Hazel", "Maple"),
)


_SYLLABLES = ("ba", "do", "fen", "gil", "ka", "lo", "mar", "ne", "po", "ri", "sul", "ta", "vo", "wen", "zu")


def document(place: str, at: int) -> str:
    return (
        f"The bridge of {place}\n\nThe bridge of {place} is {200 + 7 * at} metres long and was opened in "
        f"{1850 + at}. Its keeper {place}son lives beside it. It carries the mail coach twice a day.\n"
    )


def notice(at: int) -> str:
    """A document about something else; its words are its own, else all of them would be copies of one."""
    made = random.Random(at)
    words = ["".join(made.choices(_SYLLABLES, k=made.randint(2, 4))) for _ in range(60)]
    return f"Notice {at}\n\n" + "".join(f"The {a} sold {b} to {c}.\n" for a, b, c in batched(words))


def batched(words: Sequence[str]) -> list[Sequence[str]]:
    return [words[at : at + 3] for at in range(0, len(words), 3)]


def question(place: str) -> str:
    return f"How long is the bridge of {place}?"


class Load:
    """What the clients met: seconds an answer took, and what was wrong."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.taken: list[float] = []
        self.wrong: list[str] = []
        self.uploads = 0
        self.over = threading.Event()

    def ask(self, place: str) -> str:
        body = json.dumps({"question": question(place)}).encode()
        request = urllib.request.Request(f"{self.url}/api/ask", body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=120) as reply:
            answer = json.load(reply)
        return " ".join(sentence["text"] for sentence in answer["sentences"])

    def client(self, place: str, right: str) -> None:
        while not self.over.is_set():
            begun = time.perf_counter()
            try:
                said = self.ask(place)
            except OSError as error:
                self.wrong.append(f"{place}: {error}")
                continue
            self.taken.append(time.perf_counter() - begun)
            if said != right:
                self.wrong.append(f"{place}: {said!r} instead of {right!r}")

    def upload(self) -> None:
        """New files about other things, at a steady pace."""
        while not self.over.wait(_EVERY):
            self.uploads += 1
            body = (
                '--x\r\nContent-Disposition: form-data; name="files"; '
                f'filename="notice-{time.time_ns()}.txt"\r\n\r\n{notice(time.time_ns())}\r\n--x--\r\n'
            )
            headers = {"Content-Type": "multipart/form-data; boundary=x"}
            request = urllib.request.Request(f"{self.url}/api/documents", body.encode(), headers)
            with urllib.request.urlopen(request, timeout=120) as reply:
                if json.load(reply)["failed"]:
                    self.wrong.append("an upload failed")

    def run(self, seconds: float, workers: list[threading.Thread]) -> float:
        """Answers a second of the clients, while ``workers`` and the uploads run."""
        workers = [threading.Thread(target=self.upload), *workers]
        begun = time.perf_counter()
        for worker in workers:
            worker.start()
        self.over.wait(seconds)
        self.over.set()
        for worker in workers:
            worker.join()
        return len(self.taken) / (time.perf_counter() - begun)


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 120.0
    with tempfile.TemporaryDirectory() as folder:
        places = Path(folder) / "places"
        places.mkdir()
        for at, place in enumerate(_PLACES):
            (places / f"{place}.txt").write_text(document(place, at))
        for at in range(_NOTICES):
            (places / f"notice-{at}.txt").write_text(notice(at))
        command = ["-m", "ui.cli", "add", str(places), "--library", f"{folder}/library"]
        subprocess.run([sys.executable, *command], check=True, cwd=ROOT, capture_output=True)
        with served(["-m", "ui.cli", "serve", "--library", f"{folder}/library", "--port", "0"]) as url:
            measure(url, seconds)


def measure(url: str, seconds: float) -> None:
    right = {place: Load(url).ask(place) for place in _PLACES}
    browsers = _PLACES[_CLIENTS:][:_BROWSERS]

    def run(clients: Sequence[str], lasting: float) -> tuple[Load, float]:
        load = Load(url)
        asking = [threading.Thread(target=load.client, args=(place, right[place])) for place in clients]
        looking = [threading.Thread(target=browse, args=(load, place, right[place])) for place in browsers]
        return load, load.run(lasting, [*asking, *looking])

    before, rate_before = run(_PLACES[:1], seconds / 2)
    held = memory(url)
    many, rate = run(_PLACES[:_CLIENTS], seconds)
    held_then = memory(url)
    after, rate_after = run(_PLACES[:1], seconds / 2)
    for what, load, answers in (("before", before, rate_before), ("after", after, rate_after)):
        print(f"one client {what}: {answers:.2f} answers a second, {spread(load.taken)} s each", end=", ")
        print(f"n = {len(load.taken)}")
    times, p95 = 2 * rate / (rate_before + rate_after), statistics.quantiles(many.taken, n=20)[-1]
    print(f"{_CLIENTS} clients: {rate:.2f} answers a second, {times:.2f} times one client's", end="; ")
    print(
        f"{spread(many.taken)} s each, p95 {p95:.2f} s, n = {len(many.taken)}, {many.uploads} files uploaded"
    )
    wrong = before.wrong + many.wrong + after.wrong
    print(f"errors and mix-ups: {len(wrong)}{''.join(f'; {one}' for one in wrong[:3])}")
    print(f"memory: {held} MiB before the many, {held_then} MiB after them, {memory(url)} MiB at the end")


def browse(load: Load, place: str, right: str) -> None:
    """A reader at the page, asking again and again."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        page.set_default_timeout(120_000)
        page.goto(load.url)
        box = page.get_by_label("Question", exact=True)
        turns = 0
        while not load.over.is_set():
            box.fill(question(place))
            box.press("Enter")
            turns += 1
            page.wait_for_function(
                "turns => { const all = [...document.querySelectorAll('.rb-turn')];"
                " return all.length >= turns && all.at(-1).querySelector('.rb-audit, .rb-nothing') }",
                arg=min(turns, 40),
            )
            said = page.locator(".rb-turn").last.locator(".rb-prose").inner_text()
            if place not in said or not set(re.findall(r"\d{3,}", right)) <= set(re.findall(r"\d{3,}", said)):
                load.wrong.append(f"a browser: {said!r} instead of {right!r}")
            load.over.wait(_READING)
        browser.close()


def memory(url: str) -> int:
    """MiB of the process that serves ``url``."""
    port = url.rsplit(":", 1)[1].strip("/")
    hexed = f":{int(port):04X}"
    inode = next(
        line.split()[9]
        for line in Path("/proc/net/tcp").read_text().splitlines()[1:]
        if line.split()[1].endswith(hexed) and line.split()[3] == "0A"
    )
    for process in Path("/proc").glob("[0-9]*"):
        try:
            links = [str(link.readlink()) for link in (process / "fd").iterdir()]
            if f"socket:[{inode}]" in links:
                status = (process / "status").read_text()
                return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) // 1024
        except OSError:
            continue
    raise LookupError(url)


if __name__ == "__main__":
    main()
