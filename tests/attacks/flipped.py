"""Other records that could have led to the same release: protected counts are others, within the rule."""

from collections.abc import Callable, Mapping
from random import Random
from time import monotonic
from unittest.mock import patch

from app.disclosure.rounding.linked_tables import LinkedTables
from app.disclosure.rounding.rounded_tables import RoundedTables
from app.disclosure.rounding.rounding_attack import attack
from app.disclosure.rounding.rule import allowed
from app.disclosure.rounding.whole_table import whole_table
from app.kit.db.database import Database
from app.release.protection import frozen_release, score_sums
from app.release.protection.atoms import Key
from app.release.protection.candidate_cells import CandidateCells
from app.release.protection.frozen_release import FrozenRelease
from app.release.protection.public_constraints.declarations import NOT_OF_PEOPLE
from app.release.protection.rounding_proof import place_of
from app.release.storage.frozen_table import Value
from tests.attacks.seeing import Cell
from tests.attacks.worlds import PATIENCE, Records, released
from tests.release.invented import Content, Inventor, Record

SAME = "farsta"
"""The district whose records stay as they are: its coordinator must see no difference anywhere."""

OPEN = {"kind", "partners", "programme", "participants", "completed", "sessions_held"}
"""Of meetings and groups, what is nobody's, or goes with it."""
ADULTS = {
    "counselling-session": ("mothers", "fathers", "other_adults"),
    "home-visit": ("mothers", "fathers", "other_adults"),
    "theme-meeting": ("women", "men", "other_participants"),
    "programme-group": ("women", "men", "other_participants"),
}

EACH = 4
"""Records of a district that are tried at once."""

Truth = Mapping[Cell, int]


def flipped(
    records: Records, frozen: FrozenRelease, count: Callable[[Records], Truth], rounds: int
) -> Records:
    """These records with as many of other contents as could have led to the same publication, of every
    district but one. In each round some of each district are tried; `count` counts."""
    lot, found, figures = Random(7), list(records), _figures(frozen)
    before = count(records)
    among: dict[str, list[int]] = {}
    for place, (kind, content) in enumerate(records):
        if content["district"] != SAME and kind != "collaboration-activity":
            among.setdefault(content["district"], []).append(place)
    for _ in range(rounds):
        tried = {
            district: {place: _other(found[place], lot) for place in lot.sample(places, EACH)}
            for district, places in among.items()
        }
        while any(tried.values()):
            now = list(found)
            for place, record in (one for own in tried.values() for one in own.items()):
                now[place] = record
            wrong = _impossible(frozen, figures, count(now), before)
            if not wrong:
                found = now
                break
            for own in [
                own for district, own in tried.items() if district in wrong and own
            ] or tried.values():
                if own:
                    own.popitem()
    return found


def _other(record: Record, lot: Random) -> Record:
    """The same with another answer, one adult more, or another value of a field or two."""
    kind, content = record
    period = content.get("month") or content["tertial"]
    new = Inventor(lot.randrange(10**6)).one(kind, content["district"], period)
    adults = [one for one in ADULTS.get(kind, ()) if isinstance(content.get(one), int)]
    if adults and isinstance(content.get("participants", 0), int) and lot.random() < 0.4:
        more = {lot.choice(adults): 1, **({"participants": 1} if "participants" in content else {})}
        return kind, {**content, **{name: content[name] + number for name, number in more.items()}}
    if content.get("answers") and lot.random() < 0.4:
        return kind, {**content, "answers": [_answered(content["answers"][0], lot), *content["answers"][1:]]}
    if new.keys() != content.keys():
        return kind, new
    kept = {*ADULTS.get(kind, ()), "answers", *(OPEN if kind in ("theme-meeting", "programme-group") else ())}
    fields = sorted(one for one in new if one not in kept and new[one] != content[one])
    if not fields:
        return record
    names = {lot.choice(fields)}
    if new.get("language") == "arabic" and lot.random() < 0.5:
        new["language"] = "tigrinya"  # that nobody needed
    if names & {"language", "other_language_needed"}:
        names |= {"language", "other_language_needed"} & content.keys()
    return kind, {**content, **{name: new[name] for name in names}}


def _answered(response: Content, lot: Random) -> Content:
    given = [code for code, said in response["answers"].items() if said != "no-answer"]
    if not given:
        return response
    code = lot.choice(given)
    scale = ("0", "3", "5") if response["answers"][code].isdigit() else ("yes-really", "yes", "partly", "no")
    return {**response, "answers": {**response["answers"], code: lot.choice(scale)}}


Figures = Mapping[tuple[str, str, tuple[str, ...]], Value]


def _figures(frozen: FrozenRelease) -> Figures:
    """What is published, by table, measure and categories."""
    return {
        (table.id, measure.code, codes): value
        for table in frozen.tables
        for measure in table.measures
        for codes, value in table.cells(measure.code)
    }


def _impossible(frozen: FrozenRelease, figures: Figures, truth: Truth, before: Truth) -> set[str]:
    """The districts in which these counts could not have led to what is published."""
    proof, wrong = frozen.proof, set()
    for cell, count in truth.items():
        table, measure, _, codes = cell
        name = place_of(table, measure, codes)
        if name in proof.places:
            number = proof.shown[proof.places[name]]
            right = number in allowed(count - proof.exact.get(name, 0), proof.linked.threshold)
        elif (table, measure) in NOT_OF_PEOPLE or figures.get((table, measure, codes)) == "not-applicable":
            right = True
        else:
            # Open to all; or in a category that nobody was in, and that has no row.
            right = count == before[cell] if cell in before else 0 in allowed(count, proof.linked.threshold)
        if not right:
            wrong.add(codes[0])
    return wrong


def refrozen(database: Database, tertial: str, before: FrozenRelease) -> FrozenRelease:
    """What is frozen from other records where the lots fall so that the same numbers are published."""
    proof, published = before.proof, _figures(before)
    numbers = {name: proof.shown[cell] for name, cell in proof.places.items()}

    def rounded(linked: LinkedTables, *_: object, **__: object) -> RoundedTables:
        shown = tuple(numbers.get(name, 0) for name in linked.cells)
        atoms = whole_table(linked, {cell: shown[cell] for cell in linked.shown}, monotonic() + PATIENCE)
        assert atoms is not None
        attacked = attack(linked, shown)
        assert not attacked.breaches
        return RoundedTables(shown, atoms, 0, attacked)

    def sums(of: CandidateCells, figures: Mapping[Key, int], secret: bytes, lineage: str) -> dict[Key, Value]:
        """Of those that count nobody: whether they are shown is told by what is frozen now."""
        found = score_sums.shown_sums(of, figures, secret, lineage)
        return {key: published[key] if isinstance(value, int) else value for key, value in found.items()}

    with (
        patch.object(frozen_release, "round_tables", rounded),
        patch.object(frozen_release, "shown_sums", sums),
    ):
        return released(database, tertial)[0]
