"""The prompts, one file each: the system message, a line ``---``, the user message.

Only the file is a template: values filled in are never searched for placeholders.
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
    """A prompt's two templates, of the system message and of the user message."""

    name: str
    system: str
    user: str

    @property
    def digest(self) -> str:
        """The name of this wording, kept with answers: the first twelve hexadecimal digits of its SHA-256."""
        return hashlib.sha256(f"{self.system}\n---\n{self.user}".encode()).hexdigest()[:12]

    @property
    def placeholders(self) -> frozenset[str]:
        """The names of the values to fill in."""
        return frozenset((*Template(self.system).get_identifiers(), *Template(self.user).get_identifiers()))

    def render(self, **values: str) -> tuple[str, str]:
        """Fill in the system and the user message.

        Raises ``ValueError`` unless exactly the placeholders are given.
        """
        system, user = Template(self.system), Template(self.user)
        if self.placeholders != set(values):
            wrong = ", ".join(sorted(self.placeholders ^ set(values)))
            raise ValueError(f"the prompt {self.name!r} and its values do not agree on: {wrong}")
        return system.substitute(values), user.substitute(values)


@lru_cache
def load(name: str) -> Prompt:
    """Load the prompt ``name``. Raises ``ValueError`` if its file has no line ``---`` or a lone ``$``."""
    parts = _RULE.split((_HERE / f"{name}.md").read_text(encoding="utf-8"))
    if len(parts) != 2:
        raise ValueError(f"the prompt {name!r} needs one line ---, between what is told and what is asked")
    system, user = (part.strip() for part in parts)
    if not (Template(system).is_valid() and Template(user).is_valid()):
        raise ValueError(f"the prompt {name!r} holds a $ that begins no placeholder")
    return Prompt(name, system, user)
