"""Tasks beyond a question: chosen and cited sentences of documents, one module a task."""
