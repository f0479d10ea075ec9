"""Make the two binary documents of the sample library (`ui/sample/`): a PDF and a Word file.

    python tests/samples/make_sample_files.py [folder]

The results are committed, so this is only run again after a change of the texts below. The PDF needs
Debian's Chromium (or another one, named in the variable CHROMIUM); its bytes differ between runs (time of
creation), its text does not. Nothing is fetched from the network.
"""

import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.shared import Pt

SAMPLE = Path(__file__).resolve().parents[2] / "ui" / "sample"
PDF_NAME = "cableway-company-statement.pdf"
DOCX_NAME = "northfold-radio-explainer.docx"

STATEMENT = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Statement on the stoppage of 9 May</title>
<style>
@page {
  size: A4; margin: 36mm 30mm 34mm;
  @top-left { content: "Tolland Cableway Company"; font: bold 10pt "Liberation Sans", sans-serif;
    color: #1d4b3a; border-bottom: 1px solid #1d4b3a; padding-bottom: 3mm;
    vertical-align: bottom; margin-bottom: 6mm; }
  @top-right { content: "Press release 07/2026"; font: 10pt "Liberation Sans", sans-serif; color: #1d4b3a;
    border-bottom: 1px solid #1d4b3a; padding-bottom: 3mm; vertical-align: bottom; margin-bottom: 6mm; }
  @bottom-left { content: "Quarry Gate 1, Marrowick"; font: 9pt "Liberation Sans", sans-serif; color: #555; }
  @bottom-right { content: "Page " counter(page) " of " counter(pages);
    font: 9pt "Liberation Sans", sans-serif; color: #555; }
}
body { font: 14pt/1.75 "Liberation Serif", serif; color: #111; margin: 0; }
h1 { font: bold 21pt/1.25 "Liberation Sans", sans-serif; margin: 0 0 5mm; }
h2 { font: bold 13pt/1.3 "Liberation Sans", sans-serif; margin: 10mm 0 2mm; color: #1d4b3a; }
p { margin: 0 0 4mm; }
li { margin-bottom: 1.5mm; }
.contact { border: 1px solid #999; padding: 4mm 5mm 1mm; margin-top: 8mm; }
</style>
</head>
<body>
<h1>Statement on the stoppage of 9 May</h1>
<p><b>Marrowick, 11 May 2026.</b> On Saturday, 9 May 2026, the Tolland Cableway came to an unplanned stop.
The drive computer recorded the stop at 14:12 and the restart at 14:52. The line was therefore at a
standstill for 40 minutes. At no time were passengers or staff in danger.</p>
<p>According to the scanned tickets, 63 passengers were on the line. All of them left the cabins at one of
the two stations, with the help of our staff.</p>
<p>&ldquo;To everyone who had to wait up there: I am sorry. We owe you a calm ride and we gave you a long
afternoon,&rdquo; says managing director Marta Ollendorf.</p>
<h2>The cause</h2>
<p>A rope-position sensor on tower 4 sent a false signal. Moisture had entered its housing. The rope itself
was in its place throughout. The average wind at the top station was 48 kilometres per hour.</p>
<h2>What passengers receive</h2>
<p>All fares of 9 May are refunded without a form. In addition, each passenger receives a voucher worth 25
euros, valid until 31 December 2027. Please call our hotline on 555 0142, daily from 8:00 to 18:00.</p>
<h2>What we are doing</h2>
<ul>
<li>The rope-position sensors on all seven towers will be replaced by 30 June.</li>
<li>The engineering firm Harlan &amp; Stroud will review our safety routines and report in September.</li>
<li>Blankets and drinking water will be carried in every cabin from now on.</li>
<li>An evacuation drill with Marrowick Mountain Rescue is planned for 6 June.</li>
</ul>
<p>Subject to the approval of the State Cableway Inspectorate, the line reopens on Friday, 15 May, at
9:00.</p>
<h2>About the company</h2>
<p>The Tolland Cableway Company was founded in 1968 and employs 84 people. It runs the cableway, the
restaurant at Tolland Top and two ski lifts. Its revenue in 2025 was 5.6 million euros.</p>
<div class="contact">
<p><b>Press contact:</b> Ingrid Vasko, spokeswoman, press@tolland.example.org</p>
</div>
</body>
</html>
"""


def make_pdf(target: Path) -> None:
    """Print the statement to a PDF with headless Chromium."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "statement.html"
        page.write_text(STATEMENT, encoding="utf-8")
        subprocess.run(
            [
                os.environ.get("CHROMIUM", "/usr/bin/chromium"),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                f"--user-data-dir={folder}/profile",
                "--no-pdf-header-footer",
                f"--print-to-pdf={target}",
                page.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )


def make_docx(target: Path) -> None:
    """Write the radio station's explainer as a Word file with headings, a table and lists."""
    document = Document()
    document.styles["Normal"].font.name = "Liberation Serif"
    document.styles["Normal"].font.size = Pt(11)
    core = document.core_properties
    core.title = "Cable car stoppage: what we know and what we don't"
    core.author = "Owen Tarr"
    core.comments = ""
    core.created = core.modified = datetime(2026, 5, 12, 9, 30, tzinfo=UTC)

    document.add_heading("Cable car stoppage: what we know and what we don’t", level=0)
    document.add_paragraph("Northfold Public Radio, 12 May 2026. By Owen Tarr", style="Subtitle")
    document.add_paragraph(
        "The cabins of the Tolland Cableway hung still for just under an hour on Saturday. That is what "
        "our newsroom has found by comparing the time stamps of four videos sent in by passengers. About "
        "70 people were on board."
    )
    document.add_heading("The afternoon, minute by minute", level=1)
    rows = (
        ("Time", "What happened", "Source"),
        ("14:10", "The line stops", "Passenger video"),
        ("14:27", "Mountain Rescue arrives at Quarry Gate", "Traffic camera"),
        ("14:48", "A technician reaches the top of tower 4", "Passenger video"),
        ("15:08", "The line moves again, at walking pace", "Passenger video"),
        ("15:36", "The last passenger steps out", "Restaurant staff"),
    )
    table = document.add_table(rows=0, cols=3)
    table.style = "Table Grid"
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True

    document.add_heading("An old sensor", level=1)
    document.add_paragraph(
        "Ruta Balint, head of maintenance at the company until 2023, told us that the sensor on tower 4 "
        "was nine years old. “We used to change them every five,” she said. According to an e-mail seen "
        "by this station, a mechanic reported false alarms from it on 24 April."
    )
    document.add_heading("What the inspectors say", level=1)
    document.add_paragraph(
        "Samir Keld, chief inspector at the State Cableway Inspectorate, was on the mountain on Sunday "
        "with three colleagues. “It is far too early to name a cause,” he said. A preliminary "
        "report is due in six weeks."
    )
    document.add_heading("What is still open", level=1)
    for question in (
        "Why the line was running at all: the company and the weather service disagree about the wind.",
        "Whether anybody acted on the warning of 24 April.",
        "Why the loudspeakers in cabins 5 to 9 stayed silent, as six passengers reported.",
    ):
        document.add_paragraph(question, style="List Bullet")
    document.add_heading("Getting up without the cable car", level=1)
    document.add_paragraph(
        "Until the line reopens, bus 12 runs from Marrowick railway station to Tolland Top every 45 "
        "minutes. A single ride costs 4.50 euros. On foot, the marked path from Quarry Gate takes about "
        "two and a half hours."
    )
    document.save(str(target))


def main() -> None:
    """Make both files in the folder named, or in the sample library."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE
    folder.mkdir(parents=True, exist_ok=True)
    make_pdf((folder / PDF_NAME).resolve())
    make_docx(folder / DOCX_NAME)
    for name in (PDF_NAME, DOCX_NAME):
        print(f"{name}: {(folder / name).stat().st_size} bytes")


if __name__ == "__main__":
    main()
