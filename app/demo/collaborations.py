"""Collaboration activities of a district, dealt from their quotas."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.demo.city import RecordedEvent, rows
from app.demo.dealer import Dealer
from app.demo.quotas import CollaborationQuotas, Counts, codes, read_data

_MIXTURES = read_data("mixtures")["collaborations"]


def collaborations(
    district: str,
    months: Counts,
    quotas: CollaborationQuotas,
    dealer: Dealer,
    partners: Mapping[str, Counts] | None = None,
) -> Iterator[RecordedEvent]:
    """A district's collaboration activities of one period; `partners`: other weights of theirs, by kind."""
    for kind, count in quotas.kinds.items():
        month = dealer.share(count, months)
        dealt = dealer.share(count, (partners or {}).get(kind) or _MIXTURES["partners"][kind])
        people: list[object] = dealer.share(count, _MIXTURES["participants"][kind])
        if kind == "outreach":
            dealt[: quotas.sfi] = ["sfi"] * quotas.sfi
        if kind == "joint-training-day" and quotas.gathering:
            people = [quotas.gathering] * count
        columns: dict[str, list[Any]] = {
            "month": month,
            "partners": [*map(codes, dealt)],
            "participants": people,
        }
        for row in rows(columns):
            yield RecordedEvent(
                "collaboration-activity", dealer.uuid(), {"district": district, "kind": kind, **row}
            )
