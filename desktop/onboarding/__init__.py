"""The first steps: folders, a model, a first question."""
