"""The regions of the screen: each shows a part of what the screen knows, and says what was done in it."""
