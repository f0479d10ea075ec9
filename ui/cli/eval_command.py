"""``readback eval``: Readback measured on questions, claims and disagreements that are known."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.command_frame import CommandGroup, Job, note, print_json

if TYPE_CHECKING:
    from rag.evaluating.claims import Row
    from rag.evaluating.retrieval import Evaluation


@click.group(name="eval", cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"]})
def eval_() -> None:
    """Measure Readback on questions and claims whose answers are known."""


@eval_.command()
@click.argument("directory", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.pass_obj
def retrieval(job: Job, directory: Path) -> None:
    """Measure search over DIR/documents and DIR/questions.jsonl, in a throw-away library."""
    from rag.evaluating.retrieval import retrieval as measure
    from ui.terminal import console, tables

    with console.bar() as report:
        evaluation = measure(directory, report)
    if job.as_json:
        _print(evaluation)
    else:
        tables.evaluation(evaluation)


@eval_.command()
@click.argument("directory", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--limit", metavar="N", type=click.IntRange(min=1), help="Ask the first N questions only.")
@click.pass_obj
def answers(job: Job, directory: Path, limit: int | None) -> None:
    """Measure answers over DIR/documents and DIR/questions.jsonl, in a throw-away library."""
    from rag.evaluating.answers import answers as measure
    from ui.terminal import console, tables

    with console.bar() as report:
        evaluation = measure(directory, report, limit)
    if job.as_json:
        _print(evaluation)
    else:
        tables.evaluation(evaluation)
    note(f"engine {engine}: {count:,} of {evaluation.n:,}" for engine, count in evaluation.engines.items())


@eval_.command()
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--rows",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write what is said of each pair, as JSON lines.",
)
@click.pass_obj
def claims(job: Job, file: Path, rows: Path | None) -> None:
    """Measure the checker over FILE's pairs of a claim and its source."""
    from rag.evaluating.claims import claims as measure
    from ui.terminal import console, tables

    with console.bar() as report:
        evaluation, checked = measure(file, report)
    if rows is not None:
        _write(rows, checked)
    if job.as_json:
        _print(evaluation)
    else:
        tables.evaluation(evaluation)
        tables.confusion(evaluation.confusion)


@eval_.command()
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def conflicts(job: Job, file: Path) -> None:
    """Measure the disagreements shown for FILE's questions, each put to its own documents."""
    from rag.evaluating.conflicts import conflicts as measure
    from ui.terminal import console, tables

    with console.bar() as report:
        evaluation = measure(file, report)
    if job.as_json:
        _print(evaluation)
    else:
        tables.evaluation(evaluation)


def _print(evaluation: "Evaluation") -> None:
    metrics = {name: asdict(metric) for name, metric in evaluation.metrics.items()}
    print_json({"n": evaluation.n, "metrics": metrics})


def _write(file: Path, rows: "Sequence[Row]") -> None:
    text = "".join(json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in rows)
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.UsageError(f"{str(file)!r} cannot be written: {error.strerror}") from error
