"""The one table of what each route needs, where people have accounts. What is not in it is not served."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from re import Pattern

from starlette.routing import compile_path

from ui.http.teams.roster import Role


class BareNeed(StrEnum):
    """The needs of routes that are of no library: nothing, somebody who is logged in, an owner of a team."""

    ANYONE = "anyone"
    PERSON = "person"
    TEAM_OWNER = "team-owner"


_TABLE = """
anyone GET POST     /login
anyone POST         /api/orders
anyone GET          /readback/{path:path}
person POST         /logout
person GET          /openapi.json
person GET          /api/libraries
person POST         /api/libraries
person GET          /api/me
person GET          /api/teams
person GET          /v1/models
person GET          /v1/models/{model}
person POST         /api/drafts/report
person GET          /config
person GET          /static/{path:path}
person GET          /assets/{path:path}
person GET          /svelte/{path:path}
person GET          /favicon.ico
person GET          /robots.txt
person GET          /manifest.json
person GET          /theme.css
person GET          /gradio_api/theme.css
person GET          /gradio_api/info
person GET          /gradio_api/startup-events
person GET          /gradio_api/queue/data
person GET          /gradio_api/heartbeat/{session_hash}
person POST         /gradio_api/cancel
person POST         /gradio_api/reset
reader GET          /
reader GET          /api/activity
reader GET          /api/health
reader GET          /api/documents
reader GET          /api/documents/{ident}
reader GET          /api/documents/{ident}/text
reader GET          /api/documents/{ident}/file
reader GET          /api/documents/{ident}/pages/{n}
reader GET          /api/documents/{ident}/summary/file
reader GET          /api/search
reader GET          /api/suggestions
reader POST         /api/ask
reader POST         /api/check
reader POST         /api/summaries
reader GET POST     /api/briefings
reader GET          /api/briefings/{ident}
reader GET          /api/briefings/{ident}/file
reader POST         /api/exports
reader POST         /api/drafts
reader GET          /api/settings
reader GET          /api/parts/documents
reader GET          /api/parts/frame
reader GET          /api/parts/briefings
reader GET          /api/parts/plan
reader POST         /api/parts/next
reader POST         /v1/chat/completions
reader GET POST     /mcp
reader GET POST     /mcp/
reader POST         /gradio_api/queue/join
reader POST         /gradio_api/run/{api_name}
editor POST         /api/documents
editor PATCH DELETE /api/documents/{ident}
editor DELETE       /api/activity/{number}
editor DELETE       /api/briefings/{ident}
editor POST         /api/briefings/notes
editor POST         /api/sample
owner  GET PUT      /api/watch
owner  PUT          /api/settings
owner  POST         /api/settings/test
owner  POST         /api/settings/models
owner  PATCH DELETE /api/libraries/{name}
team-owner PUT DELETE /api/teams/{team}/members/{person}
"""

_LEFT_OUT = """
/api/{path:path} /v1/{path:path} /login/ /logout /config/ /pwa_icon /pwa_icon/{size} /monitoring
/monitoring/summary /monitoring/{key} /gradio_api/deep_link /gradio_api/user /gradio_api/user/
/gradio_api/login_check /gradio_api/login_check/ /gradio_api/token /gradio_api/token/
/gradio_api/app_id /gradio_api/app_id/ /gradio_api/dev/reload /gradio_api/runs /gradio_api/runs/
/gradio_api/info/ /gradio_api/openapi.json
/gradio_api/custom_component/{id}/{environment}/{type}/{file_name} /gradio_api/proxy={url_path:path}
/gradio_api/file={path_or_url:path} /gradio_api/file/{path:path} /gradio_api/stream/{event_id}
/gradio_api/stream/{event_id}/close
/gradio_api/stream/{session_hash}/{run}/{component_id}/playlist.m3u8
/gradio_api/stream/{session_hash}/{run}/{component_id}/{segment_id}.{ext}
/gradio_api/stream/{session_hash}/{run}/{component_id}/playlist-file /gradio_api/reset/
/gradio_api/api/{api_name} /gradio_api/api/{api_name}/ /gradio_api/run/{api_name}/
/gradio_api/call/{api_name} /gradio_api/call/{api_name}/ /gradio_api/call/v2/{api_name}
/gradio_api/call/v2/{api_name}/ /gradio_api/call/{api_name}/{event_id}
/gradio_api/call/v2/{api_name}/{event_id} /gradio_api/component_server /gradio_api/component_server/
/gradio_api/queue/status /gradio_api/upload_progress /gradio_api/upload
/gradio_api/process_recording /gradio_api/vibe-edit /gradio_api/vibe-edit/
/gradio_api/undo-vibe-edit /gradio_api/undo-vibe-edit/ /gradio_api/vibe-code /gradio_api/vibe-code/
/gradio_api/vibe-starter-queries /gradio_api/vibe-starter-queries/
"""
UNSERVED = frozenset(_LEFT_OUT.split())
"""Routes that the application has and nobody is served, each for a method that the table does not have:
Gradio's own that the page does not use, and those that answer all that does not exist.
"""


@dataclass(frozen=True)
class RouteNeed:
    """A route by its template, and what it needs."""

    methods: frozenset[str]
    template: str
    needs: BareNeed | Role
    pattern: Pattern[str]

    @property
    def library_in_path(self) -> bool:
        """True if the route's address names the library that it is about."""
        return self.template == "/api/libraries/{name}"

    def value(self, path: str, name: str) -> str:
        """The part of a path that the template calls ``name``; "" if it has none."""
        match = self.pattern.fullmatch(path)
        return "" if match is None else match.groupdict().get(name, "")


def _entries() -> Iterator[RouteNeed]:
    for line in _TABLE.strip().splitlines():
        needs, *methods, template = line.split()
        entry = BareNeed(needs) if needs in tuple(BareNeed) else Role(needs)
        yield RouteNeed(frozenset(methods), template, entry, compile_path(template)[0])


NEEDS = tuple(_entries())


def need_of(method: str, path: str) -> RouteNeed | None:
    """The need of a request, by its method and its path once decoded; ``None``: nobody is served.

    HEAD needs what GET does.
    """
    asked = "GET" if method == "HEAD" else method
    matching = (need for need in NEEDS if asked in need.methods and need.pattern.fullmatch(path))
    return next(matching, None)
