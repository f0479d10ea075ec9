"""The context window: of the server's list, of the model's family, a guess."""

import pytest

from rag.model.window import find_window, window_of


@pytest.mark.parametrize(
    ("row", "tokens"),
    [
        ({"max_model_len": 8192}, 8192),
        ({"context_length": 131072}, 131072),
        ({"context_length": 131072, "top_provider": {"context_length": 32000}}, 32000),
        ({"context_window": 8192}, 8192),
        ({"max_context_length": 32768, "loaded_context_length": 4096}, 4096),
        ({"meta": {"n_ctx_train": 32768}}, 32768),
        ({"meta": {"n_ctx_train": 32768, "n_ctx": 2048}}, 2048),
        ({"limits": {"max_input_tokens": 200000}}, 200000),
        ({"context_length": "many", "max_model_len": True}, None),
        ({"context_length": 0}, None),
        ({"context_length": -1, "meta": None, "top_provider": [1]}, None),
        ({}, None),
    ],
)
def test_a_list_tells_the_window_in_many_ways(row, tokens):
    assert window_of(row) == tokens


def test_the_row_of_the_model_counts():
    rows = [{"id": "a", "context_length": 4096}, {"id": "b:latest", "context_length": 8192}, {"id": "c"}]
    assert find_window("a", rows).tokens == 4096
    assert find_window("a", rows).source == "told by the server"
    assert find_window("b", rows).tokens == 8192
    assert find_window("c", rows).source.startswith("a guess")
    assert find_window("other", rows).source.startswith("a guess")
    assert find_window("other", rows[:1]).tokens == 4096  # a server of one model, which has any name


@pytest.mark.parametrize(
    ("name", "tokens"),
    [
        ("gpt-4o-mini", 128_000), ("gpt-4.1", 1_047_576), ("gpt-5-mini", 400_000),
        ("openai/gpt-oss-20b", 131_072),
        ("o3-mini", 200_000), ("o1", 200_000), ("o1-mini", 128_000), ("claude-sonnet-4-5", 200_000),
        ("gemini-2.5-flash", 1_048_576), ("llama3.1:8b", 131_072), ("llama3:8b", 8_192),
        ("meta-llama/Llama-3.3-70B-Instruct", 131_072), ("Meta-Llama-3-8B-Instruct.Q4_K_M.gguf", 8_192),
        ("llama2", 4_096), ("qwen3:4b", 32_768), ("Qwen/Qwen3-30B-A3B-Instruct-2507", 262_144),
        ("qwen2.5:7b-instruct", 32_768), ("mistral:7b", 32_768), ("mistral-nemo", 131_072),
        ("gemma3:4b", 131_072), ("gemma3:1b", 32_768), ("gemma2:9b", 8_192), ("phi4", 16_384),
        ("phi4-mini", 131_072), ("deepseek-r1:8b", 65_536), ("DeepSeek-R1-Distill-Llama-8B", 65_536),
        ("smollm2-135m-instruct", 8_192), ("tinyllama", 2_048),
        ("whoever-o3", 200_000), ("foo3-mini", 32_768),
    ],
)  # fmt: skip
def test_a_family_is_known_by_its_name(name, tokens):
    assert find_window(name, []).tokens == tokens
