"""Reads a form as a browser would send it back untouched."""

from html.parser import HTMLParser


class Form(HTMLParser):
    """Collects the fields of the form with method post whose id ends in _form."""

    def __init__(self, html: str):
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self._inside, self._select, self._multiple, self._textarea = False, None, False, None
        self._options: list[tuple[str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "form" and (attributes.get("id") or "").endswith("_form"):
            self._inside = True
        if not self._inside or "disabled" in attributes:
            return
        name = attributes.get("name")
        if tag == "input" and name:
            self._input(name, attributes)
        elif tag == "select":
            self._select, self._multiple, self._options = name, "multiple" in attributes, []
        elif tag == "option" and self._select:
            self._options.append((attributes.get("value", ""), "selected" in attributes))
        elif tag == "textarea" and name:
            self._textarea = name
            self.fields[name] = [""]

    def _input(self, name, attributes):
        kind = attributes.get("type", "text")
        if kind in ("checkbox", "radio"):
            if "checked" in attributes:
                self.fields.setdefault(name, []).append(attributes.get("value", "on"))
        elif kind not in ("submit", "button", "file"):
            self.fields[name] = [attributes.get("value", "")]

    def handle_data(self, data):
        if self._textarea:
            self.fields[self._textarea][0] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self._inside = False
        elif tag == "textarea" and self._textarea:
            # A browser drops the line break right after the opening tag.
            text = self.fields[self._textarea][0]
            self.fields[self._textarea] = [text.removeprefix("\r\n").removeprefix("\n")]
            self._textarea = None
        elif tag == "select" and self._select:
            chosen = [value for value, selected in self._options if selected]
            if not chosen and not self._multiple and self._options:
                chosen = [self._options[0][0]]
            if chosen:
                self.fields[self._select] = chosen
            self._select = None


def as_sent(response) -> dict[str, list[str]]:
    """Return what the browser would post for the page's form, nothing typed."""
    fields = Form(response.content.decode()).fields
    return {name: values for name, values in fields.items() if "__prefix__" not in name}


def send(client, address: str, typed: dict, **options):
    """Open the form at this address as a person does, then post what was typed into it."""
    ticket = as_sent(client.get(address)).get("_phieu", "")
    return client.post(address, typed | {"_phieu": ticket}, **options)
