"""Refusing writes that another site made a browser send, cookies and all."""

from urllib.parse import urlsplit

from fastapi import Request

from app.access.problems import CrossSite
from app.kit.http.parts import part
from app.kit.settings import Settings

_SAFE = {"GET", "HEAD", "OPTIONS"}
_OURS = {"same-origin", "none"}


def refuse_cross_site(request: Request) -> None:
    """Raises `CrossSite` for an unsafe method that a browser sent from another site.

    `Sec-Fetch-Site` decides where it is sent, since no page can forge it; it also tells our own forms, whose
    Origin is `null` because we send no referrer. Older browsers send `Origin`, compared with the public
    address and with the address that was asked. What sends neither is no browser, and has no cookie that
    it did not put there itself.
    """
    if request.method in _SAFE:
        return
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        if site not in _OURS:
            raise CrossSite()
        return
    origin = request.headers.get("origin")
    if origin is None:
        return
    public = urlsplit(part(request, Settings).public_url)
    ours = {f"{public.scheme}://{public.netloc}"}
    if host := request.headers.get("host"):
        # Behind a proxy that ends TLS, we do not know the scheme that the browser used.
        ours |= {f"https://{host}", f"http://{host}"}
    if origin.rstrip("/").lower() not in {one.lower() for one in ours}:
        raise CrossSite()
