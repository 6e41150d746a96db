"""The translatable texts of the project, found without the gettext programs.

`texts()` walks templates and Python files; `bare_texts()` finds Vietnamese in public templates that
no translate tag covers. Both serve the command `collect_messages` and the tests.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.template.base import DebugLexer, TokenType
from django.utils.translation import trim_whitespace

FOLDERS = ("laocai_ict", "press", "telecom", "egov")
FUNCTIONS = {
    "gettext": 1, "gettext_lazy": 1, "gettext_noop": 1, "_": 1,
    "ngettext": 2, "ngettext_lazy": 2,
    "pgettext": -1, "pgettext_lazy": -1, "npgettext": -2, "npgettext_lazy": -2,
}  # fmt: skip
"""name -> how many texts it takes; negative: a context comes first"""
VIETNAMESE = re.compile(
    "[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]", re.IGNORECASE
)
STRING = r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
TRANSLATE = re.compile(rf"^(?:translate|trans)\s+({STRING})(?:.*?\bcontext\s+({STRING}))?", re.S)
UNDERSCORE = re.compile(rf"_\(({STRING})\)")
BLOCK = re.compile(r"^(?:blocktranslate|blocktrans)\b")
BLOCK_END = re.compile(r"^end(?:blocktranslate|blocktrans)$")
COMMENT_END = re.compile(r"^endcomment$")
CONTEXT = re.compile(rf"\bcontext\s+({STRING})")


@dataclass(frozen=True, order=True)
class Text:
    """One msgid; `plural` and `context` are "" where it has none."""

    msgid: str
    plural: str = ""
    context: str = ""


@dataclass(frozen=True)
class Found:
    text: Text
    place: str
    """file and line, relative to the project"""


def base() -> Path:
    return Path(settings.BASE_DIR)


def templates() -> list[Path]:
    """Return the project's templates, admin ones included."""
    return sorted(path for path in (base() / "templates").rglob("*") if path.is_file())


def public_templates() -> list[Path]:
    """Return the templates citizens see: the admin's are Vietnamese alone."""
    staff = {base() / "templates" / folder for folder in ("admin", "registration")}
    return [path for path in templates() if staff.isdisjoint(path.parents)]


def python_files() -> list[Path]:
    return sorted(
        path
        for folder in FOLDERS
        for path in (base() / folder).rglob("*.py")
        if "migrations" not in path.parts
    )


def texts() -> Iterator[Found]:
    """Yield every translatable text of the project with its place."""
    for path in public_templates():
        yield from _placed(path, in_template(path.read_text(encoding="utf-8")))
    for path in python_files():
        yield from _placed(path, in_python(path.read_text(encoding="utf-8")))


def _placed(path: Path, found: Iterator[tuple[Text, int]]) -> Iterator[Found]:
    for text, line in found:
        yield Found(text, f"{path.relative_to(base())}:{line}")


def in_python(source: str) -> Iterator[tuple[Text, int]]:
    """Yield the texts given to gettext functions, by whatever local name they were imported."""
    tree = ast.parse(source)
    names = _gettext_names(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else _name(node.func)
        takes = names.get(called)
        if takes is None:
            continue
        values = [_literal(argument) for argument in node.args[: abs(takes) + (takes < 0)]]
        if not values or not all(isinstance(value, str) for value in values):
            continue  # a variable: its text is marked where it is written
        context = values.pop(0) if takes < 0 else ""
        yield Text(values[0], values[1] if len(values) > 1 else "", context), node.lineno


def _gettext_names(tree: ast.Module) -> dict[str, int]:
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            for alias in node.names:
                if alias.name in FUNCTIONS:
                    names[alias.asname or alias.name] = FUNCTIONS[alias.name]
        if isinstance(node, ast.Attribute) and node.attr in FUNCTIONS:
            names.setdefault(node.attr, FUNCTIONS[node.attr])
    return names


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def in_template(source: str) -> Iterator[tuple[Text, int]]:
    """Yield the texts of translate and blocktranslate tags and of _("…") in other tags."""
    tokens = iter(DebugLexer(source).tokenize())
    for token in tokens:
        if token.token_type not in (TokenType.BLOCK, TokenType.VAR):
            continue
        contents = token.contents
        if token.token_type is TokenType.BLOCK and BLOCK.match(contents):
            yield _block(contents, tokens), token.lineno
            continue
        if token.token_type is TokenType.BLOCK and (match := TRANSLATE.match(contents)):
            context = ast.literal_eval(match[2]) if match[2] else ""
            yield Text(_quoted(match[1]), context=context), token.lineno
        for quoted in UNDERSCORE.findall(contents):
            yield Text(_quoted(quoted)), token.lineno


def _quoted(literal: str) -> str:
    """Return a string of a template tag as the msgid Django looks up for it."""
    return ast.literal_eval(literal).replace("%", "%%")


def _block(contents: str, tokens: Iterator) -> Text:
    """Read a blocktranslate to its end, writing msgids as Django does at run time."""
    parts, singular = [], None
    for token in tokens:
        if token.token_type is TokenType.BLOCK:
            if BLOCK_END.match(token.contents):
                break
            if token.contents == "plural":
                singular, parts = "".join(parts), []
        elif token.token_type is TokenType.VAR:
            parts.append(f"%({token.contents})s")
        elif token.token_type is TokenType.TEXT:
            parts.append(token.contents.replace("%", "%%"))
    last = "".join(parts)
    if " trimmed" in contents:
        last = trim_whitespace(last)
        singular = None if singular is None else trim_whitespace(singular)
    match = CONTEXT.search(contents)
    context = ast.literal_eval(match[1]) if match else ""
    if singular is None:
        return Text(last, context=context)
    return Text(singular, last, context)


def bare_texts(source: str) -> Iterator[tuple[str, int]]:
    """Yield Vietnamese words of a template that stand outside every translate tag and comment."""
    skipping: re.Pattern | None = None
    for token in DebugLexer(source).tokenize():
        contents = token.contents
        is_tag = token.token_type is TokenType.BLOCK
        if skipping:
            skipping = None if is_tag and skipping.match(contents) else skipping
        elif is_tag and (end := _covered_until(contents)):
            skipping = end
        elif token.token_type is TokenType.TEXT:
            for offset, line in enumerate(_visible(contents).split("\n")):
                if VIETNAMESE.search(line):
                    yield line.strip(), token.lineno + offset
        elif token.token_type is not TokenType.COMMENT and VIETNAMESE.search(_unmarked(contents)):
            yield contents, token.lineno


def _covered_until(contents: str) -> re.Pattern | None:
    """Return what ends the block this tag opens, if its text is translated or a comment."""
    if BLOCK.match(contents):
        return BLOCK_END
    return COMMENT_END if contents.split(" ")[0] == "comment" else None


def _unmarked(contents: str) -> str:
    """Return a tag without the strings that are marked for translation."""
    return UNDERSCORE.sub("", TRANSLATE.sub("", contents))


NAMES_OF_LANGUAGES = "Tiếng Việt"
"""the one text that is Vietnamese on the English page on purpose: the switch back"""


def _visible(text: str) -> str:
    return re.sub(r"<!--.*?-->", "", text, flags=re.S).replace(NAMES_OF_LANGUAGES, "")
