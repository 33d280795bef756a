"""The engine: everything Pagewise does with documents and questions, without any user interface."""

import os

# onnxruntime would keep an id of this computer and reports of use below the user's cache folder, and send them to its
# maker. It looks at this when it is loaded; child processes inherit it.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

__version__ = "0.1.0"
