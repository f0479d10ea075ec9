"""Words in pictures, read by RapidOCR where it is installed (``pip install "readback[ocr]"``)."""
