"""axe-core over a page as it is now: every WCAG 2.2 A and AA rule and the best practices."""

from axe_playwright_python.sync_playwright import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
SCRIPT = Axe().axe_script
LOOKS = [(1280, 900, "light"), (1280, 900, "dark"), (360, 740, "dark"), (360, 740, "light")]


def violations(page) -> list[str]:
    """Return what axe finds, a line each: rule, place, what to mend."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(SCRIPT)
    found = page.evaluate("options => axe.run(options)", OPTIONS)["violations"]
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['html'][:160]}"
        for rule in found
        for node in rule["nodes"][:5]
    ]


def look(page, width: int, height: int, scheme: str) -> None:
    """Show the page in that size and scheme, with nothing still moving."""
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")


def audit(page) -> list[str]:
    """Return the violations in both widths and both schemes, and where it scrolls sideways."""
    wrong = []
    for width, height, scheme in LOOKS:
        look(page, width, height, scheme)
        wrong += [f"{width} {scheme} {line}" for line in violations(page)]
    return wrong + sideways(page)


def sideways(page) -> list[str]:
    """Return the narrow widths in which the page is wider than the window."""
    wrong = []
    for width in (320, 360):
        page.set_viewport_size({"width": width, "height": 740})
        needed = page.evaluate("document.documentElement.scrollWidth")
        if needed > width:
            wrong.append(f"{width}: the page is {needed} wide")
    return wrong


def listed(found: list[str]) -> str:
    return f"{len(found)}:\n" + "\n".join(found[:40])
