"""What is attached to mails, with a note on the mail that brought it."""

from email.message import EmailMessage

from index.readers.containers.mail_parts import mail_parts, mailbox_parts


def mail(subject="Minutes of May", *names, date="Mon, 5 May 2025 10:00:00 +0000"):
    made = EmailMessage()
    made["From"], made["Subject"] = "Ilse Brandt <ilse@ferry.example>", subject
    if date:
        made["Date"] = date
    made.set_content("See what is attached.")
    for name in names:
        made.add_attachment(b"Text of " + name.encode(), "text", "plain", filename=name)
    return made


def box(*mails):
    return b"".join(
        b"From ilse@ferry.example Mon May  5 10:00:00 2025\n" + bytes(one) + b"\n" for one in mails
    )


def is_text(name):
    return name.endswith(".txt")


def test_a_note_says_which_mail_brought_a_file():
    [part] = mail_parts("a.eml", bytes(mail("Minutes of May", "may.txt", "x.bin")), is_text, 1000)
    assert (part.path, part.data) == ("may.txt", b"Text of may.txt")
    assert part.note == "may.txt: attached to “Minutes of May” of Ilse Brandt, 2025-05-05."


def test_files_of_one_name_are_both_kept():
    found = mail_parts("a.eml", bytes(mail("Two", "a.txt", "a.txt")), is_text, 1000)
    assert [part.path for part in found] == ["a.txt", "a (2).txt"]


def test_a_file_over_the_limit_is_named():
    [part] = mail_parts("a.eml", bytes(mail("Large", "a.txt")), is_text, 3)
    assert "over the limit" in part.error


def test_files_of_a_mailbox_lie_in_folders_named_after_their_mails():
    data = box(
        mail("May / June", "a.txt"), mail("May / June", "a.txt"), mail("", "b.txt", date=""), mail("None")
    )
    paths = [part.path for part in mailbox_parts("a.mbox", data, is_text, 1000)]
    assert paths == ["2025-05-05 May June/a.txt", "2025-05-05 May June (2)/a.txt", "mail 3/b.txt"]
    later = box(mail("None"), mail("May / June", "a.txt"))  # a mail was removed, another came
    assert [part.path for part in mailbox_parts("a.mbox", later, is_text, 1000)] == [paths[0]]
