"""A browser without script: pages parsed as browsers parse them, links followed, forms filled in and sent.

Every page that is read is checked on the way: it parses without a mistake, its ids are unique, what refers to
an id finds it, every field has a name in words, headings do not skip a level.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import httpx

HTML = {"Accept": "text/html,application/xhtml+xml", "Accept-Language": "sv"}
REFERS = ("for", "aria-labelledby", "aria-describedby", "aria-controls")
FIELDS = ("input", "select", "textarea")


def text_of(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


@dataclass
class Page:
    """A page as it was answered."""

    client: httpx.Client
    reply: httpx.Response
    tree: Element

    @property
    def status(self) -> int:
        return self.reply.status_code

    @property
    def path(self) -> str:
        return self.reply.url.path

    @property
    def heading(self) -> str:
        return text_of(self.one("h1"))

    @property
    def text(self) -> str:
        return text_of(self.tree)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            one
            for one in self.tree.iter(tag)
            if all(value in (one.get(name) or "").split() for name, value in wanted.items())
        ]

    def one(self, tag: str, **attributes: str) -> Element:
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} <{tag}> {attributes} on {self.path}"
        return found[0]

    def by_id(self, id_: str) -> Element:
        return next(one for one in self.tree.iter() if one.get("id") == id_)

    def rows(self, near: str) -> dict[str, list[str]]:
        """A table's rows by their header, of the table whose region is labelled by `near`."""
        region = next(one for one in self.tree.iter("div") if one.get("aria-labelledby") == near)
        return {
            text_of(cells[0]): [
                text_of(cell).replace("\u202f", " ").replace("\xa0", " ") for cell in cells[1:]
            ]
            for row in region.iter("tr")
            if (cells := [one for one in row if one.tag in ("th", "td")]) and row[0].get("scope") == "row"
        }

    def follow(self, words: str) -> "Page":
        """The page that the link with these words leads to."""
        found = [one for one in self.tree.iter("a") if text_of(one) == words]
        assert found, f"no link {words!r} on {self.path}"
        return get(self.client, self.joined(found[0].get("href") or ""))

    def joined(self, address: str) -> str:
        """An address as the page means it."""
        return str(self.reply.url.join(address))

    def form(self, button: str) -> "Form":
        """The form whose button says this."""
        for form in self.tree.iter("form"):
            if any(text_of(one) == button for one in form.iter("button")):
                return Form(self, form, dict(_values(form)))
        raise AssertionError(f"no form with the button {button!r} on {self.path}")


@dataclass
class Form:
    """A form with what stands in it; changed like a dictionary, then sent."""

    page: Page
    element: Element
    values: dict[str, list[str]] = field(default_factory=dict)

    def __setitem__(self, name: str, value: str | list[str]) -> None:
        assert name in self.names, f"no field {name!r}: {sorted(self.names)}"
        self.values[name] = [value] if isinstance(value, str) else list(value)

    def __getitem__(self, name: str) -> str:
        return (self.values.get(name) or [""])[0]

    @property
    def names(self) -> set[str]:
        return {one.get("name") or "" for tag in FIELDS for one in self.element.iter(tag)}

    def send(self, **more: str) -> Page:
        """Send it as a browser of our own site does, and read where that leads."""
        address = self.page.joined(self.element.get("action") or self.page.path)
        if (self.element.get("method") or "get") == "get":
            query = {name: values[0] for name, values in self.values.items() if values}
            return get(self.page.client, str(httpx.URL(address, params=query)))
        reply = self.page.client.post(
            address, data={**self.values, **more}, headers={**HTML, "Sec-Fetch-Site": "same-origin"}
        )
        return read(self.page.client, reply)


def _values(form: Element) -> Iterator[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for one in form.iter("input"):
        ticked = one.get("type") not in ("checkbox", "radio") or one.get("checked") is not None
        if ticked and one.get("disabled") is None and one.get("name"):
            found.setdefault(one.get("name") or "", []).append(one.get("value") or "")
    for one in form.iter("select"):
        options = list(one.iter("option"))
        chosen = [each for each in options if each.get("selected") is not None] or options[:1]
        found[one.get("name") or ""] = [each.get("value") or text_of(each) for each in chosen]
    yield from found.items()


def get(client: httpx.Client, path: str, **headers: str) -> Page:
    return read(client, client.get(path, headers={**HTML, **headers}))


def read(client: httpx.Client, reply: httpx.Response) -> Page:
    """Read a reply as a page, and hold it to what every page must be."""
    assert reply.headers["content-type"].startswith("text/html"), reply.text[:300]
    tree, errors = parse(reply.text)
    page = Page(client, reply, tree)
    assert not errors, errors[:5]
    assert list(mistakes(tree)) == [], reply.url
    return page


def parse(text: str) -> tuple[Element, list[object]]:
    """The tree that browsers make of a page, and what they had to mend."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree: Element = parser.parse(text)
    return tree, list(parser.errors)


def mistakes(tree: Element) -> Iterator[str]:
    """What is wrong with a page that a parser does not see."""
    ids = Counter(one.get("id") for one in tree.iter() if one.get("id"))
    yield from (f"id {name} {number} times" for name, number in ids.items() if number > 1)
    for one in tree.iter():
        for attribute in REFERS:
            yield from (
                f"{attribute}={name}: nobody"
                for name in (one.get(attribute) or "").split()
                if name not in ids
            )
        if one.tag == "a" and (href := one.get("href") or "").startswith("#") and href[1:] not in ids:
            yield f"link to {href}: nobody"
        if one.tag in ("a", "button") and not text_of(one) and not one.get("aria-label"):
            yield f"<{one.tag}> without words"
        if one.get("style") is not None or any(name.startswith("on") for name in one.attrib):
            yield "style or script in the page"
    labelled = {one.get("for") for one in tree.iter("label")}
    within = {id(inner) for label in tree.iter("label") for inner in label.iter()}
    for tag in FIELDS:
        for one in tree.iter(tag):
            if one.get("type") != "hidden" and one.get("id") not in labelled and id(one) not in within:
                yield f"field {one.get('name')} without a label"
    levels = [int(one.tag[1]) for one in tree.iter() if one.tag in ("h1", "h2", "h3", "h4")]
    if levels[:1] != [1] or levels.count(1) != 1:
        yield f"headings {levels}"
    yield from (f"heading {a} to {b}" for a, b in pairwise(levels) if b > a + 1)
    html = next(tree.iter("html")) if tree.tag != "html" else tree
    if html.get("lang") not in ("sv", "en"):
        yield "no language"
    if not text_of(next(tree.iter("title"))):
        yield "no title"


def fill(form: Form, content: Mapping[str, Any]) -> None:
    """Fill in a return's boxes from a content as the API takes it."""
    for name, value in boxes(content):
        if isinstance(value, str):
            form[name] = ""
            if value != "does-not-apply":
                form[f"{name}.state"] = value
        else:
            form[name] = str(value).replace(".", ",")


KEYS = {"programmes": ("programme",), "leaders": ("programme", "arena"),
        "survey": ("questionnaire", "question", "answer")}  # fmt: skip


def boxes(content: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The box of each figure in a content, by its name in the form."""
    for name, value in content.items():
        if name in KEYS:
            for row in value:
                at = ".".join([name, *(row[key] for key in KEYS[name])])
                yield from ((f"{at}.{own}", row[own]) for own in row if own not in KEYS[name])
        elif name != "catalogue_version":
            yield name, value
