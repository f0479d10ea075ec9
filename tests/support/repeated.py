"""Pieces of text that, repeated thousands of times, made some reader of text slow, endless or wrong once.

The tests read them through; how time grows with their number is measured by `benchmarks/bench_growth.py`.
"""

DRAFTS = (
    *"[]>-*_`~<&!\\|:#=+(\"' \t\n.1a?@“文\x85",
    *("> ", "- ", "1. ", "[ ", "](", "![", "<!--", "<a ", "**a ", "| ", "a\n", "- a\n", "> a\n", "[a\n"),
    *("“a ", "a. "),
)
PASSAGES = (
    *("a", "ab ", "ab/", "汉字。", "“a. ", "Mr. ", "The sea was grey. ", "\u200b\n", "👩‍👩‍👧 ", "x\v"),
    *("- a\n", "a\u0301"),
)
SENTENCES = (
    *("a", "a ", '"', '"a ', "“a. ", "’", ". ", "\n", "\x00\n", "\u200b\n", "。", "Mr. ", "(", "- a\n"),
    "a" * 79 + "\n",
)
QUANTITIES = (
    *("1", ",", "one ", "1,", "1 ", "111 ", "1-", "3-1 ", "hundred and ", "$1 ", "between 5 and 7 "),
    *("5 to ", "1/", ".1", "a'", "an hour and five ", "one child in ten ", "200 more or less "),
)
DATES = (
    *("1", "/", "1/", "last ", "March ", "5 March ", "2024-", " ", "Monday, ", "half past ", "5 to ", "Aa "),
    *("in the ", "ten to five ", "It's ten years ", "5 March 2024 three days earlier "),
    "the day after Christmas ",
)
