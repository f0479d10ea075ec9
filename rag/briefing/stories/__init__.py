"""Stories: documents grouped by the event they report, and the days of that event."""
