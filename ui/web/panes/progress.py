"""The progress of a long job."""

from ui.web.panes.background_job import Step
from ui.web.templates import render
from ui.words.phrases import sentence_case


def progress(work: str, step: Step, *, stop: str) -> str:
    """The present step of a job, or ``work`` if it has none yet; a bar if the number of steps is known.

    ``stop`` is what its button does; without it there is none.
    """
    return render("progress", work=sentence_case(step.what) or work, step=step, stop=stop)


def stopped(left: str) -> str:
    """The note in the place of a job that the reader stopped; ``left`` says what is left of it."""
    return render("stopped", left=left)
