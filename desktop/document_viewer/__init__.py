"""The pane on the right: pages or text of a document, with the cited words highlighted."""
