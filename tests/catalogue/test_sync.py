"""The catalogue's codes in the database: added, never removed, one municipality's only."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from app.catalogue.catalogue import Catalogue, load
from app.catalogue.codes import CatalogueMismatch, sync
from app.catalogue.model import Entry, Municipality
from tests.support.service import Service


def _changed(catalogue: Catalogue, **changes: Any) -> Catalogue:
    data = catalogue.municipality.model_copy(update=changes)
    return replace(catalogue, municipality=Municipality.model_construct(**dict(data)))


def test_syncing_again_changes_nothing(service: Service) -> None:
    with service.database.writing() as session:
        assert sync(session, load(service.catalogue)) == 0


def test_a_new_code_is_added_and_can_be_used(service: Service) -> None:
    catalogue = load(service.catalogue)
    lists = {**catalogue.municipality.lists}
    lists["themes"] = [*lists["themes"], Entry(code="brand-new", sv="Nytt", en="New")]
    with service.database.writing() as session:
        assert sync(session, _changed(catalogue, lists=lists, version=2)) == 1
    with service.database.reading() as session:
        assert session.execute(text("SELECT version FROM catalogue_state")).scalar() == 2
        assert (
            session.execute(text("SELECT count(*) FROM code_themes WHERE code = 'brand-new'")).scalar() == 1
        )


def test_a_removed_code_is_refused_with_its_name(service: Service) -> None:
    catalogue = load(service.catalogue)
    lists = {**catalogue.municipality.lists, "themes": catalogue.municipality.lists["themes"][1:]}
    gone = catalogue.municipality.lists["themes"][0].code
    with pytest.raises(CatalogueMismatch, match=gone), service.database.writing() as session:
        sync(session, _changed(catalogue, lists=lists))


def test_an_older_catalogue_is_refused(service: Service) -> None:
    catalogue = load(service.catalogue)
    with service.database.writing() as session:
        sync(session, _changed(catalogue, version=3))
    with pytest.raises(CatalogueMismatch, match="version 3"), service.database.writing() as session:
        sync(session, catalogue)


def test_another_municipalitys_catalogue_is_refused(service: Service) -> None:
    other = load("lindesberg" if service.catalogue == "stockholm" else "stockholm")
    with pytest.raises(CatalogueMismatch, match=service.catalogue), service.database.writing() as session:
        sync(session, other)
