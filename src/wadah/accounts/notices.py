"""The privacy notice that is shown to who registers: which version it is. Its words are a template.

Who changes templates/accounts/_notice.html gives it a new version here: the version is kept with each account.
"""

NOTICE_VERSION = "2026-11-22"
