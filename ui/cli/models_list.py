"""``readback doctor --models``: the models that servers on this computer offer."""

from dataclasses import asdict

from ui.cli.command_frame import DONE, FAILED, Job, complain, print_json

_NONE = (
    "no server of models answers on this computer, nor at OPENAI_BASE_URL; start one, as with: ollama serve"
)


def list_models(job: Job) -> int:
    """Print the models, each with its window; return the exit code."""
    from rag import load_settings
    from rag.model.local_servers import find_servers

    settings = load_settings(job.library)
    servers = find_servers(settings.base_url, settings.api_key)
    if job.as_json:
        print_json({"servers": [asdict(server) for server in servers]})
    else:
        from ui.terminal import tables

        tables.model_servers(servers)
    if not servers:
        complain(_NONE)
    return DONE if servers else FAILED
