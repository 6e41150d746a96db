"""Wrong passwords are slowed down by name and address together.

Only the two together are counted: whoever keeps guessing at a colleague's name blocks that name
from their own address alone, and a commune behind one shared address is never locked out by one
of its people. Each try is counted before the password is looked at and forgiven when it is right,
so that fifty tries sent at once are not all let through on the same count.
"""

import datetime
import ipaddress

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import User, WrongPasswords

FREE = 5
"""this many wrong passwords in a row, then the name must wait at this address"""
FIRST_WAIT = datetime.timedelta(minutes=1)
LONGEST_WAIT = datetime.timedelta(minutes=15)
FORGOTTEN_AFTER = datetime.timedelta(hours=1)


class ThrottledBackend(ModelBackend):
    """Django's own check of name and password, behind the throttle.

    Sets `request.login_blocked_until` where the name has to wait at this address.
    """

    def authenticate(self, request, username=None, password=None, **kwargs):
        if request is None or username is None or password is None:
            return super().authenticate(request, username, password, **kwargs)
        key = key_of(username, client_address(request))
        allowed, blocked_until = count_try(key)
        if not allowed:
            request.login_blocked_until = blocked_until
            raise PermissionDenied
        user = super().authenticate(request, username, password, **kwargs)
        if user is None:
            request.login_blocked_until = blocked_until
        else:
            forgive(key)
        return user


def client_address(request: HttpRequest) -> str:
    """Return the address the request came from, as far as it can be believed.

    X-Forwarded-For is read only where TRUSTED_PROXIES of our own proxies stand in front, and then
    only the entry the outermost of them wrote; all before it is the client's own claim. An IPv6
    client owns a whole /64, so that counts as one address. "" where the server knows none.
    """
    claimed = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        if len(hops) >= settings.TRUSTED_PROXIES:
            claimed = hops[-settings.TRUSTED_PROXIES] or claimed
    try:
        address = ipaddress.ip_address(claimed)
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is None:
            return str(ipaddress.ip_network((int(address) >> 64 << 64, 64)))
        address = address.ipv4_mapped
    return str(address)


def key_of(username: str, address: str) -> str:
    """Return the keyed hash under which this name at this address is counted."""
    name = User.normalize_username(username)
    return salted_hmac(
        "laocai_ict.accounts.throttle", f"{name}\0{address}", algorithm="sha256"
    ).hexdigest()


@transaction.atomic
def count_try(key: str, at=None) -> tuple[bool, datetime.datetime | None]:
    """Count one more try and say whether its password may be looked at.

    Returns (allowed, until when the name waits here if this try is wrong too, or else None).
    A refused try is not counted: it must not make the wait longer.
    """
    at = at or timezone.now()
    WrongPasswords.objects.filter(last_at__lte=at - FORGOTTEN_AFTER).delete()
    tries, _ = WrongPasswords.objects.select_for_update().get_or_create(
        key=key, defaults={"count": 0, "last_at": at}
    )
    if tries.blocked_until and tries.blocked_until > at:
        return False, tries.blocked_until
    tries.count += 1
    tries.last_at = at
    tries.blocked_until = at + wait_after(tries.count) if tries.count >= FREE else None
    tries.save()
    return True, tries.blocked_until


def wait_after(count: int) -> datetime.timedelta:
    """Return how long to wait after `count` wrong passwords: 1, 2, 4, 8, then 15 minutes."""
    return min(FIRST_WAIT * 2 ** min(count - FREE, 10), LONGEST_WAIT)


def forgive(key: str) -> None:
    WrongPasswords.objects.filter(key=key).delete()
