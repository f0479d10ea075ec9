"""Draw the plots of docs/benchmarks.md from what the benches write.

    python tests/benchmarks/plot_benchmarks.py FOLDER [docs/plots]

FOLDER holds what ``--json`` writes: search.json (bench_search.py), adding.json (bench_adding.py) and
peers.json (bench_peers.py); a plot is drawn for each that is there, as PNG and as SVG.
"""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("agg")  # no window
mpl.rcParams["svg.hashsalt"] = "readback"  # the same file each time

from matplotlib import pyplot  # noqa: E402 - once no window is sure
from matplotlib.axes import Axes  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
_SIZE = (6.4, 3.6)  # inches
_BOUND = 2.0  # times its floor that a search may take


def main() -> None:
    folder, to = Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "docs" / "plots"
    to.mkdir(parents=True, exist_ok=True)
    for source, drawn in PLOTS.items():
        if (file := folder / f"{source}.json").exists():
            made = json.loads(file.read_text(encoding="utf-8"))
            for name, draw in drawn.items():
                save(to / name, draw, made)


def save(file: Path, draw: Callable[[Axes, Mapping[str, Any]], None], made: Mapping[str, Any]) -> None:
    figure, axes = pyplot.subplots(figsize=_SIZE, layout="constrained")
    draw(axes, made)
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(file.with_suffix(".png"), dpi=144, metadata={"Software": None})
    figure.savefig(file.with_suffix(".svg"), metadata={"Date": None, "Creator": None})
    pyplot.close(figure)


def search(axes: Axes, made: Mapping[str, Any]) -> None:
    sizes = sorted(map(int, made))
    for scope, mark in ((name, mark) for name, mark in zip(made[str(sizes[0])], "os", strict=False)):
        for part, line in ((0, "-"), (1, "--")):
            ratios = [made[str(size)][scope]["processor"][2][part] for size in sizes]
            label = f"{scope}, {'95th of 100' if part else 'median'}"
            axes.plot(sizes, ratios, mark + line, label=label, color="C0" if mark == "o" else "C1")
    axes.axhline(_BOUND, color="grey", linewidth=0.8)
    axes.annotate("aim", (sizes[0], _BOUND), xytext=(0, 3), textcoords="offset points", color="grey")
    by_size(axes, sizes, "passages", "search: times its floor")
    axes.legend(frameon=False, fontsize="small")


def search_memory(axes: Axes, made: Mapping[str, Any]) -> None:
    sizes = sorted(map(int, made))
    axes.plot(sizes, [made[str(size)]["MiB"] for size in sizes], "o-")
    by_size(axes, sizes, "passages", "memory after the searches, MiB")


def adding(axes: Axes, made: Mapping[str, Any]) -> None:
    sizes = sorted(map(int, made))
    axes.plot(sizes, [made[str(size)]["milliseconds"] for size in sizes], "o-")
    by_size(axes, sizes, "documents in the library", "adding one beside embedding, ms")


def peers(axes: Axes, made: Mapping[str, Any]) -> None:
    names = list(made)
    for n, part in enumerate(("adding", "search")):
        low, middle, high = zip(*(made[name][part] for name in names), strict=True)
        spread = [
            [m - at for m, at in zip(middle, low, strict=True)],
            [at - m for m, at in zip(middle, high, strict=True)],
        ]
        bars = axes.bar(
            [at + n * 0.4 for at in range(len(names))], middle, 0.38, yerr=spread, capsize=3, label=part
        )
        axes.bar_label(bars, fmt="%.2f", fontsize="small", label_type="center", color="white")
    axes.axhline(1, color="grey", linewidth=0.8, zorder=0)
    axes.set_xticks([at + 0.2 for at in range(len(names))], names)
    axes.set_ylabel("time of the processor, Readback = 1")
    axes.legend(frameon=False, loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2)


def by_size(axes: Axes, sizes: Sequence[int], what: str, how: str) -> None:
    axes.set_xscale("log")
    axes.set_xticks(sizes, [f"{size:,}" for size in sizes])
    axes.minorticks_off()
    axes.set_ylim(bottom=0)
    axes.set_xlabel(what)
    axes.set_ylabel(how)


PLOTS: dict[str, dict[str, Callable[[Axes, Mapping[str, Any]], None]]] = {
    "search": {"search": search, "search-memory": search_memory},
    "adding": {"adding": adding},
    "peers": {"peers": peers},
}

if __name__ == "__main__":
    main()
