"""What a rounded release's figures say: of what is shown, and of nothing else."""

from dataclasses import replace

from app.figures.cell_values import Value
from app.figures.cube import Cube, CubeAxis, MeasureCounts
from app.figures.derivation import CubeFigures, NoSuchFigure
from app.figures.rows import FigureRow, rows
from app.reports.district_figures import DistrictFigures
from app.reports.report_figures import FigureRequest
from app.tables.declaration import Table
from app.tables.registry import BY_ID
from tests.figures.conftest import FULL, Known
from tests.support.unprotected import unprotected

KINDS = ("cafe", "lecture", "not-known")
MEETINGS = BY_ID["theme-meetings"]


def _cube(rounded: int | None, **measures: tuple[Value, ...]) -> Cube:
    """Meetings of one city by their kind, with a total."""
    axes = {
        "district": CubeAxis("district", ("stockholm",), (), "stockholm"),
        "kind": CubeAxis("kind", (*KINDS, "total"), KINDS, "total"),
    }
    counts = {
        code.replace("_", "-"): MeasureCounts(("district", "kind"), values, code.endswith("known"))
        for code, values in measures.items()
    }
    return Cube("theme-meetings", axes, counts, rounded, stated=False)


def _rows(known: Known, cube: Cube, table: Table = MEETINGS) -> dict[tuple[str, str], FigureRow]:
    figures = CubeFigures(cube, table, known.service.here.catalogue)
    found = rows(figures, frozenset({"kind"}), ("stockholm",))
    return {(row.measure, row.cell["kind"]): row for row in found}


def _participants(known: Known, rounded: int | None, *known_of: int) -> list[FigureRow]:
    own = (60, 60, 0, 120)
    cube = _cube(rounded, participants=own, participants_known=known_of, participants_not_known=(0, 0, 5, 5))
    found = _rows(known, cube)
    return [found["participants", kind] for kind in KINDS]


def test_a_mean_of_rounded_numbers_needs_a_base_of_ten(known: Known) -> None:
    rounded, exact = _participants(known, 5, 10, 9, 0, 19), _participants(known, None, 10, 9, 0, 19)
    assert [row.mean for row in rounded[:2]] == [6, None]
    assert [str(row.mean) for row in exact[:2]] == ["6.00", "6.67"]
    assert [(row.count, row.base, row.status) for row in rounded[:2]] == [(60, 10, "ok"), (60, 9, "ok")]
    # Nobody knows the third, by the numbers that are shown.
    assert [(row.count, row.status, row.not_known) for row in (rounded[2], exact[2])] == [
        (None, "not-known", 5),
        (None, "not-known", 5),
    ]


def test_what_is_not_shown_has_its_base(known: Known) -> None:
    """The base is what says why, and PxWeb gives it too."""
    scores: tuple[Value, ...] = ("withheld", 0, 0, "withheld")
    cube = _cube(5, participants=scores, participants_known=(8, 0, 0, 8), participants_not_known=(0,) * 4)
    row = _rows(known, cube)["participants", "cafe"]
    assert (row.count, row.base, row.mean, row.status) == (None, 8, None, "suppressed")


def test_how_many_are_in_use_is_told_of_exact_figures_alone(known: Known) -> None:
    table = BY_ID["routes-in"]
    for rounded, told in ((None, True), (5, False)):
        axes = {
            "district": CubeAxis("district", ("stockholm",), (), "stockholm"),
            "route_in": CubeAxis("route_in", ("clinic", "friend"), ("clinic", "friend")),
        }
        sessions = MeasureCounts(("district", "route_in"), (7, 0))
        figures = CubeFigures(
            Cube("routes-in", axes, {"sessions": sessions}, rounded), table, known.service.here.catalogue
        )
        found = rows(figures, frozenset({"route_in"}), ("stockholm",))
        assert ("routes-in-use" in {row.measure for row in found}) is told


def test_totals_are_read_and_not_added(known: Known) -> None:
    cube = _cube(5, meetings=(10, 0, 5, 16))
    figures = CubeFigures(cube, MEETINGS, known.service.here.catalogue)
    assert figures.value("meetings", {"district": "stockholm"}) == 16
    share = figures.measured("meetings", {"district": "stockholm", "kind": "cafe"})
    assert (share.pair, share.rounded) == ((10, 10), 5)
    of_all = figures.measured("meetings", {"district": "stockholm", "kind": "not-known"})
    assert of_all.pair == (5, 16)


def test_every_figure_of_a_rounded_release_knows_of_how_many_it_is_the_sum(known: Known) -> None:
    catalogue = known.service.here.catalogue
    tables = {one.id: one for one in unprotected(known.service.database, catalogue, FULL, rounded=5)}
    spec = FigureRequest("theme-meetings", "participants", "mean")
    numbers = DistrictFigures(tables["theme-meetings"], MEETINGS, catalogue)
    figure = numbers.figure(spec, "stockholm")
    assert (figure.rounded, figure.periods, figure.mark, figure.mean) == (5, 1, "few", None)
    assert figure.base is not None
    year = DistrictFigures(replace(tables["theme-meetings"], periods=3), MEETINGS, catalogue)
    assert year.figure(spec, "stockholm").periods == 3
    live = DistrictFigures(known.released["theme-meetings", FULL], MEETINGS, catalogue)
    assert live.figure(spec, "stockholm").rounded is None
    assert live.figure(spec, "stockholm").mean is not None


def test_a_table_may_lack_any_measure_that_others_are_made_of(known: Known) -> None:
    """As one may that was released before a measure was declared: what is left is counted as before, and has
    no share or mean of what is not there. A reader is never refused for it, nor is a report."""
    catalogue = known.service.here.catalogue
    compared, shares, alone = 0, 0, set()
    for (id_, period), frozen in known.released.items():
        if period not in (FULL, "2023") or len(frozen.measures) == 1:
            continue
        table, by = BY_ID[id_], frozenset(BY_ID[id_].usual)
        whole = {
            _place(row): row for row in rows(CubeFigures(frozen.cube, table, catalogue), by, ("stockholm",))
        }
        for lacking in frozen.measures:
            less = replace(frozen, measures=tuple(one for one in frozen.measures if one != lacking))
            for row in rows(CubeFigures(less.cube, table, catalogue), by, ("stockholm",)):
                before = whole[_place(row)]
                assert (row.count, row.status) == (before.count, before.status), (id_, lacking.code)
                assert (row.base, row.share, row.mean) in (
                    (before.base, before.share, before.mean),
                    (None, None, None),
                )
                alone |= {id_} if row.base != before.base else set()
                compared += 1
                shares += row.share is not None
            all_of_it, rest = (
                DistrictFigures(frozen, table, catalogue),
                DistrictFigures(less, table, catalogue),
            )
            for code in {row.measure for row in whole.values()}:
                assert _of_the_city(rest, code) in (_of_the_city(all_of_it, code), None)
    assert compared > 1000
    assert shares > 500
    assert {"next-steps", "home-visit-contacts", "theme-meetings"} <= alone


def _place(row: FigureRow) -> tuple[str, frozenset[tuple[str, str]]]:
    return row.measure, frozenset(row.cell.items())


def _of_the_city(numbers: DistrictFigures, measure: str) -> object:
    try:
        found = numbers.figure(FigureRequest(numbers.frozen.id, measure, "percent"), "stockholm")
    except NoSuchFigure:
        return None
    return found.pair
