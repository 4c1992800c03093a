"""Impact: what is claimed, what is registered, what is verified, and how good the data is, for everybody to see.

Reads every app below it and writes nothing but figures.
"""
