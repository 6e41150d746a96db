"""Failures with a plain explanation: one sentence in Vietnamese, one in English, no traceback."""

import errno
import re
import sys
from types import TracebackType

DATABASE_ERRORS = {
    f"{module}.{name}"
    for module in ("django.db.utils", "psycopg2")
    for name in ("OperationalError", "ProgrammingError")
}


class Refusal(Exception):
    """Something outside the portal stands in the way; says what it is and what to do."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(f"{vi}\n{en}")


def install() -> None:
    """Let explained failures end the process with their sentences and exit status 1."""
    sys.excepthook = _hook


def _hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        print("\nĐã dừng theo yêu cầu. / Stopped as asked.", file=sys.stderr)
        return
    refusal = None if "--traceback" in sys.argv else explain(error)
    if refusal is None:
        sys.__excepthook__(kind, error, trace)
    else:
        print(refusal, file=sys.stderr)


def explain(error: BaseException) -> Refusal | None:
    """Return the two sentences for a failure whose cause lies outside the portal, else None."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, OSError):
        return _explain_os(error)
    name = f"{type(error).__module__}.{type(error).__name__}"
    if name == "django.core.exceptions.ImproperlyConfigured" and " / " in str(error):
        vi, _, en = str(error).partition(" / ")
        return Refusal(vi, en)
    if name == "django.db.migrations.exceptions.MigrationSchemaMissing" and error.__context__:
        return explain(error.__context__)
    if name in DATABASE_ERRORS:
        return _explain_database(error)
    if name == "django.db.utils.NotSupportedError" and "or later is required" in str(error):
        return too_old(str(error).rpartition("found ")[2].strip(" ()."))
    return None


def malformed_url(what: str = "") -> Refusal:
    said = f" ({what})" if what else ""
    return Refusal(
        f"DATABASE_URL không đúng dạng{said}: hãy viết "
        "postgres://tên:mật-khẩu@máy:5432/cơ-sở-dữ-liệu (ký tự đặc biệt trong mật khẩu viết dạng "
        "%XX).",
        f"DATABASE_URL is malformed{said}: write postgres://user:password@host:5432/database "
        "(special characters of the password as %XX).",
    )


def too_old(found: str) -> Refusal:
    return Refusal(
        f"Máy chủ PostgreSQL quá cũ (bản {found}): cổng cần PostgreSQL từ 15 đến 18.",
        f"The PostgreSQL server is too old (version {found}): the portal needs PostgreSQL 15 to "
        "18.",
    )


def says_disk_full(output: str) -> bool:
    """Say whether another program's words mean that the disk is full."""
    return bool(re.search(r"No space left on device|Disk quota exceeded|wrote only \d+ of", output))


def disk_full(where: str = "") -> Refusal:
    place = f" ({where})" if where else ""
    return Refusal(
        f"Ổ đĩa đã đầy{place}: hãy giải phóng dung lượng rồi chạy lại, việc dở dang sẽ được làm "
        "tiếp.",
        f"The disk is full{place}: free some space and run the command again, it goes on from "
        "there.",
    )


def unwritable(where: str) -> Refusal:
    return Refusal(
        f"Không có quyền ghi vào {where}: hãy sửa quyền, hoặc đặt DATA_DIR vào thư mục ghi được.",
        f"No permission to write {where}: mend its permissions, or set DATA_DIR to a folder that "
        "can be written.",
    )


def _explain_os(error: OSError) -> Refusal | None:
    where = str(error.filename or "")
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full(where)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS) and where:
        return unwritable(where)
    return None


def _explain_database(error: BaseException) -> Refusal | None:
    cause = error.__cause__ or error
    code = getattr(cause, "pgcode", None)
    if code == "53100":
        return disk_full("PostgreSQL")
    if code == "42501":  # since PostgreSQL 15 the schema public belongs to the database's owner
        said = str(error).splitlines()[0]
        return Refusal(
            f"Tài khoản cơ sở dữ liệu thiếu quyền ({said}): hãy cho tài khoản trong "
            "MIGRATE_DATABASE_URL (không đặt thì DATABASE_URL) làm chủ cơ sở dữ liệu và mọi bảng "
            "(ALTER DATABASE … OWNER TO …, REASSIGN OWNED BY … TO …).",
            f"The database account lacks a permission ({said}): make the one of "
            "MIGRATE_DATABASE_URL (else of DATABASE_URL) the owner of the database and all tables "
            "(ALTER DATABASE … OWNER TO …, REASSIGN OWNED BY … TO …).",
        )
    if code is not None:
        return None
    if str(error).startswith("invalid "):  # an option of the address that libpq does not know
        return malformed_url(str(error).strip().removeprefix("invalid dsn: "))
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    detail = lines[-1] if lines else "?"
    if "failed" not in str(error) and "could not" not in str(error) and "timeout" not in str(error):
        return None  # the connection was lost in the middle of work: worth its traceback
    detail = " ".join(lines[:1]) if lines[-1].startswith("Is the server") else detail
    return Refusal(
        f"Không kết nối được với cơ sở dữ liệu ({detail.rstrip('.')}): hãy kiểm tra máy chủ "
        "PostgreSQL và biến DATABASE_URL.",
        f"The database cannot be reached ({detail.rstrip('.')}): check the PostgreSQL server and "
        "DATABASE_URL.",
    )
