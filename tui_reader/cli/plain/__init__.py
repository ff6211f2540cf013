"""`gossip-reader --plain`: the reader in lines, for those who hear or feel it, for dumb terminals and for pipes.

The one rule: a line goes in, lines come out, and nothing that was said is ever changed. `session` says what a line
comes to and knows no terminal; `conversation` is the loop around it.
"""
