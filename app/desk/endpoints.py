"""Every page of the desk."""

from fastapi import APIRouter

from app.desk import (
    account_pages,
    closing_acts,
    closing_pages,
    figure_pages,
    key_pages,
    overview,
    password_page,
    return_list,
    return_pages,
    sign_out,
    spindle_page,
    tablet_pages,
    trail_page,
    waiting_acts,
)

ROUTERS: tuple[APIRouter, ...] = (
    overview.router,
    return_list.router,
    return_pages.router,
    spindle_page.router,
    closing_pages.router,
    closing_acts.router,
    figure_pages.router,
    account_pages.router,
    tablet_pages.router,
    waiting_acts.router,
    key_pages.router,
    trail_page.router,
    password_page.router,
    sign_out.router,
)
