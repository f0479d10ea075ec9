"""How far a long job is, as HTML."""

from ui.web.icons import icon
from ui.web.panes.background_job import Step
from ui.web.render import esc
from ui.words.phrases import sentence_case


def progress(what: str, step: Step, *, halt: bool) -> str:
    """What is being done, and a bar where it is known how much of it there is."""
    doing = sentence_case(step.what) or what
    bar = f'<progress max="{step.total}" value="{step.done}" aria-label="{esc(doing)}"></progress>'
    button = '<button type="button" class="rb-button" data-do="halt">Stop</button>' if halt else ""
    return (
        f'<div class="rb-working"><p class="rb-meta rb-work">{icon("spin")}{esc(doing)}</p>'
        f"{bar if step.total else ''}{button}</div>"
    )


def stopped() -> str:
    """What is left of a job that the reader stopped."""
    return '<p class="rb-ended rb-column">Stopped. Nothing was kept.</p>'
