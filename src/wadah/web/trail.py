"""Reads of the audit trail for its page, in words. Who may read what is said in accounts, what is asked for in
trail_filters.
"""

        asked_of(asked, entries),
        order=("-at", "-pk"),
        cursor=cursor,
        size=LINES_A_PAGE,
    )
    return TrailPage(lines_of(actor, page.items), page.next, page.previous)


def asked_entries(actor: User, asked: Asked) -> QuerySet[AuditEntry]:
    """What the page shows and its download writes."""
    return _of(asked, visible_trail(actor, AuditEntry.objects.all()))


def lines_of(actor: User, entries: Sequence[AuditEntry]) -> tuple[Line, ...]:
    """The entries in words; people and things are read once for all of them."""
    people = _people({entry.actor for entry in entries})
    things = named_subjects(actor, map(_subject, entries))
    return tuple(_line(entry, people, things) for entry in entries)


def _people(actors: Iterable[str]) -> dict[str, Person]:
    ids = [UUID(actor.removeprefix(PEOPLE)) for actor in actors if actor.startswith(PEOPLE)]
    rows = User.objects.filter(public_id__in=ids).order_by("pk", "memberships__pk")
    found: dict[str, Person] = {}
    for public_id, name, office in rows.values_list("public_id", "name", "memberships__institution__name"):
        # Without a role it may be a citizen, whose name is not for the trail.
        found[f"{PEOPLE}{public_id}"] = Person(name, office) if office else Person("", "")
    return found


def _subject(entry: AuditEntry) -> Subject:
    return Subject(entry.what, entry.object_id)


def _line(entry: AuditEntry, people: Mapping[str, Person], things: Mapping[Subject, Named]) -> Line:
    person = people.get(entry.actor, Person("", ""))
    thing = things.get(_subject(entry), UNKNOWN)
    return Line(
        at=entry.at,
        who=person.name or actor_words(entry.actor),
        office=person.office,
        action=action_words(entry.action),
        thing=thing_words(entry.what),
        name=thing.name or entry.object_id[:SHORT_ID],
        url=reverse(PAGES[entry.what], args=[entry.object_id]) if thing.may_open else "",
        subject=entry.object_id if WHOLE_ID.fullmatch(entry.object_id) else "",
        # Typed by hand: what looks like a number of a person is covered here as in the logs.
        reason=masked(entry.reason),
        details=detail_words(entry.details),
    )
