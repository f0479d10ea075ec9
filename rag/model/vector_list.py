"""The vectors in an answer to /embeddings, which servers number or do not."""

import math

from rag.model.completion import NotTheProtocol, refuse_error


def vectors(answer: object, texts: int) -> list[list[float]]:
    """The vectors of an answer, in the order of the texts.

    Raises ``NotTheProtocol`` and ``ErrorEvent``.
    """
    data = refuse_error(answer).get("data") if isinstance(answer, dict) else None
    if not isinstance(data, list) or not all(isinstance(entry, dict) for entry in data):
        raise NotTheProtocol("JSON without vectors")
    if len(data) != texts:
        raise NotTheProtocol(f"{len(data)} vectors for {texts} texts")
    if any("index" in entry for entry in data):  # some do not number them
        numbered = {entry["index"]: entry for entry in data if isinstance(entry.get("index"), int)}
        if set(numbered) != set(range(texts)):
            raise NotTheProtocol("vectors that are not numbered one by one")
        data = [numbered[number] for number in range(texts)]
    found = [_vector(entry.get("embedding")) for entry in data]
    if len({len(vector) for vector in found}) != 1:
        raise NotTheProtocol("vectors of several lengths")
    return found


def _vector(numbers: object) -> list[float]:
    try:
        if isinstance(numbers, list) and numbers and not any(isinstance(n, bool | str) for n in numbers):
            vector = [float(number) for number in numbers]
            if all(map(math.isfinite, vector)):
                return vector
    except (TypeError, OverflowError):
        pass
    raise NotTheProtocol("a vector that is not one of finite numbers")
