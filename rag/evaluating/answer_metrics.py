"""Metrics of an answer: SQuAD 2.0's, of the sentences it cites, and the risk its confidence leaves."""

import re
import string
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

import numpy as np
from numpy.typing import NDArray

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_NO_PUNCTUATION = str.maketrans("", "", string.punctuation)


def normalise(text: str) -> str:
    """``text`` as SQuAD's scorer compares it: lower case, no ASCII punctuation, articles or spare spaces."""
    plain = text.lower().translate(_NO_PUNCTUATION)
    return " ".join(_ARTICLES.sub(" ", plain).split())


def exact_match(prediction: str, wanted: Sequence[str]) -> float:
    """1 where the prediction is one of the answers wanted; "" is the answer to what cannot be answered."""
    return float(normalise(prediction) in _told(wanted))


def token_f1(prediction: str, wanted: Sequence[str]) -> float:
    """SQuAD 2.0's F1 of the prediction's words: against those of the answer wanted it is nearest to."""
    return max(_f1(normalise(prediction).split(), answer.split()) for answer in _told(wanted))


def _told(wanted: Sequence[str]) -> list[str]:
    """The normalised answers of which something is left; SQuAD's scorer takes none for "no answer"."""
    return [told for answer in wanted if (told := normalise(answer))] or [""]


def _f1(said: Sequence[str], wanted: Sequence[str]) -> float:
    if not said or not wanted:
        return float(said == wanted)
    shared = sum((Counter(said) & Counter(wanted)).values())
    return 2 * shared / (len(said) + len(wanted))


def contains(quote: str, answer: str) -> bool:
    """Return whether ``answer`` stands in ``quote`` word for word, but for case, punctuation and articles."""
    words = _words(answer)
    return bool(words) and f" {' '.join(words)} " in f" {' '.join(_words(quote))} "


def _words(text: str) -> list[str]:
    # Unlike SQuAD's, which makes one word of "10th-century": an answer may end within it.
    return re.findall(r"\w+", _ARTICLES.sub(" ", text.lower()))


def cites(quote: str, gold: str) -> bool:
    """Return whether a quote is a gold sentence: the longest run of words in both is half the shorter.

    Half, because the two may split one text into different sentences.
    """
    here, there = _words(quote), _words(gold)
    run = SequenceMatcher(None, here, there, autojunk=False).find_longest_match()
    return run.size > 0 and 2 * run.size >= min(len(here), len(there))


def sentence_scores(quotes: Sequence[str], gold: Sequence[str]) -> tuple[float, float, float]:
    """Precision, recall and F1 of the quotes as the gold sentences; 0 without quotes, as in HotpotQA."""
    if not quotes:
        return 0.0, 0.0, 0.0
    precision = sum(any(cites(quote, one) for one in gold) for quote in quotes) / len(quotes)
    recall = sum(any(cites(quote, one) for quote in quotes) for one in gold) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall) if precision else 0.0


def selective_risks(confidence: NDArray[np.float64], wrong: NDArray[np.float64]) -> NDArray[np.float64]:
    """The risk-coverage curve (El-Yaniv & Wiener 2010): of the 1, 2, … most confident, the share wrong.

    Answers of one confidence come in any order: each counts as wrong as they are on the average.
    """
    _, kind = np.unique(-confidence, return_inverse=True)
    average = np.bincount(kind, wrong) / np.bincount(kind)
    return np.asarray(np.cumsum(average[np.sort(kind)]) / np.arange(1, len(kind) + 1))
