"""Routers of the desk's pages."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse


def pages() -> APIRouter:
    """A router of desk pages, which are no part of the API's description."""
    return APIRouter(tags=["Pages"], default_response_class=HTMLResponse, include_in_schema=False)
