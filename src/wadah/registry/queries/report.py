"""The report of an import for a script: counts by verdict and problem, and every row that is not simply new."""

from collections.abc import Iterator
from typing import Any

from wadah.registry.kinds import APPLICABLE, Verdict
from wadah.registry.models import Intake, Record
from wadah.registry.states import IntakeState
from wadah.registry.values.parsed import problem_from_json
from wadah.registry.values.texts import problem_text, rule_text


def import_report(intake: Intake, *, repeated: bool = False) -> dict[str, Any]:
    """Plain JSON, without rows. A file that was imported before is told as it is now: what was applied is the same."""
    verdicts = {verdict.value: intake.counts.get("verdicts", {}).get(verdict.value, 0) for verdict in Verdict}
    if repeated and intake.state == IntakeState.APPLIED:
        applied = sum(verdicts[verdict.value] for verdict in APPLICABLE)
        verdicts |= {verdict.value: 0 for verdict in APPLICABLE} | {Verdict.SAME.value: applied}
    names = _names(intake)
    return {
        "intake": str(intake.public_id),
        "file": intake.file_name,
        "sha256": intake.sha256,
        "state": intake.state,
        "repeated": repeated,
        "rows": sum(verdicts.values()),
        "verdicts": verdicts,
        "problems": {code: group["count"] for code, group in intake.counts.get("problems", {}).items()},
        "mapping": {names[sheet["sheet"]]: _meanings(sheet) for sheet in intake.mapping},
    }


def _meanings(sheet: dict[str, Any]) -> dict[str, str]:
    return {column["title"]: column["field"] for column in sheet["columns"]}


def _names(intake: Intake) -> dict[int, str]:
    return {sheet["index"]: sheet["name"] for sheet in intake.sheets}


def listed_rows(intake: Intake) -> Iterator[dict[str, Any]]:
    """Rows with a problem, a repair, or another verdict than new. No cell of them: the returned file has those.

    As they are read: of a million rows most may be listed.
    """
    names = _names(intake)
    rows = Record.objects.filter(intake=intake).order_by("sheet", "row_number")
    columns = ("sheet", "row_number", "verdict", "problems", "repairs", "matches")
    for record in rows.only(*columns).iterator(2_000):
        if record.verdict == Verdict.NEW and not record.problems and not record.repairs:
            continue
        yield {
            "sheet": names[record.sheet],
            "row": record.row_number,
            "verdict": record.verdict,
            "problems": [
                {
                    "code": problem["code"],
                    "severity": problem["severity"],
                    "field": problem["field"],
                    "text": problem_text(problem_from_json(problem)),
                }
                for problem in record.problems
            ],
            "repairs": [{**repair, "text": rule_text(repair["rule"])} for repair in record.repairs],
            "matches": [
                {"level": match["level"], "answer": match["answer"], "score": match["score"]}
                for match in record.matches
            ],
        }
