"""Documents in, passages out."""

import os

# onnxruntime reports its use to Microsoft unless told otherwise before it is loaded.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
