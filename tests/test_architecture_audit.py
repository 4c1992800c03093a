"""What changes, decides, reveals or hands out something leaves a trace; a new service that does not fails here.

Whoever adds a line to the tables below says why nothing is lost for an auditor.
"""

from tests import audited
from tests.audited import Function, every_function
from tests.source import Module

WITHOUT_TRACE = {
    "wadah.accounts.services.invitations.is_known": "reads",
    "wadah.accounts.services.invitations.offer_of": "reads",
    "wadah.accounts.services.invitations.token_hash": "computes",
    "wadah.registry.services.figures.refresh_figures": "counts anew what is there",
    "wadah.impact.services.publishing.publish_offices": "sums that keep their own history",
    "wadah.impact.services.publishing.publish_places": "sums that keep their own history",
    "wadah.registry.services.claims.owner_claim": "reads",
    "wadah.registry.services.linking.deferred_intakes": "reads",
    "wadah.registry.services.merges.survivor_of": "computes",
    "wadah.registry.services.merges.merge_parties": "a part of the decision that review records",
    "wadah.registry.services.merges.undo_merge": "a part of the undoing that review records",
    "wadah.registry.services.merges.move_links": "a part of either",
    "wadah.registry.services.owner_words.receiving_office": "reads",
}
OPENED_WITHOUT_TRACE = {
    "wadah.accounts.adapters.SecondStepAdapter.decrypt": "the secret of the second step, to compute with",
    "wadah.accounts.letters.open_letter": "a letter on its way",
    "wadah.accounts.password_letters.open_asked": "a letter on its way",
    "wadah.accounts.phone.open_phone": "opens for the functions here",
    "wadah.accounts.queries.phone_of": "the person's own number, or masked",
    "wadah.accounts.queries.phone_of_invitation": "shown to who holds the link, or masked",
    "wadah.accounts.shown_once.take_link": "a link that its maker sees once; making it is recorded",
    "wadah.registry.sealed.open_cells": "opens for the functions here",
    "wadah.registry.queries.origins.numbers_told_by": "masked",
    "wadah.registry.queries.outgoing.niks_for": "services/exports records purpose and reason before a file is written",
    "wadah.registry.queries.pairs.compared": "masked",
    "wadah.registry.queries.rows.intake_rows": "masked",
    "wadah.registry.queries.integrity._sealed_that_does_not_open": "shows nothing of it",
}


def test_every_service_leaves_a_trace() -> None:
    assert audited.silent_services(every_function(), WITHOUT_TRACE) == []


def test_every_download_leaves_a_trace() -> None:
    assert audited.silent_downloads(every_function()) == []


def test_every_opening_of_a_sealed_value_leaves_a_trace() -> None:
    assert audited.silent_openings(every_function(), OPENED_WITHOUT_TRACE) == []


def test_nothing_is_excused_that_is_not_there_or_needs_no_excuse() -> None:
    source = every_function()
    silent = audited.silent_services(source, ()) + audited.silent_openings(source, ())

    assert sorted({*WITHOUT_TRACE, *OPENED_WITHOUT_TRACE} - set(silent)) == []


def source_of(**texts: str) -> dict[str, Function]:
    made = [Module(name.replace("__", "."), text) for name, text in texts.items()]
    return {function.path: function for module in made for function in audited.functions(module)}


SERVICE = "wadah__shop__services__sales"
AUDIT = "from wadah.core import audit\n"


def test_a_silent_service_is_noticed_and_one_that_records_by_another_is_not() -> None:
    text = AUDIT + (
        "def sell():\n    _keep()\n"
        "def give():\n    def do():\n        audit.record(1, 'x')\n    once(do)\n"
        "def lose():\n    Sale.objects.create()\n"
        "def _keep():\n    audit.record(1, 'x')\n"
    )

    assert audited.silent_services(source_of(**{SERVICE: text}), ()) == ["wadah.shop.services.sales.lose"]


def test_what_a_job_records_later_is_no_trace_of_the_service() -> None:
    source = source_of(
        **{SERVICE: "from wadah.shop import jobs\ndef sell():\n    enqueue(jobs.sold)\n"},
        wadah__shop__jobs=AUDIT + "def sold():\n    audit.record(1, 'x')\n",
    )

    assert audited.silent_services(source, ()) == ["wadah.shop.services.sales.sell"]


def test_a_silent_download_and_a_silent_opening_are_noticed() -> None:
    source = source_of(
        wadah__shop__views=(
            "from wadah.shop.services import sales\n"
            "def good(request):\n    return FileResponse(sales.hand_out())\n"
            "def bad(request):\n    return FileResponse(open_it())\n"
            "def page(request):\n    return render(request)\n"
        ),
        wadah__shop__queries="from wadah.core.secrets import open_\ndef number(party):\n    return open_(party.nik)\n",
        **{SERVICE: AUDIT + "def hand_out():\n    audit.record(1, 'x')\n"},
    )

    assert audited.silent_downloads(source) == ["wadah.shop.views.bad"]
    assert audited.silent_openings(source, ()) == ["wadah.shop.queries.number"]
