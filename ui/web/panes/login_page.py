"""The log-in page: one form, no script."""

from pathlib import Path

from ui.web.icons import LOGO, icon
from ui.web.render import esc

_CSS = Path(__file__).parents[1] / "static" / "login.css"
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Log in · Readback</title>
<link rel="icon" href="/readback/favicon.svg">
<link rel="stylesheet" href="/readback/login.css?{version}">
</head>
<body>
<main>
<div class="rb-brand">{logo}<h1>Readback</h1></div>
<h2>Log in</h2>
{error}
<form method="post" action="/login">
<label for="user">User</label>
<input id="user" name="user" value="{user}" autocomplete="username" autocapitalize="none" spellcheck="false"
 required{first}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required{second}>
<input type="hidden" name="next" value="{wanted}">
<button type="submit">Log in</button>
</form>
<p class="rb-note">The name and password are those that <code>readback serve</code> was started with.</p>
</main>
</body>
</html>
"""


def login_page(wanted: str = "/", error: str = "", user: str = "") -> str:
    """The page. ``wanted`` is the path to go to afterwards, ``error`` what went wrong at the last attempt."""
    focus, invalid = " autofocus", ' aria-invalid="true" aria-describedby="error"' if error else ""
    alert = f'<p class="rb-error" id="error" role="alert">{icon("warn")}<span>{esc(error)}</span></p>'
    return _PAGE.format(
        version=int(_CSS.stat().st_mtime),
        logo=LOGO,
        error=alert if error else "",
        user=esc(user[:200]),
        wanted=esc(wanted),
        first=invalid + ("" if user else focus),
        second=invalid + (focus if user else ""),
    )
