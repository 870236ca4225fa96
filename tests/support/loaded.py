"""What a server needs before it serves, loaded once, in the process that servers are forked from."""

from app.catalogue.catalogue import load
from app.form.offline_files import STATIC, kept
from app.kit.db.migration import head
from app.kit.http.static_files import files_in
from app.main import STATIC as SHARED

load("stockholm")
kept()
head()
for folder in (STATIC, SHARED):
    files_in(folder)
