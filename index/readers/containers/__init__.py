"""Files that hold documents: what is in archives, and what is attached to mails."""
