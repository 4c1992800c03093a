"""`wadah work`: runs the background jobs. See wadah.core.worker."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django_tasks import task_backends

from wadah.core.worker import LEASE_SECONDS, work


class Command(BaseCommand):
    help = "Runs the background jobs, and takes over those of a worker that died."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--interval", type=float, default=1.0, help="seconds between two looks at the queue"
        )
        parser.add_argument(
            "--lease",
            type=float,
            default=LEASE_SECONDS,
            help="seconds without a beat after which a worker is dead",
        )
        parser.add_argument("--batch", action="store_true", help="stop when no job is ready")
        parser.add_argument("--max-jobs", type=int, default=None, help="stop after so many jobs")

    def handle(self, *args: Any, **options: Any) -> None:
        if not task_backends["default"].supports_get_result:
            raise CommandError(
                "WADAH_JOBS=immediate: jobs run at once, there is nothing to work on.", returncode=2
            )
        work(
            lease_seconds=options["lease"],
            interval=options["interval"],
            batch=options["batch"],
            max_jobs=options["max_jobs"],
        )
