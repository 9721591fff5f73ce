"""Twilio's library for Python, whose every host is served by one local port."""

import datetime
import json

from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client


class Loopback(TwilioHttpClient):
    def __init__(self, origin):
        super().__init__()
        self.origin = origin

    def request(self, method, url, *args, **kwargs):
        return super().request(method, self.origin + "/" + url.split("/", 3)[3], *args, **kwargs)


def connect(origin, account_sid, token):
    return Client(account_sid, token, http_client=Loopback(origin))


def report(resources):
    """Prints how many there are, and what is not there that the library knows of."""
    missing = {
        f"{type(one).__name__}.{name}"
        for one in resources
        for name, value in vars(one).items()
        if not name.startswith("_") and value is None
    }
    dates = {type(value) for one in resources for name, value in vars(one).items() if name.startswith("date_")}
    unread = sorted(kind.__name__ for kind in dates - {datetime.datetime, datetime.date, type(None)})
    print(json.dumps({"resources": len(resources), "missing": sorted(missing), "unreadDates": unread}))
