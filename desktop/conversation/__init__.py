"""The middle pane: questions, answers and their sources."""
