"""Readers that others have published, which ``readback doctor --fetch-weights NAME`` fetches."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PinnedFile:
    """A file of a repository: its path there, the SHA-256 of its bytes, and its name here."""

    path: str
    sha256: str
    name: str


@dataclass(frozen=True)
class KnownReader:
    """A reader in a repository of models, at one revision of it that cannot change."""

    repository: str
    revision: str
    licence: str
    megabytes: int
    does: str
    files: tuple[PinnedFile, ...]


KNOWN_READERS = {
    "ms-marco-minilm": KnownReader(
        "Xenova/ms-marco-MiniLM-L-6-v2",
        "a09144355adeed5f58c8ed011d209bf8ee5a1fec",
        "Apache-2.0",
        24,
        "ranks passages",
        (
            PinnedFile(
                "config.json",
                "d827779a72d27ae68cf878a6fc2e954542663fe21ca515d9f4783fc96be2d37e",
                "config.json",
            ),
            PinnedFile(
                "tokenizer.json",
                "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66",
                "tokenizer.json",
            ),
            PinnedFile(
                "onnx/model_quantized.onnx",
                "e9d8ebf845c413e981c175bfe49a3bfa9b3dcce2a3ba54875ee5df5a58639fbe",
                "model.onnx",
            ),
        ),
    ),
    "tinyroberta-squad2": KnownReader(
        "onnx-community/tinyroberta-squad2-ONNX",
        "7c9f69b7e6228375169a4553bcfa6639152e3a69",
        "CC-BY-4.0",
        86,
        "finds the words that answer",
        (
            PinnedFile(
                "tokenizer.json",
                "7b62d797c95d1563d3467f48daad0eca3e150f2d587e7e687b557c9ef1b25473",
                "tokenizer.json",
            ),
            PinnedFile(
                "onnx/model_int8.onnx",
                "4db70e7a019e32bf652fb9d30a5c24d18b6949fae2f1dd00d9fe6d43052b77cd",
                "model.onnx",
            ),
        ),
    ),
    "nli-deberta-xsmall": KnownReader(
        "cross-encoder/nli-deberta-v3-xsmall",
        "a150876415327c80daeff35ca6f68f5ed8cf5c24",
        "Apache-2.0",
        97,
        "judges claims",
        (
            PinnedFile(
                "config.json",
                "8d9f07bf7ba54a6fc3b1962483056f94c39dcf188db4cf61843e1c88f94b2342",
                "config.json",
            ),
            PinnedFile(
                "tokenizer.json",
                "5124ef2ead1a10a717703bc436de7f353da76d6340e4587719b42b1693707964",
                "tokenizer.json",
            ),
            PinnedFile(
                "onnx/model_quint8_avx2.onnx",
                "21b14751a95520953bfcc607ceeb617de7cbeaeb6d60f4c8966716c743985337",
                "model.onnx",
            ),
        ),
    ),
}
