"""Widgets that Textual does not have, or not fast enough: they know texts and rows, and nothing of what these mean."""
