"""The page's own scripts, styles and pictures."""

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope


class Static(StaticFiles):
    """Files that a browser asks about each time: a new version is never mixed with an old one."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file, or that it is the one the browser has."""
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "no-cache"
        return response
