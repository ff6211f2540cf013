"""The screen: Textual, and all that there is to know about it.

The one rule: of ours, the screen knows `library`, `article`, `safe_text` and `errors` and nothing else, so that
whatever it can do the command line can do too. Importing this package loads nothing; `app` is where it begins.
"""
