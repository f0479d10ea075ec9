"""Prompts, one file each: what is told to the system, a line ``---``, what is asked.

Only the file is a template. What is filled in is never read for placeholders again.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Template

_HERE = Path(__file__).parent
_RULE = re.compile(r"^---$\n", re.MULTILINE)


@dataclass(frozen=True)
class Prompt:
    """A prompt's two templates; ``digest`` names this wording of it, for what is kept with an answer."""

    name: str
    system: str
    user: str

    @property
    def digest(self) -> str:
        """The first twelve digits of its SHA-256."""
        return hashlib.sha256(f"{self.system}\n---\n{self.user}".encode()).hexdigest()[:12]

    def render(self, **values: str) -> tuple[str, str]:
        """What is told and what is asked; raises ``ValueError`` unless exactly the placeholders are given."""
        system, user = Template(self.system), Template(self.user)
        wanted = {*system.get_identifiers(), *user.get_identifiers()}
        if wanted != set(values):
            wrong = ", ".join(sorted(wanted ^ set(values)))
            raise ValueError(f"the prompt {self.name!r} and its values do not agree on: {wrong}")
        return system.substitute(values), user.substitute(values)


@lru_cache
def load(name: str) -> Prompt:
    """The prompt ``name``; raises ``ValueError`` where its file has no rule or a lone ``$``."""
    parts = _RULE.split((_HERE / f"{name}.md").read_text(encoding="utf-8"))
    if len(parts) != 2:
        raise ValueError(f"the prompt {name!r} needs one line ---, between what is told and what is asked")
    system, user = (part.strip() for part in parts)
    if not (Template(system).is_valid() and Template(user).is_valid()):
        raise ValueError(f"the prompt {name!r} holds a $ that begins no placeholder")
    return Prompt(name, system, user)
