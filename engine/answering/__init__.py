"""A question in, cited sentences out."""
