"""Thresholds for matching names, set by hand.

A ratio is rapidfuzz's ``fuzz.ratio`` of two words, 0 (nothing alike) to 100 (equal).
"""

FIRST_NAMES_DIFFER = 50.0  # ratio below which two first names cannot be forms of one; by hand
SPELLINGS_ALIKE = 82.0  # ratio from which two long words of names are two spellings of one; by hand
SHORTEST_STEM = 4  # letters of a word from which "Russian" is taken for a form of it; by hand
LONGEST_ENDING = 3  # letters that such a form may add; by hand
LONGEST_BY_CONSONANTS = 5  # letters up to which consonants decide ("Kyiv", "Kiev"): too few for a ratio
SAME_STATEMENT = 88.0  # ratio of two sentences from which they are nearly the same words; by hand
SHORTEST_BY_RATIO = 5  # letters from which the ratio decides; by hand
