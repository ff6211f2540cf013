"""Search: the query language, the index behind one protocol, snippets, and a plain scan that gives the same answers.

The one rule: a query is understood here and in one way only, whichever index answers it.
"""
