"""The web page, pane by pane, as HTML: shapes in, strings out."""
